import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Actor, type PostKind, postKinds } from '#domain/kernel/actor.ts'
import { refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import {
  type ClaimFacts,
  claimRules,
  type JudgementAction,
  type JudgementFacts,
  judgementStateNames,
  judgementTransitions,
  verdictNames,
} from './judgement.ts'
import { ownCheckRules, type ReportFacts, reportRules } from './report.ts'

const somebody = (id: string, post: PostKind, divisionId: string | null = null): Actor => ({
  ...{ id, name: id, postId: `${id} ${post}`, post, divisionId, inChargeOf: [] },
})
const contextOf = (actor: Actor, today = '2025-11-06') => ({ actor, today, settings: {} as Settings })
const head = somebody('head', 'division.head', 'D')
const officer = somebody('officer', 'division.officer', 'D')
const otherHead = somebody('other', 'division.head', 'E')
const office = somebody('office', 'performanceOffice.staff', 'S')
const deputy = somebody('deputy', 'leadingGroup.deputy')
const leader = somebody('leader', 'leadingGroup.head')

const claimed: JudgementFacts = {
  ...{ state: 'claimed', divisionId: 'D', judgedByDeputy: false, submittedBy: ['head', 'officer'] },
  ...{ judgedBy: null, verdict: null, reviewUntil: null, isInForce: true },
}
const judged: JudgementFacts = {
  ...claimed,
  state: 'judged',
  judgedBy: 'office',
  verdict: 'partly',
  reviewUntil: '2025-11-12',
}
const asked: JudgementFacts = { ...judged, state: 'underReview' }
const ofHouse = { judgedByDeputy: true }

describe('the judgement of a phase (Art. 14)', () => {
  test.each<[string, JudgementAction, JudgementFacts, Actor, string | undefined]>([
    ['is made by the performance office', 'judge', claimed, office, undefined],
    ['not by the division itself', 'judge', claimed, head, 'not_judge_of_phase'],
    ['not by a deputy in its place', 'judge', claimed, deputy, 'not_judge_of_phase'],
    ['of its own house by a deputy', 'judge', { ...claimed, ...ofHouse }, deputy, undefined],
    ['of its own house not by itself', 'judge', { ...claimed, ...ofHouse }, office, 'not_judge_of_phase'],
    ['not by whoever claimed it', 'judge', claimed, { ...office, id: 'head' }, 'own_claim'],
    ['not by whoever reported it', 'judge', claimed, { ...office, id: 'officer' }, 'own_claim'],
    ['not of an item that was taken out', 'judge', { ...claimed, isInForce: false }, office, 'item_not_in_force'],
    ['not twice', 'judge', judged, office, 'wrong_state'],
    ['a claim is taken back by the head', 'takeBack', claimed, head, undefined],
    ['not by an officer', 'takeBack', claimed, officer, 'not_head_of_phase'],
    ['not once it is judged', 'takeBack', judged, head, 'wrong_state'],
    ['a review is asked for by the head', 'askReview', judged, head, undefined],
    ['on the last day', 'askReview', { ...judged, reviewUntil: '2025-11-06' }, head, undefined],
    ['not a day later', 'askReview', { ...judged, reviewUntil: '2025-11-05' }, head, 'review_too_late'],
    ['while its last day is not known', 'askReview', { ...judged, reviewUntil: null }, head, undefined],
    ['not by another division', 'askReview', judged, otherHead, 'not_head_of_phase'],
    ['not of what was met', 'askReview', { ...judged, verdict: 'met' }, head, 'judged_as_claimed'],
    ['it is decided by a deputy', 'decide', asked, deputy, undefined],
    ['not by the performance office', 'decide', asked, office, 'not_reviewer_of_phase'],
    ['not by the head of the group', 'decide', asked, leader, 'not_reviewer_of_phase'],
    ['by the head of the group where a deputy judged', 'decide', { ...asked, ...ofHouse }, leader, undefined],
    ['not by the deputy who judged', 'decide', { ...asked, ...ofHouse, judgedBy: 'deputy' }, deputy, 'own_judgement'],
    ['not by whoever claimed it', 'decide', asked, { ...deputy, id: 'head' }, 'own_claim'],
    ['not before it was asked for', 'decide', judged, deputy, 'wrong_state'],
    ['nobody lets it become final by hand', 'settle', judged, office, 'by_system'],
  ])('%s', (_, action, facts, actor, code) => {
    expect(refusalOf(judgementTransitions[action], facts, contextOf(actor))?.code).toBe(code)
  })

  const person = fc.constantFrom('a', 'b', 'c')
  const anybody = fc.record({
    id: person,
    post: fc.constantFrom(...postKinds),
    divisionId: fc.constantFrom('D', 'S', null),
  })
  const anything = fc.record({
    state: fc.constantFrom(...judgementStateNames),
    divisionId: fc.constantFrom('D', 'S'),
    judgedByDeputy: fc.boolean(),
    submittedBy: fc.array(person, { maxLength: 2 }),
    judgedBy: fc.option(person),
    verdict: fc.option(fc.constantFrom(...verdictNames)),
    reviewUntil: fc.constantFrom('2025-11-05', '2025-11-06', null),
    isInForce: fc.boolean(),
  })

  test('nobody judges or reviews what they claimed, reported or judged, under no post and in nobody’s place', () => {
    const standIn = fc.option(person, { nil: undefined })
    fc.assert(
      fc.property(anything, anybody, standIn, fc.constantFrom('judge', 'decide'), (facts, who, holder, action) => {
        const actor = {
          ...somebody(who.id, who.post, who.divisionId),
          ...(holder
            ? {
                standsInFor: {
                  standInId: 's',
                  kind: 'substitute' as const,
                  personId: holder,
                  personName: holder,
                  toOn: null,
                  bases: null,
                },
              }
            : {}),
        }
        const allowed = !refusalOf(judgementTransitions[action], facts, contextOf(actor))
        const own = [who.id, holder].some(
          (one) =>
            one !== undefined && (facts.submittedBy.includes(one) || (action === 'decide' && facts.judgedBy === one)),
        )
        return !(allowed && own)
      }),
    )
  })

  test('what is final or taken back stays so', () => {
    for (const { from } of Object.values(judgementTransitions)) {
      expect(from).not.toContain('final')
      expect(from).not.toContain('takenBack')
    }
  })
})

describe('a claim', () => {
  const facts: ClaimFacts = { divisionId: 'D', isInForce: true, isReached: true, isClaimed: false, isMet: false }
  test.each<[string, Partial<ClaimFacts>, Actor, string | undefined]>([
    ['is made by the head', {}, head, undefined],
    ['not by an officer', {}, officer, 'not_head_of_phase'],
    ['not by another division', {}, otherHead, 'not_head_of_phase'],
    ['not before the phase was reported as reached', { isReached: false }, head, 'phase_not_reached'],
    ['not twice', { isClaimed: true }, head, 'phase_claimed'],
    ['not of what was met', { isMet: true }, head, 'phase_claimed'],
    ['not of an item that was taken out', { isInForce: false }, head, 'item_not_in_force'],
  ])('%s', (_, values, actor, code) => {
    expect(refusalOfRules(claimRules, 'progress.claim', { ...facts, ...values }, contextOf(actor))?.code).toBe(code)
  })
})

describe('a progress report (Art. 12)', () => {
  const facts: ReportFacts = {
    divisionId: 'D',
    isInForce: true,
    startsOn: '2025-11-06',
    isClaimed: false,
    isMet: false,
  }
  test.each<[string, Partial<ReportFacts>, Actor, string | undefined]>([
    ['is written by an officer', {}, officer, undefined],
    ['or by the head', {}, head, undefined],
    ['not by another division', {}, otherHead, 'not_division_of_phase'],
    ['not by the performance office', {}, office, 'not_division_of_phase'],
    ['not before the phase begins', { startsOn: '2025-11-07' }, officer, 'phase_not_begun'],
    ['not while the phase is judged', { isClaimed: true }, officer, 'phase_being_judged'],
    ['not once it was met', { isMet: true }, officer, 'phase_met'],
    ['not of an item that was taken out', { isInForce: false }, officer, 'item_not_in_force'],
    ['not of a phase without a division', { divisionId: null }, officer, 'not_division_of_phase'],
  ])('%s', (_, values, actor, code) => {
    expect(refusalOfRules(reportRules, 'progress.report', { ...facts, ...values }, contextOf(actor))?.code).toBe(code)
  })
})

test.each<[string, Actor, boolean, string | undefined]>([
  ['an own check is recorded by a division of the item (Art. 9)', officer, true, undefined],
  ['not by another one', otherHead, true, 'not_division_of_item'],
  ['not by the performance office', office, true, 'not_division_of_item'],
  ['not of an item that was taken out', officer, false, 'item_not_in_force'],
])('%s', (_, actor, isInForce, code) => {
  const facts = { divisionIds: ['D'], isInForce }
  expect(refusalOfRules(ownCheckRules, 'progress.ownCheck', facts, contextOf(actor))?.code).toBe(code)
})
