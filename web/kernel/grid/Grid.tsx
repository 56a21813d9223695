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
import { useDisplay } from '#web/kernel/display.tsx'
import { useLanguage, useText } from '#web/kernel/language.tsx'
import type { CellActs } from './CellInput.tsx'
import { type Column, GridRowLine, type GridView, type Keyed, type Marks } from './GridRowLine.tsx'
import { at, type Cell, moved, type Range, rangeOf, type Selection, tabbed } from './selection.ts'
import { blockOf } from './tsv.ts'
import './grid.css'

type Props<Row extends Keyed> = {
  readonly view: GridView<Row>
  readonly rows: readonly Row[]
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
/** What stands still at the left: the number and the second column. */
const numberWidth = 58
const fixedWidth = (columns: readonly Column[]) => numberWidth + (columns[1]?.width ?? 0)

/** Records as a spreadsheet. Only the rows in sight are drawn, and the one with the active cell. */
export function Grid<Row extends Keyed>(props: Props<Row>) {
  const { view, rows, selection } = props
  const { columns } = view
  const text = useText()
  const { language } = useLanguage()
  const { size, isNarrow } = useDisplay()
  const box = useRef<HTMLDivElement>(null)
  const isOpened = useRef(false)
  const [from, setFrom] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the size of letters decides the height of a row
  const height = useMemo(() => Math.max(Math.round(rem() * 2.3), isNarrow ? 44 : 0), [size, isNarrow])
  const acts = useActs(props, isOpened)
  const { active } = selection
  useLayoutEffect(() => {
    if (isOpened.current && box.current) scrollTo(box.current, columns, active, height)
  }, [active, height, columns])
  const all = rows.length + (view.begins ? 1 : 0)
  const places = placesIn(from, all, active.row)
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
        className="cell-grid"
        aria-label={text(view.name)}
        aria-rowcount={all + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable="true"
        {...useMouse(props, isOpened)}
      >
        <Heads columns={columns} />
        <tbody>
          {places.map((place, n) => {
            const gap = place - (places[n - 1] ?? -1) - 1
            return (
              <Fragment key={rows[place]?.key ?? 'new'}>
                {gap > 0 && <Gap height={gap * height} columns={columns} />}
                <Line {...{ ...props, place, language, acts }} takesFocus={isOpened.current} />
              </Fragment>
            )
          })}
          <Gap height={(all - 1 - (places.at(-1) ?? 0)) * height} columns={columns} />
        </tbody>
      </table>
    </div>
  )
}

/** The rows that are drawn: those in sight with some to spare, and the one with the cursor. */
function placesIn(from: number, all: number, active: number): number[] {
  const first = Math.max(0, from - spare)
  const last = Math.min(all - 1, from + shownRows + spare)
  const places = new Set([active, ...Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => first + n)])
  return [...places].toSorted((a, b) => a - b)
}

/** The room of rows that are not drawn. */
function Gap({ height, columns }: { height: number; columns: readonly Column[] }) {
  if (height <= 0) return null
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty row is nothing that takes the focus
    <tr aria-hidden="true" className="grid-gap" style={{ height }}>
      <td colSpan={columns.length + 1} />
    </tr>
  )
}

type LineProps<Row extends Keyed> = Props<Row> & {
  place: number
  language: Language
  acts: CellActs
  takesFocus: boolean
}

function Line<Row extends Keyed>(props: LineProps<Row>) {
  const { view, rows, marks, unsaved, selection, isEditing, place, language, acts, takesFocus } = props
  const row = rows[place] ?? null
  const { active } = selection
  const { top, bottom, left, right } = rangeOf(selection)
  const isActive = place === active.row
  const isIn = place >= top && place <= bottom
  return (
    <GridRowLine
      {...{ view, row, language, acts }}
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

function Heads({ columns }: { columns: readonly Column[] }) {
  const text = useText()
  return (
    <thead>
      <tr aria-rowindex={1} className="grid-row heads">
        <th scope="col" aria-colindex={1} className="grid-number" style={{ width: numberWidth }}>
          {text({ zh: '行', en: 'Row' })}
        </th>
        {columns.map(({ field, name, cell, width }, n) => (
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
function scrollTo(box: HTMLElement, columns: readonly Column[], { row, column }: Cell, height: number): void {
  const top = row * height
  const room = box.clientHeight - height
  if (top < box.scrollTop) box.scrollTop = top
  else if (top + height > box.scrollTop + room) box.scrollTop = top + height - room
  if (column === 1) return
  const before = columns
    .slice(0, column)
    .filter((_, n) => n !== 1)
    .reduce((sum, { width }) => sum + width, 0)
  const width = columns[column]?.width ?? 0
  const wide = box.clientWidth - fixedWidth(columns)
  if (before < box.scrollLeft) box.scrollLeft = before
  else if (before + width > box.scrollLeft + wide) box.scrollLeft = before + width - wide
}

const placeOf = (event: MouseEvent): { row: number; column: number } | undefined => {
  const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-row]')
  return cell ? { row: Number(cell.dataset.row), column: Number(cell.dataset.column) } : undefined
}

function useMouse<Row extends Keyed>(
  { selection, isEditing, onSelect, onEdit }: Props<Row>,
  isOpened: { current: boolean },
) {
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
function useActs<Row extends Keyed>(props: Props<Row>, isOpened: { current: boolean }): CellActs {
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

function copied<Row extends Keyed>({ rows, view, selection }: Props<Row>): string[][] {
  const { top, bottom, left, right } = rangeOf(selection)
  return rows
    .slice(top, bottom + 1)
    .map((row) => view.columns.slice(left, right + 1).map((column) => view.textOf(row, column, 'zh')))
}

/** Keys while nothing is edited. */
function onKey<Row extends Keyed>(
  event: KeyboardEvent,
  { view, rows, selection, ...acts }: Props<Row>,
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
  const column = view.columns[selection.active.column]
  const row = rows[selection.active.row]
  const toggled = key === ' ' && column && row ? view.toggled(row, column) : undefined
  if (toggled !== undefined) return acted(() => acts.onWrite(rangeOf(selection), toggled))
  return go(moved(selection, { key, shift: shiftKey, control }, size))
}

function acted(act: () => void): true {
  act()
  return true
}
