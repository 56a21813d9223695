import type { Sheet } from '#domain/kernel/sheet.ts'
import type { Text } from '#domain/kernel/text.ts'
import { doubleFields, type HeaderPlace, type Remembered, signatureOf } from './columnMapping.ts'
import { clean, type Problem } from './municipalCells.ts'
import { expectedFields, type MunicipalField, municipalFields } from './municipalField.ts'
import { type ColumnTaken, columnsTaken, headerIn, headingsIn } from './municipalHeader.ts'
import type { MunicipalMapping } from './municipalMapping.ts'
import { type Note, readRows } from './municipalReading.ts'
import type { MunicipalRow, OfficeClass } from './municipalRow.ts'
import { weightWarnings } from './municipalWeights.ts'

/** What is wrong or odd, and where; the sentence begins with the place. `isAdapted`: it was read as something else. */
export type TableFault = {
  readonly sheet: number
  readonly row: number
  readonly column: string | null
  readonly message: Text
  readonly isAdapted: boolean
}
export type MunicipalTable = {
  readonly title: string
  /** The sheet that was read and where its headings stand; null where no heading was found. */
  readonly place: (HeaderPlace & { readonly sheet: number }) | null
  readonly columns: readonly ColumnTaken[]
  readonly signature: string
  readonly rows: readonly MunicipalRow[]
  readonly errors: readonly TableFault[]
  readonly warnings: readonly TableFault[]
}

export type ReadAs = {
  /** The class of the office: a column that is just 权重 is its weight. */
  readonly officeClass: OfficeClass
  readonly memory?: readonly Remembered<MunicipalField>[]
  /** What a person said; nothing is guessed then, and what is not there is not missed. */
  readonly mapping?: MunicipalMapping | undefined
}

type Found = { readonly sheet: Sheet; readonly place: HeaderPlace; readonly columns: readonly ColumnTaken[] }

/**
 * Reads the city's table of indicators as it comes: title rows, one to three header rows that may come again on every
 * page, merged cells, columns in any order. With one error nothing may be imported; warnings are for the person who
 * decides.
 */
export function readMunicipalTable(sheets: readonly Sheet[], readAs: ReadAs): MunicipalTable {
  const index = readAs.mapping ? readAs.mapping.sheet - 1 : likeliest(sheets, readAs.memory ?? [])
  const [errors, warnings]: [TableFault[], TableFault[]] = [[], []]
  const noteIn =
    (list: TableFault[]): Note =>
    (row, column, problem, isAdapted = false) => {
      const message = placed(index + 1, row, column, problem)
      list.push({ sheet: index + 1, row, column, message, isAdapted })
    }
  const [error, warn] = [noteIn(errors), noteIn(warnings)]
  const found = foundIn(sheets[index], readAs)
  if (!found) {
    error(1, null, {
      zh: '没有认出表头，请指明表头在第几行、各列是什么。',
      en: 'no heading was recognised: say in which row the headings stand and what each column is.',
    })
    return { title: '', place: null, columns: [], signature: '', rows: [], errors, warnings }
  }
  const { sheet, place, columns } = found
  checkColumns(found, readAs, error, warn)
  noteOtherSheets(sheets, index, warn)
  const rows = errors.length > 0 ? [] : readRows(sheet, { ...found, officeClass: readAs.officeClass }, { error, warn })
  if (rows.length === 0 && errors.length === 0) {
    error(place.row, null, { zh: '表头以下没有指标。', en: 'there is no indicator below the heading.' })
  }
  if (errors.length === 0)
    for (const { row, column, problem } of weightWarnings(rows, columnsOf(columns), readAs.officeClass))
      warn(row, column, problem)
  const signature = signatureOf(columns)
  const title = titleOf(sheet, place)
  return { title, place: { sheet: index + 1, ...place }, columns, signature, rows, errors, warnings }
}

/** The visible sheet on which most columns are recognised. */
function likeliest(sheets: readonly Sheet[], memory: readonly Remembered<MunicipalField>[]): number {
  const found = sheets.map((sheet) => (sheet.hidden ? 0 : (headerIn(sheet, memory)?.found ?? 0)))
  return Math.max(0, found.indexOf(Math.max(...found)))
}

