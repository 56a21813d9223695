import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { noHolidays, parseHolidays } from '#domain/calendar/workingDays.ts'
import { fixedDaysOf, fourWeeksOf, monthOf, remainingOf, urgencyOf } from './home.ts'

const holidays = parseHolidays(readFileSync(new URL('../../data/cn-holidays-2009-2026.csv', import.meta.url), 'utf8'))
const today = '2025-11-06'

test.each([
  ['2025-11-05', 'overdue'],
  ['2025-11-06', 'today'],
  ['2025-11-07', 'tomorrow'],
  ['2025-11-10', 'later'],
  [null, 'undated'],
] as const)('due on %s is %s', (dueOn, urgency) => expect(urgencyOf({ dueOn }, today)).toBe(urgency))

describe('the four weeks', () => {
  test.each([
    ['a Monday', '2025-11-03', '2025-11-03'],
    ['a Thursday', '2025-11-06', '2025-11-03'],
    ['a Sunday', '2025-11-09', '2025-11-03'],
    ['a day before the calendar we count from', '1999-12-29', '1999-12-27'],
  ])('of %s begin on its Monday', (_, day, monday) => {
    const weeks = fourWeeksOf(day, holidays)
    expect(weeks).toHaveLength(28)
    expect(weeks[0]?.day).toBe(monday)
    expect(weeks.some((one) => one.day === day)).toBe(true)
  })

  test('know rest days and make-up days, and guess nothing without a list', () => {
    const isWorking = (day: string) => fourWeeksOf('2026-02-09', holidays).find((one) => one.day === day)?.isWorking
    expect(isWorking('2026-02-14')).toBe(true)
    expect(isWorking('2026-02-17')).toBe(false)
    expect(isWorking('2026-03-07')).toBe(false)
    expect(fourWeeksOf('2027-01-04', holidays).every((one) => one.isWorking === null)).toBe(true)
  })
})

describe('what is left of the year', () => {
  test.each([
    ['in November', 2025, '2025-11-06', { workingDaysLeft: 39, countedTo: '2025-12-31' }],
    ['on its last day', 2025, '2025-12-31', { workingDaysLeft: 0, countedTo: '2025-12-31' }],
    ['after it', 2025, '2026-01-15', { workingDaysLeft: 0, countedTo: '2025-12-31' }],
    // The last days of December await the list of the next year.
    ['while the next list is awaited', 2026, '2026-12-24', { workingDaysLeft: 2, countedTo: '2026-12-28' }],
    ['when not even tomorrow is certain', 2026, '2026-12-29', { workingDaysLeft: 0, countedTo: '2026-12-29' }],
  ])('%s', (_, year, day, left) => expect(remainingOf(year, day, holidays)).toEqual(left))

  test('is nothing certain without any list', () => {
    expect(remainingOf(2025, '2025-11-06', noHolidays)).toEqual({ workingDaysLeft: 0, countedTo: '2025-11-06' })
  })
})

test('the fixed days come from the settings and the plan, in order', () => {
  const settings = { 'collection.halfYearDueOn': '07-20', 'collection.yearlyDueOn': '02-10' }
  const days = fixedDaysOf(2025, '2025-08-01', settings).map(({ on, what }) => `${on} ${what.zh}`)
  expect(days).toEqual([
    '2025-07-20 上半年数据期限',
    '2025-08-01 年度方案印发',
    '2025-12-31 年度终了',
    '2026-02-10 年度数据期限',
  ])
  expect(fixedDaysOf(2025, null, settings)).toHaveLength(3)
})

test.each([
  ['2025-11-06', { from: '2025-11-01', before: '2025-12-01' }],
  ['2025-12-31', { from: '2025-12-01', before: '2026-01-01' }],
  ['2026-02-01', { from: '2026-02-01', before: '2026-03-01' }],
])('the month of %s', (day, month) => expect(monthOf(day)).toEqual(month))
