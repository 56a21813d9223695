import { createContext, type ReactNode, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react'

export const themes = ['system', 'light', 'dark', 'contrast'] as const
export type Theme = (typeof themes)[number]
export type ShownTheme = Exclude<Theme, 'system'>
export const sizes = ['normal', 'large'] as const
export type Size = (typeof sizes)[number]

type Display = {
  readonly theme: Theme
  readonly shown: ShownTheme
  readonly size: Size
  readonly isNarrow: boolean
  readonly isStill: boolean
  readonly setTheme: (theme: Theme) => void
  readonly setSize: (size: Size) => void
}

const stored = { theme: 'jiheng.theme', size: 'jiheng.size' }
const kept = <Value extends string>(key: string, values: readonly Value[], otherwise: Value): Value =>
  values.find((value) => value === localStorage.getItem(key)) ?? otherwise

/** Whether a media query holds, kept up to date. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query)
      media.addEventListener('change', changed)
      return () => media.removeEventListener('change', changed)
    },
    () => matchMedia(query).matches,
  )
}

const DisplayContext = createContext<Display | undefined>(undefined)

/** Theme and size of this browser. They stand on <html>, where tokens.css reads them. */
export function DisplayProvider({ children }: { children: ReactNode }) {
  const [theme, setTheme] = useState<Theme>(() => kept(stored.theme, themes, 'system'))
  const [size, setSize] = useState<Size>(() => kept(stored.size, sizes, 'normal'))
  const prefersDark = useMedia('(prefers-color-scheme: dark)')
  const prefersContrast = useMedia('(prefers-contrast: more)')
  const isNarrow = useMedia('(max-width: 760px)')
  const isStill = useMedia('(prefers-reduced-motion: reduce)')
  const system: ShownTheme = prefersContrast ? 'contrast' : prefersDark ? 'dark' : 'light'
  const shown = theme === 'system' ? system : theme
  // Before the first paint, and before the tokens are read for Ant Design.
  document.documentElement.dataset.theme = shown
  document.documentElement.dataset.size = size
  useEffect(() => {
    localStorage.setItem(stored.theme, theme)
    localStorage.setItem(stored.size, size)
  }, [theme, size])
  const display = useMemo(
    () => ({ theme, shown, size, isNarrow, isStill, setTheme, setSize }),
    [theme, shown, size, isNarrow, isStill],
  )
  return <DisplayContext value={display}>{children}</DisplayContext>
}

export function useDisplay(): Display {
  const display = useContext(DisplayContext)
  if (!display) throw new Error('useDisplay outside of DisplayProvider')
  return display
}
