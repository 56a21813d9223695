import { expect, test } from 'vitest'
import { listTodos } from '#domain/home/home.api.ts'
import { exportRegister, listRegister } from '#domain/supervision/register.api.ts'
import { answerUrge, listUrges, urgeDivision } from '#domain/supervision/ticketUrge.api.ts'
import { openDuty } from '#test/duties.ts'
import { assigned, shareOf } from '#test/tickets.ts'
import { type Client, world } from '#test/world.ts'

const w = world()

async function people() {
  const set = await openDuty(w)
  const office = await w.person('performanceOffice.staff', await w.division())
  const stranger = await w.person('division.head', await w.division())
  const { divisionId: responsible } = await w.owner
    .selectFrom('duty')
    .select('responsibleDivisionId as divisionId')
    .where('id', '=', set.id)
    .executeTakeFirstOrThrow()
  return { ...set, office, stranger, responsible }
}
const todosOf = async (client: Client) => (await w.call(client, listTodos)).body.rows
const urges = async () => w.owner.selectFrom('urge').selectAll().orderBy('id').execute()

test('an item: the division is urged, sees it at its to-dos, answers; once a week', async () => {
  const { itemId, office, officer, head, responsible } = await people()
  const about = { subject: 'item' as const, subjectId: itemId }
  const body = { ...about, divisionId: responsible, words: '请报告进度' }
  const done = await w.call(office, urgeDivision, { body })
  expect(done).toMatchObject({ status: 200, body: { rows: [{ words: '请报告进度', answer: null }] } })
  const link = `/items/${itemId}#act-answer-urge`
  for (const client of [officer, head])
    expect((await todosOf(client)).filter((todo) => todo.link === link)).toMatchObject([
      { urged: { times: 1, on: '2025-11-06', words: '请报告进度' } },
    ])
  await w.clock('2025-11-12')
  const again = await w.call(office, urgeDivision, { body })
  expect(again).toMatchObject({ status: 409, body: { code: 'urged_lately', basis: 'supervision.urge' } })
  await w.clock('2025-11-13')
  expect((await w.call(office, urgeDivision, { body })).status).toBe(200)
  await w.clock('2025-11-06')
  const [urge] = (await w.call(head, listUrges, { query: about })).body.rows
  const answered = await w.call(head, answerUrge, { params: { id: urge?.id ?? '' }, body: { words: '本周报送' } })
  expect(answered.body.rows).toMatchObject([{ answer: '本周报送' }, { answer: '本周报送' }])
  expect((await todosOf(officer)).filter((todo) => todo.link === link)).toEqual([])
  expect((await w.history(itemId)).map(({ action }) => action).toSorted()).toEqual([
    'supervision.answerUrge',
    'supervision.urge',
    'supervision.urge',
  ])
})

test('a duty: the to-do that is there is marked, no second one comes', async () => {
  const { id, office, officer, responsible } = await people()
  const ofDuty = async () => (await todosOf(officer)).filter(({ link }) => link.startsWith(`/duties/${id}`))
  const before = await ofDuty()
  expect(before).toHaveLength(1)
  const body = { subject: 'duty' as const, subjectId: id, divisionId: responsible, words: '' }
  await w.call(office, urgeDivision, { body })
  expect(await ofDuty()).toEqual([{ ...before[0], urged: { times: 1, on: '2025-11-06', words: '' } }])
})

test('a share: the division whose turn it is', async () => {
  const { office, officer, responsible } = await people()
  const ticket = await assigned(w, office, [responsible])
  const subjectId = shareOf(ticket, responsible).id
  await w.call(office, urgeDivision, { body: { subject: 'share', subjectId, divisionId: responsible } })
  const todos = (await todosOf(officer)).filter(({ link }) => link.includes(ticket.id))
  expect(todos).toMatchObject([{ link: `/tickets/${ticket.id}#act-receive`, urged: { times: 1 } }])
})

test('nothing is urged or told to whoever may not, nor a division without a part in it', async () => {
  const { id, itemId, office, officer, head, stranger, responsible, coordinating } = await people()
  const before = await urges()
  const item = { subject: 'item' as const, subjectId: itemId }
  expect((await w.call(head, urgeDivision, { body: { ...item, divisionId: responsible } })).status).toBe(403)
  expect((await w.call(office, urgeDivision, { body: { ...item, divisionId: itemId } })).status).toBe(422)
  const nothing = { ...item, subjectId: responsible, divisionId: responsible }
  expect((await w.call(office, urgeDivision, { body: nothing })).status).toBe(404)
  const notYet = { subject: 'duty' as const, subjectId: id, divisionId: coordinating }
  expect(await w.call(office, urgeDivision, { body: notYet })).toMatchObject({
    ...{ status: 409, body: { code: 'nothing_owed' } },
  })
  expect((await w.call(stranger, listUrges, { query: item })).status).toBe(404)
  expect(await urges()).toEqual(before)
  const { rows } = (await w.call(office, urgeDivision, { body: { ...item, divisionId: coordinating } })).body
  const params = { id: rows[0]?.id ?? '' }
  for (const client of [officer, stranger])
    expect((await w.call(client, answerUrge, { params, body: { words: '已办' } })).status).toBe(404)
})

test('the register: every item of an issued plan by itself, a division its own', async () => {
  const { itemId, office, officer, stranger, responsible } = await people()
  await w.call(office, urgeDivision, { body: { subject: 'item', subjectId: itemId, divisionId: responsible } })
  const rowOf = async (client: Client) =>
    (await w.call(client, listRegister, { query: { year: 2025, limit: 200 } })).body.rows.find(
      (row) => row.itemId === itemId,
    )
  expect(await rowOf(office)).toMatchObject({ urges: 1, openTickets: 0, responsibleDivision: { id: responsible } })
  expect(await rowOf(officer)).toMatchObject({ urges: 1 })
  expect(await rowOf(stranger)).toBeUndefined()
  const urged = (await w.call(office, listRegister, { query: { year: 2025, has: 'urge', limit: 1 } })).body
  const next = await w.call(office, listRegister, {
    query: { year: 2025, has: 'urge', limit: 1, after: urged.next ?? '' },
  })
  expect(next.body.rows[0]?.itemId).not.toBe(urged.rows[0]?.itemId)
  const file = await w.call(officer, exportRegister, { query: { year: 2025, language: 'zh' } })
  expect(file.status).toBe(200)
})
