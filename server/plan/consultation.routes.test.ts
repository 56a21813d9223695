import { strFromU8, unzipSync } from 'fflate'
import { beforeEach, describe, expect, test } from 'vitest'
import { listTodos } from '#domain/home/home.api.ts'
import {
  addComment,
  answerConsultation,
  type Consultation,
  closeConsultation,
  disposeComment,
  downloadAdoption,
  openConsultation,
  readConsultation,
  readConsultationHistory,
  removeComment,
  saveComment,
  takeBackAnswer,
  urgeAnswer,
} from '#domain/plan/consultation.api.ts'
import { createItem, saveItem } from '#domain/plan/item.api.ts'
import { readPlan } from '#domain/plan/plan.api.ts'
import { draftPlan, fullContent, type PlanPeople, planPeople, submits } from '#test/fixtures/plan.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
const closesOn = '2025-11-14'
let nextYear = 2030
let people: PlanPeople
let officer: Client

/** A draft that was laid before the divisions; `people.person` is head of the responsible one. */
async function opened() {
  nextYear += 1
  people = await planPeople(w)
  officer = await w.person('division.officer', people.responsible)
  const { plan, item } = await draftPlan(w, people, nextYear, { isConsulted: false })
  const given = { params: { id: plan.id }, body: { version: plan.version, closesOn, note: '请核对' } }
  const { status, body } = await w.call(people.writer, openConsultation, given)
  expect(status).toBe(200)
  return { plan, item, consultation: body }
}
type Opened = Awaited<ReturnType<typeof opened>>
let set: Opened
beforeEach(async () => {
  set = await opened()
})

const params = () => ({ id: set.consultation.id })
const read = async (by: Client): Promise<Consultation> =>
  (await w.call(by, readConsultation, { params: { of: nextYear } })).body
const comment = (text = '建议写明口径', itemId: string | null = set.item.id, by = officer) =>
  w.call(by, addComment, { params: params(), body: { itemId, part: 'goal', text } })
const answer = async (by: Client = people.person) => {
  const version = (await read(by)).answers[0]?.version ?? 0
  return w.call(by, answerConsultation, { params: params(), body: { version } })
}
const others = () =>
  w.owner
    .updateTable('consultationAnswer')
    .set({ state: 'silent' })
    .where('consultationId', '=', set.consultation.id)
    .where('state', '=', 'asked')
    .execute()
const close = async (by = people.writer) =>
  w.call(by, closeConsultation, { params: params(), body: { version: (await read(people.writer)).version } })
const rowOf = () =>
  w.owner.selectFrom('consultation').selectAll().where('id', '=', set.consultation.id).executeTakeFirstOrThrow()

test('the draft is frozen and every division is asked; meanwhile nothing of it can be changed', async () => {
  const { plan, item, consultation } = set
  expect(consultation).toMatchObject({ state: 'open', number: 1, closesOn, planState: 'consulting' })
  const divisions = await w.owner.selectFrom('division').select('id').where('toOn', 'is', null).execute()
  expect(consultation.asked).toBe(divisions.length)
  expect(consultation.content.items).toMatchObject([{ id: item.id }])
  const content = fullContent(people, nextYear, { goal: '另一目标' })
  const save = { params: { id: item.id }, body: { version: item.version, content } }
  expect(await w.call(people.writer, saveItem, save)).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
  const body = { content: fullContent(people, nextYear, { code: 'B' }) }
  expect((await w.call(people.writer, createItem, { params: { id: plan.id }, body })).status).toBe(409)
})

