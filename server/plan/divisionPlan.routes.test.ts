import { beforeAll, expect, test } from 'vitest'
import {
  acceptDivisionPlan,
  attachPlanFile,
  detachPlanFile,
  downloadPlanFile,
  listDivisionPlans,
  readDivisionPlan,
  returnDivisionPlan,
  saveWorkPlan,
  startDivisionPlan,
  submitDivisionPlan,
} from '#domain/plan/divisionPlan.api.ts'
import { saveItem } from '#domain/plan/item.api.ts'
import { createPlan, readPlanHistory } from '#domain/plan/plan.api.ts'
import { closeCall } from '#domain/plan/planCall.api.ts'
import { readLastYearItems } from '#domain/plan/planItems.api.ts'
import { listPlanVersions, readPlanVersion } from '#domain/plan/planVersion.api.ts'
import { insertFile } from '#server/kernel/files.ts'
import { aDivision, draftedPlan, issuedCall, latestOf, submit, submittedPlan } from '#test/fixtures/calls.ts'
import { fullContent, issuedPlan } from '#test/fixtures/plan.ts'
import { findingsOf, itemsOf } from '#test/fixtures/planItems.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
type Division = Awaited<ReturnType<typeof aDivision>>
let staff: Client
let officeHead: Client
let secretariat: Division
let nextYear = 2040
/** A year of one's own whose call is issued, and a division that was called. */
async function called(workingDays = 10) {
  nextYear += 1
  const division = await aDivision(w)
  const call = await issuedCall(w, { staff, officeHead }, nextYear, workingDays)
  return { year: nextYear, division, call }
}
const historyOf = async (id: string) => (await w.history(id)).map(({ action }) => action)

beforeAll(async () => {
  secretariat = await aDivision(w, { housesPerformanceOffice: true })
  staff = await w.person('performanceOffice.staff', secretariat.divisionId)
  officeHead = await w.person('performanceOffice.head', secretariat.divisionId)
})

test('a plan is written, signed off, returned with reason, signed off again and accepted', async () => {
  const { year, division } = await called()
  const first = await submittedPlan(w, division, secretariat.divisionId, year)
  const params = { id: first.id }
  expect(first).toMatchObject({ state: 'submitted', late: null, submissions: [{ number: 1, dueOn: '2025-11-20' }] })
  const reason = '目标须写明数量'
  const back = await w.call(staff, returnDivisionPlan, { params, body: { ...latestOf(first), reason } })
  expect(back.body).toMatchObject({ state: 'drafting', returnReason: reason })
  await w.clock('2025-11-21')
  const second = await submit(w, division, back.body)
  const late = { submittedOn: '2025-11-21', dueOn: '2025-11-20', workingDays: 1 }
  expect(second).toMatchObject({
    late,
    submissions: [
      { number: 2, late },
      { number: 1, late: null },
    ],
  })
  const accepted = await w.call(officeHead, acceptDivisionPlan, { params, body: latestOf(second) })
  expect(accepted.body).toMatchObject({ state: 'accepted', late, decidedBy: { id: officeHead.id } })
  expect(await historyOf(first.id)).toEqual([
    'divisionPlan.start',
    'divisionPlan.save',
    'divisionPlan.submit',
    'divisionPlan.return',
    'divisionPlan.submit',
    'divisionPlan.accept',
  ])
  const { rows } = (await w.call(division.officer, readPlanHistory, { params })).body
  expect(rows.find(({ action }) => action === 'divisionPlan.return')).toMatchObject({ reason })
  await w.clock('2025-11-06')
})

test('what was returned is not handed in again unchanged without a word; a reason, or a change, lets it through', async () => {
  const { year, division } = await called()
  const first = await submittedPlan(w, division, secretariat.divisionId, year)
  const params = { id: first.id }
  const back = await w.call(staff, returnDivisionPlan, {
    params,
    body: { ...latestOf(first), reason: '目标须写明数量' },
  })
  const again = async (unchangedReason = '') => {
    const { version, draftDigest } = (await w.call(division.head, readDivisionPlan, { params })).body
    const body = { version, digest: draftDigest, unchangedReason }
    return w.call(division.head, submitDivisionPlan, { params, body })
  }
  const refused = await again()
  expect(refused).toMatchObject({ status: 409, body: { code: 'unchanged_since_return', basis: 'plan.resubmit' } })
  expect((await w.call(division.head, readDivisionPlan, { params })).body).toMatchObject({
    state: 'drafting',
    version: back.body.version,
    submissions: [{ number: 1 }],
  })
  const kept = await again('经沟通维持原目标')
  expect(kept.body).toMatchObject({ state: 'submitted', submissions: [{ number: 2 }, { number: 1 }] })
  const { rows } = (await w.call(staff, readPlanHistory, { params })).body
  expect(rows.find(({ action }) => action === 'divisionPlan.submit')).toMatchObject({ reason: '经沟通维持原目标' })
  await w.call(staff, returnDivisionPlan, { params, body: { ...latestOf(kept.body), reason: '仍须写明数量' } })
  const [item] = await itemsOf(w, division.head, first)
  if (!item) throw new Error('no item')
  const { divisionId: responsible, head: person } = division
  const people = { responsible, coordinating: secretariat.divisionId, person }
  const content = fullContent(people, year, { weight: null, goal: '全年完成12项' })
  await w.call(division.officer, saveItem, { params: { id: item.id }, body: { version: item.version, content } })
  expect((await again()).body).toMatchObject({ state: 'submitted', submissions: [{ number: 3 }, {}, {}] })
})

