import { beforeAll, expect, test } from 'vitest'
import { holidaysOf } from '#domain/calendar/workingDays.ts'
import { listTodos } from '#domain/home/home.api.ts'
import { acceptDivisionPlan, listDivisionPlans, readDivisionPlan } from '#domain/plan/divisionPlan.api.ts'
import {
  closeCall,
  createCall,
  downloadCallTemplate,
  extendCall,
  incorporateCall,
  issueCall,
  listCalls,
  readCall,
  readCallHistory,
  saveCall,
} from '#domain/plan/planCall.api.ts'
import { clockAt } from '#server/kernel/clock.ts'
import { insertFile } from '#server/kernel/files.ts'
import { sweepCalls } from '#server/plan/planCall.public.ts'
import { aDivision, draftedCall, issuedCall, latestOf, submittedPlan } from '#test/fixtures/calls.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
let staff: Client
let officeHead: Client
let deputy: Client
let secretariat: Awaited<ReturnType<typeof aDivision>>
let nextYear = 2030
/** A year of one's own: each has one call. */
const aYear = () => {
  nextYear += 1
  return nextYear
}
const people = () => ({ staff, officeHead })
const historyOf = async (id: string) => (await w.history(id)).map(({ action }) => action)
const row = async (client: Client, year: number, divisionId: string) =>
  (await w.call(client, listDivisionPlans, { query: { year, limit: 200 } })).body.rows.find(
    ({ division }) => division.id === divisionId,
  )

beforeAll(async () => {
  secretariat = await aDivision(w, { housesPerformanceOffice: true })
  staff = await w.person('performanceOffice.staff', secretariat.divisionId)
  officeHead = await w.person('performanceOffice.head', secretariat.divisionId)
  deputy = await w.person('leadingGroup.deputy')
})

test('a call is drafted, issued to every division with its day in working days, incorporated and closed', async () => {
  const year = aYear()
  const division = await aDivision(w)
  const { id, version } = await draftedCall(w, people(), year)
  const params = { id }
  expect(await w.call(division.head, readCall, { params: { year } })).toMatchObject({ status: 404 })
  const issued = await w.call(officeHead, issueCall, { params, body: { version } })
  // 6 November is a Thursday: ten working days later it is the 20th
  expect(issued).toMatchObject({ status: 200, body: { state: 'issued', issuedOn: '2025-11-06', dueOn: '2025-11-20' } })
  expect(await row(division.officer, year, division.divisionId)).toMatchObject({ dueOn: '2025-11-20', plan: null })
  const taken = { incorporatedIn: '关于做好年终总结的通知', incorporatedOn: '2025-11-06', reason: '' }
  const incorporated = await w.call(secretariat.officer, incorporateCall, {
    params,
    body: { version: issued.body.version, ...taken },
  })
  expect(incorporated.body).toMatchObject({ incorporatedIn: taken.incorporatedIn, incorporatedOn: '2025-11-06' })
  const closed = await w.call(officeHead, closeCall, {
    params,
    body: { version: incorporated.body.version, reason: '本年度不再征集' },
  })
  expect(closed.body).toMatchObject({ state: 'closed', closeReason: '本年度不再征集' })
  expect(await historyOf(id)).toEqual(['call.create', 'call.issue', 'call.incorporate', 'call.close'])
  const { rows } = (await w.call(deputy, readCallHistory, { params })).body
  expect(rows[0]).toMatchObject({ action: 'call.close', reason: '本年度不再征集' })
})

