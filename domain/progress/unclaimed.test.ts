import { describe, expect, test } from 'vitest'
import { type Actor, type PostKind, postKinds } from '#domain/kernel/actor.ts'
import { refusalOfRules } from '#domain/kernel/lifecycle.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import { type UnclaimedFacts, unclaimedRules } from './judgement.ts'
import { type MeasureFacts, measureRules, type RhythmFacts, rhythmRules } from './report.ts'

const somebody = (id: string, post: PostKind, divisionId: string | null = null): Actor => ({
  ...{ id, name: id, postId: `${id} ${post}`, post, divisionId, inChargeOf: [] },
})
const contextOf = (actor: Actor, today = '2025-11-06') => ({ actor, today, settings: {} as Settings })
const office = somebody('office', 'performanceOffice.staff', 'S')
const deputy = somebody('deputy', 'leadingGroup.deputy')

describe('a phase that nobody claimed', () => {
  const facts: UnclaimedFacts = {
    ...{ judgedByDeputy: false, submittedBy: ['officer'], isInForce: true, isClaimed: false, verdict: null },
    claimUntil: '2025-11-05',
  }
  const code = (values: Partial<UnclaimedFacts>, actor = office, today?: string) =>
    refusalOfRules(unclaimedRules, 'progress.judgeUnclaimed', { ...facts, ...values }, contextOf(actor, today))?.code

  test.each([
    ['its days are over', {}, office, undefined],
    ['on the last day it may still be claimed', { claimUntil: '2025-11-06' }, office, 'claim_still_possible'],
    ['a day that awaits a list is not over', { claimUntil: null }, office, 'claim_still_possible'],
    ['claimed meanwhile', { isClaimed: true }, office, 'phase_judged'],
    ['judged before', { verdict: 'partly' }, office, 'phase_judged'],
    ['taken out of the plan', { isInForce: false }, office, 'item_not_in_force'],
    ['by whoever reported it', { submittedBy: ['office'] }, office, 'own_claim'],
    ['of the house of the office by the office', { judgedByDeputy: true }, office, 'not_judge_of_phase'],
    ['of that house by a deputy', { judgedByDeputy: true }, deputy, undefined],
    ['of another division by a deputy', {}, deputy, 'not_judge_of_phase'],
  ] as const)('%s', (_, values, actor, expected) => {
    expect(code(values, actor)).toBe(expected)
  })

  test('by no other post', () => {
    const may = postKinds.filter((post) => !code({}, somebody('x', post, 'D')))
    expect(may).toEqual(['performanceOffice.head', 'performanceOffice.staff'])
  })
})

describe('the measure of an own check', () => {
  const facts: MeasureFacts = { divisionId: 'D', isInForce: true, hasMeasure: true, isDone: false }
  const officer = somebody('officer', 'division.officer', 'D')
  test.each([
    ['is told done by its division', {}, officer, undefined],
    ['not by another one', {}, somebody('other', 'division.head', 'E'), 'not_division_of_check'],
    ['not by the performance office of the same division', { divisionId: 'S' }, office, 'not_division_of_check'],
    ['not twice', { isDone: true }, officer, 'measure_done'],
    ['not where there is none', { hasMeasure: false }, officer, 'no_measure'],
    ['not of an item that was taken out', { isInForce: false }, officer, 'item_not_in_force'],
  ] as const)('%s', (_, values, actor, expected) => {
    const all = { ...facts, ...values }
    expect(refusalOfRules(measureRules, 'progress.measureDone', all, contextOf(actor))?.code).toBe(expected)
  })
})

test.each([
  ['its own', { own: null, asked: 'quarter', isInForce: true }, undefined],
  ['back to that of the office', { own: 'quarter', asked: null, isInForce: true }, undefined],
  ['none that it has already', { own: 'quarter', asked: 'quarter', isInForce: true }, 'rhythm_unchanged'],
  ['none of the office twice', { own: null, asked: null, isInForce: true }, 'rhythm_unchanged'],
  ['none where it was taken out', { own: null, asked: 'month', isInForce: false }, 'item_not_in_force'],
] as const)('a rhythm of one item: %s', (_, facts: RhythmFacts, code) => {
  expect(refusalOfRules(rhythmRules, 'progress.setRhythm', facts, contextOf(office))?.code).toBe(code)
})
