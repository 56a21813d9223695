import { expect, test } from 'vitest'
import type { PostKind } from '#domain/kernel/actor.ts'
import { type Context, refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { type ProblemAction, type ProblemFacts, problemTransitions, raiseRules } from './problem.ts'

const facts: ProblemFacts = {
  ...{ state: 'owned', chain: ['land', 'clearance', null] },
  ...{ ownerDivisionId: 'information', ownerPersonId: null },
}
const as = (post: PostKind, divisionId: string | null, id = 'a'): Context => ({
  actor: { id, name: id, postId: 'p', post, divisionId, inChargeOf: [] },
  today: '2025-11-06',
  settings: {} as never,
})
const people = [
  as('division.officer', 'land'),
  as('division.head', 'information'),
  as('division.officer', 'legal'),
  as('division.officer', null),
  as('performanceOffice.staff', 'legal'),
]
const codesOf = (action: ProblemAction, more: Partial<ProblemFacts> = {}) =>
  people.map((context) => refusalOf(problemTransitions[action], { ...facts, ...more }, context)?.code)

test.each([
  ['own', ['not_your_post', 'not_your_post', 'not_your_post', 'not_your_post', undefined]],
  ['note', [undefined, undefined, 'not_in_chain', 'not_in_chain', undefined]],
  ['solve', ['not_owner', undefined, 'not_owner', 'not_owner', undefined]],
] as const)('%s: the chain, the owner, a stranger, nobody, the performance office', (action, codes) => {
  expect(codesOf(action)).toEqual(codes)
})

test('where a person was named, a colleague of the division does not solve it', () => {
  const named = { ownerPersonId: 'bai' }
  expect(codesOf('solve', named)[1]).toBe('not_owner')
  const bai = as('division.officer', 'information', 'bai')
  expect(refusalOf(problemTransitions.solve, { ...facts, ...named }, bai)).toBeUndefined()
})

test('it is solved once somebody owns it, and opened again once it is solved', () => {
  const office = people[4] as Context
  const unowned = { ...facts, state: 'raised', ownerDivisionId: null } as const
  expect(refusalOf(problemTransitions.solve, unowned, office)?.code).toBe('wrong_state')
  expect(refusalOf(problemTransitions.reopen, facts, office)?.code).toBe('wrong_state')
  expect(codesOf('reopen', { state: 'solved' })[0]).toBeUndefined()
})

test('it is raised by whoever is in the chain', () => {
  const codes = people.map((context) => refusalOfRules(raiseRules, 'b', facts, context)?.code)
  expect(codes).toEqual([undefined, 'not_in_chain', 'not_in_chain', 'not_in_chain', undefined])
})
