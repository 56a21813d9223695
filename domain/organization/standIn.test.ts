import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { transitions as dutyTransitions } from '#domain/collection/duty.ts'
import { type Actor, businessPosts, isOwn, type PostKind, postKinds, type StandsInFor } from '#domain/kernel/actor.ts'
import { refusalOf, refusalOfRules, refusalOfScope } from '#domain/kernel/lifecycle.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import { actsOf, actsWith, basesOf, delegableActNames } from './delegableActs.ts'
import {
  type AbsenceFacts,
  absenceRules,
  delegationRules,
  isAbove,
  mayStandIn,
  meets,
  type PostOf,
  type StandInFacts,
  standInStateOn,
  substituteRules,
} from './standIn.ts'

const today = '2025-11-06'
const settings = {} as Settings
const actorAs = (post: PostKind, more: Partial<Actor> = {}): Actor => ({
  ...{ id: 'me', name: 'x', postId: 'p', post, divisionId: 'd', inChargeOf: [] },
  ...more,
})
const contextOf = (actor: Actor) => ({ actor, today, settings })

const post: PostOf = { kind: 'division.head', divisionId: 'd', fromOn: '2010-01-01', toOn: null, holderId: 'me' }
const facts: StandInFacts = {
  kind: 'substitute',
  post,
  fromOn: today,
  toOn: null,
  person: {
    ...{ id: 'other', name: '周以宁', isDisabled: false, line: 'business' },
    posts: [{ kind: 'division.officer', divisionId: 'd' }],
  },
  acts: null,
  taken: null,
}

describe('naming a substitute', () => {
  const person = facts.person
  test.each([
    ['an officer of the division', facts, undefined],
    ['oneself', { ...facts, person: { ...person, id: 'me' } }, 'oneself'],
    [
      'somebody of another division',
      { ...facts, person: { ...person, posts: [{ kind: 'division.officer', divisionId: 'e' }] } },
      'too_far',
    ],
    ['somebody without a post', { ...facts, person: { ...person, posts: [] } }, 'no_own_post'],
    ['a disabled account', { ...facts, person: { ...person, isDisabled: true } }, 'no_own_post'],
    ['an administrator', { ...facts, person: { ...person, line: 'auditAdmin' } }, 'administrators_apart'],
    ['from yesterday', { ...facts, fromOn: '2025-11-05' }, 'begins_in_the_past'],
    ['that ends before it begins', { ...facts, toOn: today }, 'ends_before_begin'],
    ['after the post has ended', { ...facts, post: { ...post, toOn: today } }, 'post_not_held'],
    ['for a member by virtue', { ...facts, post: { ...post, kind: 'leadingGroup.member' } }, 'member_by_virtue'],
    ['beside another one', { ...facts, taken: '许望舒' }, 'taken'],
    ['for a foreign post', { ...facts, post: { ...post, holderId: 'her', divisionId: 'e' } }, 'not_holder_or_above'],
  ] as const)('%s', (_, given, code) => {
    expect(refusalOfRules(substituteRules, 'x', given, contextOf(actorAs('division.head')))?.code).toBe(code)
  })

  test('is nobody’s who himself stands in', () => {
    const standsInFor: StandsInFor = {
      standInId: 's',
      kind: 'substitute',
      personId: 'her',
      personName: '',
      toOn: null,
      bases: null,
    }
    const context = contextOf(actorAs('division.head', { standsInFor }))
    expect(refusalOfRules(substituteRules, 'x', facts, context)?.code).toBe('not_in_own_post')
  })
})

describe('delegating acts', () => {
  const delegation: StandInFacts = { ...facts, kind: 'delegation', toOn: '2025-11-20', acts: ['signData'] }
  test.each([
    ['an act of the post', delegation, undefined],
    ['an act of another post', { ...delegation, acts: ['decidePlan'] }, 'act_not_of_post'],
    ['of somebody else’s post', { ...delegation, post: { ...post, holderId: 'her' } }, 'not_holder'],
  ] as const)('%s', (_, given, code) => {
    expect(refusalOfRules(delegationRules, 'x', given, contextOf(actorAs('division.head')))?.code).toBe(code)
  })

  test('every act belongs to some post, and is found again by its bases', () => {
    for (const act of delegableActNames) {
      expect(businessPosts.some((kind) => actsOf(kind).includes(act))).toBe(true)
      expect(actsWith(basesOf([act]))).toContain(act)
    }
  })

  test('two delegations meet where time and acts do', () => {
    const a = { fromOn: '2025-11-01', toOn: '2025-11-10', bases: ['duty.sign'] }
    expect(meets(a, { ...a, fromOn: '2025-11-10', toOn: null })).toBe(false)
    expect(meets(a, { ...a, bases: ['duty.accept'] })).toBe(false)
    expect(meets(a, { ...a, fromOn: '2025-11-09', toOn: null })).toBe(true)
    expect(meets(a, { ...a, bases: null })).toBe(false)
  })
})

