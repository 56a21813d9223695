import { expect, test } from 'vitest'
import { daysOfMonth, month, monthAfter, weeksOf } from './dutyFilters.ts'

test('a month has its days, and months follow one another over the year', () => {
  expect(daysOfMonth('2024-02')).toEqual({ from: '2024-02-01', to: '2024-02-29' })
  expect(daysOfMonth('2025-12')).toEqual({ from: '2025-12-01', to: '2025-12-31' })
  expect(monthAfter('2025-12', 1)).toBe('2026-01')
  expect(monthAfter('2025-01', -1)).toBe('2024-12')
  for (let at = '2010-01', n = 0; n < 204; n += 1) {
    const next = monthAfter(at, 1)
    expect(monthAfter(next, -1)).toBe(at)
    at = next
  }
})

test('the weeks of a month begin on Monday and hold every day of it once', () => {
  for (let at = '2010-01', n = 0; n < 204; n += 1, at = monthAfter(at, 1)) {
    const weeks = weeksOf(at)
    expect(weeks.every((week) => week.length === 7 && new Date(`${week[0]}T00:00:00Z`).getUTCDay() === 1)).toBe(true)
    const { from, to } = daysOfMonth(at)
    const own = weeks.flat().filter((day) => day.startsWith(at))
    expect([own[0], own.at(-1), own.length]).toEqual([from, to, Number(to.slice(8))])
  }
})

test.each(['2025-10', '2026-01'])('%s is a month', (code) => expect(month.safeParse(code).success).toBe(true))
test.each(['2025-13', '2025-00', '2025', '2025-1', '1999-01'])('%s is none', (code) =>
  expect(month.safeParse(code).success).toBe(false),
)
