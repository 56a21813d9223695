import { useEffect, useRef } from 'react'
import { recordBoardVisit } from '#domain/board/board.api.ts'
import { call } from '#web/kernel/api.ts'

/**
 * Records the visit once the page is left or the window closed: what was read by `asOf` is seen then. Whoever opens one
 * of the changes is still looking them through: `stay` before the next page keeps them.
 */
export function useVisit(year: number, asOf: string | undefined): { readonly stay: () => void } {
  const read = useRef<{ year: number; asOf: string } | undefined>(undefined)
  read.current = asOf === undefined ? read.current : { year, asOf }
  const stays = useRef(false)
  useEffect(() => {
    const leave = () => {
      const body = read.current
      if (!body || stays.current) return
      // a visit that could not be recorded is one that the next reading tells of again
      void call(recordBoardVisit, { body, outlives: true }).catch(() => undefined)
    }
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [])
  return {
    stay: () => {
      stays.current = true
    },
  }
}
