import { describe, expect, test } from 'vitest'
import type { Actor, PostKind } from '#domain/kernel/actor.ts'
import { refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import {
  type AnswerFacts,
  answerTransitions,
  consultationTransitions,
  type DispositionFacts,
  dispositionRules,
  openingRules,
  urgeRules,
} from './consultation.ts'

const as = (post: PostKind, divisionId: string | null = 'own'): Actor => ({
  ...{ id: 'a', name: '甲', postId: 'p', post, divisionId, inChargeOf: [] },
})
const on = (today: string, actor: Actor) => ({ actor, today, settings: {} as Settings })
const head = as('division.head')
const office = as('performanceOffice.staff')

describe('closing a consultation', () => {
  const close = (waiting: number, today: string, actor = office) =>
    refusalOf(consultationTransitions.close, { state: 'open', closesOn: '2025-11-14', waiting }, on(today, actor))?.code

  test.each([
    ['before the day, somebody waited for', 1, '2025-11-13', 'answers_awaited'],
    ['on the day itself, somebody waited for', 1, '2025-11-14', 'answers_awaited'],
    ['after the day', 1, '2025-11-15', undefined],
    ['before the day, all have answered', 0, '2025-11-13', undefined],
  ])('%s', (_, waiting, today, code) => expect(close(waiting, today)).toBe(code))

  test('is the performance office’s', () => expect(close(0, '2025-11-15', head)).toBe('not_your_post'))
})

describe('the answer of a division', () => {
  const facts: AnswerFacts = { state: 'asked', divisionId: 'own', isOpen: true, disposed: 0 }
  const may = (action: keyof typeof answerTransitions, actor: Actor, more: Partial<AnswerFacts> = {}) =>
    refusalOf(answerTransitions[action], { ...facts, ...more }, on('2025-11-10', actor))?.code

  test.each<[keyof typeof answerTransitions, Actor, Partial<AnswerFacts>, string | undefined]>([
    ['comment', head, {}, undefined],
    ['comment', as('division.officer'), {}, undefined],
    ['comment', as('division.officer', 'other'), {}, 'not_of_division'],
    ['comment', office, {}, 'not_of_division'],
    ['comment', head, { state: 'answered' }, 'wrong_state'],
    ['comment', head, { isOpen: false }, 'consultation_closed'],
    ['answer', head, {}, undefined],
    ['answer', as('division.officer'), {}, 'not_head_of_division'],
    ['answer', as('division.head', 'other'), {}, 'not_head_of_division'],
    ['answer', head, { state: 'answered' }, 'wrong_state'],
    ['answer', head, { state: 'silent' }, 'wrong_state'],
    ['answer', head, { isOpen: false }, 'consultation_closed'],
    ['takeBack', head, { state: 'answered' }, undefined],
    ['takeBack', head, { state: 'answered', disposed: 1 }, 'disposed_already'],
    ['takeBack', head, { state: 'answered', isOpen: false }, 'consultation_closed'],
    ['takeBack', head, {}, 'wrong_state'],
  ])('%s by %j: %j is %s', (action, actor, more, code) => expect(may(action, actor, more)).toBe(code))
})

describe('dealing with a comment', () => {
  const facts: DispositionFacts = {
    answer: 'answered',
    planState: 'drafting',
    disposition: 'adopted',
    reason: '',
    named: 0,
  }
  test.each<[string, Partial<DispositionFacts>, Actor, string | undefined]>([
    ['adopted without reason', {}, office, undefined],
    ['partly, without reason', { disposition: 'partly' }, office, 'reason_missing'],
    ['not adopted, without reason', { disposition: 'notAdopted' }, office, 'reason_missing'],
    ['not adopted, with reason', { disposition: 'notAdopted', reason: '无调剂余地' }, office, undefined],
    ['before the division has answered', { answer: 'asked' }, office, 'not_answered_yet'],
    ['once the plan is before the leading group', { planState: 'underReview' }, office, 'plan_not_draft'],
    ['adopted, with what was changed for it', { named: 2 }, office, undefined],
    [
      'partly, with what was changed for it',
      { disposition: 'partly', reason: '总工期不变', named: 1 },
      office,
      undefined,
    ],
    [
      'not adopted, with a change',
      { disposition: 'notAdopted', reason: '无调剂余地', named: 1 },
      office,
      'change_of_none_adopted',
    ],
    ['by a division', {}, head, 'not_your_post'],
  ])('%s', (_, more, actor, code) =>
    expect(refusalOfRules(dispositionRules, 'plan.dispose', { ...facts, ...more }, on('2025-11-10', actor))?.code).toBe(
      code,
    ),
  )
})

test.each([
  ['2025-11-05', 'past_day'],
  ['2025-11-06', 'past_day'],
  ['2025-11-07', undefined],
])('answers by %s', (closesOn, code) =>
  expect(refusalOfRules(openingRules, 'plan.consult', { closesOn }, on('2025-11-06', office))?.code).toBe(code),
)

test.each([
  ['who has not answered', 'asked', true, null, undefined],
  ['who was urged yesterday', 'asked', true, '2025-11-09', undefined],
  ['who was urged today', 'asked', true, '2025-11-10', 'urged_lately'],
  ['who has answered', 'answered', true, null, 'answered_already'],
  ['who was silent until it was closed', 'silent', false, null, 'consultation_closed'],
] as const)('%s is urged or not', (_, state, isOpen, urgedOn, code) => {
  const facts = { state, isOpen, urgedOn }
  expect(refusalOfRules(urgeRules, 'consultation.urge', facts, on('2025-11-10', office))?.code).toBe(code)
})