function foundIn(sheet: Sheet | undefined, { mapping, memory = [] }: ReadAs): Found | undefined {
  if (!sheet) return undefined
  const header = mapping?.headerRow
    ? { row: mapping.headerRow, rows: Math.max(1, mapping.headerRows) }
    : headerIn(sheet, memory)
  if (!header) return undefined
  const place = { row: header.row, rows: header.rows }
  const said = mapping?.columns
  if (!said) return { sheet, place, columns: columnsTaken(headingsIn(sheet, place), memory) }
  const columns = headingsIn(sheet, place).map((heading) => {
    const field = said.find(({ column }) => column === heading.column)?.field ?? null
    return { ...heading, field, origin: field ? ('given' as const) : ('none' as const), sameAs: null }
  })
  return { sheet, place, columns }
}

export type ColumnOf = (field: MunicipalField) => string | null
export const columnsOf =
  (columns: readonly ColumnTaken[]): ColumnOf =>
  (field) =>
    columns.find((one) => one.field === field)?.column ?? null

/** What the table has no column for, what two columns are said to be, and what is hidden. */
function checkColumns({ sheet, place, columns }: Found, readAs: ReadAs, error: Note, warn: Note): void {
  const { mapping, memory = [] } = readAs
  const columnOf = columnsOf(columns)
  const isSaid = mapping?.columns !== undefined || memory.some(({ signature }) => signature === signatureOf(columns))
  for (const field of mapping ? doubleFields(mapping) : []) {
    const { zh, en } = municipalFields[field]
    error(place.row, null, { zh: `有两列都指定为“${zh}”。`, en: `two columns are said to be “${en}”.` })
  }
  for (const field of expectedFields.filter((one) => columnOf(one) === null)) {
    const { zh, en } = municipalFields[field]
    if (field === 'level1' && isSaid) continue
    if (field === 'name' || !isSaid)
      error(place.row, null, {
        zh: `没有认出“${zh}”一列，请在“各列含义”中指定${field === 'name' ? '' : '；表中确实没有的，按现在的含义重读即可'}。`,
        en: `no column was recognised as “${en}”: say which it is${field === 'name' ? '' : ', or read again if the table has none'}.`,
      })
    else warn(place.row, null, { zh: `表中没有“${zh}”一列。`, en: `the table has no column “${en}”.` })
  }
  for (const { column, field, text, isSpread, sameAs } of columns) {
    if (sameAs !== null) {
      const zh = `“${text}”与${sameAs}列像是同一项，请在“各列含义”中指定用哪一列。`
      error(place.row, column, { zh, en: `“${text}” looks like column ${sameAs}: say which of them it is.` })
    } else if (field === null && text !== '' && !isSpread)
      warn(place.row, column, { zh: `“${text}”一列没有读入。`, en: `the column “${text}” was not read.` })
    if (field === null || !sheet.hiddenColumns.includes(column)) continue
    warn(place.row, column, { zh: '该列被隐藏，已一并读入。', en: 'this column is hidden; it was read.' }, true)
  }
}

/** Other sheets that look like a table of indicators are not read in silence. */
function noteOtherSheets(sheets: readonly Sheet[], index: number, warn: Note): void {
  for (const [at, sheet] of sheets.entries()) {
    const place = at === index || sheet.rows.length === 0 ? undefined : headerIn(sheet, [])
    if (!place) continue
    warn(1, null, {
      zh: `工作簿的第${at + 1}张表“${sheet.name}”${sheet.hidden ? '（隐藏）' : ''}也像指标表，没有读入。`,
      en: `sheet ${at + 1} of the workbook, “${sheet.name}”${sheet.hidden ? ' (hidden)' : ''}, looks like a table of indicators too and was not read.`,
    })
  }
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

/** The longest text above the headings: 附件3 and 单位：% are shorter. */
const titleOf = (sheet: Sheet, place: HeaderPlace): string =>
  sheet.rows
    .filter(({ number }) => number < place.row)
    .flatMap(({ cells }) => cells.map(({ text }) => clean(text)))
    .reduce((longest, text) => (text.length > longest.length ? text : longest), '')
    .slice(0, 200)
