import { useDisplay } from '#web/kernel/display.tsx'
import { Mark } from '#web/kernel/Icon.tsx'
import { useLanguage, useText } from '#web/kernel/language.tsx'
import './session.css'

/** The bar of the pages before log-in: mark, language, large text. */
export function Masthead() {
  const text = useText()
  const { language, setLanguage } = useLanguage()
  const { size, setSize } = useDisplay()
  const isLarge = size === 'large'
  return (
    <header className="masthead">
      <div>
        <Mark />
        <b>{text({ zh: '绩衡', en: 'Jiheng' })}</b>
        <button
          type="button"
          lang={language === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
        >
          {language === 'zh' ? 'English' : '中文'}
        </button>
        <button type="button" aria-pressed={isLarge} onClick={() => setSize(isLarge ? 'normal' : 'large')}>
          {text(isLarge ? { zh: '标准字号', en: 'Standard text' } : { zh: '大字版', en: 'Large text' })}
        </button>
      </div>
    </header>
  )
}
