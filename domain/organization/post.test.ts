import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Actor, type PostKind, postKinds } from '#domain/kernel/actor.ts'
import { refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import { holdsOn, lineOf, overlap, type Period } from './organization.ts'
import {
  type GrantFacts,
  grantFactsOf,
  grantRules,
  leadingGroupRules,
  needsDivision,
  officeRules,
  type PostAction,
  type PostFacts,
  postStateNames,
  postStateOn,
  postStates,
  postTransitions,
} from './post.ts'

const today = '2025-11-06'
const settings = {} as Settings
const acting = (post: PostKind, id = 'security'): Actor => ({
  id,
  name: 'x',
  postId: 'p',
  post,
  divisionId: null,
  inChargeOf: [],
})
const securityAdmin = acting('securityAdmin')
const context = { actor: securityAdmin, today, settings }

const division = { name: '陆路口岸一处', houses: false, fromOn: '2010-01-01', toOn: null }
const grant: GrantFacts = {
  kind: 'division.officer',
  personId: 'a',
  isDisabled: false,
  line: null,
  division,
  fromOn: '2025-11-10',
  toOn: null,
  otherHead: null,
  divisionHead: null,
  besideReason: '',
  isHeldAlready: false,
  inChargeOf: [],
}
const head: GrantFacts = { ...grant, kind: 'leadingGroup.head', division: null }
const office: GrantFacts = { ...grant, kind: 'performanceOffice.staff' }

const refusedGrant = (facts: GrantFacts, actor = securityAdmin) =>
  refusalOfRules([...grantRules, ...leadingGroupRules, ...officeRules], 'organization.post', facts, {
    ...context,
    actor,
  })

describe('a second head of a division', () => {
  const beside = { name: '陈嘉禾', toOn: null }
  const second: GrantFacts = { ...grant, kind: 'division.head', divisionHead: beside }
  const besideReason = '交接重叠一个月'

  test.each([
    ['without a word', second, 'division_has_head'],
    ['with a reason that says nothing', { ...second, besideReason: '一' }, 'division_has_head'],
    ['for ever', { ...second, besideReason }, 'overlap_without_end'],
    ['until a day, with the reason', { ...second, besideReason, toOn: '2025-12-10' }, undefined],
    [
      'beside one who leaves, with the reason',
      { ...second, besideReason, divisionHead: { ...beside, toOn: '2025-12-01' } },
      undefined,
    ],
    ['where there is no other', { ...second, divisionHead: null }, undefined],
  ])('%s', (_name, facts, code) => {
    expect(refusedGrant(facts)?.code).toBe(code)
  })

  test('is looked for among those who head it in the same time, for a head alone', () => {
    const around = {
      ...{ personId: 'b', isDisabled: false, own: [], division, otherHeads: [] },
      divisionHeads: [{ name: '陈嘉禾', fromOn: '2020-01-01', toOn: '2025-12-01' }],
    }
    const wish = { kind: 'division.head' as const, divisionId: 'd', toOn: null, inChargeOf: [] }
    expect(grantFactsOf({ ...wish, fromOn: '2025-11-30' }, around).divisionHead?.name).toBe('陈嘉禾')
    expect(grantFactsOf({ ...wish, fromOn: '2025-12-01' }, around).divisionHead).toBeNull()
    expect(grantFactsOf({ ...wish, kind: 'division.officer', fromOn: '2025-11-30' }, around).divisionHead).toBeNull()
  })
})

describe('granting a post', () => {
  test.each([
    ['to an officer', grant, undefined],
    ['until a day', { ...grant, toOn: '2025-11-11' }, undefined],
    ['ending on the day it begins', { ...grant, toOn: '2025-11-10' }, 'ends_before_begin'],
    ['ending before it begins', { ...grant, toOn: '2025-11-09' }, 'ends_before_begin'],
    ['to a disabled person', { ...grant, isDisabled: true }, 'disabled'],
    ['to oneself', { ...grant, personId: 'security' }, 'own_post'],
    ['an administrator to who never held a post', { ...head, kind: 'auditAdmin' }, undefined],
    [
      'an administrator to who held a business post',
      { ...head, kind: 'auditAdmin', line: 'business' },
      'administrators_apart',
    ],
    [
      'an administrator to another administrator',
      { ...head, kind: 'auditAdmin', line: 'systemAdmin' },
      'administrators_apart',
    ],
    ['a business post to an administrator', { ...grant, line: 'auditAdmin' }, 'administrators_apart'],
    ['a further business post', { ...grant, line: 'business' }, undefined],
    ['without the division it needs', { ...grant, division: null }, 'division_needed'],
    ['with a division it does not have', { ...head, division }, 'division_needed'],
    [
      'in a division that does not exist yet',
      { ...grant, division: { ...division, fromOn: '2026-01-01' } },
      'division_not_in_force',
    ],
    ['in a division that was', { ...grant, division: { ...division, toOn: '2025-11-10' } }, 'division_not_in_force'],
    ['of the performance office elsewhere', office, 'not_in_house'],
    ['of the performance office in its house', { ...office, division: { ...division, houses: true } }, undefined],
    ['a second head of the leading group', { ...head, otherHead: '周主任' }, 'one_head'],
    ['the head of the leading group', head, undefined],
    ['the head with a charge', { ...head, inChargeOf: ['d'] }, undefined],
    ['a charge to an officer', { ...grant, inChargeOf: ['d'] }, 'charge_of_leaders'],
    ['the same post again', { ...grant, isHeldAlready: true }, 'held_already'],
    ['a member of the leading group by itself', { ...grant, kind: 'leadingGroup.member' }, 'member_by_virtue'],
  ] as const)('%s', (_, facts, code) => {
    expect(refusedGrant(facts)?.code).toBe(code)
  })

  test.each(postKinds.filter((kind) => kind !== 'securityAdmin'))('is not for %s', (post) => {
    expect(refusedGrant(grant, acting(post))).toMatchObject({ code: 'not_your_post', role: true })
  })

  test('nobody ever gets two lines, and nobody is granted a post by himself', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...postKinds),
        fc.constantFrom(null, 'business', 'systemAdmin', 'securityAdmin', 'auditAdmin'),
        fc.constantFrom('a', 'security'),
        (kind, line, personId) => {
          const facts = {
            ...grant,
            kind,
            line,
            personId,
            division: needsDivision(kind) ? division : null,
          } as GrantFacts
          const allowed = refusedGrant(facts) === undefined
          return !allowed || ((line === null || line === lineOf(kind)) && personId !== 'security')
        },
      ),
    )
  })
})

