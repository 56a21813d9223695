import { describe, expect, test } from 'vitest'
import { type Actor, type PostKind, postKinds } from '#domain/kernel/actor.ts'
import { refusalOf } from '#domain/kernel/lifecycle.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import { type HandoverAction, type HandoverFacts, handoverTransitions, needsSuccessor } from './handover.ts'
import { type DivisionEnd, type ReorganisationFacts, reorganisationTransitions } from './reorganisation.ts'

const today = '2025-11-06'
const as = (post: PostKind, more: Partial<Actor> = {}) => {
  const actor: Actor = { id: 'me', name: 'x', postId: 'p', post, divisionId: 'd', inChargeOf: [], ...more }
  return { actor, today, settings: {} as Settings }
}
const name = (zh: string) => ({ zh, en: zh })

const end: DivisionEnd = {
  ...{ name: name('规划处'), isPresent: true, houses: false, items: 3, openDuties: 12, others: [] },
  successor: { name: name('综合处'), isThere: true },
}
const facts: ReorganisationFacts = { state: 'drafted', fromOn: today, founded: 0, renamed: [], ended: [end], twice: [] }
const renaming = { before: name('信息化处'), after: name('数据处'), isPresent: true }

describe('settling a reorganisation', () => {
  test.each([
    ['a merger', facts, undefined],
    ['a renaming', { ...facts, ended: [], renamed: [renaming] }, undefined],
    ['a day gone by', { ...facts, fromOn: '2025-11-05' }, 'begins_in_the_past'],
    ['nothing', { ...facts, ended: [] }, 'nothing_changes'],
    ['the same twice', { ...facts, twice: [name('规划处')] }, 'named_twice'],
    ['a division that is gone', { ...facts, ended: [{ ...end, isPresent: false }] }, 'division_not_in_force'],
    ['the house', { ...facts, ended: [{ ...end, houses: true }] }, 'house_ends'],
    ['the same name', { ...facts, renamed: [{ ...renaming, after: renaming.before }] }, 'same_name'],
    ['no successor', { ...facts, ended: [{ ...end, successor: null }] }, 'successor_missing'],
    [
      'an ending successor',
      { ...facts, ended: [{ ...end, successor: { name: name('x'), isThere: false } }] },
      'successor_not_in_force',
    ],
    [
      'an ending successor of one item',
      { ...facts, ended: [{ ...end, others: [{ name: name('x'), isThere: false }] }] },
      'successor_not_in_force',
    ],
    ['what is planned already', { ...facts, state: 'planned' }, 'wrong_state'],
  ] as const)('%s', (_, given, code) => {
    expect(refusalOf(reorganisationTransitions.plan, given, as('performanceOffice.head'))?.code).toBe(code)
  })

  test('says what would be left without successor', () => {
    const given = { ...facts, ended: [{ ...end, successor: null }] }
    expect(refusalOf(reorganisationTransitions.plan, given, as('performanceOffice.head'))?.message.zh).toBe(
      '规划处还有3项评估事项、12项未办结的报送义务没有承接处。',
    )
  })

  test.each(postKinds.filter((kind) => kind !== 'performanceOffice.head'))('is not for %s', (kind) => {
    expect(refusalOf(reorganisationTransitions.plan, facts, as(kind))?.role).toBe(true)
  })

  test('it is withdrawn before its day and never after', () => {
    const withdraw = (given: Partial<ReorganisationFacts>) =>
      refusalOf(reorganisationTransitions.withdraw, { ...facts, ...given }, as('performanceOffice.head'))?.code
    expect(withdraw({ state: 'planned', fromOn: '2025-11-07' })).toBeUndefined()
    expect(withdraw({ state: 'planned' })).toBe('day_has_come')
    expect(withdraw({ state: 'applied', fromOn: '2025-11-07' })).toBe('wrong_state')
  })
})

describe('a handover', () => {
  const sheet: HandoverFacts = {
    ...{ state: 'drafted', leaverId: 'leaver', open: [], unlisted: 0, unfit: [], successorIds: ['heir'] },
    ...{ posts: [{ kind: 'division.officer', divisionId: 'd' }], leavesOn: '2025-11-20' },
  }
  const refused = (action: HandoverAction, given: Partial<HandoverFacts>, context: ReturnType<typeof as>) =>
    refusalOf(handoverTransitions[action], { ...sheet, ...given }, context)?.code
  const leaver = as('division.officer', { id: 'leaver' })
  const heir = as('division.officer', { id: 'heir', divisionId: 'e' })
  const head = as('division.head', { id: 'head' })

  test.each([
    ['handOver', {}, leaver, undefined],
    ['handOver', {}, head, 'not_leaver'],
    ['handOver', { open: ['口岸升级'] }, leaver, 'successor_missing'],
    ['handOver', { unlisted: 1 }, leaver, 'sheet_outdated'],
    ['handOver', { unfit: ['王守一'] }, leaver, 'successor_without_post'],
    ['receive', { state: 'handedOver' }, heir, undefined],
    ['receive', { state: 'handedOver' }, head, undefined],
    ['receive', { state: 'handedOver', successorIds: ['heir', 'other'] }, heir, 'not_receiver'],
    ['receive', { state: 'handedOver', successorIds: ['leaver'] }, leaver, 'not_receiver'],
    ['receive', {}, heir, 'wrong_state'],
    ['apply', { state: 'signed' }, as('performanceOffice.staff'), undefined],
    ['apply', { state: 'signed' }, head, 'not_your_post'],
    ['apply', { state: 'handedOver' }, as('performanceOffice.staff'), 'wrong_state'],
    ['edit', { state: 'signed' }, head, undefined],
    ['edit', { state: 'applied' }, head, 'wrong_state'],
    ['withdraw', {}, heir, 'not_leaver_or_above'],
  ] as const)('%s %o', (action, given, context, code) => {
    expect(refused(action, given, context)).toBe(code)
  })

  test('is signed by nobody in another’s place', () => {
    const standsInFor = {
      standInId: 's',
      kind: 'substitute',
      personId: 'leaver',
      personName: '',
      toOn: null,
      bases: null,
    } as const
    expect(refused('handOver', {}, as('division.officer', { id: 'leaver', standsInFor }))).toBe('not_in_own_post')
  })

  test('only the main responsible person must not stay empty', () => {
    expect(needsSuccessor({ kind: 'item', role: 'main' })).toBe(true)
    expect(needsSuccessor({ kind: 'item', role: 'participant' })).toBe(false)
    expect(needsSuccessor({ kind: 'post', role: null })).toBe(false)
  })
})
