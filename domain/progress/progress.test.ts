import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseHolidays, plusDays } from '#domain/calendar/workingDays.ts'
import { forecastEnd } from './forecast.ts'
import { byWeight, donePercent, plannedPercent } from './planned.ts'
import { nextReport, type RhythmChange, type RhythmSettings, reportDays, workingDaysOf } from './rhythm.ts'

const csv = readFileSync(new URL('../../data/cn-holidays-2009-2026.csv', import.meta.url), 'utf8')
const days = workingDaysOf(parseHolidays(csv))
const monthly: RhythmSettings = {
  'progress.rhythm': 'month',
  'progress.reportWorkingDays': 6,
  'progress.reportEarlyWorkingDays': 5,
}
const phase = { startsOn: '2025-08-01', endsOn: '2025-11-14' }

describe('the reports that a phase owes', () => {
  test('one for each month, one for its end, and monthly after that', () => {
    const reports = reportDays(phase, monthly, days)
    const ends = ['2025-08-31', '2025-09-30', '2025-10-31', '2025-11-14', '2025-11-30', '2025-12-31']
    expect(reports.map(({ endsOn }) => endsOn)).toEqual(ends)
    // October as drawn: the sixth working day of November
    expect(reports[2]).toEqual({ endsOn: '2025-10-31', opensOn: '2025-10-24', dueOn: '2025-11-10' })
    // over the National Day: 9, 10, 11 (made up), 13, 14, 15 October
    expect(reports[1]?.dueOn).toBe('2025-10-15')
  })

  test('by the quarter, and at the end alone', () => {
    const ends = (rhythm: 'quarter' | 'phaseEnd') =>
      reportDays(phase, { ...monthly, 'progress.rhythm': rhythm }, days).map(({ endsOn }) => endsOn)
    expect(ends('quarter')).toEqual(['2025-09-30', '2025-11-14', '2025-12-31'])
    expect(ends('phaseEnd')).toEqual(['2025-11-14'])
  })

  test('an item of its own rhythm: each period in that of the day on which it ends', () => {
    const ends = (...changes: RhythmChange[]) =>
      reportDays(phase, monthly, days, changes).map(({ endsOn }) => endsOn.slice(5))
    expect(ends({ on: '2025-10-01', rhythm: 'quarter' })).toEqual(['08-31', '09-30', '11-14', '12-31'])
    expect(ends({ on: '2025-08-05', rhythm: 'phaseEnd' })).toEqual(['11-14'])
    // a change asks for no month that was over
    expect(ends({ on: '2025-08-05', rhythm: 'quarter' }, { on: '2025-11-03', rhythm: null })).toEqual([
      '09-30',
      '11-14',
      '11-30',
      '12-31',
    ])
  })

  test('a day that waits for a list is not guessed', () => {
    const [last] = reportDays({ startsOn: '2026-12-01', endsOn: '2026-12-31' }, monthly, days)
    expect(last?.dueOn).toBeNull()
  })

  test.each([
    ['the first one, before its month is over', null, '2025-08-20', '2025-08-31', false, 0],
    ['that of August, once it is over', null, '2025-09-02', '2025-08-31', true, 0],
    ['that of September, given for August', '2025-09-02', '2025-09-10', '2025-09-30', false, 0],
    ['none twice: given in the last week of October', '2025-10-30', '2025-11-06', '2025-11-14', false, 0],
    ['that of October, where mid October was too early for it', '2025-10-16', '2025-11-06', '2025-10-31', true, 0],
    ['the latest of two, one of them missed', '2025-09-02', '2025-11-06', '2025-10-31', true, 1],
    ['the latest of three, two of them missed', null, '2025-11-06', '2025-10-31', true, 2],
    ['still owed after its day', null, '2025-11-12', '2025-10-31', true, 3],
  ] as const)('%s', (_, last, today, endsOn, isOver, missed) => {
    const next = nextReport(reportDays(phase, monthly, days), last, today)
    expect(next).toMatchObject({ endsOn, isOver, missed })
  })

  test('one report speaks of all that went before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 150 }), fc.integer({ min: 0, max: 30 }), (at, later) => {
        const [on, today] = [plusDays('2025-08-01', at), plusDays('2025-08-01', at + later)]
        const next = nextReport(reportDays(phase, monthly, days), on, today)
        return !next || next.missed <= 1
      }),
    )
  })
})

describe('planned and done', () => {
  test.each([
    ['2025-07-31', 0],
    ['2025-08-01', 1],
    ['2025-10-31', 87],
    ['2025-11-14', 100],
    ['2025-12-01', 100],
  ])('on %s the plan asks for %i %%', (on, percent) => {
    expect(plannedPercent(phase, on)).toBe(percent)
  })

  test('a judgement stands before what was reported', () => {
    expect(donePercent({ verdict: 'met', isReached: true, percent: 80 })).toBe(100)
    expect(donePercent({ verdict: 'partly', isReached: true, percent: 80 })).toBe(80)
    expect(donePercent({ verdict: null, isReached: true, percent: 80 })).toBe(100)
    expect(donePercent({ verdict: null, isReached: false, percent: null })).toBeNull()
  })

  test('an item is its phases by their weights, or all alike', () => {
    const of = (...parts: [number | null, number | null][]) =>
      byWeight(
        parts.map(([weight, done]) => ({ weight, done })),
        ({ done }) => done,
      )
    expect(of([20, 100], [30, 100], [30, 68], [20, null])).toBe(70)
    expect(of([null, 100], [null, 0])).toBe(50)
    expect(of([0, 100], [0, 0])).toBe(50)
    expect(of()).toBeNull()
  })
})

describe('the forecast of a phase', () => {
  const at = (on: string, percent: number) => ({ on, percent })
  test.each([
    ['of one report there is none', [at('2025-08-31', 30)], undefined],
    ['two of one day are one: the later counts', [at('2025-08-31', 30), at('2025-08-31', 40)], undefined],
    ['ten percent in ten days', [at('2025-08-01', 50), at('2025-08-11', 60)], '2025-09-20'],
    ['what does not rise leads nowhere', [at('2025-08-01', 50), at('2025-08-11', 50)], undefined],
    ['nor what falls', [at('2025-08-01', 50), at('2025-08-11', 40)], undefined],
    ['the line nearest to three', [at('2025-08-01', 0), at('2025-08-11', 30), at('2025-08-21', 40)], '2025-09-19'],
    ['never before the last report', [at('2025-08-01', 0), at('2025-08-02', 99), at('2025-08-31', 99)], '2025-08-31'],
  ] as const)('%s', (_, reports, on) => {
    expect(forecastEnd(reports)?.on).toBe(on)
  })

  test('is never earlier where more is left to be done at the same pace', () => {
    const percent = fc.integer({ min: 0, max: 60 })
    fc.assert(
      fc.property(percent, fc.integer({ min: 1, max: 30 }), (from, step) => {
        const [a, b] = [at('2025-08-01', from), at('2025-08-11', from + step)]
        const later = forecastEnd([at('2025-08-01', from), at('2025-08-11', from + step - 1)])
        return later === undefined || later.on >= (forecastEnd([a, b])?.on ?? '')
      }),
    )
  })
})
