import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Frequency, frequencyKinds, periodsOf, periodText } from './periods.ts'
import { dayIn, readPeriod } from './readPeriod.ts'

test('every period is read back from its code and from its name', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2010, max: 2099 }), fc.constantFrom(...frequencyKinds), (year, frequency) => {
      for (const period of periodsOf(year, frequency)) {
        expect(readPeriod(period, frequency)).toBe(period)
        expect(readPeriod(periodText(period).zh, frequency)).toBe(period)
      }
    }),
  )
})

test.each([
  ['202510', 'month', '2025-10'],
  ['２０２５年１０月', 'month', '2025-10'],
  ['2025/1', 'month', '2025-01'],
  ['2025-10-01', 'month', '2025-10'],
  ['2025Q3', 'quarter', '2025-Q3'],
  ['2025年第三季度', 'quarter', '2025-Q3'],
  ['2025-09-30', 'quarter', '2025-Q3'],
  ['2025年上半年', 'halfYear', '2025-H1'],
  ['31/10/2025', 'month', '2025-10'],
  ['10/31/2025', 'month', '2025-10'],
  ['3/4/2025', 'month', undefined],
  ['2025-13', 'month', undefined],
  ['31/31/2025', 'month', undefined],
  ['十月', 'month', undefined],
  ['', 'month', undefined],
] as [string, Frequency, string | undefined][])('%s by %s is %s', (words, frequency, period) => {
  expect(readPeriod(words, frequency)).toBe(period)
})

test('day and month are told apart only by a day beyond the twelfth', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 12 }), (day, month) => {
      const iso = `2025-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
      const expected = day > 12 ? iso : undefined
      expect([dayIn(`${day}/${month}/2025`), dayIn(`${month}/${day}/2025`)]).toEqual([expected, expected])
      expect(dayIn(iso)).toBe(iso)
    }),
  )
})
