import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  downloadInspectionFile,
  listInspections,
  planInspection,
  readInspection,
  readInspectionHistory,
} from '#domain/inspection/inspection.api.ts'
import {
  acknowledgeInspection,
  addFinding,
  beginInspection,
  concludeInspection,
  judgePoints,
  notifyInspection,
  replyToFindings,
  settleFinding,
  tellFindings,
} from '#domain/inspection/inspectionActs.api.ts'
import { listFindingNotes } from '#domain/rectification/findingNote.api.ts'
import { concludedChecks, openChecks } from '#server/inspection/inspection.public.ts'
import { uploaded } from '#test/duties.ts'
import { inspectionsOf } from '#test/inspections.ts'
import { world } from '#test/world.ts'

const w = world()
const { people, planned, plan, linksOf, found } = inspectionsOf(w)
const traces = async () => ({
  inspections: await w.owner.selectFrom('inspection').selectAll().orderBy('id').execute(),
  parties: await w.owner.selectFrom('inspectionParty').selectAll().orderBy('id').execute(),
  judgements: await w.owner
    .selectFrom('inspectionJudgement')
    .selectAll()
    .orderBy('pointId')
    .orderBy('partyId')
    .execute(),
  findings: await w.owner.selectFrom('inspectionFinding').selectAll().orderBy('id').execute(),
  history: (await w.owner.selectFrom('history').select('id').execute()).length,
})

test('a special inspection is planned, notified, acknowledged, judged, told, replied to, settled and concluded', async () => {
  const them = await people()
  const { staff, head, seaHead, officer, stranger } = them
  const { body } = await plan(them)
  expect(body).toMatchObject({ state: 'planned', version: 1, findings: 0, request: { on: '2025-11-03' } })
  const params = { id: body.id }
  expect(await linksOf(staff, body.id)).toEqual([`/inspections/${body.id}#act-notify`])
  expect((await w.call(head, readInspection, { params })).status).toBe(404)
  await w.call(staff, notifyInspection, { params, body: { version: 1 } })
  expect(await linksOf(head, body.id)).toEqual([`/inspections/${body.id}#act-acknowledge`])
  expect(await linksOf(officer, body.id)).toEqual([])
  expect((await w.call(stranger, readInspection, { params })).status).toBe(404)
  const acknowledged = await w.call(head, acknowledgeInspection, { params, body: { preparation: '材料已备齐' } })
  expect(acknowledged.body.parties).toMatchObject([{ preparation: '材料已备齐', seenBy: { id: head.id } }])
  expect(await linksOf(head, body.id)).toEqual([])
  await w.call(staff, beginInspection, { params, body: { version: 3 } })
  expect(await linksOf(staff, body.id)).toEqual([`/inspections/${body.id}#act-judge`])
  const seen = await w.call(staff, readInspection, { params })
  const [land, sea] = seen.body.parties
  const [first, second] = seen.body.points
  const judgements = [
    { pointId: first?.id ?? '', judgement: 'fault' as const, remark: '8月缺一份' },
    { pointId: second?.id ?? '', judgement: 'ok' as const },
  ]
  await w.call(staff, judgePoints, { params, body: { version: 4, partyId: land?.id ?? '', judgements } })
  expect(
    (await w.call(staff, tellFindings, { params, body: { version: 5, replyBy: '2025-11-14' } })).body,
  ).toMatchObject({
    code: 'nothing_found',
  })
  await w.call(staff, addFinding, { params, body: { version: 5, partyId: land?.id ?? '', words: '8月佐证材料缺一份' } })
  expect(
    (await w.call(staff, tellFindings, { params, body: { version: 6, replyBy: '2025-11-14' } })).body,
  ).toMatchObject({
    code: 'points_unjudged',
  })
  const rest = judgements.map((one) => ({ ...one, judgement: 'notApplicable' as const }))
  await w.call(staff, judgePoints, { params, body: { version: 6, partyId: sea?.id ?? '', judgements: rest } })
  const told = await w.call(staff, tellFindings, { params, body: { version: 7, replyBy: '2025-11-14' } })
  expect(told.body).toMatchObject({ state: 'told', replyBy: '2025-11-14' })
  expect(await linksOf(seaHead, body.id)).toEqual([])
  expect(await linksOf(head, body.id)).toEqual([`/inspections/${body.id}#act-reply`])
  const fileIds = [await uploaded(w, head, '补交.txt')]
  const replied = await w.call(head, replyToFindings, { params, body: { words: '已补交8月佐证材料', fileIds } })
  expect(replied.body.parties).toMatchObject([{ reply: '已补交8月佐证材料', files: [{ id: fileIds[0] }] }])
  const findingId = replied.body.parties[0]?.findings[0]?.id ?? ''
  expect(await linksOf(staff, body.id)).toEqual([`/inspections/${body.id}#act-settle-${findingId}`])
  const settled = { version: 9, outcome: 'note' as const, reason: '已补交，提醒今后随报随附' }
  await w.call(staff, settleFinding, { params: { ...params, findingId }, body: settled })
  const notes = await w.call(head, listFindingNotes, { query: { year: 2025 } })
  expect(notes.body.rows).toMatchObject([{ state: 'noted', found: { source: 'inspection', id: body.id } }])
  expect(await linksOf(staff, body.id)).toEqual([`/inspections/${body.id}#act-conclude`])
  expect((await openChecks(w.db as never)).inspections).toBeGreaterThan(0)
  const result = { version: 10, result: '共查2个处，发现1个问题，已整改' }
  const concluded = await w.call(staff, concludeInspection, { params, body: result })
  expect(concluded.body).toMatchObject({ state: 'concluded', concludedOn: '2025-11-06', findings: 1 })
  expect((await w.history(body.id)).map(({ action }) => action)).toEqual(
    ['plan', 'notify', 'acknowledge', 'begin', 'judge', 'find', 'judge', 'tell', 'reply', 'settle', 'conclude'].map(
      (one) => `inspection.${one}`,
    ),
  )
  const facts = await concludedChecks(w.db as never, { from: '2025-11-01', to: '2025-11-30' })
  expect(facts.inspections.map(({ id }) => id)).toContain(body.id)
  expect(facts.findings).toContainEqual({ outcome: 'note', count: 1 })
})

