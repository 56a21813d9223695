import { expect, test } from 'vitest'
import { openConsultation } from '#domain/plan/consultation.api.ts'
import { createItem, type Item, removeItem, saveItem } from '#domain/plan/item.api.ts'
import { readPlan } from '#domain/plan/plan.api.ts'
import { listPlanItems, readLintFacts, readPlanFindings } from '#domain/plan/planItems.api.ts'
import { aDivision, draftedPlan, issuedCall } from '#test/fixtures/calls.ts'
import { draftPlan, fullContent, issuedPlan, type PlanPeople, planPeople } from '#test/fixtures/plan.ts'
import { findingsOf, itemsOf } from '#test/fixtures/planItems.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
let nextYear = 2030
/** A year of one's own: each has one plan. */
const aYear = () => {
  nextYear += 1
  return nextYear
}

/** A draft whose own item is followed by what is named here. */
async function draftWith(people: PlanPeople, ...items: readonly Parameters<typeof fullContent>[2][]) {
  const { plan, item } = await draftPlan(w, people, aYear())
  const more: Item[] = []
  for (const values of items) {
    const content = fullContent(people, plan.year, values)
    more.push((await w.call(people.writer, createItem, { params: { id: plan.id }, body: { content } })).body)
  }
  return { plan, item, more, params: { id: plan.id } }
}

test('the plan says how many items it has, what they weigh by dimension, and which code is the last; the items come by themselves', async () => {
  const people = await planPeople(w)
  const light = { dimension: 'quality', weight: '0.25' }
  const { plan } = await draftWith(
    people,
    { code: 'KA-9', ...light },
    { code: 'ZZ-10', ...light },
    { code: 'ZZ-9', weight: null },
  )
  const { body } = await w.call(people.writer, readPlan, { params: { of: plan.year } })
  expect(body).toMatchObject({ itemCount: 4, lastCode: 'ZZ-10' })
  expect(body.weights).toEqual([
    { dimension: 'performance', weight: '100.00' },
    { dimension: 'quality', weight: '0.50' },
  ])
  expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['items']))
  const codes = ['KA-9', `KA-${plan.year}-01`, 'ZZ-9', 'ZZ-10']
  for (const limit of [1, 2, 3, 200])
    expect((await itemsOf(w, people.writer, plan, limit)).map(({ code }) => code)).toEqual(codes)
})

test('the items of a plan are narrowed by dimension and by division', async () => {
  const people = await planPeople(w)
  const other = await w.division()
  const { params } = await draftWith(
    people,
    { code: 'A', dimension: 'quality' },
    { code: 'B', coDivisions: [{ divisionId: other, goal: '' }] },
    { code: 'C', responsibleDivisionId: other },
    { code: 'D', coordinatingDivisionId: other, dimension: 'quality' },
  )
  const codesOf = async (query: object) =>
    (await w.call(people.writer, listPlanItems, { params, query })).body.rows.map(({ code }) => code)
  expect(await codesOf({ dimension: 'quality' })).toEqual(['A', 'D'])
  expect(await codesOf({ divisionId: other })).toEqual(['B', 'C', 'D'])
  expect(await codesOf({ divisionId: other, dimension: 'quality' })).toEqual(['D'])
  const wrong = { params, query: { after: 'nowhere' } }
  expect((await w.call(people.writer, listPlanItems, wrong)).status).toBe(422)
})

test('a page begins after the last row of the one before, whatever was put in or taken out above it meanwhile', async () => {
  const people = await planPeople(w)
  const { params, more } = await draftWith(people, { code: 'B-1' }, { code: 'B-2' }, { code: 'B-3' })
  const page = async (after: string | null, limit = 2) =>
    (await w.call(people.writer, listPlanItems, { params, query: { limit, ...(after ? { after } : {}) } })).body
  const first = await page(null)
  expect(first.rows.map(({ code }) => code)).toEqual(['B-1', 'B-2'])
  const content = fullContent(people, nextYear, { code: 'A-1' })
  await w.call(people.writer, createItem, { params, body: { content } })
  expect((await page(first.next)).rows.map(({ code }) => code)).toEqual(['B-3', `KA-${nextYear}-01`])
  const third = await page(null, 3)
  const gone = { params: { id: more[0]?.id ?? '' }, body: { version: more[0]?.version ?? 0 } }
  expect((await w.call(people.writer, removeItem, gone)).status).toBe(200)
  await w.call(people.writer, createItem, { params, body: { content: { ...content, code: 'Z-1' } } })
  expect((await page(third.next)).rows.map(({ code }) => code)).toEqual(['B-3', `KA-${nextYear}-01`])
})

