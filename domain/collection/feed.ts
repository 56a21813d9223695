import { type Actor, divisionPosts, isOneOf, performanceOffice, posts } from '#domain/kernel/actor.ts'
import { type Decimal, divide, round } from '#domain/kernel/decimal.ts'
import type { Rule } from '#domain/kernel/lifecycle.ts'
import { joinTexts } from '#domain/kernel/text.ts'
import type { PortMonth } from './passengers.ts'
import { type Port, portAt } from './ports.ts'

const prefix = 'passengers:'

/** The port whose passengers fill an indicator: 'passengers:Lo Wu' is luohu. Undefined for any other feed. */
export const portOfFeed = (feed: string | null): Port | undefined =>
  feed?.startsWith(prefix) ? (portAt(feed.slice(prefix.length)) ?? undefined) : undefined

const multiples: Readonly<Record<string, Decimal>> = { 百万: '1000000', 亿: '100000000', 万: '10000', 千: '1000' }

/** Passengers in the indicator's unit: 6203210 persons are '620.3' 万人次 with one decimal. Half is rounded up. */
export function inUnit(passengers: Decimal, unit: string, decimals: number): Decimal {
  const multiple = Object.keys(multiples).find((word) => unit.startsWith(word))
  return multiple ? divide(passengers, multiples[multiple] ?? '1', decimals) : round(passengers, decimals)
}

/** A monthly duty that the daily passenger file can fill. */
export type Target = {
  readonly dutyId: string
  readonly period: string
  readonly feed: string | null
  readonly unit: string
  readonly decimals: number
}
export type Proposal = {
  readonly dutyId: string
  readonly period: string
  readonly port: Port
  readonly value: Decimal
  readonly passengers: Decimal
  readonly lines: number
  readonly days: number
  readonly lastYearValue: Decimal | null
}

/** What the file gives for each duty; a month that is not complete gives nothing. Zero is a value, not nothing. */
export function proposalsFor(
  targets: readonly Target[],
  months: readonly PortMonth[],
  lastYear: readonly PortMonth[],
): Proposal[] {
  return targets.flatMap(({ dutyId, period, feed, unit, decimals }) => {
    const port = portOfFeed(feed)
    const found = months.find((one) => one.port === port && one.month === period && one.complete)
    if (!port || !found) return []
    const before = lastYear.find((one) => one.port === port && one.month === yearBefore(period) && one.complete)
    const { passengers, lines, days } = found
    const lastYearValue = before ? inUnit(before.passengers, unit, decimals) : null
    const value = inUnit(passengers, unit, decimals)
    return [{ dutyId, period, port, value, passengers, lines, days, lastYearValue }]
  })
}

/** '2025-10' → '2024-10'. */
export const yearBefore = (month: string): string => `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`

/** Who keeps the feed: the performance office, and a division that coordinates what it fills. */
export const importRules: readonly Rule<{ readonly coordinated: number }>[] = [
  {
    code: 'not_feed_keeper',
    who: joinTexts([
      ...performanceOffice.map((kind) => posts[kind]),
      { zh: '协调处处长、工作人员', en: 'head or officer of the coordinating division' },
    ]),
    message: () => ({
      zh: '须由办绩效办或者这些指标的协调处导入。',
      en: 'To be imported by the performance office or the division that coordinates these indicators.',
    }),
    holds: ({ coordinated }, { actor }) => keepsFeed(actor, coordinated),
  },
]

const keepsFeed = (actor: Actor, coordinated: number): boolean =>
  isOneOf(actor.post, performanceOffice) || (isOneOf(actor.post, divisionPosts) && coordinated > 0)
