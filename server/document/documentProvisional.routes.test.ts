import { expect, test } from 'vitest'
import { draftNotice } from '#domain/document/documentDraft.api.ts'
import { issuePlan, readPlan } from '#domain/plan/plan.api.ts'
import { decidedPlan, signedNotice } from '#test/fixtures/plan.ts'
import { world } from '#test/world.ts'

const w = world()

test('a plan may be issued provisionally, and its notice says so', async () => {
  const { people, plan } = await decidedPlan(w)
  const notice = await signedNotice(w, people, plan.id, true)
  expect(notice.text).toContain('现作为预安排印发给你们')
  const body = {
    version: plan.version,
    documentNumber: '深口绩〔2025〕预1号',
    issuedOn: '2025-11-06',
    isProvisional: true,
  }
  const send = (isProvisional: boolean) =>
    w.call(people.officeHead, issuePlan, { params: { id: plan.id }, body: { ...body, isProvisional } })
  expect(await send(false)).toMatchObject({ status: 409, body: { code: 'notice_is_provisional' } })
  expect((await send(true)).status).toBe(200)
  expect((await w.call(people.person, readPlan, { params: { of: plan.year } })).body.isProvisional).toBe(true)
})

test('once the city’s table of the year is here, no provisional notice is begun', async () => {
  const { people, plan } = await decidedPlan(w)
  const file = { digest: '0', name: 'passengers.csv', type: 'text/csv', size: 1, uploadedBy: people.writer.id }
  const { id: fileId } = await w.owner.insertInto('storedFile').values(file).returning('id').executeTakeFirstOrThrow()
  const table = { year: plan.year, issuedOn: '2025-01-06', source: '深府〔2010〕1号', fileId }
  await w.owner.insertInto('municipalPlan').values(table).execute()
  const begin = (isProvisional: boolean) =>
    w.call(people.writer, draftNotice, { params: { id: plan.id }, body: { isProvisional } })
  expect(await begin(true)).toMatchObject({ status: 409, body: { code: 'city_plan_here' } })
  expect((await begin(false)).status).toBe(200)
})

test('a plan whose notice does not say so is not issued provisionally', async () => {
  const { people, plan } = await decidedPlan(w)
  const notice = await signedNotice(w, people, plan.id)
  const body = {
    version: plan.version,
    documentNumber: '深口绩〔2025〕预2号',
    issuedOn: '2025-11-06',
    isProvisional: true,
  }
  const before = await w.history(notice.id)
  const refused = await w.call(people.officeHead, issuePlan, { params: { id: plan.id }, body })
  expect(refused).toMatchObject({ status: 409, body: { code: 'notice_not_provisional' } })
  expect(await w.history(notice.id)).toEqual(before)
})
