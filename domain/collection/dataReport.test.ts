import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Actor, type PostKind, postKinds } from '#domain/kernel/actor.ts'
import { refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import {
  type Action,
  assembly,
  type Cell,
  correction,
  type Facts,
  named,
  receiptFaults,
  type SetFacts,
  type State,
  sendingFaults,
  stateNames,
  states,
  transitions,
} from './dataReport.ts'

const settings = {} as Settings
const today = '2025-11-06'
const actor = (post: PostKind, over: Partial<Actor> = {}): Actor => ({
  id: 'a',
  name: '罗景行',
  postId: 'p',
  post,
  divisionId: post.startsWith('division') || post === 'leadingGroup.member' ? 'tongguan' : null,
  inChargeOf: [],
  ...over,
})
const cell = (name: string): Cell => ({ name, divisionName: { zh: '陆路口岸一处', en: 'Land Ports 1' } })

const facts: Facts = {
  state: 'assembled',
  coordinatingDivisionId: 'tongguan',
  period: '2025-10',
  missing: [],
  outdated: [],
  assembledBy: 'officer',
  signedBy: null,
  successorId: null,
}
const signed: Facts = { ...facts, state: 'signed', signedBy: 'head' }
const reviewed: Facts = { ...signed, state: 'reviewed' }
const sent: Facts = { ...signed, state: 'sent' }

const head = actor('division.head')
const officer = actor('division.officer')
const deputy = actor('leadingGroup.deputy', { inChargeOf: ['tongguan'] })
const groupHead = actor('leadingGroup.head')

const missing = [cell('皇岗口岸旅客')]

describe('who may do what, and what stops it', () => {
  test.each<[string, Action, Facts, Actor, string | undefined]>([
    ['the division’s officer assembles again', 'refresh', facts, officer, undefined],
    ['its head too', 'refresh', facts, head, undefined],
    ['another division does not', 'refresh', facts, { ...officer, divisionId: 'other' }, 'not_coordinating_division'],
    ['the performance office does not', 'refresh', facts, actor('performanceOffice.staff'), 'not_your_post'],
    ['nothing is assembled again once it is signed', 'refresh', signed, officer, 'wrong_state'],

    ['the head of the division signs', 'sign', facts, head, undefined],
    ['an officer does not sign', 'sign', facts, officer, 'not_your_post'],
    ['the head of another division does not', 'sign', facts, { ...head, divisionId: 'b' }, 'not_coordinating_division'],
    ['missing data stop the signature', 'sign', { ...facts, missing }, head, 'not_accepted'],
    ['data corrected since stop it', 'sign', { ...facts, outdated: missing }, head, 'outdated'],
    ['nobody signs twice', 'sign', signed, head, 'wrong_state'],

    ['the deputy in charge reviews', 'review', signed, deputy, undefined],
    ['the head of the group reviews', 'review', signed, groupHead, undefined],
    ['another deputy does not', 'review', signed, { ...deputy, inChargeOf: ['other'] }, 'not_in_charge'],
    ['the signer does not', 'review', { ...signed, signedBy: 'a' }, deputy, 'own_signature'],
    ['nor whoever assembled it', 'review', { ...signed, assembledBy: 'a' }, deputy, 'own_assembly'],
    ['nor a division', 'review', signed, head, 'not_your_post'],
    ['a lapsed signature is not reviewed', 'review', { ...signed, outdated: missing }, deputy, 'stale_signature'],
    ['data under correction are not reviewed', 'review', { ...signed, missing }, deputy, 'not_accepted'],
    ['what is not signed is not reviewed', 'review', facts, deputy, 'wrong_state'],

    ['the deputy returns it', 'sendBack', signed, deputy, undefined],
    ['also after the review', 'sendBack', reviewed, deputy, undefined],
    ['another deputy does not return it', 'sendBack', signed, { ...deputy, inChargeOf: [] }, 'not_in_charge'],
    ['what was sent is not returned', 'sendBack', sent, deputy, 'wrong_state'],

    ['the head takes the signature back', 'takeBack', reviewed, head, undefined],
    ['another head does not', 'takeBack', reviewed, { ...head, divisionId: 'b' }, 'not_coordinating_division'],
    ['an officer does not', 'takeBack', reviewed, officer, 'not_your_post'],
    ['not after it was sent', 'takeBack', sent, head, 'wrong_state'],

    ['the officer records the sending', 'send', reviewed, officer, undefined],
    ['not before the review', 'send', signed, officer, 'wrong_state'],
    ['not with a lapsed signature', 'send', { ...reviewed, outdated: missing }, officer, 'stale_signature'],
    ['not while data are under correction', 'send', { ...reviewed, missing }, officer, 'not_accepted'],
    ['not for another division', 'send', reviewed, { ...officer, divisionId: 'b' }, 'not_coordinating_division'],
    ['not by an office leader', 'send', reviewed, deputy, 'not_your_post'],

    ['the receipt is recorded', 'acknowledge', sent, officer, undefined],
    ['once', 'acknowledge', { ...sent, state: 'acknowledged' }, officer, 'wrong_state'],
    ['not for another division', 'acknowledge', sent, { ...officer, divisionId: 'b' }, 'not_coordinating_division'],
  ])('%s', (_, action, record, who, code) => {
    expect(refusalOf(transitions[action], record, { actor: who, today, settings }, states)?.code).toBe(code)
  })

  test('the sentence names whose data are missing', () => {
    const refusal = refusalOf(transitions.sign, { ...facts, missing }, { actor: head, today, settings })
    expect(refusal).toMatchObject({ message: { zh: '皇岗口岸旅客10月数据尚未接收。' }, basis: 'report.sign' })
  })
})

describe('a correction', () => {
  const corrected: Facts = { ...sent, outdated: missing }
  test.each<[string, Facts, Actor, string | undefined]>([
    ['follows what was sent', corrected, officer, undefined],
    ['also after the receipt', { ...corrected, state: 'acknowledged' }, officer, undefined],
    ['needs something corrected', sent, officer, 'nothing_corrected'],
    ['waits until it is accepted', { ...corrected, missing }, officer, 'not_accepted'],
    ['follows the last report only', { ...corrected, successorId: 'x' }, officer, 'has_successor'],
    ['is no way around the signature', { ...corrected, state: 'reviewed' }, officer, 'wrong_state'],
    ['is the coordinating division’s', corrected, { ...officer, divisionId: 'b' }, 'not_coordinating_division'],
    ['is not the performance office’s', corrected, actor('performanceOffice.head'), 'not_your_post'],
  ])('%s', (_, record, who, code) => {
    expect(refusalOf(correction, record, { actor: who, today, settings }, states)?.code).toBe(code)
  })
})

describe('a first assembly', () => {
  const set: SetFacts = { coordinatingDivisionId: 'tongguan', period: '2025-10', missing, accepted: 6, reportId: null }
  test.each<[string, SetFacts, Actor, string | undefined]>([
    ['may be made while data are missing', set, officer, undefined],
    ['needs one accepted figure', { ...set, accepted: 0 }, officer, 'nothing_accepted'],
    ['is made once', { ...set, reportId: 'r' }, officer, 'already_assembled'],
    ['is the coordinating division’s', set, { ...officer, divisionId: 'b' }, 'not_coordinating_division'],
    ['is not an office leader’s', set, deputy, 'not_your_post'],
  ])('%s', (_, record, who, code) => {
    expect(refusalOfRules(assembly, 'report.assemble', record, { actor: who, today, settings })?.code).toBe(code)
  })
})

// Few ids on purpose: collisions are what the rules are about.
const id = fc.constantFrom('a', 'b')
const cells = fc.array(fc.constantFrom(cell('罗湖口岸旅客'), cell('福田口岸旅客')), { maxLength: 2 })
const anyFacts: fc.Arbitrary<Facts> = fc.record({
  state: fc.constantFrom(...stateNames),
  coordinatingDivisionId: id,
  period: fc.constantFrom('2025-10', '2025-Q3', '2025'),
  missing: cells,
  outdated: cells,
  assembledBy: id,
  signedBy: fc.option(id),
  successorId: fc.option(id),
})
const anyActor: fc.Arbitrary<Actor> = fc.record({
  id,
  name: fc.constant('某人'),
  postId: id,
  post: fc.constantFrom(...postKinds),
  divisionId: fc.option(id),
  inChargeOf: fc.array(id, { maxLength: 2 }),
})
const actions = Object.keys(transitions) as Action[]
const allowed = (action: Action, record: Facts, who: Actor) =>
  !refusalOf(transitions[action], record, { actor: who, today, settings }, states)

describe('for anyone at any time', () => {
  test('nobody reviews what they signed or assembled', () => {
    fc.assert(
      fc.property(anyFacts, anyActor, (record, who) => {
        if (allowed('review', record, who)) expect([record.signedBy, record.assembledBy]).not.toContain(who.id)
      }),
      { numRuns: 2_000 },
    )
  })

  test('nothing is signed, reviewed or sent while a figure is missing or corrected', () => {
    fc.assert(
      fc.property(anyFacts, anyActor, fc.constantFrom<Action>('sign', 'review', 'send'), (record, who, action) => {
        if (allowed(action, record, who)) expect([...record.missing, ...record.outdated]).toEqual([])
      }),
      { numRuns: 2_000 },
    )
  })

  test('administrators do nothing', () => {
    const administrator = anyActor.map((who) => ({ ...who, post: 'systemAdmin' as const }))
    fc.assert(
      fc.property(anyFacts, administrator, fc.constantFrom(...actions), (record, who, action) => {
        expect(allowed(action, record, who)).toBe(false)
      }),
    )
  })

  test('every state is reached, and what was acknowledged is final', () => {
    const reached = new Set<State>(['assembled'])
    for (const _ of stateNames)
      for (const { from, to } of Object.values(transitions))
        if (from.some((state) => reached.has(state))) reached.add(to)
    expect([...reached].toSorted()).toEqual([...stateNames].toSorted())
    expect(actions.filter((action) => transitions[action].from.includes('acknowledged'))).toEqual([])
  })

  test('nothing that was sent comes back', () => {
    for (const action of actions.filter((one) => one !== 'acknowledge'))
      expect(transitions[action].from.filter((state) => state === 'sent' || state === 'acknowledged')).toEqual([])
  })
})

describe('recording a sending and a receipt', () => {
  const frozen = { signedOn: '2025-11-05', withLetter: true, documentNumber: null }
  test.each([
    ['on the day of the signature', { sentOn: '2025-11-05', documentNumber: '深口函〔2025〕9号' }, frozen, []],
    ['today', { sentOn: today, documentNumber: '深口函〔2025〕9号' }, frozen, []],
    ['tomorrow', { sentOn: '2025-11-07', documentNumber: '深口函〔2025〕9号' }, frozen, ['sentOn']],
    ['before it was signed', { sentOn: '2025-11-04', documentNumber: '深口函〔2025〕9号' }, frozen, ['sentOn']],
    ['a letter without its number', { sentOn: today, documentNumber: null }, frozen, ['documentNumber']],
    ['without a letter no number', { sentOn: today, documentNumber: null }, { ...frozen, withLetter: false }, []],
    [
      'another number than the one that was signed',
      { sentOn: today, documentNumber: '深口函〔2025〕10号' },
      { ...frozen, documentNumber: '深口函〔2025〕9号' },
      ['documentNumber'],
    ],
  ])('%s', (_, sending, report, paths) => {
    expect(sendingFaults(sending, report, today).map(({ path }) => path)).toEqual(paths)
  })

  test.each([
    ['the same day', '2025-11-05', []],
    ['today', today, []],
    ['before it was sent', '2025-11-04', ['receiptOn']],
    ['tomorrow', '2025-11-07', ['receiptOn']],
  ])('a receipt %s', (_, on, paths) => {
    expect(receiptFaults(on, '2025-11-05', today).map(({ path }) => path)).toEqual(paths)
  })

  test('up to three names are said, then their number', () => {
    expect(named([cell('一'), cell('二')]).zh).toBe('一、二')
    expect(named([cell('一'), cell('二'), cell('三'), cell('四')])).toEqual({
      zh: '一、二、三等4项',
      en: '一, 二, 三 and 1 more',
    })
  })
})
