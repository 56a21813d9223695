import { lastDayOf, periodOf } from '#domain/calendar/periods.ts'
import { countWorkingDays, type Holidays, plusDays, workingDaysBetween } from '#domain/calendar/workingDays.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import type { Text } from '#domain/kernel/text.ts'

/** How often the progress of a phase is reported. */
export const rhythms = {
  month: { zh: '每月', en: 'Monthly' },
  quarter: { zh: '每季度', en: 'Quarterly' },
  phaseEnd: { zh: '阶段终了', en: "At the phase's end" },
} as const satisfies Record<string, Text>
export type Rhythm = keyof typeof rhythms

export type RhythmSettings = Pick<
  Settings,
  'progress.rhythm' | 'progress.reportWorkingDays' | 'progress.reportEarlyWorkingDays'
>
export type Span = { readonly startsOn: string; readonly endsOn: string }

/**
 * One report that a phase owes: of what has happened until `endsOn`, written from `opensOn` on, owed by the end of
 * `dueOn`; null is a day that waits for an official list.
 */
export type ReportDay = { readonly endsOn: string; readonly opensOn: string | null; readonly dueOn: string | null }

/** Working days of one office's calendar, each counted once however many phases ask. */
export type WorkingDays = {
  readonly after: (day: string, n: number) => string | null
  readonly between: (a: string, b: string) => number | null
}

/** A calendar that remembers what it has counted: a sweep asks the same few days of many phases. */
export function workingDaysOf(holidays: Holidays): WorkingDays {
  const [counted, spans] = [new Map<string, string | null>(), new Map<string, number | null>()]
  const once = <Value>(known: Map<string, Value>, key: string, count: () => Value): Value => {
    if (!known.has(key)) known.set(key, count())
    return known.get(key) as Value
  }
  return {
    after: (day, n) =>
      once(counted, `${day} ${n}`, () => {
        const arrival = countWorkingDays(day, n, holidays)
        return 'on' in arrival ? arrival.on : null
      }),
    between: (a, b) => once(spans, `${a} ${b}`, () => workingDaysBetween(a, b, holidays)),
  }
}

/**
 * The reports of a phase in order: one for each period of the rhythm that ends in it, one for its end, and as long as it
 * is not reached one for each period of the year after that.
 */
export function reportDays({ startsOn, endsOn }: Span, settings: RhythmSettings, days: WorkingDays): ReportDay[] {
  return endsOfReports({ startsOn, endsOn }, settings['progress.rhythm']).map((end) => ({
    endsOn: end,
    opensOn: days.after(end, -settings['progress.reportEarlyWorkingDays']),
    dueOn: days.after(end, settings['progress.reportWorkingDays']),
  }))
}

function endsOfReports({ startsOn, endsOn }: Span, rhythm: Rhythm): string[] {
  if (rhythm === 'phaseEnd') return [endsOn]
  const last = `${endsOn.slice(0, 4)}-12-31`
  const ends = new Set([endsOn])
  for (let day = startsOn; day <= last; ) {
    const end = lastDayOf(periodOf(day, rhythm))
    ends.add(end)
    day = plusDays(end, 1)
  }
  return [...ends].toSorted()
}

export type NextReport = ReportDay & {
  /** The period is over: the report is awaited now. */
  readonly isOver: boolean
  /** How many due days in a row have passed without a report. */
  readonly missed: number
}

/**
 * The report that comes next after the last one: of periods that are over the latest, as one report speaks of all that
 * went before; else the first to come. Undefined once all are given.
 */
export function nextReport(
  reports: readonly ReportDay[],
  lastReportOn: string | null,
  today: string,
): NextReport | undefined {
  const owed = reports.filter(({ opensOn, endsOn }) => lastReportOn === null || lastReportOn < (opensOn ?? endsOn))
  const next = owed.findLast(({ endsOn }) => endsOn < today) ?? owed[0]
  if (!next) return undefined
  const missed = owed.filter(({ dueOn }) => dueOn !== null && dueOn < today).length
  return { ...next, isOver: next.endsOn < today, missed }
}
