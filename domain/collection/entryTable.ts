import { formulaFault } from '#domain/kernel/cellFault.ts'
import { plainDigits } from '#domain/kernel/readFigure.ts'
import type { SheetCell, SheetRow } from '#domain/kernel/sheet.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { EntryKind } from './duty.ts'
import { checkEntry, mostNote } from './dutyCheck.ts'
import { exactly, notNilMark, readFigureCell, readNilCell } from './entryGrid.ts'
import { type FurtherCell, furtherIn, furtherNamed } from './entryTableFields.ts'
import { type Place, placing, type TableCells, type TableIndicator, unknownKey } from './entryTableFind.ts'
import type { FormContent, FormField } from './form.ts'

/** A duty that a table can fill, with what its draft says now. */
export type TableDuty = {
  readonly id: string
  readonly indicatorId: string
  readonly period: string
  readonly indicator: { readonly name: string; readonly unit: string; readonly decimals: number }
  readonly now: TableEntry | null
  /** The further fields of its collection plan with what the draft, or else the last version, has; null: it asks for none. */
  readonly further: { readonly fields: readonly FormField[]; readonly content: FormContent } | null
}
export type TableEntry = { readonly kind: EntryKind; readonly value: string | null; readonly note: string }

/** What became of one row of the file. `accepted` may carry how a figure was read. */
export type TableRow = {
  readonly row: number
  readonly outcome: 'accepted' | 'unchanged' | 'refused'
  readonly message: Text | null
  /** The heading of the column that is refused, as it stands in the file. */
  readonly column: string | null
  readonly dutyId: string | null
  readonly entry: TableEntry | null
  /** The further fields as the draft takes them. */
  readonly further: FormContent | null
  /** The cells as they stand in the file, for the file of errors. */
  readonly cells: readonly string[]
}

/** The columns of the template, with the other headings under which each is known. */
export const tableColumns = {
  key: { heading: '数据编码', also: ['编码', 'key'] },
  period: { heading: '报送期', also: ['期', '期间', '月份', '季度', '年度', 'period'] },
  code: { heading: '事项编号', also: ['编号', 'code'] },
  indicator: { heading: '指标', also: ['指标名称', 'indicator'] },
  unit: { heading: '单位', also: ['计量单位', 'unit'] },
  value: { heading: '数值', also: ['本期', '本期数', '数据', 'value', 'figure'] },
  nil: { heading: '零报告', also: ['nil', 'nilreturn'] },
  note: { heading: '说明', also: ['备注', 'note'] },
} as const satisfies Record<string, { heading: string; also: readonly string[] }>
export type TableField = keyof typeof tableColumns
const fields = Object.keys(tableColumns) as TableField[]

/** The row of headings: where it stands among the rows, its cells, and which field each column is. */
export type Headings = {
  readonly at: number
  readonly cells: readonly SheetCell[]
  readonly columns: ReadonlyMap<string, TableField>
  /** The columns of further fields, by the names of the fields. */
  readonly further: ReadonlyMap<string, string>
}

const headingSearch = 20

/** Looks for headings among the first rows of a sheet. */
export function headingsIn(rows: readonly SheetRow[]): Headings | undefined {
  for (const [at, row] of rows.slice(0, headingSearch).entries()) {
    const columns = columnsIn(row)
    if (columns) return { at, cells: row.cells, columns, further: furtherColumnsIn(row) }
  }
  return undefined
}

const furtherColumnsIn = ({ cells }: SheetRow): Map<string, string> =>
  new Map(
    cells.flatMap(({ column, text }) => {
      const name = furtherNamed(text)
      return name === undefined || name === '' ? [] : [[column, name] as const]
    }),
  )

