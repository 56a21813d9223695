import { type DueDays, dueDays, type FixedDays, opensLate, periodsWithin } from '#domain/calendar/dueDays.ts'
import { firstStepOn } from '#domain/card/card.ts'
import { versionFor } from '#domain/collection/collectionPlan.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import type { App } from '#server/kernel/app.ts'
import type { Entry } from '#server/kernel/history.ts'
import type { Acting } from '#server/kernel/routes.ts'
import { type InForce, versionsInForce } from './collectionRules.store.ts'
import { indicatorsOf, insertDuties } from './duty.store.ts'

/**
 * One duty per indicator and collected period in which its item runs, with its days by the settings of today (Art. 26;
 * city data rule, Art. 9 and 12). Already present ones stay as they are. Answers how many were made.
 */
export async function generateDuties(context: Acting, planId: string): Promise<number> {
  const owed = await owedBy(context, await indicatorsOf(context.tx, planId))
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
export type Owed = Awaited<ReturnType<typeof owedBy>>[number]

/**
 * What these indicators owe: a duty for each period, with its parties, its days as they are set today, and the version of
 * the collection plan by which the period is asked, where there is one.
 */
export async function owedBy(
  { tx, today, settings, pack, settingsRevision, app }: Acting,
  indicators: readonly Indicator[],
) {
  const plans = await versionsInForce(
    tx,
    indicators.map(({ indicatorId }) => indicatorId),
  )
  const daysOf = new Map<string, DaysOfDuty>()
  const daysAt = (period: string, version: InForce | undefined) => {
    const key = `${period} ${version?.id}`
    const days =
      daysOf.get(key) ?? daysFor(period, settings, app.holidays, { setOn: today, rule: version?.rule ?? null })
    daysOf.set(key, days)
    return days
  }
  return indicators.flatMap(({ year, frequency, startsOn, endsOn, ...parties }) =>
    periodsWithin(year, frequency, { startsOn, endsOn }, settings).map((period) => {
      const version = versionFor(plans.get(parties.indicatorId) ?? [], period)
      const days = daysAt(period, version)
      const stage = days.opensOn <= today ? ('open' as const) : ('upcoming' as const)
      const asked = {
        collectionVersionId: version?.id ?? null,
        collectingUnitId: version ? version.collectingUnitId : parties.collectingUnitId,
      }
      return {
        ...parties,
        ...asked,
        ...days,
        year,
        frequency,
        period,
        stage,
        packVersion: pack.version,
        settingsRevision,
      }
    }),
  )
}

export type DaysOfDuty = Omit<DueDays, 'awaiting' | 'yellowOn'> & {
  readonly awaiting: string | null
  readonly lateStart: boolean
  readonly setOn: string
  readonly stepOn: string | null
}

type Setting = Pick<FixedDays, 'externalDueOn' | 'internalDueOn' | 'rule'> & {
  readonly setOn: string
  /** When a due day that had been awaited became known: nobody is reproached for missing it before. */
  readonly knownOn?: string
}

/**
 * All days of a period's duty as they are set on a day; `awaiting` is the first year whose list is not published. Fixed
 * are the days of an exception, `rule` is that of the collection plan.
 */
export function daysFor(
  period: string,
  settings: Settings,
  holidays: App['holidays'],
  { setOn, knownOn = setOn, ...fixed }: Setting,
): DaysOfDuty {
  const { awaiting, yellowOn: _, ...days } = dueDays(period, settings, holidays, { ...fixed, setOn: knownOn })
  const lateStart = opensLate(days.externalDueOn, knownOn, settings, holidays) ?? false
  const stepOn = firstStepOn(days, lateStart)
  return { ...days, lateStart, setOn, stepOn, awaiting: awaiting[0] ?? null }
}
