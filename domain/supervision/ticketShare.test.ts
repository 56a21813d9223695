import { describe, expect, test } from 'vitest'
import type { PostKind } from '#domain/kernel/actor.ts'
import { type Context, refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import {
  type AskFacts,
  askExtensionRules,
  type ExtensionFacts,
  extensionTransitions,
  type ShareAction,
  type ShareFacts,
  seeOverdueRules,
  shareTransitions,
} from './ticketShare.ts'

const facts: ShareFacts = {
  ...{ state: 'received', ticketState: 'assigned', divisionId: 'land', judgedByDeputy: false, fedBackBy: ['writer'] },
}
const as = (post: PostKind, divisionId: string | null, id = 'a', byLeader = false): Context => ({
  actor: { id, name: id, postId: 'p', post, divisionId, inChargeOf: post === 'leadingGroup.deputy' ? ['land'] : [] },
  today: '2025-11-06',
  settings: { 'supervision.extensionByLeader': byLeader } as never,
})
const people = [
  as('division.officer', 'land'),
  as('division.head', 'land'),
  as('division.head', 'sea'),
  as('performanceOffice.staff', 'house'),
  as('leadingGroup.deputy', null),
  as('leadingGroup.member', 'land'),
]
const codesOf = (action: ShareAction, more: Partial<ShareFacts> = {}) =>
  people.map((who) => refusalOf(shareTransitions[action], { ...facts, ...more }, who)?.code)

test.each([
  ['receive', 'assigned', [undefined, undefined, ...Array.from({ length: 4 }, () => 'not_own_share')]],
  ['feedBack', 'received', [undefined, undefined, ...Array.from({ length: 4 }, () => 'not_own_share')]],
  ['handIn', 'received', ['not_own_head', undefined, ...Array.from({ length: 4 }, () => 'not_own_head')]],
  ['accept', 'submitted', ['x', 'x', 'x', undefined, 'x', 'x'].map((code) => code && 'not_judge_of_ticket')],
  ['sendBack', 'submitted', ['x', 'x', 'x', undefined, 'x', 'x'].map((code) => code && 'not_judge_of_ticket')],
] as const)('%s: officer, head, another head, performance office, deputy, member', (action, state, codes) => {
  expect(codesOf(action, { state })).toEqual(codes)
})

test('over the division that houses the performance office a deputy judges', () => {
  expect(codesOf('accept', { state: 'submitted', judgedByDeputy: true })[3]).toBe('not_judge_of_ticket')
  expect(codesOf('accept', { state: 'submitted', judgedByDeputy: true })[4]).toBeUndefined()
})

test('nobody accepts or returns what was fed back or handed in by oneself', () => {
  const self = as('performanceOffice.staff', 'house', 'writer')
  for (const action of ['accept', 'sendBack'] as const)
    expect(refusalOf(shareTransitions[action], { ...facts, state: 'submitted' }, self)?.code).toBe('own_work')
})

test('nothing is done in a ticket that is not being dealt with', () => {
  for (const ticketState of ['registered', 'withdrawn', 'closed'] as const) {
    expect(codesOf('feedBack', { ticketState })[0]).toBe('ticket_not_open')
    expect(codesOf('sendBack', { ticketState, state: 'done' })[3]).toBe('ticket_not_open')
  }
  expect(codesOf('sendBack', { ticketState: 'done', state: 'done' })[3]).toBeUndefined()
})

const ask: AskFacts = {
  ...{ divisionId: 'land', ticketState: 'assigned', state: 'received', dueOn: '2025-11-10' },
  ...{ untilOn: '2025-11-17', hasOpenRequest: false },
}
test.each([
  ['a later day', {}, undefined],
  ['the same day', { untilOn: '2025-11-10' }, 'not_later'],
  ['a later day that is over', { dueOn: '2025-11-03', untilOn: '2025-11-05' }, 'not_later'],
  ['today, once overdue', { dueOn: '2025-11-03', untilOn: '2025-11-06' }, undefined],
  ['while one is open', { hasOpenRequest: true }, 'request_open'],
  ['once handed in', { state: 'submitted' }, 'share_finished'],
  ['in a withdrawn ticket', { ticketState: 'withdrawn' }, 'ticket_not_open'],
] as const)('asking for %s', (_, more, code) => {
  const [officer] = people as [Context]
  expect(refusalOfRules(askExtensionRules, 'supervision.extend', { ...ask, ...more }, officer)?.code).toBe(code)
})

describe('a later day is decided', () => {
  const request: ExtensionFacts = {
    ...{ state: 'asked', shareState: 'received', ticketState: 'assigned', divisionId: 'land' },
    ...{ judgedByDeputy: false, askedBy: 'writer' },
  }
  const grant = (who: Context, more: Partial<ExtensionFacts> = {}) =>
    refusalOf(extensionTransitions.grant, { ...request, ...more }, who)?.code
  test('by the performance office, or by the leader in charge where the setting says so', () => {
    expect(people.map((who) => grant(who))).toEqual(
      ['x', 'x', 'x', undefined, 'x', 'x'].map((code) => code && 'not_decider_of_extension'),
    )
    expect(grant(as('performanceOffice.head', 'house', 'a', true))).toBe('not_decider_of_extension')
    expect(grant(as('leadingGroup.deputy', null, 'a', true))).toBeUndefined()
    expect(grant(as('leadingGroup.deputy', null, 'a', true), { divisionId: 'sea' })).toBe('not_decider_of_extension')
    expect(grant(as('leadingGroup.head', null, 'a', true), { divisionId: 'sea' })).toBeUndefined()
  })
  test('not by whoever asked, not once it is handed in', () => {
    expect(grant(as('performanceOffice.staff', 'house', 'writer'))).toBe('own_request')
    expect(grant(as('performanceOffice.staff', 'house'), { shareState: 'submitted' })).toBe('share_finished')
    const refuse = refusalOf(extensionTransitions.refuse, { ...request, shareState: 'submitted' }, people[3] as Context)
    expect(refuse).toBeUndefined()
  })
})

test('what was reported upwards is read once, by the leader in charge', () => {
  const overdue = { divisionId: 'land', isReported: true, isSeen: false }
  const see = (who: Context, more = {}) =>
    refusalOfRules(seeOverdueRules, 'supervision.see', { ...overdue, ...more }, who)?.code
  expect(people.map((who) => see(who))).toEqual(
    ['x', 'x', 'x', 'x', undefined, 'x'].map((code) => code && 'not_in_charge'),
  )
  const deputy = people[4] as Context
  expect(see(deputy, { isSeen: true })).toBe('seen_already')
  expect(see(deputy, { isReported: false })).toBe('not_reported')
  expect(see(deputy, { divisionId: 'sea' })).toBe('not_in_charge')
})