test('a division reads its own part alone, and what was found only once it was told', async () => {
  const them = await people()
  const { head, seaHead, staff, member, deputy } = them
  const { params, now, fileId } = await found(them)
  const before = await w.call(head, readInspection, { params })
  expect(before.body.parties).toMatchObject([{ findings: [], judgements: [] }])
  expect((await w.call(head, downloadInspectionFile, { params: { ...params, fileId } })).status).toBe(404)
  await w.call(staff, tellFindings, { params, body: { version: now.version, replyBy: '2025-11-14' } })
  const own = await w.call(head, readInspection, { params })
  expect(own.body.parties).toMatchObject([{ division: { id: them.land }, findings: [{ files: [{ id: fileId }] }] }])
  expect(own.body.divisions).toHaveLength(1)
  expect((await w.call(head, downloadInspectionFile, { params: { ...params, fileId } })).status).toBe(200)
  const other = await w.call(seaHead, readInspection, { params })
  expect(other.body).toMatchObject({ findings: 0, parties: [{ division: { id: them.sea }, findings: [] }] })
  expect((await w.call(seaHead, downloadInspectionFile, { params: { ...params, fileId } })).status).toBe(404)
  expect((await w.call(member, readInspection, { params })).status).toBe(404)
  expect((await w.call(member, listInspections, { query: { year: 2025 } })).body.rows).toEqual([])
  expect((await w.call(deputy, readInspection, { params })).body.parties).toHaveLength(2)
  expect((await w.call(head, readInspectionHistory, { params })).status).toBe(403)
  const landId = them.land
  const filtered = await w.call(seaHead, listInspections, { query: { year: 2025, divisionId: landId } })
  expect(filtered.body.rows).toEqual([])
})

