import { expect, test } from 'vitest'
import { listItems, readItem, readItemHistory } from '#domain/plan/item.api.ts'
import { listPlans, readPlan, readPlanHistory, returnPlan } from '#domain/plan/plan.api.ts'
import { listPlanVersions, readPlanVersion } from '#domain/plan/planVersion.api.ts'
import { draftPlan, issuedPlan, planPeople, submits } from '#test/fixtures/plan.ts'
import { itemsOf } from '#test/fixtures/planItems.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
let nextYear = 2030
/** A year of one's own: each has one plan. None lies before the clock, so that no duty of it is due. */
const aYear = () => {
  nextYear += 1
  return nextYear
}

test('before it is issued the plan, its items and its versions are not there for divisions', async () => {
  const people = await planPeople(w)
  const { plan, item } = await draftPlan(w, people, aYear())
  const member = await w.person('leadingGroup.member', people.responsible)
  for (const client of [people.person, member]) {
    const params = { id: plan.id }
    expect((await w.call(client, readPlan, { params: { of: plan.year } })).status).toBe(404)
    expect((await w.call(client, listPlanVersions, { params })).status).toBe(404)
    expect((await w.call(client, readPlanHistory, { params })).status).toBe(404)
    expect((await w.call(client, readItem, { params: { id: item.id } })).status).toBe(404)
    expect((await w.call(client, readItemHistory, { params: { id: item.id } })).status).toBe(404)
    expect((await w.call(client, listItems, { query: { year: plan.year } })).body).toEqual({ rows: [], next: null })
    expect((await w.call(client, listPlans)).body.rows.some(({ id }) => id === plan.id)).toBe(false)
  }
  const deputy = await w.person('leadingGroup.deputy')
  expect((await w.call(deputy, readItem, { params: { id: item.id } })).status).toBe(200)
  expect((await w.call(await w.person('systemAdmin'), listPlans)).status).toBe(403)
})

test('a member of the leading group reads the version laid before the group, until it is returned', async () => {
  const people = await planPeople(w)
  const { plan, item } = await draftPlan(w, people, aYear())
  const params = { id: plan.id }
  const member = await w.person('leadingGroup.member', people.responsible)
  const submitted = (await submits(w, people.officeHead, params, { version: plan.version })).body
  const reads = async (client: typeof member) => [
    (await w.call(client, readPlan, { params: { of: plan.year } })).status,
    (await w.call(client, readPlanVersion, { params: { ...params, number: 2 } })).status,
    (await w.call(client, readItem, { params: { id: item.id } })).status,
    (await w.call(client, listItems, { query: { year: plan.year } })).body.rows.length,
  ]
  expect(await reads(member)).toEqual([200, 200, 200, 1])
  expect(await reads(people.person)).toEqual([404, 404, 404, 0])
  const body = { version: submitted.version, reason: '再核' }
  await w.call(people.groupHead, returnPlan, { params, body })
  expect(await reads(member)).toEqual([404, 404, 404, 0])
})

test('after it is issued everybody reads the plan, and data and history only those they concern', async () => {
  const people = await planPeople(w)
  const { plan, item } = await issuedPlan(w, people, 2024)
  const stranger = await w.person('division.officer', await w.division())
  const params = { id: item.id }
  expect((await w.call(stranger, readPlan, { params: { of: plan.year } })).body.itemCount).toBe(1)
  expect(await itemsOf(w, stranger, plan)).toHaveLength(1)
  const foreign = await w.call(stranger, readItem, { params })
  expect(foreign.body).toMatchObject({ item: { code: item.code }, data: null, versions: null, next: null })
  expect((await w.call(stranger, readItemHistory, { params })).status).toBe(404)
  expect((await w.call(stranger, readPlanHistory, { params: { id: plan.id } })).status).toBe(404)
  expect((await w.call(stranger, listPlanVersions, { params: { id: plan.id } })).body.rows).toHaveLength(1)
  const own = await w.call(people.person, readItem, { params })
  expect(own.body.data).toMatchObject([{ indicatorId: item.indicators[0]?.id, kind: null }])
  expect(own.body.versions).toHaveLength(1)
  expect((await w.call(people.person, readItemHistory, { params })).body.rows).toMatchObject([
    { action: 'item.create' },
  ])
})

test('a version before the issue held on no day, and only who makes the plan reads it', async () => {
  const people = await planPeople(w)
  const { plan } = await issuedPlan(w, people, 2023)
  const params = { id: plan.id }
  const { issuedOn } = await w.owner
    .selectFrom('plan')
    .select('issuedOn')
    .where('id', '=', plan.id)
    .executeTakeFirstOrThrow()
  const seenBy = async (client: Client) => (await w.call(client, listPlanVersions, { params })).body.rows
  expect(await seenBy(people.writer)).toMatchObject([
    { number: 2, heldFrom: issuedOn },
    { number: 1, heldFrom: null },
  ])
  const stranger = await w.person('division.officer', await w.division())
  expect(await seenBy(stranger)).toMatchObject([{ number: 2 }])
  expect((await w.call(stranger, readPlanVersion, { params: { ...params, number: 1 } })).status).toBe(404)
})
