import { expect, test } from 'vitest'
import { refreshReport } from '#domain/collection/dataReportActs.api.ts'
import { issuedPlan, planPeople } from '#test/fixtures/plan.ts'
import { acceptedSet, aReportNumber, assemble, details, reportAt, seen, sendIt } from '#test/reports.ts'
import { world } from '#test/world.ts'

const w = world()
const stateOf = async (id: string) =>
  w.owner
    .selectFrom('dataReport')
    .select(['state', 'documentNumber', 'version'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
const refusal = {
  status: 422,
  body: { fields: [{ path: 'body.documentNumber', message: { zh: expect.stringContaining('该文号已用于“报') } }] },
}

test('a number of another report is refused with its name, however it is typed, and nothing has changed', async () => {
  const documentNumber = aReportNumber()
  await reportAt(w, await acceptedSet(w, { period: '2025-09' }), 'sent', { documentNumber })
  const set = await acceptedSet(w)
  const id = await reportAt(w, set, 'reviewed')
  const before = await stateOf(id)
  for (const typed of [documentNumber, documentNumber.replace('〔', '[').replace('〕', ']')]) {
    const refused = await sendIt(w, set, id, { documentNumber: typed })
    expect(refused).toMatchObject(refusal)
    expect(JSON.stringify(refused.body)).toContain('2025年9月口岸通关数据')
  }
  expect(await stateOf(id)).toEqual(before)
  expect((await w.history(id)).map(({ action }) => action)).not.toContain('report.send')
  expect(await sendIt(w, set, id)).toMatchObject({ status: 200 })
})

test('a number typed before the signature is held from then on, and given back where another takes its place', async () => {
  const documentNumber = aReportNumber()
  const [set, other] = [await acceptedSet(w), await acceptedSet(w)]
  const { id, version } = (await assemble(w, set, { documentNumber })).body
  expect(await assemble(w, other, { documentNumber })).toMatchObject(refusal)
  const left = await w.owner
    .selectFrom('dataReport')
    .select('id')
    .where('collectingUnitId', '=', other.unitId)
    .execute()
  expect(left).toEqual([])
  const refresh = async (number: string | null, at: number) =>
    w.call(set.coordinator, refreshReport, {
      params: { id },
      body: { version: at, ...details, documentNumber: number },
    })
  expect(await refresh(documentNumber, version)).toMatchObject({ status: 200 })
  expect(await refresh(null, version + 1)).toMatchObject({ status: 200 })
  expect(await assemble(w, other, { documentNumber })).toMatchObject({ status: 200 })
  expect(await refresh(documentNumber, version + 2)).toMatchObject(refusal)
})

test('a number of a document is refused as well', async () => {
  const people = await planPeople(w)
  const { plan } = await issuedPlan(w, people, 2024)
  const documentNumber = plan.documentNumber ?? ''
  const set = await acceptedSet(w)
  const id = await reportAt(w, set, 'reviewed')
  expect(await sendIt(w, set, id, { documentNumber })).toMatchObject({
    status: 422,
    body: { fields: [{ message: { zh: expect.stringContaining('2024年度绩效工作方案') } }] },
  })
})

test('of two reports sent at once under one number one goes out', async () => {
  const documentNumber = aReportNumber()
  const sets = [await acceptedSet(w), await acceptedSet(w), await acceptedSet(w)]
  const ids: string[] = []
  for (const set of sets) ids.push(await reportAt(w, set, 'reviewed'))
  const answers = await Promise.all(sets.map((set, at) => sendIt(w, set, ids[at] ?? '', { documentNumber })))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422, 422])
  const states = await Promise.all(sets.map(async ({ coordinator }, at) => seen(w, coordinator, ids[at] ?? '')))
  expect(states.map(({ state }) => state).toSorted()).toEqual(['reviewed', 'reviewed', 'sent'])
})
