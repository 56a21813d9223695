import { PassThrough, type Writable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { setImmediate as breathe } from 'node:timers/promises'
import type { Row, stream, Worksheet } from 'exceljs'
import type { Decimal } from '#domain/kernel/decimal.ts'
import { widthOf } from '#domain/kernel/letter.ts'
import { neutral, sheetNames } from './cellText.ts'

/** Words, or an exact decimal with how many decimals are shown at least, or an empty cell. */
export type CellContent = string | { readonly number: Decimal; readonly decimals: number } | null

export type SheetContent = {
  readonly name: string
  /** A first row over the whole width. */
  readonly title?: string
  /** `width` in Latin characters; by default as wide as the heading. */
  readonly columns: readonly { readonly heading: string; readonly width?: number }[]
  readonly rows: Iterable<readonly CellContent[]> | AsyncIterable<readonly CellContent[]>
}

/** The workbook (.xlsx) in memory: for documents. Lists of any length go through `exportQuery`. */
export async function writeWorkbook(sheets: readonly SheetContent[]): Promise<Buffer> {
  const through = new PassThrough()
  const [bytes] = await Promise.all([buffer(through), streamWorkbook(sheets, through, true)])
  return bytes
}

/**
 * Writes sheet by sheet and row by row, no faster than `to` takes it; a receiver that has gone ends the writing.
 * `useSharedStrings` keeps all words in memory until the end, for a file as spreadsheet programs write it themselves.
 */
export async function streamWorkbook(
  sheets: readonly SheetContent[],
  to: Writable,
  useSharedStrings = false,
): Promise<void> {
  // read at the first workbook: it would take a third of a second from every start
  const { default: ExcelJS } = await import('exceljs')
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: to, useStyles: true, useSharedStrings })
  Object.assign(workbook, { creator: '绩衡', lastModifiedBy: '绩衡' })
  const names = sheetNames(sheets.map(({ name }) => name))
  for (const [index, sheet] of sheets.entries()) await writeSheet(workbook, sheet, names[index] ?? '', to)
  await workbook.commit()
}

async function writeSheet(
  workbook: stream.xlsx.WorkbookWriter,
  { title, columns, rows }: SheetContent,
  name: string,
  to: Writable,
): Promise<void> {
  const ySplit = title === undefined ? 1 : 2
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit }] })
  sheet.columns = columns.map(({ heading, width }) => ({ width: width ?? Math.max(8, widthOf(heading) * 2 + 2) }))
  if (title !== undefined) writeTitle(sheet, title, columns.length)
  writeHeader(sheet, columns)
  let written = 0
  for await (const cells of rows) {
    writeRow(sheet.addRow([]), cells)
    written += 1
    if (written % 500 === 0) await untilTaken(to)
  }
  sheet.commit()
}

async function untilTaken(to: Writable): Promise<void> {
  do {
    await breathe()
    if (to.destroyed) throw new Error('the receiver of the workbook has gone')
  } while (to.writableNeedDrain)
}

const thin = { style: 'thin', color: { argb: 'FF000000' } } as const
const border = { top: thin, bottom: thin, left: thin, right: thin }
const font = { name: '宋体', size: 11 }

function writeTitle(sheet: Worksheet, title: string, width: number): void {
  const row = sheet.addRow([neutral(title)])
  if (width > 1) sheet.mergeCells(1, 1, 1, width)
  Object.assign(row.getCell(1), { font: { ...font, size: 16, bold: true }, alignment: { horizontal: 'center' } })
  row.commit()
}

function writeHeader(sheet: Worksheet, columns: SheetContent['columns']): void {
  const row = sheet.addRow(columns.map(({ heading }) => neutral(heading)))
  row.eachCell((cell) => {
    const fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE7E7E7' } }
    const alignment = { horizontal: 'center', vertical: 'middle', wrapText: true }
    Object.assign(cell, { font: { ...font, bold: true }, fill, alignment, border })
  })
  row.commit()
}

function writeRow(row: Row, cells: readonly CellContent[]): void {
  for (const [index, content] of cells.entries()) {
    const cell = row.getCell(index + 1)
    Object.assign(cell, { font, border })
    if (content === null) continue
    if (typeof content === 'string') Object.assign(cell, { value: neutral(content), numFmt: '@' })
    else Object.assign(cell, numberCell(content.number, content.decimals))
  }
  row.commit()
}

/** A number stays a number as long as the program that opens it can hold every digit; else it is written as words. */
function numberCell(number: Decimal, decimals: number): { value: number | string; numFmt: string } {
  const digits = number.replace(/\D/g, '').replace(/^0+/, '')
  if (digits.length > 15) return { value: number, numFmt: '@' }
  const shown = Math.max(decimals, number.split('.')[1]?.length ?? 0)
  return { value: Number(number), numFmt: shown > 0 ? `#,##0.${'0'.repeat(shown)}` : '#,##0' }
}
