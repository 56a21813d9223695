import { describe, expect, test } from 'vitest'
import { holidaysOf } from '#domain/calendar/workingDays.ts'
import type { Actor, PostKind } from '#domain/kernel/actor.ts'
import { refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import {
  type CallAction,
  type CallFacts,
  callDueOn,
  callStates,
  callStatesSeenBy,
  callTransitions,
  type ExtensionFacts,
  extensionRules,
  newCallRules,
  noCallFacts,
} from './planCall.ts'

const as = (post: PostKind, divisionId: string | null = 'ms'): Actor => ({
  ...{ id: 'a', name: '甲', postId: 'p', post, divisionId, inChargeOf: [] },
})
const contextOf = (actor: Actor) => ({ actor, today: '2025-12-01', settings: {} as Settings })
const facts = (values: Partial<CallFacts> = {}): CallFacts => ({
  ...{ state: 'issued', year: 2026, hasText: true, secretariatId: 'ms', isIncorporated: false, openDivisions: 0 },
  ...{ reason: '', notice: 'none' },
  ...values,
})
const drafted = (values: Partial<CallFacts> = {}) => facts({ state: 'drafted', ...values })
const closed = facts({ state: 'closed' })
const [head, staff] = [as('performanceOffice.head'), as('performanceOffice.staff')]

describe('the call for plans (Art. 18)', () => {
  test.each<[string, CallAction, CallFacts, Actor, string | undefined]>([
    ['is drafted by the performance office', 'edit', drafted(), staff, undefined],
    ['is not drafted by a division', 'edit', drafted(), as('division.head'), 'not_your_post'],
    ['is not changed once issued', 'edit', facts(), staff, 'wrong_state'],
    ['is issued by the head of the performance office', 'issue', drafted(), head, undefined],
    ['is not issued by staff', 'issue', drafted(), staff, 'not_your_post'],
    ['is not issued without text', 'issue', drafted({ hasText: false }), head, 'text_missing'],
    [
      'is not changed while a notice is drafted from it',
      'edit',
      drafted({ notice: 'underWay' }),
      staff,
      'notice_drafted',
    ],
    [
      'is not issued before its notice is signed off',
      'issue',
      drafted({ notice: 'underWay' }),
      head,
      'notice_not_signed',
    ],
    ['is issued by its signed notice', 'issue', drafted({ notice: 'signedOff' }), head, undefined],
    ['is issued in its own year still', 'issue', drafted({ year: 2025 }), head, undefined],
    ['is not issued for a year that is over', 'issue', drafted({ year: 2024 }), head, 'year_over'],
    ['is not issued twice', 'issue', facts(), head, 'wrong_state'],
    ['is taken in by the secretariat’s officer', 'incorporate', facts(), as('division.officer'), undefined],
    ['is not taken in by another division', 'incorporate', facts(), as('division.head', 'l1'), 'not_secretariat'],
    ['is not taken in by the performance office', 'incorporate', facts(), head, 'not_secretariat'],
    ['is not taken in before its issue', 'incorporate', drafted(), as('division.head'), 'wrong_state'],
    [
      'is not corrected without reason',
      'incorporate',
      facts({ isIncorporated: true }),
      as('division.head'),
      'reason_missing',
    ],
    [
      'is corrected with reason',
      'incorporate',
      facts({ isIncorporated: true, reason: '文号有误' }),
      as('division.head'),
      undefined,
    ],
    ['is extended by staff', 'extend', facts(), staff, undefined],
    ['is not extended by a division', 'extend', facts(), as('division.head'), 'not_your_post'],
    ['is not extended once closed', 'extend', closed, staff, 'wrong_state'],
    ['is closed when all is accepted', 'close', facts(), head, undefined],
    ['is not closed by staff', 'close', facts(), staff, 'not_your_post'],
    ['is not closed with a plan open', 'close', facts({ openDivisions: 1 }), head, 'plans_open'],
    [
      'is closed with a plan open for a reason',
      'close',
      facts({ openDivisions: 1, reason: '机构撤销' }),
      head,
      undefined,
    ],
    ['is not closed twice', 'close', closed, head, 'wrong_state'],
  ])('%s', (_, action, given, actor, code) => {
    expect(refusalOf(callTransitions[action], given, contextOf(actor), callStates)?.code).toBe(code)
  })

  test.each<[string, Actor, number, string | undefined]>([
    ['by the performance office for next year', staff, 2026, undefined],
    ['not for a year that is over', staff, 2024, 'year_over'],
    ['not by a division', as('division.head'), 2026, 'not_your_post'],
  ])('is begun %s', (_, actor, year, code) => {
    expect(refusalOfRules(newCallRules, 'plan.call', noCallFacts(year), contextOf(actor))?.code).toBe(code)
  })

  test('is seen by divisions from its issue on', () => {
    expect(callStatesSeenBy(as('division.head'))).toEqual(['issued', 'closed'])
    expect(callStatesSeenBy(as('leadingGroup.member'))).toEqual(['issued', 'closed'])
    expect(callStatesSeenBy(as('leadingGroup.deputy', null))).toContain('drafted')
  })
})

describe('an extension', () => {
  const given = (values: Partial<ExtensionFacts>): ExtensionFacts => ({
    ...{ dueOn: '2025-12-10', newDueOn: '2025-12-20', isAccepted: false },
    ...values,
  })
  test.each<[string, ExtensionFacts, string | undefined]>([
    ['moves the day later', given({}), undefined],
    ['does not keep it', given({ newDueOn: '2025-12-10' }), 'not_later'],
    ['does not move it to before', given({ newDueOn: '2025-12-09' }), 'not_later'],
    ['does not end in the past', given({ dueOn: '2025-11-20', newDueOn: '2025-11-28' }), 'past_day'],
    ['may end today', given({ dueOn: '2025-11-20', newDueOn: '2025-12-01' }), undefined],
    ['gives a day where one is awaited', given({ dueOn: null }), undefined],
    ['is not for an accepted plan', given({ isAccepted: true }), 'plan_accepted'],
  ])('%s', (_, extension, code) => {
    expect(refusalOfRules(extensionRules, 'plan.extend', extension, contextOf(staff))?.code).toBe(code)
  })
})

describe('the day', () => {
  const holidays = holidaysOf(
    new Map([
      ['2025-01-01', 'rest'],
      ['2025-10-01', 'rest'],
    ]),
  )
  test('is counted in working days from the issue', () => {
    expect(callDueOn('2025-12-01', 5, holidays)).toBe('2025-12-08')
  })
  test('is awaited where the next year’s list decides it', () => {
    expect(callDueOn('2025-12-24', 5, holidays)).toBeNull()
  })
})
