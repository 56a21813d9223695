import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { listDocuments } from '#domain/document/officialDocument.api.ts'
import { listTodos } from '#domain/home/home.api.ts'
import {
  decideGrave,
  downloadGraveFile,
  entrustGrave,
  listGrave,
  proposeGrave,
  readGraveHistory,
  takeBackGrave,
} from '#domain/rectification/grave.api.ts'
import {
  countOrders,
  downloadNotice,
  listOrders,
  readOrder,
  readOrderHistory,
} from '#domain/rectification/order.api.ts'
import { answerOrder, issueOrder, receiveOrder } from '#domain/rectification/orderActs.api.ts'
import { uploaded } from '#test/duties.ts'
import { draftedOrder, issuedOrder, orderPeople, receivedOrder } from '#test/orders.ts'
import { type Client, world } from '#test/world.ts'

const w = world()

/** Everything by which a post could tell that an order exists. */
async function signsOf(client: Client, id: string) {
  const params = { id }
  return {
    read: (await w.call(client, readOrder, { params })).status,
    history: (await w.call(client, readOrderHistory, { params })).status,
    notice: (await w.call(client, downloadNotice, { params })).status,
    receive: (await w.call(client, receiveOrder, { params, body: { version: 1 } })).status,
    listed: (await w.call(client, listOrders, { query: { year: 2025 } })).body.rows.length,
    open: (await w.call(client, countOrders, { query: { year: 2025 } })).body.open,
    todos: (await w.call(client, listTodos)).body.rows.filter(({ module }) => module === 'rectification').length,
    documents: (await w.call(client, listDocuments, { query: { aboutId: id } })).body.rows.length,
  }
}
const none = { read: 404, history: 404, notice: 404, receive: 404, listed: 0, open: 0, todos: 0, documents: 0 }

test('an order to a person is seen by the person, the head, the performance office and the leaders, and by nobody else', async () => {
  const people = await orderPeople(w)
  const { officer, head, colleague, member, stranger, staff, officeHead, groupHead, deputy } = people
  const order = await issuedOrder(w, people, { target: 'person', personId: officer.id, title: '漏报未说明' })
  for (const client of [colleague, member, stranger]) expect(await signsOf(client, order.id)).toEqual(none)
  const params = { id: order.id }
  for (const client of [officer, head, staff, officeHead, groupHead, deputy])
    expect((await w.call(client, readOrder, { params })).status).toBe(200)
  // the head sees it and receives nothing in the person's place
  const body = { version: order.version }
  expect((await w.call(head, receiveOrder, { params, body })).body).toMatchObject({ code: 'not_addressee' })
  expect((await w.call(officer, receiveOrder, { params, body })).status).toBe(200)
  const given = { version: body.version + 1, measures: '按时填报', result: '已补报', noEvidence: '系统内可查' }
  expect((await w.call(officer, answerOrder, { params, body: given })).body).toMatchObject({ state: 'answered' })
  for (const client of [colleague, member, stranger]) expect(await signsOf(client, order.id)).toEqual(none)
})

test('an order to the head of a division is not shown to whoever heads it in the head’s place', async () => {
  const people = await orderPeople(w)
  const order = await issuedOrder(w, people, { target: 'person', personId: people.head.id })
  const second = await w.person('division.head', people.divisionId)
  expect(await signsOf(second, order.id)).toEqual(none)
  expect((await w.call(people.head, readOrder, { params: { id: order.id } })).status).toBe(200)
})

test('one of the performance office sees nothing of an order about themselves before it is issued', async () => {
  const people = await orderPeople(w)
  const { staff, officeHead, housing } = people
  const other = await w.person('performanceOffice.staff', housing)
  const content = { target: 'person', personId: other.id, divisionId: housing } as const
  const drafted = await draftedOrder(w, people, content)
  const listedTo = async (client: Client) =>
    (await w.call(client, listOrders, { query: { year: 2025 } })).body.rows.map(({ id }) => id)
  expect(await signsOf(other, drafted.id)).toMatchObject({ read: 404, history: 404, notice: 404, receive: 404 })
  expect(await listedTo(other)).not.toContain(drafted.id)
  expect(await listedTo(staff)).toContain(drafted.id)
  expect((await w.call(staff, readOrder, { params: { id: drafted.id } })).status).toBe(200)
  const issued = await issuedOrder(w, people, content)
  const seen = (await w.call(other, readOrder, { params: { id: issued.id } })).body
  expect(seen).toMatchObject({ drafted: null, readers: null })
  expect(await signsOf(other, drafted.id)).toMatchObject({ read: 404 })
  expect((await w.call(officeHead, readOrder, { params: { id: issued.id } })).body.readers).not.toBeNull()
})

test('numbers of orders to divisions have no gap where one to a person lies between', async () => {
  const people = await orderPeople(w)
  const first = await issuedOrder(w, people)
  const personal = await issuedOrder(w, people, { target: 'person', personId: people.officer.id })
  const second = await issuedOrder(w, people)
  const count = (number: string | null) => Number(/〕(\d+)号/.exec(number ?? '')?.[1])
  expect(count(second.number)).toBe(count(first.number) + 1)
  expect(count(personal.number)).toBeGreaterThan(9_999)
  const registered = await w.owner.selectFrom('documentNumber').select('key').execute()
  expect(registered.map(({ key }) => key)).not.toContain(personal.number)
})

