import { expect, test } from 'vitest'
import { listTodos } from '#domain/home/home.api.ts'
import {
  type Amendment,
  applyAmendment,
  approveAmendment,
  beginAmendment,
  listAmendments,
  markAmendmentRead,
  readAmendment,
  readAmendmentFacts,
  readAmendmentHistory,
  returnAmendment,
  saveAmendment,
  submitAmendment,
  withdrawAmendment,
} from '#domain/plan/amendment.api.ts'
import type { ItemContent } from '#domain/plan/item.api.ts'
import { readItem } from '#domain/plan/item.api.ts'
import { contentOf } from '#domain/plan/itemContent.ts'
import { readPlan } from '#domain/plan/plan.api.ts'
import { listPlanVersions, readPlanVersion } from '#domain/plan/planVersion.api.ts'
import { fullContent, issuedPlan, type PlanPeople, planPeople } from '#test/fixtures/plan.ts'
import { itemsOf } from '#test/fixtures/planItems.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
/** Years that are over or run: a plan is issued on a day that was. */
let lastYear = 2024
const reason = '国家口岸办部署专项行动'

const aYear = () => {
  lastYear -= 1
  return lastYear
}

async function issued(year = aYear()) {
  const people = await planPeople(w)
  const { plan, item } = await issuedPlan(w, people, year)
  const deputy = await w.person('leadingGroup.deputy')
  await w.owner.insertInto('postCharge').values({ postId: deputy.postId, divisionId: people.responsible }).execute()
  return { people, plan, item, deputy }
}
const officeDay = async () =>
  (await w.owner.selectFrom('office').select('clockDay').executeTakeFirstOrThrow()).clockDay ?? ''
type Issued = Awaited<ReturnType<typeof issued>>

const special = (people: PlanPeople, year: number, values: Partial<ItemContent> = {}) =>
  fullContent(people, year, {
    code: `ZX-${year}-01`,
    title: '口岸通关专项整治',
    kind: 'specialTask',
    weight: null,
    ...values,
  })
const task = { reason, taskOn: '2025-11-05', taskSource: '国口办〔2025〕12号' }
const noTask = { reason: '工期调整', taskOn: null, taskSource: '' }

const begin = ({ people, plan }: Issued, values: Partial<ItemContent> = {}, client: Client = people.person) =>
  w.call(client, beginAmendment, {
    params: { id: plan.id },
    body: { route: 'specialTask', itemId: null, content: special(people, plan.year, values), ...task },
  })
const submit = (client: Client, { id, version }: Amendment) =>
  w.call(client, submitAmendment, { params: { id }, body: { version } })
const approve = (client: Client, { id, version, digest }: Amendment, seen = digest) =>
  w.call(client, approveAmendment, { params: { id }, body: { version, digest: seen } })
const apply = (client: Client, { id, version }: Amendment) =>
  w.call(client, applyAmendment, { params: { id }, body: { version } })
const todosOf = async (client: Client, id: string) =>
  (await w.call(client, listTodos)).body.rows.filter((todo) => todo.id === id).map(({ basis }) => basis)

test('a special task is written by its division, approved by the leader in charge, and enters the plan with its duties (Art. 24)', async () => {
  const office = await issued(2025)
  const { people, plan, deputy } = office
  const { holders } = (await w.call(people.person, readAmendmentFacts, { params: { year: plan.year } })).body
  expect(holders).toContainEqual({ personId: people.person.id, divisionId: people.responsible })
  const drafted = (await begin(office)).body
  expect(drafted).toMatchObject({
    state: 'drafted',
    route: 'specialTask',
    blockingFaults: 0,
    taskSource: '国口办〔2025〕12号',
  })
  const proposed = (await submit(people.person, drafted)).body
  expect(await todosOf(deputy, drafted.id)).toEqual(['specialTask.approve'])
  expect(await approve(deputy, proposed, 'a'.repeat(64))).toMatchObject({ status: 409, body: { code: 'stale' } })
  const approved = (await approve(deputy, proposed)).body
  expect(approved).toMatchObject({ state: 'approved', approvedBy: { id: deputy.id } })
  expect(await todosOf(people.writer, drafted.id)).toEqual(['specialTask.include'])
  const before = (await w.call(people.writer, readPlan, { params: { of: plan.year } })).body
  const applied = (await apply(people.writer, approved)).body
  expect(applied).toMatchObject({ state: 'applied', planNumber: (before.latest?.number ?? 0) + 1 })
  expect(applied.changes.length).toBeGreaterThan(0)
  const after = (await w.call(people.person, readPlan, { params: { of: plan.year } })).body
  expect(after).toMatchObject({ state: 'issued', documentNumber: plan.documentNumber })
  const items = await itemsOf(w, people.person, plan)
  expect(items.map(({ code, weight }) => [code, weight])).toEqual([
    [office.item.code, '100.00'],
    ['ZX-2025-01', null],
  ])
  const duties = await w.owner
    .selectFrom('duty')
    .select(['period', 'stage'])
    .where('itemId', '=', applied.itemId)
    .orderBy('period')
    .execute()
  expect(duties.map(({ period }) => period)).toEqual(['2025-11', '2025-12'])
  const version = await w.call(people.officeHead, readPlanVersion, {
    params: { id: plan.id, number: applied.planNumber ?? 0 },
  })
  expect(version.body.content.items.map(({ code }) => code)).toContain('ZX-2025-01')
  expect((await w.history(drafted.id)).map(({ action }) => action)).toEqual([
    ...['amendment.begin', 'amendment.submit', 'amendment.approve', 'amendment.apply'],
  ])
  expect((await w.history(plan.id)).map(({ action }) => action)).toContain('plan.amend')
})

