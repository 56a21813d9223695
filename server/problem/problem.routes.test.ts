import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { listTodos } from '#domain/home/home.api.ts'
import {
  assignProblem,
  downloadProblemFile,
  exportProblems,
  listProblems,
  noteProblem,
  raiseProblem,
  readProblem,
  readProblemHistory,
  reopenProblem,
  solveProblem,
} from '#domain/problem/problem.api.ts'
import { readWorkbook } from '#server/kernel/office/readWorkbook.ts'
import { openDuty, uploaded } from '#test/duties.ts'
import { type Client, world } from '#test/world.ts'

const w = world()

async function opened() {
  const people = await openDuty(w)
  const office = await w.person('performanceOffice.staff', await w.division())
  const [helping, elsewhere] = [await w.division(), await w.division()]
  const helper = await w.person('division.officer', helping)
  const colleague = await w.person('division.officer', helping)
  const stranger = await w.person('division.officer', elsewhere)
  return { ...people, office, helping, helper, colleague, stranger }
}
type People = Awaited<ReturnType<typeof opened>>

const said = { title: '客流文件缺两天', words: '10月12日、13日没有数据' }
const raise = (people: People, as: Client = people.officer, more: object = {}) =>
  w.call(as, raiseProblem, { body: { subject: 'duty', subjectId: people.id, ...said, ...more } })
const traces = async () => ({
  problems: await w.owner.selectFrom('problem').selectAll().orderBy('id').execute(),
  notes: await w.owner.selectFrom('problemNote').selectAll().orderBy('id').execute(),
  history: (await w.owner.selectFrom('history').select('id').execute()).length,
})
const linksOf = async (client: Client, id: string) =>
  (await w.call(client, listTodos)).body.rows.map(({ link }) => link).filter((link) => link.includes(id))

test('a problem is raised in the chain, owned, worked on, solved and opened again', async () => {
  const people = await opened()
  const { officer, coordinator, office, helping, helper, colleague } = people
  const fileId = await uploaded(w, officer, '截图.txt')
  const raised = await raise(people, officer, { fileIds: [fileId] })
  expect(raised).toMatchObject({
    status: 200,
    body: { state: 'raised', duty: { id: people.id }, files: [{ id: fileId }] },
  })
  const params = { id: raised.body.id }
  expect(await linksOf(office, params.id)).toEqual([`/problems/${params.id}#act-own`])
  expect((await w.call(helper, readProblem, { params })).status).toBe(404)
  const owner = { divisionId: helping, personId: helper.id }
  await w.call(office, assignProblem, { params, body: { version: 1, ...owner } })
  expect(await linksOf(office, params.id)).toEqual([])
  expect(await linksOf(helper, params.id)).toEqual([`/problems/${params.id}#act-solve`])
  expect(await linksOf(colleague, params.id)).toEqual([])
  expect((await w.call(helper, downloadProblemFile, { params: { ...params, fileId } })).status).toBe(200)
  const noted = await w.call(helper, noteProblem, { params, body: { version: 2, words: '已请边检补发' } })
  expect(noted.body.notes).toMatchObject([{ words: '已请边检补发', by: { id: helper.id } }])
  const body = { version: 3, solution: '文件已补齐并重新导入' }
  const refused = await w.call(colleague, solveProblem, { params, body })
  expect(refused).toMatchObject({ status: 403, body: { code: 'not_owner' } })
  expect((await w.call(helper, solveProblem, { params, body })).body).toMatchObject({ state: 'solved' })
  expect(await linksOf(helper, params.id)).toEqual([])
  const again = await w.call(coordinator, reopenProblem, { params, body: { version: 4, reason: '13日仍缺' } })
  expect(again.body).toMatchObject({ state: 'owned', solution: null })
  const { rows } = (await w.call(officer, readProblemHistory, { params })).body
  expect(rows.map(({ action }) => action.replace('problem.', ''))).toEqual(['reopen', 'solve', 'note', 'own', 'raise'])
})