test('what was frozen holds the work plan, its attachments and its items; two versions are compared', async () => {
  const { year, division } = await called()
  const plan = await draftedPlan(w, division, secretariat.divisionId, year)
  const file = await uploaded(division.officer, '工作计划.docx')
  const params = { id: plan.id }
  await w.call(division.officer, attachPlanFile, { params, body: { version: plan.version, fileId: file.id } })
  const submitted = await submit(w, division, plan)
  const version = await w.call(staff, readPlanVersion, { params: { ...params, number: 1 } })
  expect(version.body.content).toMatchObject({
    workPlanText: '一、完成年度任务。',
    files: [{ name: '工作计划.docx', digest: file.digest }],
    items: [{ code: `KA-${year}-01` }],
  })
  expect(version.body.head.digest).toBe(submitted.submissions[0]?.digest)
  expect((await w.call(division.head, listPlanVersions, { params })).body.rows).toHaveLength(1)
})

const uploaded = (client: Client, name: string) =>
  w.db
    .transaction()
    .execute((tx) =>
      insertFile(tx, w.app.files, { name, type: 'text/plain', content: Buffer.from(name), uploadedBy: client.id }),
    )

test('attachments are claimed from an own upload, read by whoever sees the plan, and taken out of the draft', async () => {
  const { year, division } = await called()
  const plan = await draftedPlan(w, division, secretariat.divisionId, year)
  const file = await uploaded(division.officer, '附表.xlsx')
  const params = { id: plan.id }
  const body = { version: plan.version, fileId: file.id }
  expect((await w.call(division.head, attachPlanFile, { params, body })).status).toBe(404)
  const attached = await w.call(division.officer, attachPlanFile, { params, body })
  expect(attached.body.files).toEqual([{ id: file.id, name: '附表.xlsx', size: file.size }])
  const at = { params: { ...params, fileId: file.id } }
  const stranger = (await aDivision(w)).head
  expect(String((await w.call(staff, downloadPlanFile, at)).body)).toBe('附表.xlsx')
  expect((await w.call(stranger, downloadPlanFile, at)).status).toBe(404)
  const { version } = attached.body
  expect((await w.call(staff, detachPlanFile, { ...at, body: { version } })).status).toBe(403)
  const detached = await w.call(division.head, detachPlanFile, { ...at, body: { version } })
  expect(detached.body.files).toEqual([])
  const { version: now } = detached.body
  expect((await w.call(division.head, detachPlanFile, { ...at, body: { version: now } })).status).toBe(404)
})

test('the linter is the gate: without goal, item or work plan nothing is signed off', async () => {
  const { year, division } = await called()
  const { body: empty } = await w.call(division.officer, startDivisionPlan, { body: { year, from: 'empty' } })
  expect((await findingsOf(w, division.officer, empty)).map(({ code }) => code)).toEqual(['L20', 'L21'])
  const params = { id: empty.id }
  const body = { version: empty.version, digest: empty.draftDigest }
  expect(await w.call(division.head, submitDivisionPlan, { params, body })).toMatchObject({
    status: 409,
    body: { code: 'blocking_faults', citation: { zh: '第19条' } },
  })
  expect(await historyOf(empty.id)).toEqual(['divisionPlan.start'])
  const versions = await w.owner.selectFrom('planVersion').select('id').where('planId', '=', empty.id).execute()
  expect(versions).toEqual([])
})

test('what the head did not read is not signed off: an item that changed meanwhile is stale', async () => {
  const { year, division } = await called()
  const plan = await draftedPlan(w, division, secretariat.divisionId, year)
  const [item] = await itemsOf(w, division.officer, plan)
  const content = fullContent(
    { responsible: division.divisionId, coordinating: secretariat.divisionId, person: division.head },
    year,
    { goal: '全年不少于1人次' },
  )
  const params = { id: item?.id ?? '' }
  await w.call(division.officer, saveItem, { params, body: { version: item?.version ?? 0, content } })
  const body = { version: plan.version, digest: plan.draftDigest }
  expect(await w.call(division.head, submitDivisionPlan, { params: { id: plan.id }, body })).toMatchObject({
    status: 409,
    body: { code: 'stale' },
  })
})

