import { beforeAll, describe, expect, test } from 'vitest'
import type { Board, BoardLine } from '#domain/board/board.api.ts'
import {
  listSavedViews,
  readBoard,
  readBoardChanges,
  readCockpit,
  recordBoardVisit,
  removeView,
  saveView,
} from '#domain/board/board.api.ts'
import { lineNumbers, listOfDay, listOfMatter, listOfNumber, mostViews, openMatterNames } from '#domain/board/board.ts'
import { listCards } from '#domain/card/card.api.ts'
import { listDuties } from '#domain/collection/duty.api.ts'
import { listCounted } from '#domain/collection/timeliness.api.ts'
import type { Endpoint } from '#domain/kernel/endpoint.ts'
import { listOpinions } from '#domain/opinion/opinion.api.ts'
import { listItems } from '#domain/plan/item.api.ts'
import { listOrders } from '#domain/rectification/order.api.ts'
import { listTickets } from '#domain/supervision/ticket.api.ts'
import { duties, peopleOf } from '#test/duties.ts'
import { issuedOrder, orderPeople } from '#test/orders.ts'
import { assigned } from '#test/tickets.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
const year = 2025

/** The endpoint behind each page that a number leads to. */
const lists: Readonly<Record<string, Endpoint>> = {
  '/items': listItems,
  '/duties/list': listDuties,
  '/timeliness/duties': listCounted,
  '/cards': listCards,
  '/tickets': listTickets,
  '/opinions': listOpinions,
  '/rectifications': listOrders,
}

async function lengthOf(client: Client, address: string): Promise<number> {
  const [path = '', search] = address.split('?')
  const endpoint = lists[path]
  if (!endpoint) throw new Error(`no list behind ${path}`)
  const given = Object.fromEntries(new URLSearchParams(search))
  const query = path === '/duties/list' ? { ...given, withdrawn: 'excluded', limit: 200 } : { ...given, limit: 200 }
  const answer = await w.call(client, endpoint, { query })
  expect(answer.status, address).toBe(200)
  return (answer.body as { rows: unknown[] }).rows.length
}

type Place = Awaited<ReturnType<typeof prepare>>
let at: Place

async function prepare() {
  const people = await orderPeople(w)
  const [first, second] = [await w.division(), await w.division()]
  const ofFirst = await peopleOf(w, first, second)
  const ofSecond = await peopleOf(w, second, first)
  const { itemId } = await duties(w, { responsible: first, coordinating: second, indicators: [{}, {}] })
  const other = await duties(w, { responsible: second, coordinating: first, indicators: [{}] })
  await duties(w, { responsible: people.divisionId, coordinating: second, indicators: [{}] })
  await w.owner.updateTable('item').set({ dimension: 'quality' }).where('id', '=', other.itemId).execute()
  await someReported(itemId)
  await assigned(w, people.staff, [first, second])
  await issuedOrder(w, people, { divisionId: first })
  await w.clock('2025-11-06')
  const admin = await w.person('systemAdmin')
  return { ...people, first, second, ofFirst, ofSecond, itemId, otherItemId: other.itemId, admin }
}
/** Of an item's data some were reported in time, some late, some signed and not reported. */
async function someReported(itemId: string) {
  const given = [
    { period: '2025-01', firstSignedOn: '2025-02-05', reportedOn: '2025-02-06', stage: 'reported' },
    { period: '2025-02', firstSignedOn: '2025-04-01', reportedOn: '2025-04-02', stage: 'reported' },
    { period: '2025-03', firstSignedOn: '2025-04-03', reportedOn: null, stage: 'submitted' },
  ]
  for (const { period, ...values } of given)
    await w.owner.updateTable('duty').set(values).where('itemId', '=', itemId).where('period', '=', period).execute()
}

beforeAll(async () => {
  at = await prepare()
})

const board = async (client: Client, by: 'division' | 'dimension' = 'division'): Promise<Board> =>
  (await w.call(client, readBoard, { query: { year, by } })).body

const partOf = (line: BoardLine, by: 'division' | 'dimension', own: string | undefined) =>
  by === 'division'
    ? { year, divisionId: line.key }
    : { year, dimension: line.key, ...(own === undefined ? {} : { divisionId: own }) }

describe('each number opens a list with as many rows', () => {
  const viewers = {
    'the performance office': () => at.staff,
    'the head of the group': () => at.groupHead,
    'a division': () => at.ofFirst.officer,
    'another division': () => at.ofSecond.head,
    'a member of the group': () => at.member,
  } as const

  test.each(Object.entries(viewers))('%s', async (_name, clientOf) => {
    const client = clientOf()
    for (const by of ['division', 'dimension'] as const) {
      const { lines, total, division } = await board(client, by)
      const own = division?.id
      for (const line of lines)
        for (const number of lineNumbers) {
          const address = listOfNumber(number, partOf(line, by, own))
          expect([address, await lengthOf(client, address)]).toEqual([address, line.numbers[number]])
        }
      for (const number of lineNumbers) {
        const address = listOfNumber(number, { year, divisionId: own })
        expect([address, await lengthOf(client, address)]).toEqual([address, total[number]])
      }
    }
    const { days, open, division } = await board(client)
    for (const { on, total, owed } of days) {
      expect(await lengthOf(client, listOfDay(on, false, division?.id))).toBe(total)
      expect(await lengthOf(client, listOfDay(on, true, division?.id))).toBe(owed)
    }
    for (const matter of openMatterNames)
      expect(await lengthOf(client, listOfMatter(matter, { year, divisionId: division?.id }))).toBe(open[matter])
  })

  test('the numbers are not all zero', async () => {
    const { total, open, days } = await board(at.staff)
    expect(total).toMatchObject({ missing: expect.any(Number), counted: expect.any(Number) })
    expect(total.met).toBeLessThan(total.counted)
    expect(Math.min(total.missing, total.met, total.redCards, total.yellowCards)).toBeGreaterThan(0)
    expect(total.red + total.yellow + total.green).toBeGreaterThan(0)
    expect([open.tickets, open.orders]).toEqual([1, 1])
    expect(days.length).toBeGreaterThan(0)
  })
})

