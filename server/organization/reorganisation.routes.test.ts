import { describe, expect, test } from 'vitest'
import { listCards } from '#domain/card/card.api.ts'
import { readDuty, readDutyHistory, readMatrix } from '#domain/collection/duty.api.ts'
import { readDivisionHistory } from '#domain/organization/division.api.ts'
import { listDivisions } from '#domain/organization/organization.api.ts'
import {
  draftReorganisation,
  listReorganisations,
  planReorganisation,
  type ReorganisationContent,
  readReorganisation,
  readReorganisationHistory,
  saveReorganisation,
  withdrawReorganisation,
} from '#domain/organization/reorganisation.api.ts'
import { readItem } from '#domain/plan/item.api.ts'
import { readSession } from '#domain/session/session.api.ts'
import { duties, offered, openDuty, signed } from '#test/duties.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
const today = '2025-11-06'
const later = '2025-12-01'
const document = '深编〔2025〕12号'
const nothing: ReorganisationContent = { founded: [], renamed: [], ended: [] }
const name = (zh: string) => ({ zh, en: `Division ${zh}` })

async function planner() {
  return w.person('performanceOffice.head', await w.division())
}
const draft = async (by: Client, content: Partial<ReorganisationContent>, fromOn = today) =>
  (await w.call(by, draftReorganisation, { body: { fromOn, document, content: { ...nothing, ...content } } })).body
const plan = (by: Client, { id, version }: { id: string; version: number }) =>
  w.call(by, planReorganisation, { params: { id }, body: { version } })

describe('a merger', () => {
  test('from a day: a dry run says what goes where, everything open goes there, what is signed stays', async () => {
    await w.clock(today)
    const { officer, head, id, itemId, responsible, coordinating } = await openDuty(w)
    await offered(w, officer, id)
    await signed(w, head)
    const signedAs = (await w.call(head, readDuty, { params: { id } })).body.submissions[0]?.signature?.division
    const by = await planner()
    const successor = await w.division({ nameZh: '陆路口岸处', nameEn: 'Land ports' })
    const heir = await w.person('division.head', successor)
    const given = await draft(by, { ended: [{ divisionId: responsible, how: 'merged', successor, items: [] }] }, later)
    expect(given.outcome?.items).toEqual([
      expect.objectContaining({
        itemId,
        role: 'responsible',
        to: { zh: '陆路口岸处', en: 'Land ports' },
        openDuties: 12,
      }),
    ])
    expect(given.outcome?.posts.map((post) => post.kind).toSorted()).toEqual(['division.head', 'division.officer'])

    expect((await plan(by, given)).body).toMatchObject({ state: 'planned' })
    expect((await w.call(head, readSession)).status).toBe(200)
    expect((await w.call(heir, readDuty, { params: { id } })).status).toBe(404)
    await w.clock('2025-11-30')
    expect((await w.call(head, readSession)).status).toBe(200)

    await w.clock(later)
    expect((await w.call(head, readSession)).status).toBe(401)
    const duty = await w.call(heir, readDuty, { params: { id } })
    expect(duty.body).toMatchObject({ responsibleDivisionId: successor, coordinatingDivisionId: coordinating })
    expect(duty.body.submissions[0]?.signature?.division).toEqual(signedAs)
    const moved = (await w.call(heir, readDutyHistory, { params: { id } })).body.rows
    expect(moved.find(({ action }) => action === 'duty.move')).toMatchObject({ personName: null })
    expect((await w.call(heir, readItem, { params: { id: itemId } })).body.item.responsibleDivision?.id).toBe(successor)
    const { rows } = (await w.call(by, listDivisions)).body
    expect(rows.find((division) => division.id === responsible)).toMatchObject({ isPresent: false, toOn: later })
    expect((await w.call(by, readReorganisation, { params: { id: given.id } })).body).toMatchObject({
      state: 'applied',
      outcome: null,
    })
    const history = await w.call(by, readReorganisationHistory, { params: { id: given.id } })
    expect(history.body.rows.map(({ action }) => action)).toEqual([
      'reorganisation.apply',
      'reorganisation.plan',
      'reorganisation.draft',
    ])
    await w.clock(today)
  })

  test('without a successor is refused, with what would be left', async () => {
    const { responsible } = await openDuty(w)
    const by = await planner()
    const given = await draft(by, {
      ended: [{ divisionId: responsible, how: 'abolished', successor: null, items: [] }],
    })
    const refused = await plan(by, given)
    expect(refused).toMatchObject({ status: 409, body: { code: 'successor_missing' } })
    expect(JSON.stringify(refused.body)).toContain('1项评估事项、12项未办结')
    const other = await w.division()
    const put = { params: { id: given.id } }
    const ended = [{ divisionId: responsible, how: 'abolished' as const, successor: other, items: [] }]
    const body = { fromOn: today, document, content: { ...nothing, ended }, version: 1 }
    expect(await w.call(by, saveReorganisation, { ...put, body })).toMatchObject({ body: { version: 2 } })
    expect(await w.call(by, saveReorganisation, { ...put, body })).toMatchObject({
      status: 409,
      body: { code: 'stale' },
    })
    expect((await plan(by, { ...given, version: 2 })).body).toMatchObject({ state: 'applied' })
  })

  test('is refused for the house, an ending successor, a day gone by, a division named twice', async () => {
    const [a, b] = [await w.division(), await w.division()]
    const house = await w.division({ housesPerformanceOffice: true })
    const by = await w.person('performanceOffice.head', house)
    const end = (divisionId: string, successor: string) => ({
      divisionId,
      how: 'merged' as const,
      successor,
      items: [],
    })
    const codeOf = async (content: Partial<ReorganisationContent>, fromOn = today) =>
      (await plan(by, await draft(by, content, fromOn))).body
    expect(await codeOf({ ended: [end(house, a)] })).toMatchObject({ code: 'house_ends' })
    expect(await codeOf({ ended: [end(a, b), end(b, a)] })).toMatchObject({ code: 'successor_not_in_force' })
    expect(await codeOf({ ended: [end(a, b)] }, '2025-11-05')).toMatchObject({ code: 'begins_in_the_past' })
    expect(await codeOf({ ended: [end(a, b)], renamed: [{ divisionId: a, name: name('新') }] })).toMatchObject({
      code: 'named_twice',
    })
    expect(await codeOf({})).toMatchObject({ code: 'nothing_changes' })
    const staff = await w.person('performanceOffice.staff', house)
    expect(await plan(staff, await draft(staff, { ended: [end(a, b)] }))).toMatchObject({ status: 403 })
    expect((await w.call(await w.person('systemAdmin'), listReorganisations)).status).toBe(403)
    expect((await w.call(staff, listReorganisations, { query: { limit: 2 } })).body.next).not.toBeNull()
  })
})

