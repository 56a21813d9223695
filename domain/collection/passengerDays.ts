import { firstDayOf, lastDayOf } from '#domain/calendar/periods.ts'
import { longDayText, plusDays } from '#domain/calendar/workingDays.ts'
import type { Text } from '#domain/kernel/text.ts'
import { type Port, portIds, ports } from './ports.ts'

/** Hong Kong's words: an arrival there leaves the mainland. */
export const directions = {
  Arrival: { zh: '抵港', en: 'arrivals' },
  Departure: { zh: '离港', en: 'departures' },
} as const satisfies Record<string, Text>
export type Direction = keyof typeof directions

/** What one line says; `persons` is null where its figures are faulty. */
export type Count = { readonly line: number; readonly persons: number | null; readonly repeated: boolean }
/** The counts of a port by day and direction. */
export type Counts = Map<Port, Map<string, Partial<Record<Direction, Count>>>>

export type LineProblem = { readonly line: number; readonly message: Text }

/** Every day of a month: '2025-02' has 28. */
const daysOf = (month: string): string[] => {
  const days = [firstDayOf(month)]
  for (let day = plusDays(firstDayOf(month), 1); day <= lastDayOf(month); day = plusDays(day, 1)) days.push(day)
  return days
}
export const daysIn = (month: string): number => daysOf(month).length

type Gap = { from: string; to: string; line: number }

/**
 * Days that are not there, and days with one direction only. Neighbouring days are one problem; a missing day bears the
 * line of the last day before it, or of the heading.
 */
export const gapsIn = (counts: Counts, months: readonly string[]): LineProblem[] =>
  portIds.flatMap((port) => {
    const problems: LineProblem[] = []
    const gaps: Gap[] = []
    let line = 1
    for (const day of months.toSorted().flatMap(daysOf)) {
      const found = counts.get(port)?.get(day)
      if (found) {
        line = Math.max(found.Arrival?.line ?? 0, found.Departure?.line ?? 0)
        problems.push(...halfDay(port, day, found))
        continue
      }
      const last = gaps.at(-1)
      if (last && plusDays(last.to, 1) === day) last.to = day
      else gaps.push({ from: day, to: day, line })
    }
    return [...problems, ...gaps.map((gap) => missing(port, gap))]
  })

function halfDay(port: Port, day: string, found: Partial<Record<Direction, Count>>): LineProblem[] {
  const absent = found.Arrival ? (found.Departure ? undefined : 'Departure') : 'Arrival'
  if (!absent) return []
  const line = (found.Arrival ?? found.Departure)?.line ?? 1
  const [name, way, on] = [ports[port], directions[absent], longDayText(day)]
  const zh = `第${line}行：${name.zh}${on.zh}缺${way.zh}人次。`
  return [{ line, message: { zh, en: `Line ${line}: ${name.en} has no ${way.en} on ${on.en}.` } }]
}

function missing(port: Port, { from, to, line }: Gap): LineProblem {
  const [name, first, last] = [ports[port], longDayText(from), longDayText(to)]
  const range = from === to ? first : { zh: `${first.zh}至${last.zh}`, en: `${first.en} to ${last.en}` }
  const zh = `第${line}行之后：${name.zh}${range.zh}没有数据。`
  return { line, message: { zh, en: `After line ${line}: ${name.en} has no data for ${range.en}.` } }
}
