import { beforeAll, expect, test } from 'vitest'
import { listDivisionPlans, readDivisionPlan } from '#domain/plan/divisionPlan.api.ts'
import { createItem, readItem, readItemHistory, removeItem, saveItem } from '#domain/plan/item.api.ts'
import { readPlanHistory } from '#domain/plan/plan.api.ts'
import { listPlanVersions } from '#domain/plan/planVersion.api.ts'
import { aDivision, draftedPlan, issuedCall, submit } from '#test/fixtures/calls.ts'
import { fullContent } from '#test/fixtures/plan.ts'
import { itemsOf } from '#test/fixtures/planItems.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
type Division = Awaited<ReturnType<typeof aDivision>>
let staff: Client
let officeHead: Client
let secretariat: Division
let nextYear = 2140
/** A year of one's own whose call is issued, and a division that was called. */
async function called(workingDays = 10) {
  nextYear += 1
  const division = await aDivision(w)
  const call = await issuedCall(w, { staff, officeHead }, nextYear, workingDays)
  return { year: nextYear, division, call }
}

beforeAll(async () => {
  secretariat = await aDivision(w, { housesPerformanceOffice: true })
  staff = await w.person('performanceOffice.staff', secretariat.divisionId)
  officeHead = await w.person('performanceOffice.head', secretariat.divisionId)
})

test('a plan and its items are their division’s and theirs who see everything', async () => {
  const { year, division } = await called()
  const plan = await draftedPlan(w, division, secretariat.divisionId, year)
  const params = { id: plan.id }
  const ofItem = { params: { id: (await itemsOf(w, division.officer, plan))[0]?.id ?? '' } }
  const stranger = await aDivision(w)
  const strangers = [
    stranger.head,
    stranger.officer,
    await w.person('leadingGroup.member', stranger.divisionId),
    secretariat.head, // its division coordinates the item
  ]
  const statuses = async (client: Client) => [
    (await w.call(client, readDivisionPlan, { params })).status,
    (await w.call(client, readPlanHistory, { params })).status,
    (await w.call(client, listPlanVersions, { params })).status,
    (await w.call(client, readItem, ofItem)).status,
    (await w.call(client, readItemHistory, ofItem)).status,
  ]
  for (const client of strangers) expect(await statuses(client)).toEqual([404, 404, 404, 404, 404])
  const member = await w.person('leadingGroup.member', division.divisionId)
  const leader = await w.person('leadingGroup.head')
  for (const client of [division.officer, member, staff, leader])
    expect(await statuses(client)).toEqual([200, 200, 200, 200, 200])
  const { rows } = (await w.call(stranger.head, listDivisionPlans, { query: { year } })).body
  expect(rows).toEqual([])
})

test('items are written by the division alone, are its own, and stay as they are once submitted', async () => {
  const { year, division } = await called()
  const plan = await draftedPlan(w, division, secretariat.divisionId, year)
  const [item] = await itemsOf(w, division.officer, plan)
  const given = { responsible: division.divisionId, coordinating: secretariat.divisionId, person: division.head }
  const content = fullContent(given, year, { code: 'KA-2', weight: null })
  const create = { params: { id: plan.id }, body: { content } }
  const save = { params: { id: item?.id ?? '' }, body: { version: item?.version ?? 0, content } }
  const stranger = (await aDivision(w)).officer
  for (const [client, status] of [
    [stranger, 404],
    [staff, 403],
    [officeHead, 403],
  ] as const) {
    expect((await w.call(client, createItem, create)).status).toBe(status)
    expect((await w.call(client, saveItem, save)).status).toBe(status)
    expect((await w.call(client, removeItem, { ...save, body: { version: save.body.version } })).status).toBe(status)
  }
  const foreign = { ...content, responsibleDivisionId: secretariat.divisionId }
  expect(await w.call(division.officer, createItem, { ...create, body: { content: foreign } })).toMatchObject({
    status: 422,
    body: { fields: [{ path: 'body.content.responsibleDivisionId' }] },
  })
  const added = await w.call(division.head, createItem, create)
  expect(added.status).toBe(200)
  expect(await w.history(added.body.id)).toMatchObject([{ action: 'item.create', basis: 'plan.divisionDraft' }])
  await submit(w, division, plan)
  expect(await w.call(division.officer, saveItem, save)).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
  const removed = await w.call(division.officer, removeItem, { ...save, body: { version: save.body.version } })
  expect(removed).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
})
