import { expect, test } from 'vitest'
import { listTodos } from '#domain/home/home.api.ts'
import { openConsultation } from '#domain/plan/consultation.api.ts'
import {
  acceptDivisionPlan,
  readDivisionPlan,
  saveWorkPlan,
  startDivisionPlan,
  submitDivisionPlan,
} from '#domain/plan/divisionPlan.api.ts'
import { createItem, saveItem } from '#domain/plan/item.api.ts'
import { declineItem, readLineage, readMerge, takeItems } from '#domain/plan/merge.api.ts'
import { createPlan, readPlan } from '#domain/plan/plan.api.ts'
import { createCall, issueCall } from '#domain/plan/planCall.api.ts'
import { fullContent, type PlanPeople, planPeople } from '#test/fixtures/plan.ts'
import { itemsOf } from '#test/fixtures/planItems.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
let lastYear = 2030
const reason = '属日常工作，不列入年度评估'

/** A call, one accepted plan of a division with two items, and a draft of the office. */
async function called() {
  lastYear += 1
  const year = lastYear
  const people = await planPeople(w)
  const call = (
    await w.call(people.writer, createCall, { body: { year, title: '编制要求', text: '请编制方案', workingDays: 10 } })
  ).body
  await w.call(people.officeHead, issueCall, { params: { id: call.id }, body: { version: call.version } })
  const items = await acceptedPlan(people, year)
  const plan = (await w.call(people.writer, createPlan, { body: { year, title: `${year}年度方案` } })).body
  const params = { id: plan.id }
  const merge = async () => (await w.call(people.writer, readMerge, { params: { year } })).body
  const take = (
    itemIds: string[],
    client: Client = people.writer,
    declined: { itemId: string; reason: string }[] = [],
  ) => w.call(client, takeItems, { params, body: { itemIds, declined } })
  const decline = (itemId: string, client: Client = people.writer) =>
    w.call(client, declineItem, { params, body: { itemId, reason } })
  return { year, people, plan, items, merge, take, decline, params }
}

async function acceptedPlan(people: PlanPeople, year: number): Promise<string[]> {
  const head = people.person
  const started = (await w.call(head, startDivisionPlan, { body: { year, from: 'empty' } })).body
  const params = { id: started.id }
  await w.call(head, saveWorkPlan, {
    params,
    body: { version: started.version, title: started.title, workPlanText: '一、落实' },
  })
  const ids: string[] = []
  for (const [at, title] of ['通关保障', '查验提速'].entries()) {
    const content = fullContent(people, year, { code: `D-${at + 1}`, title, weight: null, kind: 'ownWork' })
    ids.push((await w.call(head, createItem, { params, body: { content } })).body.id)
  }
  const read = (await w.call(head, readDivisionPlan, { params })).body
  const sent = (
    await w.call(head, submitDivisionPlan, { params, body: { version: read.version, digest: read.draftDigest } })
  ).body
  const { number = 0, digest = '' } = sent.submissions[0] ?? {}
  const accepted = await w.call(people.officeHead, acceptDivisionPlan, {
    params,
    body: { version: sent.version, number, digest },
  })
  if (accepted.status !== 200) throw new Error(JSON.stringify(accepted.body))
  return ids
}

test('items of accepted plans are taken over with where they came from; what is changed afterwards is told field by field', async () => {
  const { people, plan, items, merge, take, year } = await called()
  const [first = '', second = ''] = items
  expect((await merge()).rows.map(({ code, state, hints }) => [code, state, hints.length])).toEqual([
    ['D-1', 'open', 1],
    ['D-2', 'open', 1],
  ])
  const taken = (await take([first])).body
  expect(taken.rows.map(({ state }) => state)).toEqual(['taken', 'open'])
  const id = taken.rows[0]?.takenAs?.id ?? ''
  const drafted = await itemsOf(w, people.writer, plan)
  expect(drafted.map(({ code, title, phases, indicators }) => [code, title, phases.length, indicators.length])).toEqual(
    [['D-1', '通关保障', 2, 1]],
  )
  const content = fullContent(people, year, { code: 'D-1', title: '通关保障', weight: '60', kind: 'ownWork' })
  const version = drafted[0]?.version ?? 0
  await w.call(people.writer, saveItem, { params: { id }, body: { version, content } })
  const lineage = (await w.call(people.writer, readLineage, { params: { id } })).body
  expect(lineage).toMatchObject({ source: { itemId: first, code: 'D-1' }, takenAs: null })
  expect(lineage.changes.map(({ field }) => field)).toEqual(['weight'])
  const own = (await w.call(people.person, readLineage, { params: { id: first } })).body
  expect(own).toMatchObject({ source: null, takenAs: { id, code: 'D-1' }, declined: null })
  expect(await take([first])).toMatchObject({ status: 409, body: { code: 'taken_already' } })
  expect((await w.history(id)).map(({ action }) => action)).toEqual(['item.take', 'item.save'])
  expect((await take([second])).status).toBe(200)
})

