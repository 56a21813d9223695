import { describe, expect, test } from 'vitest'
import type { PostKind } from '#domain/kernel/actor.ts'
import { type Context, refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { same } from '#domain/kernel/text.ts'
import {
  channelOf,
  channelRules,
  isForPosts,
  kindsBy,
  linkOf,
  sentenceOf,
  sentenceOutside,
  subjectsToDo,
} from './notice.ts'
import { noticeKind, noticeKindNames } from './noticeKind.ts'
import { deliveryTransitions, minutesUntilNextDelivery, payloadOf } from './webhook.ts'

const namesIn = (words: string) => [...words.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted()

describe('every kind', () => {
  test.each(noticeKindNames)('%s says the same in both languages, from facts alone', (kind) => {
    const { sentence, to, whom } = noticeKind(kind)
    expect(namesIn(sentence.zh)).toEqual(namesIn(sentence.en))
    expect(to.length).toBeGreaterThan(0)
    expect(whom.zh).not.toBe('')
    const facts = Object.fromEntries(namesIn(sentence.zh).map((name) => [name ?? '', same(`<${name}>`)]))
    const said = sentenceOf(kind, facts)
    expect(`${said.zh}${said.en}`).not.toMatch(/[{}]/)
    for (const name of namesIn(sentence.zh)) expect(said.zh).toContain(`<${name}>`)
  })

  test('no division is told twice of one card: the one that is hit has it to explain', () => {
    expect(noticeKind('earlyWarning').to).toEqual([{ relation: 'division', posts: ['division.head'] }])
    expect(noticeKind('redCard').to).toEqual([{ relation: 'leader' }])
  })
})

const context = { actor: {}, today: '2025-11-06', settings: {} } as unknown as Context

describe('how a person gets a kind', () => {
  test('as chosen, the usual way where nothing was chosen', () => {
    expect(channelOf('cardFired', {})).toBe('digest')
    expect(channelOf('cardFired', { cardFired: 'mail' })).toBe('mail')
    expect(kindsBy('off', { cardFired: 'off', planAmended: 'off' })).toEqual(['cardFired', 'planAmended'])
  })

  test('what cannot be turned off is refused, and told all the same', () => {
    const refusal = refusalOfRules(channelRules, 'notice.choose', { redCard: 'off', cardFired: 'off' }, context)
    expect(refusal).toMatchObject({ code: 'cannot_be_off', message: { zh: '“红牌”不能设为不通知。' } })
    expect(channelOf('redCard', { redCard: 'off' })).toBe('mail')
    expect(refusalOfRules(channelRules, 'notice.choose', { redCard: 'app', cardFired: 'off' }, context)).toBeUndefined()
  })
})

const facts = { leaver: same('周以宁'), count: same('3') }

test('outside of the system a confidential kind says no more than its name', () => {
  expect(sentenceOf('handoverApplied', facts).zh).toBe('您接手了周以宁移交的3项工作')
  expect(sentenceOutside('handoverApplied', facts)).toEqual(noticeKind('handoverApplied').name)
  const to = { userName: 'chenjiahe', division: null, posts: [] }
  const told = { kind: 'handoverApplied', facts, link: linkOf('handover', 'h1'), to } as const
  const payload = payloadOf('d1', told, 'https://jixiao.example')
  expect(payload).toMatchObject({ id: 'd1', link: 'https://jixiao.example/handovers/h1', to })
  expect(JSON.stringify(payload)).not.toContain('周以宁')
})

test('a message is tried again after ever longer waits, so often as the setting says', () => {
  expect([1, 2, 3, 4].map((attempts) => minutesUntilNextDelivery(attempts, 4))).toEqual([1, 5, 15, null])
  expect(minutesUntilNextDelivery(19, 20)).toBe(720)
  expect(minutesUntilNextDelivery(1, 1)).toBeNull()
})

test('what was given up is sent again by the system administrator, while the webhook is on', () => {
  const as = (post: string) => ({ ...context, actor: { post } }) as unknown as Context
  const codeOf = (post: string, state: 'queued' | 'delivered' | 'failed', isOn = true) =>
    refusalOf(deliveryTransitions.resend, { state, isOn }, as(post))?.code
  expect(codeOf('systemAdmin', 'failed')).toBeUndefined()
  expect(codeOf('systemAdmin', 'failed', false)).toBe('webhook_off')
  expect(codeOf('systemAdmin', 'delivered')).toBe('wrong_state')
  expect(codeOf('systemAdmin', 'queued')).toBe('wrong_state')
  expect(codeOf('performanceOffice.head', 'failed')).toBe('not_your_post')
})

test('what a to-do leads to is known by its page', () => {
  const id = '0b2f6c1e-8a54-4c6d-9f0e-1d2c3b4a5968'
  const links = [`/duties/${id}#act-fill`, `/opinions/${id}`, '/duties/sign/2025-10#act-sign', `/plans/${id}`, '/todos']
  expect(subjectsToDo(links)).toEqual([`duty ${id}`, `opinion ${id}`])
})

test('a kind is offered to whoever may be told of it', () => {
  const offered = (post: PostKind) => noticeKindNames.filter((kind) => isForPosts(kind, [post]))
  expect(offered('leadingGroup.deputy')).toContain('redCard')
  expect(offered('division.head')).not.toContain('redCard')
  expect(offered('division.officer')).not.toContain('dutyReturned')
  expect(offered('performanceOffice.staff')).toEqual([
    ...['documentIssued', 'handoverApplied', 'problemSolved', 'orderIssued', 'orderEscalated', 'orderClosed'],
  ])
})
