import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plusDays } from '#domain/calendar/workingDays.ts'
import { stageNames } from './duty.ts'
import {
  type DataFacts,
  dataStates,
  type Explained,
  explainState,
  isOwed,
  lateAgainst,
  lateSentence,
  missedDay,
} from './dutyStates.ts'

const october: DataFacts = {
  stage: 'open',
  kind: null,
  value: null,
  firstSignedOn: null,
  internalDueOn: '2025-11-05',
  externalDueOn: '2025-11-07',
  isCorrected: false,
  lateStart: false,
}
const inTime: DataFacts = { ...october, stage: 'submitted', kind: 'value', value: '523.2', firstSignedOn: '2025-11-05' }

describe('five different things', () => {
  test.each([
    ['nothing on the internal due day', october, '2025-11-05', []],
    ['nothing the day after', october, '2025-11-06', ['missing']],
    [
      'handed in but not signed',
      { ...october, stage: 'offered', kind: 'value', value: '5' },
      '2025-11-06',
      ['missing'],
    ],
    ['signed in time', inTime, '2025-12-01', []],
    ['signed after the internal day only', { ...inTime, firstSignedOn: '2025-11-07' }, '2025-12-01', []],
    ['signed after the external day', { ...inTime, firstSignedOn: '2025-11-08' }, '2025-12-01', ['late']],
    ['a nil return', { ...inTime, kind: 'nil', value: null }, '2025-12-01', ['nil']],
    ['zero', { ...inTime, value: '0.0' }, '2025-12-01', ['zero']],
    [
      'zero, late and corrected',
      { ...inTime, value: '0', firstSignedOn: '2025-11-10', isCorrected: true },
      '2025-12-01',
      ['zero', 'late', 'corrected'],
    ],
    ['returned after a signature in time', { ...inTime, stage: 'returned' }, '2025-12-01', []],
    ['补报, however late', { ...october, lateStart: true }, '2025-12-01', []],
    ['补报 signed', { ...inTime, lateStart: true, firstSignedOn: '2025-12-01' }, '2025-12-02', []],
    ['a due day that is awaited', { ...october, internalDueOn: null, externalDueOn: null }, '2027-12-01', []],
    [
      'a known external day whose internal one is awaited',
      { ...october, internalDueOn: null },
      '2025-11-08',
      ['missing'],
    ],
  ] as const)('%s', (_, facts, today, states) => expect(dataStates(facts, today)).toEqual(states))

  test.each([
    ['not open yet', { stage: 'upcoming', firstSignedOn: null }, false],
    ['open', { stage: 'open', firstSignedOn: null }, true],
    ['waiting for its first signature', { stage: 'offered', firstSignedOn: null }, true],
    ['signed', { stage: 'submitted', firstSignedOn: '2025-11-05' }, false],
    ['returned', { stage: 'returned', firstSignedOn: '2025-11-05' }, true],
    ['handed in again after a return and taken back', { stage: 'open', firstSignedOn: '2025-11-05' }, true],
    ['a correction that waits for its signature', { stage: 'offered', firstSignedOn: '2025-11-05' }, false],
    ['a correction taken back', { stage: 'accepted', firstSignedOn: '2025-11-05' }, false],
  ] as const)('%s: still owed is %s', (_, facts, owed) => expect(isOwed(facts)).toBe(owed))

  test('which day was missed', () => {
    expect(missedDay(october, '2025-11-06')).toEqual({ against: 'internal', on: '2025-11-05' })
    expect(missedDay(october, '2025-11-08')).toEqual({ against: 'external', on: '2025-11-07' })
    expect(lateAgainst({ ...inTime, firstSignedOn: '2025-11-06' })).toBe('internal')
    expect(lateAgainst({ ...inTime, firstSignedOn: '2025-11-08' })).toBe('external')
    expect(lateAgainst(inTime)).toBeNull()
  })
})

describe('each explains itself', () => {
  const explained: Explained = {
    ...inTime,
    responsibleDivision: { zh: '陆路口岸一处', en: 'Land ports 1' },
    signerName: '陈嘉禾',
    signedOn: '2025-11-05',
    corrected: null,
  }
  test.each([
    ['nil', { ...explained, kind: 'nil', value: null }, '本期没有发生，陈嘉禾11月5日签字作零报告。'],
    [
      'nil',
      { ...explained, kind: 'nil', value: null, signerName: null, signedOn: null },
      '本期没有发生，作零报告，尚未签字。',
    ],
    ['zero', explained, '本期发生额是零，不是没有填。'],
    ['missing', { ...explained, ...october }, '内部期限11月5日终了没有收到数据，由陆路口岸一处负责。'],
    ['late', { ...explained, firstSignedOn: '2025-11-11' }, '对外期限11月7日，11月11日收到。补报后仍标迟报。'],
    [
      'corrected',
      { ...explained, value: '228.1', signedOn: '2025-07-16', corrected: { number: 1, value: '228.9' } },
      '228.9改为228.1，7月16日重新签字；第1版可查。',
    ],
    [
      'corrected',
      { ...explained, signedOn: null, corrected: { number: 2, value: null } },
      '零报告改为523.2，尚未重新签字；第2版可查。',
    ],
  ] as const)('%s', (state, facts, zh) => expect(explainState(state, facts, '2025-11-06').zh).toBe(zh))

  test('after the external day a missing one names that day', () => {
    expect(explainState('missing', { ...explained, ...october }, '2025-11-08').zh).toContain('对外期限11月7日')
  })
  test('late inside the office is not late outside', () => {
    expect(lateSentence({ ...inTime, firstSignedOn: '2025-11-06' }).zh).toBe(
      '内部期限11月5日，11月6日收到。对外期限未受影响。',
    )
  })
  test('no Chinese in English sentences but names', () => {
    for (const state of ['nil', 'zero', 'missing', 'late', 'corrected'] as const)
      expect(explainState(state, { ...explained, signerName: 'Chen' }, '2025-11-06').en).not.toMatch(/[\u4e00-\u9fff]/)
  })
})

describe('for any days', () => {
  const day = fc.integer({ min: 0, max: 20 }).map((n) => plusDays('2025-11-01', n))
  const facts: fc.Arbitrary<DataFacts> = fc.record({
    stage: fc.constantFrom(...stageNames),
    kind: fc.constantFrom('value', 'nil', null),
    value: fc.constantFrom('0', '1', null),
    firstSignedOn: fc.option(day),
    internalDueOn: fc.option(day),
    externalDueOn: fc.option(day),
    isCorrected: fc.boolean(),
    lateStart: fc.boolean(),
  })

  test('missing and late never together, nil and zero never together', () => {
    fc.assert(
      fc.property(facts, day, (given, today) => {
        const states = dataStates(given, today)
        expect(states.includes('missing') && states.includes('late')).toBe(false)
        expect(states.includes('nil') && states.includes('zero')).toBe(false)
      }),
    )
  })

  test('late stays for good, whatever day it is', () => {
    fc.assert(
      fc.property(facts, day, day, (given, one, other) => {
        expect(dataStates(given, one).includes('late')).toBe(dataStates(given, other).includes('late'))
      }),
    )
  })

  test('data handed in by the earlier due day are never missing nor late', () => {
    fc.assert(
      fc.property(facts, day, (given, today) => {
        const { firstSignedOn: on, internalDueOn, externalDueOn } = given
        fc.pre(on !== null && on <= (internalDueOn ?? on) && on <= (externalDueOn ?? on))
        expect(dataStates(given, today)).not.toContain('late')
        expect(dataStates(given, today)).not.toContain('missing')
      }),
    )
  })
})
