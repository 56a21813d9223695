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
export const rhythmNames = Object.keys(rhythms) as [Rhythm, ...Rhythm[]]

export type RhythmSettings = Pick<
  Settings,
  'progress.rhythm' | 'progress.reportWorkingDays' | 'progress.reportEarlyWorkingDays'
>
/** From a day on an item is reported in a rhythm of its own; null: in that of the office again. */
export type RhythmChange = { readonly on: string; readonly rhythm: Rhythm | null }
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
export function reportDays(
  span: Span,
  settings: RhythmSettings,
  days: WorkingDays,
  changes: readonly RhythmChange[] = [],
): ReportDay[] {
  return endsOfReports(span, settings['progress.rhythm'], changes).map((end) => ({
    endsOn: end,
    opensOn: days.after(end, -settings['progress.reportEarlyWorkingDays']),
    dueOn: days.after(end, settings['progress.reportWorkingDays']),
  }))
}

/** A period is reported in the rhythm of the day on which it ends: a change asks for nothing of what went before. */
function endsOfReports(span: Span, usual: Rhythm, changes: readonly RhythmChange[]): string[] {
  const rhythms = [{ on: '', rhythm: usual }, ...changes.map(({ on, rhythm }) => ({ on, rhythm: rhythm ?? usual }))]
  const ends = rhythms.flatMap(({ on, rhythm }, at) => {
    const until = rhythms[at + 1]?.on
    return endsOfPeriods(span, rhythm).filter((end) => end >= on && (until === undefined || end < until))
  })
  return [...new Set([...ends, span.endsOn])].toSorted()
}

function endsOfPeriods({ startsOn, endsOn }: Span, rhythm: Rhythm): string[] {
  if (rhythm === 'phaseEnd') return []
  const last = `${endsOn.slice(0, 4)}-12-31`
  const ends: string[] = []
  for (let day = startsOn; day <= last; day = plusDays(ends.at(-1) ?? last, 1))
    ends.push(lastDayOf(periodOf(day, rhythm)))
  return ends
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
