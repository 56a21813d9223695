import type { z } from 'zod'
import { formulaFault } from '#domain/kernel/cellFault.ts'
import { sentenceOfIssue } from '#domain/kernel/fault.ts'
import type { Sheet, SheetRow } from '#domain/kernel/sheet.ts'
import type { Text } from '#domain/kernel/text.ts'

/** One column of a table: how its heading reads, whether the table can do without it, whether it is only for reading. */
export type Column = {
  readonly name: Text
  readonly also?: readonly string[]
  readonly isRequired?: boolean
  /** Written by an export for whoever reads it, and not taken in. */
  readonly isShown?: boolean
}
export type Columns<Key extends string = string> = Readonly<Record<Key, Column>>

/** What is wrong with a row, and in which column of the file where one is meant. */
export type Fault = { readonly column: string | null; readonly message: Text }
export type PlacedFault = Fault & { readonly row: number }

/** One row of the table below its heading: the words by key, and by the file's own columns. */
export type Entry<Key extends string> = {
  readonly row: number
  readonly words: Partial<Record<Key, string>>
  readonly cells: Readonly<Record<string, string>>
}

export type Table<Key extends string> = {
  readonly sheet: string
  readonly headerRow: number
  readonly headings: readonly { readonly column: string; readonly text: string }[]
  /** In which column of the file each key stands. */
  readonly columnOf: Partial<Record<Key, string>>
  /** Headings that mean nothing here: named, and not read. */
  readonly unknown: readonly { readonly column: string; readonly text: string }[]
  readonly entries: readonly Entry<Key>[]
  readonly faults: readonly PlacedFault[]
}

export const rowLimit = 5_000
const headerWithin = 20
const mostFaults = 200

/**
 * Finds the row of headings, whatever stands above it and in whatever order its columns are, and reads what is below.
 * Without it, or without a column that is needed, there are faults and no entries.
 */
export function readTable<Key extends string>(sheets: readonly Sheet[], columns: Columns<Key>): Table<Key> {
  const found = sheets
    .filter(({ hidden }) => !hidden)
    .map((sheet) => ({ sheet, header: headerOf(sheet, columns) }))
    .toSorted((a, b) => b.header.known - a.header.known)[0]
  if (!found || found.header.known < 2 || !found.header.row) return { ...empty, faults: [noHeader(columns)] }
  const { sheet, header } = found
  const read = headingsOf(found.header.row, columns)
  const below = sheet.rows
    .filter(({ number }) => number > (header.row?.number ?? 0))
    .filter((row) => !isRemark(row) && headingCount(row, columns) < 2)
  const entries = below
    .map((row) => entryOf(row, read.columnOf))
    .filter(({ words }) => Object.values(words).some((text) => text !== ''))
  const broken = formulaFaults(below, columns, read.columnOf)
  const faults = [...read.faults, ...(broken.length > 0 ? broken : sizeFaults(entries, found.header.row.number))]
  return {
    sheet: sheet.name,
    headerRow: found.header.row.number,
    headings: read.headings,
    columnOf: read.columnOf,
    unknown: read.unknown,
    entries: faults.length > 0 ? [] : entries,
    faults,
  }
}

const empty = { sheet: '', headerRow: 0, headings: [], columnOf: {}, unknown: [], entries: [] } as const

/** Headings are compared without blanks, marks of must-fill and the width of their letters. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\(必填\)|\(required\)|[*\s]/gi, '')
    .toLowerCase()

function keyOf<Key extends string>(text: string, columns: Columns<Key>): Key | undefined {
  const heading = plain(text)
  if (heading === '') return undefined
  return (Object.keys(columns) as Key[]).find((key) => {
    const { name, also = [] } = columns[key]
    return [key, name.zh, name.en, ...also].some((word) => plain(word) === heading)
  })
}

const ownCells = (row: SheetRow) =>
  row.cells.filter(({ column, merged }) => !merged || merged.master.replace(/\d+$/, '') === column)

const headingCount = (row: SheetRow, columns: Columns): number =>
  new Set(ownCells(row).flatMap(({ text }) => keyOf(text, columns) ?? [])).size

function headerOf(sheet: Sheet, columns: Columns): { row: SheetRow | undefined; known: number } {
  return sheet.rows
    .slice(0, headerWithin)
    .map((row) => ({ row, known: headingCount(row, columns) }))
    .reduce((best, one) => (one.known > best.known ? one : best), { row: undefined as SheetRow | undefined, known: 0 })
}

function headingsOf<Key extends string>(row: SheetRow, columns: Columns<Key>) {
  const headings = ownCells(row)
    .map(({ column, text }) => ({ column, text: text.trim() }))
    .filter(({ text }) => text !== '')
  const columnOf: Partial<Record<Key, string>> = {}
  const unknown: { column: string; text: string }[] = []
  const faults: PlacedFault[] = []
  for (const heading of headings) {
    const key = keyOf(heading.text, columns)
    if (!key) unknown.push(heading)
    else if (columnOf[key] === undefined) columnOf[key] = heading.column
    else if (!columns[key].isShown)
      faults.push({ row: row.number, column: heading.column, message: twice(heading.text) })
  }
  const missing = (Object.keys(columns) as Key[]).filter((key) => columns[key].isRequired && !columnOf[key])
  for (const key of missing) faults.push({ row: row.number, column: null, message: missingColumn(columns[key].name) })
  return { headings, columnOf, unknown, faults }
}

/** A row that is one range over several columns is a title or a remark. */
function isRemark({ cells }: SheetRow): boolean {
  const filled = cells.filter(({ text }) => text !== '')
  const masters = new Set(filled.map(({ merged }) => merged?.master))
  return filled.length > 1 && masters.size === 1 && !masters.has(undefined)
}

