import { type Frequency, periodText } from '#domain/calendar/periods.ts'
import { readPeriod } from '#domain/calendar/readPeriod.ts'
import { formulaFault } from '#domain/kernel/cellFault.ts'
import { shifted } from '#domain/kernel/decimal.ts'
import { plainDigits } from '#domain/kernel/readFigure.ts'
import type { Sheet, SheetCell, SheetRow } from '#domain/kernel/sheet.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { EntryKind } from './duty.ts'
import { checkEntry, mostNote } from './dutyCheck.ts'
import { notNilMark, readFigureCell, readNilCell } from './entryGrid.ts'

/** A duty that a table can fill, with what its draft says now. */
export type TableDuty = {
  readonly id: string
  readonly period: string
  readonly frequency: Frequency
  readonly code: string
  readonly indicator: { readonly name: string; readonly unit: string; readonly decimals: number }
  readonly now: TableEntry | null
}
export type TableEntry = { readonly kind: EntryKind; readonly value: string | null; readonly note: string }

/** What became of one row of the file. `accepted` may carry how a figure was read. */
export type TableRow = {
  readonly row: number
  readonly outcome: 'accepted' | 'unchanged' | 'refused'
  readonly message: Text | null
  readonly dutyId: string | null
  readonly entry: TableEntry | null
  /** The cells as they stand in the file, for the file of errors. */
  readonly cells: readonly string[]
}
export type EntryTable =
  | { readonly ok: true; readonly headings: readonly string[]; readonly rows: readonly TableRow[] }
  | { readonly ok: false; readonly message: Text }

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
type Field = keyof typeof tableColumns
const fields = Object.keys(tableColumns) as Field[]

type Cells = Partial<Record<Field, SheetCell>>

const headingSearch = 20

/** Reads the first sheet whose headings are known; every row below them is told what became of it. */
export function readEntryTable(sheets: readonly Sheet[], duties: readonly TableDuty[]): EntryTable {
  for (const sheet of sheets) {
    if (sheet.hidden) continue
    for (const [at, row] of sheet.rows.slice(0, headingSearch).entries()) {
      const columns = columnsIn(row)
      if (!columns) continue
      const headings = row.cells.map(({ text }) => text)
      return { ok: true, headings, rows: rowsOf(sheet, sheet.rows.slice(at + 1), columns, duties, row.cells) }
    }
  }
  const message = {
    zh: '没有找到表头：须有“数值”或“零报告”，以及“数据编码”，或者“指标”和“报送期”。',
    en: 'No headings found: 数值 or 零报告 is needed, with 数据编码, or with 指标 and 报送期.',
  }
  return { ok: false, message }
}

function columnsIn({ cells }: SheetRow): Map<string, Field> | undefined {
  const found = new Map<string, Field>()
  for (const { column, text } of cells) {
    const word = plainDigits(text).toLowerCase()
    const field = fields.find((one) => {
      const { heading, also } = tableColumns[one]
      return heading === word || (also as readonly string[]).includes(word)
    })
    if (field && ![...found.values()].includes(field)) found.set(column, field)
  }
  const has = (field: Field) => [...found.values()].includes(field)
  const isTable = (has('value') || has('nil')) && (has('key') || (has('indicator') && has('period')))
  return isTable ? found : undefined
}

const refused = (message: Text) => ({ outcome: 'refused', message, dutyId: null, entry: null }) as const

function rowsOf(
  sheet: Sheet,
  rows: readonly SheetRow[],
  columns: ReadonlyMap<string, Field>,
  duties: readonly TableDuty[],
  heads: readonly SheetCell[],
): TableRow[] {
  const find = finderOf(duties)
  const seen = new Map<string, number>()
  return rows
    .filter(({ cells }) => cells.some(({ text }) => text.trim() !== ''))
    .map((row) => {
      const cells: Cells = {}
      for (const cell of row.cells) {
        const field = columns.get(cell.column)
        if (field) cells[field] = cell
      }
      const place = { row: row.number, cells: heads.map(({ column }) => textAt(row, column)) }
      // in a text file every row has all its cells; one that ends before is where a file was cut off
      if (sheet.name === '' && row.cells.length < heads.length) return { ...place, ...refused(cutOff) }
      return { ...place, ...rowIn(cells, find, seen, row.number) }
    })
}
const textAt = ({ cells }: SheetRow, column: string): string => cells.find((cell) => cell.column === column)?.text ?? ''

const cutOff: Text = {
  zh: '这一行的列数少于表头，文件可能不完整。',
  en: 'The row has fewer cells than the headings: the file may be cut off.',
}

type Found = TableDuty | Text
const isText = (found: Found): found is Text => 'zh' in found

