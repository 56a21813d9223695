import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PostKind } from '#domain/kernel/actor.ts'
import { type Context, refusalOf } from '#domain/kernel/lifecycle.ts'
import { missingOf, type TicketAction, type TicketFacts, ticketNumber, ticketTransitions } from './ticket.ts'
import { type ShareAction, type ShareFacts, shareTransitions } from './ticketShare.ts'

const facts: TicketFacts = {
  ...{ state: 'drafted', title: '旅检通道排队', requirement: '查明原因并整改', dueOn: '2025-11-20', source: 'item' },
  ...{ sourceName: '', sourceOn: null, sourceWords: '', openShares: 0, openedBy: 'drafter', fedBackBy: [] },
  ...{ shares: [{ divisionId: 'land', isLead: true }], judgedByDeputy: false },
}
const settings = { 'supervision.approveTickets': false }
const as = (post: PostKind, id = 'a', more = settings): Context => ({
  actor: { id, name: id, postId: 'p', post, divisionId: 'house', inChargeOf: [] },
  today: '2025-11-06',
  settings: more as never,
})
const codeOf = (action: TicketAction, context: Context, more: Partial<TicketFacts> = {}) =>
  refusalOf(ticketTransitions[action], { ...facts, ...more }, context)?.code

const staff = as('performanceOffice.staff')
const head = as('performanceOffice.head')
const approving = { 'supervision.approveTickets': true }

describe('a draft becomes a ticket', () => {
  test.each([
    ['as it is', {}, undefined],
    ['without a subject', { title: '' }, 'ticket_incomplete'],
    ['without a requirement', { requirement: '' }, 'ticket_incomplete'],
    ['without a day', { dueOn: null }, 'ticket_incomplete'],
    ['without a lead', { shares: [{ divisionId: 'land', isLead: false }] }, 'ticket_incomplete'],
    ['with nobody', { shares: [] }, 'ticket_incomplete'],
    ['from a leader without the words', { source: 'instruction' }, 'ticket_incomplete'],
    ['due today', { dueOn: '2025-11-06' }, 'past_day'],
  ] as const)('%s', (_, more, code) => expect(codeOf('register', staff, more)).toBe(code))

  test('what is missing is named', () => {
    const twice = { divisionId: 'land', isLead: true }
    expect(missingOf({ ...facts, shares: [twice, twice] }).map(({ en }) => en)).toEqual([
      'the lead division',
      'each division once only',
    ])
    expect(missingOf({ ...facts, source: 'meeting' }).map(({ zh }) => zh)).toEqual(['会议名称', '日期', '原文'])
  })

  test('with or without approval, as the setting says', () => {
    expect(codeOf('propose', staff)).toBe('approval_not_needed')
    expect(codeOf('register', as('performanceOffice.staff', 'a', approving))).toBe('approval_needed')
    expect(codeOf('propose', as('performanceOffice.staff', 'a', approving))).toBeUndefined()
    const proposed = { state: 'proposed' } as const
    expect(codeOf('approve', as('leadingGroup.deputy'), proposed)).toBeUndefined()
    expect(codeOf('approve', as('leadingGroup.deputy', 'drafter'), proposed)).toBe('own_draft')
    expect(codeOf('decline', as('leadingGroup.deputy', 'drafter'), proposed)).toBe('own_draft')
    expect(codeOf('approve', head, proposed)).toBe('not_your_post')
  })

  test.each(['division.head', 'division.officer', 'leadingGroup.member', 'leadingGroup.deputy'] as const)(
    'not by %s',
    (post) => {
      for (const action of ['save', 'register', 'propose', 'withdraw'] as const)
        expect(codeOf(action, as(post))).toBe('not_your_post')
      expect(codeOf('assign', as(post), { state: 'registered' })).toBe('not_your_post')
    },
  )
})

describe('closing', () => {
  const done = { state: 'done' } as const
  test.each([
    ['the head of the performance office', head, done, undefined],
    ['its staff', staff, done, 'not_closer'],
    ['a deputy', as('leadingGroup.deputy'), done, 'not_closer'],
    ['whoever fed it back', head, { ...done, fedBackBy: ['a'] }, 'own_feedback'],
    ['before all is done', head, { ...done, openShares: 1 }, 'open_share'],
    ['while it is dealt with', head, { state: 'assigned' }, 'wrong_state'],
    ['the head, with a share of its own division', head, { ...done, judgedByDeputy: true }, 'not_closer'],
    [
      'the deputy, with a share of that division',
      as('leadingGroup.deputy'),
      { ...done, judgedByDeputy: true },
      undefined,
    ],
  ] as const)('%s', (_, who, more, code) => expect(codeOf('close', who, more)).toBe(code))
})

