import type { Decimal } from './decimal.ts'

/**
 * One cell that has content or belongs to a merged range. `text` is what a person reads ('35%' for 0.35 in percent
 * format); `value` is the exact number behind it, null where the cell holds words. A formula is its stored result.
 * `merged.master` is the address of the range's first cell ('A4'), whose text and value every cell of the range carries.
 */
export type SheetCell = {
  readonly column: string
  readonly text: string
  readonly value: Decimal | null
  readonly merged: { readonly master: string } | null
  /** A formula that refers to itself, directly or in a circle, or one that was saved without a result. */
  readonly fault?: 'circular' | 'noResult'
}

export type SheetRow = { readonly number: number; readonly hidden: boolean; readonly cells: readonly SheetCell[] }

/** One sheet of a workbook as plain data, up to the last row with content. */
export type Sheet = {
  readonly name: string
  readonly hidden: boolean
  readonly hiddenColumns: readonly string[]
  readonly rows: readonly SheetRow[]
}

/** One record of a comma-separated file with the line on which it begins. */
export type CsvRow = { readonly line: number; readonly cells: readonly string[] }

/** A comma-separated file as the one sheet it is. */
export const sheetOf = (rows: readonly CsvRow[]): Sheet => ({
  name: '',
  hidden: false,
  hiddenColumns: [],
  rows: rows.map(({ line, cells }) => ({
    number: line,
    hidden: false,
    cells: cells.map((text, at) => ({ column: letterOf(at), text, value: null, merged: null })),
  })),
})

/** 0 is A, 25 is Z, 26 is AA. */
export const letterOf = (at: number): string =>
  (at >= 26 ? letterOf(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26))
