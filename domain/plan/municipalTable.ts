import type { Decimal } from '#domain/kernel/decimal.ts'
import type { Sheet, SheetCell, SheetRow } from '#domain/kernel/sheet.ts'
import type { Text } from '#domain/kernel/text.ts'
import { clean, frequencyIn, levelIn, nameIn, namesIn, numberIn, type Problem, weightIn } from './municipalCells.ts'
import { classColumns, classes, type MunicipalRow, type OfficeClass, officeClasses } from './municipalRow.ts'
import { weightWarnings } from './municipalWeights.ts'

/** What is wrong or odd, and where; the sentence begins with the place. */
export type TableFault = {
  readonly sheet: number
  readonly row: number
  readonly column: string | null
  readonly message: Text
}
export type MunicipalTable = {
  readonly title: string
  readonly rows: readonly MunicipalRow[]
  readonly errors: readonly TableFault[]
  readonly warnings: readonly TableFault[]
}

type Note = (row: number, column: string | null, problem: Problem) => void
type Reading = { rows: MunicipalRow[]; error: Note; warn: Note; levelOf: Map<string, string> }

const headings = {
  A: '一级指标',
  B: '二级指标',
  C: '序号',
  D: '三级指标',
  E: '数据采集、报送责任单位',
  F: '报送频度',
  G: '权重',
} as const
/** Columns in which every row speaks for itself; the others may be merged downwards. */
const singleColumns = ['C', 'D', 'G', 'H', 'I']
const columns = [...'ABCDEFGHI']

/**
 * Reads the city's table of indicators, laid out as it is issued: two header rows, merged levels, weights by class.
 * If there is one error nothing may be imported; warnings are for the person who decides.
 */
export function readMunicipalTable(sheets: readonly Sheet[]): MunicipalTable {
  const index = Math.max(
    0,
    sheets.findIndex((sheet) => !sheet.hidden && headerOf(sheet)),
  )
  const sheet = sheets[index]
  const errors: TableFault[] = []
  const warnings: TableFault[] = []
  const noteIn =
    (list: TableFault[]): Note =>
    (row, column, problem) => {
      list.push({ sheet: index + 1, row, column, message: placed(index + 1, row, column, problem) })
    }
  const [error, warn] = [noteIn(errors), noteIn(warnings)]
  const header = sheet && headerOf(sheet)
  if (!header) {
    error(1, 'A', { zh: '没有找到表头“一级指标”。', en: 'there is no heading “一级指标”.' })
    return { title: '', rows: [], errors, warnings }
  }
  const reading: Reading = { rows: [], error, warn, levelOf: new Map() }
  readSheet(sheet, header, reading)
  const { rows } = reading
  if (rows.length === 0 && errors.length === 0) {
    error(header.number, null, { zh: '表头以下没有指标。', en: 'there is no indicator below the heading.' })
  }
  if (errors.length === 0) for (const { row, column, problem } of weightWarnings(rows)) warn(row, column, problem)
  return { title: titleOf(sheet, header), rows, errors, warnings }
}

/** What an import with errors is refused with: the first error, how many more, and that nothing was done. */
export function importRefusal({ errors }: Pick<MunicipalTable, 'errors'>): Text | undefined {
  const [first] = errors
  if (!first) return undefined
  const more = errors.length - 1
  return {
    zh: `${first.message.zh}${more > 0 ? `另有${more}处错误。` : ''}没有导入任何一行。`,
    en: `${first.message.en}${more > 0 ? ` ${more} more errors.` : ''} No row was imported.`,
  }
}

const placed = (sheet: number, row: number, column: string | null, { zh, en }: Problem): Text => ({
  zh: `第${sheet}张表第${row}行${column ? `${column}列` : ''}：${zh}`,
  en: `Sheet ${sheet}, row ${row}${column ? `, column ${column}` : ''}: ${en}`,
})

const cellIn = (row: SheetRow | undefined, column: string): SheetCell | undefined =>
  row?.cells.find((cell) => cell.column === column)
const textIn = (row: SheetRow | undefined, column: string): string => cellIn(row, column)?.text ?? ''
const heading = (text: string): string => text.replace(/\s/g, '')

const headerOf = (sheet: Sheet): SheetRow | undefined =>
  sheet.rows.slice(0, 10).find((row) => heading(textIn(row, 'A')) === headings.A)

const titleOf = (sheet: Sheet, header: SheetRow): string =>
  clean(
    textIn(
      sheet.rows.find((row) => row.number < header.number),
      'A',
    ),
  )

