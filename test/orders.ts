import type { z } from 'zod'
import { beginOrder, type Order, type OrderContent } from '#domain/rectification/order.api.ts'
import { answerOrder, checkOrder, issueOrder, receiveOrder } from '#domain/rectification/orderActs.api.ts'
import { uploaded } from '#test/duties.ts'
import type { Client, World } from '#test/world.ts'

export type OrderPeople = Awaited<ReturnType<typeof orderPeople>>

/** The performance office, the leaders and a division with its people; the office sits in a division of its own. */
export async function orderPeople(w: World) {
  const housing = await w.division({ housesPerformanceOffice: false })
  const [divisionId, elsewhere] = [await w.division(), await w.division()]
  const officeHead = await w.reauthenticated(await w.person('performanceOffice.head', housing))
  const [staff, groupHead] = [await w.person('performanceOffice.staff', housing), await w.person('leadingGroup.head')]
  const [deputy, head] = [await w.person('leadingGroup.deputy'), await w.person('division.head', divisionId)]
  const [officer, colleague] = [
    await w.person('division.officer', divisionId),
    await w.person('division.officer', divisionId),
  ]
  const [member, stranger] = [
    await w.person('leadingGroup.member', divisionId),
    await w.person('division.head', elsewhere),
  ]
  return {
    ...{ divisionId, housing, officeHead, staff, groupHead, deputy, head, officer, colleague, member, stranger },
  }
}

export const contentOf = (divisionId: string, more: Partial<OrderContent> = {}): OrderContent => ({
  ...{ target: 'division', divisionId, personId: null, ground: 'notRight', source: 'free', sourceId: null },
  ...{ title: '候检时间记录不全', finding: '10月第2周有4天没有记录候检时间。', article: 28 },
  ...{ requirement: '补齐记录，明确专人。', dueOn: '2025-11-14' },
  ...more,
})

const at = (order: z.output<typeof Order>) => ({ params: { id: order.id }, version: order.version })

export async function draftedOrder(w: World, { staff, divisionId }: OrderPeople, more: Partial<OrderContent> = {}) {
  return (await w.call(staff, beginOrder, { body: { content: contentOf(divisionId, more), fileIds: [] } })).body
}

export async function issuedOrder(w: World, people: OrderPeople, more: Partial<OrderContent> = {}) {
  const { params, version } = at(await draftedOrder(w, people, more))
  await w.call(people.officeHead, checkOrder, { params, body: { version } })
  return (await w.call(people.officeHead, issueOrder, { params, body: { version: version + 1 } })).body
}

/** Issued and received by whoever it is addressed to. */
export async function receivedOrder(w: World, people: OrderPeople, more: Partial<OrderContent> = {}, by?: Client) {
  const { params, version } = at(await issuedOrder(w, people, more))
  return (await w.call(by ?? people.head, receiveOrder, { params, body: { version } })).body
}

export const answer = { measures: '明确专人逐日记录。', result: '已补齐4天记录。' }

export async function answeredOrder(w: World, people: OrderPeople) {
  const { params, version } = at(await receivedOrder(w, people))
  const fileIds = [await uploaded(w, people.head, '记录.txt')]
  return (await w.call(people.head, answerOrder, { params, body: { version, ...answer, fileIds } })).body
}
