import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { listTodos } from '#domain/home/home.api.ts'
import { downloadContactFile, listOfItem, recordContact } from '#domain/opinion/contact.api.ts'
import {
  answerOpinion,
  downloadOpinionFile,
  exportOpinions,
  followUpOpinion,
  listOpinions,
  noteOpinion,
  readOpinion,
  readOpinionHistory,
  recordOpinion,
  reopenOpinion,
  sendAnswer,
  waiveOpinion,
} from '#domain/opinion/opinion.api.ts'
import { collectingUnit, openDuty, uploaded } from '#test/duties.ts'
import { type Client, world } from '#test/world.ts'

const w = world()

async function opened() {
  const people = await openDuty(w)
  const office = await w.person('performanceOffice.staff', await w.division())
  const stranger = await w.person('division.officer', await w.division())
  return { ...people, office, stranger, bodyId: await collectingUnit(w) }
}
type People = Awaited<ReturnType<typeof opened>>

const bodyOf = ({ bodyId }: People) => ({
  ...{ bodyId, receivedOn: '2025-11-05', way: 'phone' as const },
  words: '10月通关时长口径与上月不一致，请说明',
})
const record = (people: People, as: Client = people.coordinator, more: object = {}) =>
  w.call(as, recordOpinion, { params: { id: people.itemId }, body: { ...bodyOf(people), ...more } })
const traces = async (itemId: string) => ({
  opinions: await w.owner.selectFrom('opinion').selectAll().where('itemId', '=', itemId).execute(),
  contacts: await w.owner.selectFrom('contact').selectAll().where('itemId', '=', itemId).execute(),
  history: (await w.owner.selectFrom('history').select('id').execute()).length,
})
const linksOf = async (client: Client, id: string) =>
  (await w.call(client, listTodos)).body.rows.map(({ link }) => link).filter((link) => link.includes(id))

