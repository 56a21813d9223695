import { expect, test } from 'vitest'
import type { Actor, PostKind } from '#domain/kernel/actor.ts'
import { refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { type NoteAction, noteRules, noteTransitions } from './findingNote.ts'
import {
  departureRules,
  type GraveAction,
  type GraveFacts,
  graveFields,
  graveTransitions,
  proposeRules,
} from './grave.ts'

const actor = (id: string, post: PostKind, divisionId: string | null = null): Actor => ({
  ...{ id, name: id, postId: `${id}-post`, post, divisionId, inChargeOf: [] },
})
const context = (who: Actor) => ({ actor: who, today: '2025-11-06', settings: {} as never })
const matter: GraveFacts = { state: 'proposed', proposedBy: 'lin', entrustedTo: null, concerned: ['chen', 'zhou'] }
const refused = (action: GraveAction, who: Actor, more: Partial<GraveFacts> = {}) =>
  refusalOf(graveTransitions[action], { ...matter, ...more }, context(who))?.code
const groupHead = actor('shen', 'leadingGroup.head')
const deputy = actor('ye', 'leadingGroup.deputy')

test('the head of the group decides, or the deputy entrusted, and nobody who proposed it or is concerned', () => {
  expect(refused('decide', groupHead)).toBeUndefined()
  expect(refused('decide', deputy)).toBe('not_decider')
  expect(refused('decide', deputy, { entrustedTo: 'ye' })).toBeUndefined()
  expect(refused('decide', groupHead, { proposedBy: 'shen' })).toBe('own_proposal')
  expect(refused('decide', groupHead, { concerned: ['shen'] })).toBe('concerned')
  expect(refused('decide', actor('lin', 'performanceOffice.staff'))).toBe('not_decider')
  expect(refused('decide', groupHead, { state: 'decided' })).toBe('wrong_state')
})

test('the head entrusts, the performance office takes back what is not decided', () => {
  expect(refused('entrust', groupHead)).toBeUndefined()
  expect(refused('entrust', deputy)).toBe('not_your_post')
  expect(refused('takeBack', actor('lin', 'performanceOffice.staff'))).toBeUndefined()
  expect(refused('takeBack', deputy)).toBe('not_your_post')
  expect(refused('takeBack', actor('lin', 'performanceOffice.staff'), { state: 'decided' })).toBe('wrong_state')
})

test('an order is put before the group once it is issued, by the performance office', () => {
  const propose = (who: Actor, more: object = {}) => {
    const facts = { concerned: ['chen'], orderState: 'received' as const, isPending: false, ...more }
    return refusalOfRules(proposeRules, 'x', facts, context(who))?.code
  }
  expect(propose(actor('lin', 'performanceOffice.staff'))).toBeUndefined()
  expect(propose(groupHead)).toBe('not_your_post')
  expect(propose(actor('chen', 'performanceOffice.staff'))).toBe('concerned')
  expect(propose(actor('lin', 'performanceOffice.staff'), { orderState: 'checked' })).toBe('order_not_issued')
  expect(propose(actor('lin', 'performanceOffice.staff'), { isPending: true })).toBe('pending_already')
})

test('departing from the proposal needs a reason', () => {
  const decide = (decided: 'none' | 'circulatedCriticism', reason: string | null) =>
    refusalOfRules(departureRules, 'x', { proposed: 'circulatedCriticism', decided, reason }, context(groupHead))?.code
  expect(decide('circulatedCriticism', null)).toBeUndefined()
  expect(decide('none', null)).toBe('departure_without_reason')
  expect(decide('none', '已主动纠正')).toBeUndefined()
})

test('all but the state of a matter is sensitive', () => {
  const plain = Object.entries(graveFields).filter(([, field]) => !('isSensitive' in field))
  expect(plain.map(([key]) => key)).toEqual(['state'])
})

test('a note is made by the performance office and answered by its division, once', () => {
  const note = { state: 'noted' as const, divisionId: 'L1', notedBy: 'lin' }
  const of = (action: NoteAction, who: Actor, more: object = {}) =>
    refusalOf(noteTransitions[action], { ...note, ...more }, context(who))?.code
  const officer = actor('zhou', 'division.officer', 'L1')
  expect(of('answer', officer)).toBeUndefined()
  expect(of('answer', actor('qin', 'division.head', 'L2'))).toBe('not_noted_division')
  expect(of('answer', actor('he', 'leadingGroup.member', 'L1'))).toBe('not_noted_division')
  expect(of('answer', actor('lin', 'division.officer', 'L1'))).toBe('own_note')
  expect(of('answer', officer, { state: 'answered' })).toBe('wrong_state')
  expect(of('takeBack', officer)).toBe('not_your_post')
  expect(of('takeBack', actor('he', 'performanceOffice.head'))).toBeUndefined()
  expect(refusalOfRules(noteRules, 'x', undefined, context(officer))?.code).toBe('not_your_post')
})
