import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { inLanguage, type Language, type Text } from '#domain/kernel/text.ts'

type Languages = { readonly language: Language; readonly setLanguage: (language: Language) => void }

const LanguageContext = createContext<Languages>({ language: 'zh', setLanguage: () => undefined })
const stored = 'jiheng.language'

/** Chinese unless this browser was told otherwise. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => (localStorage.getItem(stored) === 'en' ? 'en' : 'zh'))
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  }, [language])
  const languages = useMemo(() => {
    const choose = (chosen: Language): void => {
      localStorage.setItem(stored, chosen)
      setLanguage(chosen)
    }
    return { language, setLanguage: choose }
  }, [language])
  return <LanguageContext value={languages}>{children}</LanguageContext>
}

/** Whether this browser was told a language; otherwise the person's own choice counts. */
export const hasChosenLanguage = (): boolean => localStorage.getItem(stored) !== null

export const useLanguage = (): Languages => useContext(LanguageContext)

/** `const text = useText()`, then `text({ zh, en })`: the words in the reader's language. */
export function useText(): (words: Text) => string {
  const { language } = useLanguage()
  return (words) => inLanguage(words, language)
}

/** Sets the browser's title while the page is shown: "福田口岸10月 · 绩衡". */
export function useTitle(title: Text): void {
  const text = useText()
  const words = text(title)
  const name = text({ zh: '绩衡', en: 'Jiheng' })
  useEffect(() => {
    document.title = words ? `${words} · ${name}` : name
  }, [words, name])
}
