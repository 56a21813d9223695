import { describe, expect, test } from 'vitest'
import { listCards } from '#domain/card/card.api.ts'
import { readReport } from '#domain/collection/dataReport.api.ts'
import { listDuties, readDuty, readMatrix } from '#domain/collection/duty.api.ts'
import { offer, readSignSheet, sign } from '#domain/collection/dutyActs.api.ts'
import { listTodos, readHome } from '#domain/home/home.api.ts'
import { readItem } from '#domain/plan/item.api.ts'
import { collectingUnit, duties, entry, offered, peopleOf, signed, versionOf } from '#test/duties.ts'
import { fullContent, issuedPlan, planPeople } from '#test/fixtures/plan.ts'
import { acceptDuty, assemble } from '#test/reports.ts'
import { type Client, world } from '#test/world.ts'

/** A joint item: the lead owes one figure, the division that shares the item owes another. */
const w = world()
const today = '2025-11-06'
const period = '2025-10'

async function joint() {
  const [lead, share, coordinating] = [await w.division(), await w.division(), await w.division()]
  const unit = { unit: '件', collectingUnitId: await collectingUnit(w) }
  const { ids, itemId } = await duties(w, {
    responsible: lead,
    coordinating,
    indicators: [
      { ...unit, name: '牵头数' },
      { ...unit, name: '配合数', divisionId: share },
    ],
  })
  const [leadDuty = '', shareDuty = ''] = ids
  const { officer: sharer, head: shareHead } = await peopleOf(w, share, coordinating)
  return {
    ...(await peopleOf(w, lead, coordinating)),
    ...{ lead, share, coordinating, itemId, leadDuty, shareDuty, sharer, shareHead },
    collectingUnitId: unit.collectingUnitId,
  }
}
const owner = (dutyId: string) =>
  w.owner.selectFrom('duty').select(['responsibleDivisionId', 'stage']).where('id', '=', dutyId).executeTakeFirst()
const sheetOf = async (client: Client) => (await w.call(client, readSignSheet, { query: { period } })).body

test('issue makes the duties of an indicator those of the division that it names, the others the lead’s', async () => {
  const people = await planPeople(w)
  const share = await w.division()
  const full = fullContent(people, 2024)
  const [indicator] = full.indicators
  if (!indicator) throw new Error('the item has an indicator')
  const { item } = await issuedPlan(w, people, 2024, {
    coDivisions: [{ divisionId: share, goal: '备好接口' }],
    indicators: [indicator, { ...indicator, name: '接口备好率', divisionId: share }],
  })
  const rows = await w.owner
    .selectFrom('duty')
    .select(['indicatorId', 'responsibleDivisionId', 'coordinatingDivisionId'])
    .distinct()
    .where('itemId', '=', item.id)
    .execute()
  const [first, second] = item.indicators
  const { responsible, coordinating: coordinatingDivisionId } = people
  expect(rows).toHaveLength(2)
  expect(rows).toEqual(
    expect.arrayContaining([
      { indicatorId: first?.id, responsibleDivisionId: responsible, coordinatingDivisionId },
      { indicatorId: second?.id, responsibleDivisionId: share, coordinatingDivisionId },
    ]),
  )
})

