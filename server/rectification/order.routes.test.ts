import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { listDocuments } from '#domain/document/officialDocument.api.ts'
import { listTodos } from '#domain/home/home.api.ts'
import {
  beginOrder,
  countOrders,
  downloadNotice,
  downloadOrderFile,
  keepDraft,
  listOrders,
  readKept,
  readOrder,
  readOrderHistory,
  saveOrder,
} from '#domain/rectification/order.api.ts'
import {
  answerOrder,
  askExtension,
  checkOrder,
  closeOrder,
  decideExtension,
  issueOrder,
  readOrderMark,
  receiveOrder,
  rejectOrder,
  returnOrder,
  withdrawOrder,
} from '#domain/rectification/orderActs.api.ts'
import { uploaded } from '#test/duties.ts'
import {
  answer,
  answeredOrder,
  contentOf,
  draftedOrder,
  issuedOrder,
  orderPeople,
  receivedOrder,
} from '#test/orders.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
const linksOf = async (client: Client, id: string) =>
  (await w.call(client, listTodos)).body.rows.map(({ link }) => link).filter((link) => link.includes(id))
const traces = async () => ({
  orders: await w.owner.selectFrom('rectification').selectAll().orderBy('id').execute(),
  rounds: await w.owner.selectFrom('rectificationRound').selectAll().orderBy('id').execute(),
  extensions: await w.owner.selectFrom('rectificationExtension').selectAll().orderBy('id').execute(),
  history: (await w.owner.selectFrom('history').select('id').execute()).length,
})

test('an order is drafted, checked, issued, received, answered with evidence, rejected, answered again and closed', async () => {
  const people = await orderPeople(w)
  const { staff, officeHead, head, officer, groupHead, deputy, member, divisionId } = people
  const drafted = await draftedOrder(w, people)
  const params = { id: drafted.id }
  expect(drafted).toMatchObject({ state: 'drafted', number: null, drafted: { by: { id: staff.id } } })
  for (const client of [head, officer, member]) expect((await w.call(client, readOrder, { params })).status).toBe(404)
  expect(await linksOf(officeHead, drafted.id)).toEqual([`/rectifications/${drafted.id}#act-check`])
  expect((await w.call(staff, downloadNotice, { params })).status).toBe(200)
  await w.call(officeHead, checkOrder, { params, body: { version: 1 } })
  const issued = (await w.call(officeHead, issueOrder, { params, body: { version: 2 } })).body
  expect(issued).toMatchObject({ state: 'issued', issued: { by: { id: officeHead.id } }, hasNotice: true })
  expect(issued.number).toMatch(/^整改〔2025〕\d+号$/)
  expect(issued.readers?.map(({ person }) => person.id)).toEqual(expect.arrayContaining([groupHead.id, deputy.id]))
  expect(await linksOf(deputy, drafted.id)).toEqual([`/rectifications/${drafted.id}#act-read`])
  await w.call(deputy, readOrderMark, { params })
  expect(await linksOf(deputy, drafted.id)).toEqual([])
  // the division sees it, and not how it came about
  const theirs = (await w.call(officer, readOrder, { params })).body
  expect(theirs).toMatchObject({ drafted: null, checked: null, readers: null })
  const first = (await w.call(officer, readOrderHistory, { params })).body
  expect(first.rows.map(({ action }) => action)).toEqual(['rectification.read', 'rectification.issue'])
  const notice = await w.call(head, downloadNotice, { params })
  const xml = strFromU8(unzipSync(notice.body as Buffer)['word/document.xml'] ?? new Uint8Array())
  for (const words of [issued.number, issued.finding, issued.requirement, issued.division.name.zh, '2025年11月14日'])
    expect(xml.replaceAll(/<[^>]+>/g, '')).toContain(words)
  expect(await linksOf(head, drafted.id)).toEqual([`/rectifications/${drafted.id}#act-receive`])
  await w.call(head, receiveOrder, { params, body: { version: 3 } })
  const without = await w.call(head, answerOrder, { params, body: { version: 4, ...answer } })
  expect(without).toMatchObject({ status: 409, body: { code: 'evidence_missing' } })
  const fileId = await uploaded(w, head, '记录.txt')
  await w.call(head, answerOrder, { params, body: { version: 4, ...answer, fileIds: [fileId] } })
  expect((await w.call(officer, downloadOrderFile, { params: { ...params, fileId } })).status).toBe(200)
  expect(await linksOf(staff, drafted.id)).toEqual([`/rectifications/${drafted.id}#act-close`])
  const rejection = { version: 5, verdict: '仍缺12日', dueOn: '2025-11-21' }
  const rejected = (await w.call(staff, rejectOrder, { params, body: rejection })).body
  expect(rejected).toMatchObject({ state: 'received', round: 2, dueOn: '2025-11-21' })
  const again = { version: 6, ...answer, noEvidence: '纸质台账在现场，可当面核对' }
  await w.call(head, answerOrder, { params, body: again })
  const closed = (await w.call(officeHead, closeOrder, { params, body: { version: 7, verdict: '台账齐全' } })).body
  expect(closed.state).toBe('closed')
  expect(closed.rounds.map(({ number, isMet, files }) => [number, isMet, files.length])).toEqual([
    [2, true, 0],
    [1, false, 1],
  ])
  const documents = (await w.call(staff, listDocuments, { query: { aboutId: drafted.id } })).body.rows
  expect(documents).toMatchObject([{ subject: 'rectification', state: 'issued', number: issued.number }])
  expect((await w.call(head, listDocuments, { query: { aboutId: drafted.id } })).body.rows).toEqual([])
  const counted = (await w.call(head, countOrders, { query: { year: 2025 } })).body
  expect(counted).toMatchObject({ open: 0, overdue: 0 })
  expect((await w.call(head, listOrders, { query: { divisionId } })).body.rows).toHaveLength(1)
})