describe('an opinion', () => {
  test('goes at once to the responsible division and the performance office, is answered and the answer sent on', async () => {
    const people = await opened()
    const { officer, coordinator, office, id: dutyId } = people
    const fileId = await uploaded(w, coordinator, '电话记录.txt')
    const recorded = await record(people, coordinator, { dutyId, fileIds: [fileId] })
    expect(recorded).toMatchObject({
      status: 200,
      body: { state: 'recorded', dueOn: '2025-11-12', duty: { id: dutyId }, files: [{ id: fileId }] },
    })
    const params = { id: recorded.body.id }
    expect(await linksOf(officer, params.id)).toEqual([`/opinions/${params.id}#act-answer`])
    expect(await linksOf(office, params.id)).toEqual([`/opinions/${params.id}#act-note`])
    expect(await linksOf(coordinator, params.id)).toEqual([])
    const noted = await w.call(office, noteOpinion, { params, body: { version: 1 } })
    expect(noted.body).toMatchObject({ version: 2, notedBy: { id: office.id } })
    expect(await linksOf(office, params.id)).toEqual([])

    const file = await w.call(officer, downloadOpinionFile, { params: { ...params, fileId } })
    expect(file.status).toBe(200)
    const body = { version: 2, answer: '系9月起按新口径统计，附说明', fileIds: [] }
    expect((await w.call(officer, answerOpinion, { params, body })).body).toMatchObject({
      state: 'answered',
      answeredBy: { id: officer.id },
    })
    expect(await linksOf(officer, params.id)).toEqual([])
    expect(await linksOf(coordinator, params.id)).toEqual([`/opinions/${params.id}#act-send`])
    const sending = { version: 3, answerSentOn: '2025-11-06', answerWay: 'letter' as const }
    const early = await w.call(coordinator, sendAnswer, { params, body: { ...sending, answerSentOn: '2025-11-04' } })
    expect(early).toMatchObject({ status: 422, body: { fields: [{ path: 'body.answerSentOn' }] } })
    expect((await w.call(coordinator, sendAnswer, { params, body: sending })).body).toMatchObject({ state: 'sent' })
    const { rows } = (await w.call(officer, readOpinionHistory, { params })).body
    expect(rows.map(({ action }) => action)).toEqual([
      'opinion.send',
      'opinion.answer',
      'opinion.note',
      'opinion.record',
    ])
  })

  test('without an answer stands out after five working days, until it is followed up; it can be opened again', async () => {
    const people = await opened()
    const { office, head } = people
    const { id } = (await record(people)).body
    const params = { id }
    await w.call(office, noteOpinion, { params, body: { version: 1 } })
    const overdue = async () =>
      (await w.call(office, listOpinions, { query: { year: 2025, overdue: 'yes' } })).body.rows.map((row) => row.id)
    await w.clock('2025-11-12')
    expect(await overdue()).not.toContain(id)
    await w.clock('2025-11-13')
    expect(await overdue()).toContain(id)
    expect(await linksOf(office, id)).toEqual([`/opinions/${id}#act-followUp`])
    await w.call(head, followUpOpinion, { params, body: { version: 2, outcome: '已当面说明' } })
    expect(await overdue()).not.toContain(id)
    expect(await linksOf(office, id)).toEqual([])
    const reopened = await w.call(office, reopenOpinion, { params, body: { version: 3, reason: '单位再次来电' } })
    expect(reopened.body).toMatchObject({ state: 'recorded', outcome: null })
    await w.clock('2025-11-06')
  })

  test('needs no answer, with a reason', async () => {
    const people = await opened()
    const params = { id: (await record(people)).body.id }
    const unsaid = await w.call(people.coordinator, waiveOpinion, { params, body: { version: 1, reason: '' } })
    expect(unsaid.status).toBe(422)
    const waived = await w.call(people.coordinator, waiveOpinion, { params, body: { version: 1, reason: '仅作肯定' } })
    expect(waived.body).toMatchObject({ state: 'noAnswerNeeded', outcome: '仅作肯定' })
    const late = await w.call(people.officer, answerOpinion, { params, body: { version: 2, answer: '谢谢' } })
    expect(late).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
  })

  test('is listed page by page and exported as the list is filtered', async () => {
    const people = await opened()
    const ids: string[] = []
    for (const receivedOn of ['2025-11-03', '2025-11-04', '2025-11-05'])
      ids.unshift((await record(people, people.coordinator, { receivedOn })).body.id)
    const query = { year: 2025, limit: 2 }
    const first = (await w.call(people.officer, listOpinions, { query })).body
    const second = (await w.call(people.officer, listOpinions, { query: { ...query, after: first.next ?? '' } })).body
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(ids)
    expect(second.next).toBeNull()
    const file = await w.call(people.officer, exportOpinions, { query: { year: 2025, language: 'zh' } })
    expect(file.status).toBe(200)
    expect(file.headers.get('content-type')).toContain('spreadsheetml')
  })
})

test('a contact is noted beside the item with what was promised', async () => {
  const people = await opened()
  const { coordinator, officer, itemId: id, bodyId, stranger } = people
  const fileId = await uploaded(w, coordinator)
  const contact = {
    ...{ bodyId, contactOn: '2025-11-04', way: 'meeting' as const, who: '方既明', withWhom: '综合处李工' },
    ...{ gist: '商定补报口径', promised: '送书面说明', promisedUntil: '2025-11-14', fileIds: [fileId] },
  }
  const noted = await w.call(coordinator, recordContact, { params: { id }, body: contact })
  expect(noted).toMatchObject({ status: 200, body: { promisedUntil: '2025-11-14', files: [{ id: fileId }] } })
  expect((await w.history(noted.body.id)).map(({ action }) => action)).toEqual(['contact.record'])
  await record(people)
  expect((await w.call(officer, listOfItem, { params: { id } })).body).toMatchObject({
    opinions: [{ state: 'recorded' }],
    contacts: [{ gist: '商定补报口径' }],
  })
  const params = { id: noted.body.id, fileId }
  expect((await w.call(officer, downloadContactFile, { params })).status).toBe(200)
  expect((await w.call(stranger, downloadContactFile, { params })).status).toBe(404)
  const unsaid = await w.call(coordinator, recordContact, { params: { id }, body: { ...contact, promised: '' } })
  expect(unsaid).toMatchObject({ status: 422, body: { fields: [{ path: 'body.promised' }] } })
})

