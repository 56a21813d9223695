import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DueSettings, dueDays } from './dueDays.ts'
import type { DueRule } from './dueRule.ts'
import { frequencyKinds, periodsOf } from './periods.ts'
import { parseHolidays } from './workingDays.ts'

/**
 * A second reckoning of every due day, on purpose by other means: the published list as text, native dates, one day after
 * the other. Nothing of the calendar's own code is used but the names of the periods.
 */
const csv = readFileSync(new URL('../../data/cn-holidays-2009-2026.csv', import.meta.url), 'utf8')
const holidays = parseHolidays(csv)
const listed = new Map(
  csv
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => [line.slice(0, 10), line.includes('make-up-work')]),
)
/** From 29 December a day needs the next year's notice as well (docs/decisions/0001-due-days.md). */
const [firstDay, lastDay] = ['2009-01-01', '2026-12-28']

const text = (date: Date) => date.toISOString().slice(0, 10)
const dateOf = (day: string) => new Date(`${day}T12:00:00Z`)
const next = (day: string, by = 1) => text(new Date(dateOf(day).getTime() + by * 86_400_000))
const isKnown = (day: string) => day >= firstDay && day <= lastDay
const works = (day: string) => listed.get(day) ?? dateOf(day).getUTCDay() % 6 !== 0

/** So many working days on, or back; null once a year without a list is entered. */
function walk(day: string | null, n: number): string | null {
  if (day === null) return null
  let at = day
  for (let left = Math.abs(n); left > 0; ) {
    at = next(at, Math.sign(n))
    if (!isKnown(at)) return null
    if (works(at)) left -= 1
  }
  return at
}

/** First and last day of a period, by its code. */
function span(period: string): { first: string; last: string; year: number } {
  const year = Number(period.slice(0, 4))
  const part = period.slice(5)
  const [from, length] =
    part === ''
      ? [1, 12]
      : part.startsWith('Q')
        ? [Number(part[1]) * 3 - 2, 3]
        : part.startsWith('H')
          ? [Number(part[1]) * 6 - 5, 6]
          : [Number(part), 1]
  return {
    first: text(new Date(Date.UTC(year, from - 1, 1, 12))),
    last: text(new Date(Date.UTC(year, from - 1 + length, 0, 12))),
    year,
  }
}

function external(period: string, settings: DueSettings, rule: DueRule | null): string | null {
  const { last, year } = span(period)
  const onDay = (day: string) => {
    if (settings['collection.restDayRule'] === 'stays') return day
    let at = day
    while (isKnown(at) && !works(at)) at = next(at)
    return isKnown(at) ? at : null
  }
  const asked = rule?.external
  if (asked?.kind === 'workingDays') return walk(last, asked.days)
  if (asked?.kind === 'dayOfMonth') {
    const month = new Date(Date.UTC(Number(last.slice(0, 4)), Number(last.slice(5, 7)) - 1 + asked.months, 1, 12))
    const of = text(month).slice(0, 7)
    let day = asked.day
    while (text(new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth(), day, 12))).slice(0, 7) !== of) day -= 1
    return onDay(`${of}-${String(day).padStart(2, '0')}`)
  }
  if (/^\d{4}-\d\d$/.test(period)) return walk(last, settings['collection.monthlyDueWorkingDays'])
  if (period.includes('Q')) return walk(last, settings['collection.quarterlyDueWorkingDays'])
  if (period.endsWith('H1')) return onDay(`${year}-${settings['collection.halfYearDueOn']}`)
  return onDay(`${year + 1}-${settings['collection.yearlyDueOn']}`)
}

function reckoned(period: string, settings: DueSettings, rule: DueRule | null) {
  const { first, last } = span(period)
  const externalDueOn = external(period, settings, rule)
  const isWithin = externalDueOn !== null && externalDueOn <= last
  if (externalDueOn !== null && externalDueOn < first) return null
  const opensOn = isWithin ? first : next(last)
  const back = walk(externalDueOn, -(rule?.internalLead ?? settings['collection.internalLeadWorkingDays']))
  const firstWorking = walk(next(opensOn, -1), 1)
  const internal = back === null || firstWorking === null ? null : ([back, firstWorking].toSorted()[1] ?? null)
  const internalDueOn =
    internal !== null && externalDueOn !== null && internal > externalDueOn ? externalDueOn : internal
  const reminder = walk(internalDueOn, -settings['collection.reminderWorkingDays'])
  return {
    ...{ opensOn, externalDueOn, internalDueOn, yellowOn: externalDueOn },
    reminderOn: reminder !== null && reminder < opensOn ? opensOn : reminder,
    earlyWarningOn: walk(externalDueOn, -settings['card.earlyWarningWorkingDays']),
    redOn: walk(externalDueOn, settings['card.redAfterWorkingDays']),
  }
}