describe('recording an absence', () => {
  const absence: AbsenceFacts = {
    post: { ...post, holderId: 'her' },
    fromOn: today,
    toOn: '2025-11-20',
    isAbsent: false,
  }
  test.each([
    ['by the performance office', absence, 'performanceOffice.staff', undefined],
    ['by the head of the leading group', absence, 'leadingGroup.head', undefined],
    ['by an officer', absence, 'division.officer', 'not_above'],
    ['one’s own', { ...absence, post }, 'performanceOffice.head', 'not_above'],
    ['twice', { ...absence, isAbsent: true }, 'leadingGroup.head', 'absent_already'],
  ] as const)('%s', (_, given, kind, code) => {
    expect(refusalOfRules(absenceRules, 'x', given, contextOf(actorAs(kind)))?.code).toBe(code)
  })
})

test.each([
  ['division.head', 'd', [], { kind: 'division.officer', divisionId: 'd' }, true],
  ['division.head', 'd', [], { kind: 'division.officer', divisionId: 'e' }, false],
  ['division.head', 'd', [], { kind: 'division.head', divisionId: 'd' }, false],
  ['leadingGroup.deputy', null, ['d'], { kind: 'division.head', divisionId: 'd' }, true],
  ['leadingGroup.deputy', null, ['e'], { kind: 'division.head', divisionId: 'd' }, false],
  ['leadingGroup.deputy', null, ['d'], { kind: 'leadingGroup.deputy', divisionId: null }, false],
  ['leadingGroup.head', null, [], { kind: 'leadingGroup.deputy', divisionId: null }, true],
  ['leadingGroup.head', null, [], { kind: 'leadingGroup.head', divisionId: null }, false],
  ['performanceOffice.head', 'm', [], { kind: 'performanceOffice.staff', divisionId: 'm' }, true],
] as const)('%s of %s, in charge of %o, is above %o: %s', (kind, divisionId, inChargeOf, below, isIt) => {
  expect(isAbove({ post: kind, divisionId, inChargeOf }, below)).toBe(isIt)
})

test('a leader stands in for a leader and for nobody else', () => {
  for (const kind of postKinds)
    expect(mayStandIn({ kind: 'leadingGroup.head', divisionId: null }, [{ kind, divisionId: null }])).toBe(
      kind === 'leadingGroup.head' || kind === 'leadingGroup.deputy',
    )
  expect(
    mayStandIn({ kind: 'division.head', divisionId: 'd' }, [{ kind: 'leadingGroup.deputy', divisionId: null }]),
  ).toBe(false)
})

test.each([
  [{ fromOn: '2025-11-07', toOn: null }, 'upcoming'],
  [{ fromOn: '2025-11-06', toOn: '2025-11-07' }, 'inForce'],
  [{ fromOn: '2025-11-01', toOn: '2025-11-06' }, 'ended'],
  [{ fromOn: '2025-11-09', toOn: '2025-11-09' }, 'ended'],
] as const)('%o is %s', (period, state) => {
  expect(standInStateOn(period, today)).toBe(state)
})

describe('acting in another’s place', () => {
  // Few persons on purpose: collisions are what the rules are about.
  const person = fc.constantFrom('a', 'b', 'c')
  const standsInFor = fc.option(
    person.map(
      (personId): StandsInFor => ({
        standInId: 's',
        kind: 'substitute',
        personId,
        personName: '',
        toOn: null,
        bases: null,
      }),
    ),
    { nil: undefined },
  )

  test('nobody accepts what he, or whoever he stands in for, entered or signed, or had signed', () => {
    fc.assert(
      fc.property(
        person,
        standsInFor,
        person,
        person,
        fc.option(person),
        (id, standing, enteredBy, signedBy, signedFor) => {
          const actor = actorAs('division.head', { id, standsInFor: standing })
          const duty = {
            ...{ state: 'submitted' as const, opensOn: today, responsibleDivisionId: 'r', coordinatingDivisionId: 'd' },
            ...{ enteredBy, signedBy, signedFor, acceptedByDeputy: false, hasDeputyInCharge: false },
          }
          const isAllowed = refusalOf(dutyTransitions.accept, duty, contextOf(actor)) === undefined
          return isAllowed === !isOwn(actor, enteredBy, signedBy, signedFor)
        },
      ),
    )
  })

  test('a delegate has the acts that were delegated, a substitute all', () => {
    const delegate = (bases: string[] | null) =>
      contextOf(
        actorAs('division.head', {
          standsInFor: { standInId: 's', kind: 'delegation', personId: 'b', personName: '陈嘉禾', toOn: null, bases },
        }),
      )
    expect(refusalOfScope('duty.sign', delegate(['duty.sign']))).toBeUndefined()
    expect(refusalOfScope('report.sign', delegate(['duty.sign']))).toMatchObject({ code: 'not_delegated', role: true })
    expect(refusalOfScope('report.sign', delegate(null))).toBeUndefined()
    expect(refusalOfScope('report.sign', contextOf(actorAs('division.head')))).toBeUndefined()
  })
})
