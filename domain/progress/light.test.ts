import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseHolidays } from '#domain/calendar/workingDays.ts'
import { lightOf, lightRules, lightSentence, lookAgainOn } from './light.ts'
import { workingDaysOf } from './rhythm.ts'
import type { ReportOf } from './stand.ts'
import { type LightSettings, type PhaseOf, standOfItem } from './stand.ts'

const csv = readFileSync(new URL('../../data/cn-holidays-2009-2026.csv', import.meta.url), 'utf8')
const days = workingDaysOf(parseHolidays(csv))
const settings: LightSettings = {
  'progress.rhythm': 'month',
  'progress.reportWorkingDays': 6,
  'progress.reportEarlyWorkingDays': 5,
  'progress.riskBelowPlanPercent': 10,
  'progress.behindBelowPlanPercent': 25,
  'progress.behindOverdueWorkingDays': 5,
  'progress.riskMissedReports': 2,
  'progress.behindMissedReports': 3,
  'progress.riskForecastWorkingDays': 10,
}
const phase = (number: number, startsOn: string, endsOn: string, more: Partial<PhaseOf> = {}): PhaseOf => ({
  ...{ id: String(number), number, title: `第${number}步`, startsOn, endsOn, weight: 25 },
  ...{ reports: [], isClaimed: false, verdict: null, owedFrom: null, rhythms: [], ...more },
})
const said = (on: string, percent: number | null, reached = false): ReportOf => ({ on, percent, reached })
const met = { verdict: 'met' } as const
const done = phase(1, '2025-01-01', '2025-07-31', met)
const built = (...reports: ReportOf[]) => phase(2, '2025-08-01', '2025-11-14', { reports })
const ahead = phase(3, '2025-11-15', '2025-12-31')
const on = (today: string, ...phases: PhaseOf[]) => lightOf(standOfItem(phases, today, settings, days), settings)
const monthly = [said('2025-08-29', 30), said('2025-09-30', 60)]

/** Each rule with what it hits, and beside it what it does not. */
const cases: readonly (readonly [string, ReturnType<typeof on>, string])[] = [
  ['every phase was met', on('2025-11-06', done, phase(2, '2025-08-01', '2025-10-31', met)), 'blue 1'],
  ['one of them is still ahead', on('2025-11-06', done, ahead), 'green 7'],
  ['an item without phases', on('2025-11-06'), 'green 7'],

  [
    '20 below on the day of its report',
    on('2025-11-06', done, built(...monthly, said('2025-10-31', 67)), ahead),
    'yellow 2',
  ],
  ['10 below is at risk', on('2025-11-06', built(said('2025-10-31', 77))), 'yellow 2'],
  ['9 below is not', on('2025-11-06', built(said('2025-10-31', 78))), 'green 7'],
  ['25 below is behind', on('2025-11-06', built(said('2025-10-31', 62))), 'red 2'],
  ['24 below is at risk', on('2025-11-06', built(said('2025-10-31', 63))), 'yellow 2'],
  ['days that pass take nothing away', on('2025-11-10', built(said('2025-10-31', 80))), 'green 7'],
  ['without a percent nothing is compared', on('2025-11-06', built(said('2025-10-31', null))), 'green 7'],

  ['the phase ended yesterday', on('2025-11-15', built(...monthly, said('2025-11-03', 90)), ahead), 'green 7'],
  ['one working day after the end', on('2025-11-17', built(...monthly, said('2025-11-14', 92)), ahead), 'yellow 3'],
  ['five working days after it', on('2025-11-21', built(...monthly, said('2025-11-14', 92)), ahead), 'yellow 3'],
  ['six working days after it', on('2025-11-24', built(...monthly, said('2025-11-14', 92)), ahead), 'red 3'],
  ['reached in time, not judged yet', on('2025-11-24', built(said('2025-11-14', 100, true)), ahead), 'green 7'],
  ['claimed', on('2025-12-24', phase(1, '2025-08-01', '2025-11-14', { isClaimed: true })), 'green 7'],

  ['one report missing', on('2025-10-14', built()), 'green 7'],
  ['two reports missing', on('2025-10-16', built()), 'yellow 4'],
  ['three reports missing', on('2025-11-11', built()), 'red 4'],
  [
    'of what ended before the plan was issued nothing is owed',
    on('2025-10-16', phase(2, '2025-08-01', '2025-11-14', { owedFrom: '2025-09-10' })),
    'green 7',
  ],
  ['two missing, then one given', on('2025-10-16', built(said('2025-10-10', null))), 'green 7'],

  [
    'judged not met',
    on('2025-11-06', phase(1, '2025-01-01', '2025-07-31', { verdict: 'notMet' }), built(said('2025-10-31', 90))),
    'red 5',
  ],
  [
    'judged partly met',
    on('2025-11-06', phase(1, '2025-01-01', '2025-07-31', { verdict: 'partly' }), built(said('2025-10-31', 90))),
    'yellow 5',
  ],

  ['slow, though near the plan', on('2025-11-06', built(said('2025-09-30', 76), said('2025-10-31', 80))), 'yellow 6'],
  ['at the pace of the plan', on('2025-11-06', built(said('2025-09-30', 57), said('2025-10-31', 86))), 'green 7'],
]

describe('the light of an item', () => {
  test.each(cases)('%s', (_, lit, expected) => {
    expect(`${lit.light} ${lit.rule}`).toBe(expected)
  })

  test('every rule is hit by a case and says why in both languages, with the figures of the item', () => {
    const hit = new Set(cases.map(([, { light, rule }]) => `${light} ${rule}`))
    expect(hit).toEqual(new Set(lightRules.map(({ light, number }) => `${light} ${number}`)))
    for (const [, lit] of cases) {
      const { zh, en } = lightSentence(lit)
      expect(zh).toContain(`灯号规则${lit.rule}`)
      expect(`${zh}${en}`).not.toMatch(/undefined|NaN|2000-01-01|1月1日/)
    }
    const { zh, en } = lightSentence(on('2025-11-06', done, built(...monthly, said('2025-10-31', 67))))
    expect(zh).toBe('灯号规则2（完成比例低于计划）：第2阶段10月31日完成67%，当日计划87%，低20个百分点（界限10）。')
    expect(en).toContain('Phase 2 was at 67% on 31 Oct 2025 against a plan of 87%: 20 points below')
  })

  test('one number and light name one rule', () => {
    const keys = lightRules.map(({ light, number }) => `${light} ${number}`)
    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('the day to look again', () => {
  const look = (today: string, ...phases: PhaseOf[]) => lookAgainOn(standOfItem(phases, today, settings, days), today)
  test.each([
    ['tomorrow, while a phase runs', look('2025-11-06', done, built()), '2025-11-07'],
    ['when the first phase begins', look('2024-12-20', phase(1, '2025-01-01', '2025-03-31')), '2025-01-01'],
    ['between two phases: when the next begins', look('2025-08-01', done, ahead), '2025-11-15'],
    ['never, once all were met', look('2025-11-06', done), null],
    [
      'tomorrow, while one is not met',
      look('2025-11-06', phase(1, '2025-01-01', '2025-07-31', { verdict: 'partly' })),
      '2025-11-07',
    ],
  ])('%s', (_, on_, expected) => {
    expect(on_).toBe(expected)
  })
})
