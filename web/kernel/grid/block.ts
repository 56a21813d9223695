import type { Range } from './selection.ts'

/** Words for a cell, by its place in the grid. */
export type Words = { readonly row: number; readonly column: number; readonly words: string }

/** What a block puts where: from the first cell of the range, repeated where the range is a multiple of it. */
export function wordsOfBlock(
  block: readonly (readonly string[])[],
  { top, left, bottom, right }: Range,
  columns: number,
): Words[] {
  const [height, width] = [block.length, Math.max(...block.map((cells) => cells.length))]
  const times = (count: number, of: number) => (count % of === 0 ? count / of : 1)
  const [down, across] = [times(bottom - top + 1, height), times(right - left + 1, width)]
  return Array.from({ length: height * down }, (_, row) => row).flatMap((row) =>
    Array.from({ length: width * across }, (_, column) => ({
      row: top + row,
      column: left + column,
      words: block[row % height]?.[column % width] ?? '',
    })).filter(({ column }) => column < columns),
  )
}
