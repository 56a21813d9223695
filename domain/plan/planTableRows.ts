import type { Sheet, SheetCell, SheetRow } from '#domain/kernel/sheet.ts'
import type { Text } from '#domain/kernel/text.ts'
import { type CellNote, readCell } from './planCells.ts'
import type { TableNames } from './planNames.ts'
import { columnOf, type TableColumn, type TableSheet } from './planTable.ts'

/** Where something stands in the workbook; `column` is null where it is about the whole row. */
export type Place = {
  readonly sheet: number
  readonly sheetName: string
  readonly row: number
  readonly column: string | null
}
/** What became of one cell other than being taken as it stands; the sentence begins with the place. */
export type CellReport = Place & {
  readonly entered: string
  readonly outcome: CellNote['outcome']
  readonly message: Text
}
export type Tell = (place: Place, entered: string, note: CellNote) => void

/** One row with what its cells say, by field, and where each of them stands. */
export type ReadRow = {
  readonly place: Place
  readonly values: ReadonlyMap<string, unknown>
  readonly entered: ReadonlyMap<string, string>
  readonly places: ReadonlyMap<string, Place>
  readonly isRefused: boolean
}
/** What each heading was taken for; null where it is none of ours. */
export type HeadingRead = {
  readonly sheetName: string
  readonly column: string
  readonly heading: string
  readonly field: Text | null
}
export type ReadSheet = {
  readonly headings: readonly HeadingRead[]
  readonly rows: readonly ReadRow[]
  /** The cells that were read, as `keyOf` names them. */
  readonly cells: readonly string[]
}

/** The sentence with its place: 第1张表“评估事项”第5行H列：…。 */
export const placed = ({ sheet, sheetName, row, column }: Place, { zh, en }: Text): Text => ({
  zh: `第${sheet}张表“${sheetName}”第${row}行${column ? `${column}列` : ''}：${zh}`,
  en: `Sheet ${sheet} “${sheetName}”, row ${row}${column ? `, column ${column}` : ''}: ${en}`,
})

/** One cell of the workbook. */
export const keyOf = (place: Place | undefined): string => `${place?.sheet} ${place?.row} ${place?.column}`

/** The row that names the columns: within the first ten, one that names the field that every row must have, and another. */
export function headingRowOf(sheet: Sheet, of: TableSheet, needed: string): SheetRow | undefined {
  return sheet.rows.slice(0, 10).find((row) => {
    const fields = row.cells.filter(isOwn(row)).map(({ text }) => columnOf(of, text)?.field)
    return fields.includes(needed) && new Set(fields.filter(Boolean)).size > 1
  })
}

/** Words, or a formula that shows none and says why. */
const hasContent = ({ text, fault }: SheetCell): boolean => text !== '' || fault !== undefined

/** A merged range speaks once, by its first cell, where only one cell is asked. */
const isOwn =
  ({ number }: SheetRow) =>
  ({ column, merged }: SheetCell): boolean =>
    merged === null || merged.master === `${column}${number}`

/** Reads every row below the headings. What is not taken is told: columns, remarks, single cells. */
export function readSheetRows(
  sheet: Sheet,
  index: number,
  of: TableSheet,
  heading: SheetRow,
  names: TableNames,
  tell: Tell,
): ReadSheet {
  const at = (row: number, column: string | null): Place => ({ sheet: index + 1, sheetName: sheet.name, row, column })
  const headings = headingsOf(sheet, of, heading)
  const fields = new Map<string, TableColumn>()
  for (const { column, heading: words, field } of headings) {
    const found = columnOf(of, words)
    const isTaken = found && ![...fields.values()].includes(found)
    if (isTaken) fields.set(column, found)
    else tell(at(heading.number, column), words, field ? twice(field) : unknownHeading)
  }
  const below = sheet.rows.filter(({ number, cells }) => number > heading.number && cells.some(hasContent))
  const rows = below.flatMap((row): ReadRow[] => {
    const own = row.cells.filter((cell) => fields.has(cell.column) && hasContent(cell))
    if (own.length === 0 || isRemark(row)) {
      const words = row.cells.find(({ text }) => text !== '')
      tell(at(row.number, words?.column ?? null), words?.text ?? '', notARow)
      return []
    }
    if (row.hidden) tell(at(row.number, null), '', hiddenRow)
    return [readRow(row, fields, names, at, tell)]
  })
  const cells = rows.flatMap(({ entered, places }) => [...entered.keys()].flatMap((field) => keyOf(places.get(field))))
  return { headings, rows, cells }
}

const headingsOf = (sheet: Sheet, of: TableSheet, row: SheetRow): HeadingRead[] =>
  row.cells
    .filter(isOwn(row))
    .filter(({ text }) => text !== '')
    .map(({ column, text }) => ({
      sheetName: sheet.name,
      column,
      heading: text,
      field: columnOf(of, text)?.name ?? null,
    }))

const twice = ({ zh, en }: Text): CellNote => ({
  outcome: 'left',
  message: { zh: `“${zh}”已有一列，这一列没有读入。`, en: `there is a column “${en}” already; this one was not read.` },
})
const unknownHeading: CellNote = {
  outcome: 'left',
  message: { zh: '不认识这个表头，这一列没有读入。', en: 'this heading is not known; the column was not read.' },
}
const notARow: CellNote = {
  outcome: 'left',
  message: { zh: '该行没有事项内容，没有读入。', en: 'this row holds nothing of an item and was not read.' },
}
const hiddenRow: CellNote = {
  outcome: 'changed',
  message: { zh: '该行被隐藏，已一并读入。', en: 'this row is hidden; it was read.' },
}

/** One range over the whole row, as titles and remarks are. */
function isRemark({ cells, number }: SheetRow): boolean {
  const masters = new Set(cells.map(({ merged, column }) => merged?.master ?? `${column}${number}`))
  return cells.length > 2 && masters.size === 1
}

function readRow(
  row: SheetRow,
  fields: ReadonlyMap<string, TableColumn>,
  names: TableNames,
  at: (row: number, column: string | null) => Place,
  tell: Tell,
): ReadRow {
  const [values, entered, places] = [new Map<string, unknown>(), new Map<string, string>(), new Map<string, Place>()]
  let isRefused = false
  for (const [column, { field, cell: kind }] of fields) {
    const cell = row.cells.find((one) => one.column === column)
    const place = at(row.number, column)
    places.set(field, place)
    if (!cell || !hasContent(cell)) continue
    const { value, note } = readCell(kind, cell, names)
    entered.set(field, cell.text)
    if (note) tell(place, cell.text, note)
    if (note?.outcome === 'refused') isRefused = true
    else if (note?.outcome !== 'left' || Array.isArray(value)) values.set(field, value)
  }
  return { place: at(row.number, null), values, entered, places, isRefused }
}
