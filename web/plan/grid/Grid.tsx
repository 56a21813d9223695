import {
  type CSSProperties,
  Fragment,
  type KeyboardEvent,
  type MouseEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { Language } from '#domain/kernel/text.ts'
import type { TableNames } from '#domain/plan/planNames.ts'
import { useDisplay } from '#web/kernel/display.tsx'
import { useLanguage, useText } from '#web/kernel/language.tsx'
import type { CellActs } from './CellInput.tsx'
import { GridRowLine, type Marks } from './GridRowLine.tsx'
import { type GridRow, gridColumns, textOf } from './gridRow.ts'
import { at, moved, type Range, rangeOf, type Selection, tabbed } from './selection.ts'
import { blockOf } from './tsv.ts'
import './grid.css'

type Props = {
  readonly rows: readonly GridRow[]
  readonly names: TableNames
  readonly marks: ReadonlyMap<string, Marks>
  readonly unsaved: ReadonlySet<string>
  readonly selection: Selection
  readonly isEditing: boolean
  readonly onSelect: (selection: Selection) => void
  readonly onEdit: (isEditing: boolean) => void
  readonly onWrite: (range: Range, words: string) => void
  readonly onPaste: (range: Range, text: string) => void
  readonly onUndo: () => void
  readonly onRedo: () => void
  readonly onSave: () => void
  /** Escape while nothing is edited: the focus goes on behind the grid. */
  readonly onLeave: () => void
}

const shownRows = 15
const spare = 4
const rem = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
/** What stands still at the left: the number and the title. */
const numberWidth = 58
const fixedWidth = numberWidth + (gridColumns[1]?.width ?? 0)

/** The items as a spreadsheet. Only the rows in sight are drawn, and the one with the active cell. */
export function Grid(props: Props) {
  const { rows, selection } = props
  const text = useText()
  const { language } = useLanguage()
  const { size } = useDisplay()
  const box = useRef<HTMLDivElement>(null)
  const isOpened = useRef(false)
  const [from, setFrom] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the size of letters decides the height of a row
  const height = useMemo(() => Math.round(rem() * 2.3), [size])
  const acts = useActs(props, isOpened)
  const { active } = selection
  useLayoutEffect(() => {
    if (isOpened.current && box.current) scrollTo(box.current, active.row, active.column, height)
  }, [active, height])
  const places = placesIn(from, rows.length, active.row)
  return (
    <div
      ref={box}
      className="grid-box"
      style={{ '--row': `${height}px`, maxHeight: (shownRows + 1) * height + 18 } as CSSProperties}
      onScroll={({ currentTarget }) => {
        const place = Math.floor(currentTarget.scrollTop / height)
        setFrom(place - (place % 3))
      }}
    >
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table that is moved through cell by cell is a grid
        role="grid"
        className="plan-grid"
        aria-label={text({ zh: '评估事项', en: 'Items' })}
        aria-rowcount={rows.length + 2}
        aria-colcount={gridColumns.length + 1}
        aria-multiselectable="true"
        {...useMouse(props, isOpened)}
      >
        <Heads />
        <tbody>
          {places.map((place, n) => {
            const gap = place - (places[n - 1] ?? -1) - 1
            return (
              <Fragment key={rows[place]?.key ?? 'new'}>
                {gap > 0 && <Gap height={gap * height} />}
                <Line {...{ ...props, place, language, acts }} takesFocus={isOpened.current} />
              </Fragment>
            )
          })}
          <Gap height={(rows.length - (places.at(-1) ?? 0)) * height} />
        </tbody>
      </table>
    </div>
  )
}

/** The rows that are drawn: those in sight with some to spare, and the one with the cursor. */
function placesIn(from: number, rows: number, active: number): number[] {
  const first = Math.max(0, from - spare)
  const last = Math.min(rows, from + shownRows + spare)
  const places = new Set([active, ...Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => first + n)])
  return [...places].toSorted((a, b) => a - b)
}

/** The room of rows that are not drawn. */
function Gap({ height }: { height: number }) {
  if (height <= 0) return null
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty row is nothing that takes the focus
    <tr aria-hidden="true" className="grid-gap" style={{ height }}>
      <td colSpan={gridColumns.length + 1} />
    </tr>
  )
}

type LineProps = Props & { place: number; language: Language; acts: CellActs; takesFocus: boolean }

