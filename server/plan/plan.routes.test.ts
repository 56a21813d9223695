import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { listTodos } from '#domain/home/home.api.ts'
import { createItem, readItem, removeItem, saveItem } from '#domain/plan/item.api.ts'
import { blockingIn } from '#domain/plan/linter.ts'
import {
  createPlan,
  decidePlan,
  issuePlan,
  readPlan,
  readPlanHistory,
  returnPlan,
  savePlan,
} from '#domain/plan/plan.api.ts'
import { downloadComparison, readPlanVersion } from '#domain/plan/planVersion.api.ts'
import { canonicalOf } from '#server/kernel/canonical.ts'
import { chapters, draftPlan, fullContent, issuedPlan, planPeople, signedNotice, submits } from '#test/fixtures/plan.ts'
import { findingsOf } from '#test/fixtures/planItems.ts'
import { world } from '#test/world.ts'

const w = world()
let nextYear = 2030
/** A year of one's own: each has one plan. None lies before the clock, so that no duty of it is due. */
const aYear = () => {
  nextYear += 1
  return nextYear
}
const historyOf = async (id: string) => (await w.history(id)).map(({ action }) => action)

test('a plan is drafted, frozen, decided and issued; duties of the year follow and the year is executing', async () => {
  const people = await planPeople(w)
  const { plan, item } = await issuedPlan(w, people, 2025)
  expect(plan).toMatchObject({ state: 'issued', documentNumber: '深口绩〔2025〕1号', issuedOn: '2025-02-18' })
  expect(await historyOf(plan.id)).toEqual([
    'plan.create',
    'plan.draft',
    'plan.submitForDecision',
    'plan.decide',
    'plan.issue',
  ])
  const duties = await w.owner.selectFrom('duty').select('period').where('itemId', '=', item.id).execute()
  expect(duties).toHaveLength(12)
  const year = await w.owner.selectFrom('performanceYear').selectAll().where('year', '=', 2025).executeTakeFirst()
  expect(year).toMatchObject({ state: 'executing' })
})

test('what was frozen are canonical bytes under their digest, and nobody can change them', async () => {
  const people = await planPeople(w)
  const { plan, item } = await draftPlan(w, people, aYear())
  const params = { id: plan.id }
  const submitted = await submits(w, people.officeHead, params, { version: plan.version })
  expect(submitted).toMatchObject({ status: 200, body: { state: 'underReview', latest: { number: 2 } } })
  const row = await w.owner
    .selectFrom('itemVersion')
    .selectAll()
    .where('itemId', '=', item.id)
    .executeTakeFirstOrThrow()
  const { version: _version, silences: _silences, ...snapshot } = item
  expect(row.digest).toBe(canonicalOf(snapshot).digest)
  expect(row.canonical).toEqual(canonicalOf(snapshot).bytes)
  const forge = w.db.updateTable('itemVersion').set({ digest: 'x' }).where('id', '=', row.id).execute()
  await expect(forge).rejects.toThrow('permission denied')
  const read = await w.call(people.groupHead, readPlanVersion, { params: { ...params, number: 2 } })
  expect(read.body.content).toEqual({ title: plan.title, ...chapters, items: [snapshot] })
})

test('a plan with faults is not submitted, and nothing changes', async () => {
  const people = await planPeople(w)
  const { plan, item } = await draftPlan(w, people, aYear())
  const content = fullContent(people, plan.year, { goal: '', mainResponsiblePersonId: null })
  await w.call(people.writer, saveItem, { params: { id: item.id }, body: { version: item.version, content } })
  const before = await historyOf(plan.id)
  const answer = await submits(w, people.officeHead, { id: plan.id }, { version: plan.version })
  expect(answer).toMatchObject({ status: 409, body: { code: 'blocking_faults', citation: { zh: '第22条' } } })
  expect(await historyOf(plan.id)).toEqual(before)
  expect(
    await w.owner
      .selectFrom('planVersion')
      .select('id')
      .where('planId', '=', plan.id)
      .where('number', '>', 1)
      .execute(),
  ).toEqual([])
  const { body } = await w.call(people.writer, readPlan, { params: { of: plan.year } })
  expect(body).toMatchObject({ state: 'drafting' })
  const findings = await findingsOf(w, people.writer, plan)
  expect(blockingIn(findings)).toBe(2)
  expect(findings.map(({ code, field }) => [code, field])).toContainEqual(['L01', 'mainResponsiblePersonId'])
})

