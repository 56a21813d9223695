import { expect, test } from 'vitest'
import { z } from 'zod'
import { performanceOffice } from '#domain/kernel/actor.ts'
import { endpoint, id } from '#domain/kernel/endpoint.ts'
import { hasPost } from '#domain/kernel/lifecycle.ts'
import { listFindingNotes, NoteContent } from '#domain/rectification/findingNote.api.ts'
import { OrderContent, readOrder } from '#domain/rectification/order.api.ts'
import { receiveOrder } from '#domain/rectification/orderActs.api.ts'
import { command } from '#server/kernel/routes.ts'
import { allRoutes } from '#server/main.ts'
import { contentOf, issuedOrder, orderPeople } from '#test/orders.ts'
import { world } from '#test/world.ts'
import { rectificationMatters } from './divisionMatters.public.ts'
import { beginOrder, noteFinding, rectificationCounts } from './rectification.public.ts'

const given = {
  method: 'POST',
  summary: { zh: '检查发现', en: 'Finding' },
  basis: 'rectification.draft',
  access: [hasPost<unknown>(performanceOffice)],
  reply: z.strictObject({ id }),
} as const
/** What a check does with its findings. */
const noteOfCheck = endpoint({ ...given, path: '/api/test/notes', body: NoteContent })
const orderOfCheck = endpoint({ ...given, path: '/api/test/orders', body: OrderContent })
const found = async (_tx: unknown, _actor: unknown, one: string) => ({ id: one })
const w = world([
  ...allRoutes,
  command(noteOfCheck, ({ body }, context) => noteFinding(context, body), found),
  command(orderOfCheck, ({ body }, context) => beginOrder(context, { content: body, fileIds: [] }), found),
])

test('another module settles a finding by a note, or begins an order', async () => {
  const { staff, officer, divisionId, deputy } = await orderPeople(w)
  const note = { divisionId, source: 'free' as const, sourceId: null, words: '检查发现：台账缺页', dueOn: null }
  expect((await w.call(staff, noteOfCheck, { body: note })).status).toBe(200)
  expect((await w.call(officer, listFindingNotes, { query: { year: 2025 } })).body.rows).toHaveLength(1)
  const order = (await w.call(staff, orderOfCheck, { body: contentOf(divisionId) })).body
  const params = { id: order.id }
  expect((await w.call(staff, readOrder, { params })).body).toMatchObject({ state: 'drafted' })
  expect((await w.call(deputy, orderOfCheck, { body: contentOf(divisionId) })).status).toBe(403)
})

test('counts of a board are those of the post that looks', async () => {
  const people = await orderPeople(w)
  await issuedOrder(w, people)
  await issuedOrder(w, people, { target: 'person', personId: people.officer.id })
  const of = (post: 'division.head' | 'division.officer', personId: string) =>
    w.db.transaction().execute((tx) => {
      const actor = { id: personId, name: '', postId: '', post, divisionId: people.divisionId, inChargeOf: [] }
      return rectificationCounts(tx, actor, '2025-11-06', 2025)
    })
  expect(await of('division.head', people.head.id)).toMatchObject({ open: 2, overdue: 0, nextDueOn: '2025-11-14' })
  expect(await of('division.officer', people.officer.id)).toMatchObject({ open: 2 })
  expect(await of('division.officer', people.colleague.id)).toMatchObject({ open: 1 })
})

test('what is open goes to the successor of a division, a person’s order stays and is not named', async () => {
  const people = await orderPeople(w)
  const { divisionId, officer, head, staff } = people
  const order = await issuedOrder(w, people)
  const personal = await issuedOrder(w, people, { target: 'person', personId: officer.id })
  const heir = await w.division()
  const heirHead = await w.person('division.head', heir)
  const open = await w.db.transaction().execute((tx) => rectificationMatters.open(tx, [divisionId]))
  expect(open.map(({ id: one }) => one)).toEqual([order.id])
  const entries = await w.db.transaction().execute((tx) =>
    rectificationMatters.pass(tx, {
      ...{ from: { id: divisionId, name: '旧处' }, to: { id: heir, name: '新处' } },
      maker: { personId: staff.id, at: '2025-11-06T08:00:00Z' },
    }),
  )
  expect(entries.map(({ action }) => action)).toEqual(['rectification.passOn'])
  const params = { id: order.id }
  expect((await w.call(head, readOrder, { params })).status).toBe(404)
  const seen = (await w.call(heirHead, readOrder, { params })).body
  expect(seen).toMatchObject({ division: { id: heir }, orderedDivision: { id: divisionId } })
  expect((await w.call(heirHead, receiveOrder, { params, body: { version: seen.version } })).status).toBe(200)
  expect((await w.call(heirHead, readOrder, { params: { id: personal.id } })).status).toBe(404)
  expect((await w.call(officer, readOrder, { params: { id: personal.id } })).status).toBe(200)
})
