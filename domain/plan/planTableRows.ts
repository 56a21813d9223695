import type { SheetCell, SheetRow } from '#domain/kernel/sheet.ts'
import type { Text } from '#domain/kernel/text.ts'
import { type CellNote, readCell } from './planCells.ts'
import type { TableNames } from './planNames.ts'
import type { TableColumn } from './planTable.ts'
import { type Heading, isAside, isFromAbove, isHeadingAgain } from './planTableHeading.ts'
import type { FoundSheet } from './planTableMapping.ts'

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
type PlaceOf = (row: number, column: string | null) => Place
export type Tell = (place: Place, entered: string, note: CellNote) => void

/** One row with what its cells say, by field, and where each of them stands. */
export type ReadRow = {
  readonly place: Place
  readonly values: ReadonlyMap<string, unknown>
  readonly entered: ReadonlyMap<string, string>
  readonly places: ReadonlyMap<string, Place>
  readonly isRefused: boolean
  /** The phases that stand beside an item, in their order. */
  readonly phases: readonly ReadRow[]
}
export type ReadSheet = {
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

/** Words, or a formula that shows none and says why. */
const hasContent = ({ text, fault }: SheetCell): boolean => text !== '' || fault !== undefined

/** Which column of the sheet is which: of the rows themselves, or of the phases beside them. */
type Columns = { readonly own: Map<string, TableColumn>; readonly ofPhase: Map<string, TableColumn> }

/** The columns that are read; each other one, and each that is hidden, is told. */
function columnsIn({ sheet, columns }: FoundSheet, at: PlaceOf, tell: Tell): Columns {
  const [own, ofPhase] = [new Map<string, TableColumn>(), new Map<string, TableColumn>()]
  for (const { column, row, words, taken, origin, isDouble } of columns) {
    const fields = taken?.isOfPhase ? ofPhase : own
    const place = at(row, column)
    if (!taken) tell(place, words, origin === 'given' || origin === 'remembered' ? notWanted : unread(words))
    else if (isDouble) tell(place, words, double(taken.column.name))
    else if ([...fields.values()].includes(taken.column)) tell(place, words, twice(taken.column.name))
    else {
      fields.set(column, taken.column)
      if (sheet.hiddenColumns.includes(column)) tell(place, words, hiddenColumn)
    }
  }
  return { own, ofPhase }
}

/**
 * Reads every row below the headings. What is not taken is told: columns, remarks, single cells. Where phases stand
 * beside the items, a row each, an item's own cells go on over its rows.
 */
export function readSheetRows(found: FoundSheet, names: TableNames, tell: Tell): ReadSheet {
  const { sheet, index, heading } = found
  const at: PlaceOf = (row, column) => ({ sheet: index + 1, sheetName: sheet.name, row, column })
  const { own, ofPhase } = columnsIn(found, at, tell)
  const rows: ReadRow[] = []
  for (const row of sheet.rows.filter(({ number, cells }) => number > heading.last && cells.some(hasContent))) {
    const left = leftOut(row, heading, new Set([...own.keys(), ...ofPhase.keys()]))
    if (left) {
      const words = row.cells.find(({ text }) => text !== '')
      tell(at(row.number, words?.column ?? null), words?.text ?? '', left)
      continue
    }
    if (row.hidden) tell(at(row.number, null), '', hiddenRow)
    const phase = hasAny(row, ofPhase) ? [readRow(row, ofPhase, names, at, tell)] : []
    const before = rows.at(-1)
    if (before && phase.length > 0 && goesOn(row, own)) rows[rows.length - 1] = withPhase(before, phase)
    else rows.push(withPhase(readRow(row, own, names, at, tell), phase))
  }
  const cells = [...rows, ...rows.flatMap(({ phases: inline }) => inline)].flatMap(({ entered, places }) =>
    [...entered.keys()].map((field) => keyOf(places.get(field))),
  )
  return { rows, cells }
}

const withPhase = (row: ReadRow, phase: readonly ReadRow[]): ReadRow => ({
  ...row,
  phases: [...row.phases, ...phase],
})

/** Why a row is not one of the table; undefined where it is. */
function leftOut(row: SheetRow, heading: Heading, columns: ReadonlySet<string>): CellNote | undefined {
  if (isHeadingAgain(row, heading)) return headingAgain
  if (isAside(row) || isRemark(row)) return notARow
  return row.cells.some((cell) => columns.has(cell.column) && hasContent(cell)) ? undefined : notARow
}

const hasAny = (row: SheetRow, fields: ReadonlyMap<string, TableColumn>): boolean =>
  row.cells.some((cell) => fields.has(cell.column) && hasContent(cell) && !isFromAbove(row, cell))

/** A row that says nothing of its own about an item: its cells are empty, or go on from the row above. */
const goesOn = (row: SheetRow, own: ReadonlyMap<string, TableColumn>): boolean => !hasAny(row, own)

const twice = ({ zh, en }: Text): CellNote => ({
  outcome: 'left',
  message: { zh: `“${zh}”已有一列，这一列没有读入。`, en: `there is a column “${en}” already; this one was not read.` },
})
const double = ({ zh, en }: Text): CellNote => ({
  outcome: 'refused',
  message: { zh: `有两列都指定为“${zh}”。`, en: `two columns are said to be “${en}”.` },
})
const unread = (words: string): CellNote => ({
  outcome: 'left',
  message:
    words === ''
      ? { zh: '没有表头，这一列没有读入。', en: 'there is no heading; the column was not read.' }
      : { zh: '不认识这个表头，这一列没有读入。', en: 'this heading is not known; the column was not read.' },
})
const notWanted: CellNote = {
  outcome: 'left',
  message: { zh: '这一列指定为不读入。', en: 'this column was said not to be read.' },
}
const hiddenColumn: CellNote = {
  outcome: 'changed',
  message: { zh: '该列被隐藏，已一并读入。', en: 'this column is hidden; it was read.' },
}
const headingAgain: CellNote = {
  outcome: 'left',
  message: { zh: '表头重复（续表），没有读入。', en: 'the heading once more; it was not read.' },
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
  at: PlaceOf,
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
  return { place: at(row.number, null), values, entered, places, isRefused, phases: [] }
}
