import { describe, expect, test } from 'vitest'
import type { Actor, PostKind } from '#domain/kernel/actor.ts'
import { refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import { askRules, type CosignatureFacts, cosignatureTransitions, isSettled } from './cosignature.ts'
import { type DocumentFacts, documentTransitions } from './officialDocument.ts'

const as = (post: PostKind, divisionId: string | null = 'l1', id = 'a'): Actor => ({
  ...{ id, name: '甲', postId: 'p', post, divisionId, inChargeOf: [] },
})
const contextOf = (actor: Actor) => ({ actor, today: '2025-12-01', settings: {} as Settings })
const facts = (values: Partial<CosignatureFacts> = {}): CosignatureFacts => ({
  ...{ state: 'asked', divisionId: 'l1', documentState: 'drafted', draftedBy: 'b', words: '应与口岸查验单位衔接' },
  ...values,
})
const [chief, staff] = [as('division.head'), as('performanceOffice.staff', null)]

describe('a draft laid before a division (会签)', () => {
  test.each<[string, keyof typeof cosignatureTransitions, CosignatureFacts, Actor, string | undefined]>([
    ['is agreed to by its head', 'agree', facts({ words: '' }), chief, undefined],
    ['is not agreed to by an officer', 'agree', facts(), as('division.officer'), 'not_your_post'],
    ['is not agreed to by the head of another', 'agree', facts(), as('division.head', 'l2'), 'not_own_division'],
    ['is not agreed to by whoever drafted it', 'agree', facts({ draftedBy: 'a' }), chief, 'own_draft'],
    ['is not agreed to once it was checked', 'agree', facts({ documentState: 'checked' }), chief, 'not_drafted'],
    ['is not agreed to twice', 'agree', facts({ state: 'agreed' }), chief, 'wrong_state'],
    ['is not agreed to after the request was withdrawn', 'agree', facts({ state: 'withdrawn' }), chief, 'wrong_state'],
    ['is sent back with words', 'return', facts(), chief, undefined],
    ['is not sent back without words', 'return', facts({ words: '' }), chief, 'words_missing'],
    ['is taken back by the performance office', 'withdraw', facts(), staff, undefined],
    ['is taken back though it was sent back', 'withdraw', facts({ state: 'returned' }), staff, undefined],
    ['is not taken back by the division', 'withdraw', facts(), chief, 'not_your_post'],
    ['is not taken back after the check', 'withdraw', facts({ documentState: 'signedOff' }), staff, 'not_drafted'],
  ])('%s', (_name, action, given, actor, code) => {
    expect(refusalOf(cosignatureTransitions[action], given, contextOf(actor))?.code).toBe(code)
  })

  test('is not laid before it again while its answer is awaited', () => {
    const division = { zh: '陆路口岸一处', en: 'First Land Ports Division' }
    const ask = (isAsked: boolean) =>
      refusalOfRules(askRules, 'document.cosign', { division, isAsked }, contextOf(staff))
    expect(ask(false)).toBeUndefined()
    expect(ask(true)).toMatchObject({ code: 'cosignature_asked', message: { zh: '陆路口岸一处已经收到会签。' } })
  })
})

test('an agreement holds for the words that were read; a request that was withdrawn stands in nobody’s way', () => {
  expect(isSettled({ state: 'agreed', digest: 'd' }, 'd')).toBe(true)
  expect(isSettled({ state: 'agreed', digest: 'earlier' }, 'd')).toBe(false)
  expect(isSettled({ state: 'asked', digest: null }, 'd')).toBe(false)
  expect(isSettled({ state: 'returned', digest: 'd' }, 'd')).toBe(false)
  expect(isSettled({ state: 'withdrawn', digest: null }, 'd')).toBe(true)
})

describe('a document with an open co-signature', () => {
  const division = { zh: '陆路口岸一处', en: 'First Land Ports Division' }
  const document = (values: Partial<DocumentFacts>): DocumentFacts => ({
    ...{ state: 'drafted', draftedBy: 'b', checkedBy: null, unsettled: [division], isPlanCurrent: true },
    ...values,
  })
  const leader = as('leadingGroup.head', null)

  test.each<[string, keyof typeof documentTransitions, Partial<DocumentFacts>, Actor, string | undefined]>([
    ['is not checked', 'check', {}, staff, 'cosignature_open'],
    ['is not signed off', 'sign', { state: 'checked' }, leader, 'cosignature_open'],
    ['is changed', 'edit', {}, staff, undefined],
    ['is withdrawn', 'withdraw', {}, staff, undefined],
    ['is checked once all have answered', 'check', { unsettled: [] }, staff, undefined],
    ['is signed off once all have answered', 'sign', { state: 'checked', unsettled: [] }, leader, undefined],
  ])('%s', (_name, action, values, actor, code) => {
    expect(refusalOf(documentTransitions[action], document(values), contextOf(actor))?.code).toBe(code)
  })

  test('says of which divisions', () => {
    const refusal = refusalOf(documentTransitions.check, document({}), contextOf(staff))
    expect(refusal?.message.zh).toContain('会签未完：陆路口岸一处')
    expect(refusal?.message.en).toContain('First Land Ports Division')
  })
})
