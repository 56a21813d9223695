import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openConsultation } from '#domain/plan/consultation.api.ts'
import { createItem, saveItem } from '#domain/plan/item.api.ts'
import { type DecisionRead, declineTask, linkTask, readLineage, readMerge, takeTasks } from '#domain/plan/merge.api.ts'
import { listWorkPlanTasks, recordWorkPlan, reviseWorkPlan } from '#domain/plan/officeWorkPlan.api.ts'
import { createPlan, readPlan } from '#domain/plan/plan.api.ts'
import { fullContent, planPeople } from '#test/fixtures/plan.ts'
import { findingsOf, itemsOf } from '#test/fixtures/planItems.ts'
import { workPlanBody } from '#test/fixtures/workPlans.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
let lastYear = 2030
const reason = '属日常工作，不列入年度评估'

/** A draft of the office with one item, and a work plan of three tasks of which one names a division. */
async function drafted() {
  lastYear += 1
  const year = lastYear
  const people = await planPeople(w)
  const { writer, responsible } = people
  const plan = (await w.call(writer, createPlan, { body: { year, title: `${year}年度方案` } })).body
  const params = { id: plan.id }
  const content = fullContent(people, year, { title: '通关便利化改革' })
  const item = (await w.call(writer, createItem, { params, body: { content } })).body
  const written = [
    { number: '1', text: '皇岗口岸重建', divisionId: responsible },
    { number: '2', text: '推进通关便利化改革', divisionId: null },
    { number: '3', text: '规范公文处理', divisionId: responsible },
  ]
  const base = workPlanBody(year, written)
  const workPlan = (await w.call(writer, recordWorkPlan, { body: { year, ...base } })).body
  const merge = async () => (await w.call(writer, readMerge, { params: { year } })).body
  const ids = (await merge()).tasks.map(({ taskId }) => taskId)
  const act = { workPlanNumber: 1 }
  return {
    ...{ year, people, plan, params, item, workPlan, base, merge, ids },
    take: (taskIds: string[], client: Client = writer, number = act.workPlanNumber) =>
      w.call(client, takeTasks, { params, body: { workPlanNumber: number, taskIds } }),
    link: (taskId: string, itemId: string, client: Client = writer, was: DecisionRead | null = null) =>
      w.call(client, linkTask, { params, body: { ...act, taskId, itemId, was } }),
    decline: (taskId: string, client: Client = writer, was: DecisionRead | null = null) =>
      w.call(client, declineTask, { params, body: { ...act, taskId, reason, was } }),
    revise: async (tasks: typeof written) =>
      w.call(writer, reviseWorkPlan, {
        params: { id: workPlan.id },
        body: { ...base, tasks, version: workPlan.version, reason: '年中调整' },
      }),
    tasksSeenBy: async (client: Client) => {
      const at = { params: { id: workPlan.id, number: 1 }, query: {} }
      return (await w.call(client, listWorkPlanTasks, at)).body.rows.map(({ decision }) => decision?.state ?? null)
    },
  }
}

test('a task becomes an item with its lineage; what is changed afterwards is told field by field', async () => {
  const { people, year, take, ids, params, merge } = await drafted()
  const [first = ''] = ids
  expect((await merge()).tasks.map(({ state, likely }) => [state, likely.map(({ title }) => title)])).toEqual([
    ['open', []],
    ['open', ['通关便利化改革']],
    ['open', []],
  ])
  const taken = (await take([first])).body.tasks[0]
  expect(taken).toMatchObject({ state: 'taken', item: { code: 'GZ-1', title: '皇岗口岸重建' }, revised: null })
  const id = taken?.item?.id ?? ''
  const plan = (await w.call(people.writer, readPlan, { params: { of: year } })).body
  const item = (await itemsOf(w, people.writer, plan)).find((one) => one.id === id)
  expect(item).toMatchObject({ kind: 'keyWork', responsibleDivision: { id: people.responsible }, goal: '' })
  expect(plan.undecidedTasks).toBe(2)
  const content = fullContent(people, year, { code: 'GZ-1', title: '皇岗口岸重建工程', weight: '60' })
  await w.call(people.writer, saveItem, { params: { id }, body: { version: item?.version ?? 0, content } })
  const { tasks, source } = (await w.call(people.writer, readLineage, { params: { id } })).body
  expect(source).toBeNull()
  expect(tasks).toMatchObject([
    { number: '1', text: '皇岗口岸重建', title: `${year}年全办工作计划`, version: 1, state: 'taken', revised: null },
  ])
  expect(tasks[0]?.changes.map(({ field }) => field)).toEqual(['title'])
  expect((await w.history(id)).map(({ action }) => action)).toEqual(['item.takeTask', 'item.save'])
  expect(await take([first])).toMatchObject({ status: 409, body: { code: 'taken_already' } })
  expect((await w.history(params.id)).map(({ action }) => action)).toContain('plan.takeTasks')
})

