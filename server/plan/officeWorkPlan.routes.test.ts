import { expect, test } from 'vitest'
import {
  downloadWorkPlanFile,
  dryRunWorkPlanTable,
  listOfficeWorkPlans,
  listWorkPlanTasks,
  readOfficeWorkPlan,
  readWorkPlanHistory,
  readWorkPlanVersion,
  recordWorkPlan,
  reviseWorkPlan,
} from '#domain/plan/officeWorkPlan.api.ts'
import { canonicalOf } from '#server/kernel/canonical.ts'
import { fileBy, workPlanBody } from '#test/fixtures/workPlans.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
let lastYear = 2030
const nextYear = () => {
  lastYear += 1
  return lastYear
}

async function office() {
  const [secretariat, ports] = [await w.division(), await w.division()]
  return {
    year: nextYear(),
    ports,
    staff: await w.person('performanceOffice.staff', secretariat),
    officer: await w.person('division.officer', ports),
    stranger: await w.person('division.head', await w.division()),
  }
}
const tasks = (divisionId: string | null = null) => [
  { number: '1', text: '皇岗口岸重建', divisionId },
  { number: '2', text: '通关便利化', divisionId: null },
]
const count = async (year: number) =>
  (await w.owner.selectFrom('workPlan').select('id').where('year', '=', year).execute()).length

async function recorded(given: Awaited<ReturnType<typeof office>>) {
  const body = { year: given.year, ...workPlanBody(given.year, tasks(given.ports)) }
  const answer = await w.call(given.staff, recordWorkPlan, { body })
  expect(answer.status).toBe(200)
  return { plan: answer.body, body, params: { id: answer.body.id } }
}

test('a version is recorded with its tasks and its original; everybody with a business post reads it', async () => {
  const given = await office()
  const { year, staff, officer, ports } = given
  const fileId = await fileBy(w, staff, '工作计划.pdf', '原件')
  const body = { year, ...workPlanBody(year, tasks(ports)), documentNumber: '深口〔2031〕1号', fileId }
  const { body: plan } = await w.call(staff, recordWorkPlan, { body })
  expect(plan).toMatchObject({
    versions: [
      { number: 1, documentNumber: '深口〔2031〕1号', reason: null, taskCount: 2, file: { name: '工作计划.pdf' } },
    ],
    counts: { open: 2, taken: 0, linked: 0, declined: 0 },
  })
  const params = { id: plan.id, number: 1 }
  const seen = (await w.call(officer, readOfficeWorkPlan, { params: { year } })).body
  expect(seen.workPlan).toMatchObject({ id: plan.id, counts: null })
  const { body: content } = await w.call(officer, readWorkPlanVersion, { params })
  expect(content.tasks.map(({ number, text, division }) => [number, text, division?.id ?? null])).toEqual([
    ['1', '皇岗口岸重建', ports],
    ['2', '通关便利化', null],
  ])
  const whole = { workPlanId: plan.id, year, number: 1, reason: null, ...content }
  expect(canonicalOf(whole).digest).toBe(plan.versions[0]?.digest)
  expect((await w.call(officer, downloadWorkPlanFile, { params })).body).toEqual(Buffer.from('原件'))
  const history = (await w.call(officer, readWorkPlanHistory, { params: { id: plan.id } })).body
  expect(history.rows.map(({ action }) => action)).toEqual(['workPlan.record'])
  const { rows } = (await w.call(officer, listOfficeWorkPlans)).body
  expect(rows.find((row) => row.year === year)).toMatchObject({ number: 1, taskCount: 2 })
})

test('only the performance office records; administrators read nothing; nothing is there after a refusal', async () => {
  const { year, officer, ports } = await office()
  const admin = await w.person('systemAdmin')
  const body = { year, ...workPlanBody(year, tasks(ports)) }
  for (const client of [officer, admin, await w.person('leadingGroup.head')])
    expect((await w.call(client, recordWorkPlan, { body })).status).toBe(403)
  expect((await w.call(admin, readOfficeWorkPlan, { params: { year } })).status).toBe(403)
  expect((await w.call(officer, readOfficeWorkPlan, { params: { year } })).body.workPlan).toBeNull()
  expect(await count(year)).toBe(0)
})

test('with one fault no task is recorded: a number twice, a division that is not there, somebody else’s file', async () => {
  const { year, staff, officer } = await office()
  const base = workPlanBody(year, tasks())
  const refused = async (change: object) => {
    const { status, body } = await w.call(staff, recordWorkPlan, { body: { year, ...base, ...change } })
    return { status, paths: (body as { fields?: { path: string }[] }).fields?.map(({ path }) => path) }
  }
  const twice = tasks().map((task) => ({ ...task, number: '1' }))
  expect(await refused({ tasks: twice })).toEqual({ status: 422, paths: ['body.tasks.1.number'] })
  const absent = tasks('00000000-0000-4000-8000-000000000000')
  expect(await refused({ tasks: absent })).toEqual({ status: 422, paths: ['body.tasks.0.divisionId'] })
  expect(await refused({ tasks: [] })).toMatchObject({ status: 422 })
  expect((await refused({ fileId: await fileBy(w, officer, '别人的.pdf', '一') })).status).toBe(404)
  expect(await count(year)).toBe(0)
})

