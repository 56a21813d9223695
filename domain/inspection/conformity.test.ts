import { expect, test } from 'vitest'
import type { PostKind } from '#domain/kernel/actor.ts'
import { type Context, refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import {
  type ConformityAction,
  type ConformityFacts,
  conformityTransitions,
  followUpRules,
  handInRules,
} from './conformity.ts'

const facts: ConformityFacts = { state: 'requested', materials: 0, handedIn: 0, result: null }
const as = (post: PostKind, divisionId: string | null = null): Context => ({
  actor: { id: 'a', name: 'a', postId: 'p', post, divisionId, inChargeOf: [] },
  today: '2025-11-06',
  settings: {} as never,
})
const [staff, officer] = [as('performanceOffice.staff', 'house'), as('division.officer', 'land')]
const codeOf = (action: ConformityAction, more: Partial<ConformityFacts> = {}, context = staff) =>
  refusalOf(conformityTransitions[action], { ...facts, ...more }, context)?.code

test.each(['demand', 'visit', 'withdraw'] as const)('%s is for the performance office alone', (action) => {
  expect(codeOf(action)).toBeUndefined()
  for (const other of [officer, as('division.head', 'land'), as('leadingGroup.deputy'), as('leadingGroup.member')])
    expect(codeOf(action, {}, other)).toBe('not_your_post')
})

test('materials go to the city once all have come', () => {
  const preparing = { state: 'preparing', materials: 2, handedIn: 1 } as const
  expect(codeOf('send', preparing)).toBe('materials_awaited')
  expect(codeOf('send', { ...preparing, handedIn: 2 })).toBeUndefined()
  expect(codeOf('send', { state: 'preparing' })).toBe('materials_awaited')
})

test('a material is handed in by its division, and again until it is sent', () => {
  const codeFor = (divisionId: string, isSent: boolean) =>
    refusalOfRules(handInRules, 'b', { divisionId, isSent, isHandedIn: true }, officer)?.code
  expect(codeFor('land', false)).toBeUndefined()
  expect(codeFor('sea', false)).toBe('not_of_division')
  expect(codeFor('land', true)).toBe('sent_already')
})

test('a result follows materials or a visit', () => {
  expect(codeOf('result')).toBe('wrong_state')
  expect(codeOf('result', { state: 'visited' })).toBeUndefined()
  expect(codeOf('result', { state: 'sent' })).toBeUndefined()
})

test('unless it conforms, it is closed with what was done about it', () => {
  const codeFor = (result: ConformityFacts['result'], followUp: string) =>
    refusalOfRules(followUpRules, 'b', { result, followUp }, staff)?.code
  expect(codeFor('conforming', '')).toBeUndefined()
  expect(codeFor('partly', ' ')).toBe('follow_up_needed')
  expect(codeFor('not', '已更正口径')).toBeUndefined()
  expect(codeOf('close', { state: 'visited' })).toBe('wrong_state')
  expect(codeOf('close', { state: 'resulted' })).toBeUndefined()
})
