import { expect, test } from 'vitest'
import { listTodos } from '#domain/home/home.api.ts'
import { allotIndicator, readMunicipalPlan } from '#domain/plan/municipalPlan.api.ts'
import { recordSending } from '#domain/plan/municipalSending.api.ts'
import { decidePlan, issuePlan } from '#domain/plan/plan.api.ts'
import { importedCity } from '#test/fixtures/municipalTables.ts'
import { draftPlan, planPeople, signedNotice, submits } from '#test/fixtures/plan.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
let nextYear = 2080
const aYear = () => {
  nextYear += 1
  return nextYear
}
const imported = (writer: Client, year: number) => importedCity(w, writer, year)

test('the plan goes to the city once it is issued: in time or late by how much, and again only with a word why', async () => {
  const people = await planPeople(w)
  const { writer, officeHead, groupHead } = people
  const year = aYear()
  const { body: city } = await imported(writer, year)
  // 20 January 2025 and 15 working days: the holidays of the spring festival and two make-up days lie between
  expect(city).toMatchObject({ toCityDueOn: '2025-02-14', toCityWorkingDays: 15, sendings: [] })
  for (const { id } of city.rows)
    await w.call(writer, allotIndicator, {
      params: { id },
      body: { version: 1, allotment: { kind: 'notApplicable', reason: '不适用' } },
    })
  const sending = {
    ...{ version: city.version, sentOn: '2025-02-18', way: 'paper' as const, receiver: '市绩效办' },
    ...{ documentNumber: '深口函〔2025〕2号', note: '' },
  }
  const params = { id: city.id }
  const early = await w.call(writer, recordSending, { params, body: sending })
  expect(early).toMatchObject({ status: 409, body: { code: 'plan_not_issued' } })
  const { plan } = await draftPlan(w, people, year)
  const submitted = await submits(w, officeHead, { id: plan.id }, { version: plan.version })
  const { number, digest } = submitted.body.latest ?? { number: 0, digest: '' }
  const decision = { version: submitted.body.version, number, digest, minutes: '' }
  const decided = await w.call(groupHead, decidePlan, { params: { id: plan.id }, body: decision })
  await signedNotice(w, people, plan.id)
  const issue = { version: decided.body.version, documentNumber: `深口绩〔${year}〕3号`, issuedOn: '2025-02-12' }
  await w.call(officeHead, issuePlan, { params: { id: plan.id }, body: issue })
  const todos = async () =>
    (await w.call(writer, listTodos)).body.rows.filter(({ link }) => link === `/plans/${year}/municipal#act-send`)
  expect(await todos()).toMatchObject([{ dueOn: '2025-02-14', action: { zh: '登记报送市绩效办' } }])

  for (const sentOn of ['2025-02-11', '2025-11-07']) {
    const odd = await w.call(writer, recordSending, { params, body: { ...sending, sentOn } })
    expect(odd).toMatchObject({ status: 422, body: { fields: [{ path: 'body.sentOn' }] } })
  }
  const done = await w.call(writer, recordSending, { params, body: sending })
  expect(done).toMatchObject({ status: 200, body: { number: 1, dueOn: '2025-02-14', lateBy: 2, planVersion: number } })
  expect(await todos()).toEqual([])
  const next = { ...sending, version: city.version + 1, sentOn: '2025-02-13' }
  expect((await w.call(writer, recordSending, { params, body: sending })).body).toMatchObject({ code: 'stale' })
  expect((await w.call(writer, recordSending, { params, body: next })).body).toMatchObject({ code: 'note_missing' })
  const corrected = await w.call(writer, recordSending, { params, body: { ...next, note: '更正报送日期' } })
  expect(corrected.body).toMatchObject({ number: 2, lateBy: 0, note: '更正报送日期' })
  const { sendings } = (await w.call(writer, readMunicipalPlan, { params: { year } })).body
  expect(sendings.map((one) => one.number)).toEqual([2, 1])
  expect((await w.history(city.id)).map(({ action }) => action)).toEqual([
    ...['plan.importIndicators', 'plan.sendToCity', 'plan.sendToCity'],
  ])
})
