import { z } from 'zod'
import { plusDays } from '#domain/calendar/workingDays.ts'
import type { Text } from '#domain/kernel/text.ts'

/** '2025-10' in an address. */
export const month = z.string().regex(/^2\d{3}-(0[1-9]|1[0-2])$/)

export const dueKinds = ['internal', 'external'] as const

/** What the burden meter counts of the forms that open in a month. */
export const counted = {
  fields: { zh: '要填的数', en: 'Figures asked' },
  files: { zh: '要附的佐证', en: 'Files asked' },
  prefilled: { zh: '系统带出', en: 'Proposed by the system' },
  carried: { zh: '上年同期已有', en: 'Last year known' },
  twice: { zh: '重复要数', en: 'Asked more than once' },
} as const satisfies Record<string, Text>
export type Counted = keyof typeof counted
export const countedKinds = Object.keys(counted) as [Counted, ...Counted[]]

/** How each of them is counted, in a sentence. */
export const countedBy: Record<Counted, Text> = {
  fields: {
    zh: '当月开放填报的数，一项指标一期一个，收集报送工作计划另要的字段各计一个，不含已取消的。',
    en: 'Figures whose form opens in the month: one for each indicator and period and one for each further field of its collection plan, without what was withdrawn.',
  },
  files: {
    zh: '其中要求附佐证材料或者另报文件的。',
    en: 'Forms that ask for a file, as evidence or of its own.',
  },
  prefilled: {
    zh: '其中系统已从每日客流文件带出、只须核对签字的。',
    en: 'Those of them that the daily passenger file gives, to be checked and signed only.',
  },
  carried: {
    zh: '其中上年同期数系统已有、填报时自动列出、不再要的。',
    en: 'Those of them whose figure of the same period last year the system shows by itself and does not ask for.',
  },
  twice: {
    zh: '同一处同一期有两项以上指标名称、单位都相同的，逐项计入。',
    en: 'Figures of one division and period that two or more indicators of the same name and unit ask for, each counted.',
  },
}

/** First and last day of a month. */
export function daysOfMonth(of: string): { readonly from: string; readonly to: string } {
  const from = `${of}-01`
  return { from, to: plusDays(`${plusDays(from, 31).slice(0, 7)}-01`, -1) }
}

/** The month before or after: monthAfter('2025-12', 1) is 2026-01. */
export function monthAfter(of: string, by: 1 | -1): string {
  const { from, to } = daysOfMonth(of)
  return (by === 1 ? plusDays(to, 1) : plusDays(from, -1)).slice(0, 7)
}

/** The weeks of a month, Monday first; days of the months beside it fill the first and the last. */
export function weeksOf(of: string): string[][] {
  const { from, to } = daysOfMonth(of)
  const weekday = (new Date(`${from}T00:00:00Z`).getUTCDay() + 6) % 7
  const weeks: string[][] = []
  for (let monday = plusDays(from, -weekday); monday <= to; monday = plusDays(monday, 7))
    weeks.push(Array.from({ length: 7 }, (_, n) => plusDays(monday, n)))
  return weeks
}
