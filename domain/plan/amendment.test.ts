import { describe, expect, test } from 'vitest'
import type { Actor, PostKind } from '#domain/kernel/actor.ts'
import { refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import { type AmendmentFacts, amendmentTransitions, beginRules, seesAmendment } from './amendment.ts'
import { amendmentFaults, taskDayFault } from './amendmentFaults.ts'
import { ItemContent } from './item.api.ts'
import { emptyContent, mayCarryWeight } from './item.ts'
import { contentOf, itemOf } from './itemContent.ts'

const as = (post: PostKind, divisionId: string | null = 'A', inChargeOf: string[] = []): Actor => ({
  ...{ id: 'a', name: '甲', postId: 'p', post, divisionId },
  inChargeOf,
})
const contextOf = (actor: Actor) => ({ actor, today: '2025-11-06', settings: {} as Settings })
const facts = (values: Partial<AmendmentFacts> = {}): AmendmentFacts => ({
  ...{ state: 'drafted', route: 'specialTask', divisionId: 'A', submittedBy: null },
  ...{ hasDeputyInCharge: true, blockingFaults: 0, isRevised: false, isTakenOut: false, isOutdated: false },
  ...values,
})
type Action = keyof typeof amendmentTransitions
const codeOf = (action: Action, of: AmendmentFacts, actor: Actor) =>
  refusalOf(amendmentTransitions[action], of, contextOf(actor))?.code

describe('an issued plan is changed by amendment (Art. 24)', () => {
  const proposed = facts({ state: 'proposed', submittedBy: 's' })
  test.each<[string, Action, AmendmentFacts, Actor, string | undefined]>([
    ['the responsible division drafts', 'edit', facts(), as('division.officer'), undefined],
    ['another division does not', 'edit', facts(), as('division.officer', 'B'), 'not_of_side'],
    [
      'persons are put right by the performance office',
      'edit',
      facts({ route: 'persons' }),
      as('performanceOffice.staff'),
      undefined,
    ],
    ['and not by the division', 'edit', facts({ route: 'persons' }), as('division.head'), 'not_of_side'],
    ['its head submits', 'submit', facts(), as('division.head'), undefined],
    ['an officer does not', 'submit', facts(), as('division.officer'), 'not_head_of_division'],
    ['nor with a fault', 'submit', facts({ blockingFaults: 1 }), as('division.head'), 'blocking_faults'],
    ['the deputy in charge approves', 'approve', proposed, as('leadingGroup.deputy', null, ['A']), undefined],
    ['another deputy does not', 'approve', proposed, as('leadingGroup.deputy', null, ['B']), 'not_leader_in_charge'],
    [
      'unless none is in charge',
      'approve',
      facts({ ...proposed, hasDeputyInCharge: false }),
      as('leadingGroup.deputy', null, ['B']),
      undefined,
    ],
    [
      'what was written before a revision is not approved any more',
      'approve',
      facts({ ...proposed, isOutdated: true }),
      as('leadingGroup.head', null),
      'item_changed_since',
    ],
    [
      'nor while a revision changes the item',
      'approve',
      facts({ ...proposed, isRevised: true }),
      as('leadingGroup.head', null),
      'item_being_revised',
    ],
    [
      'nor once the item is taken out',
      'approve',
      facts({ ...proposed, isTakenOut: true }),
      as('leadingGroup.head', null),
      'item_taken_out',
    ],
    [
      'but it is returned',
      'return',
      facts({ ...proposed, isOutdated: true }),
      as('leadingGroup.head', null),
      undefined,
    ],
    ['nor is it submitted', 'submit', facts({ isOutdated: true }), as('division.head'), 'item_changed_since'],
    ['the head of the group approves', 'approve', proposed, as('leadingGroup.head', null), undefined],
    [
      'nobody approves what they submitted',
      'approve',
      facts({ ...proposed, submittedBy: 'a' }),
      as('leadingGroup.head', null),
      'own_submission',
    ],
    ['nothing is applied before it is approved', 'apply', facts(), as('performanceOffice.staff'), 'not_approved'],
    ['persons are', 'apply', facts({ route: 'persons' }), as('performanceOffice.staff'), undefined],
    ['approved, it goes into the plan', 'apply', facts({ state: 'approved' }), as('performanceOffice.head'), undefined],
    ['by nobody else', 'apply', facts({ state: 'approved' }), as('division.head'), 'not_performance_office'],
    [
      'what is in the plan is not withdrawn',
      'withdraw',
      facts({ state: 'applied' }),
      as('division.head'),
      'wrong_state',
    ],
  ])('%s', (_, action, of, actor, code) => expect(codeOf(action, of, actor)).toBe(code))

  test('it begins once the plan is issued, one at a time for an item', () => {
    const begin = (planState: 'decided' | 'issued', isUnderWay: boolean, isRevised = false) => {
      const of = {
        route: 'item' as const,
        divisionId: 'A',
        planState,
        isRevision: false,
        isUnderWay,
        isRevised,
        isTakenOut: false,
      }
      return refusalOfRules(beginRules, 'plan.changeItem', of, contextOf(as('division.officer')))?.code
    }
    expect([
      begin('issued', false),
      begin('decided', false),
      begin('issued', true),
      begin('issued', false, true),
    ]).toEqual([undefined, 'plan_not_issued', 'amendment_under_way', 'item_being_revised'])
  })

  test('what is under way is its division’s, what is in the plan everybody’s', () => {
    const sees = (state: AmendmentFacts['state'], divisionId: string | null, post: PostKind = 'division.officer') =>
      seesAmendment({ post, divisionId }, { state, divisionId: 'A' })
    expect([sees('proposed', 'A'), sees('proposed', 'B'), sees('applied', 'B')]).toEqual([true, false, true])
    expect(sees('proposed', null, 'leadingGroup.head')).toBe(true)
    const beside = (state: AmendmentFacts['state'], divisionId: string) =>
      seesAmendment({ post: 'division.officer', divisionId }, { state, divisionId: 'A', beside: ['B'] })
    expect([beside('drafted', 'B'), beside('proposed', 'B'), beside('approved', 'B'), beside('proposed', 'C')]).toEqual(
      [...[false, true, true, false]],
    )
    const asked = (state: AmendmentFacts['state'], divisionId: string) =>
      seesAmendment({ post: 'division.officer', divisionId }, { state, divisionId: 'A', asked: ['B'] })
    expect([asked('withdrawn', 'B'), asked('drafted', 'B'), asked('withdrawn', 'C')]).toEqual([true, false, false])
  })
})

describe('what a change may not touch on its way', () => {
  const indicator = {
    ...{
      name: '旅客量',
      unit: '人次',
      decimals: 0,
      frequency: 'month' as const,
      definition: '',
      collectingUnitId: null,
    },
    ...{ delivery: 'citySystem' as const, evidenceNeeded: false, target: null, feed: null, divisionId: null },
  }
  const vehicles = { ...indicator, name: '车辆', target: '9000' }
  const phase = (startsOn: string, endsOn: string) => ({
    ...{ title: '阶段', startsOn, endsOn, goal: '完成', criterion: '完成为达到' },
    weight: '50',
    divisionId: null,
  })
  const [past, coming] = [phase('2025-01-01', '2025-03-31'), phase('2025-04-01', '2025-12-31')]
  const before: ItemContent = {
    ...emptyContent(2025),
    code: 'KA-1',
    title: '通关',
    responsibleDivisionId: 'A',
    indicators: [indicator, vehicles],
    phases: [past, coming],
  }
  const paths = (route: AmendmentFacts['route'], change: Partial<ItemContent>, of: ItemContent | null = before) =>
    amendmentFaults({ route, divisionId: 'A' }, of, { ...before, ...change }, '2025-06-01').map(({ path }) => path)

  test.each([
    ['persons', { mainResponsiblePersonId: 'x', title: '通关保障' }, []],
    ['persons', { goal: '95%' }, ['goal']],
    ['item', { startsOn: '2025-02-01', reporting: '按月' }, []],
    ['item', {}, ['title']],
    ['persons', {}, ['title']],
    ['item', { phases: [{ ...past, criterion: '做了就算' }, coming] }, ['phases']],
    ['item', { phases: [past, { ...coming, endsOn: '2025-11-30' }] }, []],
    ['item', { goal: '95%', weight: '12' }, ['goal', 'weight']],
    ['item', { responsibleDivisionId: 'B' }, ['responsibleDivisionId']],
    ['item', { indicators: [indicator, vehicles, { ...indicator, name: '货物' }] }, []],
    ['item', { indicators: [vehicles] }, []],
    ['item', { indicators: [vehicles, { ...indicator, unit: '万人次' }] }, []],
    ['item', { indicators: [indicator] }, ['indicators']],
    ['item', { indicators: [indicator, { ...vehicles, target: '1' }] }, ['indicators']],
    ['item', { indicators: [indicator, { ...vehicles, frequency: 'quarter' }] }, ['indicators']],
  ] as const)('%s: %o', (route, change, faults) => {
    expect(paths(route, change as Partial<ItemContent>)).toEqual(faults)
  })

  test('a special task is of its kind, of the division, and carries no weight', () => {
    expect(paths('specialTask', { kind: 'specialTask' }, null)).toEqual([])
    expect(paths('specialTask', { weight: '5', responsibleDivisionId: 'B' }, null)).toEqual([
      'kind',
      'weight',
      'responsibleDivisionId',
    ])
  })

  test.each([
    ['specialTask', 'issued', false],
    ['specialTask', 'drafting', true],
    ['keyWork', 'issued', true],
    [undefined, 'issued', true],
  ] as const)('a %s of a plan that is %s may carry a weight: %s', (kind, planState, may) =>
    expect(mayCarryWeight({ kind, planState })).toBe(may),
  )

  test.each([
    ['2025-11-06', true],
    ['2025-11-05', true],
    ['2025-11-07', false],
    [null, false],
  ])('a task of %s is taken: %s', (day, isTaken) => expect(taskDayFault(day, '2025-11-06') === undefined).toBe(isTaken))

  test('an item that is shared is the same to the letter, and only what is changed counts as changed', () => {
    const measure = { what: '建设', who: '', untilOn: null, personId: null }
    const shared = {
      ...before,
      measures: [measure],
      coDivisions: [{ divisionId: '0190a0de-0000-4000-8000-000000000001', goal: '配合' }],
    }
    const sent = (content: ItemContent) => ItemContent.parse(JSON.parse(JSON.stringify(content)))
    const of = { ...shared, responsibleDivisionId: '0190a0de-0000-4000-8000-000000000001' }
    const back = contentOf(itemOf(of, { id: 'i', year: 2025 }))
    const words = (content: ItemContent) =>
      Object.entries(content)
        .map(([key, value]) => `${key} ${JSON.stringify(value)}`)
        .toSorted()
    expect(words(back)).toEqual(words(sent(of)))
    const faults = amendmentFaults(
      { route: 'item', divisionId: 'A' },
      back,
      sent({ ...of, reporting: '按月' }),
      '2025-06-01',
    )
    expect(faults).toEqual([])
  })

  test('a content as an item, and back, is the same content', () => {
    expect(contentOf(itemOf(before, { id: 'i', year: 2025 }))).toEqual(before)
  })
})
