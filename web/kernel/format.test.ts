import { describe, expect, test } from 'vitest'
import {
  formatChange,
  formatDay,
  formatDigest,
  formatInstant,
  formatKept,
  formatLongDay,
  formatMonth,
  formatNumber,
  formatTableDay,
  formatWeekday,
  inOfficeTime,
} from './format.ts'

describe('numbers', () => {
  test.each([
    ['5232142.10', '5,232,142.10'],
    ['523.2', '523.2'],
    ['1000', '1,000'],
    ['999', '999'],
    ['-7.7', '−7.7'],
    ['-1234567', '−1,234,567'],
    ['0.00', '0.00'],
  ])('%s is shown as %s', (value, shown) => {
    expect(formatNumber(value)).toBe(shown)
  })

  test('a change has its sign, zero has none', () => {
    expect(['17.2', '-7.7', '0.0'].map(formatChange)).toEqual(['+17.2%', '−7.7%', '0.0%'])
  })

  test('a digest is shown by its ends', () => {
    expect(formatDigest(`7c1e90af${'0'.repeat(52)}4b22`)).toBe('7c1e 90af … 4b22')
  })
})

describe('days', () => {
  test('in both languages', () => {
    expect(formatDay('2025-11-06', 'zh')).toBe('11月6日')
    expect(formatDay('2025-11-06', 'en')).toBe('6 Nov')
    expect(formatLongDay('2025-11-06', 'zh')).toBe('2025年11月6日')
    expect(formatLongDay('2025-11-06', 'en')).toBe('6 Nov 2025')
    expect(formatMonth('2025-10', 'zh')).toBe('2025年10月')
    expect(formatTableDay('2025-11-07', 'zh')).toBe('11.07')
    expect(formatTableDay('2025-11-07', 'en')).toBe('7 Nov')
    expect(formatWeekday('2025-11-06', 'zh')).toBe('星期四')
    expect(formatWeekday('2025-11-06', 'en')).toBe('Thursday')
  })
})

describe('instants are told in the office’s time zone', () => {
  test('an evening in London is the next day in Shenzhen', () => {
    expect(inOfficeTime('2025-11-05T17:05:00Z')).toEqual({ day: '2025-11-06', time: '1:05' })
  })

  test('midnight is 0:00', () => {
    expect(inOfficeTime('2025-11-05T16:00:00Z').time).toBe('0:00')
  })

  test.each([
    ['2025-11-06T02:42:00Z', '今天10:42', 'today 10:42'],
    ['2025-11-05T09:20:00Z', '11月5日17:20', '5 Nov, 17:20'],
    ['2024-12-20T01:00:00Z', '2024年12月20日9:00', '20 Dec 2024, 9:00'],
  ])('%s', (instant, zh, en) => {
    expect(formatInstant(instant, 'zh', '2025-11-06')).toBe(zh)
    expect(formatInstant(instant, 'en', '2025-11-06')).toBe(en)
  })
})

test.each([
  ['2025-07-16', '2025年7月16日', '16 Jul 2025'],
  ['7c1e90af'.repeat(8), '7c1e 90af … 90af', '7c1e 90af … 90af'],
  ['市绩效系统 / The city’s system', '市绩效系统', 'The city’s system'],
  ['万人次 / 月', '万人次 / 月', '万人次 / 月'],
  ['228.1', '228.1', '228.1'],
])('history keeps %s', (value, zh, en) => {
  expect([formatKept(value, 'zh'), formatKept(value, 'en')]).toEqual([zh, en])
})