describe('the division that shares the item', () => {
  test('enters its own figure and its head signs that and nothing of the lead’s', async () => {
    const it = await joint()
    await offered(w, it.officer, it.leadDuty, '7')
    expect((await offered(w, it.sharer, it.shareDuty, '9')).status).toBe(200)
    expect((await sheetOf(it.shareHead)).duties.map(({ id }) => id)).toEqual([it.shareDuty])
    expect((await signed(w, it.shareHead)).body.dutyIds).toEqual([it.shareDuty])
    expect(await owner(it.shareDuty)).toEqual({ responsibleDivisionId: it.share, stage: 'submitted' })
    expect((await owner(it.leadDuty))?.stage).toBe('offered')
    const vouched = (await w.call(it.coordinator, readDuty, { params: { id: it.shareDuty } })).body
    expect(vouched.submissions[0]?.signature).toMatchObject({ division: vouched.responsibleDivision })
    expect(await acceptDuty(w, it.coordinator, it.shareDuty)).toMatchObject({ body: { stage: 'accepted' } })
  })

  test('is not acted for by the lead: its figure is neither entered nor signed, nor even found, there', async () => {
    const it = await joint()
    const body = { version: await versionOf(w, it.sharer, it.shareDuty), ...entry('5') }
    expect((await w.call(it.officer, offer, { params: { id: it.shareDuty }, body })).status).toBe(404)
    expect((await owner(it.shareDuty))?.stage).toBe('open')
    await offered(w, it.sharer, it.shareDuty, '9')
    await w.reauthenticated(it.head)
    const shown = await sheetOf(it.shareHead)
    const seen = { period, statementNumber: shown.statement.number, digest: shown.digest ?? '' }
    expect((await sheetOf(it.head)).duties).toEqual([])
    expect(await w.call(it.head, sign, { body: seen })).toMatchObject({ status: 409, body: { code: 'stale' } })
    expect((await w.call(it.head, readDuty, { params: { id: it.shareDuty } })).status).toBe(404)
    expect((await w.call(it.shareHead, readDuty, { params: { id: it.leadDuty } })).status).toBe(404)
    expect((await owner(it.shareDuty))?.stage).toBe('offered')
  })

  test('has its own to-do, its own row of the matrix, and the card is its own', async () => {
    const it = await joint()
    const links = async (client: Client) => (await w.call(client, listTodos)).body.rows.map(({ link }) => link)
    const names = async (client: Client) =>
      (await w.call(client, readMatrix, { query: { year: 2025 } })).body.rows.map(({ indicator }) => indicator.name)
    expect((await links(it.sharer)).some((link) => link.includes(it.shareDuty))).toBe(true)
    expect((await links(it.officer)).some((link) => link.includes(it.shareDuty))).toBe(false)
    expect(await names(it.sharer)).toEqual(['配合数'])
    expect(await names(it.officer)).toEqual(['牵头数'])
    expect((await names(it.coordinator)).toSorted()).toEqual(['牵头数', '配合数'])
    await offered(w, it.officer, it.leadDuty, '7')
    await signed(w, it.head)
    await acceptDuty(w, it.coordinator, it.leadDuty)
    await w.clock('2025-11-12')
    const hit = (client: Client) => w.call(client, listCards, { query: { year: 2025 } })
    expect((await hit(it.shareHead)).body.rows.map(({ step }) => step)).toContain('red')
    expect((await hit(it.shareHead)).body.rows.every(({ division }) => division.id === it.share)).toBe(true)
    const cards = await w.owner.selectFrom('card').selectAll().where('dutyId', '=', it.shareDuty).execute()
    expect(cards.length).toBeGreaterThan(0)
    expect(cards.every(({ divisionId }) => divisionId === it.share)).toBe(true)
    await w.clock(today)
  })

  test('sees the item in full, opens its own data from there, and has it on its first page', async () => {
    const it = await joint()
    await offered(w, it.officer, it.leadDuty, '7')
    const page = async (client: Client) => (await w.call(client, readItem, { params: { id: it.itemId } })).body
    const visible = async (client: Client) =>
      Object.fromEntries((await page(client)).data?.map(({ dutyId, isVisible }) => [dutyId, isVisible]) ?? [])
    expect(await visible(it.sharer)).toEqual({ [it.leadDuty]: false, [it.shareDuty]: true })
    expect(await visible(it.officer)).toEqual({ [it.leadDuty]: true, [it.shareDuty]: false })
    expect(await visible(it.coordinator)).toEqual({ [it.leadDuty]: true, [it.shareDuty]: true })
    const next = async (client: Client) => (await owner((await page(client)).next?.dutyId ?? ''))?.responsibleDivisionId
    expect([await next(it.sharer), await next(it.officer)]).toEqual([it.share, it.lead])
    const outsider = await w.person('division.officer', await w.division())
    expect((await page(outsider)).data).toBeNull()
    const { business } = (await w.call(it.sharer, readHome)).body
    expect(business?.items).toMatchObject({ rows: [{ id: it.itemId }], total: 1 })
  })
})

test('a report to the collecting unit says which division gave which figure', async () => {
  const it = await joint()
  await offered(w, it.officer, it.leadDuty, '7')
  await signed(w, it.head)
  await offered(w, it.sharer, it.shareDuty, '9')
  await signed(w, it.shareHead)
  for (const id of [it.leadDuty, it.shareDuty]) await acceptDuty(w, it.coordinator, id)
  const { collectingUnitId, coordinating: coordinatingDivisionId } = it
  const key = { collectingUnitId, coordinatingDivisionId, period }
  const { body } = await assemble(w, { coordinator: it.coordinator, key })
  const { lines } = (await w.call(it.coordinator, readReport, { params: { id: body.id } })).body
  const nameOf = async (id: string) =>
    (await w.owner.selectFrom('division').select('nameZh').where('id', '=', id).executeTakeFirstOrThrow()).nameZh
  expect(lines.map(({ value, divisionName }) => [value, divisionName.zh])).toEqual([
    ['7', await nameOf(it.lead)],
    ['9', await nameOf(it.share)],
  ])
  const rows = (await w.call(it.coordinator, listDuties, { query: { year: 2025, divisionId: it.share } })).body.rows
  expect(rows.map(({ id }) => id)).toContain(it.shareDuty)
  expect(rows.map(({ id }) => id)).not.toContain(it.leadDuty)
})
