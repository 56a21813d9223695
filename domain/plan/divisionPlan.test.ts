import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Holidays, holidaysOf } from '#domain/calendar/workingDays.ts'
import { type Actor, type PostKind, postKinds } from '#domain/kernel/actor.ts'
import { refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import {
  contentOfLastYear,
  type DivisionPlanAction,
  type DivisionPlanFacts,
  divisionPlanStates,
  divisionPlanTransitions,
  fewFiles,
  foreignFaults,
  latenessOf,
  seesDivisionPlan,
  startRules,
} from './divisionPlan.ts'
import { emptyContent } from './item.ts'
import { blockingIn, lintDivisionItem, lintDivisionPlan } from './linter.ts'
import { division, fullItem, noFacts, phase } from './plan.fixtures.ts'

const as = (post: PostKind, divisionId: string | null = 'd', values: Partial<Actor> = {}): Actor => ({
  ...{ id: 'a', name: '甲', postId: 'p', post, divisionId, inChargeOf: [] },
  ...values,
})
const contextOf = (actor: Actor) => ({ actor, today: '2025-12-01', settings: {} as Settings })
const facts = (values: Partial<DivisionPlanFacts> = {}): DivisionPlanFacts => ({
  ...{ state: 'drafting', divisionId: 'd', callState: 'issued', blockingFaults: 0, submittedBy: null },
  ...{ judgedByDeputy: false, hasDeputyInCharge: false },
  ...values,
})
const submitted = (values: Partial<DivisionPlanFacts> = {}) =>
  facts({ state: 'submitted', submittedBy: 'h', ...values })
const [head, officer] = [as('division.head'), as('division.officer')]
const staff = as('performanceOffice.staff', 'ms')
const deputy = as('leadingGroup.deputy', null)
const inCharge = as('leadingGroup.deputy', null, { inChargeOf: ['d'] })
const ofOffice = { judgedByDeputy: true }

describe("a division's plan (Art. 19)", () => {
  test.each<[string, DivisionPlanAction, DivisionPlanFacts, Actor, string | undefined]>([
    ['is written by its officer', 'edit', facts(), officer, undefined],
    ['is written by its head', 'edit', facts(), head, undefined],
    ['is not written by another division', 'edit', facts(), as('division.head', 'e'), 'not_own_division'],
    ['is not written by the performance office', 'edit', facts(), staff, 'not_own_division'],
    ['is not written by a member of its division', 'edit', facts(), as('leadingGroup.member'), 'not_own_division'],
    ['is not written once submitted', 'edit', submitted(), officer, 'wrong_state'],
    ['is not written under a closed call', 'edit', facts({ callState: 'closed' }), officer, 'call_not_open'],
    ['is signed off by its head', 'submit', facts(), head, undefined],
    ['is not signed off by an officer', 'submit', facts(), officer, 'not_head_of_division'],
    ['is not signed off by another head', 'submit', facts(), as('division.head', 'e'), 'not_head_of_division'],
    ['is not signed off with a fault', 'submit', facts({ blockingFaults: 1 }), head, 'blocking_faults'],
    ['is not signed off before it was checked', 'submit', facts({ blockingFaults: null }), head, 'blocking_faults'],
    ['is not signed off under a closed call', 'submit', facts({ callState: 'closed' }), head, 'call_not_open'],
    ['is not signed off twice', 'submit', submitted(), head, 'wrong_state'],
    ['is accepted by the performance office', 'accept', submitted(), staff, undefined],
    ['is accepted after the call was closed too', 'accept', submitted({ callState: 'closed' }), staff, undefined],
    ['is not accepted by its own head', 'accept', submitted(), head, 'not_judge'],
    ['is not accepted by a deputy', 'accept', submitted(), deputy, 'not_judge'],
    ['is not accepted by whoever signed it off', 'accept', submitted({ submittedBy: 'a' }), staff, 'own_submission'],
    ['is not accepted as a draft', 'accept', facts(), staff, 'wrong_state'],
    ['is returned by the performance office', 'return', submitted(), staff, undefined],
    ['is not returned under a closed call', 'return', submitted({ callState: 'closed' }), staff, 'call_not_open'],
    ['is not returned once accepted', 'return', facts({ state: 'accepted' }), staff, 'wrong_state'],
    ['of the performance office’s house is not judged by it', 'accept', submitted(ofOffice), staff, 'not_judge'],
    ['of that house is judged by a deputy', 'accept', submitted(ofOffice), deputy, undefined],
    [
      'of that house is not judged by another deputy than the one in charge',
      'return',
      submitted({ ...ofOffice, hasDeputyInCharge: true }),
      deputy,
      'not_judge',
    ],
    [
      'of that house is judged by the deputy in charge',
      'return',
      submitted({ ...ofOffice, hasDeputyInCharge: true }),
      inCharge,
      undefined,
    ],
    [
      'of that house is not judged by the head of the group',
      'accept',
      submitted(ofOffice),
      as('leadingGroup.head', null),
      'not_judge',
    ],
  ])('%s', (_, action, given, actor, code) => {
    expect(refusalOf(divisionPlanTransitions[action], given, contextOf(actor), divisionPlanStates)?.code).toBe(code)
  })

  test('nobody judges what they signed off, under whatever post', () => {
    const post = fc.constantFrom(...postKinds)
    const id = fc.constantFrom('a', 'h')
    fc.assert(
      fc.property(post, id, fc.boolean(), fc.constantFrom('accept', 'return'), (kind, who, judgedByDeputy, action) => {
        const given = submitted({ judgedByDeputy, submittedBy: 'h' })
        const refusal = refusalOf(divisionPlanTransitions[action], given, contextOf(as(kind, 'd', { id: who })))
        return refusal !== undefined || who !== 'h'
      }),
    )
  })

  test.each<[string, Partial<Parameters<typeof refusalOfRules>[2] & object>, Actor, string | undefined]>([
    ['by an officer of the division', {}, officer, undefined],
    ['not by another division', {}, as('division.officer', 'e'), 'not_own_division'],
    ['not before the call is issued', { callState: 'drafted' }, officer, 'call_not_open'],
    ['not once the call is closed', { callState: 'closed' }, officer, 'call_not_open'],
    ['not twice', { isStarted: true }, officer, 'plan_exists'],
  ])('is begun %s', (_, values, actor, code) => {
    const given = { divisionId: 'd', callState: 'issued' as const, isStarted: false, ...values }
    expect(refusalOfRules(startRules, 'plan.divisionDraft', given, contextOf(actor))?.code).toBe(code)
  })

  test.each<[PostKind, string | null, boolean]>([
    ['division.officer', 'd', true],
    ['leadingGroup.member', 'd', true],
    ['division.head', 'e', false],
    ['leadingGroup.member', 'e', false],
    ['performanceOffice.staff', 'ms', true],
    ['leadingGroup.deputy', null, true],
    ['auditAdmin', null, false],
  ])('is seen by %s of %s: %s', (post, divisionId, isSeen) => {
    expect(seesDivisionPlan(as(post, divisionId), 'd')).toBe(isSeen)
  })

  test('has at most twenty attachments', () => {
    const refused = (fileCount: number) => refusalOfRules(fewFiles, 'x', { fileCount }, contextOf(officer))?.code
    expect([refused(19), refused(20)]).toEqual([undefined, 'too_many_files'])
  })
})

describe('late is late by the day in force', () => {
  const holidays: Holidays = holidaysOf(
    new Map([
      ['2025-01-01', 'rest'],
      ['2025-10-01', 'rest'],
    ]),
  )
  test.each([
    ['on the day', '2025-12-05', '2025-12-05', { isLate: false, workingDays: 0 }],
    ['a day before', '2025-12-04', '2025-12-05', { isLate: false, workingDays: 0 }],
    ['over a weekend', '2025-12-08', '2025-12-05', { isLate: true, workingDays: 1 }],
    ['on the Saturday after', '2025-12-06', '2025-12-05', { isLate: true, workingDays: 0 }],
    ['while the day is awaited', '2025-12-08', null, { isLate: false, workingDays: 0 }],
    ['so that the count awaits a list', '2026-01-05', '2025-12-31', { isLate: true, workingDays: null }],
  ])('%s', (_, submittedOn, dueOn, expected) => {
    expect(latenessOf({ submittedOn, dueOn }, holidays)).toEqual(expected)
  })
})

describe('the linter for a division (Art. 19, 20)', () => {
  const plan = { workPlanText: '计划', files: [], items: [fullItem()] }
  const codes = (draft: typeof plan) => lintDivisionPlan(draft, noFacts).map(({ code }) => code)
  test('asks for items and for the work plan as text or attachment', () => {
    expect(codes(plan)).toEqual([])
    expect(codes({ ...plan, items: [] })).toEqual(['L20'])
    expect(codes({ ...plan, workPlanText: '' })).toEqual(['L21'])
    expect(codes({ ...plan, workPlanText: '', files: [{}] as never[] })).toEqual([])
    expect(blockingIn(lintDivisionPlan({ workPlanText: '', files: [], items: [] }, noFacts))).toBe(2)
  })
  test('leaves weight and coordinating division to the office’s plan, and nothing else', () => {
    const found = (values: Parameters<typeof fullItem>[0]) =>
      lintDivisionItem(fullItem(values), noFacts).map(({ code }) => code)
    expect(found({ weight: null, coordinatingDivision: null })).toEqual([])
    expect(found({ goal: '', method: null, mainResponsiblePerson: null })).toEqual(['L01', 'L04', 'L07'])
  })
})

test('items of a division’s plan are its own', () => {
  const content = emptyContent(2026)
  expect(foreignFaults(content, 'd')).toEqual([])
  expect(foreignFaults({ ...content, responsibleDivisionId: 'd' }, 'd')).toEqual([])
  expect(foreignFaults({ ...content, responsibleDivisionId: 'e' }, 'd')).toMatchObject([
    { path: 'responsibleDivisionId' },
  ])
})

test('last year’s item moves on by a year, its row of the city’s table stays behind', () => {
  const {
    version: _version,
    silences: _silences,
    ...last
  } = fullItem({
    measures: [{ what: '复测', who: '', person: { id: 'p', name: '甲' }, untilOn: '2024-02-29' }],
    coDivisions: [{ division: division('丙'), goal: '备好接口' }],
    year: 2024,
    code: 'KA-2024-01',
    startsOn: '2024-01-01',
    endsOn: '2024-12-31',
    phases: [phase('2024-01-01', '2024-02-29')],
    municipalIndicator: { id: 'm', number: 1, name: '市级指标' },
    participants: [{ id: 'q', name: '乙' }],
  })
  expect(contentOfLastYear(last, 2025)).toMatchObject({
    code: 'KA-2025-01',
    startsOn: '2025-01-01',
    endsOn: '2025-12-31',
    phases: [{ startsOn: '2025-01-01', endsOn: '2025-02-28' }],
    municipalIndicatorId: null,
    responsibleDivisionId: division('甲').id,
    participantIds: ['q'],
    measures: [{ what: '复测', personId: 'p', untilOn: '2025-02-28' }],
    coDivisions: [{ divisionId: division('丙').id, goal: '备好接口' }],
  })
  expect(Object.keys(contentOfLastYear(last, 2025)).toSorted()).toEqual(Object.keys(emptyContent(2025)).toSorted())
})
