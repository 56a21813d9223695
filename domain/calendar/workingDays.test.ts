import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addWorkingDays,
  awaitedYear,
  countWorkingDays,
  daysBetween,
  dayText,
  formatDay,
  isDay,
  isWorkingDay,
  longDayText,
  noHolidays,
  parseHolidays,
  plusDays,
  restDaysOf,
  weekday,
  workingDayFrom,
  workingDaysBetween,
} from './workingDays.ts'

const csv = readFileSync(new URL('../../data/cn-holidays-2009-2026.csv', import.meta.url), 'utf8')
const holidays = parseHolidays(csv)

/** Any day whose neighbours of two months are certain: 2009-03-01 to 2026-10-01. */
const day = fc.integer({ min: 0, max: daysBetween('2009-03-01', '2026-10-01') }).map((n) => plusDays('2009-03-01', n))
const workingDay = day.filter((d) => isWorkingDay(d, holidays) === true)
const few = fc.integer({ min: 0, max: 30 })

test('the rest days of a year: weekends and holidays without the days made up; nothing is known of a year to come', () => {
  const rest = restDaysOf(2025, holidays)
  expect(rest).toEqual(expect.arrayContaining(['2025-11-08', '2025-10-01']))
  expect(rest).not.toContain('2025-09-28')
  expect(rest).not.toContain('2025-11-06')
  expect(restDaysOf(2031, holidays)).toEqual([])
})

describe('days', () => {
  test.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '2026-1-1', '26-01-01', '', '2026-01-01T00:00Z'])(
    'refuses %j',
    (text) => {
      expect(isDay(text)).toBe(false)
      expect(() => plusDays(text, 1)).toThrow('not a day')
      expect(() => isWorkingDay(text, holidays)).toThrow('not a day')
    },
  )

  test.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2025-02-28', 1, '2025-03-01'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2025-11-06', 0, '2025-11-06'],
    // The clocks of some time zones jump on these days; days must not.
    ['1991-04-13', 2, '1991-04-15'],
    ['2026-03-28', 1, '2026-03-29'],
  ])('%s and %i days is %s', (from, n, to) => expect(plusDays(from, n)).toBe(to))

  test('going there and back is the same day', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -4000, max: 4000 }), (d, n) => {
        expect(plusDays(plusDays(d, n), -n)).toBe(d)
        expect(daysBetween(d, plusDays(d, n))).toBe(n)
      }),
    )
  })

  test('half a day and a year of five digits are refused', () => {
    expect(() => plusDays('2026-01-01', 0.5)).toThrow('not a whole number')
    expect(() => plusDays('9999-12-31', 1)).toThrow('four-digit year')
  })

  test('words of a day in both languages', () => {
    expect(dayText('2025-11-06')).toEqual({ zh: '11月6日', en: '6 Nov 2025' })
    expect(longDayText('2026-01-31')).toEqual({ zh: '2026年1月31日', en: '31 Jan 2026' })
    expect([formatDay('2025-11-06', 'zh'), formatDay('2025-11-06', 'en')]).toEqual(['11月6日', '6 Nov 2025'])
    expect(weekday('2025-11-06')).toEqual({ zh: '星期四', en: 'Thursday' })
    expect(weekday('2026-02-28')).toEqual({ zh: '星期六', en: 'Saturday' })
  })
})

