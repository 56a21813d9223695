import { type Sheet, sheetOf } from '#domain/kernel/sheet.ts'
import type { Outcome } from './fileRefused.ts'
import { csvLimits, readCsv } from './readCsv.ts'
import { readWorkbook } from './readWorkbook.ts'
import { isZip } from './zip.ts'

/** Beginnings of files that are neither a table nor text: they are named by whoever reads workbooks. */
const notText = ['d0cf11e0', '25504446', '89504e47', 'ffd8ff', '504b']
/** Names under which nothing but a workbook is expected. */
const workbookName = /\.(xlsx|xlsm|et)$/i

type Named = { readonly name: string; readonly bytes: Buffer }

/**
 * A table in a workbook or in a text file with commas, semicolons or tabs, told apart by content. The name only says
 * what is expected: whatever is called a workbook and is none is refused as a file, before its columns are looked for.
 */
export async function readTable({ name, bytes }: Named, limits = csvLimits): Promise<Outcome<{ sheets: Sheet[] }>> {
  if (isWorkbook({ name, start: bytes.subarray(0, 32) })) return readWorkbook(bytes)
  const table = await readCsv(bytes, limits, [',', ';', '\t'])
  return table.ok ? { ok: true, sheets: [sheetOf(table.rows)] } : table
}

/** Whether a file is to be read, or refused, as a workbook: by its first bytes, else by its name. */
export function isWorkbook({ name, start }: { readonly name: string; readonly start: Buffer }): boolean {
  const mark = start.toString('hex', 0, 4)
  return start.length === 0 || isZip(start) || notText.some((one) => mark.startsWith(one)) || workbookName.test(name)
}