test('the template is claimed once, read by whoever sees the call, and kept when the text is saved', async () => {
  const year = aYear()
  const { id, version, title, workingDays } = await draftedCall(w, people(), year)
  const params = { id }
  const file = await w.db.transaction().execute((tx) =>
    insertFile(tx, w.app.files, {
      name: '方案模板.xlsx',
      type: 'application/octet-stream',
      content: Buffer.from('template'),
      uploadedBy: staff.id,
    }),
  )
  const body = { title, workingDays, text: '按模板编制。', templateFileId: file.id }
  const saved = await w.call(staff, saveCall, { params, body: { version, ...body } })
  expect(saved.body).toMatchObject({ template: { id: file.id, name: '方案模板.xlsx' }, text: '按模板编制。' })
  const again = await w.call(officeHead, saveCall, { params, body: { version: saved.body.version, ...body } })
  expect(again).toMatchObject({ status: 200, body: { template: { id: file.id } } })
  const foreign = { ...body, templateFileId: crypto.randomUUID() }
  const refused = await w.call(staff, saveCall, { params, body: { version: again.body.version, ...foreign } })
  expect(refused.status).toBe(404)
  expect((await w.call(secretariat.head, downloadCallTemplate, { params })).status).toBe(404)
  await w.call(officeHead, issueCall, { params, body: { version: again.body.version } })
  const read = await w.call(secretariat.head, downloadCallTemplate, { params })
  expect([read.status, String(read.body)]).toEqual([200, 'template'])
})

test('each step is its post’s, and what is refused changes nothing', async () => {
  const year = aYear()
  const division = await aDivision(w)
  const { id, version } = await draftedCall(w, people(), year)
  const params = { id }
  expect((await w.call(staff, issueCall, { params, body: { version } })).status).toBe(403)
  expect((await w.call(division.head, issueCall, { params, body: { version } })).status).toBe(403)
  expect(
    (await w.call(division.head, createCall, { body: { year, title: '要求', text: '', workingDays: 5 } })).status,
  ).toBe(403)
  const stale = await w.call(officeHead, issueCall, { params, body: { version: version + 1 } })
  expect(stale).toMatchObject({ status: 409, body: { code: 'stale' } })
  const early = { incorporatedIn: '通知', incorporatedOn: '2025-11-06', reason: '' }
  expect((await w.call(secretariat.head, incorporateCall, { params, body: { version, ...early } })).status).toBe(404)
  const issued = (await w.call(officeHead, issueCall, { params, body: { version } })).body
  const body = { version: issued.version, ...early }
  expect(await w.call(division.head, incorporateCall, { params, body })).toMatchObject({
    status: 403,
    body: { code: 'not_secretariat', citation: { zh: '第18条' } },
  })
  expect((await w.call(staff, incorporateCall, { params, body })).status).toBe(403)
  const content = { title: '另一要求', text: '改', workingDays: 3, templateFileId: null }
  const late = await w.call(staff, saveCall, { params, body: { version: issued.version, ...content } })
  expect(late).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
  expect((await w.call(division.head, readCallHistory, { params })).status).toBe(404)
  expect(await historyOf(id)).toEqual(['call.create', 'call.issue'])
})

test('a year has one call, none for a year that is over, and none is issued without its text', async () => {
  const year = aYear()
  await draftedCall(w, people(), year)
  const again = { year, title: '又一要求', text: '', workingDays: 5 }
  expect(await w.call(staff, createCall, { body: again })).toMatchObject({ status: 409, body: { code: 'call_exists' } })
  const over = await w.call(staff, createCall, { body: { ...again, year: 2024 } })
  expect(over).toMatchObject({ status: 409, body: { code: 'year_over' } })
  const empty = (await w.call(staff, createCall, { body: { ...again, year: aYear() } })).body
  const answer = await w.call(officeHead, issueCall, { params: { id: empty.id }, body: { version: empty.version } })
  expect(answer).toMatchObject({ status: 409, body: { code: 'text_missing' } })
  const { rows } = (await w.call(deputy, listCalls)).body
  expect(rows.some(({ id }) => id === empty.id)).toBe(true)
  const seen = (await w.call(secretariat.head, listCalls)).body.rows
  expect(seen.some(({ id }) => id === empty.id)).toBe(false)
})

