import { beforeAll, describe, expect, test } from 'vitest'
import { listCards, readCardHistory } from '#domain/card/card.api.ts'
import type { PostKind } from '#domain/kernel/actor.ts'
import { type Indicator, insertDuty, insertIndicator } from '#test/fixtures/duties.ts'
import { type Client, world } from '#test/world.ts'
import { cardsOfDuties, settleCards } from './card.public.ts'

const w = world(undefined, { today: '2026-01-05' })
const year = 2026

let harbour: Indicator
let land: Indicator
let dutyId: string
beforeAll(async () => {
  const clearance = await w.division({ nameZh: '通关协调处', nameEn: 'Clearance' })
  const port = await w.division({ nameZh: '陆路口岸一处', nameEn: 'Land ports 1' })
  harbour = await insertIndicator(w.owner, { responsible: await w.division(), coordinating: clearance })
  land = await insertIndicator(w.owner, { responsible: port, coordinating: clearance, name: '皇岗口岸旅客人次' })
  await insertDuty(w.owner, harbour, '2026-Q1')
  dutyId = await insertDuty(w.owner, land, '2026-Q1')
  await insertDuty(w.owner, land, '2026-Q2')
  await w.clock('2026-07-31')
})

const listed = async (client: Client, query: Record<string, unknown> = {}) =>
  w.call(client, listCards, { query: { year, ...query } })

describe('who sees which cards', () => {
  test.each([
    ['the performance office', 'performanceOffice.staff', 9],
    ['its head', 'performanceOffice.head', 9],
    ['the head of the leading group', 'leadingGroup.head', 9],
    ['a deputy', 'leadingGroup.deputy', 9],
    ['the division that was hit', 'division.officer', 6],
    ['a member of the leading group, as of his division', 'leadingGroup.member', 6],
    ['the other party of the duty', 'coordinating', 9],
    ['a division that has nothing to do with it', 'stranger', 0],
  ] as const)('%s', async (_, who, count) => {
    const ofOffice = who === 'leadingGroup.head' || who === 'leadingGroup.deputy'
    const division = { coordinating: land.coordinating, stranger: await w.division() }
    const own = who in division ? division[who as keyof typeof division] : land.responsible
    const post: PostKind = who === 'coordinating' || who === 'stranger' ? 'division.head' : who
    const answer = await listed(await w.person(post, ofOffice ? null : own))
    expect(answer.status).toBe(200)
    expect(answer.body.rows).toHaveLength(count)
  })

  test('an administrator sees none', async () => {
    expect(await listed(await w.person('systemAdmin'))).toMatchObject({
      status: 403,
      body: { code: 'no_business_content' },
    })
  })
})

test('a card says what was missed, whom it hit and under which rules', async () => {
  const answer = await listed(await w.person('division.head', land.responsible), { step: 'red' })
  expect(answer.body.rows).toHaveLength(2)
  expect(answer.body.rows[1]).toMatchObject({
    ladder: 'external',
    step: 'red',
    firedOn: '2026-04-18',
    dueOn: '2026-04-15',
    settledOn: null,
    dueRevision: 1,
    packVersion: '1.0.0',
    division: { id: land.responsible, name: { zh: '陆路口岸一处', en: 'Land ports 1' } },
    otherDivision: { id: land.coordinating, name: { zh: '通关协调处', en: 'Clearance' } },
    duty: { id: dutyId, period: '2026-Q1', indicator: '皇岗口岸旅客人次', item: { id: land.itemId } },
  })
})

