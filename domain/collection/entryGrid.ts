import { shifted } from '#domain/kernel/decimal.ts'
import { readFigure } from '#domain/kernel/readFigure.ts'
import type { SheetCell } from '#domain/kernel/sheet.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { EntryKind } from './duty.ts'

/** As many duties as one grid shows and one request hands in. */
export const mostGridRows = 1_000

/** What stops one row of a request that hands in many. */
export const rowFaults = {
  stale: {
    zh: '这项数据已有人改动，请重新载入后再提交。',
    en: 'Somebody has changed this entry: reload and submit again.',
  },
  repeated: { zh: '同一项数据在本次提交中出现两次。', en: 'The same entry is in this request twice.' },
  evidence: { zh: '佐证文件不存在或已用于别的数据。', en: 'The evidence is missing or belongs to another entry.' },
} as const satisfies Record<string, Text>

const nilWords = ['零报告', '无', '无发生', '本期无发生', 'nil', 'nilreturn', 'none']
const yesWords = ['是', '√', '✓', '✔', 'y', 'yes', 'true', '1', '零报告', 'nil']
const noWords = ['', '否', '×', 'n', 'no', 'false', '0']

/** What a cell of figures holds after words were put into it; `message` where they are none. */
export type FigureCell =
  | { readonly kind: EntryKind; readonly value: string; readonly readAs?: Text }
  | { readonly message: Text }

/** A number's own digits rather than those its format shows; percent cells are shown a hundred times theirs. */
export function exactly(cell: SheetCell | undefined): string {
  if (!cell) return ''
  if (cell.value === null) return cell.text
  return cell.text.includes('%') ? `${shifted(cell.value, 2)}%` : cell.value
}

/** The words of the figure's cell: a number, nothing, or that nothing occurred. A nil return is never a guess from 0. */
export function readFigureCell(
  words: string,
  measure: { readonly unit: string; readonly decimals: number },
): FigureCell {
  const plain = words.trim()
  if (plain === '') return { kind: 'value', value: '' }
  if (nilWords.includes(plain.replace(/\s/g, '').toLowerCase())) return { kind: 'nil', value: '' }
  const read = readFigure(plain, measure)
  if (!read.ok) return { message: read.message }
  return { kind: 'value', value: read.value, ...(read.readAs ? { readAs: read.readAs } : {}) }
}

/** The mark of a nil return: yes, no, or undefined for other words. */
export function readNilCell(words: string): boolean | undefined {
  const plain = words.trim().toLowerCase()
  if (yesWords.includes(plain)) return true
  return noWords.includes(plain) ? false : undefined
}

export const notNilMark: Text = {
  zh: '零报告一栏只填“是”或“否”。',
  en: 'The nil return column takes yes or no.',
}
