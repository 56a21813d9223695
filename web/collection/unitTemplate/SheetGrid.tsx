import { type KeyboardEvent, memo, useEffect, useMemo, useRef } from 'react'
import type { TemplateIndicator } from '#domain/collection/unitTemplate.api.ts'
import { factWords, type MappedCell, type MappingFault } from '#domain/collection/unitTemplate.cells.ts'
import { addressOf, covers, type Place, placeOf, type Range } from '#domain/kernel/cellAddress.ts'
import { letterOf } from '#domain/kernel/sheet.ts'
import { mergedRanges, type TemplateSheet } from '#domain/kernel/templateSheet.ts'
import { inLanguage } from '#domain/kernel/text.ts'
import { useLanguage, useText } from '#web/kernel/language.tsx'

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
export function SheetGrid(props: Props) {
  const { sheet, cells, indicators, faults, chosen, onChoose, onEnter, onDelete } = props
  const text = useText()
  const table = useRef<HTMLTableElement>(null)
  const hadFocus = useRef(false)
  const ranges = useMemo(() => mergedRanges(sheet), [sheet])
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
  const rows = useRows(sheet, ranges, cells, indicators, faults)
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
          {rows.map(({ row, cells: shown }) => (
            <tr key={row}>
              <th scope="row">{row}</th>
              {shown.map((cell) => (
                <Cell key={cell.at} {...cell} isChosen={cell.at === chosen} onChoose={onChoose} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** One cell as it is shown; the same object for as long as it says the same. */
type ShownCell = {
  readonly at: string
  readonly written: string | undefined
  readonly isFormula: boolean
  readonly words: string | undefined
  readonly isFaulty: boolean
  readonly colSpan: number
  readonly rowSpan: number
}

/** The cells of each row, without those that a merged one covers. */
function useRows(
  sheet: TemplateSheet,
  ranges: readonly Range[],
  cells: readonly MappedCell[],
  indicators: readonly TemplateIndicator[],
  faults: readonly MappingFault[],
) {
  const { language } = useLanguage()
  return useMemo(() => {
    const ofSheet = <Of extends { readonly sheet: string; readonly cell: string }>(all: readonly Of[]) =>
      new Map(all.filter((one) => one.sheet === sheet.name).map((one) => [one.cell, one]))
    const written = new Map(sheet.cells.map((one) => [one.at, one]))
    const [mapped, faulty] = [ofSheet(cells), ofSheet(faults)]
    return Array.from({ length: sheet.rows }, (_, index) => {
      const row = index + 1
      const across = ranges.filter(({ from, to }) => from.row <= row && row <= to.row)
      const shown = Array.from({ length: sheet.columns }, (_each, n): ShownCell[] => {
        const place = { row, column: n + 1 }
        const range = across.find((one) => covers(one, place))
        if (range && !isSame(range.from, place)) return []
        const at = addressOf(place)
        const to = range?.to ?? place
        const [content, mapping] = [written.get(at), mapped.get(at)]
        return [
          {
            ...{ at, written: content?.text, isFormula: content?.isFormula ?? false, isFaulty: faulty.has(at) },
            words: mapping && inLanguage(wordsOf(mapping, indicators), language),
            colSpan: Math.min(to.column, sheet.columns) - n,
            rowSpan: Math.min(to.row, sheet.rows) - index,
          },
        ]
      })
      return { row, cells: shown.flat() }
    })
  }, [sheet, ranges, cells, indicators, faults, language])
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

type CellProps = ShownCell & { readonly isChosen: boolean; readonly onChoose: (cell: string) => void }

const Cell = memo(function Cell({ at, written, isFormula, words, isFaulty, isChosen, onChoose, ...spans }: CellProps) {
  const text = useText()
  const kind = words ? (isFaulty ? 'mapped faulty' : 'mapped') : isFormula ? 'formula' : ''
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: a cell of a grid is a gridcell, which is selected or not
    <td
      data-cell={at}
      {...(words ? {} : { lang: 'zh-CN' })}
      className={kind}
      tabIndex={isChosen ? 0 : -1}
      aria-selected={isChosen}
      aria-label={[at, written, isFormula && text(formula), words].filter(Boolean).join(text({ zh: '，', en: ', ' }))}
      {...spans}
      onFocus={() => onChoose(at)}
    >
      {words ?? (isFormula ? <i>fx</i> : written)}
    </td>
  )
})

const formula = { zh: '公式', en: 'formula' }

const wordsOf = (mapped: MappedCell, indicators: readonly TemplateIndicator[]) =>
  factWords(
    mapped,
    indicators.find(({ indicatorId }) => indicatorId === mapped.indicatorId),
  )