test('whoever may not is refused, and nothing is changed', async () => {
  const them = await people()
  const { staff, head, officer, seaHead, stranger, deputy, member } = them
  const { params, now } = await found(them)
  const [party] = now.parties
  const findingId = party?.findings[0]?.id ?? ''
  const version = now.version
  const before = await traces()
  const one = { version, partyId: party?.id ?? '' }
  const judgements = [{ pointId: now.points[0]?.id ?? '', judgement: 'ok' as const }]
  const asked = await Promise.all([
    w.call(head, planInspection, { body: planned(them) }),
    w.call(deputy, planInspection, { body: planned(them) }),
    w.call(head, judgePoints, { params, body: { ...one, judgements } }),
    w.call(deputy, judgePoints, { params, body: { ...one, judgements } }),
    w.call(officer, addFinding, { params, body: { ...one, words: '没有问题' } }),
    w.call(member, tellFindings, { params, body: { version, replyBy: '2025-11-14' } }),
    w.call(seaHead, settleFinding, {
      params: { ...params, findingId },
      body: { version, outcome: 'note', reason: '提醒' },
    }),
    w.call(head, concludeInspection, { params, body: { version, result: '没有问题' } }),
  ])
  expect(asked.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403, 403, 403])
  expect((await w.call(stranger, replyToFindings, { params, body: { words: '已整改' } })).status).toBe(404)
  expect((await w.call(head, replyToFindings, { params, body: { words: '已整改' } })).status).toBe(409)
  expect((await w.call(staff, concludeInspection, { params, body: { version, result: '没有问题' } })).status).toBe(409)
  const settle = { version, outcome: 'note' as const, reason: '提醒' }
  expect((await w.call(staff, settleFinding, { params: { ...params, findingId }, body: settle })).status).toBe(409)
  const stale = await w.call(staff, tellFindings, { params, body: { version: 1, replyBy: '2025-11-14' } })
  expect(stale.status).toBe(409)
  const past = await w.call(staff, tellFindings, { params, body: { version, replyBy: '2025-11-05' } })
  expect(past.status).toBe(422)
  const foreign = { version, partyId: randomUUID(), words: '没有问题' }
  expect((await w.call(staff, addFinding, { params, body: foreign })).status).toBe(404)
  expect(await traces()).toEqual(before)
})

test('the division is heard before a finding is settled, or its day passes', async () => {
  const them = await people()
  const { params, now } = await found(them)
  await w.call(them.staff, tellFindings, { params, body: { version: now.version, replyBy: '2025-11-07' } })
  const findingId = now.parties[0]?.findings[0]?.id ?? ''
  const body = { version: now.version + 1, outcome: 'explained' as const, reason: '情况属实，无需整改' }
  const early = await w.call(them.staff, settleFinding, { params: { ...params, findingId }, body })
  expect(early.body).toMatchObject({ code: 'division_not_heard' })
  await w.clock('2025-11-10')
  expect((await w.call(them.staff, settleFinding, { params: { ...params, findingId }, body })).status).toBe(200)
  const again = { ...body, version: body.version + 1 }
  expect(
    (await w.call(them.staff, settleFinding, { params: { ...params, findingId }, body: again })).body,
  ).toMatchObject({
    code: 'settled_already',
  })
  await w.clock('2025-11-06')
})

test('the division that houses the performance office is checked alone, and a deputy judges', async () => {
  const them = await people()
  const { staff, deputy, house, land, houseHead } = them
  const both = await plan(them, { divisionIds: [house, land] })
  expect(both).toMatchObject({ status: 422 })
  const { params, now } = await found(them, { divisionIds: [house] }, deputy)
  expect(now).toMatchObject({ forHouse: true, findings: 1 })
  const { version } = now
  const byStaff = await w.call(staff, tellFindings, { params, body: { version, replyBy: '2025-11-14' } })
  expect(byStaff).toMatchObject({ status: 403, body: { code: 'not_judge_of_check' } })
  expect(await linksOf(deputy, params.id)).toEqual([`/inspections/${params.id}#act-tell`])
  expect(await linksOf(staff, params.id)).toEqual([])
  await w.call(deputy, tellFindings, { params, body: { version, replyBy: '2025-11-14' } })
  await w.call(houseHead, replyToFindings, { params, body: { words: '已补交' } })
  const findingId = now.parties[0]?.findings[0]?.id ?? ''
  const settled = { version: version + 2, outcome: 'order' as const, reason: '逾期未交，责令整改' }
  await w.call(deputy, settleFinding, { params: { ...params, findingId }, body: settled })
  const concluded = { version: version + 3, result: '发现1个问题' }
  expect((await w.call(deputy, concludeInspection, { params, body: concluded })).status).toBe(200)
  expect(await linksOf(staff, params.id)).toEqual([`/rectifications/new?source=inspection&sourceId=${params.id}`])
})