test('what Art. 24 asks for is asked: kind, day and source, and nothing is begun without them', async () => {
  const office = await issued()
  const { people, plan } = office
  const heavy = await begin(office, { weight: '5', kind: 'keyWork' })
  expect(heavy.body).toMatchObject({ fields: [{ path: 'body.content.kind' }, { path: 'body.content.weight' }] })
  const body = { route: 'specialTask' as const, itemId: null, content: special(people, plan.year), ...task }
  for (const [wrong, path] of [
    [{ taskOn: '2025-11-07' }, 'taskOn'],
    [{ taskSource: '' }, 'taskSource'],
  ] as const)
    expect(
      await w.call(people.person, beginAmendment, { params: { id: plan.id }, body: { ...body, ...wrong } }),
    ).toMatchObject({
      status: 422,
      body: { fields: [{ path: `body.${path}` }] },
    })
  const stranger = await w.person('division.head', await w.division())
  expect((await begin(office, {}, stranger)).status).toBe(403)
  expect((await w.call(people.person, listAmendments, { params: { year: plan.year } })).body.rows).toEqual([])
})

test('a faulty task is not submitted; sent back it is mended; withdrawn it stays out of the plan', async () => {
  const office = await issued()
  const { people, plan, deputy } = office
  const drafted = (await begin(office, { goal: '' })).body
  expect(drafted.blockingFaults).toBeGreaterThan(0)
  expect(await submit(people.person, drafted)).toMatchObject({ status: 409, body: { code: 'blocking_faults' } })
  const params = { id: drafted.id }
  const save = { version: drafted.version, content: special(people, plan.year), ...task }
  const saved = (await w.call(people.person, saveAmendment, { params, body: save })).body
  expect(await w.call(people.person, saveAmendment, { params, body: save })).toMatchObject({
    status: 409,
    body: { code: 'stale' },
  })
  const proposed = (await submit(people.person, saved)).body
  const other = await w.person('leadingGroup.deputy')
  expect(await approve(other, proposed)).toMatchObject({ status: 403, body: { code: 'not_leader_in_charge' } })
  const back = await w.call(deputy, returnAmendment, {
    params,
    body: { version: proposed.version, reason: '目标须量化' },
  })
  expect(back.body).toMatchObject({ state: 'drafted', returnReason: '目标须量化' })
  const gone = await w.call(people.person, withdrawAmendment, {
    params,
    body: { version: back.body.version, reason: '任务取消' },
  })
  expect(gone.body.state).toBe('withdrawn')
  expect(await apply(people.writer, gone.body)).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
  expect((await w.call(people.writer, listPlanVersions, { params: { id: plan.id } })).body.rows).toHaveLength(2)
})

const change = ({ plan, item }: Issued, client: Client, route: 'item' | 'persons', values: Partial<ItemContent>) =>
  w.call(client, beginAmendment, {
    params: { id: plan.id },
    body: { route, itemId: item.id, content: { ...contentOf(item), ...values }, ...noTask },
  })

test('one item is adjusted by its division with the approval of the leader in charge; its finished duties stay as they are', async () => {
  const office = await issued(2024)
  const { people, item, deputy } = office
  const duties = () => w.owner.selectFrom('duty').selectAll().where('itemId', '=', item.id).orderBy('period').execute()
  const before = await duties()
  const refused = await change(office, people.person, 'item', { goal: '不少于8000万人次' })
  expect(refused).toMatchObject({ status: 422, body: { fields: [{ path: 'body.content.goal' }] } })
  const [half, rest] = contentOf(item).phases
  if (!half || !rest) throw new Error('the item has two phases')
  const phases = [
    { ...half, endsOn: '2024-07-31' },
    { ...rest, startsOn: '2024-08-01' },
  ]
  const late = await change(office, people.person, 'item', { phases })
  expect(late).toMatchObject({ status: 422, body: { fields: [{ path: 'body.content.phases' }] } })
  const today = await officeDay()
  await w.clock('2024-05-20')
  const drafted = (await change(office, people.person, 'item', { phases })).body
  expect(drafted.changes.map(({ field }) => field)).toEqual(['phases.0.period', 'phases.1.period'])
  expect(await change(office, people.person, 'item', { phases })).toMatchObject({
    body: { code: 'amendment_under_way' },
  })
  const approved = (await approve(deputy, (await submit(people.person, drafted)).body)).body
  expect((await apply(people.writer, approved)).body.state).toBe('applied')
  expect((await w.call(people.person, readItem, { params: { id: item.id } })).body.item.phases[0]?.endsOn).toBe(
    '2024-07-31',
  )
  expect(await duties()).toEqual(before)
  await w.clock(today)
})

