import { type Sheet, sheetOf } from '#domain/kernel/sheet.ts'
import type { Outcome } from './fileRefused.ts'
import { csvLimits, readCsv } from './readCsv.ts'
import { readWorkbook } from './readWorkbook.ts'
import { isZip } from './zip.ts'

/** Beginnings of files that are neither a table nor text: they are named by whoever reads workbooks. */
const notText = ['d0cf11e0', '25504446', '89504e47', 'ffd8ff', '504b']

/** A table in a workbook or in a text file with commas, semicolons or tabs, told apart by content and never by name. */
export async function readTable(bytes: Buffer, limits = csvLimits): Promise<Outcome<{ sheets: Sheet[] }>> {
  const start = bytes.toString('hex', 0, 4)
  if (bytes.length === 0 || isZip(bytes) || notText.some((mark) => start.startsWith(mark))) return readWorkbook(bytes)
  const table = await readCsv(bytes, limits, [',', ';', '\t'])
  return table.ok ? { ok: true, sheets: [sheetOf(table.rows)] } : table
}
