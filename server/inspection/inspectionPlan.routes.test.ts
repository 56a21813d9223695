import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  addCheckTemplate,
  changeCheckTemplate,
  changeInspection,
  downloadInspectionNotice,
  exportInspections,
  listCheckTemplates,
  readInspection,
} from '#domain/inspection/inspection.api.ts'
import {
  addFinding,
  beginInspection,
  dropFinding,
  notifyInspection,
  withdrawInspection,
} from '#domain/inspection/inspectionActs.api.ts'
import { inspectionMatters } from '#server/inspection/divisionMatters.public.ts'
import { plannedItem } from '#test/duties.ts'
import { inspectionsOf } from '#test/inspections.ts'
import { world } from '#test/world.ts'

const w = world()
const { people, planned, plan, linksOf, found } = inspectionsOf(w)

test('a plan is changed until it is notified, a finding taken out until it is told', async () => {
  const them = await people()
  const { staff, land, head } = them
  const { body } = await plan(them, { scope: '', points: [], divisionIds: [] })
  const params = { id: body.id }
  expect(await linksOf(staff, body.id)).toEqual([`/inspections/${body.id}#act-change`])
  const notWhole = await w.call(staff, notifyInspection, { params, body: { version: 1 } })
  expect(notWhole.body).toMatchObject({ code: 'plan_not_whole' })
  const { kind: _, ...whole } = planned(them, { divisionIds: [land] })
  const changed = await w.call(staff, changeInspection, { params, body: { version: 1, ...whole } })
  expect(changed.body.points).toHaveLength(2)
  const notice = await w.call(staff, downloadInspectionNotice, { params })
  expect([notice.status, notice.headers.get('content-type')]).toMatchObject([200, expect.stringContaining('word')])
  await w.call(staff, notifyInspection, { params, body: { version: 2 } })
  expect((await w.call(staff, changeInspection, { params, body: { version: 3, ...whole } })).body).toMatchObject({
    code: 'wrong_state',
  })
  expect((await w.call(head, downloadInspectionNotice, { params })).status).toBe(200)
  expect(await inspectionMatters.open(w.db as never, [land])).toMatchObject([{ id: body.id, divisionId: land }])
  const { params: other, now } = await found(them)
  const findingId = now.parties[0]?.findings[0]?.id ?? ''
  const taken = { version: now.version, reason: '记错处' }
  const dropped = await w.call(staff, dropFinding, { params: { ...other, findingId }, body: taken })
  expect(dropped.body.findings).toBe(0)
  const reason = { version: 3, reason: '与市里检查合并' }
  expect((await w.call(staff, withdrawInspection, { params, body: reason })).body.state).toBe('withdrawn')
  expect((await w.call(head, readInspection, { params })).body.withdrawnReason).toBe('与市里检查合并')
})

test('a daily check begins at once, follows no request and bears no notice', async () => {
  const them = await people()
  const { staff, land, head } = them
  const own = { requestDocument: null, requestOn: null, divisionIds: [land] }
  const daily = { kind: 'daily' as const, aspect: 'item' as const, ...own }
  expect((await plan(them, { kind: 'daily' })).status).toBe(422)
  const { itemId } = await plannedItem(w, { responsible: land, coordinating: them.sea })
  const { body } = await plan(them, daily)
  const params = { id: body.id }
  const begun = await w.call(staff, beginInspection, { params, body: { version: 1 } })
  expect(begun.body.state).toBe('underway')
  expect((await w.call(staff, downloadInspectionNotice, { params })).status).toBe(404)
  expect((await w.call(head, readInspection, { params })).status).toBe(404)
  const partyId = begun.body.parties[0]?.id ?? ''
  const finding = await w.call(staff, addFinding, { params, body: { version: 2, partyId, itemId, words: '进度滞后' } })
  expect(finding.body.parties[0]?.findings).toMatchObject([{ item: { id: itemId } }])
  const strange = { version: 3, partyId, itemId: randomUUID(), words: '进度滞后' }
  expect((await w.call(staff, addFinding, { params, body: strange })).status).toBe(422)
})

test('check-lists are kept by the performance office; an inspection keeps its copy', async () => {
  const them = await people()
  const { staff, head, deputy } = them
  const body = { name: '数据报送常用要点', aspect: 'reporting' as const, points: ['佐证是否齐全'] }
  const added = await w.call(staff, addCheckTemplate, { body })
  const params = { id: added.body.id }
  const { body: inspection } = await plan(them, { points: added.body.points })
  const changed = { version: 1, ...body, points: ['口径是否一致'], isRetired: true }
  expect((await w.call(staff, changeCheckTemplate, { params, body: changed })).body).toMatchObject({ isRetired: true })
  expect((await w.call(staff, readInspection, { params: { id: inspection.id } })).body.points).toMatchObject([
    { words: '佐证是否齐全' },
  ])
  expect((await w.call(deputy, listCheckTemplates)).body.rows.map(({ id }) => id)).toContain(added.body.id)
  expect((await w.call(head, listCheckTemplates)).status).toBe(403)
  expect((await w.call(head, addCheckTemplate, { body })).status).toBe(403)
  expect((await w.call(staff, changeCheckTemplate, { params, body: changed })).status).toBe(409)
})

test('the list is exported as it is filtered, to a division its own', async () => {
  const them = await people()
  await found(them)
  const query = { year: 2025, language: 'zh' as const }
  for (const client of [them.staff, them.head]) {
    const file = await w.call(client, exportInspections, { query })
    expect([file.status, file.headers.get('content-type')]).toMatchObject([200, expect.stringContaining('sheet')])
  }
})
