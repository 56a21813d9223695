import { beforeAll, describe, expect, test } from 'vitest'
import { listTodos, readHome } from '#domain/home/home.api.ts'
import { readSession } from '#domain/session/session.api.ts'
import { type Indicator, insertDuty, insertIndicator } from '#test/fixtures/duties.ts'
import { type Client, world } from '#test/world.ts'

const w = world()

let land: Indicator
let sea: Indicator
let empty: string
let october: string
const home = async (client: Client) => {
  const answer = await w.call(client, readHome)
  expect(answer.status).toBe(200)
  return answer.body
}
const businessOf = async (client: Client) => {
  const { business } = await home(client)
  if (!business) throw new Error('this post is given no business')
  return business
}

beforeAll(async () => {
  const clearance = await w.division()
  land = await insertIndicator(w.owner, { responsible: await w.division(), coordinating: clearance, year: 2025 })
  sea = await insertIndicator(w.owner, { responsible: await w.division(), coordinating: clearance, year: 2025 })
  empty = await w.division()
  const days = { startsOn: '2025-01-01', endsOn: '2025-06-30' }
  const phases = [
    { itemId: land.itemId, sort: 10, title: '设计', ...days },
    { itemId: land.itemId, sort: 20, title: '施工', startsOn: '2025-07-01', endsOn: '2025-12-31' },
    { itemId: sea.itemId, sort: 1, title: '前期', ...days },
  ]
  await w.owner.insertInto('phase').values(phases).execute()
  await insertDuty(w.owner, land, '2025-Q3')
  october = await insertDuty(w.owner, land, '2025-10')
  await insertDuty(w.owner, land, '2025-11', { stage: 'upcoming' })
  await insertDuty(w.owner, sea, '2025-10')
  await w.clock('2025-11-06')
})

/** What a run of the passenger feed proposes for a duty. */
async function suggest(dutyId: string, by: string): Promise<void> {
  const file = { digest: '0', name: 'passengers.csv', type: 'text/csv', size: 1, uploadedBy: by }
  const { id: fileId } = await w.owner.insertInto('storedFile').values(file).returning('id').executeTakeFirstOrThrow()
  const run = { feed: 'passengers', year: 2025, fileId, summary: '{}', runBy: by, runAt: '2025-11-03T09:00:00+08:00' }
  const { id: feedRunId } = await w.owner.insertInto('feedRun').values(run).returning('id').executeTakeFirstOrThrow()
  const values = { dutyId, feedRunId, value: '228.1', passengers: '2281000', lines: 62 }
  await w.owner.insertInto('dutySuggestion').values(values).execute()
}

describe('what a division sees', () => {
  test('the next day on which its data are due, and of which period', async () => {
    const { nextDue } = await businessOf(await w.person('division.officer', land.responsible))
    expect(nextDue).toEqual({ on: '2025-11-07', workingDaysLeft: 1, periods: [{ period: '2025-10', count: 1 }] })
    const coordinating = await businessOf(await w.person('division.head', land.coordinating))
    expect(coordinating.nextDue?.periods).toEqual([{ period: '2025-10', count: 2 }])
  })

  test('the standing cards that hit it, counted, and marked in the four weeks', async () => {
    const client = await w.person('division.head', land.responsible)
    const { weeks, business } = await home(client)
    // The third quarter was due on 21 October; October’s warning came before its form opened.
    expect(business?.cards.standing).toEqual({ earlyWarning: 1, yellow: 1, red: 1 })
    expect(business?.cards.rows.map(({ step }) => step)).toEqual(['red', 'yellow', 'earlyWarning'])
    expect(weeks.filter(({ card }) => card !== null)).toEqual([])
    await w.clock('2025-11-08')
    const after = await home(client)
    expect(after.weeks.filter(({ card }) => card !== null)).toMatchObject([
      { day: '2025-11-08', card: 'yellow', cardCount: 1, isWorking: false },
    ])
    await w.clock('2025-11-06')
  })

  test('its items with the phase of today and what is due next', async () => {
    const { items } = await businessOf(await w.person('division.officer', land.responsible))
    expect(items).toMatchObject({
      total: 1,
      rows: [{ id: land.itemId, phase: { number: 2, title: '施工' }, nextDueOn: '2025-10-21' }],
    })
    const past = await businessOf(await w.person('division.officer', sea.responsible))
    expect(past.items.rows).toMatchObject([{ phase: { number: 1, title: '前期' }, nextDueOn: '2025-11-07' }])
  })

  test('what the month asks of it, and for how much of it the system has a value', async () => {
    const officer = await w.person('division.officer', land.responsible)
    expect((await businessOf(officer)).burden).toEqual({ asked: 1, prefilled: 0 })
    await suggest(october, officer.id)
    expect((await businessOf(officer)).burden).toEqual({ asked: 1, prefilled: 1 })
    expect((await businessOf(await w.person('division.officer', empty))).burden).toEqual({ asked: 0, prefilled: 0 })
  })

  test('nothing of other divisions', async () => {
    const business = await businessOf(await w.person('leadingGroup.member', empty))
    expect(business).toEqual({
      scope: 'division',
      nextDue: null,
      cards: { standing: { earlyWarning: 0, yellow: 0, red: 0 }, rows: [] },
      items: { rows: [], total: 0 },
      burden: { asked: 0, prefilled: 0 },
    })
  })
})

test.each(['performanceOffice.staff', 'leadingGroup.deputy'] as const)('%s sees the whole office', async (post) => {
  const client = await w.person(post, post === 'leadingGroup.deputy' ? null : empty)
  const business = await businessOf(client)
  expect(business).toMatchObject({ scope: 'office', items: { total: 2 }, burden: { asked: 2 } })
  expect(business.nextDue?.periods).toEqual([{ period: '2025-10', count: 2 }])
  expect(business.cards.standing.red).toBe(1)
})

test.each(['systemAdmin', 'securityAdmin', 'auditAdmin'] as const)(
  '%s is given no business, not even counts',
  async (post) => {
    const { business, weeks, year } = await home(await w.person(post))
    expect(business).toBeNull()
    expect(weeks.every(({ card, cardCount }) => card === null && cardCount === 0)).toBe(true)
    expect(year?.year).toBe(2025)
  },
)

test('the year: working days left, its fixed days and the day the plan was issued', async () => {
  const { year, weeks } = await home(await w.person('division.head', empty))
  expect(year).toMatchObject({ year: 2025, workingDaysLeft: 39, countedTo: '2025-12-31' })
  expect(year?.days.map(({ on }) => on)).toEqual(['2025-01-04', '2025-07-15', '2025-12-31', '2026-01-31'])
  expect(weeks[5]).toMatchObject({ day: '2025-11-08', isWorking: false })
})

test('the to-dos are the list and the badge, each with its working days', async () => {
  const officer = await w.person('division.officer', land.responsible)
  const { todos } = await home(officer)
  expect(todos.length).toBeGreaterThan(0)
  expect((await w.call(officer, listTodos)).body.rows).toEqual(todos)
  expect((await w.call(officer, readSession)).body.todoCount).toBe(todos.length)
  expect(todos.find(({ dueOn }) => dueOn === '2025-11-05')?.workingDaysLeft).toBe(-1)
})

test('nobody who is not signed in reads it', async () => {
  expect(await w.call(null, readHome)).toMatchObject({ status: 401 })
})
