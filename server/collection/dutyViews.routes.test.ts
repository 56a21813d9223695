import { beforeAll, describe, expect, test } from 'vitest'
import { listDuties, readMatrix } from '#domain/collection/duty.api.ts'
import type { Counted } from '#domain/collection/dutyFilters.ts'
import type { DataState } from '#domain/collection/dutyStates.ts'
import { readBurden, readCalendar, readDivisionMatrix, type Tally } from '#domain/collection/dutyViews.api.ts'
import { duties, offered, peopleOf, signed } from '#test/duties.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
let office: Client
let outsider: Client
let people: Awaited<ReturnType<typeof peopleOf>>
let responsible: string
let coordinating: string
let ids: string[]

beforeAll(async () => {
  const house = await w.division({ housesPerformanceOffice: true })
  responsible = await w.division()
  coordinating = await w.division()
  people = await peopleOf(w, responsible, coordinating)
  office = await w.person('performanceOffice.staff', house)
  outsider = await w.person('division.head', await w.division())
  const twin = { name: '信息报送篇数', unit: '篇' }
  const given = {
    responsible,
    coordinating,
    indicators: [twin, { ...twin, evidenceNeeded: true }, { name: '事故起数', unit: '起' }, { frequency: 'quarter' }],
  }
  ids = (await duties(w, given)).ids
  await offered(w, people.officer, ids[0] ?? '', '0')
  await offered(w, people.officer, ids[1] ?? '', null)
  await signed(w, people.head, '2025-10')
})

const list = async (client: Client, query: object) =>
  (await w.call(client, listDuties, { query: { ...query, limit: 200 } })).body.rows

/** Every number of a count is the length of the list it leads to. */
async function expectLists(client: Client, tally: Tally, at: object): Promise<void> {
  const listed = async (more: object) => (await list(client, { ...at, withdrawn: 'excluded', ...more })).length
  expect(await listed({})).toBe(tally.total)
  for (const [stage, count] of Object.entries(tally.stages)) expect(await listed({ stage }), stage).toBe(count)
  for (const state of ['nil', 'zero', 'missing', 'late', 'corrected'] as DataState[])
    expect(await listed({ dataState: state }), state).toBe(tally.states[state] ?? 0)
}

describe('division × period', () => {
  test('counts by stage and by state of the data, and each count opens exactly its list', async () => {
    const { status, body } = await w.call(office, readDivisionMatrix, { query: { year: 2025 } })
    expect(status).toBe(200)
    const row = body.rows.find(({ division }) => division.id === responsible)
    const october = row?.cells.find(({ period }) => period === '2025-10')
    expect(october).toMatchObject({
      total: 3,
      stages: { open: 1, submitted: 2 },
      states: { nil: 1, zero: 1, missing: 1 },
    })
    expect(row?.cells.map(({ period }) => period)).toContain('2025-Q3')
    for (const cell of row?.cells ?? [])
      await expectLists(office, cell, { year: 2025, divisionId: responsible, period: cell.period })
  })

  test('a division sees those it owes or coordinates, nobody the others', async () => {
    const seen = async (client: Client) =>
      (await w.call(client, readDivisionMatrix, { query: { year: 2025 } })).body.rows.map(({ division }) => division.id)
    expect(await seen(people.officer)).toEqual([responsible])
    expect(await seen(people.coordinator)).toEqual([responsible])
    expect(await seen(outsider)).toEqual([])
    expect(await w.call(await w.person('auditAdmin'), readDivisionMatrix, { query: { year: 2025 } })).toMatchObject({
      status: 403,
    })
  })
})

