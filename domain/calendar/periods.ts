import { z } from 'zod'
import type { Text } from '#domain/kernel/text.ts'
import { monthNames, plusDays } from './workingDays.ts'

/** How often data are reported (city data rule, Art. 9). */
export const frequencies = {
  month: { zh: '月', en: 'Monthly' },
  quarter: { zh: '季度', en: 'Quarterly' },
  halfYear: { zh: '半年', en: 'Half-yearly' },
  year: { zh: '年度', en: 'Yearly' },
} as const satisfies Record<string, Text>
export type Frequency = keyof typeof frequencies
export const frequencyKinds = Object.keys(frequencies) as [Frequency, ...Frequency[]]

const months: Record<Frequency, number> = { month: 1, quarter: 3, halfYear: 6, year: 12 }
const pattern = /^(\d{4})(?:-(0[1-9]|1[0-2])|-Q([1-4])|-H([12]))?$/

/** A period's code: '2025-10', '2025-Q3', '2025-H1' or '2025'. */
export const periodCode = z.string().regex(pattern)
export const isPeriod = (code: string): boolean => pattern.test(code)

type Parts = { readonly frequency: Frequency; readonly year: number; readonly number: number }

function partsOf(period: string): Parts {
  const match = pattern.exec(period)
  if (!match) throw new RangeError(`not a period: ${period}`)
  const [, year, month, quarter, half] = match
  const frequency = month ? 'month' : quarter ? 'quarter' : half ? 'halfYear' : 'year'
  return { frequency, year: Number(year), number: Number(month ?? quarter ?? half ?? 1) }
}

const two = (n: number): string => String(n).padStart(2, '0')
const four = (n: number): string => String(n).padStart(4, '0')

function codeOf({ frequency, year, number }: Parts): string {
  if (frequency === 'month') return `${four(year)}-${two(number)}`
  if (frequency === 'quarter') return `${four(year)}-Q${number}`
  if (frequency === 'halfYear') return `${four(year)}-H${number}`
  return four(year)
}

export const frequencyOf = (period: string): Frequency => partsOf(period).frequency
export const yearOf = (period: string): number => partsOf(period).year

/** The periods of a year in order: twelve months, four quarters, two halves or the year. */
export const periodsOf = (year: number, frequency: Frequency): string[] =>
  Array.from({ length: 12 / months[frequency] }, (_, index) => codeOf({ frequency, year, number: index + 1 }))

/** The period of a frequency in which a day lies. */
export const periodOf = (day: string, frequency: Frequency): string => {
  const month = Number(plusDays(day, 0).slice(5, 7))
  return codeOf({ frequency, year: Number(day.slice(0, 4)), number: Math.ceil(month / months[frequency]) })
}

export function firstDayOf(period: string): string {
  const { frequency, year, number } = partsOf(period)
  return `${four(year)}-${two((number - 1) * months[frequency] + 1)}-01`
}

export function lastDayOf(period: string): string {
  const { frequency, year, number } = partsOf(period)
  const last = number * months[frequency]
  const next = last === 12 ? `${four(year + 1)}-01-01` : `${four(year)}-${two(last + 1)}-01`
  return plusDays(next, -1)
}

export function previousPeriod(period: string): string {
  const { frequency, year, number } = partsOf(period)
  if (number > 1) return codeOf({ frequency, year, number: number - 1 })
  return codeOf({ frequency, year: year - 1, number: 12 / months[frequency] })
}

export const samePeriodLastYear = (period: string): string => {
  const parts = partsOf(period)
  return codeOf({ ...parts, year: parts.year - 1 })
}

/** Orders periods by their last day; of those that end together the shorter stands first. */
export const comparePeriods = (a: string, b: string): number =>
  lastDayOf(a).localeCompare(lastDayOf(b)) || months[frequencyOf(a)] - months[frequencyOf(b)]

/** Within one year's table: 10月 / Oct, 第3季度 / Q3, 上半年 / First half, 2025年度 / 2025. */
export function shortPeriodText(period: string): Text {
  const { frequency, year, number } = partsOf(period)
  if (frequency === 'month') return { zh: `${number}月`, en: monthNames[number - 1] ?? '' }
  if (frequency === 'quarter') return { zh: `第${number}季度`, en: `Q${number}` }
  if (frequency === 'year') return { zh: `${year}年度`, en: String(year) }
  return number === 1 ? { zh: '上半年', en: 'First half' } : { zh: '下半年', en: 'Second half' }
}

/** 2025年10月 / Oct 2025, 2025年第3季度 / Q3 2025, 2025年上半年 / First half of 2025, 2025年度 / 2025. */
export function periodText(period: string): Text {
  const { frequency, year } = partsOf(period)
  const { zh, en } = shortPeriodText(period)
  if (frequency === 'year') return { zh, en }
  return { zh: `${year}年${zh}`, en: frequency === 'halfYear' ? `${en} of ${year}` : `${en} ${year}` }
}
