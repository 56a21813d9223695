import { expect, test } from 'vitest'
import { startDivisionPlan } from '#domain/plan/divisionPlan.api.ts'
import { createPlan } from '#domain/plan/plan.api.ts'
import { dryRunPlanTable, importPlanTable, type PlanTableRun } from '#domain/plan/planTable.api.ts'
import { mappingAsRead, type PlanTableMapping, planMappingText } from '#domain/plan/planTableMapping.ts'
import { aDivision, issuedCall } from '#test/fixtures/calls.ts'
import { itemsOf } from '#test/fixtures/planItems.ts'
import { type Drafting, draftOfDivision, tableFileOf, tableOf, triedTable } from '#test/fixtures/planTables.ts'
import { world } from '#test/world.ts'

const w = world()
let nextYear = 2030
const drafting = () => {
  nextYear += 1
  return draftOfDivision(w, nextYear)
}

const headings = ['编号', '重点任务', '工作事项', '时限']
const table = (name = '皇岗口岸') => tableOf([['K-1', `${name}𠮷祥通道`, '建成一条通道', '45930']], headings)
/** 工作事项 is taken for the title by its words; in this office's tables it is the goal. */
const mapping: PlanTableMapping = [
  {
    ...{ sheet: 1, headerRow: 1, headerRows: 1 },
    columns: [
      { column: 'A', field: 'code' },
      { column: 'B', field: 'title' },
      { column: 'C', field: 'goal' },
      { column: 'D', field: 'endsOn' },
    ],
  },
]
const fieldsOf = ({ sheets }: PlanTableRun) =>
  sheets.flatMap(({ columns }) => columns.map(({ field, origin }) => `${field} ${origin}`))
const remembered = () => w.owner.selectFrom('planTableMapping').selectAll().execute()
const importing = (draft: Drafting, fileId: string, leaves = 0, given: PlanTableMapping | undefined = mapping) =>
  w.call(draft.officer, importPlanTable, { params: draft.params, body: { fileId, leaves, mapping: given } })

/** A division that has imported its table with the columns corrected. */
async function corrected() {
  const draft = await drafting()
  const { fileId } = await triedTable(w, draft, await table())
  expect((await importing(draft, fileId)).status).toBe(200)
  return draft
}

test('the columns are corrected, imported as they were, and remembered with what was said in history', async () => {
  const draft = await drafting()
  const first = (await triedTable(w, draft, await table())).answer.body
  expect(fieldsOf(first)).toEqual(['code recognised', 'null none', 'title recognised', 'null none'])
  expect(first).toMatchObject({
    workbook: [{ number: 1, name: '评估事项', isHidden: false }],
    place: { sheet: 1, row: 1, rows: 1 },
    topRows: [{ row: 1, text: '编号 重点任务 工作事项 时限' }, { row: 2 }],
    sheets: [
      { of: 'items', isRemembered: false, columns: { 1: { heading: '重点任务', samples: ['皇岗口岸𠮷祥通道'] } } },
    ],
  })
  const before = await remembered()
  const { fileId, answer } = await triedTable(w, draft, await table(), planMappingText(mapping))
  expect(fieldsOf(answer.body)).toEqual(['code recognised', 'title given', 'goal given', 'endsOn given'])
  expect(mappingAsRead(answer.body.sheets)).toEqual(mapping)
  expect(await remembered()).toEqual(before)
  expect(await importing(draft, fileId)).toMatchObject({ status: 200, body: { items: 1 } })
  expect(await itemsOf(w, draft.officer, draft.plan)).toMatchObject([
    { code: 'K-1', title: '皇岗口岸𠮷祥通道', goal: '建成一条通道', endsOn: `${draft.year}-09-30` },
  ])
  const entry = (await w.history(draft.params.id)).find(({ action }) => action === 'plan.importTable')
  const { changes } = JSON.parse(entry?.canonical.toString('utf8') ?? '{}')
  expect(changes).toContainEqual(expect.objectContaining({ field: 'column.评估事项.C', new: '年度目标' }))

  const again = (await triedTable(w, draft, await table('文锦渡'))).answer.body
  expect(again.sheets).toMatchObject([{ isRemembered: true }])
  expect(fieldsOf(again).every((one) => one.endsWith(' remembered'))).toBe(true)
})

