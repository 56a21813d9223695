import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Actor, type PostKind, postKinds } from '#domain/kernel/actor.ts'
import { refusalOf } from '#domain/kernel/lifecycle.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import {
  type PlanAction,
  type PlanFacts,
  type PlanState,
  planStates,
  planTransitions,
  seesInFull,
  seesPlan,
} from './plan.ts'

const as = (post: PostKind, id = 'a', divisionId: string | null = null): Actor => ({
  id,
  name: '甲',
  postId: 'p',
  post,
  divisionId,
  inChargeOf: [],
})
const contextOf = (actor: Actor) => ({ actor, today: '2025-11-06', settings: {} as Settings })
const states = Object.keys(planStates) as PlanState[]
const actions = Object.keys(planTransitions) as PlanAction[]
const officeHead = as('performanceOffice.head')
const groupHead = as('leadingGroup.head', 'b')
const facts = (state: PlanState, values: Partial<PlanFacts> = {}): PlanFacts => ({
  state,
  blockingFaults: 0,
  submittedBy: state === 'drafting' ? null : 'a',
  isConsulted: true,
  undisposed: 0,
  isNoticeSigned: true,
  undecidedItems: 0,
  undecidedTasks: 0,
  entrustedTo: null,
  meetsOn: null,
  revised: null,
  ...values,
})

describe('the office plan (Art. 21, 22)', () => {
  test.each<[string, PlanAction, PlanFacts, Actor, string | undefined]>([
    ['is drafted by the performance office', 'edit', facts('drafting'), as('performanceOffice.staff'), undefined],
    ['is not drafted by a division', 'edit', facts('drafting'), as('division.head'), 'not_your_post'],
    ['is not changed under review', 'edit', facts('underReview'), officeHead, 'wrong_state'],
    ['is submitted without faults', 'submit', facts('drafting'), officeHead, undefined],
    [
      'is not submitted with one fault',
      'submit',
      facts('drafting', { blockingFaults: 1 }),
      officeHead,
      'blocking_faults',
    ],
    [
      'is not submitted before it was checked',
      'submit',
      facts('drafting', { blockingFaults: null }),
      officeHead,
      'blocking_faults',
    ],
    [
      'is not laid before the divisions before it was checked',
      'consult',
      facts('drafting', { blockingFaults: null }),
      officeHead,
      'blocking_faults',
    ],
    [
      'is not submitted before the divisions were consulted',
      'submit',
      facts('drafting', { isConsulted: false }),
      officeHead,
      'not_consulted',
    ],
    [
      'is not submitted with a comment undecided',
      'submit',
      facts('drafting', { undisposed: 1 }),
      officeHead,
      'comments_undisposed',
    ],
    ['is laid before the divisions', 'consult', facts('drafting'), as('performanceOffice.staff'), undefined],
    [
      'is not laid before the divisions with a fault',
      'consult',
      facts('drafting', { blockingFaults: 1 }),
      officeHead,
      'blocking_faults',
    ],
    [
      'is not laid before the divisions by one of them',
      'consult',
      facts('drafting'),
      as('division.head'),
      'not_your_post',
    ],
    ['is not changed while the divisions are asked', 'edit', facts('consulting'), officeHead, 'wrong_state'],
    ['is not submitted while the divisions are asked', 'submit', facts('consulting'), officeHead, 'wrong_state'],
    ['is a draft again afterwards', 'revise', facts('consulting'), officeHead, undefined],
    ['is not submitted by staff', 'submit', facts('drafting'), as('performanceOffice.staff'), 'not_your_post'],
    ['is not submitted twice', 'submit', facts('underReview'), officeHead, 'wrong_state'],
    ['is decided by the head of the leading group', 'decide', facts('underReview'), groupHead, undefined],
    ['is not decided by a deputy', 'decide', facts('underReview'), as('leadingGroup.deputy', 'b'), 'not_decider'],
    ['is not decided before it was submitted', 'decide', facts('drafting'), groupHead, 'wrong_state'],
    [
      'is not decided by its submitter',
      'decide',
      facts('underReview', { submittedBy: 'b' }),
      groupHead,
      'own_submission',
    ],
    ['is returned by the head of the leading group', 'return', facts('underReview'), groupHead, undefined],
    [
      'is not returned by its submitter',
      'return',
      facts('underReview', { submittedBy: 'b' }),
      groupHead,
      'own_submission',
    ],
    ['is not returned once decided', 'return', facts('decided'), groupHead, 'wrong_state'],
    ['is issued once decided', 'issue', facts('decided'), officeHead, undefined],
    ['is not issued undecided', 'issue', facts('underReview'), officeHead, 'wrong_state'],
    ['is not issued by the leading group', 'issue', facts('decided'), groupHead, 'not_your_post'],
    ['is not issued twice', 'issue', facts('issued'), officeHead, 'wrong_state'],
  ])('%s', (_, action, of, actor, code) => {
    expect(refusalOf(planTransitions[action], of, contextOf(actor), planStates)?.code).toBe(code)
  })

  test('every state is reached from drafting, and the issued one is final', () => {
    const reached = new Set<PlanState>(['drafting'])
    for (const _ of states)
      for (const { from, to } of Object.values(planTransitions))
        if (from.some((state) => reached.has(state))) reached.add(to)
    expect([...reached].toSorted()).toEqual(states.toSorted())
    expect(actions.filter((action) => planTransitions[action].from.includes('issued'))).toEqual([])
  })

  test('whoever submitted it never decides it, whatever the post', () => {
    const who = fc.constantFrom('a', 'b')
    fc.assert(
      fc.property(
        fc.constantFrom(...states),
        fc.constantFrom(...postKinds),
        who,
        who,
        fc.constantFrom('decide' as const, 'return' as const),
        (state, post, id, submittedBy, action) => {
          const refused = refusalOf(planTransitions[action], facts(state, { submittedBy }), contextOf(as(post, id)))
          return refused !== undefined || id !== submittedBy
        },
      ),
    )
  })

  test('nothing is submitted while something must be put right', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...states),
        fc.constantFrom(...postKinds),
        fc.nat(3),
        (state, post, blockingFaults) => {
          const refused = refusalOf(planTransitions.submit, facts(state, { blockingFaults }), contextOf(as(post)))
          return refused !== undefined || blockingFaults === 0
        },
      ),
    )
  })
})