const held: PostFacts = {
  state: 'held',
  kind: 'division.officer',
  fromOn: '2020-01-01',
  toOn: null,
  isByVirtue: false,
  endsOn: today,
  inChargeOf: [],
  othersHolding: 0,
}
const refused = (action: PostAction, facts: PostFacts, actor = securityAdmin) =>
  refusalOf(postTransitions[action], facts, { ...context, actor }, postStates)

describe('ending a post', () => {
  test.each([
    ['today', held, undefined],
    ['later', { ...held, endsOn: '2025-12-31' }, undefined],
    ['yesterday', { ...held, endsOn: '2025-11-05' }, 'ends_in_the_past'],
    ['before it begins', { ...held, state: 'upcoming', fromOn: '2025-12-01' }, 'ends_before_begin'],
    [
      'on the day it would begin',
      { ...held, state: 'upcoming', fromOn: '2025-12-01', endsOn: '2025-12-01' },
      undefined,
    ],
    ['that came by virtue of another', { ...held, kind: 'leadingGroup.member', isByVirtue: true }, 'member_by_virtue'],
    ['of the last security administrator', { ...held, kind: 'securityAdmin' }, 'last_administrator'],
    ['of the last system administrator', { ...held, kind: 'systemAdmin' }, 'last_administrator'],
    ['of a system administrator with another one', { ...held, kind: 'systemAdmin', othersHolding: 1 }, undefined],
    ['of the audit administrator', { ...held, kind: 'auditAdmin' }, undefined],
    ['that has ended', { ...held, state: 'ended' }, 'wrong_state'],
  ] as const)('%s', (_, facts, code) => {
    expect(refused('end', facts)?.code).toBe(code)
  })

  test.each(postKinds.filter((kind) => kind !== 'securityAdmin'))('is not for %s', (post) => {
    expect(refused('end', held, acting(post))).toMatchObject({ code: 'not_your_post', role: true })
    expect(refused('charge', held, acting(post))).toMatchObject({ code: 'not_your_post', role: true })
  })

  test('an ended post is final, and every other state is left by an action', () => {
    const actions = Object.values(postTransitions)
    expect(actions.some(({ from }) => from.includes('ended'))).toBe(false)
    for (const state of postStateNames.filter((name) => name !== 'ended'))
      expect(actions.some(({ from }) => from.includes(state))).toBe(true)
  })
})

describe('setting a charge', () => {
  test.each([
    ['of a deputy', { ...held, kind: 'leadingGroup.deputy', inChargeOf: ['d'] }, undefined],
    ['of a head of division', { ...held, kind: 'division.head', inChargeOf: ['d'] }, 'charge_of_leaders'],
    ['of a deputy who has left', { ...held, kind: 'leadingGroup.deputy', state: 'ended' }, 'wrong_state'],
  ] as const)('%s', (_, facts, code) => {
    expect(refused('charge', facts)?.code).toBe(code)
  })
})

describe('periods are half-open', () => {
  // Few days on purpose: neighbours and equal days are what the rules are about.
  const day = fc.constantFrom('2025-11-05', '2025-11-06', '2025-11-07', '2025-11-08')
  const period: fc.Arbitrary<Period> = fc.record({ fromOn: day, toOn: fc.option(day) })

  test('two periods overlap exactly if some day lies in both', () => {
    const days = ['2025-11-05', '2025-11-06', '2025-11-07', '2025-11-08', '2025-11-09']
    fc.assert(
      fc.property(period, period, (a, b) => overlap(a, b) === days.some((one) => holdsOn(a, one) && holdsOn(b, one))),
    )
  })

  test('the state of a post follows from its period', () => {
    fc.assert(fc.property(period, day, (a, on) => (postStateOn(a, on) === 'held') === holdsOn(a, on)))
    expect(postStateOn({ fromOn: '2025-12-01', toOn: null }, today)).toBe('upcoming')
    expect(postStateOn({ fromOn: '2025-12-01', toOn: '2025-12-01' }, today)).toBe('ended')
    expect(postStateOn({ fromOn: '2020-01-01', toOn: today }, today)).toBe('ended')
  })
})
