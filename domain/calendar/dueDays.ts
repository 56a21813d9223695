import type { Settings } from '#domain/kernel/settings.ts'
import { type DueRule, dayOfMonthFor, settingsBy } from './dueRule.ts'
import { type Frequency, firstDayOf, frequencyOf, lastDayOf, periodsOf, yearOf } from './periods.ts'
import { countWorkingDays, daysBetween, earlier, type Holidays, isWorkingDay, later, plusDays } from './workingDays.ts'

export type DueSettings = Pick<
  Settings,
  | 'collection.monthlyDueWorkingDays'
  | 'collection.quarterlyDueWorkingDays'
  | 'collection.halfYearDueOn'
  | 'collection.yearlyDueOn'
  | 'collection.secondHalfDue'
  | 'collection.restDayRule'
  | 'collection.internalLeadWorkingDays'
  | 'collection.reminderWorkingDays'
  | 'card.earlyWarningWorkingDays'
  | 'card.redAfterWorkingDays'
>

/** The days of one duty. Null is a day that waits for an official list, or a warning that was past when the days were set. */
export type DueDays = {
  /** The first day after the period has ended. */
  readonly opensOn: string
  readonly reminderOn: string | null
  readonly internalDueOn: string | null
  readonly earlyWarningOn: string | null
  readonly externalDueOn: string | null
  /** The yellow card fires at the end of this day, which is the external due day. */
  readonly yellowOn: string | null
  /** The red card fires at the end of this day. */
  readonly redOn: string | null
  /** Years whose official list the null days wait for, as '2027'. */
  readonly awaiting: readonly string[]
}

/** What is fixed for a duty besides the office's rules: the collecting unit's own rule, a revised day. */
export type FixedDays = {
  readonly externalDueOn?: string
  readonly internalDueOn?: string
  readonly rule?: DueRule | null
  /** The day on which the days are set or revised: a reminder or warning that lies before it is left out. */
  readonly setOn?: string
}

/** The periods of a year for which data are due: the second half only where the settings collect it. */
export const collectedPeriods = (
  year: number,
  frequency: Frequency,
  settings: Pick<Settings, 'collection.secondHalfDue'>,
): string[] => periodsOf(year, frequency).filter((period) => isCollected(period, settings))

/** The collected periods that overlap a span of days, such as that of an item. */
export const periodsWithin = (
  year: number,
  frequency: Frequency,
  span: { readonly startsOn: string; readonly endsOn: string },
  settings: Pick<Settings, 'collection.secondHalfDue'>,
): string[] =>
  collectedPeriods(year, frequency, settings).filter(
    (period) => firstDayOf(period) <= span.endsOn && lastDayOf(period) >= span.startsOn,
  )

const isCollected = (period: string, settings: Pick<Settings, 'collection.secondHalfDue'>): boolean =>
  !(frequencyOf(period) === 'halfYear' && period.endsWith('-H2') && settings['collection.secondHalfDue'] === 'none')

/**
 * All days of a period's duty by the settings (city data rule, Art. 9 and 12; docs/decisions/0001-due-days.md).
 * A period that is not collected, or a fixed due day before the period begins, throws: ask `collectedPeriods` first.
 */
export function dueDays(period: string, office: DueSettings, holidays: Holidays, fixed: FixedDays = {}): DueDays {
  const { rule = null } = fixed
  const settings = settingsBy(office, rule)
  const awaiting = new Set<string>()
  const count: Count = (day, n) => {
    if (day === null) return null
    const arrival = countWorkingDays(day, n, holidays)
    if ('on' in arrival) return arrival.on
    awaiting.add(arrival.awaits)
    return null
  }
  const externalDueOn = fixed.externalDueOn ?? dueByRule(period, settings, count, rule)
  const opensOn = opensFor(period, externalDueOn)
  const internalDueOn = fixed.internalDueOn ?? internalDue(externalDueOn, opensOn, settings, count)
  const reminderOn = count(internalDueOn, -settings['collection.reminderWorkingDays'])
  const notPast = (day: string | null) => (day !== null && fixed.setOn !== undefined && day < fixed.setOn ? null : day)
  return {
    opensOn,
    reminderOn: notPast(reminderOn && later(reminderOn, opensOn)),
    internalDueOn,
    earlyWarningOn: notPast(count(externalDueOn, -settings['card.earlyWarningWorkingDays'])),
    externalDueOn,
    yellowOn: externalDueOn,
    redOn: count(externalDueOn, settings['card.redAfterWorkingDays']),
    awaiting: [...awaiting].sort(),
  }
}

/** The n-th working day from a day; notes the year it has to wait for. */
type Count = (day: string | null, n: number) => string | null

function dueByRule(period: string, settings: DueSettings, count: Count, rule: DueRule | null): string | null {
  if (!isCollected(period, settings)) throw new RangeError(`not collected by these settings: ${period}`)
  const onDay = (day: string) => (settings['collection.restDayRule'] === 'stays' ? day : count(plusDays(day, -1), 1))
  if (rule?.external.kind === 'workingDays') return count(lastDayOf(period), rule.external.days)
  if (rule?.external.kind === 'dayOfMonth') return onDay(dayOfMonthFor(period, rule.external))
  const frequency = frequencyOf(period)
  if (frequency === 'month') return count(lastDayOf(period), settings['collection.monthlyDueWorkingDays'])
  if (frequency === 'quarter') return count(lastDayOf(period), settings['collection.quarterlyDueWorkingDays'])
  return onDay(calendarDue(period, settings))
}

/** First-half data have their own day of the same year; second-half data are due with the yearly ones. */
const calendarDue = (period: string, settings: DueSettings): string =>
  period.endsWith('-H1')
    ? `${yearOf(period)}-${settings['collection.halfYearDueOn']}`
    : `${yearOf(period) + 1}-${settings['collection.yearlyDueOn']}`

/** Entry opens when the period has ended; where the unit wants preliminary data earlier, when the period begins. */
function opensFor(period: string, externalDueOn: string | null): string {
  const afterPeriod = plusDays(lastDayOf(period), 1)
  if (externalDueOn === null || externalDueOn >= afterPeriod) return afterPeriod
  const firstDay = firstDayOf(period)
  if (externalDueOn < firstDay) throw new RangeError(`${externalDueOn} lies before ${period} begins`)
  return firstDay
}

/** Some working days before the external due day, but never before the first working day of entry. */
function internalDue(externalDueOn: string | null, opensOn: string, settings: DueSettings, count: Count) {
  const counted = count(externalDueOn, -settings['collection.internalLeadWorkingDays'])
  const firstPossible = externalDueOn && count(plusDays(opensOn, -1), 1)
  if (externalDueOn === null || counted === null || firstPossible === null) return null
  return earlier(externalDueOn, later(counted, firstPossible))
}

/**
 * Whether a duty opens as 补报, without cards: due already, or within the setting's working days of the plan's issue.
 * Null when that depends on a list that is awaited: ask again once it is loaded.
 */
export function opensLate(
  externalDueOn: string | null,
  issuedOn: string,
  settings: Pick<Settings, 'collection.lateStartWorkingDays'>,
  holidays: Holidays,
): boolean | null {
  const limit = settings['collection.lateStartWorkingDays']
  if (externalDueOn !== null && daysBetween(issuedOn, externalDueOn) <= limit) return true
  let current = issuedOn
  for (let passed = 0; passed <= limit; ) {
    current = plusDays(current, 1)
    if (externalDueOn !== null && current > externalDueOn) return true
    const working = isWorkingDay(current, holidays)
    if (working === null) return null
    if (working) passed += 1
  }
  return false
}