function columnsIn({ cells }: SheetRow): Map<string, TableField> | undefined {
  const found = new Map<string, TableField>()
  for (const { column, text } of cells) {
    const word = plainDigits(text).toLowerCase()
    const field = fields.find((one) => {
      const { heading, also } = tableColumns[one]
      return heading === word || (also as readonly string[]).includes(word)
    })
    if (field && ![...found.values()].includes(field)) found.set(column, field)
  }
  const has = (field: TableField) => [...found.values()].includes(field)
  const isTable = (has('value') || has('nil')) && (has('key') || (has('indicator') && has('period')))
  return isTable ? found : undefined
}

/** A row of the file with what it is about, before the duty is at hand. */
export type Placed = {
  readonly row: SheetRow
  readonly cells: TableCells
  readonly further: readonly FurtherCell[]
  readonly place: Place
}

/**
 * Reads a table piece by piece: `placed` says what each row is about, so that its duties can be read at once; `judged`
 * says what becomes of it. Only which duties came already is kept from one piece to the next. In a text file every row
 * has all its cells (`isText`): one that ends before is where a file was cut off.
 */
export function tableReader(headings: Headings, indicators: readonly TableIndicator[], isText: boolean) {
  const placeOf = placing(indicators)
  const seen = new Map<string, number>()
  const heads = headings.cells
  const headingOf = (field: TableField) => {
    const at = [...headings.columns].find(([, one]) => one === field)?.[0]
    return heads.find(({ column }) => column === at)?.text ?? null
  }
  const placed = (rows: readonly SheetRow[]): Placed[] =>
    rows.filter(hasContent).map((row) => {
      const cells: TableCells = {}
      for (const cell of row.cells) {
        const field = headings.columns.get(cell.column)
        if (field) cells[field] = cell
      }
      const further = row.cells.flatMap((cell): FurtherCell[] => {
        const name = headings.further.get(cell.column)
        const heading = heads.find(({ column }) => column === cell.column)?.text ?? ''
        return name === undefined ? [] : [{ heading, name, cell }]
      })
      return { row, cells, further, place: placeOf(cells) }
    })
  const judged = (rows: readonly Placed[], duties: readonly TableDuty[]): TableRow[] => {
    const byId = new Map(duties.map((duty) => [duty.id, duty]))
    const byPlace = new Map(duties.map((duty) => [`${duty.indicatorId} ${duty.period}`, duty]))
    return rows.map(({ row, cells, further, place }) => {
      const shown = heads.map(({ column }) => textAt(row, column))
      const judge = (): Judged => {
        if (isText && row.cells.length < heads.length) return { column: null, message: cutOff }
        if ('message' in place) return place
        const duty = 'key' in place ? byId.get(place.key) : byPlace.get(`${place.indicatorId} ${place.period}`)
        if (!duty) return { column: 'key' in place ? 'key' : 'indicator', message: unknownKey }
        return rowIn({ cells, further }, duty, seen, row.number)
      }
      const found = judge()
      const kept = { row: row.number, cells: shown }
      if ('outcome' in found) return { ...kept, ...found, column: null }
      const column = 'heading' in found ? found.heading : found.column && headingOf(found.column)
      const nothing = { dutyId: null, entry: null, further: null }
      return { ...kept, ...nothing, outcome: 'refused', message: found.message, column }
    })
  }
  return { placed, judged }
}

type Fault = { readonly column: TableField | null; readonly message: Text }
type FieldFault = { readonly heading: string; readonly message: Text }
type Kept = Pick<TableRow, 'message' | 'dutyId' | 'entry' | 'further'>
type Judged = Fault | FieldFault | (Kept & { readonly outcome: 'accepted' | 'unchanged' })
type RowCells = { readonly cells: TableCells; readonly further: readonly FurtherCell[] }

const hasContent = ({ cells }: SheetRow) => cells.some(({ text }) => text.trim() !== '')
const textAt = ({ cells }: SheetRow, column: string): string => cells.find((cell) => cell.column === column)?.text ?? ''

/** What is said of a row of a text file that ends before the headings do. */
export const cutOff: Text = {
  zh: '这一行的列数少于表头，文件可能不完整。',
  en: 'The row has fewer cells than the headings: the file may be cut off.',
}

