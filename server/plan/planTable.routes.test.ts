import { expect, test } from 'vitest'
import { createItem, type Item, type ItemContent, removeItem } from '#domain/plan/item.api.ts'
import { createPlan, readPlanHistory } from '#domain/plan/plan.api.ts'
import { downloadPlanTable, dryRunPlanTable, importPlanTable } from '#domain/plan/planTable.api.ts'
import { readWorkbook } from '#server/kernel/office/readWorkbook.ts'
import { aDivision, type Division, submit } from '#test/fixtures/calls.ts'
import { fullContent } from '#test/fixtures/plan.ts'
import { itemsOf as allItems } from '#test/fixtures/planItems.ts'
import { type Drafting, draftOfDivision, tableFileOf, tableOf, triedTable } from '#test/fixtures/planTables.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
let nextYear = 2030
const nowhere = '00000000-0000-4000-8000-000000000000'

const fileOf = (client: Client, content: Buffer) => tableFileOf(w, client, content)
const workbook = tableOf
const tried = (draft: Drafting, content: Buffer) => triedTable(w, draft, content)
const drafting = () => {
  nextYear += 1
  return draftOfDivision(w, nextYear)
}
const itemsOf = ({ officer, params }: Drafting): Promise<Item[]> => allItems(w, officer, params)

const withoutIds = ({ id: _id, planId: _plan, version: _version, phases, indicators, ...rest }: Item) => ({
  ...rest,
  phases: phases.map(({ id: _one, ...phase }) => phase),
  indicators: indicators.map(({ id: _one, ...indicator }) => indicator),
})

test('what is exported comes back as the same items: rare characters, long texts, a leading equals sign', async () => {
  const draft = await drafting()
  const { officer, head, params, divisionId: responsible, coordinating, year } = draft
  const writes = (values: Partial<ItemContent>) => {
    const content = fullContent({ responsible, coordinating, person: head }, year, values)
    return w.call(officer, createItem, { params, body: { content } })
  }
  const goal = `=全年一亿人次\n${'长'.repeat(980)}`
  await writes({ code: `镕-${year}-1`, title: '镕喆䶮𠮷口岸', goal, weight: null, responsiblePersonIds: [head.id] })
  await writes({
    code: `B-${year}-10`,
    measures: [{ what: '按周核对', who: '监理', personId: officer.id, untilOn: `${year}-06-30` }],
    coDivisions: [{ divisionId: coordinating, goal: '备好接口' }],
  })
  const before = await itemsOf(draft)
  const exported = await w.call(officer, downloadPlanTable, { params })
  expect(exported).toMatchObject({ status: 200 })
  const bytes = exported.body as Buffer
  const taken = await tried(draft, bytes)
  expect(taken.answer.body.cells.map(({ message }) => message.zh)).toEqual([
    expect.stringContaining(`本方案已有编号“B-${year}-10”`),
    expect.stringContaining(`本方案已有编号“镕-${year}-1”`),
  ])
  for (const { id, version } of before) await w.call(officer, removeItem, { params: { id }, body: { version } })
  const { fileId, answer } = await tried(draft, bytes)
  expect(answer.body).toMatchObject({ cells: [], items: [{ row: 2 }, { row: 3 }] })
  const imported = await w.call(officer, importPlanTable, { params, body: { fileId, leaves: 0 } })
  expect(imported).toMatchObject({ status: 200, body: { items: 2 } })
  const after = await itemsOf(draft)
  expect(after.map(withoutIds)).toEqual(before.map(withoutIds))
  expect((await w.history(after[0]?.id ?? '')).map(({ action }) => action)).toEqual(['item.create'])
  const { rows } = (await w.call(officer, readPlanHistory, { params })).body
  expect(rows.map(({ action }) => action)).toContain('plan.importTable')
})

test('the template is the same layout without items', async () => {
  const { officer, params } = await drafting()
  const { body } = await w.call(officer, downloadPlanTable, { params, query: { empty: 'yes' } })
  const read = await readWorkbook(body as Buffer)
  if (!read.ok) throw new Error(read.message.en)
  expect(read.sheets.map(({ name, rows }) => [name, rows.length])).toEqual([
    ['评估事项', 1],
    ['阶段', 1],
    ['措施', 1],
    ['配合处', 1],
    ['指标', 1],
  ])
  expect(read.sheets[0]?.rows[0]?.cells.slice(0, 3).map(({ text }) => text)).toEqual(['编号', '事项', '类别'])
})

