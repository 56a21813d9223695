import { describe, expect, test } from 'vitest'
import type { Actor, PostKind } from '#domain/kernel/actor.ts'
import { documentDate } from '#domain/kernel/letter.ts'
import { refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import type { Review } from './review.api.ts'
import { reviewRemark, reviewRows } from './review.document.ts'
import { abstainsOn, opinionRules, type ReviewFacts, reviewTransitions, seesReviews } from './review.ts'

const as = (post: PostKind, id = 'a'): Actor => ({
  id,
  name: '甲',
  postId: 'p',
  post,
  divisionId: null,
  inChargeOf: [],
})
const open: ReviewFacts = { state: 'open', submittedBy: 's', entrustedTo: null, meetsOn: null }
const codeOf = (action: keyof typeof reviewTransitions, facts: ReviewFacts, actor: Actor, today = '2025-11-06') =>
  refusalOf(reviewTransitions[action], facts, { actor, today, settings: {} as Settings })?.code

describe('the review by the leading group (Art. 22)', () => {
  test.each<[string, keyof typeof reviewTransitions, ReviewFacts, Actor, string | undefined]>([
    ['a member gives an opinion', 'opine', open, as('leadingGroup.member'), undefined],
    ['a head of division does not, in that post', 'opine', open, as('division.head'), 'not_your_post'],
    ['nor whoever submitted the plan', 'opine', open, as('leadingGroup.member', 's'), 'own_submission'],
    [
      'nor anybody once it is decided',
      'opine',
      { ...open, state: 'decided' },
      as('leadingGroup.member'),
      'wrong_state',
    ],
    ['the head decides', 'decide', open, as('leadingGroup.head'), undefined],
    ['a deputy does not', 'decide', open, as('leadingGroup.deputy'), 'not_decider'],
    ['the deputy entrusted does', 'decide', { ...open, entrustedTo: 'a' }, as('leadingGroup.deputy'), undefined],
    ['another deputy does not', 'return', { ...open, entrustedTo: 'b' }, as('leadingGroup.deputy'), 'not_decider'],
    [
      'the entrusted person does so as deputy alone',
      'decide',
      { ...open, entrustedTo: 'a' },
      as('leadingGroup.member'),
      'not_decider',
    ],
    ['nobody decides on their own submission', 'decide', open, as('leadingGroup.head', 's'), 'own_submission'],
    [
      'nor before the meeting',
      'decide',
      { ...open, meetsOn: '2025-11-07' },
      as('leadingGroup.head'),
      'meeting_not_held',
    ],
    [
      'on the day of the meeting it is decided',
      'decide',
      { ...open, meetsOn: '2025-11-06' },
      as('leadingGroup.head'),
      undefined,
    ],
    ['only the head entrusts', 'entrust', open, as('leadingGroup.deputy'), 'not_your_post'],
  ])('%s', (_, action, facts, actor, code) => {
    expect(codeOf(action, facts, actor)).toBe(code)
  })

  test('a stand-in of the head decides, and does not entrust', () => {
    const standsInFor = {
      standInId: 'i',
      kind: 'substitute',
      personId: 'h',
      personName: '乙',
      toOn: null,
      bases: null,
    } as const
    const standIn = { ...as('leadingGroup.head'), standsInFor }
    expect(codeOf('decide', open, standIn)).toBeUndefined()
    expect(codeOf('entrust', open, standIn)).toBe('not_in_own_post')
  })

  test.each([
    ['agree', '', true],
    ['agreeWithRemark', '', false],
    ['agreeWithRemark', '请补充口径', true],
    ['disagree', '', false],
    ['abstain', '', false],
  ] as const)('%s with “%s”', (opinion, remark, holds) => {
    const context = { actor: as('leadingGroup.member'), today: '2025-11-06', settings: {} as Settings }
    expect(refusalOfRules(opinionRules, 'plan.opine', { opinion, remark }, context) === undefined).toBe(holds)
  })

  test('a member abstains on what the division has a part in', () => {
    const division = (id: string) => ({ id })
    const item = {
      responsibleDivision: division('A'),
      coordinatingDivision: division('B'),
      coDivisions: [{ division: division('C') }],
    }
    expect(['A', 'B', 'C', 'D', null].map((id) => abstainsOn(id, item))).toEqual([true, true, true, false, false])
  })

  test('divisions and administrators see no review', () => {
    const kinds = ['leadingGroup.member', 'performanceOffice.staff', 'division.head', 'systemAdmin'] as const
    expect(kinds.map((post) => seesReviews({ post }))).toEqual([true, true, false, false])
  })
})

test('the record names everybody who was asked, and who said nothing', () => {
  const at = () => ({ day: '2025-01-20', time: '10:05' })
  const base = { division: null, version: 1, abstains: [], givenBy: null, remark: '' }
  const review = {
    ...{
      number: 2,
      digest: 'ab'.repeat(32),
      mode: 'circulation',
      state: 'returned',
      minutes: '',
      reason: '目标须再核',
    },
    ...{ decidedBy: { id: 'h', name: '沈怀远' }, decidedAt: '2025-01-20T02:05:00Z' },
    opinions: [
      {
        ...base,
        person: { id: '1', name: '方继明' },
        post: 'leadingGroup.deputy',
        opinion: 'agree',
        givenAt: '2025-01-20T02:05:00Z',
      },
      { ...base, person: { id: '2', name: '陈嘉禾' }, post: 'leadingGroup.member', opinion: null, givenAt: null },
    ],
  } as unknown as Review
  expect(reviewRows(review, at)).toEqual([
    ['1', '方继明', '领导小组副组长', '同意', '', '', '2025年1月20日10:05'],
    ['2', '陈嘉禾', '领导小组成员', '未表示意见', '', '', ''],
  ])
  expect(reviewRemark(review, at)).toBe(
    `第2版（摘要abababab），传签；${documentDate('2025-01-20')}由沈怀远退回：目标须再核`,
  )
})
