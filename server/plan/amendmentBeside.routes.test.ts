import { expect, test } from 'vitest'
import { listTodos } from '#domain/home/home.api.ts'
import {
  type Amendment,
  answerAmendment,
  applyAmendment,
  approveAmendment,
  beginAmendment,
  listAmendments,
  readAmendment,
  readAmendmentHistory,
  receiveAmendment,
  returnAmendment,
  submitAmendment,
  urgeAmendment,
  withdrawAmendment,
} from '#domain/plan/amendment.api.ts'
import type { AmendmentAnswer } from '#domain/plan/amendmentOpinion.ts'
import { contentOf } from '#domain/plan/itemContent.ts'
import { issuedPlan, planPeople } from '#test/fixtures/plan.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
let lastYear = 2024

/** A change of one item, before the deputy in charge; the coordinating division is asked, another one shares nothing. */
async function proposed() {
  lastYear -= 1
  const people = await planPeople(w)
  const { plan, item } = await issuedPlan(w, people, lastYear)
  const deputy = await w.person('leadingGroup.deputy')
  await w.owner.insertInto('postCharge').values({ postId: deputy.postId, divisionId: people.responsible }).execute()
  const beside = await w.person('division.head', people.coordinating)
  const officer = await w.person('division.officer', people.coordinating)
  const stranger = await w.person('division.head', await w.division())
  const params = { id: plan.id }
  const content = { ...contentOf(item), reporting: '按周书面报告' }
  const body = { route: 'item' as const, itemId: item.id, content, reason: '工期调整', taskOn: null, taskSource: '' }
  const drafted = (await w.call(people.person, beginAmendment, { params, body })).body
  const amendment = (await submit(people.person, drafted)).body
  return { people, plan, deputy, beside, officer, stranger, amendment }
}

const submit = (client: Client, { id, version }: Amendment) =>
  w.call(client, submitAmendment, { params: { id }, body: { version } })
const approve = (client: Client, { id, version, digest }: Amendment) =>
  w.call(client, approveAmendment, { params: { id }, body: { version, digest } })
const apply = (client: Client, { id, version }: Amendment) =>
  w.call(client, applyAmendment, { params: { id }, body: { version } })
const read = (client: Client, { id }: Amendment) => w.call(client, readAmendment, { params: { id } })
type Given = { answer: AmendmentAnswer; words: string } | null
const answer = (
  client: Client,
  { id, digest }: Amendment,
  given: AmendmentAnswer,
  words = '',
  replaces: Given = null,
) => w.call(client, answerAmendment, { params: { id }, body: { digest, answer: given, words, replaces } })
const urge = (client: Client, { id }: Amendment, divisionId: string) =>
  w.call(client, urgeAmendment, { params: { id }, body: { divisionId } })
const receive = (client: Client, { id }: Amendment) => w.call(client, receiveAmendment, { params: { id }, body: {} })
const todosOf = async (client: Client, { id }: Amendment) =>
  (await w.call(client, listTodos)).body.rows.filter((todo) => todo.id === id).map(({ basis }) => basis)
const kept = async ({ id }: Amendment) => ({
  opinions: await w.owner.selectFrom('amendmentOpinion').selectAll().where('amendmentId', '=', id).execute(),
  receipts: await w.owner.selectFrom('amendmentReceipt').selectAll().where('amendmentId', '=', id).execute(),
  urges: await w.owner.selectFrom('urge').selectAll().where('subjectId', '=', id).execute(),
  amendment: await w.owner.selectFrom('amendment').selectAll().where('id', '=', id).execute(),
  history: (await w.history(id)).length,
})