test('where it was taken in is corrected with a reason only, and lies not in the future', async () => {
  const { id, version } = await issuedCall(w, people(), aYear())
  const params = { id }
  const taken = { incorporatedIn: '年终总结通知', incorporatedOn: '2025-11-06', reason: '' }
  const future = { ...taken, incorporatedOn: '2025-11-07' }
  expect(await w.call(secretariat.head, incorporateCall, { params, body: { version, ...future } })).toMatchObject({
    status: 422,
    body: { fields: [{ path: 'body.incorporatedOn' }] },
  })
  const first = (await w.call(secretariat.head, incorporateCall, { params, body: { version, ...taken } })).body
  const bare = await w.call(secretariat.head, incorporateCall, { params, body: { version: first.version, ...taken } })
  expect(bare).toMatchObject({ status: 409, body: { code: 'reason_missing' } })
  const body = { version: first.version, ...taken, incorporatedIn: '深口办〔2025〕30号', reason: '补登文号' }
  const corrected = await w.call(secretariat.head, incorporateCall, { params, body })
  expect(corrected.body).toMatchObject({ incorporatedIn: '深口办〔2025〕30号' })
})

test('one division is given a later day with reason, and no other', async () => {
  const year = aYear()
  const [one, other] = [await aDivision(w), await aDivision(w)]
  const { id, version } = await issuedCall(w, people(), year)
  const params = { id }
  const reason = '全处抽调参加通关保障'
  const body = { version, divisionId: one.divisionId, dueOn: '2025-11-28', reason }
  expect(await w.call(staff, extendCall, { params, body: { ...body, dueOn: '2025-11-20' } })).toMatchObject({
    status: 409,
    body: { code: 'not_later' },
  })
  expect((await w.call(staff, extendCall, { params, body: { ...body, divisionId: crypto.randomUUID() } })).status).toBe(
    404,
  )
  expect((await w.call(staff, extendCall, { params, body: { ...body, reason: '' } })).status).toBe(422)
  expect((await w.call(one.head, extendCall, { params, body })).status).toBe(403)
  expect((await w.call(staff, extendCall, { params, body })).status).toBe(200)
  expect(await row(one.head, year, one.divisionId)).toMatchObject({
    dueOn: '2025-11-28',
    extension: { reason, on: '2025-11-06' },
  })
  expect(await row(other.head, year, other.divisionId)).toMatchObject({ dueOn: '2025-11-20', extension: null })
  expect(await row(other.head, year, one.divisionId)).toBeUndefined()
  const [last] = (await w.call(staff, readCallHistory, { params })).body.rows
  expect(last).toMatchObject({ action: 'call.extend', reason, changes: [{ old: '2025-11-20', new: '2025-11-28' }] })
})

test('a call is closed without reason only when every plan is accepted', async () => {
  const year = aYear()
  const division = await aDivision(w)
  const { id, version } = await issuedCall(w, people(), year)
  const refused = await w.call(officeHead, closeCall, { params: { id }, body: { version, reason: '' } })
  expect(refused).toMatchObject({ status: 409, body: { code: 'plans_open' } })
  await w.owner
    .deleteFrom('planCallDivision')
    .where('callId', '=', id)
    .where('divisionId', '<>', division.divisionId)
    .execute()
  const plan = await submittedPlan(w, division, secretariat.divisionId, year)
  const accepted = await w.call(staff, acceptDivisionPlan, { params: { id: plan.id }, body: latestOf(plan) })
  expect(accepted.body.state).toBe('accepted')
  const extend = { version, divisionId: division.divisionId, dueOn: '2025-12-01', reason: '再延' }
  expect(await w.call(staff, extendCall, { params: { id }, body: extend })).toMatchObject({
    status: 409,
    body: { code: 'plan_accepted' },
  })
  const closed = await w.call(officeHead, closeCall, { params: { id }, body: { version, reason: '' } })
  expect(closed).toMatchObject({ status: 200, body: { state: 'closed', closeReason: null } })
})