describe('nothing is recorded or changed', () => {
  test('by the responsible division, by a stranger, with days to come or what belongs elsewhere', async () => {
    const people = await opened()
    const other = await openDuty(w)
    const before = await traces(people.itemId)
    expect(await record(people, people.officer)).toMatchObject({ status: 403, body: { code: 'not_coordinating' } })
    expect(await record(people, people.stranger)).toMatchObject({ status: 403, body: { code: 'not_coordinating' } })
    const fieldsOf = async (more: object) => {
      const { status, body } = await record(people, people.coordinator, more)
      return [status, ...(body as unknown as { fields: { path: string }[] }).fields.map(({ path }) => path)]
    }
    expect(await fieldsOf({ receivedOn: '2025-11-07' })).toEqual([422, 'body.receivedOn'])
    expect(await fieldsOf({ dutyId: other.id })).toEqual([422, 'body.dutyId'])
    expect(await fieldsOf({ reportId: randomUUID(), bodyId: randomUUID() })).toEqual([
      422,
      'body.reportId',
      'body.bodyId',
    ])
    const foreignFile = await uploaded(w, people.officer)
    expect((await record(people, people.coordinator, { fileIds: [foreignFile] })).status).toBe(404)
    expect(await traces(people.itemId)).toEqual(before)
  })

  test('by whoever is not to act on it, on an old version, or before it is answered', async () => {
    const people = await opened()
    const { officer, coordinator, office, stranger, itemId } = people
    const params = { id: (await record(people)).body.id }
    const before = await traces(itemId)
    const answer = { version: 1, answer: '答复' }
    expect((await w.call(coordinator, answerOpinion, { params, body: answer })).status).toBe(403)
    expect((await w.call(office, answerOpinion, { params, body: answer })).status).toBe(403)
    expect((await w.call(stranger, answerOpinion, { params, body: answer })).status).toBe(404)
    expect((await w.call(stranger, readOpinion, { params })).status).toBe(404)
    expect((await w.call(stranger, listOfItem, { params: { id: itemId } })).body).toEqual({
      opinions: [],
      contacts: [],
      reports: [],
    })
    const stale = await w.call(officer, answerOpinion, { params, body: { ...answer, version: 9 } })
    expect(stale).toMatchObject({ status: 409, body: { code: 'stale' } })
    const sending = { version: 1, answerSentOn: '2025-11-06', answerWay: 'letter' as const }
    expect((await w.call(officer, sendAnswer, { params, body: sending })).status).toBe(403)
    expect(await w.call(coordinator, sendAnswer, { params, body: sending })).toMatchObject({
      body: { code: 'wrong_state' },
    })
    expect((await w.call(officer, waiveOpinion, { params, body: { version: 1, reason: '不必' } })).status).toBe(403)
    expect((await w.call(officer, noteOpinion, { params, body: { version: 1 } })).status).toBe(403)
    expect(await traces(itemId)).toEqual(before)
  })

  test('twice by one key', async () => {
    const people = await opened()
    const key = randomUUID()
    const send = () =>
      w.call(people.coordinator, recordOpinion, { params: { id: people.itemId }, body: bodyOf(people), key })
    const [first, again] = [await send(), await send()]
    expect(again.body.id).toBe(first.body.id)
    expect((await traces(people.itemId)).opinions).toHaveLength(1)
  })
})