test('the history of an order to a person holds digests in place of the words', async () => {
  const people = await orderPeople(w)
  const order = await issuedOrder(w, people, { target: 'person', personId: people.officer.id, title: '漏报未说明' })
  const { rows } = await sql<{ words: string }>`select convert_from(canonical, 'UTF8') as words from history
    where subject_id = ${order.id}`.execute(w.owner)
  const words = rows.map((row) => row.words).join('\n')
  for (const said of ['漏报未说明', order.finding, order.requirement, order.number ?? '?', '职员'])
    expect(words).not.toContain(said)
  expect(words).toMatch(/摘要 [0-9a-f]{64}/)
  const plain = await issuedOrder(w, people)
  const told = await sql<{ words: string }>`select convert_from(canonical, 'UTF8') as words from history
    where subject_id = ${plain.id}`.execute(w.owner)
  expect(told.rows.map((row) => row.words).join('\n')).toContain(plain.finding)
})

const proposal = { kind: 'circulatedCriticism', facts: '三次催办未改。', reason: '影响全办绩效。' } as const

test('a grave case is proposed, entrusted, decided with minutes, and kept from whoever is concerned', async () => {
  const people = await orderPeople(w)
  const { staff, groupHead, deputy, head, officeHead, divisionId } = people
  const order = await receivedOrder(w, people)
  const params = { id: order.id }
  const body = { version: order.version, ...proposal }
  expect((await w.call(groupHead, proposeGrave, { params, body })).status).toBe(403)
  const matter = (await w.call(staff, proposeGrave, { params, body })).body
  expect((await w.call(officeHead, proposeGrave, { params, body })).body).toMatchObject({ code: 'pending_already' })
  // concerned: under a post of the office, or as a deputy, there is nothing
  const concerned = [
    await w.alsoAs(head, 'performanceOffice.staff', people.housing),
    await w.alsoAs(people.officer, 'leadingGroup.deputy'),
  ]
  for (const client of concerned) {
    expect((await w.call(client, listGrave, { params })).status).toBe(404)
    expect((await w.call(client, readGraveHistory, { params: { id: matter.id } })).status).toBe(404)
    const decide = {
      version: 1,
      kind: 'none' as const,
      reason: '不作处理',
      fileIds: [await uploaded(w, client, '纪要.txt')],
    }
    expect((await w.call(client, decideGrave, { params: { id: matter.id }, body: decide })).status).not.toBe(200)
  }
  expect((await w.call(head, listGrave, { params })).status).toBe(403)
  expect((await w.call(deputy, listGrave, { params })).body.rows).toHaveLength(1)
  const own = { params: { id: matter.id } }
  const wrong = { version: 1, personId: people.officer.id }
  expect((await w.call(groupHead, entrustGrave, { ...own, body: wrong })).status).toBe(422)
  await w.call(groupHead, entrustGrave, { ...own, body: { version: 1, personId: deputy.id } })
  const links = (await w.call(deputy, listTodos)).body.rows.map(({ link }) => link)
  expect(links).toContain(`/rectifications/${order.id}#act-decide`)
  const fileId = await uploaded(w, deputy, '纪要.txt')
  const decision = { version: 2, kind: 'admonitoryTalk' as const, fileIds: [fileId] }
  const departing = await w.call(deputy, decideGrave, { ...own, body: decision })
  expect(departing.body).toMatchObject({ code: 'departure_without_reason' })
  const decided = await w.call(deputy, decideGrave, { ...own, body: { ...decision, reason: '初次发生' } })
  expect(decided.body).toMatchObject({ state: 'decided', decidedKind: 'admonitoryTalk', decidedBy: { id: deputy.id } })
  expect((await w.call(staff, downloadGraveFile, { params: { id: matter.id, fileId } })).status).toBe(200)
  const { rows } = (await w.call(staff, readGraveHistory, own)).body
  expect(rows.map(({ action }) => action)).toEqual(['grave.decide', 'grave.entrust', 'grave.propose'])
  for (const said of ['三次催办', '影响全办', '初次发生', '诫勉谈话', '通报批评'])
    expect(JSON.stringify(rows)).not.toContain(said)
  // nothing of it is in the order that the division reads
  const shown = JSON.stringify((await w.call(head, readOrder, { params })).body)
  expect(shown).not.toContain('三次催办')
  const history = JSON.stringify((await w.call(head, readOrderHistory, { params })).body)
  expect(history).not.toContain('grave')
  expect((await w.call(head, listOrders, { query: { divisionId } })).body.rows[0]).toMatchObject({ state: 'received' })
})

test('a proposal is taken back with a reason, before it is decided', async () => {
  const people = await orderPeople(w)
  const order = await receivedOrder(w, people)
  const body = { version: order.version, ...proposal }
  const matter = (await w.call(people.staff, proposeGrave, { params: { id: order.id }, body })).body
  const back = { params: { id: matter.id }, body: { version: 1, reason: '已改正' } }
  expect((await w.call(people.deputy, takeBackGrave, back)).status).toBe(403)
  expect((await w.call(people.staff, takeBackGrave, back)).body).toMatchObject({ state: 'takenBack' })
  expect((await w.call(people.groupHead, listTodos)).body.rows.map(({ link }) => link)).not.toContain(
    `/rectifications/${order.id}#act-decide`,
  )
})

test('a draft is not issued by its drafter’s hand alone', async () => {
  const people = await orderPeople(w)
  const { id } = await draftedOrder(w, people)
  const given = { params: { id }, body: { version: 1 } }
  expect((await w.call(people.officeHead, issueOrder, given)).status).toBe(409)
})
