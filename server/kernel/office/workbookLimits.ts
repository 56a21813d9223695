import type { Sheet } from '#domain/kernel/sheet.ts'
import type { Text } from '#domain/kernel/text.ts'
import { FileRefused } from './fileRefused.ts'
import type { ZipLimits } from './zip.ts'

export type WorkbookLimits = ZipLimits & {
  readonly milliseconds: number
  readonly memoryMegabytes: number
  /** Cells per sheet, and cells covered by merged ranges per sheet. */
  readonly cells: number
  /** Bytes of sheets and their words together, unpacked: the reader holds them several times over. */
  readonly sheetBytes: number
}

/** Together they keep what one workbook costs the server below 256 MB; workbooks are read one after the other. */
export const workbookLimits: WorkbookLimits = {
  bytes: 10_000_000,
  entries: 1000,
  unpacked: 32_000_000,
  ratio: 200,
  milliseconds: 20_000,
  memoryMegabytes: 96,
  cells: 60_000,
  sheetBytes: 10_000_000,
}

/** What the worker that reads a workbook answers. */
export type Answer = { readonly sheets: Sheet[] } | { readonly refused: Text }

export const tooMuch: Text = {
  zh: '工作簿内容过多，读取超出限度。请只保留要导入的表。',
  en: 'The workbook holds too much to be read. Keep only the sheet to be imported.',
}
export function refuseTooMuch(): never {
  throw new FileRefused(tooMuch)
}
