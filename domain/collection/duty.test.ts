import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Actor, type PostKind, postKinds } from '#domain/kernel/actor.ts'
import { type Context, refusalOf } from '#domain/kernel/lifecycle.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import { type Action, type DutyFacts, type Stage, stageNames, stages, transitions } from './duty.ts'
import { registrationFaults } from './registration.ts'

const settings = {} as Settings
const actorOf = (post: PostKind, divisionId: string | null = null, id = 'x', inChargeOf: string[] = []): Actor => ({
  ...{ id, name: id, postId: `${id}-post`, post, divisionId, inChargeOf },
})
const officer = actorOf('division.officer', 'land', 'officer')
const head = actorOf('division.head', 'land', 'head')
const coordinator = actorOf('division.officer', 'clearance', 'coordinator')
const stranger = actorOf('division.head', 'other', 'stranger')
const staff = actorOf('performanceOffice.staff', 'secretariat', 'staff')
const deputy = actorOf('leadingGroup.deputy', null, 'deputy', ['land'])
const otherDeputy = actorOf('leadingGroup.deputy', null, 'otherDeputy', ['clearance'])
const leader = actorOf('leadingGroup.head', null, 'leader')

const october: DutyFacts = {
  state: 'open',
  opensOn: '2025-11-01',
  responsibleDivisionId: 'land',
  coordinatingDivisionId: 'clearance',
  enteredBy: null,
  signedBy: null,
  acceptedByDeputy: false,
  hasDeputyInCharge: true,
}
const offered: DutyFacts = { ...october, state: 'offered', enteredBy: 'officer' }
const submitted: DutyFacts = { ...offered, state: 'submitted', signedBy: 'head' }
const byDeputy = { ...submitted, acceptedByDeputy: true }

const context = (actor: Actor, today = '2025-11-06'): Context => ({ actor, today, settings })
const codeOf = (action: Action, facts: DutyFacts, actor: Actor, today?: string) =>
  refusalOf(transitions[action], facts, context(actor, today), stages)?.code

describe('handing in (Art. 27)', () => {
  test.each([
    ['by an officer of the responsible division', october, officer, undefined],
    ['by its head', october, head, undefined],
    ['again after a return', { ...october, state: 'returned' }, officer, undefined],
    ['on the first day, before the sweep has run', { ...october, state: 'upcoming' }, officer, undefined],
    ['by the coordinating division', october, coordinator, 'not_responsible_division'],
    ['by another division', october, stranger, 'not_responsible_division'],
    ['by the performance office', october, staff, 'not_responsible_division'],
    ['what is already handed in', offered, officer, 'wrong_state'],
    ['what is signed', submitted, officer, 'wrong_state'],
  ] as const)('%s', (_, facts, actor, code) => expect(codeOf('offer', facts, actor)).toBe(code))

  test('before entry opens the refusal names the day', () => {
    const facts = { ...october, state: 'upcoming', opensOn: '2025-11-03' } as const
    const refusal = refusalOf(transitions.offer, facts, context(officer, '2025-11-02'), stages)
    expect(refusal).toMatchObject({ code: 'entry_not_open', role: false })
    expect(refusal?.message).toEqual({ zh: '11月3日起可以填报。', en: 'Entry opens on 3 Nov 2025.' })
  })

  test.each([
    ['by the division', offered, officer, undefined],
    ['by its head', offered, head, undefined],
    ['by the coordinating division', offered, coordinator, 'not_responsible_division'],
    ['after signing', submitted, officer, 'wrong_state'],
  ] as const)('taken back %s', (_, facts, actor, code) => expect(codeOf('takeBack', facts, actor)).toBe(code))
})