const city: DueSettings = {
  ...{ 'collection.monthlyDueWorkingDays': 5, 'collection.quarterlyDueWorkingDays': 10 },
  ...{ 'collection.halfYearDueOn': '07-15', 'collection.yearlyDueOn': '01-31', 'collection.secondHalfDue': 'withYear' },
  ...{
    'collection.restDayRule': 'stays',
    'collection.internalLeadWorkingDays': 2,
    'collection.reminderWorkingDays': 2,
  },
  ...{ 'card.earlyWarningWorkingDays': 5, 'card.redAfterWorkingDays': 2 },
}
const rules: readonly (DueRule | null)[] = [
  null,
  { external: { kind: 'office' }, internalLead: 0 },
  { external: { kind: 'office' }, internalLead: 7 },
  { external: { kind: 'workingDays', days: 1 }, internalLead: null },
  { external: { kind: 'workingDays', days: 12 }, internalLead: 3 },
  { external: { kind: 'dayOfMonth', months: 1, day: 8 }, internalLead: null },
  { external: { kind: 'dayOfMonth', months: 0, day: 25 }, internalLead: 1 },
  { external: { kind: 'dayOfMonth', months: 2, day: 31 }, internalLead: 20 },
]
const agree = (period: string, settings: DueSettings, rule: DueRule | null) => {
  const by = reckoned(period, settings, rule)
  const of = () => dueDays(period, settings, holidays, rule ? { rule } : {})
  if (by === null) expect(of, period).toThrow('before')
  else expect(of(), `${period} by ${JSON.stringify(rule)}`).toMatchObject(by)
}

const years = Array.from({ length: 17 }, (_, at) => 2010 + at)
describe('every period of 2010–2026, by the rule of the city and by those of collecting units', () => {
  test.each(years.flatMap((year) => frequencyKinds.map((frequency) => [year, frequency] as const)))(
    '%i, %s',
    (year, frequency) => {
      for (const period of periodsOf(year, frequency))
        for (const rule of rules)
          for (const restDay of ['stays', 'nextWorkingDay'] as const)
            agree(period, { ...city, 'collection.restDayRule': restDay }, rule)
    },
  )
})

test('whatever the settings and whatever a collecting unit asks for', () => {
  const period = fc
    .tuple(fc.constantFrom(...years), fc.constantFrom(...frequencyKinds), fc.nat(11))
    .map(([year, frequency, n]) => periodsOf(year, frequency)[n % periodsOf(year, frequency).length] ?? String(year))
  const external = fc.oneof(
    fc.constant({ kind: 'office' as const }),
    fc.record({ kind: fc.constant('workingDays' as const), days: fc.integer({ min: 1, max: 60 }) }),
    fc.record({
      kind: fc.constant('dayOfMonth' as const),
      months: fc.integer({ min: 0, max: 6 }),
      day: fc.integer({ min: 1, max: 31 }),
    }),
  )
  const rule = fc.option(fc.record({ external, internalLead: fc.option(fc.integer({ min: 0, max: 20 })) }))
  const settings = fc.record({
    'collection.monthlyDueWorkingDays': fc.integer({ min: 1, max: 25 }),
    'collection.quarterlyDueWorkingDays': fc.integer({ min: 1, max: 60 }),
    'collection.halfYearDueOn': fc.constantFrom('07-01', '07-15', '08-31', '10-01', '12-31'),
    'collection.yearlyDueOn': fc.constantFrom('01-01', '01-31', '02-28', '03-31'),
    'collection.secondHalfDue': fc.constant('withYear' as const),
    'collection.restDayRule': fc.constantFrom('stays' as const, 'nextWorkingDay' as const),
    'collection.internalLeadWorkingDays': fc.integer({ min: 0, max: 20 }),
    'collection.reminderWorkingDays': fc.integer({ min: 0, max: 20 }),
    'card.earlyWarningWorkingDays': fc.integer({ min: 1, max: 20 }),
    'card.redAfterWorkingDays': fc.integer({ min: 1, max: 20 }),
  })
  fc.assert(fc.property(period, settings, rule, agree), { numRuns: 2_000 })
})