test('a problem is seen by its chain, its owner and the performance office, and listed page by page', async () => {
  const people = await opened()
  const { officer, coordinator, office, stranger, itemId } = people
  const ids: string[] = []
  for (const more of [{}, { subject: 'item', subjectId: itemId }, {}])
    ids.push((await raise(people, officer, more)).body.id)
  const query = { year: 2025, itemId, limit: 2 }
  const first = (await w.call(coordinator, listProblems, { query })).body
  const second = (await w.call(coordinator, listProblems, { query: { ...query, after: first.next ?? '' } })).body
  expect([...first.rows, ...second.rows].map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
  expect((await w.call(office, listProblems, { query: { dutyId: people.id } })).body.rows).toHaveLength(2)
  expect((await w.call(stranger, listProblems, { query })).body.rows).toEqual([])
  const file = await w.call(officer, exportProblems, { query: { year: 2025, language: 'en' } })
  expect(file.status).toBe(200)
})

test('nothing changes by whoever may not, on an old version, or for an owner that is none', async () => {
  const people = await opened()
  const { officer, office, head, helping, stranger } = people
  const params = { id: (await raise(people)).body.id }
  const before = await traces()
  expect((await raise(people, stranger)).status).toBe(404)
  expect((await raise(people, officer, { subject: 'report', subjectId: randomUUID() })).status).toBe(404)
  const leader = await w.person('leadingGroup.head')
  expect((await raise(people, leader)).status).toBe(403)
  const own = { version: 1, divisionId: helping }
  expect((await w.call(head, assignProblem, { params, body: own })).status).toBe(403)
  const stale = await w.call(office, assignProblem, { params, body: { ...own, version: 7 } })
  expect(stale).toMatchObject({ status: 409, body: { code: 'stale' } })
  const nobody = await w.call(office, assignProblem, { params, body: { ...own, personId: officer.id } })
  expect(nobody).toMatchObject({ status: 422, body: { fields: [{ path: 'body.personId' }] } })
  const solution = { version: 1, solution: '已解决' }
  expect((await w.call(stranger, solveProblem, { params, body: solution })).status).toBe(404)
  expect((await w.call(officer, solveProblem, { params, body: solution })).status).toBe(403)
  const early = await w.call(office, solveProblem, { params, body: solution })
  expect(early).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
  expect((await w.call(officer, reopenProblem, { params, body: { version: 1, reason: '没有解决' } })).status).toBe(409)
  expect(await traces()).toEqual(before)
})

test('a problem about nothing is seen by its division, its owner and who sees everything, and goes to the successor', async () => {
  const people = await opened()
  const { officer, coordinator, office, helping, helper, stranger } = people
  const body = { kind: 'system', subject: 'none', title: '导出表格列宽不对', words: '打开时数字显示为井号' } as const
  const raised = await w.call(officer, raiseProblem, { body })
  expect(raised).toMatchObject({
    status: 200,
    body: { kind: 'system', year: 2025, item: null, duty: null, report: null },
  })
  const params = { id: raised.body.id }
  const seenBy = async (...clients: Client[]) =>
    Promise.all(clients.map(async (client) => (await w.call(client, readProblem, { params })).status))
  expect(await seenBy(officer, office, coordinator, helper, stranger)).toEqual([200, 200, 404, 404, 404])
  await w.call(office, assignProblem, { params, body: { version: 1, divisionId: helping } })
  expect(await seenBy(helper, stranger)).toEqual([200, 404])
  const refused = await w.call(stranger, noteProblem, { params, body: { version: 2, words: '我处也有' } })
  expect(refused.status).toBe(404)
  const noted = await w.call(officer, noteProblem, { params, body: { version: 2, words: '换了一台电脑仍然如此' } })
  expect(noted.status).toBe(200)
  const both = { ...body, subjectId: people.id }
  expect((await w.call(officer, raiseProblem, { body: both })).status).toBe(422)
  expect((await w.call(officer, raiseProblem, { body: { ...body, subject: 'duty' } })).status).toBe(422)
  expect((await w.call(await w.person('leadingGroup.head'), raiseProblem, { body })).status).toBe(403)
})

test('how something was solved is found in any year, by words, by pinyin, by kind and year', async () => {
  const people = await opened()
  const { officer, office, helping, helper, stranger } = people
  const other = { kind: 'progress', subject: 'none', title: '场地迟迟不能交付', words: '产权单位没有回函' } as const
  const { id } = (await w.call(officer, raiseProblem, { body: other })).body
  await raise(people)
  await w.call(office, assignProblem, { params: { id }, body: { version: 1, divisionId: helping } })
  await w.call(helper, noteProblem, { params: { id }, body: { version: 2, words: '已上门对接' } })
  await w.call(helper, solveProblem, { params: { id }, body: { version: 3, solution: '由市规划局协调，先行借用' } })
  await w.owner.updateTable('problem').set({ year: 2023 }).where('id', '=', id).execute()
  const found = async (query: object, as = officer) =>
    (await w.call(as, listProblems, { query })).body.rows.map((row) => row.id)
  for (const search of ['场地', '回函', '上门', '先行借用', 'cdcc', 'CDCC'])
    expect(await found({ search }), search).toEqual([id])
  expect(await found({ search: '先行借用', year: 2025 })).toEqual([])
  expect(await found({ kind: 'progress' })).toContain(id)
  expect(await found({ kind: 'reporting' })).not.toContain(id)
  expect(await found({ search: '100%_' })).toEqual([])
  expect(await found({ search: '场地' }, stranger)).toEqual([])
  const file = await w.call(office, exportProblems, { query: { search: '场地', language: 'zh' } })
  expect(file.status).toBe(200)
  const sheet = await readWorkbook(file.body as Buffer)
  expect(JSON.stringify(sheet)).toContain('由市规划局协调，先行借用')
  expect(JSON.stringify(sheet)).not.toContain('客流文件缺两天')
})
