import { expect, test } from 'vitest'
import { listTodos } from '#domain/home/home.api.ts'
import {
  closeConformity,
  demandMaterial,
  downloadConformityFile,
  exportConformities,
  handInMaterial,
  listConformities,
  readConformity,
  readConformityHistory,
  recordConformity,
  recordResult,
  recordVisit,
  sendMaterials,
  withdrawConformity,
} from '#domain/inspection/conformity.api.ts'
import { conformityMatters } from '#server/inspection/divisionMatters.public.ts'
import { concludedChecks } from '#server/inspection/inspection.public.ts'
import { collectingUnit, plannedItem, uploaded } from '#test/duties.ts'
import { type Client, world } from '#test/world.ts'

const w = world()

async function requested() {
  await w.year(2025)
  const [land, sea] = [await w.division(), await w.division()]
  const staff = await w.person('performanceOffice.staff', await w.division())
  const people = {
    ...{ land, sea, staff },
    head: await w.person('division.head', land),
    officer: await w.person('division.officer', land),
    stranger: await w.person('division.officer', sea),
    deputy: await w.person('leadingGroup.deputy'),
    member: await w.person('leadingGroup.member', sea),
  }
  const { itemId } = await plannedItem(w, { responsible: land, coordinating: sea })
  const fileIds = [await uploaded(w, staff, '来文.txt')]
  const request = {
    ...{ aspect: 'reporting' as const, title: '旅客量指标符合性验证', bodyId: await collectingUnit(w, '市统计局') },
    ...{ document: '市绩效办〔2025〕18号', requestedOn: '2025-11-03', dueOn: '2025-11-20', concerns: '出入境旅客量' },
  }
  const body = { ...request, itemIds: [itemId], fileIds }
  const reply = await w.call(staff, recordConformity, { body })
  return { ...people, request, itemId, reply, params: { id: reply.body.id }, fileId: fileIds[0] ?? '' }
}
const linksOf = async (client: Client, id: string) =>
  (await w.call(client, listTodos)).body.rows.map(({ link }) => link).filter((link) => link.includes(id))
const traces = async () => ({
  conformities: await w.owner.selectFrom('conformity').selectAll().orderBy('id').execute(),
  materials: await w.owner.selectFrom('conformityMaterial').selectAll().orderBy('id').execute(),
  history: (await w.owner.selectFrom('history').select('id').execute()).length,
})

test('a verification goes from the request over materials, visit and result to what followed', async () => {
  const { staff, officer, land, params, reply, itemId } = await requested()
  expect(reply).toMatchObject({ status: 200, body: { state: 'requested', items: [{ id: itemId }], materials: [] } })
  const { id } = params
  expect(await linksOf(staff, id)).toEqual([`/conformities/${id}#act-demand`])
  const asked = { version: 1, divisionId: land, words: '10月原始台账', dueOn: '2025-11-12' }
  const preparing = await w.call(staff, demandMaterial, { params, body: asked })
  const materialId = preparing.body.materials[0]?.id ?? ''
  expect(await linksOf(officer, id)).toEqual([`/conformities/${id}#act-handIn-${materialId}`])
  expect(await conformityMatters.open(w.db as never, [land])).toMatchObject([{ id, divisionId: land }])
  const send = { version: 2, sentOn: '2025-11-06' }
  expect((await w.call(staff, sendMaterials, { params, body: send })).body).toMatchObject({ code: 'materials_awaited' })
  const fileIds = [await uploaded(w, officer, '台账.txt')]
  const given = { params: { ...params, materialId }, body: { words: '台账一份，已盖章', fileIds } }
  const handed = await w.call(officer, handInMaterial, given)
  expect(handed.body.materials).toMatchObject([{ handedBy: { id: officer.id }, files: [{ id: fileIds[0] }] }])
  expect(await linksOf(staff, id)).toEqual([`/conformities/${id}#act-send`])
  await w.call(staff, sendMaterials, { params, body: { ...send, version: 3 } })
  expect(await linksOf(staff, id)).toEqual([])
  expect((await w.call(officer, handInMaterial, given)).status).toBe(409)
  const visit = { version: 4, visitedOn: '2025-11-06', visitors: '市统计局两人', lookedAt: '10月台账与系统数据' }
  expect((await w.call(staff, recordVisit, { params, body: visit })).body.visits).toHaveLength(1)
  const result = { version: 5, result: 'partly' as const, resultOn: '2025-11-06', resultWords: '口径说明不全' }
  await w.call(staff, recordResult, { params, body: result })
  const bare = await w.call(staff, closeConformity, { params, body: { version: 6 } })
  expect(bare).toMatchObject({ status: 409, body: { code: 'follow_up_needed' } })
  const closed = await w.call(staff, closeConformity, { params, body: { version: 6, followUp: '已补充口径说明' } })
  expect(closed.body).toMatchObject({ state: 'closed', followUp: '已补充口径说明', closedOn: '2025-11-06' })
  const facts = await concludedChecks(w.db as never, { from: '2025-11-06', to: '2025-11-06' })
  expect(facts.conformities).toMatchObject([{ id, result: 'partly' }])
  expect((await w.history(id)).map(({ action }) => action)).toEqual(
    ['record', 'demand', 'handIn', 'send', 'visit', 'result', 'close'].map((one) => `conformity.${one}`),
  )
})