test('a division writes, its head answers, the office deals with it, and only then the plan is submitted', async () => {
  const { plan, item } = set
  await comment('建议写明口径')
  await comment('建议增列投诉事项', null)
  expect((await read(people.officeHead)).comments).toEqual([])
  const todo = (await w.call(people.person, listTodos)).body.rows.find(({ id }) => id === set.consultation.id)
  expect(todo).toMatchObject({ dueOn: closesOn, link: `/plans/${nextYear}/consultation#act-answer` })
  expect(await answer()).toMatchObject({ status: 200, body: { answers: [{ state: 'answered', comments: 2 }] } })
  await others()
  expect(await close()).toMatchObject({ status: 200, body: { state: 'closed', planState: 'drafting', waiting: 0 } })

  const submit = async () => {
    const { version } = (await w.call(people.writer, readPlan, { params: { of: nextYear } })).body
    return submits(w, people.officeHead, { id: plan.id }, { version })
  }
  expect(await submit()).toMatchObject({ status: 409, body: { code: 'comments_undisposed' } })
  const content = fullContent(people, nextYear, { goal: '全年旅客（出境与入境之和）不少于9000万人次' })
  await w.call(people.writer, saveItem, { params: { id: item.id }, body: { version: item.version, content } })
  const [first, second] = (await read(people.writer)).comments
  const dispose = (one: typeof first, disposition: 'adopted' | 'notAdopted', reason = '') =>
    w.call(people.writer, disposeComment, {
      params: { id: one?.id ?? '' },
      body: { version: one?.version ?? 0, disposition, reason },
    })
  await dispose(first, 'adopted')
  expect(await dispose(second, 'notAdopted')).toMatchObject({ status: 409, body: { code: 'reason_missing' } })
  await dispose(second, 'notAdopted', '另由信访渠道办理')
  const own = (await read(officer)).comments
  expect(own).toMatchObject([
    { disposition: 'adopted', disposedBy: expect.any(String) },
    { disposition: 'notAdopted', reason: '另由信访渠道办理', item: null },
  ])
  expect((await read(people.writer)).comments[0]?.changes).toMatchObject([{ field: 'goal' }])
  expect(await submit()).toMatchObject({ status: 200, body: { state: 'underReview', latest: { number: 2 } } })
  const { rows } = (await w.call(people.groupHead, readConsultationHistory, { params: params() })).body
  expect(rows.map(({ action }) => action).toReversed()).toEqual([
    'consultation.open',
    ...['consultation.comment', 'consultation.comment', 'consultation.answer', 'consultation.close'],
    ...['consultation.dispose', 'consultation.dispose'],
  ])
  expect((await w.call(officer, readConsultationHistory, { params: params() })).status).toBe(404)
  expect(await dispose((await read(people.writer)).comments[0], 'adopted')).toMatchObject({ status: 409 })
})

test('a plan on which nobody was consulted is not submitted', async () => {
  nextYear += 1
  const { plan } = await draftPlan(w, people, nextYear, { isConsulted: false })
  const given = { params: { id: plan.id }, body: { version: plan.version } }
  expect(await submits(w, people.officeHead, given.params, given.body)).toMatchObject({
    status: 409,
    body: { code: 'not_consulted', message: { zh: '须先征求各处意见。' } },
  })
})

test('after the day, who has not answered has no comment, and what was never handed in does not count', async () => {
  await comment('没有反馈的意见')
  expect(await close()).toMatchObject({ status: 409, body: { code: 'answers_awaited' } })
  expect((await rowOf()).state).toBe('open')
  await w.clock('2025-11-15')
  expect(await close()).toMatchObject({ status: 200 })
  const seen = await read(people.writer)
  expect(seen.answers.every(({ state }) => state === 'silent')).toBe(true)
  expect(seen).toMatchObject({ comments: [], closedOn: '2025-11-15' })
  expect((await read(officer)).comments).toMatchObject([{ text: '没有反馈的意见' }])
  const plan = (await w.call(people.writer, readPlan, { params: { of: nextYear } })).body
  expect(plan).toMatchObject({ isConsulted: true, undisposed: 0, state: 'drafting' })
  await w.clock('2025-11-06')
})

describe('refused, stale, invisible: nothing changes', () => {
  const commentsOf = () =>
    w.owner.selectFrom('comment').selectAll().where('consultationId', '=', set.consultation.id).execute()

  test('a comment of another division is not there', async () => {
    await comment()
    const stranger = await w.person('division.head', people.coordinating)
    const [own] = await commentsOf()
    const id = own?.id ?? ''
    expect((await read(stranger)).comments).toEqual([])
    const body = { version: 1, itemId: null, part: 'goal' as const, text: '改掉它' }
    expect((await w.call(stranger, saveComment, { params: { id }, body })).status).toBe(404)
    expect((await w.call(stranger, removeComment, { params: { id }, body: { version: 1 } })).status).toBe(404)
    expect(await commentsOf()).toEqual([own])
  })

  test('a division that was founded afterwards was not asked', async () => {
    const late = await w.person('division.officer', await w.division())
    expect((await w.call(late, readConsultation, { params: { of: nextYear } })).status).toBe(404)
    expect((await comment('迟来的意见', null, late)).status).toBe(404)
    expect(await commentsOf()).toEqual([])
  })

  test('an item that the draft does not hold', async () => {
    const answered = await comment('没有这个事项', set.plan.id)
    expect(answered).toMatchObject({ status: 422, body: { fields: [{ path: 'body.itemId' }] } })
    expect(await commentsOf()).toEqual([])
  })

  test('the head answers what was read: a comment written meanwhile makes it stale', async () => {
    const version = (await read(people.person)).answers[0]?.version ?? 0
    await comment()
    const late = await w.call(people.person, answerConsultation, { params: params(), body: { version } })
    expect(late).toMatchObject({ status: 409, body: { code: 'stale' } })
    expect((await read(people.person)).answers).toMatchObject([{ state: 'asked' }])
  })

  test('an answer is taken back until a comment is dealt with; answered, nothing more is written', async () => {
    await comment()
    await answer()
    expect(await comment('又一条')).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
    const takeBack = async () =>
      w.call(people.person, takeBackAnswer, {
        params: params(),
        body: { version: (await read(people.person)).answers[0]?.version ?? 0 },
      })
    expect(await takeBack()).toMatchObject({ status: 200, body: { answers: [{ state: 'asked' }] } })
    await answer()
    const [own] = (await read(people.writer)).comments
    const body = { version: own?.version ?? 0, disposition: 'adopted' as const, reason: '' }
    await w.call(people.writer, disposeComment, { params: { id: own?.id ?? '' }, body })
    expect(await takeBack()).toMatchObject({ status: 409, body: { code: 'disposed_already' } })
  })

  test('a second consultation while one is open', async () => {
    const { version } = (await w.call(people.writer, readPlan, { params: { of: nextYear } })).body
    const again = { params: { id: set.plan.id }, body: { version, closesOn, note: '' } }
    expect(await w.call(people.writer, openConsultation, again)).toMatchObject({ status: 409 })
  })

  test('a closing day that is not ahead', async () => {
    nextYear += 1
    const { plan } = await draftPlan(w, people, nextYear, { isConsulted: false })
    const given = { params: { id: plan.id }, body: { version: plan.version, closesOn: '2025-11-06', note: '' } }
    expect(await w.call(people.writer, openConsultation, given)).toMatchObject({
      status: 409,
      body: { code: 'past_day' },
    })
    const after = (await w.call(people.writer, readPlan, { params: { of: nextYear } })).body
    expect(after).toMatchObject({ state: 'drafting', latest: null })
  })
})

