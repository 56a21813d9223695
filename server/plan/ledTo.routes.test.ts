import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import {
  addComment,
  answerConsultation,
  closeConsultation,
  disposeComment,
  downloadAdoption,
  openConsultation,
  readConsultation,
  readConsultationHistory,
  readDraftChanges,
} from '#domain/plan/consultation.api.ts'
import type { Disposition } from '#domain/plan/consultation.ts'
import { saveItem } from '#domain/plan/item.api.ts'
import { readPlan, savePlan } from '#domain/plan/plan.api.ts'
import { draftPlan, fullContent, planPeople, submits } from '#test/fixtures/plan.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
let year = 2060

/** A comment on the plan as a whole is handed in, the consultation over; then a goal and a chapter are changed. */
async function changed() {
  year += 1
  const people = await planPeople(w)
  const officer = await w.person('division.officer', people.responsible)
  const { plan, item } = await draftPlan(w, people, year, { isConsulted: false })
  const asked = { version: plan.version, closesOn: '2025-11-14', note: '' }
  const opened = (await w.call(people.writer, openConsultation, { params: { id: plan.id }, body: asked })).body
  const params = { id: opened.id }
  const read = async (by: Client) => (await w.call(by, readConsultation, { params: { of: year } })).body
  await w.call(officer, addComment, { params, body: { itemId: null, part: 'reportingText', text: '建议写明口径' } })
  const own = { version: (await read(people.person)).answers[0]?.version ?? 0 }
  await w.call(people.person, answerConsultation, { params, body: own })
  const silent = { state: 'silent' }
  await w.owner.updateTable('consultationAnswer').set(silent).where('state', '=', 'asked').execute()
  await w.call(people.writer, closeConsultation, { params, body: { version: (await read(people.writer)).version } })
  const write = async (goal: string, version: number) => {
    const body = { version, content: fullContent(people, year, { goal }) }
    expect((await w.call(people.writer, saveItem, { params: { id: item.id }, body })).status).toBe(200)
  }
  await write('出境与入境之和不少于9000万人次', item.version)
  const { version, title, procedureText, standardsText } = (
    await w.call(people.writer, readPlan, { params: { of: year } })
  ).body
  const chapters = { version, title, procedureText, standardsText, reportingText: '按月报送，写明口径。' }
  await w.call(people.writer, savePlan, { params: { id: plan.id }, body: chapters })
  const [made = expect.unreachable()] = (await read(people.writer)).comments
  type Named = { itemId: string | null; field: string }
  const dispose = (ledTo: Named[], disposition: Disposition = 'adopted') => {
    const body = { version: made.version, disposition, reason: '口径已写明', ledTo }
    return w.call(people.writer, disposeComment, { params: { id: made.id }, body })
  }
  return { people, officer, plan, item, params, read, write, made, dispose, goal: { itemId: item.id, field: 'goal' } }
}
const chapter = { itemId: null, field: 'reportingText' }

test('what a comment led to is chosen from what changed since, and kept as it stood then', async () => {
  const { people, officer, item, params, read, write, dispose, goal } = await changed()
  const { rows } = (await w.call(people.writer, readDraftChanges, { params })).body
  expect(rows.map(({ itemId, field }) => ({ itemId, field }))).toEqual([chapter, goal])
  expect((await w.call(people.person, readDraftChanges, { params })).status).toBe(403)
  expect((await dispose([goal, chapter])).body.comments[0]?.ledTo).toEqual(rows)
  expect((await read(officer)).comments[0]?.ledTo).toEqual(rows)
  const history = (await w.call(people.writer, readConsultationHistory, { params })).body.rows
  expect(history[0]?.changes).toMatchObject([{ field: 'text' }, { field: 'disposition' }, { field: 'ledTo' }])
  await write('不少于9500万人次', item.version + 1)
  expect((await read(people.writer)).comments[0]?.ledTo).toEqual(rows)
  for (const format of ['docx', 'xlsx'] as const) {
    const file = await w.call(people.groupHead, downloadAdoption, { params, query: { format } })
    const parts = unzipSync(file.body as unknown as Buffer)
    const xml = strFromU8(parts[format === 'docx' ? 'word/document.xml' : 'xl/sharedStrings.xml'] ?? new Uint8Array())
    expect(xml).toContain('据此修改')
    expect(xml).toContain('总则“指标数据报送要求”已修改；')
    expect(xml).toContain('改为“出境与入境之和不少于9000万人次”')
  }
})

test('nothing that did not change is named, and nothing for a comment that is not adopted', async () => {
  const { people, item, read, made, dispose, goal } = await changed()
  const weight = await dispose([goal, { itemId: item.id, field: 'weight' }])
  expect(weight).toMatchObject({ status: 422, body: { fields: [{ path: 'body.ledTo' }] } })
  const refused = await dispose([goal], 'notAdopted')
  expect(refused).toMatchObject({ status: 409, body: { code: 'change_of_none_adopted', basis: 'plan.dispose' } })
  expect((await read(people.writer)).comments[0]).toEqual(made)
  expect((await dispose([goal], 'partly')).status).toBe(200)
})

test('once the plan is before the leading group nothing more is to be chosen', async () => {
  const { people, plan, params, dispose } = await changed()
  await dispose([])
  const { version } = (await w.call(people.writer, readPlan, { params: { of: year } })).body
  expect((await submits(w, people.officeHead, { id: plan.id }, { version })).status).toBe(200)
  expect((await w.call(people.writer, readDraftChanges, { params })).body.rows).toEqual([])
})