test('a number of its own series', () => expect(ticketNumber(2025, 3)).toBe('督办〔2025〕3号'))

describe('whatever is done in whatever order', () => {
  type Share = { state: ShareFacts['state']; divisionId: string; fedBackBy: string[] }
  const people = [
    as('performanceOffice.staff', 'staff'),
    as('performanceOffice.head', 'head'),
    as('leadingGroup.deputy', 'deputy'),
    as('performanceOffice.staff', 'another'),
    as('leadingGroup.deputy', 'another'),
    // the same persons in a division: what one did in one post is one's own in the other
    ...['land', 'house'].flatMap((divisionId) =>
      ['staff', 'head', 'deputy', 'officer'].flatMap((id) =>
        (['division.head', 'division.officer'] as const).map((post) => {
          const context = as(post, id)
          return { ...context, actor: { ...context.actor, divisionId } }
        }),
      ),
    ),
  ]
  const acts = ['assign', 'close', 'withdraw', 'receive', 'feedBack', 'handIn', 'accept', 'sendBack'] as const
  type Move = { readonly who: Context; readonly act: (typeof acts)[number]; readonly at: number }
  const moves: readonly Move[] = people.flatMap((who) =>
    acts.flatMap((act) => (act in ticketTransitions ? [0] : [0, 1]).map((at) => ({ who, act, at }))),
  )

  /** A ticket with two shares, one of them of the house: what the rules allow now, and what an act makes of it. */
  function ticketOf() {
    const shares: Share[] = ['land', 'house'].map((divisionId) => ({ state: 'planned', divisionId, fedBackBy: [] }))
    const now = { state: 'registered' as TicketFacts['state'], shares, closedBy: [] as string[] }
    const ticketFacts = (): TicketFacts => ({
      ...facts,
      ...{ state: now.state, fedBackBy: shares.flatMap(({ fedBackBy }) => fedBackBy), judgedByDeputy: true },
      openShares: shares.filter((share) => share.state !== 'done').length,
    })
    const isAllowed = ({ who, act, at }: Move): boolean => {
      if (act in ticketTransitions) return !refusalOf(ticketTransitions[act as TicketAction], ticketFacts(), who)
      const share = shares[at] as Share
      const of = { ...share, ticketState: now.state, judgedByDeputy: share.divisionId === 'house' }
      return !refusalOf(shareTransitions[act as ShareAction], of, who)
    }
    const take = ({ who, act, at }: Move): void => {
      if (act in ticketTransitions) {
        now.state = ticketTransitions[act as TicketAction].to
        if (act === 'assign') for (const share of shares) share.state = 'assigned'
        if (act === 'close') now.closedBy.push(who.actor.id)
        return
      }
      const share = shares[at] as Share
      share.state = shareTransitions[act as ShareAction].to
      if (act === 'feedBack' || act === 'handIn') share.fedBackBy.push(who.actor.id)
      if (act === 'accept' && ticketFacts().openShares === 0) now.state = 'done'
      if (act === 'sendBack') now.state = 'assigned'
    }
    return { now, isAllowed, take }
  }

  /** Each number picks one kind of act among those allowed, and one of the moves of that kind. */
  function walk(picks: readonly number[]) {
    const { now, isAllowed, take } = ticketOf()
    for (const pick of picks) {
      const allowed = moves.filter((move) => move.act !== 'withdraw' && isAllowed(move))
      const kinds = [...new Set(allowed.map(({ act }) => act))]
      const kind = kinds[pick % kinds.length]
      const ofKind = allowed.filter(({ act }) => act === kind)
      const move = ofKind[Math.floor(pick / 7) % ofKind.length]
      if (!move) break
      take(move)
    }
    return now
  }

  const picks = fc.noBias(fc.array(fc.nat(10_000), { minLength: 30, maxLength: 80 }))

  test('no path closes a ticket with an open share, or by whoever fed back', () => {
    let closed = 0
    fc.assert(
      fc.property(picks, (given) => {
        const { state, shares, closedBy } = walk(given)
        if (state !== 'closed') return closedBy.length === 0
        closed += 1
        const isDone = shares.every((share) => share.state === 'done')
        return isDone && closedBy.every((id) => !shares.some(({ fedBackBy }) => fedBackBy.includes(id)))
      }),
      { numRuns: 300 },
    )
    // many walks get that far, so that the property says something
    expect(closed).toBeGreaterThan(20)
  })
})