test('征求意见采纳情况 says what the database says, as a document and as a workbook', async () => {
  await comment('建议写明“出境与入境之和”（镕喆䶮𠮷）')
  await answer()
  const [own] = (await read(people.writer)).comments
  expect(own?.text).toContain('镕喆䶮𠮷')
  const body = { version: own?.version ?? 0, disposition: 'partly' as const, reason: '口径已在指标中写明' }
  await w.call(people.writer, disposeComment, { params: { id: own?.id ?? '' }, body })
  const file = async (format: 'docx' | 'xlsx') => {
    const answered = await w.call(people.groupHead, downloadAdoption, { params: params(), query: { format } })
    const parts = unzipSync(answered.body as unknown as Buffer)
    return format === 'docx'
      ? strFromU8(parts['word/document.xml'] ?? new Uint8Array())
      : strFromU8(parts['xl/sharedStrings.xml'] ?? new Uint8Array())
  }
  for (const xml of [await file('docx'), await file('xlsx')]) {
    expect(xml).toContain('建议写明“出境与入境之和”（镕喆䶮𠮷）')
    expect(xml).toContain('部分采纳')
    expect(xml).toContain('口径已在指标中写明')
    expect(xml).toContain(`${nextYear}年度绩效工作方案征求意见采纳情况`.slice(0, 10))
  }
  const docx = await file('docx')
  expect(docx).toContain('w:orient="landscape"')
  expect(docx).toContain('<w:tblHeader/>')
})

test('whoever has not answered is urged once a day; the division sees it at its to-do, and history keeps it', async () => {
  const urge = (by: Client = people.writer, divisionId = people.responsible) =>
    w.call(by, urgeAnswer, { params: params(), body: { divisionId } })
  const todoOf = async () =>
    (await w.call(people.person, listTodos)).body.rows.find(({ id }) => id === set.consultation.id)?.from.zh
  expect(await todoOf()).toBe('办绩效办征求意见')
  for (const by of [people.person, people.groupHead, officer]) expect((await urge(by)).status).toBe(403)
  expect((await urge(people.writer, set.plan.id)).status).toBe(404)
  expect(await todoOf()).toBe('办绩效办征求意见')
  const done = await urge()
  expect(done.status).toBe(200)
  expect(done.body.answers.filter(({ urges }) => urges > 0)).toMatchObject([
    { division: { id: people.responsible }, urges: 1, state: 'asked' },
  ])
  expect(await todoOf()).toBe('办绩效办征求意见；已催办1次')
  expect(await urge()).toMatchObject({ status: 409, body: { code: 'urged_lately', basis: 'consultation.urge' } })
  await w.clock('2025-11-07')
  expect((await urge()).status).toBe(200)
  expect((await read(people.person)).answers).toMatchObject([{ urges: 2 }])
  const { rows } = (await w.call(people.writer, readConsultationHistory, { params: params() })).body
  expect(rows.filter(({ action }) => action === 'consultation.urge')).toHaveLength(2)
  await answer()
  await w.clock('2025-11-08')
  expect(await urge()).toMatchObject({ status: 409, body: { code: 'answered_already' } })
  await others()
  await close()
  expect(await urge()).toMatchObject({ status: 409, body: { code: 'consultation_closed' } })
  expect((await w.history(set.consultation.id)).filter(({ action }) => action === 'consultation.urge')).toHaveLength(2)
  await w.clock('2025-11-06')
})
