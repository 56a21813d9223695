import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { collectedPeriods, type DueSettings, dueDays, opensLate } from './dueDays.ts'
import { frequencyKinds, lastDayOf, periodsOf } from './periods.ts'
import { isWorkingDay, noHolidays, parseHolidays, plusDays, workingDaysBetween } from './workingDays.ts'

const read = (file: string) => readFileSync(new URL(`../../data/${file}`, import.meta.url), 'utf8')
const csv = read('cn-holidays-2009-2026.csv')
const holidays = parseHolidays(csv)

const city: DueSettings = {
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

describe('the published due days of 2026', () => {
  const rows = read('deadlines-2025-2026.csv').trim().split(/\r?\n/).slice(1)

  test('are eighteen', () => expect(rows).toHaveLength(18))

  test.each(rows)('%s', (row) => {
    const [period = '', due, warning, red] = row.split(',')
    const days = dueDays(period, city, holidays)
    expect(days).toMatchObject({ externalDueOn: due, yellowOn: due, earlyWarningOn: warning, redOn: red, awaiting: [] })
    expect(days.opensOn).toBe(plusDays(lastDayOf(period), 1))
  })
})

describe('every month and quarter of 2010–2026, against a walk through the published list', () => {
  // A second implementation on purpose: lists as text, native dates, one working day after the other.
  const listed = (day: string) => csv.split('\n').find((line) => line.startsWith(day))
  const works = (date: Date) => {
    const line = listed(date.toISOString().slice(0, 10))
    return line ? line.includes('make-up-work') : date.getUTCDay() % 6 !== 0
  }
  const walk = (day: string, n: number) => {
    const date = new Date(`${day}T12:00:00Z`)
    for (let left = Math.abs(n); left > 0; ) {
      date.setUTCDate(date.getUTCDate() + Math.sign(n))
      if (works(date)) left -= 1
    }
    return date.toISOString().slice(0, 10)
  }
  const monthEnd = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
  const years = Array.from({ length: 17 }, (_, index) => 2010 + index)

  test.each(years)('%i', (year) => {
    const nth = { month: 5, quarter: 10 } as const
    for (const frequency of ['month', 'quarter'] as const)
      for (const [index, period] of periodsOf(year, frequency).entries()) {
        const end = monthEnd(year, frequency === 'month' ? index + 1 : 3 * (index + 1))
        if (end === '2026-12-31') continue
        const due = walk(end, nth[frequency])
        expect(dueDays(period, city, holidays), period).toMatchObject({
          externalDueOn: due,
          earlyWarningOn: walk(due, -5),
          redOn: walk(due, 2),
          internalDueOn: walk(due, -2),
        })
      }
  })
})

describe('a year without an official list', () => {
  test.each(['2026-12', '2026-Q4'])('%s waits for 2027: no day, and so no card', (period) => {
    expect(dueDays(period, city, holidays)).toEqual({
      opensOn: '2027-01-01',
      reminderOn: null,
      internalDueOn: null,
      earlyWarningOn: null,
      externalDueOn: null,
      yellowOn: null,
      redOn: null,
      awaiting: ['2027'],
    })
  })

  test.each(['2026', '2026-H2'])('%s has its calendar day, but no counted one', (period) => {
    expect(dueDays(period, city, holidays)).toMatchObject({
      externalDueOn: '2027-01-31',
      yellowOn: '2027-01-31',
      earlyWarningOn: null,
      internalDueOn: null,
      redOn: null,
      awaiting: ['2027'],
    })
  })

  test('where due days move off rest days, the yearly one waits as well', () => {
    const moving = { ...city, 'collection.restDayRule': 'nextWorkingDay' } as const
    expect(dueDays('2026', moving, holidays)).toMatchObject({ externalDueOn: null, awaiting: ['2027'] })
  })

  test('November 2026 does not wait', () => expect(dueDays('2026-11', city, holidays).awaiting).toEqual([]))

  test('loading the list fills the days', () => {
    const loaded = parseHolidays(`${csv}2027-01-01,元旦,rest\n2027-10-01,国庆节,rest\n`)
    expect(dueDays('2026-12', city, loaded)).toMatchObject({ externalDueOn: '2027-01-08', awaiting: [] })
  })

  test('without any list nothing is guessed', () => {
    expect(dueDays('2025-10', city, noHolidays)).toMatchObject({ externalDueOn: null, awaiting: ['2025'] })
    expect(dueDays('2024-12', city, noHolidays)).toMatchObject({ externalDueOn: null, awaiting: ['2025'] })
  })
})

describe('what the rule leaves open is a setting', () => {
  test.each([
    ['stays', '2025', '2026-01-31', '2026-01-26', '2026-02-03'],
    ['nextWorkingDay', '2025', '2026-02-02', '2026-01-26', '2026-02-04'],
    ['stays', '2026-H1', '2026-07-15', '2026-07-08', '2026-07-17'],
    ['nextWorkingDay', '2026-H1', '2026-07-15', '2026-07-08', '2026-07-17'],
  ] as const)('a rest day %s: %s is due on %s', (rule, period, due, warning, red) => {
    const days = dueDays(period, { ...city, 'collection.restDayRule': rule }, holidays)
    expect(days).toMatchObject({ externalDueOn: due, earlyWarningOn: warning, redOn: red })
  })

  test('the second half comes with the year, or is not collected', () => {
    expect(dueDays('2025-H2', city, holidays).externalDueOn).toBe('2026-01-31')
    expect(collectedPeriods(2025, 'halfYear', city)).toEqual(['2025-H1', '2025-H2'])
    const none = { ...city, 'collection.secondHalfDue': 'none' } as const
    expect(collectedPeriods(2025, 'halfYear', none)).toEqual(['2025-H1'])
    expect(() => dueDays('2025-H2', none, holidays)).toThrow('not collected')
    expect(collectedPeriods(2025, 'month', none)).toHaveLength(12)
  })

  test.each([
    [0, 3, '2025-11-07', '2025-11-04'],
    [2, 2, '2025-11-05', '2025-11-03'],
    // Counted back, the reminder lies in October and the day in the period itself: entry is not open then.
    [2, 9, '2025-11-05', '2025-11-01'],
    [9, 0, '2025-11-03', '2025-11-03'],
  ])('an internal day %i working days earlier, reminded of %i before', (lead, reminder, internalDueOn, reminderOn) => {
    const settings = {
      ...city,
      'collection.internalLeadWorkingDays': lead,
      'collection.reminderWorkingDays': reminder,
    }
    expect(dueDays('2025-10', settings, holidays)).toMatchObject({ opensOn: '2025-11-01', internalDueOn, reminderOn })
  })
})

describe('days fixed for one duty', () => {
  test("the collecting unit's own day moves everything that is counted from it", () => {
    expect(dueDays('2025-10', city, holidays, { externalDueOn: '2025-11-20' })).toMatchObject({
      opensOn: '2025-11-01',
      internalDueOn: '2025-11-18',
      earlyWarningOn: '2025-11-13',
      yellowOn: '2025-11-20',
      redOn: '2025-11-24',
    })
  })

  test('due on the day after the period opens on that day, not before', () => {
    const days = dueDays('2025-10', city, holidays, { externalDueOn: '2025-11-01' })
    expect(days).toMatchObject({ opensOn: '2025-11-01', internalDueOn: '2025-11-01', reminderOn: '2025-11-01' })
  })

  test('preliminary data due within the period open when it begins', () => {
    const days = dueDays('2025-10', city, holidays, { externalDueOn: '2025-10-28' })
    expect(days).toMatchObject({ opensOn: '2025-10-01', internalDueOn: '2025-10-24', earlyWarningOn: '2025-10-21' })
    expect(() => dueDays('2025-10', city, holidays, { externalDueOn: '2025-09-30' })).toThrow('before 2025-10 begins')
  })

  test('a revised day keeps an internal day of its own and gives no warning of the past', () => {
    const fixed = { externalDueOn: '2025-11-12', internalDueOn: '2025-11-11', setOn: '2025-11-06' }
    const days = dueDays('2025-10', city, holidays, fixed)
    expect(days).toMatchObject({ internalDueOn: '2025-11-11', reminderOn: '2025-11-07', earlyWarningOn: null })
    expect(days.awaiting).toEqual([])
    expect(dueDays('2025-10', city, holidays, { ...fixed, setOn: '2025-11-05' }).earlyWarningOn).toBe('2025-11-05')
  })
})

describe('补报 at the issue of a plan', () => {
  const within = (n: number) => ({ 'collection.lateStartWorkingDays': n })
  test.each([
    ['due before', '2025-11-06', '2025-11-10', 5, true],
    ['due on the day', '2025-11-10', '2025-11-10', 0, true],
    ['the fifth working day', '2025-11-17', '2025-11-10', 5, true],
    ['a weekend after the fifth', '2025-11-16', '2025-11-07', 5, true],
    ['the sixth working day', '2025-11-18', '2025-11-10', 5, false],
    ['a day that is awaited, far ahead', null, '2026-03-02', 5, false],
    ['a day that is awaited, perhaps near', null, '2026-12-28', 5, null],
    ['a calendar day beyond the known list', '2027-01-31', '2026-12-25', 5, null],
    ['two days later, whatever the list says', '2027-01-02', '2026-12-31', 2, true],
  ] as const)('%s', (_, due, issued, n, expected) => {
    expect(opensLate(due, issued, within(n), holidays)).toBe(expected)
  })
})

describe('for any period and settings', () => {
  const settings: fc.Arbitrary<DueSettings> = fc.record({
    'collection.monthlyDueWorkingDays': fc.integer({ min: 1, max: 25 }),
    'collection.quarterlyDueWorkingDays': fc.integer({ min: 1, max: 60 }),
    'collection.halfYearDueOn': fc.constantFrom('07-01', '07-15', '08-31', '12-31'),
    'collection.yearlyDueOn': fc.constantFrom('01-01', '01-31', '02-28', '03-31'),
    'collection.secondHalfDue': fc.constant('withYear' as const),
    'collection.restDayRule': fc.constantFrom('stays', 'nextWorkingDay'),
    'collection.internalLeadWorkingDays': fc.integer({ min: 0, max: 20 }),
    'collection.reminderWorkingDays': fc.integer({ min: 0, max: 20 }),
    'card.earlyWarningWorkingDays': fc.integer({ min: 1, max: 20 }),
    'card.redAfterWorkingDays': fc.integer({ min: 1, max: 20 }),
  })
  const period = fc
    .tuple(fc.integer({ min: 2009, max: 2026 }), fc.constantFrom(...frequencyKinds), fc.nat(11))
    .map(([year, frequency, n]) => periodsOf(year, frequency)[n % periodsOf(year, frequency).length] ?? String(year))

  test('warning before due, due before red; entry opens before what is owed inside the office', () => {
    fc.assert(
      fc.property(period, settings, (code, given) => {
        const days = dueDays(code, given, holidays)
        const inOrder = (...some: (string | null)[]) => {
          const known = some.filter((day) => day !== null)
          expect(known).toEqual(known.toSorted())
        }
        inOrder(days.earlyWarningOn, days.externalDueOn, days.redOn)
        inOrder(days.opensOn, days.reminderOn, days.externalDueOn)
        inOrder(days.opensOn, days.internalDueOn, days.externalDueOn)
        expect(days.yellowOn).toBe(days.externalDueOn)
        const waits = [days.reminderOn, days.internalDueOn, days.earlyWarningOn, days.externalDueOn, days.redOn]
        expect(waits.includes(null)).toBe(days.awaiting.length > 0)
      }),
      { numRuns: 500 },
    )
  })

  test('the distances are the working days the settings say', { timeout: 30_000 }, () => {
    fc.assert(
      fc.property(period, settings, (code, given) => {
        const { externalDueOn: due, earlyWarningOn: warning, redOn: red } = dueDays(code, given, holidays)
        if (due === null || red === null || warning === null) return
        expect(workingDaysBetween(due, red, holidays)).toBe(given['card.redAfterWorkingDays'])
        const dueItself = isWorkingDay(due, holidays) ? 0 : 1
        const between = workingDaysBetween(warning, due, holidays) ?? Number.NaN
        expect(between + dueItself).toBe(given['card.earlyWarningWorkingDays'])
      }),
      { numRuns: 500 },
    )
  })

  test('a longer limit is never due earlier, a later month never before an earlier one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2010, max: 2025 }),
        fc.nat(10),
        fc.integer({ min: 1, max: 24 }),
        (year, n, limit) => {
          const due = (index: number, days: number) =>
            dueDays(
              periodsOf(year, 'month')[index] ?? '',
              { ...city, 'collection.monthlyDueWorkingDays': days },
              holidays,
            ).externalDueOn ?? ''
          expect(due(n, limit) < due(n, limit + 1)).toBe(true)
          expect(due(n, limit) < due(n + 1, limit)).toBe(true)
        },
      ),
    )
  })
})
