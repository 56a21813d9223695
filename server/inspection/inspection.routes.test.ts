import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { listTodos } from '#domain/home/home.api.ts'
import {
  addCheckTemplate,
  changeCheckTemplate,
  changeInspection,
  downloadInspectionFile,
  downloadInspectionNotice,
  exportInspections,
  listCheckTemplates,
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
  dropFinding,
  judgePoints,
  notifyInspection,
  replyToFindings,
  settleFinding,
  tellFindings,
  withdrawInspection,
} from '#domain/inspection/inspectionActs.api.ts'
import { listFindingNotes } from '#domain/rectification/findingNote.api.ts'
import { inspectionMatters } from '#server/inspection/divisionMatters.public.ts'
import { concludedChecks, openChecks } from '#server/inspection/inspection.public.ts'
import { plannedItem, uploaded } from '#test/duties.ts'
import { type Client, world } from '#test/world.ts'

const w = world()

async function people() {
  await w.year(2025)
  const [land, sea, law] = [await w.division(), await w.division(), await w.division()]
  const present = await w.owner
    .selectFrom('division')
    .select('id')
    .where('housesPerformanceOffice', '=', true)
    .executeTakeFirst()
  const house = present?.id ?? (await w.division({ housesPerformanceOffice: true }))
  return {
    ...{ land, sea, law, house },
    staff: await w.person('performanceOffice.staff', house),
    deputy: await w.person('leadingGroup.deputy'),
    head: await w.person('division.head', land),
    officer: await w.person('division.officer', land),
    seaHead: await w.person('division.head', sea),
    stranger: await w.person('division.head', law),
    member: await w.person('leadingGroup.member', law),
    houseHead: await w.person('division.head', house),
  }
}
type People = Awaited<ReturnType<typeof people>>

const planned = ({ land, sea }: People, more: object = {}) => ({
  ...{
    kind: 'special' as const,
    aspect: 'reporting' as const,
    title: '三季度数据佐证专项检查',
    scope: '三季度报送的数据',
  },
  ...{ startsOn: '2025-11-10', divisionIds: [land, sea], points: ['佐证材料是否齐全', '口径是否一致'] },
  ...{ requestDocument: '市绩效办通知', requestOn: '2025-11-03' },
  ...more,
})
const plan = async (them: People, more: object = {}, as: Client = them.staff) =>
  w.call(as, planInspection, { body: planned(them, more) })
const linksOf = async (client: Client, id: string) =>
  (await w.call(client, listTodos)).body.rows.map(({ link }) => link).filter((link) => link.includes(id))
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

/** Under way, every point judged, one finding in the first division. */
async function found(them: People, more: object = {}, judge: Client = them.staff) {
  const { body } = await plan(them, more)
  const params = { id: body.id }
  await w.call(them.staff, notifyInspection, { params, body: { version: 1 } })
  await w.call(them.staff, beginInspection, { params, body: { version: 2 } })
  let { body: now } = await w.call(judge, readInspection, { params })
  for (const party of now.parties) {
    const judgements = now.points.map(({ id: pointId }) => ({ pointId, judgement: 'ok' as const, remark: '' }))
    const judged = { version: now.version, partyId: party.id, judgements }
    now = (await w.call(judge, judgePoints, { params, body: judged })).body
  }
  const finding = { version: now.version, partyId: now.parties[0]?.id ?? '', words: '8月佐证材料缺一份' }
  const fileIds = [await uploaded(w, judge, '照片.txt')]
  now = (await w.call(judge, addFinding, { params, body: { ...finding, fileIds } })).body
  return { params, now, fileId: fileIds[0] ?? '' }
}

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
