import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DueSettings, dueDays } from '#domain/calendar/dueDays.ts'
import { type Holidays, parseHolidays, plusDays } from '#domain/calendar/workingDays.ts'
import { type DaysInForce, extendedDays, recountedDays } from './dueRevision.ts'

const holidays = parseHolidays(readFileSync(new URL('../../data/cn-holidays-2009-2026.csv', import.meta.url), 'utf8'))
const settings: DueSettings = {
  'collection.monthlyDueWorkingDays': 5,
  'collection.quarterlyDueWorkingDays': 10,
  'collection.halfYearDueOn': '07-15',
  'collection.yearlyDueOn': '01-31',
  'collection.secondHalfDue': 'withYear',
  'collection.restDayRule': 'stays',
  'collection.internalLeadWorkingDays': 2,
  'collection.reminderWorkingDays': 2,
  'card.earlyWarningWorkingDays': 5,
  'card.redAfterWorkingDays': 2,
}
const inForce = (period: string, change: Partial<DaysInForce> = {}): DaysInForce => {
  const { reminderOn, internalDueOn, earlyWarningOn, externalDueOn, redOn } = dueDays(period, settings, holidays)
  const days = { period, reminderOn, internalDueOn, earlyWarningOn, externalDueOn, redOn }
  return { ...days, extendedInternalOn: null, extendedExternalOn: null, ...change }
}
/** The list with one more day of rest, or one less. */
const corrected = (day: string, kind: 'rest' | 'make-up-work'): Holidays => ({
  ...holidays,
  days: new Map([...holidays.days, [day, kind]]),
})
const given = (today: string, list = holidays) => ({ today, settings, holidays: list })

describe('an exception', () => {
  test('a later internal day leaves the external one alone and warns of nothing a second time', () => {
    // 2026-09: due 13 October, internal 9 October, warning 30 September
    const duty = inForce('2026-09')
    const days = extendedDays(duty, { internalOn: '2026-10-12', externalOn: null }, given('2026-10-08'))
    expect(days).toMatchObject({ internalDueOn: '2026-10-12', externalDueOn: duty.externalDueOn, redOn: duty.redOn })
    expect(days).toMatchObject({ earlyWarningOn: null, isRevision: true })
  })

  test('a later external day takes the internal one, the warning and the red card along', () => {
    const days = extendedDays(inForce('2026-09'), { internalOn: null, externalOn: '2026-10-27' }, given('2026-10-08'))
    expect(days).toMatchObject({ externalDueOn: '2026-10-27', internalDueOn: '2026-10-23' })
    expect(days).toMatchObject({ earlyWarningOn: '2026-10-20', redOn: '2026-10-29' })
  })

  test('an internal day that would be past is today, and never after the external one', () => {
    const days = extendedDays(inForce('2026-09'), { internalOn: null, externalOn: '2026-10-15' }, given('2026-10-15'))
    expect(days.internalDueOn).toBe('2026-10-15')
  })
})

describe('a corrected list', () => {
  test('a further day of rest moves what is open', () => {
    const days = recountedDays(inForce('2026-09'), given('2026-10-08', corrected('2026-10-12', 'rest')))
    expect(days).toMatchObject({ externalDueOn: '2026-10-14', internalDueOn: '2026-10-10', isRevision: true })
  })

  test('what is over stands as it is', () => {
    expect(recountedDays(inForce('2026-09'), given('2026-10-14', corrected('2026-10-12', 'rest')))).toBeNull()
  })

  test('a day that awaits its list is no matter of a correction', () => {
    expect(recountedDays(inForce('2026-12'), given('2026-12-14', corrected('2026-12-15', 'rest')))).toBeNull()
  })

  test('no day is moved into the past: nobody could have known it', () => {
    const list = corrected('2026-10-01', 'make-up-work')
    const today = inForce('2026-09').externalDueOn ?? ''
    const days = recountedDays(inForce('2026-09'), given(today, list))
    expect(days?.externalDueOn ?? today).toBe(today)
  })

  test('a day that an exception fixed stays', () => {
    const duty = inForce('2026-09', { externalDueOn: '2026-10-27', extendedExternalOn: '2026-10-27' })
    const days = recountedDays(duty, given('2026-10-08', corrected('2026-10-26', 'rest')))
    expect(days).toMatchObject({ externalDueOn: '2026-10-27' })
  })

  test('nothing changed, nothing revised', () => {
    expect(recountedDays(inForce('2026-09'), given('2026-09-20'))).toBeNull()
  })

  test('whatever the correction: no due day in the past, no warning twice under one due day', () => {
    const months = fc.integer({ min: 1, max: 11 }).map((month) => `2026-${String(month).padStart(2, '0')}`)
    const offset = fc.integer({ min: -20, max: 20 })
    fc.assert(
      fc.property(months, offset, offset, fc.constantFrom('rest', 'make-up-work'), (period, from, at, kind) => {
        const duty = inForce(period)
        const due = duty.externalDueOn ?? ''
        const today = plusDays(due, from)
        const days = recountedDays(duty, given(today, corrected(plusDays(due, at), kind as 'rest')))
        if (!days) return
        expect(days.externalDueOn && days.externalDueOn >= today).toBe(true)
        if ((duty.earlyWarningOn ?? '') <= today && !days.isRevision)
          expect(days.earlyWarningOn).toBe(duty.earlyWarningOn)
        if (days.isRevision && days.earlyWarningOn !== null) expect(days.earlyWarningOn > today).toBe(true)
      }),
    )
  })
})
