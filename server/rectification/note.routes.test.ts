import { expect, test } from 'vitest'
import { readDuty } from '#domain/collection/duty.api.ts'
import { listTodos } from '#domain/home/home.api.ts'
import {
  answerNote,
  listFindingNotes,
  noteFinding,
  readFindingNote,
  readNoteHistory,
  takeBackNote,
} from '#domain/rectification/findingNote.api.ts'
import { openDuty } from '#test/duties.ts'
import { orderPeople } from '#test/orders.ts'
import { world } from '#test/world.ts'

const w = world()
const note = { source: 'free', sourceId: null, words: '台账的日期写法不一', dueOn: '2025-11-12' } as const

test('a small fault is noted, answered in one line and done', async () => {
  const { staff, officer, head, stranger, member, divisionId } = await orderPeople(w)
  const made = (await w.call(staff, noteFinding, { body: { ...note, divisionId } })).body
  const params = { id: made.id }
  expect(made).toMatchObject({ state: 'noted', found: { source: 'free', title: '' } })
  const links = async () => (await w.call(officer, listTodos)).body.rows.map(({ link }) => link)
  expect(await links()).toContain(`/finding-notes/${made.id}#act-answer`)
  expect((await w.call(stranger, readFindingNote, { params })).status).toBe(404)
  expect((await w.call(stranger, listFindingNotes, { query: { year: 2025 } })).body.rows).toEqual([])
  expect((await w.call(member, readFindingNote, { params })).status).toBe(200)
  const body = { version: 1, answer: '已统一为年月日' }
  expect((await w.call(stranger, answerNote, { params, body })).status).toBe(404)
  expect((await w.call(staff, answerNote, { params, body })).status).toBe(403)
  expect((await w.call(officer, answerNote, { params, body })).body).toMatchObject({ state: 'answered' })
  expect((await w.call(head, answerNote, { params, body: { ...body, version: 2 } })).status).toBe(409)
  expect(await links()).not.toContain(`/finding-notes/${made.id}#act-answer`)
  const { rows } = (await w.call(officer, readNoteHistory, { params })).body
  expect(rows.map(({ action }) => action)).toEqual(['findingNote.answer', 'findingNote.note'])
})

test('a note names what it was found in, and is refused where that is not there or the day is past', async () => {
  const { staff, officer, divisionId } = await orderPeople(w)
  const duty = await openDuty(w)
  const { item, indicator } = (await w.call(duty.officer, readDuty, { params: { id: duty.id } })).body
  const of = (more: object) => w.call(staff, noteFinding, { body: { ...note, divisionId, ...more } })
  const made = await of({ source: 'duty', sourceId: duty.id })
  expect(made.body.found).toMatchObject({ source: 'duty', id: duty.id })
  expect(made.body.found.title).toContain(indicator.name)
  expect((await of({ source: 'item', sourceId: item.id })).body.found.title).toContain(item.title)
  const before = (await w.owner.selectFrom('findingNote').selectAll().execute()).length
  expect((await of({ source: 'item', sourceId: duty.id })).status).toBe(422)
  expect((await of({ source: 'free', sourceId: duty.id })).status).toBe(422)
  expect((await of({ dueOn: '2025-11-05' })).body).toMatchObject({ fields: [{ path: 'body.dueOn' }] })
  expect((await of({ divisionId: duty.id })).status).toBe(422)
  expect((await w.call(officer, noteFinding, { body: { ...note, divisionId } })).status).toBe(403)
  expect((await w.owner.selectFrom('findingNote').selectAll().execute()).length).toBe(before)
})

test('a note is taken back with a reason, and listed page by page', async () => {
  const { staff, officer, divisionId } = await orderPeople(w)
  for (let n = 0; n < 3; n += 1) await w.call(staff, noteFinding, { body: { ...note, divisionId } })
  const query = { year: 2025, limit: 2 }
  const first = (await w.call(officer, listFindingNotes, { query })).body
  const second = (await w.call(officer, listFindingNotes, { query: { ...query, after: first.next ?? '' } })).body
  expect([first.rows.length, second.rows.length]).toEqual([2, 1])
  const params = { id: first.rows[0]?.id ?? '' }
  const body = { version: 1, reason: '记错处' }
  expect((await w.call(officer, takeBackNote, { params, body })).status).toBe(403)
  expect((await w.call(staff, takeBackNote, { params, body })).body).toMatchObject({ state: 'takenBack' })
})
