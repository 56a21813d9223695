import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stageNames } from './duty.ts'
import { countedIn, measureNames, type RateFacts, rateOf } from './timeliness.ts'

const today = '2026-05-20'
const base: RateFacts = {
  stage: 'reported',
  externalDueOn: '2026-05-09',
  internalDueOn: '2026-05-07',
  firstSignedOn: '2026-05-07',
  reportedOn: '2026-05-09',
  lateStart: false,
}
const counted = (change: Partial<RateFacts>) =>
  measureNames.map((measure) => countedIn(measure, { ...base, ...change }, today))

describe('completeness, delivery, report', () => {
  test.each([
    ['everything in time', {}, ['met', 'met', 'met']],
    ['signed a day after the internal day', { firstSignedOn: '2026-05-08' }, ['met', 'unmet', 'met']],
    ['reported a day late', { reportedOn: '2026-05-10' }, ['met', 'met', 'unmet']],
    ['nothing handed in', { stage: 'open', firstSignedOn: null, reportedOn: null }, ['unmet', 'unmet', 'unmet']],
    ['without an internal day', { internalDueOn: null, firstSignedOn: '2026-05-09' }, ['met', 'met', 'met']],
    ['due today', { externalDueOn: today }, ['notDue', 'notDue', 'notDue']],
    ['withdrawn', { stage: 'withdrawn' }, ['withdrawn', 'withdrawn', 'withdrawn']],
    ['its day awaited', { externalDueOn: null }, ['awaiting', 'awaiting', 'awaiting']],
    ['补报', { lateStart: true }, ['met', 'lateStart', 'lateStart']],
  ] as const)('%s', (_, change, expected) => {
    expect(counted(change)).toEqual(expected)
  })
})

test('nothing due is neither 0 % nor 100 %', () => {
  expect(rateOf({ met: 0, counted: 0 })).toBeNull()
  expect(rateOf({ met: 0, counted: 3 })).toBe('0.0')
  expect(rateOf({ met: 3, counted: 3 })).toBe('100.0')
  expect(rateOf({ met: 2, counted: 3 })).toBe('66.7')
})

test('never above 100 %, and 100 % or 0 % only where it is so', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (total, share) => {
      const met = Math.floor(total * share)
      const rate = Number(rateOf({ met, counted: total }))
      expect(rate).toBeLessThanOrEqual(100)
      expect(rate === 100).toBe(met === total)
      expect(rate === 0).toBe(met === 0)
    }),
  )
})

test('of all duties every one is met, unmet or left out, and the met are never more than the counted', () => {
  const day = fc.constantFrom(null, '2026-05-01', '2026-05-09', '2026-05-19', today, '2026-06-01')
  const facts = fc.record({
    stage: fc.constantFrom(...stageNames),
    ...{ externalDueOn: day, internalDueOn: day, firstSignedOn: day, reportedOn: day, lateStart: fc.boolean() },
  })
  fc.assert(
    fc.property(fc.array(facts), fc.constantFrom(...measureNames), (all, measure) => {
      const results = all.map((one) => countedIn(measure, one, today))
      const number = (result: string) => results.filter((one) => one === result).length
      const rate = rateOf({ met: number('met'), counted: number('met') + number('unmet') })
      expect(Number(rate ?? 0)).toBeLessThanOrEqual(100)
    }),
  )
})
