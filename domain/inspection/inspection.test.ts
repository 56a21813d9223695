import { expect, test } from 'vitest'
import type { PostKind } from '#domain/kernel/actor.ts'
import { type Context, refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { type FindingFacts, settleRules } from './finding.ts'
import { awaitedOf, type InspectionAction, type InspectionFacts, inspectionTransitions } from './inspection.ts'

const party = (divisionId: string, more: object = {}) => ({
  ...{ divisionId, isSeen: false, findings: 0, hasReplied: false },
  ...more,
})
const facts: InspectionFacts = {
  ...{ state: 'planned', kind: 'special', forHouse: false, hasScope: true, points: 2, unjudged: 0, unsettled: 0 },
  ...{ replyBy: null, parties: [party('land'), party('sea')] },
}
const as = (post: PostKind, divisionId: string | null = null): Context => ({
  actor: { id: 'a', name: 'a', postId: 'p', post, divisionId, inChargeOf: [] },
  today: '2025-11-06',
  settings: {} as never,
})
const [staff, deputy] = [as('performanceOffice.staff', 'house'), as('leadingGroup.deputy')]
const [head, officer, stranger] = [
  as('division.head', 'land'),
  as('division.officer', 'land'),
  as('division.head', 'law'),
]
const codeOf = (action: InspectionAction, context: Context, more: Partial<InspectionFacts> = {}) =>
  refusalOf(inspectionTransitions[action], { ...facts, ...more }, context)?.code

test('a special inspection is planned whole, notified, then begun; a daily one begins at once', () => {
  expect(codeOf('notify', staff)).toBeUndefined()
  expect(codeOf('notify', staff, { hasScope: false })).toBe('plan_not_whole')
  expect(codeOf('notify', staff, { parties: [] })).toBe('plan_not_whole')
  expect(codeOf('notify', staff, { points: 0 })).toBe('plan_not_whole')
  expect(codeOf('notify', staff, { kind: 'daily' })).toBe('daily_needs_no_notice')
  expect(codeOf('begin', staff)).toBe('notice_first')
  expect(codeOf('begin', staff, { state: 'notified' })).toBeUndefined()
  expect(codeOf('begin', staff, { kind: 'daily' })).toBeUndefined()
})

test.each([
  ['notify', {}],
  ['begin', { state: 'notified' }],
  ['withdraw', {}],
  ['judge', { state: 'underway' }],
  ['find', { state: 'underway' }],
  ['settle', { state: 'told' }],
  ['conclude', { state: 'told' }],
] as const)('%s: the performance office, of its own division a deputy, nobody else', (action, more) => {
  expect(codeOf(action, staff, more)).toBeUndefined()
  for (const other of [head, officer, stranger, deputy, as('leadingGroup.member'), as('leadingGroup.head')])
    expect(codeOf(action, other, more)).toMatch(/^not_/)
  expect(codeOf(action, deputy, { ...more, forHouse: true })).toBeUndefined()
})

test('of its own division the performance office prepares and does not judge', () => {
  expect(codeOf('notify', staff, { forHouse: true })).toBeUndefined()
  for (const action of ['judge', 'find'] as const)
    expect(codeOf(action, staff, { state: 'underway', forHouse: true })).toBe('not_judge_of_check')
  expect(codeOf('conclude', staff, { state: 'told', forHouse: true })).toBe('not_judge_of_check')
})

test('what was found is told once every point is judged', () => {
  const found = { state: 'underway', parties: [party('land', { findings: 1 }), party('sea')] } as const
  expect(codeOf('tell', staff, found)).toBeUndefined()
  expect(codeOf('tell', staff, { ...found, unjudged: 1 })).toBe('points_unjudged')
  expect(codeOf('tell', staff, { state: 'underway' })).toBe('nothing_found')
})

test('the head of a division with findings replies once', () => {
  const told = {
    state: 'told',
    replyBy: '2025-11-10',
    parties: [party('land', { findings: 1 }), party('sea')],
  } as const
  expect(codeOf('reply', head, told)).toBeUndefined()
  expect(codeOf('reply', officer, told)).toBe('not_checked_division')
  expect(codeOf('reply', stranger, told)).toBe('not_checked_division')
  expect(codeOf('reply', as('division.head', 'sea'), told)).toBe('nothing_found_here')
  const replied = { ...told, parties: [party('land', { findings: 1, hasReplied: true })] }
  expect(codeOf('reply', head, replied)).toBe('replied_already')
})

test('it is acknowledged by the head of a checked division, once', () => {
  expect(codeOf('acknowledge', head, { state: 'notified' })).toBeUndefined()
  expect(codeOf('acknowledge', officer, { state: 'notified' })).toBe('not_checked_division')
  expect(codeOf('acknowledge', head, { state: 'notified', parties: [party('land', { isSeen: true })] })).toBe(
    'seen_already',
  )
})

test('it is concluded when all is judged, settled, and replied or past its day', () => {
  const told = { state: 'told', replyBy: '2025-11-06', parties: [party('land', { findings: 1 })] } as const
  expect(codeOf('conclude', staff, told)).toBe('reply_awaited')
  expect(codeOf('conclude', staff, { ...told, replyBy: '2025-11-05' })).toBeUndefined()
  const replied = { ...told, parties: [party('land', { findings: 1, hasReplied: true })] }
  expect(codeOf('conclude', staff, replied)).toBeUndefined()
  expect(codeOf('conclude', staff, { ...replied, unsettled: 1 })).toBe('findings_unsettled')
  expect(codeOf('conclude', staff, { ...replied, unjudged: 1 })).toBe('points_unjudged')
  expect(codeOf('conclude', staff, { ...told, state: 'underway' })).toBe('tell_first')
  expect(codeOf('conclude', staff, { state: 'underway' })).toBeUndefined()
})

test('only who has findings is waited for, and only until the day', () => {
  const of = { ...facts, replyBy: '2025-11-06', parties: [party('land', { findings: 2 }), party('sea')] }
  expect(awaitedOf(of, '2025-11-06').map(({ divisionId }) => divisionId)).toEqual(['land'])
  expect(awaitedOf(of, '2025-11-07')).toEqual([])
})

test('a finding is settled once, after the division was heard or its day has passed', () => {
  const codeFor = (more: Partial<FindingFacts>) =>
    refusalOfRules(settleRules, 'b', { isSettled: false, isReplied: false, replyBy: '2025-11-06', ...more }, staff)
      ?.code
  expect(codeFor({})).toBe('division_not_heard')
  expect(codeFor({ isReplied: true })).toBeUndefined()
  expect(codeFor({ replyBy: '2025-11-05' })).toBeUndefined()
  expect(codeFor({ isReplied: true, isSettled: true })).toBe('settled_already')
})

test('it is withdrawn before it has begun, not after', () => {
  expect(codeOf('withdraw', staff, { state: 'notified' })).toBeUndefined()
  expect(codeOf('withdraw', staff, { state: 'underway' })).toBe('wrong_state')
})

test('whatever order things come in, none is concluded with something open', () => {
  let state = 7
  const next = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return (state >>> 8) % below
  }
  const actions = Object.keys(inspectionTransitions) as InspectionAction[]
  const actors = [staff, deputy, head, officer, stranger]
  let concluded = 0
  for (let run = 0; run < 1_500; run += 1) {
    let now: InspectionFacts = {
      ...facts,
      ...{ kind: next(2) === 0 ? 'daily' : 'special', forHouse: next(4) === 0, unjudged: 1, points: 1 },
      parties: [party('land')],
    }
    for (let step = 0; step < 120; step += 1) {
      const [action, actor] = [actions[next(actions.length)] ?? 'begin', actors[next(actors.length)] ?? staff]
      const [only = party('land')] = now.parties
      const finding = { isSettled: now.unsettled === 0, isReplied: only.hasReplied, replyBy: now.replyBy }
      if (refusalOf(inspectionTransitions[action], now, actor)) continue
      if (action === 'settle' && (only.findings === 0 || refusalOfRules(settleRules, 'b', finding, actor))) continue
      if (action === 'conclude') {
        expect([now.unjudged, now.unsettled, only.findings > 0 && !only.hasReplied]).toEqual([0, 0, false])
        concluded += 1
      }
      now = after(now, action, only)
    }
  }
  expect(concluded).toBeGreaterThan(50)
})

function after(now: InspectionFacts, action: InspectionAction, only: ReturnType<typeof party>): InspectionFacts {
  const moved = { ...now, state: inspectionTransitions[action].to }
  const open = only.findings > 0
  if (action === 'judge') return { ...moved, unjudged: 0 }
  if (action === 'find') return { ...moved, unsettled: 1, parties: [{ ...only, findings: 1 }] }
  if (action === 'drop') return { ...moved, unsettled: 0, parties: [{ ...only, findings: 0 }] }
  if (action === 'tell') return { ...moved, replyBy: '2025-11-06' }
  if (action === 'reply') return { ...moved, parties: [{ ...only, hasReplied: true }] }
  if (action === 'settle') return { ...moved, unsettled: open ? 0 : moved.unsettled }
  return moved
}