test('one cell that cannot be stops all of it, named by sheet, row and column; what stays empty is kept in history', async () => {
  const draft = await drafting()
  const { officer, params } = draft
  const bad = await tried(
    draft,
    await workbook(
      [
        ['A', '甲', ''],
        ['B', '乙', '十二万'],
      ],
      ['编号', '事项', '权重'],
    ),
  )
  expect(bad.answer.body.cells).toMatchObject([
    { sheet: 1, sheetName: '评估事项', row: 3, column: 'C', entered: '十二万', outcome: 'refused' },
  ])
  const refused = await w.call(officer, importPlanTable, { params, body: { fileId: bad.fileId, leaves: 0 } })
  expect(refused).toMatchObject({ status: 422, body: { fields: [{ path: 'row.3.C' }] } })
  expect(await itemsOf(draft)).toEqual([])

  const { fileId } = await tried(draft, await workbook([['A', '甲', '张三丰']], ['编号', '事项', '主要责任人']))
  const unseen = await w.call(officer, importPlanTable, { params, body: { fileId, leaves: 0 } })
  expect(unseen).toMatchObject({ status: 409, body: { code: 'table_changed' } })
  const taken = await w.call(officer, importPlanTable, { params, body: { fileId, leaves: 1 } })
  expect(taken).toMatchObject({ status: 200, body: { items: 1 } })
  const entry = (await w.history(params.id)).find(({ action }) => action === 'plan.importTable')
  const { changes } = JSON.parse(entry?.canonical.toString('utf8') ?? '{}')
  expect(changes).toContainEqual(expect.objectContaining({ field: 'left.评估事项.2.C', new: '张三丰' }))
  const again = await w.call(officer, importPlanTable, { params, body: { fileId, leaves: 1 } })
  expect(again.status).toBe(404)
})

test.each([
  ['a page', Buffer.from('<html><body>事项</body></html>'), '网页'],
  ['an encrypted or old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), '加密'],
  ['nothing', Buffer.alloc(0), '空的'],
  ['a workbook cut off', Buffer.from('504b0304ffff', 'hex'), '损坏'],
])('%s is refused in words', async (_, content, words) => {
  const { answer } = await tried(await drafting(), content)
  expect(answer).toMatchObject({ status: 422 })
  expect(JSON.stringify(answer.body)).toContain(words)
})

test('500 items with their phases are imported at once', async () => {
  const draft = await drafting()
  const n = 500
  const rows = Array.from({ length: n }, (_, at) => [`A-${at + 1}`, `事项${at + 1}`])
  const phases = rows.flatMap(([code = '']) => [1, 2, 3].map((m) => [code, `第${m}段`, `${m}月1日`, `${m}月28日`]))
  const part = {
    name: '阶段',
    columns: ['编号', '阶段', '起始日', '终止日'].map((heading) => ({ heading })),
    rows: phases,
  }
  const { fileId, answer } = await tried(draft, await workbook(rows, ['编号', '事项'], [part]))
  expect(answer.body.cells.filter(({ outcome }) => outcome === 'refused')).toEqual([])
  const { officer, params } = draft
  const done = await w.call(officer, importPlanTable, { params, body: { fileId, leaves: 0 } })
  expect(done).toMatchObject({ status: 200, body: { items: n } })
  const items = await itemsOf(draft)
  expect(items.map(({ phases: all }) => all.length)).toEqual(rows.map(() => 3))
  expect(items[9]?.code).toBe('A-10')
})

test('text that is called a workbook is refused as a file, and nothing is said of columns', async () => {
  const { answer } = await tried(await drafting(), Buffer.from('编号,事项\nA,甲\n'))
  const message = { zh: '这个文件不是Excel工作簿（内容为文本）。' }
  expect(answer).toMatchObject({ status: 422, body: { fields: [{ path: 'body.fileId', message }] } })
})

test('only whoever writes the draft imports; a submitted plan, another division, an absent file are refused', async () => {
  const draft = await drafting()
  const { officer, params, head, divisionId } = draft
  const content = await workbook([['A', '甲']], ['编号', '事项'])
  const stranger: Division = await aDivision(w)
  const foreign = await fileOf(stranger.officer, content)
  const given = { params, body: { fileId: foreign, leaves: 0 } }
  expect((await w.call(stranger.officer, importPlanTable, given)).status).toBe(404)
  expect((await w.call(officer, importPlanTable, given)).status).toBe(404)
  expect((await w.call(officer, dryRunPlanTable, { params: { ...params, fileId: nowhere } })).status).toBe(404)
  const own = { responsible: divisionId, coordinating: draft.coordinating, person: head }
  const item = fullContent(own, draft.year, { weight: null })
  await w.call(officer, createItem, { params, body: { content: item } })
  await w.owner.updateTable('plan').set({ workPlanText: '一、完成任务。' }).where('id', '=', params.id).execute()
  await submit(w, draft, draft.plan)
  const { answer } = await tried(draft, content)
  expect(answer.status).toBe(409)
  const fileId = await fileOf(officer, content)
  expect((await w.call(officer, importPlanTable, { params, body: { fileId, leaves: 0 } })).status).toBe(409)
})

test("the office's draft takes a table too: any division may be responsible", async () => {
  const { staff, divisionId } = await drafting()
  nextYear += 1
  const plan = (await w.call(staff, createPlan, { body: { year: nextYear, title: '年度方案' } })).body
  const { nameZh } = await w.owner
    .selectFrom('division')
    .select('nameZh')
    .where('id', '=', divisionId)
    .executeTakeFirstOrThrow()
  const fileId = await fileOf(staff, await workbook([['A', '甲', nameZh]], ['编号', '事项', '责任处']))
  const params = { id: plan.id }
  expect((await w.call(staff, importPlanTable, { params, body: { fileId, leaves: 0 } })).status).toBe(200)
  expect(await allItems(w, staff, plan)).toMatchObject([
    { code: 'A', kind: 'keyWork', responsibleDivision: { id: divisionId } },
  ])
})
