import { expect, test } from 'vitest'
import { holidaysOf } from '#domain/calendar/workingDays.ts'
import type { Actor, PostKind } from '#domain/kernel/actor.ts'
import { refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { readOrderRules, seeEscalationRules, stepDays, stepsBy } from './escalation.ts'

const settings = {
  'rectification.officeHeadAfterDays': 1,
  'rectification.deputyAfterWorkingDays': 3,
  'rectification.groupAfterWorkingDays': 10,
}
const holidays = holidaysOf(
  new Map(['2025', '2026'].flatMap((year) => [`${year}-01-01`, `${year}-10-01`].map((day) => [day, 'rest' as const]))),
)

test('the days of the steps: the day after, and working days after the due day', () => {
  // 10 November 2025 is a Monday
  expect(stepDays('2025-11-10', settings, holidays)).toEqual([
    { step: 'officeHead', on: '2025-11-11' },
    { step: 'deputy', on: '2025-11-13' },
    { step: 'group', on: '2025-11-24' },
  ])
  // over a weekend
  expect(stepDays('2025-11-14', settings, holidays)[1]).toEqual({ step: 'deputy', on: '2025-11-19' })
})

test('steps come one after the other, and the next one is looked for', () => {
  const by = (today: string) => {
    const { come, next } = stepsBy('2025-11-10', today, settings, holidays)
    return [come.map(({ step }) => step), next]
  }
  expect(by('2025-11-10')).toEqual([[], '2025-11-11'])
  expect(by('2025-11-11')).toEqual([['officeHead'], '2025-11-13'])
  expect(by('2025-11-20')).toEqual([['officeHead', 'deputy'], '2025-11-24'])
  expect(by('2025-12-20')).toEqual([['officeHead', 'deputy', 'group'], null])
})

test('while a list of holidays is awaited no step that needs it comes, and it is looked again the next day', () => {
  const only2025 = holidaysOf(new Map([...holidays.days].filter(([day]) => day.startsWith('2025'))))
  const { come, next } = stepsBy('2025-12-31', '2026-01-02', settings, only2025)
  expect(come.map(({ step }) => step)).toEqual(['officeHead'])
  expect(next).toBe('2026-01-03')
})

const actor = (post: PostKind, inChargeOf: string[] = []): Actor => ({
  ...{ id: 'x', name: 'x', postId: 'p', post, divisionId: null, inChargeOf },
})
const seen = (step: 'officeHead' | 'deputy' | 'group', who: Actor, seenBy: string | null = null, hasDeputy = true) =>
  refusalOfRules(
    seeEscalationRules,
    'x',
    { step, divisionId: 'L1', hasDeputy, seenBy },
    { actor: who, today: '2025-11-11', settings: {} as never },
  )?.code

test('each step is put before its own reader', () => {
  expect(seen('officeHead', actor('performanceOffice.head'))).toBeUndefined()
  expect(seen('officeHead', actor('performanceOffice.staff'))).toBe('not_before_you')
  expect(seen('deputy', actor('leadingGroup.deputy', ['L1']))).toBeUndefined()
  expect(seen('deputy', actor('leadingGroup.deputy', ['L2']))).toBe('not_before_you')
  expect(seen('deputy', actor('leadingGroup.deputy', ['L2']), null, false)).toBeUndefined()
  expect(seen('group', actor('leadingGroup.head'))).toBeUndefined()
  expect(seen('group', actor('leadingGroup.deputy', ['L1']))).toBe('not_before_you')
  expect(seen('group', actor('leadingGroup.head'), 'y')).toBe('seen_already')
})

test('an order is read by whoever was informed, once', () => {
  const context = { actor: actor('leadingGroup.head'), today: '2025-11-11', settings: {} as never }
  const read = (isInformed: boolean, readAt: string | null) =>
    refusalOfRules(readOrderRules, 'x', { isInformed, readAt }, context)?.code
  expect(read(true, null)).toBeUndefined()
  expect(read(false, null)).toBe('not_informed')
  expect(read(true, '2025-11-07T09:00:00Z')).toBe('read_already')
})