function finderOf(duties: readonly TableDuty[]): (cells: Cells) => Found {
  const byId = new Map(duties.map((duty) => [duty.id, duty]))
  const byName = Map.groupBy(duties, ({ indicator }) => plainDigits(indicator.name))
  return ({ key, indicator, period, code }) => {
    const wanted = key?.text.trim().toLowerCase() ?? ''
    if (wanted !== '') return byId.get(wanted) ?? unknownKey
    const name = plainDigits(indicator?.text ?? '')
    const named = byName.get(name) ?? []
    if (named.length === 0) return unknownName(indicator?.text.trim() ?? '')
    const words = period?.text.trim() ?? ''
    const at = named.filter((duty) => readPeriod(words, duty.frequency) === duty.period)
    const own = code?.text.trim() ? at.filter((duty) => duty.code === code.text.trim()) : at
    const [duty, other] = own
    if (!duty) return unknownPeriod(words, named)
    return other ? several : duty
  }
}

const unknownKey: Text = {
  zh: '数据编码不在本处待填报的数据中（可能已提交，或者属于别的处）。',
  en: 'The key is not among the data your division has to fill in (handed in already, or of another division).',
}
const unknownName = (name: string): Text => ({
  zh: `本处待填报的数据中没有指标“${name}”。`,
  en: `The data your division has to fill in have no indicator “${name}”.`,
})
const unknownPeriod = (words: string, named: readonly TableDuty[]): Text => {
  const open = [...new Set(named.map(({ period }) => period))].toSorted().slice(0, 4)
  const [zh, en] = (['zh', 'en'] as const).map((language) => open.map((one) => periodText(one)[language]))
  return {
    zh: `报送期“${words}”无法识别或者不在待填报之列（待填报的有${zh?.join('、')}）。`,
    en: `The period “${words}” is not known or not to be filled in (to be filled in: ${en?.join(', ')}).`,
  }
}
const several: Text = {
  zh: '有几个事项的指标同名，请填写事项编号或者使用下载的模板。',
  en: 'Several items have an indicator of this name: give the code of the item, or use the template.',
}

function rowIn(cells: Cells, find: (cells: Cells) => Found, seen: Map<string, number>, row: number) {
  const duty = find(cells)
  if (isText(duty)) return refused(duty)
  const before = seen.get(duty.id)
  if (before !== undefined) return refused(repeated(before))
  seen.set(duty.id, row)
  const { unit } = duty.indicator
  const given = cells.unit?.text.trim() ?? ''
  if (given !== '' && plainDigits(given) !== plainDigits(unit)) return refused(otherUnit(given, unit))
  const read = entryIn(cells, duty)
  if ('zh' in read) return refused(read)
  const { entry, readAs } = read
  if (entry === null) return { outcome: 'unchanged', message: empty, dutyId: duty.id, entry: null } as const
  const { now } = duty
  const isSame = now !== null && now.kind === entry.kind && now.value === entry.value && now.note === entry.note
  const message = readAs ?? null
  return { outcome: isSame ? 'unchanged' : 'accepted', message, dutyId: duty.id, entry } as const
}

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

type Read = { readonly entry: TableEntry | null; readonly readAs?: Text }

function entryIn({ value, nil, note: words }: Cells, { indicator, period, now }: TableDuty): Read | Text {
  const unsound = formulaFault(value) ?? formulaFault(nil) ?? formulaFault(words)
  if (unsound) return unsound
  const note = words ? words.text.trim() : (now?.note ?? '')
  if (note.length > mostNote) return longNote(note.length)
  const figure = readFigureCell(exactly(value), indicator)
  if ('message' in figure) return figure.message
  const isNil = readNilCell(nil?.text ?? '')
  if (isNil === undefined) return notNilMark
  if (isNil && figure.value !== '') return both
  if (isNil || figure.kind === 'nil') return { entry: { kind: 'nil', value: null, note } }
  if (figure.value === '') return { entry: null }
  const entry = { kind: 'value' as const, value: figure.value, note, evidenceFileId: null }
  const form = { ...indicator, evidenceNeeded: false }
  const check = checkEntry(entry, form, { period, last: null, suggested: null }, { 'collection.noteAbovePercent': 1e9 })
  if (check.result === 'fault') return check.message
  return { entry: { kind: 'value', value: figure.value, note }, ...(figure.readAs ? { readAs: figure.readAs } : {}) }
}

/** A number's own digits rather than those its format shows; percent cells are shown a hundred times theirs. */
function exactly(cell: SheetCell | undefined): string {
  if (!cell) return ''
  if (cell.value === null) return cell.text
  return cell.text.includes('%') ? `${shifted(cell.value, 2)}%` : cell.value
}