test('nobody verifies what they answered, nor anybody of that division under another post', async () => {
  const people = await orderPeople(w)
  const { id, version } = await answeredOrder(w, people)
  const [params, body] = [{ id }, { version, verdict: '齐全' }]
  const headInOffice = await w.alsoAs(people.head, 'performanceOffice.staff', people.housing)
  const officerInOffice = await w.alsoAs(people.officer, 'performanceOffice.staff', people.housing)
  const before = await traces()
  expect((await w.call(headInOffice, closeOrder, { params, body })).body).toMatchObject({ code: 'not_independent' })
  expect((await w.call(officerInOffice, closeOrder, { params, body })).body).toMatchObject({ code: 'not_independent' })
  expect((await w.call(people.deputy, closeOrder, { params, body })).body).toMatchObject({ code: 'not_verifier' })
  expect((await w.call(people.head, closeOrder, { params, body })).status).toBe(403)
  expect((await w.call(people.stranger, closeOrder, { params, body })).status).toBe(404)
  expect(await linksOf(headInOffice, id)).toEqual([])
  expect(await traces()).toEqual(before)
  expect((await w.call(people.staff, closeOrder, { params, body })).status).toBe(200)
})

test('over the division that houses the performance office a deputy verifies', async () => {
  const people = await orderPeople(w)
  const housing = await w.division({ housesPerformanceOffice: true })
  const itsHead = await w.person('division.head', housing)
  const received = await receivedOrder(w, people, { divisionId: housing }, itsHead)
  const params = { id: received.id }
  const given = { version: received.version, ...answer, noEvidence: '口头整改' }
  await w.call(itsHead, answerOrder, { params, body: given })
  const body = { version: received.version + 1, verdict: '属实' }
  expect((await w.call(people.staff, closeOrder, { params, body })).body).toMatchObject({ code: 'not_verifier' })
  expect((await w.call(people.deputy, closeOrder, { params, body })).status).toBe(200)
  await w.owner.updateTable('division').set({ housesPerformanceOffice: false }).where('id', '=', housing).execute()
})

test('nothing changes by whoever may not, on an old version, or with what is not there', async () => {
  const people = await orderPeople(w)
  const { staff, officeHead, head, officer, stranger, deputy, divisionId } = people
  const drafted = await draftedOrder(w, people)
  const params = { id: drafted.id }
  const before = await traces()
  const body = { content: contentOf(divisionId) }
  for (const client of [head, officer, deputy]) expect((await w.call(client, beginOrder, { body })).status).toBe(403)
  const nowhere = { content: contentOf('00000000-0000-4000-8000-000000000000') }
  expect((await w.call(staff, beginOrder, { body: nowhere })).status).toBe(422)
  const noItem = { content: contentOf(divisionId, { source: 'item', sourceId: divisionId }) }
  expect((await w.call(staff, beginOrder, { body: noItem })).status).toBe(422)
  const nobody = { content: contentOf(divisionId, { target: 'person', personId: stranger.id }) }
  expect((await w.call(staff, beginOrder, { body: nobody })).body).toMatchObject({
    fields: [{ path: 'body.content.personId' }],
  })
  expect((await w.call(staff, checkOrder, { params, body: { version: 1 } })).body).toMatchObject({ code: 'own_draft' })
  expect((await w.call(officeHead, checkOrder, { params, body: { version: 9 } })).body).toMatchObject({ code: 'stale' })
  expect((await w.call(officeHead, issueOrder, { params, body: { version: 1 } })).body).toMatchObject({
    code: 'wrong_state',
  })
  expect(await traces()).toEqual(before)
})