describe('the official lists', () => {
  test.each<[day: string, works: boolean | null, why: string]>([
    ['2026-02-28', true, 'a Saturday made up'],
    ['2026-01-04', true, 'a Sunday made up'],
    ['2026-02-16', false, 'Spring Festival, a Monday'],
    ['2026-02-21', false, 'a Saturday within the rest'],
    ['2025-11-08', false, 'an ordinary Saturday'],
    ['2025-11-06', true, 'an ordinary Thursday'],
    ['2018-12-29', true, 'a Saturday made up by the notice for 2019'],
    ['2018-12-31', false, 'a Monday of rest by the notice for 2019'],
    ['2022-12-31', false, 'a Saturday'],
    ['2026-12-28', true, 'no notice for 2027 can reach it'],
    ['2026-12-29', null, 'the notice for 2027 may reach it'],
    ['2027-01-04', null, 'no list'],
    ['2008-12-31', null, 'no list'],
  ])('%s is %s: %s', (d, expected) => expect(isWorkingDay(d, holidays)).toBe(expected))

  // Counted independently of this code from the same notices: working days of each month, January to December.
  test.each([
    [2009, 250, [17, 21, 22, 21, 19, 22, 23, 21, 23, 17, 21, 23]],
    [2010, 250, [20, 17, 23, 21, 20, 21, 22, 22, 22, 17, 22, 23]],
    [2011, 250, [21, 16, 23, 20, 21, 21, 21, 23, 21, 18, 22, 23]],
    [2012, 249, [17, 21, 23, 19, 22, 20, 22, 23, 21, 18, 22, 21]],
    [2013, 250, [22, 17, 21, 21, 22, 19, 23, 22, 21, 19, 21, 22]],
    [2014, 250, [22, 17, 21, 21, 21, 20, 23, 21, 22, 19, 20, 23]],
    [2015, 249, [21, 17, 22, 21, 20, 21, 23, 21, 21, 18, 21, 23]],
    [2016, 250, [20, 18, 23, 20, 21, 21, 21, 23, 21, 18, 22, 22]],
    [2017, 249, [19, 19, 23, 19, 21, 22, 21, 23, 22, 17, 22, 21]],
    [2018, 250, [22, 17, 22, 20, 22, 20, 22, 23, 21, 18, 22, 21]],
    [2019, 250, [22, 17, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22]],
    [2020, 249, [17, 20, 22, 22, 19, 21, 23, 21, 23, 17, 21, 23]],
    [2021, 250, [20, 17, 23, 22, 19, 21, 22, 22, 22, 17, 22, 23]],
    [2022, 249, [21, 16, 23, 21, 20, 21, 21, 23, 21, 18, 22, 22]],
    [2023, 249, [18, 20, 23, 20, 21, 21, 21, 23, 20, 19, 22, 21]],
    [2024, 251, [22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22]],
    [2025, 248, [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23]],
  ] as const)('%i has %i working days', (year, total, months) => {
    const ends = months.map((_, index) => new Date(Date.UTC(year, index + 1, 0)).toISOString().slice(0, 10))
    const starts = [`${year - 1}-12-31`, ...ends]
    expect(ends.map((end, index) => workingDaysBetween(starts[index] ?? '', end, holidays))).toEqual(months)
    expect(workingDaysBetween(`${year - 1}-12-31`, `${year}-12-31`, holidays)).toBe(total)
  })

  test('2026 is certain until the notice for 2027 may reach it', () => {
    const months = [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21]
    const left = workingDaysBetween('2025-12-31', '2026-11-30', holidays)
    expect(left).toBe(months.reduce((sum, n) => sum + n, 0))
    expect(workingDaysBetween('2026-11-30', '2026-12-31', holidays)).toBeNull()
  })

  test('between two days lie those that are found by going from day to day', () => {
    const any = fc
      .integer({ min: 0, max: daysBetween('2008-06-01', '2028-06-01') })
      .map((n) => plusDays('2008-06-01', n))
    fc.assert(
      fc.property(any, fc.integer({ min: 0, max: 1_200 }), (from, length) => {
        const all = Array.from({ length }, (_, n) => isWorkingDay(plusDays(from, n + 1), holidays))
        const expected = all.includes(null) ? null : all.filter((works) => works === true).length
        expect(workingDaysBetween(from, plusDays(from, length), holidays)).toBe(expected)
      }),
    )
  })

  test('a notice reaches back to 29 December at most, in every list', () => {
    const december = [...holidays.days.keys()].filter((d) => d.slice(5, 7) === '12')
    expect(december.filter((d) => d.slice(5) < '12-29')).toEqual([])
    expect(december).toContain('2018-12-29')
  })

  test('says which year it waits for', () => {
    expect(awaitedYear('2026-12-28', holidays)).toBeNull()
    expect(awaitedYear('2026-12-29', holidays)).toBe('2027')
    expect(awaitedYear('2027-06-01', holidays)).toBe('2027')
    expect(countWorkingDays('2026-12-25', 3, holidays)).toEqual({ awaits: '2027' })
    expect(addWorkingDays('2026-12-25', 1, holidays)).toBe('2026-12-28')
    expect(addWorkingDays('2026-12-25', 2, holidays)).toBeNull()
    expect(addWorkingDays('2009-01-05', -3, holidays)).toBeNull()
    expect(workingDaysBetween('2026-12-25', '2027-01-05', holidays)).toBeNull()
    expect(workingDaysBetween('2027-01-05', '2026-12-25', holidays)).toBeNull()
    expect(isWorkingDay('2026-05-06', noHolidays)).toBeNull()
  })

  test('loading the list makes the days certain', () => {
    const loaded = parseHolidays(`${csv}2027-01-01,元旦,rest\n2027-10-01,国庆节,rest\n`)
    expect(addWorkingDays('2026-12-25', 2, loaded)).toBe('2026-12-29')
    expect(isWorkingDay('2027-01-04', loaded)).toBe(true)
  })
})