test('a split gives single items to a division founded by the same act, whose head can be granted ahead', async () => {
  const { itemId, responsible, id } = await openDuty(w)
  const by = await planner()
  const rest = await w.division()
  const founded = [{ key: 'new', code: 'NEW-1', name: name('空港处'), sort: 5 }]
  const ended = [
    { divisionId: responsible, how: 'split' as const, successor: rest, items: [{ itemId, successor: 'new' }] },
  ]
  const given = await draft(by, { founded, ended })
  expect(given.outcome?.items[0]?.to?.zh).toBe('空港处')
  const planned = (await plan(by, given)).body
  const divisionId = planned.content.founded[0]?.divisionId ?? ''
  const heir = await w.person('division.officer', divisionId)
  expect((await w.call(heir, readDuty, { params: { id } })).body.responsibleDivisionId).toBe(divisionId)
  const again = await w.call(by, draftReorganisation, {
    body: { fromOn: today, document, content: { ...nothing, founded } },
  })
  expect(again).toMatchObject({ status: 422 })
})

describe('a division that shares an item', () => {
  const sharedItem = async () => {
    const [lead, share, coordinating] = [await w.division(), await w.division(), await w.division()]
    const made = await duties(w, { responsible: lead, coordinating, indicators: [{}, { divisionId: share }] })
    const phase = { startsOn: '2025-01-01', endsOn: '2025-12-31' }
    await w.owner
      .insertInto('phase')
      .values([
        { itemId: made.itemId, sort: 1, title: '牵头阶段', ...phase },
        { itemId: made.itemId, sort: 2, title: '配合阶段', ...phase, divisionId: share },
      ])
      .execute()
    return { lead, share, coordinating, itemId: made.itemId, own: made.ids[1] ?? '', led: made.ids[0] ?? '' }
  }
  const partsOf = async (itemId: string) => {
    const { item } = (await w.call(await planner(), readItem, { params: { id: itemId } })).body
    const of = (parts: readonly { division: { id: string } | null }[]) =>
      parts.map(({ division }) => division?.id ?? null)
    return {
      lead: item.responsibleDivision?.id,
      shares: item.coDivisions.map(({ division }) => division.id),
      phases: of(item.phases),
      indicators: of(item.indicators),
    }
  }
  const owner = (id: string) =>
    w.owner.selectFrom('duty').select('responsibleDivisionId').where('id', '=', id).execute()

  test('hands its phases, its indicators and its own duties on, and leaves the lead what is the lead’s', async () => {
    const { lead, share, itemId, own, led } = await sharedItem()
    const [by, successor] = [await planner(), await w.division()]
    const given = await draft(by, { ended: [{ divisionId: share, how: 'merged', successor, items: [] }] })
    expect(given.outcome?.items).toEqual([
      expect.objectContaining({ itemId, role: 'coResponsible', duties: 12, openDuties: 12 }),
    ])
    await plan(by, given)
    const own2 = { phases: [null, successor], indicators: [null, successor] }
    expect(await partsOf(itemId)).toEqual({ lead, shares: [successor], ...own2 })
    expect(await owner(own)).toEqual([{ responsibleDivisionId: successor }])
    expect(await owner(led)).toEqual([{ responsibleDivisionId: lead }])
    const heir = await w.person('division.head', successor)
    expect((await w.call(heir, readDutyHistory, { params: { id: own } })).body.rows[0]).toMatchObject({
      action: 'duty.move',
    })
  })

  test('is not abolished without a successor', async () => {
    const { share, itemId } = await sharedItem()
    const by = await planner()
    const given = await draft(by, { ended: [{ divisionId: share, how: 'abolished', successor: null, items: [] }] })
    expect(await plan(by, given)).toMatchObject({ status: 409, body: { code: 'successor_missing' } })
    expect((await partsOf(itemId)).shares).toEqual([share])
  })

  test('may go up in the lead, or the lead in it: what was shared is one division’s', async () => {
    const first = await sharedItem()
    const by = await planner()
    const up = { divisionId: first.share, how: 'merged' as const, successor: first.lead, items: [] }
    await plan(by, await draft(by, { ended: [up] }))
    const whole = { shares: [], phases: [null, null], indicators: [null, null] }
    expect(await partsOf(first.itemId)).toEqual({ lead: first.lead, ...whole })
    const second = await sharedItem()
    const down = { divisionId: second.lead, how: 'merged' as const, successor: second.share, items: [] }
    await plan(by, await draft(by, { ended: [down] }))
    expect(await partsOf(second.itemId)).toEqual({ lead: second.share, ...whole })
    expect(await owner(second.led)).toEqual([{ responsibleDivisionId: second.share }])
  })
})