test('persons are put right by the performance office at once; an item that changed meanwhile is not overwritten', async () => {
  const office = await issued()
  const { people, item, plan } = office
  const successor = await w.person('division.officer', people.responsible)
  const drafted = (await change(office, people.writer, 'persons', { mainResponsiblePersonId: successor.id })).body
  expect(
    (await w.call(people.person, submitAmendment, { params: { id: drafted.id }, body: { version: drafted.version } }))
      .body,
  ).toMatchObject({
    code: 'no_approval_needed',
  })
  await w.owner
    .updateTable('item')
    .set({ version: item.version + 1 })
    .where('id', '=', item.id)
    .execute()
  expect(await apply(people.writer, drafted)).toMatchObject({ status: 409, body: { code: 'item_changed_since' } })
  await w.owner.updateTable('item').set({ version: item.version }).where('id', '=', item.id).execute()
  expect((await apply(people.writer, drafted)).body.state).toBe('applied')
  const page = (await w.call(people.person, readItem, { params: { id: item.id } })).body
  expect(page.item.mainResponsiblePerson?.id).toBe(successor.id)
  expect((await w.call(people.person, listAmendments, { params: { year: plan.year } })).body.rows).toHaveLength(1)
})

test('what is under way is not there for another division', async () => {
  const office = await issued()
  const { id } = (await begin(office)).body
  const stranger = await w.person('division.head', await w.division())
  expect((await w.call(stranger, readAmendment, { params: { id } })).status).toBe(404)
  expect((await w.call(stranger, readAmendmentHistory, { params: { id } })).status).toBe(404)
  expect((await w.call(office.people.person, readAmendmentHistory, { params: { id } })).body.rows).toHaveLength(1)
})

test('the coordinating division sees a change of its item once it is laid before a leader, another does not', async () => {
  const office = await issued()
  const { people } = office
  const coordinator = await w.person('division.officer', people.coordinating)
  const stranger = await w.person('division.officer', await w.division())
  const drafted = (await begin(office)).body
  const params = { id: drafted.id }
  const seenBy = async (client: Client) => (await w.call(client, readAmendment, { params })).status
  expect([await seenBy(coordinator), await seenBy(stranger)]).toEqual([404, 404])
  await submit(people.person, drafted)
  expect([await seenBy(coordinator), await seenBy(stranger)]).toEqual([200, 404])
  expect((await w.call(coordinator, listAmendments, { params: { year: office.plan.year } })).body.rows).toHaveLength(1)
  const { version } = (await w.call(coordinator, readAmendment, { params })).body
  expect((await w.call(coordinator, withdrawAmendment, { params, body: { version, reason: '越权' } })).status).toBe(403)
})

test('the leading group is informed of what entered the plan; each marks it as read once, nobody for another', async () => {
  const office = await issued()
  const { people, deputy } = office
  const [head, member] = [
    await w.person('leadingGroup.head'),
    await w.person('leadingGroup.member', people.responsible),
  ]
  const proposed = (await submit(people.person, (await begin(office)).body)).body
  const approved = (await approve(deputy, proposed)).body
  expect(approved.readers).toEqual([])
  const applied = (await apply(people.writer, approved)).body
  const { id } = applied
  const informed = applied.readers.map((reader) => reader.id)
  expect(informed).toEqual(expect.arrayContaining([head.id, member.id]))
  expect(informed).not.toContain(deputy.id) // who approved it knows
  expect(await todosOf(member, id)).toEqual(['plan.inform'])

  const mark = (client: Client) => w.call(client, markAmendmentRead, { params: { id }, body: {} })
  const stateOf = () =>
    w.owner.selectFrom('amendmentReader').selectAll().where('amendmentId', '=', id).orderBy('personId').execute()
  const before = await stateOf()
  expect(await mark(people.writer)).toMatchObject({ status: 403, body: { code: 'not_informed' } })
  expect(await mark(await w.person('leadingGroup.member', people.responsible))).toMatchObject({ status: 403 })
  expect(await stateOf()).toEqual(before)
  const read = await mark(member)
  expect(read.body.readers.find((reader) => reader.id === member.id)?.readAt).not.toBeNull()
  expect(await mark(member)).toMatchObject({ status: 409, body: { code: 'read_already' } })
  expect((await stateOf()).filter(({ readAt }) => readAt !== null).map(({ personId }) => personId)).toEqual([member.id])
  expect(await todosOf(member, id)).toEqual([])
  expect(await todosOf(head, id)).toEqual(['plan.inform'])
  expect((await w.history(id)).at(-1)).toMatchObject({ action: 'amendment.read', personId: member.id })
})
