import { type Decimal, isDecimal } from './decimal.ts'
import type { PaperAnnex } from './paper.ts'

/** A table behind a letter. In a number column a cell is an exact decimal, or null where there is no figure. */
export type LetterTable = {
  readonly title: string
  readonly columns: readonly { readonly name: string; readonly isNumber: boolean }[]
  readonly rows: readonly {
    readonly cells: readonly (string | null)[]
    readonly decimals: number
    readonly isTotal: boolean
  }[]
}

/**
 * A 函 in the letter layout of GB/T 9704-2012: words only, Chinese whatever the reader's language. `number` is the
 * document number or its placeholder; a line break in `title` sets where it is broken; each table is an annex.
 */
export type LetterContent = {
  readonly sender: string
  readonly number: string
  readonly title: string
  readonly to: string
  readonly paragraphs: readonly string[]
  readonly attachments: readonly string[]
  /** Without brackets: 联系人：周以宁，电话：××××. */
  readonly contact: string | null
  /** 'YYYY-MM-DD'; null before it is issued. */
  readonly datedOn: string | null
  readonly tables: readonly LetterTable[]
  /** A document bound in behind it. */
  readonly annex: PaperAnnex | null
}

/** GB/T 9704: Arabic digits, year in full, no leading zeros: 2025年11月6日. */
export const documentDate = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** Width in Chinese characters: Latin letters, digits and half-width signs take half of one. */
export const widthOf = (text: string): number =>
  [...text].reduce((width, character) => width + (/[\u0020-\u00ff]/.test(character) ? 0.5 : 1), 0)

/** A figure as a table shows it: thousands comma, so many decimals at least, U+2212 as minus; a dash for none. */
export function figure(value: Decimal | null, decimals: number): string {
  if (value === null || !isDecimal(value)) return value ?? '—'
  const [whole = '', fraction = ''] = value.replace('-', '').split('.')
  const digits = fraction.padEnd(decimals, '0')
  return `${value.startsWith('-') ? '−' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${digits ? `.${digits}` : ''}`
}

/** 2号 characters on a line of 156 mm. */
const titleWidth = 20

/**
 * A title in lines of at most 20 characters, broken by sense: best before a figure, then after 的 or 、 or before 《, then after 关于;
 * never inside a figure or before 的. The lines come out near equal.
 */
export const titleLines = (title: string): string[] => title.split('\n').flatMap((line) => broken(line.trim()))

function broken(line: string): string[] {
  const characters = [...line]
  const width = widthOf(line)
  if (width <= titleWidth) return line ? [line] : []
  const target = width / Math.ceil(width / titleWidth)
  const costs = characters.map((_, at) => ({ at, cost: costOf(characters, at, target) }))
  const [best] = costs.filter(({ cost }) => Number.isFinite(cost)).toSorted((a, b) => a.cost - b.cost)
  const at = best?.at ?? titleWidth
  return [characters.slice(0, at).join(''), ...broken(characters.slice(at).join(''))]
}

/** What it costs to begin the second line with the character at `at`. */
function costOf(characters: readonly string[], at: number, target: number): number {
  const [before, after] = [characters[at - 1] ?? '', characters[at] ?? '']
  const head = characters.slice(0, at).join('')
  const width = widthOf(head)
  if (at === 0 || width > titleWidth || isInside(before, after)) return Number.POSITIVE_INFINITY
  return Math.abs(width - target) + senseCost(head, before, after)
}

const isInside = (before: string, after: string): boolean =>
  (/[\da-z.%]/i.test(before) && /[\da-z.%年月日号]/i.test(after)) ||
  /[的、，。》）〕”]/.test(after) ||
  /[《（〔“]/.test(before)

function senseCost(head: string, before: string, after: string): number {
  if (/\d/.test(after)) return 0
  if (/[的、，]/.test(before) || after === '《') return 1
  return head.endsWith('关于') ? 3 : 6
}