test('a day that needs a list not yet published is awaited, never guessed, and filled once it is there', async () => {
  const year = aYear()
  const division = await aDivision(w)
  const known = w.app.holidays
  const until2025 = holidaysOf(new Map([...known.days].filter(([day]) => day < '2026')))
  Object.assign(w.app, { holidays: until2025 })
  const { id, dueOn } = await issuedCall(w, people(), year, 60)
  expect(dueOn).toBeNull()
  expect(await row(division.head, year, division.divisionId)).toMatchObject({ dueOn: null, workingDaysLeft: null })
  const sweep = () => w.db.transaction().execute((tx) => sweepCalls(tx, clockAt('2025-11-06'), w.app))
  await sweep()
  expect(await historyOf(id)).toEqual(['call.create', 'call.issue'])
  Object.assign(w.app, { holidays: known })
  await sweep()
  await sweep()
  expect(await historyOf(id)).toEqual(['call.create', 'call.issue', 'call.setDay'])
  const { body } = await w.call(division.head, readCall, { params: { year } })
  expect(body.dueOn).toMatch(/^2026-0[12]-\d\d$/)
  expect(await row(division.head, year, division.divisionId)).toMatchObject({ dueOn: body.dueOn })
})

test('each step makes one to-do for whoever takes it, and it ends with the step', async () => {
  const year = aYear()
  const division = await aDivision(w)
  const linksOf = async (client: Client) =>
    (await w.call(client, listTodos)).body.rows
      .map(({ link }) => link)
      .filter((link) => link.startsWith(`/plans/${year}/`) || link.startsWith('/division-plans/'))
  const draft = await draftedCall(w, people(), year)
  const params = { id: draft.id }
  expect(await linksOf(officeHead)).toContain(`/plans/${year}/call#act-issue`)
  expect(await linksOf(staff)).not.toContain(`/plans/${year}/call#act-issue`)
  expect(await linksOf(division.head)).toEqual([])
  const { version } = (await w.call(officeHead, issueCall, { params, body: { version: draft.version } })).body
  expect(await linksOf(secretariat.head)).toContain(`/plans/${year}/call#act-incorporate`)
  expect(await linksOf(division.head)).toEqual([`/plans/${year}/call#act-start`])
  const body = { version, incorporatedIn: '年终总结通知', incorporatedOn: '2025-11-06', reason: '' }
  await w.call(secretariat.head, incorporateCall, { params, body })
  expect(await linksOf(secretariat.head)).not.toContain(`/plans/${year}/call#act-incorporate`)
  await w.owner
    .deleteFrom('planCallDivision')
    .where('callId', '=', draft.id)
    .where('divisionId', '<>', division.divisionId)
    .execute()
  const plan = await submittedPlan(w, division, secretariat.divisionId, year)
  expect(await linksOf(division.head)).toEqual([])
  expect(await linksOf(staff)).toContain(`/division-plans/${plan.id}#act-accept`)
  await w.call(staff, acceptDivisionPlan, { params: { id: plan.id }, body: latestOf(plan) })
  expect(await linksOf(staff)).not.toContain(`/division-plans/${plan.id}#act-accept`)
  expect(await linksOf(officeHead)).toContain(`/plans/${year}/call#act-close`)
})

test('an extension after the day does not take the mark away, and submissions keep the day in force', async () => {
  const year = aYear()
  const division = await aDivision(w)
  const { id, version } = await issuedCall(w, people(), year, 1)
  await w.clock('2025-11-11')
  const plan = await submittedPlan(w, division, secretariat.divisionId, year)
  expect(plan.late).toEqual({ submittedOn: '2025-11-11', dueOn: '2025-11-07', workingDays: 2 })
  const body = { version, divisionId: division.divisionId, dueOn: '2025-11-28', reason: '补办延期' }
  expect((await w.call(staff, extendCall, { params: { id }, body })).status).toBe(200)
  const { body: read } = await w.call(division.head, readDivisionPlan, { params: { id: plan.id } })
  expect(read).toMatchObject({ dueOn: '2025-11-28', late: plan.late, submissions: [{ number: 1, late: plan.late }] })
  expect(await row(staff, year, division.divisionId)).toMatchObject({ late: plan.late })
  const forge = w.db.updateTable('planSubmission').set({ dueOn: '2025-12-31' }).execute()
  await expect(forge).rejects.toThrow('permission denied')
  await w.clock('2025-11-06')
})