describe('who sees what', () => {
  test.each<[PostKind, boolean]>([
    ['performanceOffice.head', true],
    ['performanceOffice.staff', true],
    ['leadingGroup.head', true],
    ['leadingGroup.deputy', true],
    ['division.head', false],
    ['division.officer', false],
  ])('%s sees a draft that nobody is consulted on: %s', (post, sees) => {
    for (const state of states)
      expect(seesPlan(as(post), state)).toBe(sees || state === 'issued' || state === 'consulting')
  })

  test('a member of the leading group sees what is laid before the divisions or the group, and no draft', () => {
    const seen = states.filter((state) => seesPlan(as('leadingGroup.member'), state))
    expect(seen).toEqual(['consulting', 'underReview', 'decided', 'issued'])
  })

  test.each<[string, Actor, boolean]>([
    ['its responsible division', as('division.officer', 'a', 'own'), true],
    ['its coordinating division', as('division.officer', 'a', 'coordinating'), true],
    ['a member of that division', as('leadingGroup.member', 'a', 'own'), true],
    ['another division', as('division.head', 'a', 'other'), false],
    ['the performance office', as('performanceOffice.staff', 'a', 'other'), true],
    ['a deputy', as('leadingGroup.deputy'), true],
  ])('an item is seen in full by %s: %s', (_, actor, sees) => {
    const item = { responsibleDivisionId: 'own', coordinatingDivisionId: 'coordinating', coDivisionIds: [] }
    expect(seesInFull(actor, item)).toBe(sees)
    if (sees) return
    expect(seesInFull(actor, { ...item, coDivisionIds: ['other'] })).toBe(actor.divisionId === 'other')
    const nobodys = { responsibleDivisionId: null, coordinatingDivisionId: null, coDivisionIds: [] }
    expect(seesInFull(actor, nobodys)).toBe(false)
  })
})