test('the password is asked for again at issue; a draft is returned and changed', async () => {
  const people = await orderPeople(w)
  const { staff, officeHead, divisionId } = people
  const params = { id: (await draftedOrder(w, people)).id }
  await w.call(officeHead, checkOrder, { params, body: { version: 1 } })
  await w.notReauthenticated(officeHead)
  const unconfirmed = await w.call(officeHead, issueOrder, { params, body: { version: 2 } })
  expect(unconfirmed).toMatchObject({ status: 409, body: { code: 'reauthentication_needed' } })
  await w.call(officeHead, returnOrder, { params, body: { version: 2, reason: '期限太短' } })
  const content = contentOf(divisionId, { dueOn: '2025-11-20' })
  const saved = await w.call(staff, saveOrder, { params, body: { version: 3, content } })
  expect(saved.body).toMatchObject({ dueOn: '2025-11-20', returnReason: '', checked: null })
})

test('unsaved words are kept for their writer alone', async () => {
  const { staff, officeHead, divisionId: subjectId } = await orderPeople(w)
  await w.call(staff, keepDraft, { params: { subjectId }, body: { kept: { title: '半句' } } })
  expect((await w.call(staff, readKept, { params: { subjectId } })).body).toEqual({
    ...{ kept: { title: '半句' }, proposedDueOn: '2025-11-20' },
  })
  expect((await w.call(officeHead, readKept, { params: { subjectId } })).body).toMatchObject({ kept: null })
  await w.call(staff, keepDraft, { params: { subjectId }, body: { kept: {} } })
  expect((await w.call(staff, readKept, { params: { subjectId } })).body).toMatchObject({ kept: null })
})

test('more time is asked for and given or refused; a new day begins the steps anew', async () => {
  const people = await orderPeople(w)
  const { head, officeHead, staff } = people
  const { id, version } = await receivedOrder(w, people)
  const params = { id }
  const asked = { version, untilOn: '2025-11-20', reason: '设备维修' }
  expect((await w.call(head, askExtension, { params, body: { ...asked, untilOn: '2025-11-13' } })).status).toBe(409)
  await w.call(head, askExtension, { params, body: asked })
  expect(await linksOf(officeHead, id)).toEqual([`/rectifications/${id}#act-extend`])
  const body = { version: version + 1, isGranted: true, words: '' } as const
  expect((await w.call(staff, decideExtension, { params, body })).status).toBe(403)
  const given = (await w.call(officeHead, decideExtension, { params, body })).body
  expect(given).toMatchObject({ dueOn: '2025-11-20', extensions: [{ state: 'granted' }] })
  const row = await w.owner.selectFrom('rectification').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  expect(row).toMatchObject({ dueRevision: 2, stepOn: '2025-11-21' })
  await w.call(head, askExtension, { params, body: { ...asked, version: version + 2, untilOn: '2025-11-27' } })
  const no = { version: version + 3, isGranted: false, words: '已延一次' } as const
  expect((await w.call(officeHead, decideExtension, { params, body: no })).body).toMatchObject({
    dueOn: '2025-11-20',
    extensions: [{ state: 'refused' }, { state: 'granted' }],
  })
})

test('an order is withdrawn with a reason before it is answered', async () => {
  const people = await orderPeople(w)
  const issued = await issuedOrder(w, people)
  const body = { version: issued.version, reason: '事实有误' }
  const withdrawn = await w.call(people.staff, withdrawOrder, { params: { id: issued.id }, body })
  expect(withdrawn.body).toMatchObject({ state: 'withdrawn', withdrawn: { reason: '事实有误' } })
  const answered = await answeredOrder(w, people)
  const late = { params: { id: answered.id }, body: { version: answered.version, reason: '事实有误' } }
  expect((await w.call(people.staff, withdrawOrder, late)).body).toMatchObject({ code: 'wrong_state' })
})
