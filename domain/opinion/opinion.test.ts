import { describe, expect, test } from 'vitest'
import type { PostKind } from '#domain/kernel/actor.ts'
import { type Context, refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import {
  dayFaults,
  isOverdue,
  noteRules,
  type OpinionAction,
  type OpinionFacts,
  opinionTransitions,
  recordRules,
} from './opinion.ts'

const facts: OpinionFacts = {
  ...{ state: 'recorded', dueOn: '2025-11-12', notedAt: null },
  ...{ responsibleDivisionId: 'land', coordinatingDivisionId: 'clearance' },
}
const as = (post: PostKind, divisionId: string | null = null): Context => ({
  actor: { id: 'a', name: 'a', postId: 'p', post, divisionId, inChargeOf: [] },
  today: '2025-11-06',
  settings: {} as never,
})
const owes = as('division.officer', 'land')
const speaks = as('division.head', 'clearance')
const other = as('division.officer', 'legal')
const office = as('performanceOffice.staff', 'land')
const codeOf = (action: OpinionAction, context: Context, more: Partial<OpinionFacts> = {}) =>
  refusalOf(opinionTransitions[action], { ...facts, ...more }, context)?.code

describe('who may do what', () => {
  test.each([
    ['answer', 'recorded', [undefined, 'not_responsible', 'not_responsible', 'not_responsible']],
    ['send', 'answered', ['not_coordinating', undefined, 'not_coordinating', undefined]],
    ['followUp', 'recorded', [undefined, undefined, 'not_in_chain', undefined]],
    ['waive', 'recorded', ['not_coordinating', undefined, 'not_coordinating', undefined]],
    ['reopen', 'sent', ['not_your_post', 'not_your_post', 'not_your_post', undefined]],
  ] as const)('%s', (action, state, codes) => {
    expect([owes, speaks, other, office].map((context) => codeOf(action, context, { state }))).toEqual(codes)
  })

  test('recording is for the coordinating division and the performance office', () => {
    const codes = [owes, speaks, other, office].map((context) => refusalOfRules(recordRules, 'b', facts, context)?.code)
    expect(codes).toEqual(['not_coordinating', undefined, 'not_coordinating', undefined])
  })

  test('a division that an item does not have lets nobody in', () => {
    const nobody = as('division.officer')
    expect(codeOf('answer', nobody, { responsibleDivisionId: null })).toBe('not_responsible')
  })
})

test('an answer is sent once it is written, and what is done with is not done again', () => {
  expect(codeOf('send', speaks)).toBe('wrong_state')
  expect(codeOf('answer', owes, { state: 'answered' })).toBeUndefined()
  for (const state of ['sent', 'followedUp', 'noAnswerNeeded'] as const)
    expect(codeOf('answer', owes, { state })).toBe('wrong_state')
})

test('it is read once', () => {
  const code = (notedAt: string | null) => refusalOfRules(noteRules, 'b', { ...facts, notedAt }, office)?.code
  expect([code(null), code('2025-11-06T01:00:00Z')]).toEqual([undefined, 'noted_already'])
})

test.each([
  ['recorded', '2025-11-12', false],
  ['recorded', '2025-11-13', true],
  ['answered', '2025-11-13', true],
  ['sent', '2025-11-13', false],
  ['noAnswerNeeded', '2025-11-13', false],
] as const)('%s on %s is overdue: %s', (state, today, expected) => {
  expect(isOverdue({ state, dueOn: '2025-11-12' }, today)).toBe(expected)
  expect(isOverdue({ state, dueOn: null }, today)).toBe(false)
})

test('days are neither in the future nor before what they follow', () => {
  expect(dayFaults('on', '2025-11-06', '2025-11-06', '2025-11-06')).toEqual([])
  expect(dayFaults('on', '2025-11-07', '2025-11-06')).toHaveLength(1)
  expect(dayFaults('on', '2025-11-04', '2025-11-06', '2025-11-05')[0]?.message.en).toContain('5 Nov')
})
