import { letterOf } from './sheet.ts'

/** A cell by its numbers: row 1 and column 1 are A1. */
export type Place = { readonly row: number; readonly column: number }
export type Range = { readonly from: Place; readonly to: Place }

/** The last row and column a workbook has. */
export const lastPlace: Place = { row: 1_048_576, column: 16_384 }

/** 'B3' is row 3 of column 2; undefined where it names no cell. */
export function placeOf(address: string): Place | undefined {
  const match = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/.exec(address)
  if (!match) return undefined
  const column = [...(match[1] ?? '')].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0)
  const row = Number(match[2])
  return row <= lastPlace.row && column <= lastPlace.column ? { row, column } : undefined
}

/** The address of a cell: row 3 of column 2 is 'B3'. */
export const addressOf = ({ row, column }: Place): string => `${letterOf(column - 1)}${row}`

/** 'A1:D2', or one cell alone; undefined where it names no range. */
export function rangeOf(reference: string): Range | undefined {
  const [first = '', last = first] = reference.split(':')
  const [from, to] = [placeOf(first), placeOf(last)]
  return from && to ? { from, to } : undefined
}

/** Whether the range covers the cell. */
export const covers = ({ from, to }: Range, { row, column }: Place): boolean =>
  row >= from.row && row <= to.row && column >= from.column && column <= to.column