test('only the version that was read is decided', async () => {
  const people = await planPeople(w)
  const { plan, item } = await draftPlan(w, people, aYear())
  const params = { id: plan.id }
  const first = (await submits(w, people.officeHead, params, { version: plan.version })).body
  const returned = await w.call(people.groupHead, returnPlan, {
    params,
    body: { version: first.version, reason: '目标应当更高' },
  })
  expect(returned.body).toMatchObject({ state: 'drafting', returnReason: '目标应当更高' })
  const content = fullContent(people, plan.year, { goal: '全年旅客不少于9500万人次' })
  await w.call(people.writer, saveItem, { params: { id: item.id }, body: { version: item.version, content } })
  const second = (await submits(w, people.officeHead, params, { version: returned.body.version })).body
  expect(second.latest?.number).toBe(3)
  const before = await historyOf(plan.id)
  const read = { number: 2, digest: first.latest?.digest ?? '', minutes: '' }
  const stale = await w.call(people.groupHead, decidePlan, { params, body: { version: second.version, ...read } })
  expect(stale).toMatchObject({ status: 409, body: { code: 'stale' } })
  const other = { number: 3, digest: 'a'.repeat(64), minutes: '' }
  expect(
    await w.call(people.groupHead, decidePlan, { params, body: { version: second.version, ...other } }),
  ).toMatchObject({ status: 409, body: { code: 'stale' } })
  expect(await historyOf(plan.id)).toEqual(before)
  const right = { number: 3, digest: second.latest?.digest ?? '', minutes: '同意' }
  const done = await w.call(people.groupHead, decidePlan, { params, body: { version: second.version, ...right } })
  expect(done.body).toMatchObject({ state: 'decided', minutes: '同意', decidedBy: { id: people.groupHead.id } })
})

test('what the group returned is not laid before it again unchanged without a word; its items keep their version', async () => {
  const people = await planPeople(w)
  const { plan, item } = await draftPlan(w, people, aYear())
  const params = { id: plan.id }
  const first = (await submits(w, people.officeHead, params, { version: plan.version })).body
  const back = await w.call(people.groupHead, returnPlan, { params, body: { version: first.version, reason: '再核' } })
  const { version } = back.body
  const refused = await submits(w, people.officeHead, params, { version })
  expect(refused).toMatchObject({ status: 409, body: { code: 'unchanged_since_return', basis: 'plan.resubmit' } })
  expect((await historyOf(plan.id)).at(-1)).toBe('plan.return')
  await submits(w, people.officeHead, params, { version, unchangedReason: '经请示维持原稿' })
  const told = (await w.call(people.writer, readPlanHistory, { params })).body.rows
  const reasons = told.filter(({ action }) => action === 'plan.submitForDecision').map(({ reason }) => reason)
  expect(reasons.toSorted()).toEqual(['经请示维持原稿', null].toSorted())
  const rows = await w.owner.selectFrom('itemVersion').select('number').where('itemId', '=', item.id).execute()
  expect(rows).toEqual([{ number: 1 }])
  const page = await w.call(people.writer, readItem, { params: { id: item.id } })
  expect(page.body.versions).toMatchObject([{ number: 1, planVersions: [2, 3] }])
})

test('two versions are compared on paper: every field that differs, as document and as workbook', async () => {
  const people = await planPeople(w)
  const { plan, item } = await draftPlan(w, people, aYear())
  const params = { id: plan.id }
  const first = (await submits(w, people.officeHead, params, { version: plan.version })).body
  const body = { version: first.version, reason: '目标应当更高' }
  const back = (await w.call(people.groupHead, returnPlan, { params, body })).body
  const content = fullContent(people, plan.year, { goal: '全年旅客不少于9500万人次' })
  await w.call(people.writer, saveItem, { params: { id: item.id }, body: { version: item.version, content } })
  await submits(w, people.officeHead, params, { version: back.version })
  for (const [format, part] of [
    ['docx', 'word/document.xml'],
    ['xlsx', 'xl/sharedStrings.xml'],
  ] as const) {
    const query = { old: 2, new: 3, format }
    const answer = await w.call(people.officeHead, downloadComparison, { params, query })
    const words = strFromU8(unzipSync(answer.body as unknown as Buffer)[part] ?? new Uint8Array())
    for (const told of ['年度目标', '全年旅客不少于9000万人次', '全年旅客不少于9500万人次'])
      expect(words).toContain(told)
    expect(words).not.toContain('评价方法')
  }
  const query = { old: 2, new: 9, format: 'docx' as const }
  expect((await w.call(people.officeHead, downloadComparison, { params, query })).status).toBe(404)
})

test('whoever submitted the plan may not decide on it, under whatever post', async () => {
  const people = await planPeople(w)
  const { plan } = await draftPlan(w, people, aYear())
  const params = { id: plan.id }
  const submitted = (await submits(w, people.officeHead, params, { version: plan.version })).body
  const same = await w.alsoAs(people.officeHead, 'leadingGroup.head')
  const { number, digest } = submitted.latest ?? { number: 0, digest: '' }
  const body = { version: submitted.version, number, digest, minutes: '' }
  const own = await w.call(same, decidePlan, { params, body })
  expect(own).toMatchObject({ status: 409, body: { code: 'own_submission' } })
  const back = await w.call(same, returnPlan, { params, body: { version: submitted.version, reason: '收回' } })
  expect(back).toMatchObject({ status: 409, body: { code: 'own_submission' } })
  expect(await w.call(people.groupHead, decidePlan, { params, body })).toMatchObject({ status: 200 })
})

