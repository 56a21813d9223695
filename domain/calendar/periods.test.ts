import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  comparePeriods,
  firstDayOf,
  frequencyKinds,
  frequencyOf,
  isPeriod,
  lastDayOf,
  periodCode,
  periodOf,
  periodsOf,
  periodText,
  previousPeriod,
  samePeriodLastYear,
  shortPeriodText,
  yearOf,
} from './periods.ts'
import { plusDays } from './workingDays.ts'

describe('codes', () => {
  test.each(['2025-10', '2025-Q3', '2025-H1', '2025'])('%s is a period', (code) => {
    expect(isPeriod(code)).toBe(true)
    expect(periodCode.parse(code)).toBe(code)
    expect(yearOf(code)).toBe(2025)
  })

  test.each(['2025-00', '2025-13', '2025-Q5', '2025-Q0', '2025-H3', '25-01', '2025-1', '2025-q1', '2025-', ''])(
    '%j is none',
    (code) => {
      expect(isPeriod(code)).toBe(false)
      expect(periodCode.safeParse(code).success).toBe(false)
      expect(() => firstDayOf(code)).toThrow('not a period')
    },
  )

  test('the periods of a year', () => {
    expect(periodsOf(2025, 'month')).toHaveLength(12)
    expect(periodsOf(2025, 'month')[9]).toBe('2025-10')
    expect(periodsOf(2025, 'quarter')).toEqual(['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4'])
    expect(periodsOf(2025, 'halfYear')).toEqual(['2025-H1', '2025-H2'])
    expect(periodsOf(2025, 'year')).toEqual(['2025'])
  })
})

test.each([
  ['2024-02', '2024-02-01', '2024-02-29', '2024-01', '2023-02'],
  ['2025-01', '2025-01-01', '2025-01-31', '2024-12', '2024-01'],
  ['2025-12', '2025-12-01', '2025-12-31', '2025-11', '2024-12'],
  ['2025-Q1', '2025-01-01', '2025-03-31', '2024-Q4', '2024-Q1'],
  ['2025-Q4', '2025-10-01', '2025-12-31', '2025-Q3', '2024-Q4'],
  ['2025-H1', '2025-01-01', '2025-06-30', '2024-H2', '2024-H1'],
  ['2025-H2', '2025-07-01', '2025-12-31', '2025-H1', '2024-H2'],
  ['2025', '2025-01-01', '2025-12-31', '2024', '2024'],
])('%s runs from %s to %s, after %s, a year after %s', (period, first, last, previous, lastYear) => {
  expect([firstDayOf(period), lastDayOf(period)]).toEqual([first, last])
  expect([previousPeriod(period), samePeriodLastYear(period)]).toEqual([previous, lastYear])
})

test.each([
  ['2025-10', '2025年10月', 'Oct 2025', '10月', 'Oct'],
  ['2025-Q3', '2025年第3季度', 'Q3 2025', '第3季度', 'Q3'],
  ['2025-H1', '2025年上半年', 'First half of 2025', '上半年', 'First half'],
  ['2025-H2', '2025年下半年', 'Second half of 2025', '下半年', 'Second half'],
  ['2025', '2025年度', '2025', '2025年度', '2025'],
])('%s reads %s, %s', (period, zh, en, shortZh, shortEn) => {
  expect(periodText(period)).toEqual({ zh, en })
  expect(shortPeriodText(period)).toEqual({ zh: shortZh, en: shortEn })
})

test('periods stand in the order of their ends, the shorter first', () => {
  const order = [
    '2024',
    '2025-01',
    '2025-03',
    '2025-Q1',
    '2025-06',
    '2025-Q2',
    '2025-H1',
    '2025-12',
    '2025-Q4',
    '2025-H2',
    '2025',
  ]
  expect(order.toReversed().toSorted(comparePeriods)).toEqual(order)
})

const frequency = fc.constantFrom(...frequencyKinds)
const day = fc.integer({ min: 0, max: 9000 }).map((n) => plusDays('2005-01-01', n))

describe('for any day and frequency', () => {
  test('the day lies in its period, and its neighbours outside the ends do not', () => {
    fc.assert(
      fc.property(day, frequency, (d, kind) => {
        const period = periodOf(d, kind)
        expect(frequencyOf(period)).toBe(kind)
        expect(firstDayOf(period) <= d && d <= lastDayOf(period)).toBe(true)
        expect(periodOf(plusDays(firstDayOf(period), -1), kind)).toBe(previousPeriod(period))
        expect(periodOf(plusDays(lastDayOf(period), 1), kind)).not.toBe(period)
      }),
    )
  })

  test('the periods of a year follow each other without a gap', () => {
    fc.assert(
      fc.property(day, frequency, (d, kind) => {
        const periods = periodsOf(Number(d.slice(0, 4)), kind)
        expect(periods).toContain(periodOf(d, kind))
        for (const [index, period] of periods.entries()) {
          const before = periods[index - 1]
          if (before) expect(plusDays(lastDayOf(before), 1)).toBe(firstDayOf(period))
        }
      }),
    )
  })
})
