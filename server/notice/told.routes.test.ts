import { expect, test } from 'vitest'
import { askDueException, refuseDueException } from '#domain/collection/dueException.api.ts'
import { listTodos } from '#domain/home/home.api.ts'
import { listNotices } from '#domain/notice/notice.api.ts'
import { recordOpinion } from '#domain/opinion/opinion.api.ts'
import {
  applyHandover,
  drawUpHandover,
  handOver,
  receiveHandover,
  saveHandover,
} from '#domain/organization/handover.api.ts'
import { acceptDivisionPlan, returnDivisionPlan } from '#domain/plan/divisionPlan.api.ts'
import { collectingUnit, openDuty } from '#test/duties.ts'
import { aDivision, issuedCall, latestOf, submit, submittedPlan } from '#test/fixtures/calls.ts'
import { type Client, world } from '#test/world.ts'

/** What each act of the office tells, to whom, and that nobody is told what is a to-do of theirs. */
const w = world()

/** The kinds that somebody was told; none of them leads to what a to-do leads to. */
async function toldTo(client: Client): Promise<string[]> {
  const { rows } = (await w.call(client, listNotices)).body
  const paths = (await w.call(client, listTodos)).body.rows.map(({ link }) => link.split('#')[0])
  for (const { link } of rows) expect(paths).not.toContain(link)
  return rows.map(({ kind }) => kind)
}

test('an opinion: the coordinating division and the deputy in charge, not whoever recorded it', async () => {
  const { officer, coordinator, responsible, itemId } = await openDuty(w)
  const staff = await w.person('performanceOffice.staff', await w.division())
  const [deputy, other] = [await w.person('leadingGroup.deputy'), await w.person('leadingGroup.deputy')]
  await w.owner.insertInto('postCharge').values({ postId: deputy.postId, divisionId: responsible }).execute()
  const body = { bodyId: await collectingUnit(w), receivedOn: '2025-11-05', way: 'phone' as const, words: '口径不一致' }
  const recorded = await w.call(staff, recordOpinion, { params: { id: itemId }, body })
  expect(recorded.status).toBe(200)
  expect(await toldTo(coordinator)).toContain('opinionArrived')
  expect(await toldTo(deputy)).toContain('opinionArrived')
  for (const client of [officer, staff, other]) expect(await toldTo(client)).not.toContain('opinionArrived')
  const again = await w.call(coordinator, recordOpinion, { params: { id: itemId }, body })
  expect(again.status).toBe(200)
  expect((await toldTo(coordinator)).filter((kind) => kind === 'opinionArrived')).toHaveLength(1)
})

test('a plan of a division: its officers when it is returned, both when it is accepted', async () => {
  const secretariat = await aDivision(w, { housesPerformanceOffice: true })
  const staff = await w.person('performanceOffice.staff', secretariat.divisionId)
  const officeHead = await w.person('performanceOffice.head', secretariat.divisionId)
  const division = await aDivision(w)
  await issuedCall(w, { staff, officeHead }, 2051, 10)
  const first = await submittedPlan(w, division, secretariat.divisionId, 2051)
  const params = { id: first.id }
  const officer = await w.person('division.officer', division.divisionId)
  const back = await w.call(staff, returnDivisionPlan, { params, body: { ...latestOf(first), reason: '目标不可考核' } })
  expect(await toldTo(officer)).toEqual(['divisionPlanReturned'])
  expect(await toldTo(division.head)).toEqual([])
  const second = await submit(w, division, back.body)
  await w.call(staff, acceptDivisionPlan, { params, body: latestOf(second) })
  expect(await toldTo(officer)).toEqual(['divisionPlanAccepted', 'divisionPlanReturned'])
  expect(await toldTo(division.head)).toEqual(['divisionPlanAccepted'])
  expect(await toldTo(staff)).toEqual([])
})

test('a request for a later day that is refused: the division that asked, with the reason', async () => {
  const { officer, head, coordinator, id } = await openDuty(w)
  const staff = await w.person('performanceOffice.staff', await w.division())
  const asked = await w.call(officer, askDueException, {
    body: { of: { dutyId: id }, reason: '系统升级', internalOn: '2025-11-06', externalOn: null, consent: null },
  })
  expect(asked.status).toBe(200)
  const refusal = { params: { id: asked.body.id }, body: { version: 1, reason: '已催报两次' } }
  expect((await w.call(staff, refuseDueException, refusal)).status).toBe(200)
  for (const client of [officer, head]) expect(await toldTo(client)).toEqual(['exceptionDecided'])
  expect(await toldTo(coordinator)).not.toContain('exceptionDecided')
  const [{ sentence } = { sentence: { zh: '' } }] = (await w.call(head, listNotices)).body.rows
  expect(sentence.zh).toContain('不同意：已催报两次')
})

test('a handover: whoever takes over, once it is carried out', async () => {
  const { officer, responsible, itemId, head } = await openDuty(w)
  await w.owner.updateTable('item').set({ mainResponsiblePersonId: officer.id }).where('id', '=', itemId).execute()
  const heir = await w.person('division.officer', responsible)
  const office = await w.person('performanceOffice.head', await w.division())
  const drawn = { personId: officer.id, leavesOn: '2025-11-20', reason: '调任' }
  const sheet = (await w.call(officer, drawUpHandover, { body: drawn })).body
  const successors = sheet.rows.map(({ kind, subjectId, role }) => ({ kind, subjectId, role, successorId: heir.id }))
  const params = { id: sheet.id }
  const given = { version: sheet.version, leavesOn: sheet.leavesOn, successors }
  let { version, digest } = (await w.call(officer, saveHandover, { params, body: given })).body
  for (const [by, act] of [
    [officer, handOver],
    [heir, receiveHandover],
  ] as const) {
    await w.reauthenticated(by)
    ;({ version, digest } = (await w.call(by, act, { params, body: { version, digest, statementNumber: 1 } })).body)
    expect(await toldTo(heir)).toEqual([])
  }
  expect((await w.call(office, applyHandover, { params, body: { version } })).status).toBe(200)
  expect(await toldTo(heir)).toEqual(['handoverApplied'])
  expect(await toldTo(head)).toEqual([])
})