describe('signing (Art. 28)', () => {
  test.each([
    ['by the head', offered, head, undefined],
    ['by the head who entered it himself', { ...offered, enteredBy: 'head' }, head, undefined],
    ['by the officer', offered, officer, 'not_head_of_division'],
    ['by another head', offered, stranger, 'not_head_of_division'],
    ['by the leading group’s head', offered, leader, 'not_head_of_division'],
    ['twice', submitted, head, 'wrong_state'],
    ['before anything is handed in', october, head, 'wrong_state'],
  ] as const)('%s', (_, facts, actor, code) => expect(codeOf('sign', facts, actor)).toBe(code))
})

describe('registering what came on paper (Art. 30)', () => {
  test.each([
    ['by the coordinating division', october, coordinator, undefined],
    ['by the performance office', october, staff, undefined],
    ['again after a return', { ...october, state: 'returned' }, coordinator, undefined],
    ['by the responsible division', october, officer, 'not_receiver'],
    ['by another division', october, stranger, 'not_receiver'],
    ['by the leading group’s head', october, leader, 'not_receiver'],
    ['what waits for its signature here', offered, coordinator, 'wrong_state'],
    ['what is signed', submitted, coordinator, 'wrong_state'],
  ] as const)('%s', (_, facts, actor, code) => expect(codeOf('register', facts, actor)).toBe(code))

  const days = { signedOn: '2025-11-03', receivedOn: '2025-11-04' }
  test.each([
    ['in order', days, []],
    ['all on one day', { signedOn: '2025-11-06', receivedOn: '2025-11-06' }, []],
    ['received before it was signed', { ...days, receivedOn: '2025-11-02' }, ['receivedOn']],
    ['received tomorrow', { ...days, receivedOn: '2025-11-07' }, ['receivedOn']],
    ['signed before entry opened', { ...days, signedOn: '2025-10-31' }, ['signedOn']],
  ])('days %s', (_, given, paths) => {
    const faults = registrationFaults(given, october.opensOn, '2025-11-06')
    expect(faults.map(({ path }) => path)).toEqual(paths)
  })
})

describe.each(['accept', 'return'] as const)('%s (Art. 26)', (action) => {
  test.each([
    ['by the coordinating division', submitted, coordinator, undefined],
    ['by its head', submitted, actorOf('division.head', 'clearance', 'coordinatingHead'), undefined],
    ['by the responsible division', submitted, head, 'not_acceptor'],
    ['by a deputy', submitted, deputy, 'not_acceptor'],
    ['by the performance office', submitted, staff, 'not_acceptor'],
    ['by whoever entered it under another post', { ...submitted, enteredBy: 'coordinator' }, coordinator, 'own_data'],
    ['by whoever signed it under another post', { ...submitted, signedBy: 'coordinator' }, coordinator, 'own_data'],
    ['before it is signed', offered, coordinator, 'wrong_state'],
    ['what is accepted already', { ...submitted, state: 'accepted' }, coordinator, 'wrong_state'],
    ['in place of the division itself, by the deputy in charge', byDeputy, deputy, undefined],
    ['in place of the division itself, by another deputy', byDeputy, otherDeputy, 'not_acceptor'],
    ['where nobody is in charge, by any deputy', { ...byDeputy, hasDeputyInCharge: false }, otherDeputy, undefined],
    ['in place of the division itself, by the division', byDeputy, coordinator, 'not_acceptor'],
    ['by the group’s head', byDeputy, leader, 'not_acceptor'],
    ['by a deputy who signed it as head', { ...byDeputy, signedBy: 'deputy' }, deputy, 'own_data'],
  ] as const)('%s', (_, facts, actor, code) => expect(codeOf(action, facts, actor)).toBe(code))
})

describe('correcting', () => {
  test.each([
    ['what is signed', 'submitted', officer, undefined],
    ['what is accepted', 'accepted', officer, undefined],
    ['what is reported', 'reported', head, undefined],
    ['what is acknowledged', 'acknowledged', officer, undefined],
    ['what is not signed yet', 'offered', officer, 'wrong_state'],
    ['what was returned: it is handed in anew', 'returned', officer, 'wrong_state'],
    ['by the coordinating division', 'accepted', coordinator, 'not_responsible_division'],
  ] as const)('%s', (_, state, actor, code) => expect(codeOf('correct', { ...submitted, state }, actor)).toBe(code))
})

