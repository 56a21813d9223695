import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Actor, PostKind } from '#domain/kernel/actor.ts'
import { type Context, refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import {
  isOverdue,
  type OrderAction,
  type OrderFacts,
  orderFields,
  orderTransitions,
  plainForPersons,
} from './order.ts'
import { linkOfSource, orderStates } from './orderStates.ts'
import { evidenceRules, newDueRules } from './orderWords.ts'

const actor = (id: string, post: PostKind, divisionId: string | null = null, more: Partial<Actor> = {}): Actor => ({
  ...{ id, name: id, postId: `${id}-post`, post, divisionId, inChargeOf: [] },
  ...more,
})
const staff = actor('lin', 'performanceOffice.staff', 'MS')
const officeHead = actor('he', 'performanceOffice.head', 'MS')
const deputy = actor('ye', 'leadingGroup.deputy')
const head = actor('chen', 'division.head', 'L1')
const officer = actor('zhou', 'division.officer', 'L1')
const otherHead = actor('qin', 'division.head', 'L2')

const context = (who: Actor): Context => ({ actor: who, today: '2025-11-06', settings: {} as never })
const order: OrderFacts = {
  ...{ state: 'drafted', target: 'division', divisionId: 'L1', personId: null, draftedBy: 'lin', checkedBy: null },
  ...{ answeredBy: [], judgedByDeputy: false, ofDivision: ['chen', 'zhou'], dueOn: '2025-11-14' },
  ...{ isExtensionAsked: false, extensionAskedBy: null },
}
const refused = (action: OrderAction, who: Actor, more: Partial<OrderFacts> = {}) =>
  refusalOf(orderTransitions[action], { ...order, ...more }, context(who))?.code

test('an order is drafted and checked by two people of the performance office and issued by its head', () => {
  expect(refused('check', officeHead)).toBeUndefined()
  expect(refused('check', staff)).toBe('own_draft')
  expect(refused('check', deputy)).toBe('not_your_post')
  expect(refused('check', head)).toBe('not_your_post')
  const checked = { state: 'checked', checkedBy: 'he' } as const
  expect(refused('issue', officeHead, checked)).toBeUndefined()
  expect(refused('issue', staff, checked)).toBe('not_your_post')
  expect(refused('issue', officeHead, { ...checked, draftedBy: 'he' })).toBe('own_draft')
  expect(refused('issue', officeHead)).toBe('wrong_state')
  expect(refused('issue', officeHead, { ...checked, dueOn: '2025-11-06' })).toBe('due_day_past')
  expect(refused('issue', officeHead, { ...checked, dueOn: '2025-11-07' })).toBeUndefined()
})

test('whoever it is about has no hand in it, nor anybody in their place', () => {
  const about = { target: 'person', personId: 'lin', divisionId: 'MS', ofDivision: ['lin'] } as const
  expect(refused('edit', staff, about)).toBe('concerned')
  expect(refused('edit', officeHead, about)).toBeUndefined()
  const standIn = {
    standInId: 's',
    kind: 'delegation',
    personId: 'lin',
    personName: '林',
    toOn: null,
    bases: null,
  } as const
  expect(refused('edit', { ...officeHead, standsInFor: standIn }, about)).toBe('concerned')
  expect(refused('withdraw', staff, { ...about, state: 'issued' })).toBe('concerned')
})

test('it is received and answered by the head of the division, or by the person alone', () => {
  const issued = { state: 'issued' } as const
  expect(refused('receive', head, issued)).toBeUndefined()
  expect(refused('receive', officer, issued)).toBe('not_addressee')
  expect(refused('receive', otherHead, issued)).toBe('not_addressee')
  expect(refused('receive', officeHead, issued)).toBe('not_addressee')
  const own = { ...issued, target: 'person', personId: 'zhou' } as const
  expect(refused('receive', officer, own)).toBeUndefined()
  expect(refused('receive', head, own)).toBe('not_addressee')
  const standIn = {
    standInId: 's',
    kind: 'substitute',
    personId: 'x',
    personName: 'x',
    toOn: null,
    bases: null,
  } as const
  expect(refused('receive', { ...officer, standsInFor: standIn }, own)).toBe('not_addressee')
  expect(refused('answer', head, issued)).toBe('wrong_state')
})

test('an answer has evidence, or says why there is none', () => {
  const of = (files: number, noEvidence: string | null) =>
    refusalOfRules(evidenceRules, 'x', { files, noEvidence }, context(head))?.code
  expect(of(1, null)).toBeUndefined()
  expect(of(0, '属口头整改')).toBeUndefined()
  expect(of(0, null)).toBe('evidence_missing')
  expect(of(1, '属口头整改')).toBe('evidence_and_none')
})

test('it is verified by somebody else: neither who answered nor anybody of that division', () => {
  const answered = { state: 'answered', answeredBy: ['chen'] } as const
  expect(refused('close', staff, answered)).toBeUndefined()
  expect(refused('close', officeHead, answered)).toBeUndefined()
  expect(refused('close', head, answered)).toBe('not_verifier')
  expect(refused('close', deputy, answered)).toBe('not_verifier')
  // the same people under another post
  expect(refused('close', actor('chen', 'performanceOffice.staff', 'MS'), answered)).toBe('not_independent')
  expect(refused('reject', actor('zhou', 'performanceOffice.head', 'MS'), answered)).toBe('not_independent')
  const housing = { ...answered, divisionId: 'MS', judgedByDeputy: true, ofDivision: ['su'], answeredBy: ['su'] }
  expect(refused('close', deputy, housing)).toBeUndefined()
  expect(refused('close', staff, housing)).toBe('not_verifier')
  expect(refused('close', actor('su', 'leadingGroup.deputy'), housing)).toBe('not_independent')
})

test('more time is asked for once and decided by the head of the office, or by a deputy', () => {
  const received = { state: 'received' } as const
  expect(refused('askExtension', head, received)).toBeUndefined()
  expect(refused('askExtension', staff, received)).toBe('not_addressee')
  const asked = { ...received, isExtensionAsked: true, extensionAskedBy: 'chen' }
  expect(refused('askExtension', head, asked)).toBe('extension_asked')
  expect(refused('extend', officeHead, asked)).toBeUndefined()
  expect(refused('extend', officeHead, received)).toBe('no_extension_asked')
  expect(refused('extend', staff, asked)).toBe('not_extender')
  expect(refused('refuseExtension', head, asked)).toBe('not_extender')
  expect(refused('extend', actor('chen', 'performanceOffice.head'), asked)).toBe('own_extension')
  expect(refused('extend', deputy, { ...asked, judgedByDeputy: true, ofDivision: [] })).toBeUndefined()
  const day = (dueOn: string, after = '2025-11-14') =>
    refusalOfRules(newDueRules, 'x', { dueOn, after }, context(head))?.code
  expect(day('2025-11-20')).toBeUndefined()
  expect(day('2025-11-14')).toBe('due_day_earlier')
  expect(day('2025-11-06', '2025-11-01')).toBe('due_day_past')
})

test('it is withdrawn before it is answered, and not afterwards', () => {
  for (const state of ['drafted', 'checked', 'issued', 'received'] as const)
    expect(refused('withdraw', staff, { state })).toBeUndefined()
  for (const state of ['answered', 'closed', 'withdrawn'] as const)
    expect(refused('withdraw', staff, { state })).toBe('wrong_state')
})

test('it is overdue only while it waits for whoever it is addressed to', () => {
  const dueOn = '2025-11-05'
  expect(isOverdue({ state: 'received', dueOn }, '2025-11-06')).toBe(true)
  expect(isOverdue({ state: 'received', dueOn }, '2025-11-05')).toBe(false)
  expect(isOverdue({ state: 'answered', dueOn }, '2025-11-06')).toBe(false)
  expect(isOverdue({ state: 'drafted', dueOn }, '2025-11-06')).toBe(false)
})

test('of an order to a person the history says only states and days in words', () => {
  expect([...plainForPersons].toSorted()).toEqual(['askedUntil', 'dueOn', 'state'])
  expect(Object.keys(orderFields)).toEqual(expect.arrayContaining([...plainForPersons]))
})

test('what something was found in leads to its page', () => {
  expect(linkOfSource('duty', 'x')).toBe('/duties/x')
  expect(linkOfSource('free', null)).toBeUndefined()
  expect(linkOfSource('check', 'x')).toBeUndefined()
})

const people = [staff, officeHead, deputy, head, officer, otherHead, actor('chen', 'performanceOffice.staff', 'MS')]
type Step = { readonly action: OrderAction; readonly who: Actor; readonly files: number; readonly none: string | null }
const actions = (Object.keys(orderTransitions) as OrderAction[]).filter((action) => action !== 'withdraw')
const step: fc.Arbitrary<Step> = fc.record({
  action: fc.oneof(
    { weight: 60, arbitrary: fc.constantFrom(...actions) },
    { weight: 1, arbitrary: fc.constant('withdraw' as const) },
  ),
  who: fc.constantFrom(...people),
  files: fc.integer({ min: 0, max: 2 }),
  none: fc.constantFrom(null, '无材料'),
})

test('no path closes an order without evidence and somebody else who verified it', () => {
  let closed = 0
  const path = fc.array(step, { minLength: 150, maxLength: 300, size: 'max' })
  fc.assert(
    fc.property(path, (steps) => {
      let facts = { ...order }
      const evidence: boolean[] = []
      for (const { action, who, files, none } of steps) {
        if (refusalOf(orderTransitions[action], facts, context(who), orderStates)) continue
        if (action === 'answer') {
          if (refusalOfRules(evidenceRules, 'x', { files, noEvidence: none }, context(who))) continue
          evidence.push(files > 0 || none !== null)
          facts = { ...facts, answeredBy: [...facts.answeredBy, who.id] }
        }
        if (action === 'close') {
          closed += 1
          expect(evidence.at(-1)).toBe(true)
          expect(facts.answeredBy.length).toBeGreaterThan(0)
          expect([...facts.answeredBy, ...facts.ofDivision]).not.toContain(who.id)
        }
        facts = { ...facts, state: orderTransitions[action].to }
        if (action === 'check') facts = { ...facts, checkedBy: who.id }
        if (action === 'edit') facts = { ...facts, draftedBy: who.id }
        if (action === 'askExtension') facts = { ...facts, isExtensionAsked: true, extensionAskedBy: who.id }
        if (action === 'extend' || action === 'refuseExtension') facts = { ...facts, isExtensionAsked: false }
      }
    }),
    { numRuns: 500, seed: 20_251_106 },
  )
  expect(closed).toBeGreaterThan(10)
})