describe('the list', () => {
  test.each([
    ['by step', { step: 'yellow' }, 3],
    ['by division hit', { divisionId: 'harbour' }, 3],
    ['standing', { state: 'standing' }, 9],
    ['settled', { state: 'settled' }, 0],
    ['of another year', { year: 2025 }, 0],
  ])('is filtered %s', async (_, query, count) => {
    const chosen = 'divisionId' in query ? { divisionId: harbour.responsible } : query
    const answer = await listed(await w.person('leadingGroup.head'), chosen)
    expect(answer.body.rows).toHaveLength(count)
  })

  test('goes on page by page without losing or repeating a card, the latest first', async () => {
    const head = await w.person('division.head', land.coordinating)
    const seen = []
    let after: string | null = ''
    while (after !== null) {
      const { body } = await listed(head, { limit: 2, ...(after ? { after } : {}) })
      seen.push(...body.rows)
      after = body.next
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(9)
    expect(seen.map(({ firedOn }) => firedOn)).toEqual(
      seen
        .map(({ firedOn }) => firedOn)
        .toSorted()
        .toReversed(),
    )
  })

  test('refuses a made-up cursor and an unknown filter', async () => {
    const head = await w.person('leadingGroup.head')
    expect(await listed(head, { after: 'nonsense' })).toMatchObject({ status: 422 })
    expect(await listed(head, { orderBy: 'division' })).toMatchObject({ status: 422 })
  })
})

test('the history of a card is read by who may see the card, and by nobody else', async () => {
  const head = await w.person('division.head', land.responsible)
  const [card] = (await listed(head, { step: 'red' })).body.rows
  const params = { id: card?.id ?? '' }
  const own = await w.call(head, readCardHistory, { params })
  expect(own.body.rows).toMatchObject([{ action: 'card.red', basis: 'card.red', personName: null }])
  expect(own.body.rows[0]?.changes.map((change) => change.new)).toContain('陆路口岸一处')
  const stranger = await w.person('division.head', await w.division())
  expect(await w.call(stranger, readCardHistory, { params })).toMatchObject({ status: 404 })
  expect(await w.call(head, readCardHistory, { params: { id: dutyId } })).toMatchObject({ status: 404 })
})

describe('a report settles', () => {
  const cardsOf = (id: string) => w.app.db.transaction().execute((tx) => cardsOfDuties(tx, [id]))
  const settleOn = (on: string) => w.app.db.transaction().execute((tx) => settleCards(tx, [dutyId], on))

  test('the standing cards of its duties on its day, never before they fired, with a history row each', async () => {
    await settleOn('2026-04-17')
    const cards = await cardsOf(dutyId)
    expect(cards.map(({ step, firedOn, settledOn }) => [step, firedOn, settledOn])).toEqual([
      ['earlyWarning', '2026-04-08', '2026-04-17'],
      ['yellow', '2026-04-16', '2026-04-17'],
      ['red', '2026-04-18', '2026-04-18'],
    ])
    const answer = await listed(await w.person('leadingGroup.head'), { state: 'settled' })
    expect(answer.body.rows).toHaveLength(3)
    for (const { id } of answer.body.rows)
      expect((await w.history(id)).map(({ action }) => action)).toEqual([
        expect.stringMatching(/^card\./),
        'card.settle',
      ])
  })

  test('nothing twice, and nothing of other duties', async () => {
    await settleOn('2026-05-04')
    expect((await cardsOf(dutyId)).map(({ settledOn }) => settledOn)).toEqual([
      '2026-04-17',
      '2026-04-17',
      '2026-04-18',
    ])
    const { body } = await listed(await w.person('leadingGroup.head'), { state: 'standing' })
    expect(body.rows).toHaveLength(6)
  })

  test('not the internal ladder, which is met by the signature', async () => {
    const values = { dutyId, year, ladder: 'internal', step: 'yellow', dueRevision: 1, firedOn: '2026-04-14' }
    const rest = { dueOn: '2026-04-13', packVersion: '1.0.0', settingsRevision: 1, divisionId: land.responsible }
    await w.owner
      .insertInto('card')
      .values({ ...values, ...rest })
      .execute()
    await settleOn('2026-05-04')
    const internal = async () => (await cardsOf(dutyId)).find(({ ladder }) => ladder === 'internal')
    expect((await internal())?.settledOn).toBeNull()
    await w.app.db.transaction().execute((tx) => settleCards(tx, [dutyId], '2026-04-20', 'internal'))
    expect((await internal())?.settledOn).toBe('2026-04-20')
  })
})
