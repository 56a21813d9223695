import { type KeyboardEvent, type MouseEvent, useMemo, useRef } from 'react'
import type { CellActs } from './CellInput.tsx'
import type { GridProps } from './Grid.tsx'
import type { Keyed } from './GridRowLine.tsx'
import { at, moved, rangeOf, type Selection, tabbed } from './selection.ts'
import { blockOf } from './tsv.ts'

const placeOf = (event: MouseEvent): { row: number; column: number } | undefined => {
  const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-row]')
  return cell ? { row: Number(cell.dataset.row), column: Number(cell.dataset.column) } : undefined
}

/** Pressing, drawing over cells, and a double click. */
export function useMouse<Row extends Keyed>(
  { view, selection, isEditing, onSelect, onEdit }: GridProps<Row>,
  isOpened: { current: boolean },
) {
  const isRead = view.columns[selection.active.column]?.isRead === true
  return {
    onMouseDown: (event: MouseEvent) => {
      const place = placeOf(event)
      if (!place || event.button !== 0) return
      const isSame = place.row === selection.active.row && place.column === selection.active.column
      if (isSame && isEditing) return
      event.preventDefault()
      isOpened.current = true
      // the field of the cell that was edited commits when it loses the focus
      ;(document.activeElement as HTMLElement | null)?.blur()
      onSelect({ active: place, anchor: event.shiftKey ? selection.anchor : place })
      if (isSame)
        (event.target as HTMLElement).closest('[data-row]')?.querySelector<HTMLElement>('.cell-input')?.focus()
    },
    onMouseOver: (event: MouseEvent) => {
      const place = event.buttons === 1 && !isEditing ? placeOf(event) : undefined
      if (place && isOpened.current) onSelect({ active: place, anchor: selection.anchor })
    },
    onDoubleClick: (event: MouseEvent) => {
      if (placeOf(event) && !isEditing && !isRead) onEdit(true)
    },
    onFocus: () => {
      isOpened.current = true
    },
  }
}

/** The same acts as long as the grid is there: rows that do not change are not drawn anew. */
export function useActs<Row extends Keyed>(props: GridProps<Row>, isOpened: { current: boolean }): CellActs {
  const now = useRef(props)
  now.current = props
  return useMemo(() => {
    const size = () => {
      const { rows, view } = now.current
      return { rows: rows.length + (view.begins ? 1 : 0), columns: view.columns.length }
    }
    const go = (selection: Selection | undefined): boolean => {
      if (selection) now.current.onSelect(selection)
      return selection !== undefined
    }
    return {
      onBegin: () => now.current.onEdit(true),
      onCancel: () => now.current.onEdit(false),
      onCommit: (words, next) => {
        isOpened.current = true
        const { selection, onWrite, onEdit } = now.current
        const { row, column } = selection.active
        onWrite(rangeOf(at(row, column)), words)
        onEdit(false)
        if (next === 'down') go(moved(at(row, column), { key: 'ArrowDown', shift: false, control: false }, size()))
        else if (next !== 'stay') go(tabbed(selection, next === 'left', size()))
      },
      onCopy: (data) => data.setData('text/plain', blockOf(copied(now.current))),
      onPaste: (text) => now.current.onPaste(rangeOf(now.current.selection), text),
      onKey: (event) => onKey(event, now.current, size(), go),
    }
  }, [isOpened])
}

function copied<Row extends Keyed>({ rows, view, selection }: GridProps<Row>): string[][] {
  const { top, bottom, left, right } = rangeOf(selection)
  return rows
    .slice(top, bottom + 1)
    .map((row) => view.columns.slice(left, right + 1).map((column) => view.textOf(row, column, 'zh')))
}

/** Keys while nothing is edited. */
function onKey<Row extends Keyed>(
  event: KeyboardEvent,
  { view, rows, selection, ...acts }: GridProps<Row>,
  size: { rows: number; columns: number },
  go: (selection: Selection | undefined) => boolean,
): boolean {
  const { key, shiftKey, altKey } = event
  const control = event.ctrlKey || event.metaKey
  if (key === 'Tab') return go(tabbed(selection, shiftKey, size))
  if (control && key === 'Enter') return acted(acts.onSave)
  const column = view.columns[selection.active.column]
  if (key === 'Enter' && column?.isRead) return go(moved(selection, { key: 'ArrowDown', shift: false, control }, size))
  if (key === 'F2' || (key === 'Enter' && !altKey)) return acted(() => acts.onEdit(column?.isRead !== true))
  if (key === 'Escape') return acted(acts.onLeave)
  if (key === 'Delete' || key === 'Backspace') return acted(() => acts.onWrite(rangeOf(selection), ''))
  if (control && /^z$/i.test(key)) return acted(shiftKey ? acts.onRedo : acts.onUndo)
  if (control && /^y$/i.test(key)) return acted(acts.onRedo)
  if (control && /^a$/i.test(key))
    return go({
      anchor: { row: 0, column: 0 },
      active: { row: Math.max(0, rows.length - 1), column: size.columns - 1 },
    })
  const row = rows[selection.active.row]
  const toggled = key === ' ' && column && row ? view.toggled(row, column) : undefined
  if (toggled !== undefined) return acted(() => acts.onWrite(rangeOf(selection), toggled))
  return go(moved(selection, { key, shift: shiftKey, control }, size))
}

function acted(act: () => void): true {
  act()
  return true
}
