import { type RefObject, useLayoutEffect, useMemo, useState } from 'react'
import { useDisplay } from '#web/kernel/display.tsx'
import type { Column } from './GridRowLine.tsx'
import type { Cell } from './selection.ts'

/** How large everything is drawn, in pixels. */
export type Layout = {
  /** Of the column with the number of the row. */
  readonly number: number
  readonly widths: readonly number[]
  /** The height of a row, and of the head and the foot. */
  readonly row: number
  readonly head: number
  /** So many rows are in sight at once. */
  readonly shown: number
}

/** The letters for which the widths of columns are given. */
const ofLetters = 15

type Room = { readonly room: number; readonly letters: number; readonly isNarrow: boolean; readonly lines: 1 | 2 }

/**
 * The columns that are not `isMore` fill the room, what is over goes to those that grow; the others follow behind them
 * by scrolling. What stands still at the left leaves room for the rest.
 */
export function layoutOf(columns: readonly Column[], { room, letters, isNarrow, lines }: Room): Layout {
  const scaled = (width: number) => Math.round((width * letters) / ofLetters)
  const number = scaled(isNarrow ? 40 : 52)
  const most = room > 0 ? Math.round(room * 0.4) : Number.POSITIVE_INFINITY
  const least = columns.map(({ width, isFixed }) => (isFixed ? Math.min(scaled(width), most) : scaled(width)))
  const sumOf = (isWanted: (column: Column) => boolean) =>
    columns.reduce((sum, column, n) => sum + (isWanted(column) ? (least[n] ?? 0) : 0), number)
  const over =
    [sumOf(() => true), sumOf(({ isMore }) => !isMore)].map((sum) => room - sum).find((left) => left > 0) ?? 0
  const shares = columns.reduce((sum, { grows = 0 }) => sum + grows, 0)
  const widths = columns.map(
    ({ grows = 0 }, n) => (least[n] ?? 0) + (shares > 0 ? Math.floor((over * grows) / shares) : 0),
  )
  const line = Math.max(Math.round(letters * 2.3), isNarrow ? 44 : 0)
  const row = lines === 1 ? line : Math.max(Math.round(letters * 3.3), line)
  return { number, widths, row, head: line, shown: lines === 1 ? 15 : 11 }
}

/** The layout in the room that the grid has now; it follows the size of the window and of the letters. */
export function useLayout(box: RefObject<HTMLElement | null>, columns: readonly Column[], lines: 1 | 2): Layout {
  const { size, isNarrow } = useDisplay()
  const [room, setRoom] = useState(0)
  useLayoutEffect(() => {
    const { current } = box
    if (!current) return
    const measure = () => setRoom(current.clientWidth)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(current)
    return () => observer.disconnect()
  }, [box])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the size of letters is asked of the page
  return useMemo(() => {
    const letters = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
    return layoutOf(columns, { room, letters, isNarrow, lines })
  }, [columns, room, size, isNarrow, lines])
}

/** Brings the cell out from under the head, the foot and the column that stands still. */
export function scrollTo(
  box: HTMLElement,
  { row, column }: Cell,
  { widths, number, ...layout }: Layout,
  { fixed, hasFoot }: { readonly fixed: number; readonly hasFoot: boolean },
): void {
  const top = row * layout.row
  const room = box.clientHeight - layout.head * (hasFoot ? 2 : 1)
  if (top < box.scrollTop) box.scrollTop = top
  else if (top + layout.row > box.scrollTop + room) box.scrollTop = top + layout.row - room
  if (column === fixed) return
  const before = widths.slice(0, column).reduce((sum, width, n) => sum + (n === fixed ? 0 : width), 0)
  const width = widths[column] ?? 0
  const wide = box.clientWidth - number - (widths[fixed] ?? 0)
  if (before < box.scrollLeft || width > wide) box.scrollLeft = before
  else if (before + width > box.scrollLeft + wide) box.scrollLeft = before + width - wide
}