test('what is not taken over has a reason that the division sees; until every item is decided nobody is consulted', async () => {
  const { people, plan, items, take, decline, year } = await called()
  const [first = '', second = ''] = items
  await take([first])
  const body = {
    version: (await w.call(people.writer, readPlan, { params: { of: year } })).body.version,
    closesOn: '2025-11-20',
    note: '',
  }
  const early = await w.call(people.writer, openConsultation, { params: { id: plan.id }, body })
  expect(early).toMatchObject({ status: 409, body: { code: 'items_undecided' } })
  expect((await decline(second)).body.rows.map(({ state }) => state)).toEqual(['taken', 'declined'])
  const seen = (await w.call(people.person, readLineage, { params: { id: second } })).body
  expect(seen.declined).toMatchObject({ reason })
  const own = (await w.owner.selectFrom('item').select('planId').where('id', '=', second).executeTakeFirstOrThrow())
    .planId
  const page = (await w.call(people.person, readDivisionPlan, { params: { id: own } })).body
  expect(page.declined).toMatchObject([{ itemId: second, code: 'D-2', reason }])
  const foreign = await w.person('division.head', people.coordinating)
  expect((await w.call(foreign, readDivisionPlan, { params: { id: own } })).status).toBe(404)
  const later = await w.call(people.writer, openConsultation, { params: { id: plan.id }, body })
  expect(later).toMatchObject({ body: { code: 'blocking_faults' } })
  const reversed = await take([second], people.writer, [{ itemId: second, reason }])
  expect(reversed.body.rows.map(({ state }) => state)).toEqual(['taken', 'taken'])
})

test('an item that somebody has decided on meanwhile is neither taken over nor declined unread', async () => {
  const { people, items, merge, take, decline, params } = await called()
  const [first = '', second = ''] = items
  await decline(second)
  const stale = { status: 409, body: { code: 'stale' } }
  expect(await take([first, second])).toMatchObject(stale)
  expect(await take([second], people.writer, [{ itemId: second, reason: '另一理由' }])).toMatchObject(stale)
  expect(await take([first], people.writer, [{ itemId: first, reason }])).toMatchObject(stale)
  expect(await decline(second)).toMatchObject(stale)
  expect((await merge()).rows.map(({ state, reason: said }) => [state, said])).toEqual([
    ['open', null],
    ['declined', reason],
  ])
  expect((await w.history(second)).map(({ action }) => action)).toEqual(['item.create', 'item.decline'])
  const again = { itemId: second, reason: '经商该处，列入日常工作', was: reason }
  expect((await w.call(people.writer, declineItem, { params, body: again })).body.rows[1]).toMatchObject({
    state: 'declined',
    reason: again.reason,
  })
})

test('a code that is used gets a number; an item taken out of the draft can be taken again; strangers are refused', async () => {
  const { people, plan, items, take, merge, decline, params } = await called()
  const [first = ''] = items
  const content = fullContent(people, plan.year, { code: 'D-1', title: '另一事项' })
  await w.call(people.writer, createItem, { params, body: { content } })
  const id = (await take([first])).body.rows[0]?.takenAs?.id ?? ''
  const codes = (await itemsOf(w, people.writer, plan)).map(({ code }) => code)
  expect(codes).toEqual(['D-1', 'D-1-2'])
  await w.owner.deleteFrom('item').where('id', '=', id).execute()
  expect((await merge()).rows[0]?.state).toBe('open')
  expect((await take([first], people.person)).status).toBe(403)
  expect((await decline(first, people.person)).status).toBe(403)
  expect(await take([plan.id])).toMatchObject({ status: 422, body: { fields: [{ path: 'body.itemIds.0' }] } })
  expect((await decline(plan.id)).status).toBe(404)
})

test('the to-do of the consultation names what of the own plan was not taken over, and why', async () => {
  const { people, plan, items, decline } = await called()
  const [, second = ''] = items
  await decline(second)
  const frozen = await w.owner.selectFrom('planVersion').select('id').executeTakeFirstOrThrow()
  const { id } = await w.owner
    .insertInto('consultation')
    .values({
      ...{ planId: plan.id, planVersionId: frozen.id, openedBy: people.person.id },
      ...{ openedOn: '2025-11-06', closesOn: '2025-11-20' },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const answers = [people.responsible, people.coordinating].map((divisionId) => ({ consultationId: id, divisionId }))
  await w.owner.insertInto('consultationAnswer').values(answers).execute()
  const todoOf = async (by: Client) => (await w.call(by, listTodos)).body.rows.find((todo) => todo.id === id)?.from.zh
  expect(await todoOf(people.person)).toBe(`办绩效办征求意见；本处D-2没有纳入：${reason}`)
  expect(await todoOf(await w.person('division.head', people.coordinating))).toBe('办绩效办征求意见')
})