test('the coordinating division is asked when a change is laid before a leader, who sees what it says', async () => {
  const { people, deputy, beside, officer, stranger, amendment } = await proposed()
  expect(amendment.opinions).toMatchObject([{ division: { id: people.coordinating }, answer: null }])
  expect(await todosOf(beside, amendment)).toEqual(['plan.answerChange'])
  expect([await todosOf(officer, amendment), await todosOf(stranger, amendment)]).toEqual([[], []])

  const before = await kept(amendment)
  expect(await answer(stranger, amendment, 'agreed')).toMatchObject({ status: 404 })
  expect(await answer(officer, amendment, 'agreed')).toMatchObject({ status: 403 })
  expect(await answer(people.person, amendment, 'agreed')).toMatchObject({ status: 403, body: { code: 'not_asked' } })
  expect(await answer(beside, amendment, 'objected')).toMatchObject({
    ...{ status: 422, body: { fields: [{ path: 'body.words' }] } },
  })
  const other = { ...amendment, digest: 'a'.repeat(64) }
  expect(await answer(beside, other, 'agreed')).toMatchObject({ status: 409, body: { code: 'stale' } })
  expect(await kept(amendment)).toEqual(before)

  const said = await answer(beside, amendment, 'objected', '本处年底前人手不足')
  expect(said.body.opinions).toMatchObject([{ answer: 'objected', words: '本处年底前人手不足' }])
  expect(await todosOf(beside, amendment)).toEqual([])
  expect(await answer(beside, amendment, 'agreed')).toMatchObject({ status: 409, body: { code: 'stale' } })
  expect((await w.history(amendment.id)).at(-1)).toMatchObject({ action: 'amendment.answer', personId: beside.id })

  // what was on the leader's screen was without the answer
  expect(await approve(deputy, amendment)).toMatchObject({ status: 409, body: { code: 'stale' } })
  const seen = (await read(deputy, amendment)).body
  expect(seen.opinions).toMatchObject([{ answer: 'objected', words: '本处年底前人手不足' }])
  expect((await approve(deputy, seen)).body.state).toBe('approved')
})

test('who does not answer holds nothing up, and answers no more once it is approved', async () => {
  const { deputy, beside, amendment } = await proposed()
  const approved = (await approve(deputy, amendment)).body
  expect(approved).toMatchObject({ state: 'approved', opinions: [{ answer: null }] })
  expect(await todosOf(beside, amendment)).toEqual([])
  const before = await kept(amendment)
  expect(await answer(beside, approved, 'agreed')).toMatchObject({ status: 409, body: { code: 'not_before_leader' } })
  expect(await kept(amendment)).toEqual(before)
})

test('a change that was returned and submitted anew is asked anew; what was said before stays', async () => {
  const { people, deputy, beside, amendment } = await proposed()
  const said = (await answer(beside, amendment, 'agreed')).body
  const { id, version } = said
  const back = await w.call(deputy, returnAmendment, { params: { id }, body: { version, reason: '请补充依据' } })
  expect((await read(beside, amendment)).status).toBe(404)
  const again = (await submit(people.person, back.body)).body
  expect(again.opinions).toMatchObject([{ answer: null }])
  expect(await todosOf(beside, amendment)).toEqual(['plan.answerChange'])
  expect((await w.history(id)).map(({ action }) => action)).toContain('amendment.answer')
})

test('who was asked finds that a change was withdrawn and why; who was not does not', async () => {
  const { people, plan, beside, stranger, amendment } = await proposed()
  const { id, version } = amendment
  await w.call(people.person, withdrawAmendment, { params: { id }, body: { version, reason: '工期不变' } })
  expect((await read(beside, amendment)).body).toMatchObject({ state: 'withdrawn', returnReason: '工期不变' })
  expect((await w.call(beside, listAmendments, { params: { year: plan.year } })).body.rows).toHaveLength(1)
  expect((await read(stranger, amendment)).status).toBe(404)
  expect(await todosOf(beside, amendment)).toEqual([])
})

test('the divisions are told of what is in force; each receives it once, nobody for another', async () => {
  const { people, deputy, beside, officer, stranger, amendment } = await proposed()
  const approved = (await approve(deputy, amendment)).body
  expect(approved.receipts).toEqual([])
  expect(await receive(beside, amendment)).toMatchObject({ status: 403, body: { code: 'not_told' } })
  const applied = (await apply(people.writer, approved)).body
  const told = applied.receipts.map(({ division }) => division.id).sort()
  expect(told).toEqual([people.responsible, people.coordinating].sort())
  expect(await todosOf(officer, amendment)).toEqual(['plan.receiveChange'])
  expect(await todosOf(beside, amendment)).toEqual(['plan.receiveChange'])

  const before = await kept(amendment)
  expect(await receive(stranger, amendment)).toMatchObject({ status: 403, body: { code: 'not_told' } })
  expect(await receive(deputy, amendment)).toMatchObject({ status: 403 })
  expect(await kept(amendment)).toEqual(before)
  const received = (await receive(officer, amendment)).body
  const own = received.receipts.find(({ division }) => division.id === people.coordinating)
  expect(own?.receivedAt).not.toBeNull()
  expect(await receive(beside, amendment)).toMatchObject({ status: 409, body: { code: 'received_already' } })
  expect(await todosOf(beside, amendment)).toEqual([])
  expect(await todosOf(people.person, amendment)).toEqual(['plan.receiveChange'])
  expect((await w.history(amendment.id)).at(-1)).toMatchObject({ action: 'amendment.receive', personId: officer.id })
})