test('a task that an item covers is linked to it, and can be linked to another or declined instead', async () => {
  const { people, link, decline, item, ids, take } = await drafted()
  const [first = '', second = ''] = ids
  expect((await link(second, item.id)).body.tasks[1]).toMatchObject({ state: 'linked', item: { id: item.id } })
  const { tasks } = (await w.call(people.writer, readLineage, { params: { id: item.id } })).body
  expect(tasks).toMatchObject([{ number: '2', state: 'linked', changes: [] }])
  const other = (await take([first])).body.tasks[0]?.item?.id ?? ''
  const { writer } = people
  const covered = (itemId: string) => ({ itemId, reason: null })
  expect((await link(second, other, writer, covered(item.id))).body.tasks[1]).toMatchObject({
    ...{ state: 'linked', item: { id: other } },
  })
  expect((await decline(second, writer, covered(other))).body.tasks[1]).toMatchObject({
    ...{ state: 'declined', item: null, reason },
  })
  const strange = (await drafted()).item.id
  expect(await link(second, strange, writer, { itemId: null, reason })).toMatchObject({
    status: 422,
    body: { fields: [{ path: 'body.itemId' }] },
  })
})

test('nobody undoes a decision that they did not see: taking, linking and declining name what was read', async () => {
  const { people, take, link, decline, item, ids, params, merge } = await drafted()
  const [first = '', second = ''] = ids
  const { writer } = people
  await decline(first)
  await link(second, item.id)
  const stale = { status: 409, body: { code: 'stale' } }
  for (const late of [take([first]), take([second]), take(ids), link(first, item.id), decline(second)])
    expect(await late).toMatchObject(stale)
  for (const was of [
    { itemId: item.id, reason: null },
    { itemId: null, reason: '另一个理由' },
  ])
    expect(await link(first, item.id, writer, was)).toMatchObject(stale)
  expect((await merge()).tasks.map(({ state }) => state)).toEqual(['declined', 'linked', 'open'])
  const decided = [{ taskId: first, itemId: null, reason }]
  const body = { workPlanNumber: 1, taskIds: [first], decided }
  expect((await w.call(writer, takeTasks, { params, body })).body.tasks[0]).toMatchObject({ state: 'taken' })
})

test('the division that a declined task names sees the reason, another does not; nobody sees the draft by it', async () => {
  const { people, decline, take, ids, tasksSeenBy } = await drafted()
  const [first = '', , third = ''] = ids
  await take([first])
  await decline(third)
  expect(await tasksSeenBy(people.writer)).toEqual(['taken', null, 'declined'])
  expect(await tasksSeenBy(people.person)).toEqual([null, null, 'declined'])
  expect(await tasksSeenBy(await w.person('division.head', await w.division()))).toEqual([null, null, null])
})

