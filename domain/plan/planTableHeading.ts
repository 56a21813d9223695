import type { Sheet, SheetCell, SheetRow } from '#domain/kernel/sheet.ts'
import { columnOf, type TableColumn, type TableSheet } from './planTable.ts'

/** One column's heading: its lowest words, under what they stand together with others, and in which row. */
export type ColumnHeading = {
  readonly column: string
  readonly words: string
  readonly group: string | null
  readonly row: number
}
export type Heading = {
  readonly columns: readonly ColumnHeading[]
  /** The last row of the heading, which may go over three. */
  readonly last: number
  /** Every text of the heading, by which it is known where it is printed again on a further page. */
  readonly words: ReadonlySet<string>
}
/** What a column is taken for: a field of the sheet's own rows, or of the phases that stand beside an item. */
export type TakenColumn = { readonly column: TableColumn; readonly isOfPhase: boolean }

/** The row of a cell's address. */
export const rowIn = (address: string): number => Number(address.replace(/\D/g, ''))

/** A merged range speaks once, by its first cell, where only one cell is asked. */
export const isOwn =
  ({ number }: SheetRow) =>
  ({ column, merged }: SheetCell): boolean =>
    merged === null || merged.master === `${column}${number}`

/** The cell goes on from a row above. */
export const isFromAbove = ({ number }: SheetRow, cell: SheetCell | undefined): boolean =>
  cell?.merged != null && rowIn(cell.merged.master) < number

const cellIn = (row: SheetRow, column: string): SheetCell | undefined =>
  row.cells.find((cell) => cell.column === column)

/** A row below the heading that belongs to it: a cell of the heading goes on into it. */
function rowsOf(sheet: Sheet, first: SheetRow): SheetRow[] {
  const rows = [first]
  for (const row of sheet.rows) {
    const last = rows.at(-1)?.number ?? 0
    if (row.number <= first.number || rows.length > 2) continue
    const goesOn = row.number === last + 1 && row.cells.some((cell) => goesOnFrom(row, cell, first.number))
    if (!goesOn) break
    rows.push(row)
  }
  return rows
}
const goesOnFrom = (row: SheetRow, cell: SheetCell, first: number): boolean =>
  isFromAbove(row, cell) && rowIn(cell.merged?.master ?? '') >= first

/** The heading that begins in a row, with the rows below it that its merged cells reach into. */
export function headingFrom(sheet: Sheet, first: SheetRow): Heading {
  const rows = rowsOf(sheet, first)
  const letters = [...new Set(rows.flatMap(({ cells }) => cells.map(({ column }) => column)))]
  const columns = letters.flatMap((column): ColumnHeading[] => {
    const own = rows.filter((row) => {
      const cell = cellIn(row, column)
      return cell !== undefined && cell.text !== '' && isOwn(row)(cell)
    })
    const lowest = own.at(-1)
    if (!lowest) return []
    const above = rows.filter(({ number }) => number < lowest.number).map((row) => cellIn(row, column)?.text ?? '')
    const words = cellIn(lowest, column)?.text ?? ''
    return [{ column, words, group: above.filter((text) => text !== '').at(-1) ?? null, row: lowest.number }]
  })
  const words = new Set(rows.flatMap(({ cells }) => cells.map(({ text }) => bare(text)).filter((text) => text !== '')))
  return { columns, last: rows.at(-1)?.number ?? first.number, words }
}
const bare = (text: string): string => text.normalize('NFKC').replace(/\s/g, '')

/** What a heading names: under 阶段 the phase's field comes first, elsewhere the sheet's own. */
export function takenFor(
  { words, group }: ColumnHeading,
  of: TableSheet,
  phases: TableSheet | undefined,
): TakenColumn | undefined {
  const own = columnOf(of, words)
  const ofPhase = phases && columnOf(phases, words)
  const isUnderPhases = group?.includes('阶段') === true
  if (ofPhase && (isUnderPhases || !own)) return { column: ofPhase, isOfPhase: true }
  return own && { column: own, isOfPhase: false }
}

/** The heading printed once more: all that the row says is words of the heading. */
export function isHeadingAgain(row: SheetRow, { words }: Heading): boolean {
  const said = row.cells.map(({ text }) => bare(text)).filter((text) => text !== '')
  return said.length > 1 && said.every((text) => words.has(text))
}

/** A sum, a remark or a signature below or between the rows. */
export function isAside(row: SheetRow): boolean {
  const own = row.cells.filter(isOwn(row)).filter(({ text }) => text !== '')
  const [first] = own
  if (own.slice(0, 3).some(({ text }) => /^(合计|总计|小计|累计)$/.test(bare(text)))) return true
  return own.length === 1 && /^(注|说明|备注|附注|填表|续表|单位|审核|负责人)/.test(bare(first?.text ?? ''))
}
