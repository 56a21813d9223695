import { describe, expect, test } from 'vitest'
import type { Actor, PostKind } from '#domain/kernel/actor.ts'
import { type Context, refusalOf } from '#domain/kernel/lifecycle.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import {
  type AnswerState,
  answerStateAtFiring,
  type CardAction,
  type CardFacts,
  cardTransitions,
} from './cardAnswer.ts'

const context = (post: PostKind, divisionId: string | null = null, id = 'me'): Context => ({
  actor: { id, name: '', postId: 'p', post, divisionId, inChargeOf: [] } satisfies Actor,
  today: '2026-04-20',
  settings: {} as Settings,
})
const facts = (change: Partial<CardFacts> = {}): CardFacts => ({
  ...{ state: 'asked', divisionId: 'land', judgedByDeputy: false, answers: 0, answeredBy: [], ...change },
})
const refused = (action: CardAction, given: CardFacts, who: Context) =>
  refusalOf(cardTransitions[action], given, who)?.code

test('a warning asks for no explanation', () => {
  expect(answerStateAtFiring('earlyWarning')).toBe('notAsked')
  expect(answerStateAtFiring('red')).toBe('asked')
  expect(refused('answer', facts({ state: 'notAsked' }), context('division.head', 'land'))).toBe('wrong_state')
})

describe('who explains', () => {
  test.each([
    ['division.head', 'land', undefined],
    ['division.officer', 'land', undefined],
    ['division.head', 'sea', 'not_hit_division'],
    ['leadingGroup.member', 'land', 'not_hit_division'],
    ['performanceOffice.head', 'land', 'not_hit_division'],
  ] as const)('%s of %s', (post, division, code) => {
    expect(refused('answer', facts(), context(post, division))).toBe(code)
  })

  test('once, and one supplement, also after it was read', () => {
    const head = context('division.head', 'land')
    expect(refused('answer', facts({ state: 'answered', answers: 1 }), head)).toBe('wrong_state')
    for (const state of ['answered', 'seen'] as const)
      expect(refused('supplement', facts({ state, answers: 1 }), head)).toBeUndefined()
    expect(refused('supplement', facts({ state: 'seen', answers: 2 }), head)).toBe('explained_twice')
    expect(refused('supplement', facts({ state: 'withdrawn', answers: 1 }), head)).toBe('wrong_state')
  })
})

describe('who withdraws', () => {
  test.each([
    ['performanceOffice.staff', false, undefined],
    ['performanceOffice.head', false, undefined],
    ['leadingGroup.deputy', false, 'not_judge_of_card'],
    ['leadingGroup.head', false, 'not_judge_of_card'],
    ['division.head', false, 'not_judge_of_card'],
    ['performanceOffice.head', true, 'not_judge_of_card'],
    ['leadingGroup.deputy', true, undefined],
  ] as const)('%s, over the division that houses the performance office: %s', (post, judgedByDeputy, code) => {
    expect(refused('withdraw', facts({ judgedByDeputy }), context(post, 'land'))).toBe(code)
  })

  test('never whoever explained it, under whatever post', () => {
    const given = facts({ state: 'answered', answers: 1, answeredBy: ['me'] })
    expect(refused('withdraw', given, context('performanceOffice.staff'))).toBe('own_explanation')
    expect(refused('see', given, context('performanceOffice.staff'))).toBe('own_explanation')
    expect(refused('see', given, context('performanceOffice.staff', null, 'other'))).toBeUndefined()
  })

  test.each(['notAsked', 'asked', 'answered', 'seen'] satisfies AnswerState[])('once, from %s', (state) => {
    expect(refused('withdraw', facts({ state }), context('performanceOffice.head'))).toBeUndefined()
    expect(refused('withdraw', facts({ state: 'withdrawn' }), context('performanceOffice.head'))).toBe('wrong_state')
  })
})