function Line({ rows, names, marks, unsaved, selection, isEditing, place, language, acts, takesFocus }: LineProps) {
  const row = rows[place] ?? null
  const { active } = selection
  const { top, bottom, left, right } = rangeOf(selection)
  const isActive = place === active.row
  const isIn = place >= top && place <= bottom
  return (
    <GridRowLine
      {...{ row, names, language, acts }}
      at={place}
      marks={row ? marks.get(row.key) : undefined}
      state={row && unsaved.has(row.key) ? 'unsaved' : undefined}
      active={isActive ? active.column : -1}
      left={isIn ? left : -1}
      right={isIn ? right : -2}
      isEditing={isActive && isEditing}
      takesFocus={isActive && takesFocus}
    />
  )
}

function Heads() {
  const text = useText()
  return (
    <thead>
      <tr aria-rowindex={1} className="grid-row heads">
        <th scope="col" aria-colindex={1} className="grid-number" style={{ width: numberWidth }}>
          {text({ zh: '行', en: 'Row' })}
        </th>
        {gridColumns.map(({ field, name, cell, width }, n) => (
          <th
            key={field}
            scope="col"
            aria-colindex={n + 2}
            className={`grid-cell of-${cell} ${n < 2 ? `fixed-${n}` : ''}`}
            style={{ width }}
          >
            <span className="grid-words">{text(name)}</span>
          </th>
        ))}
      </tr>
    </thead>
  )
}

/** Brings the cell out from under the head and the columns that stand still. */
function scrollTo(box: HTMLElement, row: number, column: number, height: number): void {
  const top = row * height
  const room = box.clientHeight - height
  if (top < box.scrollTop) box.scrollTop = top
  else if (top + height > box.scrollTop + room) box.scrollTop = top + height - room
  if (column === 1) return
  const before = gridColumns
    .slice(0, column)
    .filter((_, n) => n !== 1)
    .reduce((sum, { width }) => sum + width, 0)
  const width = gridColumns[column]?.width ?? 0
  const wide = box.clientWidth - fixedWidth
  if (before < box.scrollLeft) box.scrollLeft = before
  else if (before + width > box.scrollLeft + wide) box.scrollLeft = before + width - wide
}

const placeOf = (event: MouseEvent): { row: number; column: number } | undefined => {
  const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-row]')
  return cell ? { row: Number(cell.dataset.row), column: Number(cell.dataset.column) } : undefined
}

function useMouse({ selection, isEditing, onSelect, onEdit }: Props, isOpened: { current: boolean }) {
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
      if (placeOf(event) && !isEditing) onEdit(true)
    },
    onFocus: () => {
      isOpened.current = true
    },
  }
}

/** The same acts as long as the grid is there: rows that do not change are not drawn anew. */
function useActs(props: Props, isOpened: { current: boolean }): CellActs {
  const now = useRef(props)
  now.current = props
  return useMemo(() => {
    const size = () => ({ rows: now.current.rows.length + 1, columns: gridColumns.length })
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

function copied({ rows, names, selection }: Props): string[][] {
  const { top, bottom, left, right } = rangeOf(selection)
  return rows
    .slice(top, bottom + 1)
    .map((row) => gridColumns.slice(left, right + 1).map((column) => textOf(row, column, names, 'zh')))
}

/** Keys while nothing is edited. */
function onKey(
  event: KeyboardEvent,
  { rows, names, selection, ...acts }: Props,
  size: { rows: number; columns: number },
  go: (selection: Selection | undefined) => boolean,
): boolean {
  const { key, shiftKey, altKey } = event
  const control = event.ctrlKey || event.metaKey
  if (key === 'Tab') return go(tabbed(selection, shiftKey, size))
  if (control && key === 'Enter') return acted(acts.onSave)
  if (key === 'F2' || (key === 'Enter' && !altKey)) return acted(() => acts.onEdit(true))
  if (key === 'Escape') return acted(acts.onLeave)
  if (key === 'Delete' || key === 'Backspace') return acted(() => acts.onWrite(rangeOf(selection), ''))
  if (control && /^z$/i.test(key)) return acted(shiftKey ? acts.onRedo : acts.onUndo)
  if (control && /^y$/i.test(key)) return acted(acts.onRedo)
  if (control && /^a$/i.test(key))
    return go({
      anchor: { row: 0, column: 0 },
      active: { row: Math.max(0, rows.length - 1), column: size.columns - 1 },
    })
  const column = gridColumns[selection.active.column]
  const row = rows[selection.active.row]
  if (key === ' ' && column?.cell === 'yes' && row) {
    const isYes = textOf(row, column, names, 'zh') === '是'
    return acted(() => acts.onWrite(rangeOf(selection), isYes ? '否' : '是'))
  }
  return go(moved(selection, { key, shift: shiftKey, control }, size))
}

function acted(act: () => void): true {
  act()
  return true
}
