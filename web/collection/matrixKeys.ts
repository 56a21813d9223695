import type { KeyboardEvent, MouseEvent } from 'react'

/** Arrow keys in a table whose cells hold one link each: the focus goes to the next cell that has one. */
export function moveInTable(event: KeyboardEvent<HTMLAnchorElement>): void {
  const cell = event.currentTarget.closest('td')
  const there = cell && nextCell(cell, event.key)
  if (!there) return
  event.preventDefault()
  there.querySelector('a')?.focus()
}

/** The cell an arrow key leads to: sideways in the row, up and down to the nearest row that has one in this column. */
function nextCell(from: HTMLTableCellElement, key: string): HTMLElement | undefined {
  const row = from.parentElement as HTMLTableRowElement
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const inRow = [...row.querySelectorAll<HTMLElement>('td:has(a)')]
    return inRow[inRow.indexOf(from) + (key === 'ArrowLeft' ? -1 : 1)]
  }
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined
  const rows = [...(row.closest('table')?.querySelectorAll('tbody tr') ?? [])]
  const further = key === 'ArrowUp' ? rows.slice(0, rows.indexOf(row)).toReversed() : rows.slice(rows.indexOf(row) + 1)
  for (const other of further) {
    const cell = other.children[from.cellIndex]
    if (cell instanceof HTMLTableCellElement && cell.querySelector('a') && cell.tagName === 'TD') return cell
  }
  return undefined
}

/** The mouse only selects, so that the panel can explain; Enter, and a click with a key held, open the page. */
export function selectOnly(event: MouseEvent): void {
  const isKeyboard = event.detail === 0
  if (!isKeyboard && !event.ctrlKey && !event.metaKey && !event.shiftKey) event.preventDefault()
}
