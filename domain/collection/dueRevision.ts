import { type DueSettings, dueDays } from '#domain/calendar/dueDays.ts'
import type { DueRule } from '#domain/calendar/dueRule.ts'
import { earlier, type Holidays, later, plusDays } from '#domain/calendar/workingDays.ts'

/** The due days of an open duty as they stand, with what exceptions fixed. */
export type DaysInForce = {
  readonly period: string
  readonly reminderOn: string | null
  readonly internalDueOn: string | null
  readonly earlyWarningOn: string | null
  readonly externalDueOn: string | null
  readonly redOn: string | null
  readonly extendedInternalOn: string | null
  readonly extendedExternalOn: string | null
}

export type RevisedDays = Pick<
  DaysInForce,
  'reminderOn' | 'internalDueOn' | 'earlyWarningOn' | 'externalDueOn' | 'redOn'
> & {
  readonly awaiting: string | null
  /** A due day is another one: its cards fire anew by it, those of the old one stay (a new due revision). */
  readonly isRevision: boolean
}

type Given = {
  readonly today: string
  readonly settings: DueSettings
  readonly holidays: Holidays
  /** The collecting unit's own rule, where the duty has one. */
  readonly rule?: DueRule | null
}
type Extension = { readonly internalOn: string | null; readonly externalOn: string | null }

/**
 * The days after an exception. A later external day takes the internal one along unless that is named too; what would
 * lie before tomorrow is neither reminded of nor warned of again.
 */
export function extendedDays(duty: DaysInForce, { internalOn, externalOn }: Extension, given: Given): RevisedDays {
  const externalDueOn = externalOn ?? duty.externalDueOn
  if (externalDueOn === null) throw new RangeError(`${duty.period} awaits its day: nothing to extend`)
  const byRule = daysBy(duty.period, { externalDueOn }, given)
  const taken =
    externalOn === null ? duty.internalDueOn : atLeastToday(byRule.internalDueOn, externalDueOn, given.today)
  const internalDueOn = internalOn ?? taken
  const days = daysBy(duty.period, { externalDueOn, ...(internalDueOn ? { internalDueOn } : {}) }, given)
  return { ...days, isRevision: true }
}

/**
 * The days after a list of holidays was corrected, or null where they stay as they are. A day that is over stands with
 * what it brought; no day is moved into the past, so that nobody is reproached for a day that could not be known.
 */
export function recountedDays(duty: DaysInForce, given: Given): RevisedDays | null {
  const { externalDueOn: before, extendedExternalOn, extendedInternalOn } = duty
  if (before === null || before < given.today) return null
  const byRule = daysBy(duty.period, extendedExternalOn ? { externalDueOn: extendedExternalOn } : {}, given)
  if (byRule.externalDueOn === null) return null
  const externalDueOn = later(byRule.externalDueOn, given.today)
  const internalDueOn = extendedInternalOn ?? recountedInternal(duty, byRule.internalDueOn, externalDueOn, given.today)
  const days = daysBy(duty.period, { externalDueOn, ...(internalDueOn ? { internalDueOn } : {}) }, given)
  const isRevision = externalDueOn !== before || days.internalDueOn !== duty.internalDueOn
  // What was said already is said: only under another due day does it begin anew.
  const keep = (old: string | null, now: string | null) =>
    !isRevision && old !== null && old <= given.today ? old : now
  const next = {
    ...days,
    reminderOn: keep(duty.reminderOn, days.reminderOn),
    earlyWarningOn: keep(duty.earlyWarningOn, days.earlyWarningOn),
  }
  const isSame = shown.every((key) => next[key] === duty[key])
  return isSame ? null : { ...next, isRevision }
}

const shown = ['reminderOn', 'internalDueOn', 'earlyWarningOn', 'externalDueOn', 'redOn'] as const

/** An internal day that is over stands, unless the list gives a later one that is not. */
function recountedInternal(duty: DaysInForce, byRule: string | null, externalDueOn: string, today: string) {
  const before = duty.internalDueOn
  if (before !== null && before < today) return byRule !== null && byRule >= today ? byRule : before
  return atLeastToday(byRule, externalDueOn, today)
}

const atLeastToday = (day: string | null, last: string, today: string): string | null =>
  day === null ? null : earlier(last, later(day, today))

function daysBy(
  period: string,
  fixed: { readonly externalDueOn?: string; readonly internalDueOn?: string },
  { today, settings, holidays, rule = null }: Given,
) {
  const days = dueDays(period, settings, holidays, { ...fixed, rule, setOn: plusDays(today, 1) })
  const { reminderOn, internalDueOn, earlyWarningOn, externalDueOn, redOn, awaiting } = days
  return { reminderOn, internalDueOn, earlyWarningOn, externalDueOn, redOn, awaiting: awaiting[0] ?? null }
}
