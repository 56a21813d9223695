import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { noHolidays, parseHolidays } from '#domain/calendar/workingDays.ts'
import { type Context, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { ladderDaysOf, ladderOf, stepsOfShare } from './ticketLadder.ts'
import { answerUrgeRules, urgeRules } from './ticketUrge.ts'

const holidays = parseHolidays(readFileSync(new URL('../../data/cn-holidays-2009-2026.csv', import.meta.url), 'utf8'))
const settings = { 'supervision.reminderWorkingDays': 1, 'supervision.escalateWorkingDays': 3 } as never
// the rest of the National Day is 1 to 8 October, 28 September and 11 October are made up
const dueOn = '2025-09-30'
const days = ladderDaysOf(dueOn, settings, holidays)
const share = { dueOn, ...days, assignedOn: '2025-09-15', returnedOn: null }

test('the steps are counted in working days', () => {
  expect(days).toEqual({ remindOn: '2025-09-29', escalateOn: '2025-10-11' })
  expect(stepsOfShare(share).map(({ step, on }) => `${step} ${on}`)).toEqual([
    'reminder 2025-09-29',
    'overdue 2025-10-01',
    'escalated 2025-10-11',
  ])
})

test('what came back after its day is overdue from the next day on', () => {
  const back = stepsOfShare({ ...share, returnedOn: '2025-10-15' })
  expect(back.map(({ step, on }) => `${step} ${on}`)).toEqual([
    'reminder 2025-09-29',
    'overdue 2025-10-16',
    'escalated 2025-10-16',
  ])
})

test('no reminder of what was assigned that day', () => {
  const [first] = stepsOfShare({ ...share, assignedOn: '2025-09-29' })
  expect(first?.step).toBe('overdue')
})

test('what has come, and when to look again', () => {
  expect(ladderOf(share, '2025-09-28')).toEqual({ due: [], stepOn: '2025-09-29' })
  expect(ladderOf(share, '2025-10-01', ['reminder'])).toEqual({
    due: [{ step: 'overdue', on: '2025-10-01' }],
    stepOn: '2025-10-11',
  })
  expect(ladderOf(share, '2025-12-01', ['reminder', 'overdue', 'escalated'])).toEqual({ due: [], stepOn: null })
})

test('a day that waits for its list is never guessed, and looked for every day', () => {
  expect(ladderDaysOf(dueOn, settings, noHolidays)).toEqual({ remindOn: null, escalateOn: null })
  const awaited = { ...share, remindOn: null, escalateOn: null }
  expect(ladderOf(awaited, '2025-10-05', ['overdue'])).toEqual({ due: [], stepOn: '2025-10-06' })
})

const office: Context = {
  actor: { id: 'a', name: 'a', postId: 'p', post: 'performanceOffice.staff', divisionId: 'house', inChargeOf: [] },
  today: '2025-11-10',
  settings: { 'supervision.urgeEveryDays': 7 } as never,
}
const urge = { subject: 'duty', isOwed: true, urgedOn: null } as const
test.each([
  ['for the first time', {}, undefined],
  ['six days after', { urgedOn: '2025-11-04' }, 'urged_lately'],
  ['a week after', { urgedOn: '2025-11-03' }, undefined],
  ['about nothing owed', { isOwed: false }, 'nothing_owed'],
] as const)('urged %s', (_, more, code) => {
  expect(refusalOfRules(urgeRules, 'supervision.urge', { ...urge, ...more }, office)?.code).toBe(code)
})

test('the refusal says when it was and from when it is possible again', () => {
  const refusal = refusalOfRules(urgeRules, 'supervision.urge', { ...urge, urgedOn: '2025-11-04' }, office)
  expect(refusal?.message).toEqual({
    zh: '不能催办：11月4日已催办，每周至多1次，11月11日起可再催。',
    en: 'Not urged: urged on 4 Nov 2025, once a week at most; possible again from 11 Nov 2025.',
  })
})

test('a division does not urge', () => {
  const actor = { ...office.actor, post: 'division.head' as const }
  expect(refusalOfRules(urgeRules, 'supervision.urge', urge, { ...office, actor })?.code).toBe('not_your_post')
})

test('an urge about an item is answered once, by the division that was urged', () => {
  const answer = (more = {}) =>
    refusalOfRules(
      answerUrgeRules,
      'supervision.answerUrge',
      { isOwn: true, isAnswered: false, subject: 'item', ...more } as never,
      office,
    )?.code
  expect(answer()).toBeUndefined()
  expect(answer({ isOwn: false })).toBe('not_urged_division')
  expect(answer({ subject: 'share' })).toBe('not_an_item')
  expect(answer({ isAnswered: true })).toBe('answered_already')
})
