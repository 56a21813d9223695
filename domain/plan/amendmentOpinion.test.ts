import { describe, expect, test } from 'vitest'
import type { PostKind } from '#domain/kernel/actor.ts'
import { refusalOfRules } from '#domain/kernel/lifecycle.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import {
  answerBasis,
  answerFault,
  answerRules,
  askedOf,
  isSameAnswer,
  receiveBasis,
  receiveRules,
  sentenceOfAnswers,
  toldOf,
  urgeBasis,
  urgeRules,
} from './amendmentOpinion.ts'

const as = (post: PostKind) => ({
  actor: { id: 'a', name: '甲', postId: 'p', post, divisionId: 'B', inChargeOf: [] },
  ...{ today: '2025-11-06', settings: {} as Settings },
})

describe('the divisions beside the one that changes an item', () => {
  const share = { goal: '', measures: '' }
  const content = { coordinatingDivisionId: 'B', coDivisions: [{ ...share, divisionId: 'C' }] }

  test('who coordinates and who shares it is asked, each once, its own division never', () => {
    const item = { route: 'item', divisionId: 'A' } as const
    expect(askedOf(item, content)).toEqual(['B', 'C'])
    expect(askedOf(item, { coordinatingDivisionId: 'C', coDivisions: content.coDivisions })).toEqual(['C'])
    expect(askedOf(item, { coordinatingDivisionId: 'A', coDivisions: [] })).toEqual([])
    expect(askedOf(item, { coordinatingDivisionId: null, coDivisions: [] })).toEqual([])
    expect(askedOf({ ...item, route: 'specialTask' }, content)).toEqual(['B', 'C'])
    expect(toldOf(item, content)).toEqual(['A', 'B', 'C'])
  })

  test('persons and misprints ask and tell nobody', () => {
    const persons = { route: 'persons', divisionId: 'A' } as const
    expect([askedOf(persons, content), toldOf(persons, content)]).toEqual([[], []])
  })

  const before = { state: 'proposed', isAsked: true, isSaidAlready: false }
  test.each<[string, typeof before, PostKind, string | undefined]>([
    ['its head answers', before, 'division.head', undefined],
    ['an officer does not', before, 'division.officer', 'not_asked'],
    ['nor a division that was not asked', { ...before, isAsked: false }, 'division.head', 'not_asked'],
    ['nor once it is approved', { ...before, state: 'approved' }, 'division.head', 'not_before_leader'],
    ['nor the same again', { ...before, isSaidAlready: true }, 'division.head', 'said_already'],
  ])('%s', (_, facts, post, code) => expect(refusalOfRules(answerRules, answerBasis, facts, as(post))?.code).toBe(code))

  test('an answer is another one where it or its words differ', () => {
    const one = { answer: 'objected', words: '人手不足' } as const
    expect([isSameAnswer(null, null), isSameAnswer(one, { ...one })]).toEqual([true, true])
    expect([isSameAnswer(one, null), isSameAnswer(one, { ...one, words: '工期太紧' })]).toEqual([false, false])
  })

  type Facts = Parameters<(typeof urgeRules)[number]['holds']>[0]
  const awaited: Facts = { state: 'proposed', isConcerned: true, isSettled: false, urgedOn: null }
  test.each<[string, Facts, string | undefined]>([
    ['who has not answered is urged', awaited, undefined],
    ['who has not received it, too', { ...awaited, state: 'applied' }, undefined],
    ['nobody is while it is approved and not in force', { ...awaited, state: 'approved' }, 'not_awaited'],
    ['nor a division that was not asked', { ...awaited, isConcerned: false }, 'not_awaited'],
    ['nor who has answered', { ...awaited, isSettled: true }, 'settled_already'],
    ['nor twice a day', { ...awaited, urgedOn: '2025-11-06' }, 'urged_lately'],
  ])('%s', (_, facts, code) =>
    expect(refusalOfRules(urgeRules, urgeBasis, facts, as('performanceOffice.staff'))?.code).toBe(code),
  )

  test('whoever has remarks says what; who agrees need not', () => {
    expect(answerFault('objected', ' ')).toBeDefined()
    expect([answerFault('objected', '人手不足'), answerFault('agreed', '')]).toEqual([undefined, undefined])
  })

  test('answers are counted, those that are not there too', () => {
    expect(sentenceOfAnswers(['agreed', null, 'objected', 'agreed'])).toEqual({
      ...{ zh: '2处同意，1处有意见，1处未答复', en: 'Agrees: 2, Has remarks: 1, Not answered: 1' },
    })
  })

  test.each<[string, { isTold: boolean; isReceived: boolean }, PostKind, string | undefined]>([
    [
      'an officer of a division that was told receives it',
      { isTold: true, isReceived: false },
      'division.officer',
      undefined,
    ],
    ['another division does not', { isTold: false, isReceived: false }, 'division.head', 'not_told'],
    ['nor a member of the group', { isTold: true, isReceived: false }, 'leadingGroup.member', 'not_told'],
    ['nor twice', { isTold: true, isReceived: true }, 'division.head', 'received_already'],
  ])('%s', (_, facts, post, code) =>
    expect(refusalOfRules(receiveRules, receiveBasis, facts, as(post))?.code).toBe(code),
  )
})