describe('the calendar', () => {
  test('each due day with what it asks, and each count opens exactly its list', async () => {
    const { body } = await w.call(office, readCalendar, { query: { month: '2025-11', divisionId: responsible } })
    expect(body.due.map(({ day, kind }) => [day, kind])).toEqual([
      ['2025-11-05', 'internal'],
      ['2025-11-07', 'external'],
    ])
    expect(body.due[1]?.first).toHaveLength(3)
    expect(body.due[1]?.first[0]).toMatchObject({ indicator: '事故起数', stage: 'open', states: ['missing'] })
    expect(body.due[1]?.first.flatMap(({ states }) => states).toSorted()).toEqual(['missing', 'nil', 'zero'])
    for (const { day, kind, ...tally } of body.due)
      await expectLists(office, tally, { divisionId: responsible, dueOn: day, due: kind })
    expect(body.rest).toContain('2025-11-08')
    expect(body.rest).not.toContain('2025-11-07')
  })

  test('what is due in January is of the year before', async () => {
    const { body } = await w.call(office, readCalendar, { query: { month: '2026-01', divisionId: responsible } })
    expect(body.due.length).toBeGreaterThan(0)
    for (const { day, kind, ...tally } of body.due)
      await expectLists(office, tally, { divisionId: responsible, dueOn: day, due: kind })
  })

  test('a division sees its own, nobody the others; and a month is a month', async () => {
    const query = { month: '2025-11' }
    const due = async (client: Client) => (await w.call(client, readCalendar, { query })).body
    expect((await due(people.officer)).due).toHaveLength(2)
    expect(await due(outsider)).toMatchObject({ due: [], divisions: [] })
    expect((await due(people.coordinator)).divisions.map(({ id }) => id)).toEqual([responsible])
    expect(await w.call(await w.person('systemAdmin'), readCalendar, { query })).toMatchObject({ status: 403 })
    expect(await w.call(office, readCalendar, { query: { month: '2025-13' } })).toMatchObject({ status: 422 })
  })
})

describe('the burden', () => {
  test('what a month asked and what was there, and each count opens exactly its list', async () => {
    const { body } = await w.call(office, readBurden, { query: { year: 2025 } })
    const rows = body.rows.filter(({ division }) => division.id === responsible)
    const november = rows.find(({ month }) => month === '2025-11')
    expect(november).toMatchObject({ fields: 3, files: 1, prefilled: 0, carried: 0, twice: 2 })
    for (const row of rows)
      for (const counted of ['fields', 'files', 'prefilled', 'carried', 'twice'] as Counted[]) {
        const at = { divisionId: responsible, askedIn: row.month, counted }
        expect(await list(office, at), `${row.month} ${counted}`).toHaveLength(row[counted])
      }
  })

  test('a figure of the year before and one that a file gives are counted as there', async () => {
    const { ids: before } = await duties(
      w,
      {
        ...{ responsible, coordinating, year: 2024 },
        indicators: [{ name: '事故起数', unit: '起' }],
      },
      { period: '2024-10', issuedOn: '2023-12-20' },
    )
    await offered(w, people.officer, before[0] ?? '', '3')
    await signed(w, people.head, '2024-10')
    const { body } = await w.call(people.officer, readBurden, { query: { year: 2025 } })
    expect(body.rows.find(({ month }) => month === '2025-11')).toMatchObject({ fields: 3, carried: 1 })
    expect(await list(people.officer, { askedIn: '2025-11', counted: 'carried' })).toMatchObject([{ id: ids[2] }])
  })

  test('a division sees its own alone, also where it coordinates', async () => {
    const seen = async (client: Client) => (await w.call(client, readBurden, { query: { year: 2025 } })).body.rows
    expect(new Set((await seen(people.officer)).map(({ division }) => division.id))).toEqual(new Set([responsible]))
    expect(await seen(people.coordinator)).toEqual([])
    expect(await seen(outsider)).toEqual([])
    expect(await w.call(await w.person('securityAdmin'), readBurden, { query: { year: 2025 } })).toMatchObject({
      status: 403,
    })
  })
})

test('the indicators of a year come page by page, without gap or repetition', async () => {
  const whole = (await w.call(office, readMatrix, { query: { year: 2025 } })).body
  expect(whole.next).toBeNull()
  const names: string[] = []
  for (let after = ''; ; ) {
    const { body } = await w.call(office, readMatrix, { query: { year: 2025, limit: 1, ...(after ? { after } : {}) } })
    names.push(...body.rows.map(({ indicator }) => indicator.id))
    if (body.next === null) break
    after = body.next
  }
  expect(names).toEqual(whole.rows.map(({ indicator }) => indicator.id))
  const fault = await w.call(office, readMatrix, { query: { year: 2025, after: 'x' } })
  expect(fault).toMatchObject({ status: 422 })
})

test('a list names a year, a month or a day', async () => {
  expect(await w.call(office, listDuties, { query: {} })).toMatchObject({ status: 422 })
})
