import type { Text } from '#domain/kernel/text.ts'
import { chooseLanguage } from '#domain/session/session.api.ts'
import { BarMenu, Choice } from './BarMenu.tsx'
import { type Size, sizes, type Theme, themes, useDisplay } from './display.tsx'
import { useLanguage, useText } from './language.tsx'
import { useAct } from './queries.ts'

const themeNames: Record<Theme, Text> = {
  system: { zh: '跟随系统', en: 'As the system' },
  light: { zh: '浅色', en: 'Light' },
  dark: { zh: '深色', en: 'Dark' },
  contrast: { zh: '高对比', en: 'High contrast' },
}
const sizeNames: Record<Size, Text> = {
  normal: { zh: '标准字号', en: 'Standard text' },
  large: { zh: '大字', en: 'Large text' },
}
const languages = [
  { code: 'zh', name: '中文' },
  { code: 'en', name: 'English' },
] as const

/** How the pages look in this browser: text size, colours, language. */
export function DisplayMenu() {
  const text = useText()
  const { language, setLanguage } = useLanguage()
  const { theme, size, setTheme, setSize } = useDisplay()
  const remember = useAct(chooseLanguage, {}, { isQuiet: true })
  const name = text({ zh: '显示', en: 'Display' })
  return (
    <BarMenu label={name} name={name}>
      {() => (
        <>
          <h2>{text({ zh: '字号', en: 'Text size' })}</h2>
          {sizes.map((one) => (
            <Choice key={one} isChosen={size === one} onClick={() => setSize(one)}>
              {text(sizeNames[one])}
            </Choice>
          ))}
          <h2>{text({ zh: '颜色', en: 'Colours' })}</h2>
          {themes.map((one) => (
            <Choice key={one} isChosen={theme === one} onClick={() => setTheme(one)}>
              {text(themeNames[one])}
            </Choice>
          ))}
          <h2>{text({ zh: '语言', en: 'Language' })}</h2>
          {languages.map(({ code, name: own }) => (
            <Choice
              key={code}
              isChosen={language === code}
              onClick={() => {
                setLanguage(code)
                remember.mutate({ language: code })
              }}
            >
              <span lang={code === 'zh' ? 'zh-CN' : 'en'}>{own}</span>
            </Choice>
          ))}
        </>
      )}
    </BarMenu>
  )
}
