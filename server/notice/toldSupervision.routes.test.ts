import { expect, test } from 'vitest'
import { listTodos } from '#domain/home/home.api.ts'
import {
  beginInspection,
  concludeInspection,
  judgePoints,
  notifyInspection,
} from '#domain/inspection/inspectionActs.api.ts'
import { listNotices } from '#domain/notice/notice.api.ts'
import { answerOrder, closeOrder, readOrderMark, rejectOrder } from '#domain/rectification/orderActs.api.ts'
import { closeTicket } from '#domain/supervision/ticketActs.api.ts'
import { acceptShare, handInShare, returnShare } from '#domain/supervision/ticketShare.api.ts'
import { urgeDivision } from '#domain/supervision/ticketUrge.api.ts'
import { inspectionsOf } from '#test/inspections.ts'
import { answer, answeredOrder, orderPeople, receivedOrder } from '#test/orders.ts'
import { received, shareOf } from '#test/tickets.ts'
import { type Client, world } from '#test/world.ts'

/** What the steps of tickets, orders and checks tell, to whom, and that nobody is told what is a to-do of theirs. */
const w = world()

async function toldTo(client: Client): Promise<string[]> {
  const { rows } = (await w.call(client, listNotices)).body
  const paths = (await w.call(client, listTodos)).body.rows.map(({ link }) => link.split('#')[0])
  for (const { link } of rows) expect(paths).not.toContain(link)
  return rows.map(({ kind }) => kind)
}
const inCharge = (leader: Client, divisionId: string) =>
  w.owner.insertInto('postCharge').values({ postId: leader.postId, divisionId }).execute()

test('a ticket: the deputy in charge of each step, the division of what is done; another division of nothing', async () => {
  const people = await orderPeople(w)
  const { divisionId, staff, officer, deputy, stranger, officeHead } = people
  await inCharge(deputy, divisionId)
  let ticket = await received(w, officeHead, people.head, [divisionId])
  const share = () => shareOf(ticket, divisionId)
  const urge = { subject: 'share' as const, subjectId: share().id, divisionId, words: '请抓紧' }
  expect((await w.call(staff, urgeDivision, { body: urge })).status).toBe(200)
  const handedIn = async () => {
    const { id, version } = share()
    ticket = (
      await w.call(people.head, handInShare, { params: { id }, body: { version, words: '已经办完', fileIds: [] } })
    ).body
  }
  await handedIn()
  const back = { params: { id: share().id }, body: { version: share().version, reason: '没有写明结果' } }
  ticket = (await w.call(staff, returnShare, back)).body
  expect(await toldTo(officer)).toEqual([])
  await handedIn()
  const accepted = { params: { id: share().id }, body: { version: share().version } }
  ticket = (await w.call(staff, acceptShare, accepted)).body
  const closed = { params: { id: ticket.id }, body: { version: ticket.version } }
  expect((await w.call(officeHead, closeTicket, closed)).status).toBe(200)
  expect((await toldTo(deputy)).toSorted()).toEqual(['ticketAssigned', 'ticketDone', 'ticketReturned', 'ticketUrged'])
  for (const client of [people.head, officer])
    expect((await toldTo(client)).toSorted()).toEqual(['ticketClosed', 'ticketDone'])
  for (const client of [stranger, people.groupHead, staff]) expect(await toldTo(client)).toEqual([])
})

test('an order: its drafter when it is issued, whoever it was addressed to when it is closed, by its number alone', async () => {
  const people = await orderPeople(w)
  const { id, version } = await answeredOrder(w, people)
  const order = { params: { id } }
  expect(await toldTo(people.officer)).toEqual([])
  await w.call(people.staff, closeOrder, { ...order, body: { version, verdict: '台账齐全' } })
  for (const client of [people.head, people.officer]) expect(await toldTo(client)).toEqual(['orderClosed'])
  expect(await toldTo(people.staff)).toEqual(['orderIssued'])
  for (const client of [people.stranger, people.member]) expect(await toldTo(client)).toEqual([])
  const [{ sentence } = { sentence: { zh: '' } }] = (await w.call(people.head, listNotices)).body.rows
  expect(sentence.zh).toMatch(/^整改通知.+已核验销号$/)
  expect(sentence.zh).not.toContain('候检')
})

test('an order to a person: that person, not colleagues', async () => {
  const people = await orderPeople(w)
  const { officer, colleague, divisionId } = people
  const { id, version } = await receivedOrder(
    w,
    people,
    { target: 'person', divisionId, personId: officer.id },
    officer,
  )
  const said = { ...answer, fileIds: [], noEvidence: '口头整改' }
  const answered = (await w.call(officer, answerOrder, { params: { id }, body: { version, ...said } })).body
  const close = { params: { id }, body: { version: answered.version, verdict: '已改' } }
  expect((await w.call(people.staff, closeOrder, close)).status).toBe(200)
  expect(await toldTo(officer)).toEqual(['orderClosed'])
  for (const client of [colleague, people.stranger]) expect(await toldTo(client)).toEqual([])
})

test('a rejected answer: the deputy in charge; whoever answers again has it to do', async () => {
  const people = await orderPeople(w)
  await inCharge(people.deputy, people.divisionId)
  const { id, version } = await answeredOrder(w, people)
  await w.call(people.deputy, readOrderMark, { params: { id }, body: {} })
  const body = { version, verdict: '缺两天', dueOn: '2025-11-28' }
  expect((await w.call(people.staff, rejectOrder, { params: { id }, body })).status).toBe(200)
  expect(await toldTo(people.deputy)).toEqual(['orderRejected'])
  for (const client of [people.head, people.officer]) expect(await toldTo(client)).toEqual([])
})

test('an inspection: officers when it is announced, as their head has it to acknowledge; the division of its result', async () => {
  const { people, plan } = inspectionsOf(w)
  const them = await people()
  const params = { id: (await plan(them)).body.id }
  await w.call(them.staff, notifyInspection, { params, body: { version: 1 } })
  expect(await toldTo(them.officer)).toEqual(['inspectionNotified'])
  for (const client of [them.head, them.stranger, them.staff]) expect(await toldTo(client)).toEqual([])
  let now = (await w.call(them.staff, beginInspection, { params, body: { version: 2 } })).body
  for (const party of now.parties) {
    const judgements = now.points.map(({ id: pointId }) => ({ pointId, judgement: 'ok' as const, remark: '' }))
    const body = { version: now.version, partyId: party.id, judgements }
    now = (await w.call(them.staff, judgePoints, { params, body })).body
  }
  const result = { version: now.version, result: '情况良好，佐证齐全' }
  expect((await w.call(them.staff, concludeInspection, { params, body: result })).status).toBe(200)
  expect(await toldTo(them.officer)).toEqual(['inspectionConcluded', 'inspectionNotified'])
  expect(await toldTo(them.seaHead)).toEqual(['inspectionConcluded'])
  expect(await toldTo(them.stranger)).toEqual([])
})