describe('reading a list', () => {
  test('knows eighteen years and their 611 days', () => {
    expect([...holidays.years]).toEqual(Array.from({ length: 18 }, (_, index) => String(2009 + index)))
    expect(holidays.days.size).toBe(611)
  })

  test('a year is loaded only with its own New Year and National Day', () => {
    expect(parseHolidays('date,name,kind\n2011-12-31,元旦,make-up-work\n').years.size).toBe(0)
    expect(parseHolidays('date,name,kind\n2012-01-01,元旦,rest\n').years.size).toBe(0)
    expect(parseHolidays('date,name,kind\n2012-01-01,a,rest\n2012-10-01,b,rest').years).toEqual(new Set(['2012']))
  })

  test('reads a byte order mark and Windows line ends', () => {
    expect(parseHolidays('\uFEFFdate,name,kind\r\n2012-01-01,元旦,rest\r\n').days.get('2012-01-01')).toBe('rest')
  })

  test.each([
    ['no header', '2012-01-01,元旦,rest', 'line 1'],
    ['an impossible day', 'date,name,kind\n2012-02-30,元旦,rest', 'line 2'],
    ['an unknown kind', 'date,name,kind\n2012-01-01,元旦,rest\n2012-01-02,元旦,work', 'line 3'],
    ['a day named twice', 'date,name,kind\n2012-01-01,元旦,rest\n2012-01-01,元旦,make-up-work', 'line 3'],
    ['a fourth column', 'date,name,kind\n2012-01-01,元旦,rest,x', 'line 2'],
  ])('%s names its line', (_, text, line) => expect(() => parseHolidays(text)).toThrow(line))
})

describe('counting', () => {
  test.each([
    ['2025-10-31', 5, '2025-11-07'],
    ['2026-02-10', 3, '2026-02-13'],
    ['2026-02-10', 4, '2026-02-14'],
    ['2026-02-14', 1, '2026-02-24'],
    ['2026-02-24', -1, '2026-02-14'],
    ['2026-01-31', -5, '2026-01-26'],
    ['2026-01-31', 0, '2026-01-31'],
    ['2026-01-31', 2, '2026-02-03'],
    ['2018-12-28', 1, '2018-12-29'],
    ['2018-12-29', 1, '2019-01-02'],
  ])('%s and %i working days is %s', (from, n, to) => expect(addWorkingDays(from, n, holidays)).toBe(to))

  test.each([
    ['2025-11-06', '2025-11-07', 1],
    ['2025-10-14', '2025-10-16', 2],
    ['2025-11-07', '2025-11-10', 1],
    ['2025-11-06', '2025-11-06', 0],
    ['2025-11-08', '2025-11-09', 0],
    ['2025-11-10', '2025-11-07', -1],
  ])('from %s to %s there are %i', (a, b, n) => expect(workingDaysBetween(a, b, holidays)).toBe(n))

  test('a rest day moves on, a working day stays', () => {
    expect(workingDayFrom('2026-01-31', holidays)).toBe('2026-02-02')
    expect(workingDayFrom('2026-02-28', holidays)).toBe('2026-02-28')
    expect(workingDayFrom('2027-01-31', holidays)).toBeNull()
  })

  test('adding arrives at a working day, and the days between are as many as were added', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 30 }), (d, n) => {
        const arrival = addWorkingDays(d, n, holidays) ?? ''
        expect(isWorkingDay(arrival, holidays)).toBe(true)
        expect(workingDaysBetween(d, arrival, holidays)).toBe(n)
      }),
    )
  })

  test('adding and taking away is the same working day', () => {
    fc.assert(
      fc.property(workingDay, few, (d, n) => {
        expect(addWorkingDays(addWorkingDays(d, n, holidays) ?? '', -n, holidays)).toBe(d)
        expect(addWorkingDays(addWorkingDays(d, -n, holidays) ?? '', n, holidays)).toBe(d)
      }),
    )
  })

  test('a later day or a greater number never arrives earlier', () => {
    fc.assert(
      fc.property(day, few, few, (d, n, further) => {
        const arrival = addWorkingDays(d, n, holidays) ?? ''
        expect((addWorkingDays(d, n + further, holidays) ?? '') >= arrival).toBe(true)
        expect((addWorkingDays(plusDays(d, further), n, holidays) ?? '') >= arrival).toBe(true)
      }),
    )
  })

  test('counting forth and back differs only in its sign', () => {
    fc.assert(
      fc.property(day, few, (d, n) => {
        const other = plusDays(d, n)
        const forth = workingDaysBetween(d, other, holidays) ?? Number.NaN
        expect((workingDaysBetween(other, d, holidays) ?? Number.NaN) + forth).toBe(0)
      }),
    )
  })
})
