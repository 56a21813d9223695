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
  readonly first: number
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

/** The rows of a heading: as many as were said, else each further one into which a cell of the heading goes on. */
function rowsOf(sheet: Sheet, first: SheetRow, count: number): SheetRow[] {
  if (count > 0) return sheet.rows.filter(({ number }) => number >= first.number && number < first.number + count)
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

/** The heading that begins in a row, with the rows below it that its merged cells reach into, or as many as `count` says. */
export function headingFrom(sheet: Sheet, first: SheetRow, count = 0): Heading {
  const rows = rowsOf(sheet, first, count)
  const last = count > 0 ? first.number + count - 1 : (rows.at(-1)?.number ?? first.number)
  const cells = new Map(rows.map((row) => [row, new Map(row.cells.map((cell) => [cell.column, cell]))]))
  const letters = [...new Set(rows.flatMap((row) => row.cells.map(({ column }) => column)))]
  const named = letters.flatMap((column): ColumnHeading[] => {
    const own = rows.filter((row) => {
      const cell = cells.get(row)?.get(column)
      return cell !== undefined && cell.text !== '' && isOwn(row)(cell)
    })
    const lowest = own.at(-1)
    if (!lowest) return []
    const above = rows.filter(({ number }) => number < lowest.number)
    const groups = above.map((row) => cells.get(row)?.get(column)?.text ?? '').filter((text) => text !== '')
    const words = cells.get(lowest)?.get(column)?.text ?? ''
    return [{ column, words, group: groups.at(-1) ?? null, row: lowest.number }]
  })
  const words = new Set(rows.flatMap((row) => row.cells.map(({ text }) => bare(text)).filter((text) => text !== '')))
  return { columns: named, first: first.number, last, words }
}

/** The heading with the columns for which it has no words, though something stands below. */
export function withNameless(sheet: Sheet, heading: Heading): Heading {
  const known = new Set(heading.columns.map(({ column }) => column))
  const below = sheet.rows.filter(({ number }) => number > heading.last)
  const rows = below.filter((row) => !isAside(row) && !isHeadingAgain(row, heading))
  const own = rows.flatMap((row) => row.cells.filter(isOwn(row)).filter(({ text }) => text !== ''))
  const letters = new Set(own.map(({ column }) => column).filter((column) => !known.has(column)))
  const nameless = [...letters].map((column): ColumnHeading => ({ column, words: '', group: null, row: heading.last }))
  const all = [...heading.columns, ...nameless]
  return { ...heading, columns: all.toSorted((a, b) => columnNumber(a.column) - columnNumber(b.column)) }
}

/** 1 for A, 27 for AA, 0 for none. */
export const columnNumber = (column: string | null): number =>
  [...(column ?? '')].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0)
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
