import { App, ConfigProvider } from 'antd'
import type { Locale } from 'antd/es/locale'
import chinese from 'antd/locale/zh_CN'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { useDisplay } from './display.tsx'
import { useLanguage } from './language.tsx'
import { nonce, obeyContentPolicy } from './nonce.ts'
import { antdTheme } from './theme.ts'

obeyContentPolicy()

/** Ant Design in our tokens, the reader's language and this browser's theme. */
export function AntDesign({ children }: { children: ReactNode }) {
  const { shown, size, isNarrow, isStill } = useDisplay()
  const theme = useMemo(() => antdTheme({ shown, size, isNarrow, isStill }), [shown, size, isNarrow, isStill])
  return (
    <ConfigProvider
      locale={useLocale()}
      theme={theme}
      csp={{ nonce }}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <App component={false} message={{ maxCount: 3 }}>
        {children}
      </App>
    </ConfigProvider>
  )
}

function useLocale(): Locale {
  const { language } = useLanguage()
  const [english, setEnglish] = useState<Locale>()
  useEffect(() => {
    if (language === 'en') void import('antd/locale/en_US').then((module) => setEnglish(module.default))
  }, [language])
  return language === 'en' ? (english ?? chinese) : chinese
}