test('a division has its own line alone, of the organization’s order the performance office has all', async () => {
  const own = await board(at.ofFirst.officer)
  expect(own.lines.map(({ key }) => key)).toEqual([at.first])
  expect(own.cards.every(({ division }) => division.id === at.first)).toBe(true)
  const all = await board(at.staff)
  const sorted = await w.owner.selectFrom('division').select('id').orderBy('sort').orderBy('id').execute()
  expect(all.lines.map(({ key }) => key)).toEqual(sorted.map(({ id }) => id))
})

describe('changes since the last visit', () => {
  const changes = async (client: Client) => (await w.call(client, readBoardChanges, { query: { year } })).body
  const leave = async (client: Client) => {
    const { asOf } = await changes(client)
    return w.call(client, recordBoardVisit, { body: { year, asOf } })
  }

  test('whoever comes first is told of none; later what happened since, each person for themselves', async () => {
    expect(await changes(at.staff)).toMatchObject({ since: null, counts: [], rows: [] })
    await leave(at.staff)
    expect((await changes(at.staff)).rows).toEqual([])
    await assigned(w, at.officeHead, [at.second], { title: '另一件' })
    await issuedOrder(w, at, { divisionId: at.second, title: '另一份' })
    await w.clock('2025-12-10')
    const told = await changes(at.staff)
    const kinds = new Set(told.counts.map(({ kind }) => kind))
    for (const kind of ['card', 'overdue', 'ticket', 'order'] as const) expect([...kinds]).toContain(kind)
    expect(told.rows.find(({ kind }) => kind === 'ticket')).toMatchObject({ title: '另一件' })
    const overdue = told.rows.find(({ kind }) => kind === 'overdue')
    const counted = told.counts.find(({ kind }) => kind === 'overdue')
    expect(await lengthOf(at.staff, overdue?.link ?? '')).toBe(counted?.count)
    expect(await changes(at.officeHead)).toMatchObject({ since: null })
    await leave(at.staff)
    expect((await changes(at.staff)).rows).toEqual([])
  })

  test('a division is told nothing of another one', async () => {
    await leave(at.ofFirst.officer)
    await assigned(w, at.officeHead, [at.second], { title: '第三件' })
    await issuedOrder(w, at, { divisionId: at.second, title: '第三份' })
    await w.clock('2025-12-11')
    const told = await changes(at.ofFirst.officer)
    expect(told.rows.filter(({ kind }) => kind === 'ticket' || kind === 'order')).toEqual([])
    expect(JSON.stringify(told)).not.toContain('第三')
  })

  test('a moment that is yet to come counts as now, an earlier one changes nothing', async () => {
    await w.call(at.deputy, recordBoardVisit, { body: { year, asOf: '2099-01-01T00:00:00Z' } })
    const { since } = await changes(at.deputy)
    expect(since?.slice(0, 7)).toBe('2025-12')
    await w.call(at.deputy, recordBoardVisit, { body: { year, asOf: '2020-01-01T00:00:00Z' } })
    expect((await changes(at.deputy)).since).toBe(since)
  })
})

describe('saved views', () => {
  const save = (client: Client, name: string, search = 'by=dimension') =>
    w.call(client, saveView, { body: { path: '/board', name, search } })
  const names = async (client: Client) =>
    (await w.call(client, listSavedViews, { query: { path: '/board' } })).body.rows.map(({ name, search }) => [
      name,
      search,
    ])

  test('are a person’s own; the same name takes the new filters; nobody else removes them', async () => {
    const { body } = await save(at.staff, '按维度看')
    await save(at.staff, '按维度看', 'by=dimension&year=2025')
    expect(await names(at.staff)).toEqual([['按维度看', 'by=dimension&year=2025']])
    expect(await names(at.officeHead)).toEqual([])
    expect((await w.call(at.officeHead, removeView, { params: { id: body.id } })).status).toBe(404)
    expect(await names(at.staff)).toHaveLength(1)
    expect((await w.call(at.staff, removeView, { params: { id: body.id } })).status).toBe(200)
    expect(await names(at.staff)).toEqual([])
  })

  test('are limited in number', async () => {
    for (let n = 0; n < mostViews; n += 1) expect((await save(at.deputy, `视图${n}`)).status).toBe(200)
    expect((await save(at.deputy, '再一个')).status).toBe(422)
    expect(await names(at.deputy)).toHaveLength(mostViews)
  })
})

test('the cockpit is the leaders’ and the performance office’s; administrators see neither', async () => {
  const asked = { query: { year } }
  const cockpit = await w.call(at.groupHead, readCockpit, asked)
  expect(cockpit.status).toBe(200)
  expect(cockpit.body.periods.length).toBeGreaterThan(0)
  expect(cockpit.body.periods.reduce((sum, { met, late, missing }) => sum + met + late + missing, 0)).toBe(
    cockpit.body.total.counted,
  )
  expect((await w.call(at.ofFirst.head, readCockpit, asked)).status).toBe(403)
  for (const endpoint of [readBoard, readBoardChanges, readCockpit])
    expect((await w.call(at.admin, endpoint, asked)).status).toBe(403)
})