function readSheet(sheet: Sheet, header: SheetRow, reading: Reading): void {
  const second = sheet.rows.find(({ number }) => number === header.number + 1)
  const expected = [
    ...Object.entries(headings).map(([column, text]) => [header, column, text] as const),
    ...classes.map((kind) => [second, classColumns[kind], officeClasses[kind].zh] as const),
  ]
  for (const [row, column, text] of expected) {
    const found = textIn(row, column)
    if (heading(found) === text) continue
    const [zh, en] = [`表头应为“${text}”，现为“${found}”。`, `the heading should be “${text}”, not “${found}”.`]
    reading.error(row?.number ?? header.number + 1, column, { zh, en })
  }
  for (const column of sheet.hiddenColumns.filter((name) => columns.includes(name))) {
    reading.warn(header.number, column, { zh: '该列被隐藏，已一并读入。', en: 'this column is hidden; it was read.' })
  }
  for (const row of sheet.rows) if (row.number > header.number + 1) readRow(row, reading)
}

function readRow(row: SheetRow, reading: Reading): void {
  if (columns.every((column) => textIn(row, column) === '')) return
  const own = columns.filter((column) => column > 'A' && textIn(row, column) !== '' && !isWide(row, column))
  if (own.length === 0 && !isContinued(row)) {
    reading.warn(row.number, 'A', { zh: '该行是说明，没有读入。', en: 'this row is a remark and was not read.' })
    return
  }
  if (row.hidden)
    reading.warn(row.number, null, { zh: '该行被隐藏，已一并读入。', en: 'this row is hidden; it was read.' })
  const failed = checkMerges(row, reading)
  const read = failed ? undefined : indicatorIn(row, reading)
  if (read) reading.rows.push(read)
}

/** Part of a range that runs over the whole width, as remarks below a table do. */
const isWide = (row: SheetRow, column: string): boolean => cellIn(row, column)?.merged?.master === `A${row.number}`

/** Its first cell belongs to a range begun above: an indicator is expected here. */
const isContinued = (row: SheetRow): boolean =>
  (cellIn(row, 'A')?.merged?.master ?? `A${row.number}`) !== `A${row.number}`

function checkMerges(row: SheetRow, { error, levelOf }: Reading): boolean {
  const found = columns.filter((column) => {
    const master = cellIn(row, column)?.merged?.master
    if (!master || master === `${column}${row.number}`) return false
    if (master.replace(/\d+$/, '') === column && !singleColumns.includes(column)) return false
    const [zh, en] = [`与${master}合并，应单独填写。`, `merged with ${master}; it needs a cell of its own.`]
    error(row.number, column, { zh, en })
    return true
  })
  const [outer, inner] = [cellIn(row, 'A'), cellIn(row, 'B')?.merged?.master]
  if (!inner) return found.length > 0
  const level = outer?.merged?.master ?? `A${row.number}`
  const crossed = (levelOf.get(inner) ?? level) !== level
  levelOf.set(inner, level)
  if (crossed) {
    const zh = `与${inner}合并，跨了两个一级指标。`
    error(row.number, 'B', { zh, en: `merged with ${inner}, across two first-level indicators.` })
  }
  return crossed || found.length > 0
}

function indicatorIn(row: SheetRow, { rows, error, warn }: Reading): MunicipalRow | undefined {
  let failed = false
  const need = <Value>(column: string, value: Value | Problem): Value | undefined => {
    if (!isProblem(value)) return value
    failed = true
    error(row.number, column, value)
    return undefined
  }
  const level1 = need('A', levelIn(textIn(row, 'A')))
  const level2 = need('B', levelIn(textIn(row, 'B')))
  const number = need('C', numberIn(cellIn(row, 'C'), rows))
  const name = need('D', nameIn(textIn(row, 'D')))
  const collectingUnits = need('E', namesIn(textIn(row, 'E')))
  const frequency = need('F', frequencyIn(textIn(row, 'F')))
  const weightOf = (kind: OfficeClass): Decimal | null => {
    const weight = need(classColumns[kind], weightIn(cellIn(row, classColumns[kind])))
    if (weight?.remark) warn(row.number, classColumns[kind], weight.remark)
    return weight?.points ?? null
  }
  const weights = { commission: weightOf('commission'), bureau: weightOf('bureau'), office: weightOf('office') }
  if (failed || !level1 || !level2 || !number || !name || !collectingUnits || !frequency) return undefined
  const note = clean(textIn(row, 'J'))
  const level2Name = level2.name
  return { row: row.number, level1, level2: level2Name, number, name, collectingUnits, frequency, weights, note }
}

const isProblem = (value: unknown): value is Problem => typeof value === 'object' && value !== null && 'zh' in value