test('the check is asked by itself, names the items it speaks of, and is there for whoever sees the draft', async () => {
  const people = await planPeople(w)
  const { plan, item, params } = await draftWith(people)
  const content = fullContent(people, plan.year, { goal: '' })
  await w.call(people.writer, saveItem, { params: { id: item.id }, body: { version: item.version, content } })
  for (const client of [people.writer, people.groupHead, await w.person('leadingGroup.deputy')]) {
    const { body } = await w.call(client, readPlanFindings, { params })
    expect(body.findings).toMatchObject([{ itemId: item.id, field: 'goal', level: 'blocking' }])
    expect(body.items).toEqual([{ id: item.id, code: item.code, title: item.title, version: item.version + 1 }])
    const facts = (await w.call(client, readLintFacts, { params })).body
    expect(facts.holders).toContainEqual({ personId: people.person.id, divisionId: people.responsible })
  }
  const member = await w.person('leadingGroup.member', people.responsible)
  for (const client of [people.person, member]) {
    expect((await w.call(client, readPlanFindings, { params })).status).toBe(404)
    expect((await w.call(client, readLintFacts, { params })).status).toBe(404)
    expect((await w.call(client, listPlanItems, { params })).status).toBe(404)
  }
})

test('a division that is consulted reads the items, and nothing of the check', async () => {
  const people = await planPeople(w)
  const { plan, params } = await draftWith(people)
  const body = { version: plan.version, closesOn: '2025-11-20', note: '' }
  expect((await w.call(people.writer, openConsultation, { params, body })).status).toBe(200)
  expect(await itemsOf(w, people.person, plan)).toHaveLength(1)
  expect((await w.call(people.person, readPlanFindings, { params })).status).toBe(404)
  const facts = (await w.call(people.person, readLintFacts, { params })).body
  expect(facts).toMatchObject({ holders: [], allottedRows: [], lastTargets: [] })
})

test('nothing is found in an issued plan', async () => {
  const people = await planPeople(w)
  const { plan } = await issuedPlan(w, people, 2024)
  expect(await findingsOf(w, people.writer, plan)).toEqual([])
  expect((await w.call(people.writer, readLintFacts, { params: { id: plan.id } })).body.holders).toEqual([])
})

test('items and check of a division’s plan are its own and theirs who see everything', async () => {
  const staff = await w.person('performanceOffice.staff', await w.division())
  const officeHead = await w.person('performanceOffice.head', await w.division())
  const [division, secretariat] = [await aDivision(w), await aDivision(w)]
  const year = aYear()
  await issuedCall(w, { staff, officeHead }, year)
  const plan = await draftedPlan(w, division, secretariat.divisionId, year)
  const params = { id: plan.id }
  const reads = async (client: Client) => [
    (await w.call(client, listPlanItems, { params })).status,
    (await w.call(client, readPlanFindings, { params })).status,
    (await w.call(client, readLintFacts, { params })).status,
  ]
  for (const client of [division.officer, division.head, staff]) expect(await reads(client)).toEqual([200, 200, 200])
  for (const client of [secretariat.officer, secretariat.head]) expect(await reads(client)).toEqual([404, 404, 404])
  expect(plan).toMatchObject({ itemCount: 1, lastCode: `KA-${year}-01` })
  const { holders } = (await w.call(division.officer, readLintFacts, { params })).body
  expect(new Set(holders.map(({ divisionId }) => divisionId))).toEqual(new Set([division.divisionId]))
})