test.each(['open', 'report', 'acknowledge'] as const)('nobody’s button: %s', (action) => {
  for (const state of stageNames)
    for (const post of postKinds)
      expect(codeOf(action, { ...submitted, state }, actorOf(post, 'land'))).toBe('happens_by_itself')
})

test('every stage is reachable', () => {
  const reached = new Set<Stage>(['upcoming'])
  for (let before = -1; before !== reached.size; ) {
    before = reached.size
    for (const { from, to } of Object.values(transitions)) if (from.some((stage) => reached.has(stage))) reached.add(to)
  }
  expect([...reached].toSorted()).toEqual([...stageNames].toSorted())
})

test('nothing is accepted, reported or acknowledged but on its way: signed or registered, accepted, reported', () => {
  const into = (stage: Stage) => Object.values(transitions).filter(({ to }) => to === stage)
  expect(into('submitted').flatMap(({ from }) => from)).toEqual(['offered', 'open', 'returned'])
  expect(into('accepted').flatMap(({ from }) => from)).toEqual(['submitted'])
  expect(into('reported').flatMap(({ from }) => from)).toEqual(['accepted'])
  expect(into('acknowledged').flatMap(({ from }) => from)).toEqual(['reported'])
})

describe('for anyone in any state', () => {
  const id = fc.constantFrom('a', 'b')
  const division = fc.constantFrom('d', 'e')
  const facts: fc.Arbitrary<DutyFacts> = fc.record({
    state: fc.constantFrom(...stageNames),
    opensOn: fc.constantFrom('2025-11-01', '2025-11-06', '2025-11-07'),
    responsibleDivisionId: division,
    coordinatingDivisionId: division,
    enteredBy: fc.option(id),
    signedBy: fc.option(id),
    acceptedByDeputy: fc.boolean(),
    hasDeputyInCharge: fc.boolean(),
  })
  const actor = fc
    .tuple(fc.constantFrom(...postKinds), division, id, fc.subarray(['d', 'e']))
    .map(([post, at, who, charge]) => actorOf(post, post.startsWith('division') ? at : null, who, charge))
  const allowed = (action: Action, duty: DutyFacts, who: Actor) => codeOf(action, duty, who) === undefined

  test('nobody accepts or returns what they entered or signed', () => {
    fc.assert(
      fc.property(facts, actor, fc.constantFrom<Action>('accept', 'return'), (duty, who, action) => {
        fc.pre(duty.enteredBy === who.id || duty.signedBy === who.id)
        return !allowed(action, duty, who)
      }),
    )
  })

  test('no division accepts where a deputy does, no deputy where the division does', () => {
    fc.assert(
      fc.property(facts, actor, (duty, who) => {
        const isDeputy = who.post === 'leadingGroup.deputy'
        return !allowed('accept', { ...duty, state: 'submitted' }, who) || duty.acceptedByDeputy === isDeputy
      }),
      { numRuns: 2_000 },
    )
  })

  test('data are given, signed, taken back and corrected by the responsible division alone', () => {
    fc.assert(
      fc.property(
        facts,
        actor,
        fc.constantFrom<Action>('offer', 'sign', 'takeBack', 'correct'),
        (duty, who, action) => {
          const isOwn = who.divisionId === duty.responsibleDivisionId && who.post.startsWith('division.')
          return !allowed(action, duty, who) || isOwn
        },
      ),
    )
  })

  test('nothing is handed in before entry opens', () => {
    fc.assert(fc.property(facts, actor, (duty, who) => !(allowed('offer', duty, who) && duty.opensOn > '2025-11-06')))
  })
})
