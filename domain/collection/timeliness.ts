import type { Text } from '#domain/kernel/text.ts'
import type { Stage } from './duty.ts'

/**
 * Timeliness and completeness of data, counted from what is stored of each duty. A duty counts from the day after its
 * external due day; a rate says how many of those that count were met.
 */
export const measures = {
  complete: { zh: '完整率', en: 'Completeness' },
  delivered: { zh: '按期提供率', en: 'Delivered in time' },
  reported: { zh: '按期报送率', en: 'Reported in time' },
} as const satisfies Record<string, Text>
export type Measure = keyof typeof measures
export const measureNames = Object.keys(measures) as [Measure, ...Measure[]]

/** How each rate is counted, as a sentence. */
export const definitions: Record<Measure, Text> = {
  complete: {
    zh: '对外期限已过的应报数据中，责任处已签字提供的（含零报告、迟报、补报）所占比例。',
    en: 'Of the data whose external day is over: those the responsible division signed, nil returns, late ones and late starts included.',
  },
  delivered: {
    zh: '对外期限已过的应报数据（不含补报）中，责任处在内部期限前首次签字的所占比例；以后退回、更正不影响。',
    en: 'Of the data whose external day is over, without late starts: first signed by the internal day; a return or correction later does not change it.',
  },
  reported: {
    zh: '对外期限已过的应报数据（不含补报）中，在对外期限前报送采集责任单位的所占比例。',
    en: 'Of the data whose external day is over, without late starts: reported to the collecting unit by the external day.',
  },
}

/** Why a duty is in no rate, or not in a rate of timeliness. */
export const leftOut = {
  withdrawn: { zh: '已取消', en: 'Withdrawn' },
  awaiting: { zh: '期限待定', en: 'Day awaited' },
  notDue: { zh: '未到期', en: 'Not yet due' },
  lateStart: { zh: '补报', en: 'Opened late' },
} as const satisfies Record<string, Text>
export type LeftOut = keyof typeof leftOut
export const leftOutNames = Object.keys(leftOut) as [LeftOut, ...LeftOut[]]

export type RateFacts = {
  readonly stage: Stage
  readonly externalDueOn: string | null
  readonly internalDueOn: string | null
  readonly firstSignedOn: string | null
  readonly reportedOn: string | null
  readonly lateStart: boolean
}

/** Whether the duty counts in the rate and was met there, or why it is left out. */
export function countedIn(measure: Measure, facts: RateFacts, today: string): 'met' | 'unmet' | LeftOut {
  const { stage, externalDueOn, internalDueOn, firstSignedOn, reportedOn, lateStart } = facts
  if (stage === 'withdrawn') return 'withdrawn'
  if (externalDueOn === null) return 'awaiting'
  if (externalDueOn >= today) return 'notDue'
  if (measure === 'complete') return firstSignedOn === null ? 'unmet' : 'met'
  if (lateStart) return 'lateStart'
  const [on, by] =
    measure === 'delivered' ? [firstSignedOn, internalDueOn ?? externalDueOn] : [reportedOn, externalDueOn]
  return on !== null && on <= by ? 'met' : 'unmet'
}

export type Count = { readonly met: number; readonly counted: number }

/** In percent with one decimal. Null where nothing counts: that is neither 0 % nor 100 %; 100 % only where all was met. */
export function rateOf({ met, counted }: Count): string | null {
  if (counted === 0) return null
  if (met === counted) return '100.0'
  const tenths = Math.min(999, Math.round((met * 1000) / counted))
  return (met > 0 ? Math.max(1, tenths) / 10 : 0).toFixed(1)
}

/** By what the table is grouped. */
export const groupings = {
  division: { zh: '按责任处', en: 'By division' },
  unit: { zh: '按采集责任单位', en: 'By collecting unit' },
  indicator: { zh: '按指标', en: 'By indicator' },
  period: { zh: '按期间', en: 'By period' },
  year: { zh: '按年度', en: 'By year' },
} as const satisfies Record<string, Text>
export type Grouping = keyof typeof groupings
export const groupingNames = Object.keys(groupings) as [Grouping, ...Grouping[]]

/** What a list opened from the table shows: what counts, what was met or not, or what was left out and why. */
export const outcomes = {
  counted: { zh: '计入', en: 'Counted' },
  met: { zh: '达到', en: 'Met' },
  unmet: { zh: '未达到', en: 'Not met' },
  ...leftOut,
} as const satisfies Record<string, Text>
export type Outcome = keyof typeof outcomes
export const outcomeNames = Object.keys(outcomes) as [Outcome, ...Outcome[]]