test('a plan begins with last year’s items of the division as drafts, without whoever has left', async () => {
  const division = await aDivision(w)
  const coordinating = await w.division()
  const people = {
    ...{ writer: staff, officeHead, groupHead: await w.person('leadingGroup.head'), coordinating },
    ...{ responsible: division.divisionId, person: division.head },
  }
  const { item } = await issuedPlan(w, people, 2025)
  await issuedCall(w, { staff, officeHead }, 2026)
  await w.owner.updateTable('person').set({ disabledAt: new Date() }).where('id', '=', division.head.id).execute()
  const started = await w.call(division.officer, startDivisionPlan, { body: { year: 2026, from: 'lastYear' } })
  const items = await itemsOf(w, division.officer, started.body)
  expect(items).toMatchObject([
    {
      code: 'KA-2026-01',
      startsOn: '2026-01-01',
      endsOn: '2026-12-31',
      goal: item.goal,
      mainResponsiblePerson: null,
      coordinatingDivision: { id: coordinating },
      phases: [{ startsOn: '2026-01-01', endsOn: '2026-06-30' }, { endsOn: '2026-12-31' }],
      indicators: [{ name: item.indicators[0]?.name }],
    },
  ])
  expect(await historyOf(items[0]?.id ?? '')).toEqual(['item.create'])
  const params = { id: started.body.id }
  const { code, title, goal, weight, phases } = item
  expect((await w.call(division.officer, readLastYearItems, { params })).body.rows).toEqual([
    { code, title, goal, weight, mainResponsiblePerson: item.mainResponsiblePerson?.name, phaseCount: phases.length },
  ])
  const other = await aDivision(w)
  expect((await w.call(other.officer, readLastYearItems, { params })).status).toBe(404)
  const office = (await w.call(staff, createPlan, { body: { year: 2026, title: '2026年方案' } })).body
  const all = await w.call(staff, readLastYearItems, { params: { id: office.id } })
  expect(all.body.rows).toMatchObject([{ code }])
  const again = await w.call(division.officer, startDivisionPlan, { body: { year: 2026, from: 'empty' } })
  expect(again).toMatchObject({ status: 409, body: { code: 'plan_exists' } })
})

test('without an issued call nothing is begun, and under a closed one nothing is written', async () => {
  const { year, division, call } = await called()
  const plan = await draftedPlan(w, division, secretariat.divisionId, year)
  const body = { version: call.version, reason: '提前结束' }
  await w.call(officeHead, closeCall, { params: { id: call.id }, body })
  const late = { version: plan.version, digest: plan.draftDigest }
  const params = { id: plan.id }
  expect(await w.call(division.head, submitDivisionPlan, { params, body: late })).toMatchObject({
    status: 409,
    body: { code: 'call_not_open' },
  })
  const text = { version: plan.version, title: plan.title, workPlanText: '改' }
  expect((await w.call(division.head, saveWorkPlan, { params, body: text })).body).toMatchObject({
    code: 'call_not_open',
  })
  expect((await w.call(secretariat.head, startDivisionPlan, { body: { year, from: 'empty' } })).status).toBe(409)
  expect((await w.call(division.head, startDivisionPlan, { body: { year: 2099, from: 'empty' } })).status).toBe(404)
})

test('each step is its post’s, and a stale one changes nothing', async () => {
  const { year, division } = await called()
  const plan = await draftedPlan(w, division, secretariat.divisionId, year)
  const params = { id: plan.id }
  const body = { version: plan.version, digest: plan.draftDigest }
  expect((await w.call(division.officer, submitDivisionPlan, { params, body })).status).toBe(403)
  expect((await w.call(secretariat.head, submitDivisionPlan, { params, body })).status).toBe(404)
  const text = { version: plan.version + 1, title: plan.title, workPlanText: '改' }
  expect((await w.call(division.head, saveWorkPlan, { params, body: text })).body).toMatchObject({ code: 'stale' })
  expect((await w.call(staff, saveWorkPlan, { params, body: { ...text, version: plan.version } })).status).toBe(403)
  const submitted = await submit(w, division, plan)
  expect((await w.call(division.head, acceptDivisionPlan, { params, body: latestOf(submitted) })).status).toBe(403)
  const twice = { version: submitted.version, digest: submitted.draftDigest }
  expect((await w.call(division.head, submitDivisionPlan, { params, body: twice })).body).toMatchObject({
    code: 'wrong_state',
  })
})

test('the list goes on from page to page in the order of the divisions', async () => {
  const { year } = await called()
  const all = (await w.call(staff, listDivisionPlans, { query: { year, limit: 200 } })).body.rows
  const ids: string[] = []
  let after: string | null = ''
  while (after !== null) {
    const query = { year, limit: 2, ...(after === '' ? {} : { after }) }
    const { rows, next } = (await w.call(staff, listDivisionPlans, { query })).body as {
      rows: typeof all
      next: string | null
    }
    ids.push(...rows.map(({ division }) => division.id))
    after = next
  }
  expect(ids).toEqual(all.map(({ division }) => division.id))
  expect((await w.call(staff, listDivisionPlans, { query: { year, after: 'x' } })).status).toBe(422)
})
