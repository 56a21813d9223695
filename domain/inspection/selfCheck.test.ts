import { expect, test } from 'vitest'
import type { PostKind } from '#domain/kernel/actor.ts'
import { type Context, refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import {
  type EvidenceFacts,
  evidenceRules,
  intervalOfTally,
  intervalSentence,
  judgeValueRules,
  type SelfCheckAction,
  type SelfCheckFacts,
  selfCheckTransitions,
  tallySentence,
  type ValueFacts,
} from './selfCheck.ts'

const facts: SelfCheckFacts = { state: 'drawn', values: 20, judged: 0, withoutEvidence: 5 }
const as = (post: PostKind, divisionId: string | null = null, id = 'a'): Context => ({
  actor: { id, name: id, postId: 'p', post, divisionId, inChargeOf: [] },
  today: '2025-11-06',
  settings: {} as never,
})
const [staff, officer, deputy] = [
  as('performanceOffice.staff', 'house'),
  as('division.officer', 'land'),
  as('leadingGroup.deputy'),
]
const codeOf = (action: SelfCheckAction, more: Partial<SelfCheckFacts> = {}, context = staff) =>
  refusalOf(selfCheckTransitions[action], { ...facts, ...more }, context)?.code

test.each(['ask', 'withdraw'] as const)('%s is for the performance office alone', (action) => {
  expect(codeOf(action)).toBeUndefined()
  for (const other of [officer, as('division.head', 'land'), deputy, as('leadingGroup.head')])
    expect(codeOf(action, {}, other)).toBe('not_your_post')
})

test('evidence is not asked where all came with the data', () => {
  expect(codeOf('ask', { withoutEvidence: 0 })).toBe('evidence_complete')
})

test('it is withdrawn before anything was judged, not after', () => {
  expect(codeOf('withdraw', { state: 'asked' })).toBeUndefined()
  expect(codeOf('withdraw', { judged: 1 })).toBe('judged_already')
  expect(codeOf('withdraw', { state: 'concluded' })).toBe('wrong_state')
})

test('it is concluded when every value is judged', () => {
  expect(codeOf('conclude', { state: 'asked', judged: 19 })).toBe('values_unjudged')
  expect(codeOf('conclude', { state: 'asked', judged: 20 })).toBeUndefined()
})

const value: ValueFacts = { forHouse: false, involved: ['b'], hasEvidence: true, evidenceBy: null }
const judging = (more: Partial<ValueFacts>, context = staff) =>
  refusalOfRules(judgeValueRules, 'b', { ...value, ...more }, context)?.code

test('a value is judged by the performance office, of its own division by a deputy, never by whoever dealt with it', () => {
  expect(judging({})).toBeUndefined()
  expect(judging({}, deputy)).toBe('not_judge_of_check')
  expect(judging({ forHouse: true })).toBe('not_judge_of_check')
  expect(judging({ forHouse: true }, deputy)).toBeUndefined()
  expect(judging({ involved: ['a'] })).toBe('own_value')
  expect(judging({ forHouse: true, involved: ['a'] }, deputy)).toBe('own_value')
})

test('a value without evidence is judged once its day has passed', () => {
  expect(judging({ hasEvidence: false })).toBe('evidence_awaited')
  expect(judging({ hasEvidence: false, evidenceBy: '2025-11-06' })).toBe('evidence_awaited')
  expect(judging({ hasEvidence: false, evidenceBy: '2025-11-05' })).toBeUndefined()
})

test('evidence comes from the responsible division, once, before it is judged', () => {
  const codeFor = (more: Partial<EvidenceFacts>) =>
    refusalOfRules(evidenceRules, 'b', { divisionId: 'land', hasEvidence: false, isJudged: false, ...more }, officer)
      ?.code
  expect(codeFor({})).toBeUndefined()
  expect(codeFor({ divisionId: 'sea' })).toBe('not_of_division')
  expect(codeFor({ hasEvidence: true })).toBe('evidence_there')
  expect(codeFor({ isJudged: true })).toBe('value_judged')
})

test('what the sample says: what could not be proved is said apart, the interval with its method', () => {
  const tally = { population: 400, drawn: 20, judged: 20, inconsistent: 1, notProvable: 0 }
  expect(tallySentence(tally)).toEqual({ zh: '已抽查20项，1项不一致。', en: '20 checked, 1 inconsistent.' })
  expect(tallySentence({ ...tally, notProvable: 2 }).zh).toBe('已抽查20项，1项不一致；另有2项无法核实。')
  expect(tallySentence({ ...tally, judged: 3 }).zh).toBe('抽取20项，已判定3项。')
  expect(intervalOfTally(tally)).toEqual({ from: 1, to: 97 })
  expect(intervalOfTally({ ...tally, judged: 3 })).toBeUndefined()
  expect(intervalSentence(tally, { from: 1, to: 97 }).zh).toBe(
    '按超几何分布精确区间（Clopper–Pearson法，置信度95%）推断，全部400项中不一致的在1至97项之间（0.3%至24.3%）。',
  )
  expect(intervalSentence({ ...tally, notProvable: 1 }, { from: 1, to: 97 }).zh).toContain('无法核实的未计入')
})

test('no path of a value leads to a judgement by whoever dealt with it', () => {
  const people = ['a', 'b', 'c']
  for (const id of people)
    for (const post of ['performanceOffice.staff', 'performanceOffice.head', 'leadingGroup.deputy'] as const)
      for (const forHouse of [true, false])
        expect(judging({ forHouse, involved: people }, as(post, null, id))).toMatch(/^(own_value|not_judge_of_check)$/)
})
