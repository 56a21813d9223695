import { beforeAll, expect, test } from 'vitest'
import { acceptDivisionPlan, readDivisionPlan, returnDivisionPlan } from '#domain/plan/divisionPlan.api.ts'
import { aDivision, issuedCall, latestOf, submit, submittedPlan } from '#test/fixtures/calls.ts'
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
const read = async (client: Client, id: string) => (await w.call(client, readDivisionPlan, { params: { id } })).body

beforeAll(async () => {
  secretariat = await aDivision(w, { housesPerformanceOffice: true })
  staff = await w.person('performanceOffice.staff', secretariat.divisionId)
  officeHead = await w.person('performanceOffice.head', secretariat.divisionId)
})

test('only the version that was read is judged', async () => {
  const { year, division } = await called()
  const first = await submittedPlan(w, division, secretariat.divisionId, year)
  const params = { id: first.id }
  const back = await w.call(staff, returnDivisionPlan, { params, body: { ...latestOf(first), reason: '再核' } })
  const second = await submit(w, division, back.body)
  const old = { ...latestOf(first), version: second.version }
  expect((await w.call(staff, acceptDivisionPlan, { params, body: old })).body).toMatchObject({ code: 'stale' })
  const again = { ...latestOf(second), reason: '再核' }
  expect((await w.call(staff, returnDivisionPlan, { params, body: { ...again, number: 1 } })).status).toBe(409)
  expect((await read(staff, first.id)).state).toBe('submitted')
})

test('the performance office does not judge the plan of its own division: a deputy does', async () => {
  const { year } = await called()
  const plan = await submittedPlan(w, secretariat, secretariat.divisionId, year)
  const params = { id: plan.id }
  const body = latestOf(plan)
  expect(await w.call(officeHead, acceptDivisionPlan, { params, body })).toMatchObject({
    status: 403,
    body: { code: 'not_judge' },
  })
  const deputy = await w.person('leadingGroup.deputy')
  expect((await w.call(deputy, acceptDivisionPlan, { params, body })).status).toBe(200)
  const other = await called()
  const ordinary = await submittedPlan(w, other.division, secretariat.divisionId, other.year)
  const given = { params: { id: ordinary.id }, body: latestOf(ordinary) }
  expect((await w.call(deputy, acceptDivisionPlan, given)).status).toBe(403)
})

test('whoever signed a plan off does not judge it under another post', async () => {
  const { year, division } = await called()
  const plan = await submittedPlan(w, division, secretariat.divisionId, year)
  const same = await w.alsoAs(division.head, 'performanceOffice.staff', secretariat.divisionId)
  const params = { id: plan.id }
  const own = await w.call(same, acceptDivisionPlan, { params, body: latestOf(plan) })
  expect(own).toMatchObject({ status: 409, body: { code: 'own_submission' } })
  const back = await w.call(same, returnDivisionPlan, { params, body: { ...latestOf(plan), reason: '收回' } })
  expect(back).toMatchObject({ status: 409, body: { code: 'own_submission' } })
  expect((await w.call(staff, acceptDivisionPlan, { params, body: latestOf(plan) })).status).toBe(200)
})
