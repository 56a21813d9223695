import { describe, expect, test } from 'vitest'
import { type Actor, posts } from './actor.ts'
import {
  businessPost,
  type Context,
  hasPost,
  type Rule,
  refusalOf,
  refusalOfRules,
  type Transition,
} from './lifecycle.ts'
import { basisOn, citation, inForce, type Settings } from './settings.ts'

type State = 'issued' | 'closed'
type Facts = { state: State; dueOn: string; reportedBy: string }

const states = { issued: { zh: '已下达', en: 'Issued' }, closed: { zh: '已销号', en: 'Closed' } }
const actor: Actor = { id: 'a', name: '甲', postId: 'p', post: 'division.head', divisionId: 'd', inChargeOf: [] }
const context: Context = { actor, today: '2025-11-06', settings: {} as Settings }
const beforeDeadline: Rule<Facts> = {
  code: 'deadline_passed',
  message: ({ dueOn }) => ({ zh: `期限${dueOn}已过。`, en: `The deadline of ${dueOn} has passed.` }),
  holds: ({ dueOn }, { today }) => today <= dueOn,
}
const notOwn: Rule<Facts> = {
  code: 'own_report',
  message: () => ({ zh: '不得核验自己的填报。', en: 'Not your own.' }),
  holds: ({ reportedBy }, { actor: who }) => who.id !== reportedBy,
}
const close: Transition<State, Facts> = {
  label: { zh: '销号', en: 'Close' },
  from: ['issued'],
  to: 'closed',
  basis: 'x.close',
  requires: [beforeDeadline, notOwn, hasPost(['division.head'])],
}
const facts: Facts = { state: 'issued', dueOn: '2025-11-06', reportedBy: 'b' }

describe('what forbids an action', () => {
  test.each([
    ['nothing', facts, context, undefined],
    [
      'another post, before anything else',
      { ...facts, state: 'closed' },
      { ...context, actor: { ...actor, post: 'division.officer' } },
      'not_your_post',
    ],
    ['another state', { ...facts, state: 'closed', dueOn: '2025-01-01' }, context, 'wrong_state'],
    ['the first condition that fails', { ...facts, dueOn: '2025-11-05', reportedBy: 'a' }, context, 'deadline_passed'],
    ['the next one', { ...facts, reportedBy: 'a' }, context, 'own_report'],
  ] as const)('%s', (_name, of, where, code) => {
    expect(refusalOf(close, of, where as Context, states)?.code).toBe(code)
  })

  test('the sentence is about the facts, the basis is the action’s, and a post is a matter of role', () => {
    expect(refusalOf(close, { ...facts, dueOn: '2025-11-05' }, context, states)).toEqual({
      code: 'deadline_passed',
      message: { zh: '期限2025-11-05已过。', en: 'The deadline of 2025-11-05 has passed.' },
      basis: 'x.close',
      role: false,
    })
    const officer = { ...context, actor: { ...actor, post: 'division.officer' } } as const
    expect(refusalOf(close, facts, officer, states)).toMatchObject({
      role: true,
      message: { zh: `须由${posts['division.head'].zh}办理。` },
    })
    expect(refusalOf(close, { ...facts, state: 'closed' }, context, states)?.message.zh).toBe(
      '现为“已销号”，不能销号。',
    )
  })

  test('administrators see no business content', () => {
    const refused = (post: Actor['post']) =>
      refusalOfRules([businessPost], 'system', undefined, { ...context, actor: { ...actor, post } })
    expect(refused('auditAdmin')?.code).toBe('no_business_content')
    expect(refused('division.officer')).toBeUndefined()
  })
})

describe('dated values', () => {
  const values = [
    { from: '2026-01-01', article: 2 },
    { from: '2010-01-01', article: 1 },
  ]
  test.each([
    ['2009-12-31', undefined],
    ['2010-01-01', 1],
    ['2025-12-31', 1],
    ['2026-01-01', 2],
  ])('on %s article %s is in force', (today, article) => {
    expect(inForce(values, today)?.article).toBe(article)
  })

  test('an action that the pack does not bind is the system’s own', () => {
    const bases = { 'duty.sign': [{ kind: 'article' as const, article: 28, from: '2010-01-01' }] }
    expect(citation(basisOn({ bases }, 'duty.sign', '2025-11-06'))).toEqual({ zh: '第28条', en: 'Art. 28' })
    expect(citation(basisOn({ bases }, 'duty.other', '2025-11-06'))).toEqual({ zh: '系统规则', en: 'System rule' })
  })
})