test('the last word counts, in the next year too', async () => {
  const draft = await corrected()
  const own = async () => (await remembered()).filter(({ divisionId }) => divisionId === draft.divisionId)
  const [{ columns = [], ...sheet } = mapping[0] as PlanTableMapping[number]] = mapping
  const other = [
    { ...sheet, columns: columns.map((one) => ({ ...one, field: one.column === 'A' ? 'reporting' : one.field })) },
  ]
  const { fileId } = await triedTable(w, draft, await table('沙头角'))
  expect((await importing(draft, fileId, 0, other)).status).toBe(200)
  expect(await own()).toMatchObject([{ version: 2, usedBy: draft.officer.id, sheet: 'items' }])
  nextYear += 1
  await issuedCall(w, draft, nextYear)
  const body = { year: nextYear, from: 'empty' as const }
  const { id } = (await w.call(draft.officer, startDivisionPlan, { body })).body
  const { answer } = await triedTable(w, { ...draft, params: { id } }, await table())
  expect(fieldsOf(answer.body)[0]).toBe('reporting remembered')
})

test("another division's mapping is not used, nor the office's, nor the division's in the office's plan", async () => {
  const draft = await corrected()
  nextYear += 1
  const stranger = await aDivision(w)
  await issuedCall(w, draft, nextYear)
  const body = { year: nextYear, from: 'empty' as const }
  const plan = (await w.call(stranger.officer, startDivisionPlan, { body })).body
  const theirs = { ...draft, ...stranger, plan, params: { id: plan.id } }
  const asRecognised = ['code recognised', 'null none', 'title recognised', 'null none']
  expect(fieldsOf((await triedTable(w, theirs, await table())).answer.body)).toEqual(asRecognised)
  const office = (await w.call(draft.staff, createPlan, { body: { year: nextYear, title: '年度方案' } })).body
  const inOffice = { ...draft, officer: draft.staff, plan: office as never, params: { id: office.id } }
  const tried = await triedTable(w, inOffice, await table())
  expect(fieldsOf(tried.answer.body)).toEqual(asRecognised)
  expect((await importing(inOffice, tried.fileId)).status).toBe(200)
  expect(fieldsOf((await triedTable(w, inOffice, await table())).answer.body)[2]).toBe('goal remembered')
  expect(fieldsOf((await triedTable(w, theirs, await table())).answer.body)).toEqual(asRecognised)
})

test('it belongs to the headings it was made for: others are read by their words', async () => {
  const draft = await corrected()
  const changed = await tableOf([['K-9', '甲', '乙']], ['编号', '事项', '目标'])
  const { answer } = await triedTable(w, draft, changed)
  expect(answer.body.sheets).toMatchObject([{ isRemembered: false }])
  expect(answer.body.items).toMatchObject([{ content: { title: '甲', goal: '乙' } }])
})

test('a refused import remembers nothing: a wrong cell, another number of cells, two columns the same, no draft', async () => {
  const draft = await drafting()
  const before = await remembered()
  const bad = await triedTable(w, draft, await tableOf([['K-1', '甲', '乙', '待定']], headings))
  const wrong = await importing(draft, bad.fileId)
  expect(wrong).toMatchObject({ status: 422, body: { fields: [{ path: 'row.2.D' }] } })
  const { fileId } = await triedTable(w, draft, await table())
  expect(await importing(draft, fileId, 3)).toMatchObject({ status: 409, body: { code: 'table_changed' } })
  const double = mapping.map((one) => ({ ...one, columns: one.columns?.map((of) => ({ ...of, field: 'title' })) }))
  expect(await importing(draft, fileId, 0, double)).toMatchObject({
    status: 422,
    body: { fields: expect.arrayContaining([expect.objectContaining({ path: 'row.1.B' })]) },
  })
  const stranger = await aDivision(w)
  const foreign = { ...draft, ...stranger }
  expect((await importing(foreign, await tableFileOf(w, stranger.officer, await table()))).status).toBe(404)
  expect(await remembered()).toEqual(before)
  expect(await itemsOf(w, draft.officer, draft.plan)).toEqual([])
})

test('what is no mapping is refused in words', async () => {
  const draft = await drafting()
  const { fileId, answer } = await triedTable(w, draft, await table(), '1.1.1.A-nothing')
  expect(answer).toMatchObject({ status: 422, body: { fields: [{ path: 'query.mapping' }] } })
  const query = { mapping: '~' }
  const params = { ...draft.params, fileId }
  expect((await w.call(draft.officer, dryRunPlanTable, { params, query })).status).toBe(422)
})