test('an answer is replaced until the decision, over the one that stood there; the history keeps both', async () => {
  const { deputy, beside, amendment } = await proposed()
  const first = { answer: 'objected', words: '人手不足' } as const
  const said = (await answer(beside, amendment, first.answer, first.words)).body
  const seen = (await read(deputy, said)).body

  const before = await kept(amendment)
  expect(await answer(beside, said, 'agreed')).toMatchObject({ status: 409, body: { code: 'stale' } })
  const other = { ...first, words: '别的话' }
  expect(await answer(beside, said, 'agreed', '', other)).toMatchObject({ status: 409, body: { code: 'stale' } })
  const again = await answer(beside, said, first.answer, first.words, first)
  expect(again).toMatchObject({ status: 409, body: { code: 'said_already' } })
  expect(await kept(amendment)).toEqual(before)

  const replaced = (await answer(beside, said, 'agreed', '', first)).body
  expect(replaced.opinions).toMatchObject([{ answer: 'agreed', words: '' }])
  const [given, last] = (await w.history(amendment.id)).filter(({ action }) => action === 'amendment.answer')
  expect(given?.action).toBe('amendment.answer')
  expect(last).toMatchObject({ action: 'amendment.answer', personId: beside.id })
  const { rows } = (await w.call(beside, readAmendmentHistory, { params: { id: amendment.id } })).body
  const changes = rows.find(({ id }) => id === last?.id)?.changes
  expect(changes).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ field: 'words', old: '人手不足', new: null }),
      expect.objectContaining({
        field: 'answer',
        old: expect.stringContaining('有意见'),
        new: expect.stringContaining('同意'),
      }),
    ]),
  )
  // the leader had read the first one
  expect(await approve(deputy, seen)).toMatchObject({ status: 409, body: { code: 'stale' } })
  const approved = (await approve(deputy, replaced)).body
  const now = { answer: 'agreed', words: '' } as const
  expect(await answer(beside, approved, 'objected', '晚了', now)).toMatchObject({
    body: { code: 'not_before_leader' },
  })
})

test('who has not answered or received is urged once a day, and sees it; nobody else is', async () => {
  const { people, deputy, beside, officer, amendment } = await proposed()
  const { coordinating, responsible, writer } = people
  const fromOf = async (client: Client) =>
    (await w.call(client, listTodos)).body.rows.find((todo) => todo.id === amendment.id)?.from.zh

  const before = await kept(amendment)
  expect((await urge(beside, amendment, coordinating)).status).toBe(403)
  expect(await urge(writer, amendment, responsible)).toMatchObject({ status: 409, body: { code: 'not_awaited' } })
  expect(await kept(amendment)).toEqual(before)

  const urged = (await urge(writer, amendment, coordinating)).body
  expect(urged.opinions).toMatchObject([{ urges: 1 }])
  expect(await fromOf(beside)).toBe('待审核同意；已催办1次')
  const once = await kept(amendment)
  expect(await urge(writer, amendment, coordinating)).toMatchObject({ status: 409, body: { code: 'urged_lately' } })
  expect(await kept(amendment)).toEqual(once)
  expect((await w.history(amendment.id)).at(-1)).toMatchObject({ action: 'amendment.urge', personId: writer.id })

  const said = (await answer(beside, amendment, 'agreed')).body
  expect(await urge(writer, amendment, coordinating)).toMatchObject({ status: 409, body: { code: 'settled_already' } })
  const approved = (await approve(deputy, said)).body
  expect(await urge(writer, amendment, coordinating)).toMatchObject({ status: 409, body: { code: 'not_awaited' } })

  // that it is in force is another thing, though on the same day
  await apply(writer, approved)
  const told = (await urge(writer, amendment, coordinating)).body
  expect(told.receipts.find(({ division }) => division.id === coordinating)).toMatchObject({ urges: 1 })
  expect(told.opinions).toMatchObject([{ urges: 1 }])
  expect(await fromOf(officer)).toMatch(/；已催办1次$/)
  await receive(officer, amendment)
  expect(await urge(writer, amendment, coordinating)).toMatchObject({ status: 409, body: { code: 'settled_already' } })
})
