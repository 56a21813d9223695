import { type DueDays, dueDays, type FixedDays, opensLate, periodsWithin } from '#domain/calendar/dueDays.ts'
import { firstStepOn } from '#domain/card/card.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import type { App } from '#server/kernel/app.ts'
import type { Entry } from '#server/kernel/history.ts'
import type { Acting } from '#server/kernel/routes.ts'
import { indicatorsOf, insertDuties } from './duty.store.ts'

/**
 * One duty per indicator and collected period in which its item runs, with its days by the settings of today (Art. 26;
 * city data rule, Art. 9 and 12). Already present ones stay as they are. Answers how many were made.
 */
export async function generateDuties(context: Acting, planId: string): Promise<number> {
  const owed = owedBy(context, await indicatorsOf(context.tx, planId))
  return (await makeDuties(context, owed)).length
}

export async function makeDuties(context: Acting, owed: readonly Owed[]): Promise<string[]> {
  const ids = await insertDuties(context.tx, owed)
  await context.recordMany(
    ids.map((id): Entry => ({ action: 'duty.generate', subject: { kind: 'duty', id }, basis: 'duty.generate' })),
  )
  return ids
}

type Indicator = Awaited<ReturnType<typeof indicatorsOf>>[number]
export type Owed = ReturnType<typeof owedBy>[number]

/** What these indicators owe: a duty for each period, with its parties, and its days as they are set today. */
export function owedBy(
  {
    today,
    settings,
    pack,
    settingsRevision,
    app,
  }: Pick<Acting, 'today' | 'settings' | 'pack' | 'settingsRevision' | 'app'>,
  indicators: readonly Indicator[],
) {
  const daysOf = new Map<string, DaysOfDuty>()
  const daysAt = (period: string) => {
    const known = daysOf.get(period) ?? daysFor(period, settings, app.holidays, today)
    daysOf.set(period, known)
    return known
  }
  return indicators.flatMap(({ year, frequency, startsOn, endsOn, ...parties }) =>
    periodsWithin(year, frequency, { startsOn, endsOn }, settings).map((period) => {
      const days = daysAt(period)
      const stage = days.opensOn <= today ? ('open' as const) : ('upcoming' as const)
      return { ...parties, ...days, year, frequency, period, stage, packVersion: pack.version, settingsRevision }
    }),
  )
}

export type DaysOfDuty = Omit<DueDays, 'awaiting' | 'yellowOn'> & {
  readonly awaiting: string | null
  readonly lateStart: boolean
  readonly setOn: string
  readonly stepOn: string | null
}

/**
 * All days of a period's duty as they are set on a day; `awaiting` is the first year whose list is not published.
 * `extended` are the days an exception fixed. `knownOn` is when a due day that had been awaited became known: nobody is reproached for missing it before.
 */
export function daysFor(
  period: string,
  settings: Settings,
  holidays: App['holidays'],
  setOn: string,
  knownOn = setOn,
  extended: Pick<FixedDays, 'externalDueOn' | 'internalDueOn'> = {},
): DaysOfDuty {
  const { awaiting, yellowOn: _, ...days } = dueDays(period, settings, holidays, { ...extended, setOn: knownOn })
  const lateStart = opensLate(days.externalDueOn, knownOn, settings, holidays) ?? false
  const stepOn = firstStepOn(days, lateStart)
  return { ...days, lateStart, setOn, stepOn, awaiting: awaiting[0] ?? null }
}
