import { type Frequency, isPeriod, periodOf } from './periods.ts'
import { isDay } from './workingDays.ts'

const two = (digits: string | undefined) => (digits ?? '').padStart(2, '0')
const numerals: Readonly<Record<string, string>> = { 一: '1', 二: '2', 三: '3', 四: '4' }

/**
 * A period as tables name it: 2025-10, 2025年10月, 202510, 2025Q3, 2025年第三季度, 2025年上半年, 2025年度. A day is the
 * period it lies in: spreadsheet programs make 2025-10-01 of 2025-10. 3/4/2025 is two days at once and none: only a day
 * beyond the twelfth tells day and month apart. Undefined for everything else.
 */
export function readPeriod(words: string, frequency: Frequency): string | undefined {
  const plain = words.normalize('NFKC').replace(/\s/g, '').toUpperCase()
  const code = codeIn(plain)
  if (code !== undefined && isPeriod(code)) return code
  const day = dayIn(plain)
  return day === undefined ? undefined : periodOf(day, frequency)
}

function codeIn(plain: string): string | undefined {
  const month = /^(\d{4})[-/.年]?(\d{1,2})月?$/.exec(plain)
  if (month && Number(month[2]) > 0) return `${month[1]}-${two(month[2])}`
  const quarter = /^(\d{4})(?:年)?-?(?:Q|第?)([1-4一二三四])(?:季度|季)?$/.exec(plain)
  if (quarter) return `${quarter[1]}-Q${numerals[quarter[2] ?? ''] ?? quarter[2]}`
  const half = /^(\d{4})(?:年)?-?(H1|H2|上半年|下半年)$/.exec(plain)
  if (half) return `${half[1]}-${/1|上/.test(half[2] ?? '') ? 'H1' : 'H2'}`
  return /^(\d{4})(年|年度)?$/.exec(plain)?.[1]
}

/** 2025-10-31, 2025/10/31, 2025年10月31日; 31/10/2025 and 10/31/2025 because 31 is no month. */
export function dayIn(plain: string): string | undefined {
  const [, year, month, day] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:T?00:00.*)?$/.exec(plain) ?? []
  const first = year && `${year}-${two(month)}-${two(day)}`
  if (first) return isDay(first) ? first : undefined
  const [, a, b, last] = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(plain) ?? []
  if (!last || (Number(a) <= 12 && Number(b) <= 12)) return undefined
  const turned = Number(a) > 12 ? `${last}-${two(b)}-${two(a)}` : `${last}-${two(a)}-${two(b)}`
  return isDay(turned) ? turned : undefined
}
