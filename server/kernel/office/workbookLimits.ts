import type { Sheet } from '#domain/kernel/sheet.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { ZipLimits } from './zip.ts'

export type WorkbookLimits = ZipLimits & {
  readonly milliseconds: number
  readonly memoryMegabytes: number
  /** Cells per sheet, and cells covered by merged ranges per sheet. */
  readonly cells: number
}

export const workbookLimits: WorkbookLimits = {
  bytes: 10_000_000,
  entries: 1000,
  unpacked: 64_000_000,
  ratio: 200,
  milliseconds: 20_000,
  memoryMegabytes: 384,
  cells: 200_000,
}

/** What the worker that reads a workbook answers. */
export type Answer = { readonly sheets: Sheet[] } | { readonly refused: Text }
