import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { TemplateIndicator } from '#domain/collection/unitTemplate.api.ts'
import { cellFacts, type MappedCell, type MappingFault } from '#domain/collection/unitTemplate.cells.ts'
import { addressOf, covers, type Place, placeOf, type Range } from '#domain/kernel/cellAddress.ts'
import { letterOf } from '#domain/kernel/sheet.ts'
import { mergedRanges, type TemplateSheet } from '#domain/kernel/templateSheet.ts'
import { useText } from '#web/kernel/language.tsx'

type Props = {
  readonly sheet: TemplateSheet
  readonly cells: readonly MappedCell[]
  readonly indicators: readonly TemplateIndicator[]
  readonly faults: readonly MappingFault[]
  readonly chosen: string
  readonly onChoose: (cell: string) => void
  /** Enter: to what goes into the chosen cell. */
  readonly onEnter: () => void
  readonly onDelete: () => void
}

const steps: Record<string, Place> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
}

/** A sheet simply as its words and merged cells; one cell is in the order of Tab, the arrows lead to the others. */
export function SheetGrid({ sheet, chosen, onChoose, onEnter, onDelete, ...rest }: Props) {
  const text = useText()
  const table = useRef<HTMLTableElement>(null)
  const hadFocus = useRef(false)
  const ranges = mergedRanges(sheet)
  useEffect(() => {
    if (hadFocus.current) table.current?.querySelector<HTMLElement>(`[data-cell="${chosen}"]`)?.focus()
    hadFocus.current = false
  }, [chosen])
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = steps[event.key]
    if (step) {
      hadFocus.current = true
      onChoose(stepped(sheet, ranges, chosen, step))
    } else if (event.key === 'Enter' || event.key === ' ') onEnter()
    else if (event.key === 'Delete' || event.key === 'Backspace') onDelete()
    else return
    event.preventDefault()
  }
  const rows = Array.from({ length: sheet.rows }, (_, at) => at + 1)
  const columns = Array.from({ length: sheet.columns }, (_, at) => at + 1)
  return (
    <div className="template-box">
      <table
        ref={table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table that is moved through cell by cell is a grid
        role="grid"
        className="template-sheet"
        aria-label={text({ zh: `工作表${sheet.name}`, en: `Sheet ${sheet.name}` })}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            <td />
            {columns.map((column) => (
              <th key={column} scope="col">
                {letterOf(column - 1)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              <th scope="row">{row}</th>
              {columns.map((column) => (
                <Cell key={column} {...{ sheet, ranges, chosen, onChoose, ...rest }} place={{ row, column }} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const isSame = (a: Place, b: Place): boolean => a.row === b.row && a.column === b.column

/** The next cell in a direction: over a merged cell at once, and never out of the sheet. */
function stepped(sheet: TemplateSheet, ranges: readonly Range[], from: string, step: Place): string {
  const start = placeOf(from) ?? { row: 1, column: 1 }
  const around = ranges.find((range) => covers(range, start))
  const edge = around && (step.row > 0 || step.column > 0) ? around.to : start
  const row = step.row === 0 ? start.row : edge.row + step.row
  const column = step.column === 0 ? start.column : edge.column + step.column
  if (row < 1 || column < 1 || row > sheet.rows || column > sheet.columns) return from
  const next = { row, column }
  return addressOf(ranges.find((range) => covers(range, next))?.from ?? next)
}

type CellProps = Omit<Props, 'onEnter' | 'onDelete'> & { readonly place: Place; readonly ranges: readonly Range[] }

function Cell({ sheet, cells, indicators, faults, ranges, chosen, onChoose, place }: CellProps) {
  const text = useText()
  const range = ranges.find((one) => covers(one, place))
  if (range && !isSame(range.from, place)) return null
  const at = addressOf(place)
  const written = sheet.cells.find((one) => one.at === at)
  const mapped = cells.find((one) => one.sheet === sheet.name && one.cell === at)
  const isFaulty = faults.some((one) => one.sheet === sheet.name && one.cell === at)
  const words = mapped && wordsOf(mapped, indicators)
  const kind = mapped ? (isFaulty ? 'mapped faulty' : 'mapped') : written?.isFormula ? 'formula' : ''
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: a cell of a grid is a gridcell, which is selected or not
    <td
      data-cell={at}
      {...(words ? {} : { lang: 'zh-CN' })}
      className={kind}
      tabIndex={at === chosen ? 0 : -1}
      aria-selected={at === chosen}
      aria-label={[at, written?.text, written?.isFormula && text(formula), words && text(words)]
        .filter(Boolean)
        .join(text({ zh: '，', en: ', ' }))}
      colSpan={range ? Math.min(range.to.column, sheet.columns) - place.column + 1 : 1}
      rowSpan={range ? Math.min(range.to.row, sheet.rows) - place.row + 1 : 1}
      onFocus={() => onChoose(at)}
    >
      {words ? text(words) : written?.isFormula ? <i>fx</i> : written?.text}
    </td>
  )
}

const formula = { zh: '公式', en: 'formula' }

const wordsOf = ({ fact, indicatorId }: MappedCell, indicators: readonly TemplateIndicator[]) => {
  const { zh, en } = cellFacts[fact].name
  const name = indicators.find((one) => one.indicatorId === indicatorId)?.name
  return { zh: name ? `${name} ${zh}` : zh, en: name ? `${name}: ${en}` : en }
}