test('a second record of the year is refused; a repeated request has one effect', async () => {
  const given = await office()
  const { body } = await recorded(given)
  expect(await w.call(given.staff, recordWorkPlan, { body })).toMatchObject({
    status: 409,
    body: { code: 'work_plan_exists' },
  })
  const year = nextYear()
  const key = crypto.randomUUID()
  const again = { body: { ...body, year }, key }
  const [one, two] = [
    await w.call(given.staff, recordWorkPlan, again),
    await w.call(given.staff, recordWorkPlan, again),
  ]
  expect([one.status, two.status, two.body.id]).toEqual([200, 200, one.body.id])
  expect(await count(year)).toBe(1)
})

test('a later version has a reason and keeps what goes on; the ones before cannot be changed', async () => {
  const given = await office()
  const { staff, ports } = given
  const { plan, body, params } = await recorded(given)
  const { year: _year, ...same } = body
  const revise = (change: object, version = plan.version, client: Client = staff) =>
    w.call(client, reviseWorkPlan, { params, body: { ...same, version, reason: '年中调整', ...change } })
  expect(await revise({})).toMatchObject({ status: 409, body: { code: 'nothing_changed' } })
  expect((await revise({ reason: '' })).status).toBe(422)
  const changed = [
    { number: '1', text: '通关便利化', divisionId: null },
    { number: '2', text: '皇岗口岸重建，年内封顶', divisionId: ports },
    { number: '3', text: '智慧口岸', divisionId: null },
  ]
  expect((await revise({ tasks: changed }, plan.version, given.officer)).status).toBe(403)
  const revised = await revise({ tasks: changed })
  expect(revised.body).toMatchObject({ version: 2, versions: [{ number: 2, reason: '年中调整' }, { number: 1 }] })
  expect((await revise({ tasks: tasks() })).status).toBe(409)
  const ids = async (number: number) =>
    (await w.call(staff, readWorkPlanVersion, { params: { ...params, number } })).body.tasks.map(({ taskId }) => taskId)
  const [before, after] = [await ids(1), await ids(2)]
  expect(after[0]).toBe(before[1])
  expect(before).not.toContain(after[2])
  const entry = (await w.history(plan.id)).find(({ action }) => action === 'workPlan.revise')
  expect(String(entry?.canonical)).toContain('年中调整')
  const change = w.db.updateTable('workPlanVersion').set({ title: '另一名称' }).execute()
  await expect(change).rejects.toThrow(/permission denied|append-only|cannot/i)
  await expect(w.owner.deleteFrom('workPlanEntry').execute()).rejects.toThrow()
})

test('the original of the version before goes on without being uploaded again', async () => {
  const given = await office()
  const { staff, year } = given
  const fileId = await fileBy(w, staff, '工作计划.pdf', '原件二')
  const base = { ...workPlanBody(year, tasks()), fileId }
  const { body: plan } = await w.call(staff, recordWorkPlan, { body: { year, ...base } })
  const body = { ...base, version: plan.version, reason: '更正名称', title: '更正后的工作计划' }
  const { body: revised } = await w.call(staff, reviseWorkPlan, { params: { id: plan.id }, body })
  expect(revised.versions.map(({ file }) => file?.id)).toEqual([fileId, fileId])
})

test('tasks come page by page in the order of the version', async () => {
  const given = await office()
  const { params } = await recorded(given)
  const page = (query: object) =>
    w.call(given.officer, listWorkPlanTasks, { params: { ...params, number: 1 }, query: { limit: 1, ...query } })
  const first = (await page({})).body
  const second = (await page({ after: first.next })).body
  expect([first.rows[0]?.text, second.rows[0]?.text, second.next]).toEqual(['皇岗口岸重建', '通关便利化', null])
  const absent = { params: { ...params, number: 9 } }
  expect((await w.call(given.officer, listWorkPlanTasks, absent)).status).toBe(404)
  expect((await w.call(given.officer, downloadWorkPlanFile, { params: { ...params, number: 1 } })).status).toBe(404)
})

test('a table is tried by whoever uploaded it and nothing is written; what is no table is refused in words', async () => {
  const given = await office()
  const { staff, year, ports } = given
  const { nameZh } = await w.owner
    .selectFrom('division')
    .select('nameZh')
    .where('id', '=', ports)
    .executeTakeFirstOrThrow()
  const id = await fileBy(w, staff, '任务.csv', `序号,任务,牵头处\n1,皇岗口岸重建,${nameZh}\n2,通关便利化,没有处\n`)
  const { body: run } = await w.call(staff, dryRunWorkPlanTable, { params: { id } })
  expect(run.tasks[0]).toEqual({ row: 2, number: '1', text: '皇岗口岸重建', divisionId: ports })
  expect(run.faults.map(({ row }) => row)).toEqual([3])
  expect(await count(year)).toBe(0)
  expect((await w.call(given.officer, dryRunWorkPlanTable, { params: { id } })).status).toBe(403)
  const other = await w.person('performanceOffice.head', await w.division())
  expect((await w.call(other, dryRunWorkPlanTable, { params: { id } })).status).toBe(404)
  const picture = await fileBy(w, staff, '任务.xlsx', '%PDF-1.7 不是表')
  expect(await w.call(staff, dryRunWorkPlanTable, { params: { id: picture } })).toMatchObject({ status: 422 })
})