function entryOf<Key extends string>(row: SheetRow, columnOf: Partial<Record<Key, string>>): Entry<Key> {
  const cells = Object.fromEntries(ownCells(row).map(({ column, text }) => [column, asWritten(text)]))
  const words: Partial<Record<Key, string>> = {}
  for (const key of Object.keys(columnOf) as Key[]) words[key] = cells[columnOf[key] ?? ''] ?? ''
  return { row: row.number, words, cells }
}

/** Takes away the apostrophe that an export puts before what a spreadsheet program would take for a formula. */
const asWritten = (text: string): string => text.replace(/^'(?=[\s\u3000]*[=+\-@＝＋－＠|])/, '').trim()

function sizeFaults(entries: readonly unknown[], row: number): PlacedFault[] {
  if (entries.length === 0) return [{ row, column: null, message: noRows }]
  return entries.length > rowLimit ? [{ row, column: null, message: tooMany }] : []
}

/** Formulas without a result to rely on in the columns that are read, the first of them. */
function formulaFaults<Key extends string>(
  rows: readonly SheetRow[],
  columns: Columns<Key>,
  columnOf: Partial<Record<Key, string>>,
): PlacedFault[] {
  const read = new Set((Object.keys(columnOf) as Key[]).flatMap((key) => (columns[key].isShown ? [] : columnOf[key])))
  const faults = rows.flatMap((row) =>
    ownCells(row).flatMap((cell): PlacedFault[] => {
      const message = read.has(cell.column) ? formulaFault(cell) : undefined
      return message ? [{ row: row.number, column: cell.column, message }] : []
    }),
  )
  return faults.slice(0, mostFaults)
}

const noRows: Text = { zh: '表头以下没有内容。', en: 'There is nothing below the headings.' }
const tooMany: Text = {
  zh: `一次最多导入${rowLimit}行，请分成几个文件。`,
  en: `At most ${rowLimit} rows at a time: split the file.`,
}
const twice = (heading: string): Text => ({
  zh: `“${heading}”有两列，只能有一列。`,
  en: `There are two columns “${heading}”: only one is possible.`,
})
const missingColumn = ({ zh, en }: Text): Text => ({
  zh: `表头缺少“${zh}”一列。`,
  en: `The column “${en}” is missing.`,
})
const noHeader = (columns: Columns): PlacedFault => {
  const needed = Object.values(columns).filter(({ isRequired }) => isRequired)
  return {
    row: 1,
    column: null,
    message: {
      zh: `没有找到表头：前${headerWithin}行中应有“${needed.map(({ name }) => name.zh).join('”“')}”。`,
      en: `No headings found: the first ${headerWithin} rows should hold ${needed.map(({ name }) => `“${name.en}”`).join(', ')}.`,
    },
  }
}

/** What a cell says, or why it cannot be read. */
export type Reading<Value> = { readonly value: Value } | { readonly problem: Text }

/** The value of a cell by the very schema of the form, with the form's sentence where it does not fit. */
export const by =
  <Schema extends z.ZodType>(schema: Schema) =>
  (text: unknown): Reading<z.output<Schema>> => {
    const { data, error } = schema.safeParse(text)
    const issue = error?.issues[0]
    return issue ? { problem: sentenceOfIssue(issue) } : { value: data as z.output<Schema> }
  }