test('until every task is decided nobody is consulted; an item taken out of the draft opens its task again', async () => {
  const { people, year, take, decline, ids, merge, params } = await drafted()
  const consult = async () => {
    const { version } = (await w.call(people.writer, readPlan, { params: { of: year } })).body
    return w.call(people.writer, openConsultation, { params, body: { version, closesOn: '2025-11-20', note: '' } })
  }
  expect(await consult()).toMatchObject({ status: 409, body: { code: 'tasks_undecided', basis: 'plan.consult' } })
  const [first = '', second = '', third = ''] = ids
  const id = (await take([first, second])).body.tasks[0]?.item?.id ?? ''
  await decline(third)
  expect(await consult()).toMatchObject({ body: { code: 'blocking_faults' } })
  await w.owner.deleteFrom('item').where('id', '=', id).execute()
  expect((await merge()).tasks.map(({ state }) => state)).toEqual(['open', 'taken', 'declined'])
})

test('only the performance office decides, on the version that was read, while the plan is drafted', async () => {
  const { people, take, link, decline, item, ids, params, merge, revise, base } = await drafted()
  const [first = ''] = ids
  for (const client of [people.person, people.groupHead]) {
    expect((await take([first], client)).status).toBe(403)
    expect((await link(first, item.id, client)).status).toBe(403)
    expect((await decline(first, client)).status).toBe(403)
  }
  await revise(base.tasks.slice(0, 2))
  expect((await take([first])).status).toBe(409)
  expect((await decline(first)).status).toBe(409)
  const absent = { status: 422, body: { fields: [{ path: 'body.taskIds.0' }] } }
  expect(await take([params.id], people.writer, 2)).toMatchObject(absent)
  await w.owner.updateTable('plan').set({ state: 'issued' }).where('id', '=', params.id).execute()
  expect(await take([first], people.writer, 2)).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
  expect((await merge()).tasks.map(({ state }) => state)).toEqual(['open', 'open'])
})

test('a later version that changes or drops a task is a hint at the merge, in the check and in the lineage', async () => {
  const { people, year, take, link, ids, item, revise, base, merge } = await drafted()
  const [first = '', second = '', third = ''] = ids
  const taken = (await take([first, third])).body.tasks[0]?.item?.id ?? ''
  await link(second, item.id)
  const [one, two] = base.tasks
  await revise([{ ...(one ?? base.tasks[0]), text: '皇岗口岸重建，年内封顶' } as never, two as never])
  expect((await merge()).tasks.map(({ number, revised }) => [number, revised?.kind ?? null, revised?.was])).toEqual([
    ['1', 'changed', '皇岗口岸重建'],
    ['2', null, undefined],
    ['3', 'dropped', '规范公文处理'],
  ])
  const plan = (await w.call(people.writer, readPlan, { params: { of: year } })).body
  const hints = (await findingsOf(w, people.writer, plan)).filter(({ code }) => code === 'L42')
  expect(hints.map(({ level, field }) => [level, field])).toEqual([
    ['hint', 'task.1.2'],
    ['hint', 'task.3.2'],
  ])
  expect(plan.undecidedTasks).toBe(0)
  const { tasks } = (await w.call(people.writer, readLineage, { params: { id: taken } })).body
  expect(tasks[0]?.revised).toEqual({ kind: 'changed', version: 2, text: '皇岗口岸重建，年内封顶' })
})

test('ten thousand tasks are read, taken over and looked at again', async () => {
  const { people, year, workPlan, merge, take } = await drafted()
  await sql`insert into work_plan_entry (work_plan_version_id, task_id, sort, number, text)
    select version.id, gen_random_uuid(), n, 'N' || n, '第' || n || '项年度重点任务' from work_plan_version version,
    generate_series(4, 10000) n where version.work_plan_id = ${workPlan.id}`.execute(w.owner)
  const { tasks } = await merge()
  expect(tasks).toHaveLength(10_000)
  const all = await take(tasks.map(({ taskId }) => taskId))
  expect(all.status).toBe(200)
  expect(all.body.tasks.every(({ state }) => state === 'taken')).toBe(true)
  const plan = await w.call(people.writer, readPlan, { params: { of: year } })
  expect([plan.body.undecidedTasks, plan.body.itemCount]).toEqual([0, 10_001])
}, 120_000)