test('a division reads the request and its own materials, nothing of the result but what it is', async () => {
  const { staff, officer, stranger, deputy, member, land, sea, params, fileId } = await requested()
  expect((await w.call(officer, readConformity, { params })).status).toBe(404)
  await w.call(staff, demandMaterial, {
    params,
    body: { version: 1, divisionId: land, words: '台账', dueOn: '2025-11-12' },
  })
  const own = await w.call(officer, readConformity, { params })
  expect(own.body).toMatchObject({ files: [], visits: [], materials: [{ division: { id: land } }] })
  expect((await w.call(officer, downloadConformityFile, { params: { ...params, fileId } })).status).toBe(404)
  expect((await w.call(staff, downloadConformityFile, { params: { ...params, fileId } })).status).toBe(200)
  for (const other of [stranger, member]) {
    expect((await w.call(other, readConformity, { params })).status).toBe(404)
    expect((await w.call(other, listConformities, { query: { year: 2025 } })).body.rows).toEqual([])
  }
  await w.call(staff, demandMaterial, {
    params,
    body: { version: 2, divisionId: sea, words: '说明', dueOn: '2025-11-12' },
  })
  expect((await w.call(stranger, readConformity, { params })).body.materials).toHaveLength(1)
  expect((await w.call(deputy, readConformity, { params })).body.materials).toHaveLength(2)
  expect((await w.call(officer, listConformities, { query: { year: 2025 } })).body.rows).toMatchObject([
    { materials: 1 },
  ])
  expect((await w.call(officer, readConformityHistory, { params })).status).toBe(403)
  const file = await w.call(officer, exportConformities, { query: { year: 2025, language: 'en' } })
  expect(file.status).toBe(200)
})

test('whoever may not is refused, and nothing is changed', async () => {
  const { staff, officer, head, stranger, deputy, land, sea, params, request } = await requested()
  const asked = { version: 1, divisionId: land, words: '台账', dueOn: '2025-11-12' }
  const { body } = await w.call(staff, demandMaterial, { params, body: asked })
  await w.call(staff, demandMaterial, { params, body: { ...asked, version: 2, divisionId: sea } })
  const materialId = body.materials[0]?.id ?? ''
  const before = await traces()
  const refused = await Promise.all([
    w.call(head, recordConformity, { body: request }),
    w.call(deputy, demandMaterial, { params, body: { ...asked, version: 3 } }),
    w.call(officer, sendMaterials, { params, body: { version: 3, sentOn: '2025-11-06' } }),
    w.call(officer, withdrawConformity, { params, body: { version: 3, reason: '登记有误' } }),
    w.call(staff, handInMaterial, { params: { ...params, materialId }, body: { words: '台账一份' } }),
  ])
  expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403])
  const foreign = await w.call(stranger, handInMaterial, {
    params: { ...params, materialId },
    body: { words: '台账一份' },
  })
  expect(foreign.status).toBe(404)
  const wrong = [
    await w.call(staff, recordConformity, { body: { ...request, requestedOn: '2025-11-07' } }),
    await w.call(staff, recordConformity, { body: { ...request, dueOn: '2025-11-02' } }),
    await w.call(staff, demandMaterial, { params, body: { ...asked, version: 3, dueOn: '2025-11-05' } }),
  ]
  expect(wrong.map(({ status }) => status)).toEqual([422, 422, 422])
  expect((await w.call(staff, demandMaterial, { params, body: asked })).status).toBe(409)
  expect(await traces()).toEqual(before)
  const withdrawn = await w.call(staff, withdrawConformity, { params, body: { version: 3, reason: '市里取消' } })
  expect(withdrawn.body.state).toBe('withdrawn')
})
