import { useEffect, useRef } from 'react'

const every = 30_000
/** Somebody who has touched nothing for so long is not at the page. */
const away = 120_000

/**
 * Reads again every half minute what others may write too, as long as somebody is at the page: one that was left open
 * asks nothing, so that its session ends in its time.
 */
export function useRefresh(read: () => unknown): void {
  const now = useRef(read)
  now.current = read
  useEffect(() => {
    let touchedAt = Date.now()
    const touched = () => {
      touchedAt = Date.now()
    }
    const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'focus'] as const
    for (const sign of signs) window.addEventListener(sign, touched, { passive: true, capture: true })
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible' && Date.now() - touchedAt < away) now.current()
    }, every)
    return () => {
      clearInterval(timer)
      for (const sign of signs) window.removeEventListener(sign, touched, { capture: true })
    }
  }, [])
}