test('a renamed division keeps its old name on what was signed before', async () => {
  const { officer, head, id, responsible } = await openDuty(w)
  await offered(w, officer, id)
  await signed(w, head)
  const before = (await w.call(head, readDuty, { params: { id } })).body
  const by = await planner()
  await w.clock('2025-11-10')
  const given = await draft(by, { renamed: [{ divisionId: responsible, name: name('深港通道处') }] }, '2025-11-10')
  expect((await plan(by, given)).body.state).toBe('applied')
  const after = (await w.call(head, readDuty, { params: { id } })).body
  expect(after.responsibleDivision.zh).toBe('深港通道处')
  expect(after.submissions[0]?.signature?.division).toEqual(before.responsibleDivision)
  const { rows } = (await w.call(head, readMatrix, { query: { year: 2025 } })).body
  expect(rows.length).toBeGreaterThan(0)
  const history = await w.call(await w.person('auditAdmin'), readDivisionHistory, { params: { id: responsible } })
  expect(history.body.rows[0]).toMatchObject({ action: 'division.rename', reason: document })
  const signedEntry = (await w.call(head, readDutyHistory, { params: { id } })).body.rows.find(
    ({ action }) => action === 'duty.sign',
  )
  expect(signedEntry?.division).toEqual(before.responsibleDivision)
  await w.clock(today)
})

test('a card keeps the name of its day', async () => {
  const { responsible, head } = await openDuty(w)
  await w.clock('2025-12-20')
  const before = (await w.call(head, listCards, { query: { year: 2025 } })).body.rows[0]
  const by = await planner()
  await w.clock('2025-12-22')
  await plan(by, await draft(by, { renamed: [{ divisionId: responsible, name: name('新名处') }] }, '2025-12-22'))
  const after = (await w.call(head, listCards, { query: { year: 2025 } })).body.rows.find(({ id }) => id === before?.id)
  expect(before).toBeDefined()
  expect(after?.division).toEqual(before?.division)
  await w.clock(today)
})

test('what is planned can be withdrawn before its day: posts and divisions are as they were', async () => {
  const { responsible, head } = await openDuty(w)
  const by = await planner()
  const founded = [{ key: 'n', code: 'NEW-2', name: name('不设处'), sort: 9 }]
  const ended = [{ divisionId: responsible, how: 'merged' as const, successor: 'n', items: [] }]
  const given = (await plan(by, await draft(by, { founded, ended }, later))).body
  const twice = await draft(by, { renamed: [{ divisionId: responsible, name: name('又名') }] }, later)
  expect((await plan(by, twice)).body).toMatchObject({ code: 'named_twice' })
  const asked = { params: { id: given.id }, body: { version: given.version, reason: '机构改革方案调整' } }
  expect((await w.call(by, withdrawReorganisation, asked)).body).toMatchObject({ state: 'withdrawn' })
  await w.clock('2025-12-02')
  expect((await w.call(head, readSession)).status).toBe(200)
  const { rows } = (await w.call(by, listDivisions)).body
  expect(rows.find(({ id }) => id === responsible)).toMatchObject({ isPresent: true, toOn: null })
  expect(rows.find(({ code }) => code === 'NEW-2')).toMatchObject({ isPresent: false })
  await w.clock(today)
})