test('each step is its post’s: the others are refused with 403 and nothing changes', async () => {
  const people = await planPeople(w)
  const { plan } = await draftPlan(w, people, aYear())
  const params = { id: plan.id }
  const { version } = plan
  const decision = { version, number: 2, digest: 'a'.repeat(64), minutes: '' }
  const issue = { version, documentNumber: '深口绩1号', issuedOn: '2025-02-18' }
  const officer = await w.person('division.officer', people.responsible)
  const deputy = await w.person('leadingGroup.deputy')
  expect((await submits(w, people.writer, params, { version })).status).toBe(403)
  expect((await w.call(people.officeHead, decidePlan, { params, body: decision })).status).toBe(403)
  expect((await w.call(deputy, decidePlan, { params, body: decision })).status).toBe(403)
  expect((await w.call(people.groupHead, issuePlan, { params, body: issue })).status).toBe(403)
  expect((await w.call(officer, createPlan, { body: { year: 2099, title: '方案' } })).status).toBe(403)
  expect((await w.call(people.officeHead, issuePlan, { params, body: issue })).status).toBe(409)
  expect(await historyOf(plan.id)).toEqual(['plan.create', 'plan.draft'])
})

test('there is one plan of a year, and a stale save changes nothing', async () => {
  const people = await planPeople(w)
  const { plan } = await draftPlan(w, people, aYear())
  const again = await w.call(people.writer, createPlan, { body: { year: plan.year, title: '又一方案' } })
  expect(again).toMatchObject({ status: 409, body: { code: 'plan_exists' } })
  const body = { version: plan.version - 1, title: '旧标题', ...chapters }
  const stale = await w.call(people.writer, savePlan, { params: { id: plan.id }, body })
  expect(stale).toMatchObject({ status: 409, body: { code: 'stale' } })
  const read = await w.call(people.writer, readPlan, { params: { of: plan.year } })
  expect(read.body.title).toBe(plan.title)
})

test('a document is not issued on a day to come, nor under a number that another bears', async () => {
  const people = await planPeople(w)
  const { plan } = await draftPlan(w, people, aYear())
  const params = { id: plan.id }
  const submitted = (await submits(w, people.officeHead, params, { version: plan.version })).body
  const { number, digest } = submitted.latest ?? { number: 0, digest: '' }
  const read = { version: submitted.version, number, digest, minutes: '' }
  const { version } = (await w.call(people.groupHead, decidePlan, { params, body: read })).body
  await signedNotice(w, people, plan.id)
  const body = { version, documentNumber: '深口绩1号', issuedOn: '2025-11-07' }
  const answer = await w.call(people.officeHead, issuePlan, { params, body })
  expect(answer).toMatchObject({ status: 422, body: { fields: [{ path: 'body.issuedOn' }] } })
  const { plan: earlier } = await issuedPlan(w, await planPeople(w), 2022)
  const used = { version, documentNumber: earlier.documentNumber ?? '', issuedOn: '2025-11-06' }
  expect(await w.call(people.officeHead, issuePlan, { params, body: used })).toMatchObject({
    status: 409,
    body: { code: 'number_used' },
  })
  expect((await w.call(people.writer, readPlan, { params: { of: plan.year } })).body.state).toBe('decided')
})

test('items of an issued plan cannot be changed, removed or added to', async () => {
  const people = await planPeople(w)
  const { plan, item } = await issuedPlan(w, people, 2023)
  const content = fullContent(people, plan.year, { code: 'KA-2023-02' })
  const { id, version } = item
  const tries = [
    await w.call(people.writer, saveItem, { params: { id }, body: { version, content } }),
    await w.call(people.writer, removeItem, { params: { id }, body: { version } }),
    await w.call(people.writer, createItem, { params: { id: plan.id }, body: { content } }),
  ]
  for (const answer of tries) expect(answer).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
  expect(await historyOf(item.id)).toEqual(['item.create'])
})

test('each step makes one to-do for whoever takes it, and it ends with the step', async () => {
  const people = await planPeople(w)
  const todosOf = async (client: typeof people.writer) =>
    (await w.call(client, listTodos)).body.rows.filter(({ id }) => id === plan.id).map(({ link }) => link)
  const { plan } = await draftPlan(w, people, aYear())
  const params = { id: plan.id }
  expect(await todosOf(people.officeHead)).toEqual([`/plans/${plan.year}#act-submit`])
  expect(await todosOf(people.groupHead)).toEqual([])
  const submitted = (await submits(w, people.officeHead, params, { version: plan.version })).body
  expect(await todosOf(people.officeHead)).toEqual([])
  expect(await todosOf(people.groupHead)).toEqual([`/plans/${plan.year}#act-decide`])
  expect(await todosOf(await w.alsoAs(people.officeHead, 'leadingGroup.head'))).toEqual([])
  const { number, digest } = submitted.latest ?? { number: 0, digest: '' }
  const read = { version: submitted.version, number, digest, minutes: '' }
  const { version } = (await w.call(people.groupHead, decidePlan, { params, body: read })).body
  await signedNotice(w, people, plan.id)
  expect(await todosOf(people.officeHead)).toEqual([`/plans/${plan.year}#act-issue`])
  const body = { version, documentNumber: '深口绩1号', issuedOn: '2025-02-18' }
  await w.call(people.officeHead, issuePlan, { params, body })
  expect(await todosOf(people.officeHead)).toEqual([])
})
