import { type CSSProperties, Fragment, useLayoutEffect, useRef, useState } from 'react'
import type { Language } from '#domain/kernel/text.ts'
import { useLanguage, useText } from '#web/kernel/language.tsx'
import type { CellActs } from './CellInput.tsx'
import { Foot, type FootCells, Heads } from './GridEdges.tsx'
import { type Column, GridRowLine, type GridView, type Keyed, type Marks } from './GridRowLine.tsx'
import { type Layout, scrollTo, useLayout } from './layout.ts'
import { type Range, rangeOf, type Selection } from './selection.ts'
import { useActs, useMouse } from './useGridActs.ts'
import './grid.css'

/** What a grid is given by its page. */
export type GridProps<Row extends Keyed> = {
  readonly view: GridView<Row>
  readonly rows: readonly Row[]
  readonly marks: ReadonlyMap<string, Marks>
  readonly unsaved: ReadonlySet<string>
  readonly selection: Selection
  readonly isEditing: boolean
  /** What stands below the columns of these fields, as a last row that stays in sight. */
  readonly foot?: FootCells
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

const spare = 4

/** Records as a spreadsheet. Only the rows in sight are drawn, and the one with the active cell. */
export function Grid<Row extends Keyed>(props: GridProps<Row>) {
  const { view, rows, selection, foot } = props
  const { columns } = view
  const text = useText()
  const { language } = useLanguage()
  const box = useRef<HTMLDivElement>(null)
  const isOpened = useRef(false)
  const [from, setFrom] = useState(0)
  const layout = useLayout(box, columns, view.lines)
  const fixed = columns.findIndex(({ isFixed }) => isFixed)
  const hasFoot = foot !== undefined
  const acts = useActs(props, isOpened)
  const { active } = selection
  useLayoutEffect(() => {
    if (box.current) scrollTo(box.current, active, layout, { fixed, hasFoot })
  }, [active, layout, fixed, hasFoot])
  const all = rows.length + (view.begins ? 1 : 0)
  const places = placesIn(from, all, active.row, layout.shown)
  return (
    <div
      ref={box}
      className={`grid-box ${view.lines === 2 ? 'two' : ''}`}
      style={styleOf(layout, hasFoot)}
      onScroll={({ currentTarget }) => {
        const place = Math.floor(currentTarget.scrollTop / layout.row)
        setFrom(place - (place % 3))
      }}
    >
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table that is moved through cell by cell is a grid
        role="grid"
        className="cell-grid"
        style={{ width: layout.widths.reduce((sum, width) => sum + width, layout.number) }}
        aria-label={text(view.name)}
        aria-rowcount={all + (foot ? 2 : 1)}
        aria-colcount={columns.length + 1}
        aria-multiselectable="true"
        {...useMouse(props, isOpened)}
      >
        <Heads columns={columns} layout={layout} />
        <tbody>
          {places.map((place, n) => {
            const gap = place - (places[n - 1] ?? -1) - 1
            return (
              <Fragment key={rows[place]?.key ?? 'new'}>
                {gap > 0 && <Gap height={gap * layout.row} columns={columns} />}
                <Line {...{ ...props, place, language, acts }} takesFocus={isOpened.current} />
              </Fragment>
            )
          })}
          <Gap height={(all - 1 - (places.at(-1) ?? 0)) * layout.row} columns={columns} />
        </tbody>
        {foot && <Foot columns={columns} cells={foot} at={all + 2} />}
      </table>
    </div>
  )
}

const styleOf = ({ row, head, shown, number }: Layout, hasFoot: boolean): CSSProperties =>
  ({
    ...{ '--row': `${row}px`, '--head': `${head}px`, '--number': `${number}px` },
    maxHeight: shown * row + head * (hasFoot ? 2 : 1) + 18,
  }) as CSSProperties

/** The rows that are drawn: those in sight with some to spare, and the one with the cursor. */
function placesIn(from: number, all: number, active: number, shown: number): number[] {
  const first = Math.max(0, from - spare)
  const last = Math.min(all - 1, from + shown + spare)
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

type LineProps<Row extends Keyed> = GridProps<Row> & {
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