/** One row judged: that its duty is there once, its unit and its figure; `seen` holds what came before. */
export function rowIn(
  { cells, further: beside }: RowCells,
  duty: TableDuty,
  seen: Map<string, number>,
  row: number,
): Judged {
  const before = seen.get(duty.id)
  if (before !== undefined) return { column: cells.key?.text.trim() ? 'key' : 'indicator', message: repeated(before) }
  seen.set(duty.id, row)
  const { unit } = duty.indicator
  const given = cells.unit?.text.trim() ?? ''
  if (given !== '' && plainDigits(given) !== plainDigits(unit))
    return { column: 'unit', message: otherUnit(given, unit) }
  const read = entryIn(cells, duty)
  if ('column' in read) return read
  const further = furtherIn(beside, duty.further)
  if (further && 'heading' in further) return further
  const { now } = duty
  const isSameBeside = isSameContent(further, duty.further?.content ?? null)
  if (read.entry === null && isSameBeside)
    return { outcome: 'unchanged', message: empty, dutyId: duty.id, entry: null, further: null }
  const entry = read.entry ?? { kind: 'value', value: now?.value ?? null, note: read.note }
  const isSame = now !== null && now.kind === entry.kind && now.value === entry.value && now.note === entry.note
  const outcome = isSame && isSameBeside ? 'unchanged' : 'accepted'
  return { outcome, message: read.readAs ?? null, dutyId: duty.id, entry, further }
}

/** Whether two say the same of every further field. */
const isSameContent = (a: FormContent | null, b: FormContent | null): boolean =>
  [...new Set([...Object.keys(a?.values ?? {}), ...Object.keys(b?.values ?? {})])].every(
    (key) => (a?.values[key] ?? '') === (b?.values[key] ?? ''),
  )

const repeated = (row: number): Text => ({ zh: `与第${row}行是同一项数据。`, en: `The same entry as row ${row}.` })
const otherUnit = (given: string, unit: string): Text => ({
  zh: `单位“${given}”与指标的单位“${unit}”不同。`,
  en: `The unit “${given}” is not that of the indicator, “${unit}”.`,
})
const empty: Text = { zh: '没有填数值，不改动。', en: 'No figure given: nothing is changed.' }
const both: Text = { zh: '数值与零报告只能有一项。', en: 'Either a figure or a nil return.' }

const longNote = (length: number): Text => ({
  zh: `说明有${length}个字，最多${mostNote}个字。`,
  en: `The note has ${length} characters; at most ${mostNote} are taken.`,
})

type Read = { readonly entry: TableEntry | null; readonly note: string; readonly readAs?: Text }

function entryIn({ value, nil, note: words }: TableCells, { indicator, period, now }: TableDuty): Read | Fault {
  for (const [column, cell] of [['value', value] as const, ['nil', nil] as const, ['note', words] as const]) {
    const message = formulaFault(cell)
    if (message) return { column, message }
  }
  const note = words ? words.text.trim() : (now?.note ?? '')
  if (note.length > mostNote) return { column: 'note', message: longNote(note.length) }
  const figure = readFigureCell(exactly(value), indicator)
  if ('message' in figure) return { column: 'value', message: figure.message }
  const isNil = readNilCell(nil?.text ?? '')
  if (isNil === undefined) return { column: 'nil', message: notNilMark }
  if (isNil && figure.value !== '') return { column: 'nil', message: both }
  if (isNil || figure.kind === 'nil') return { entry: { kind: 'nil', value: null, note }, note }
  if (figure.value === '') return { entry: null, note }
  const entry = { kind: 'value' as const, value: figure.value, note, evidenceFileId: null }
  const form = { ...indicator, evidenceNeeded: false }
  const check = checkEntry(entry, form, { period, last: null, suggested: null }, { 'collection.noteAbovePercent': 1e9 })
  if (check.result === 'fault') return { column: 'value', message: check.message }
  return {
    entry: { kind: 'value', value: figure.value, note },
    note,
    ...(figure.readAs ? { readAs: figure.readAs } : {}),
  }
}
