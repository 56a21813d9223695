import { beforeAll, describe, expect, test } from 'vitest'
import { downloadTimeliness, listCounted, readTimeliness } from '#domain/collection/timeliness.api.ts'
import {
  countedIn,
  groupingNames,
  measureNames,
  outcomeNames,
  type RateFacts,
  rateOf,
} from '#domain/collection/timeliness.ts'
import { readWorkbook } from '#server/kernel/office/readWorkbook.ts'
import { type Indicator, insertDuty, insertIndicator } from '#test/fixtures/duties.ts'
import { type Client, world } from '#test/world.ts'

const today = '2026-10-25'
const w = world(undefined, { today })
let land: Indicator
let sea: Indicator
let staff: Client

beforeAll(async () => {
  const coordinating = await w.division()
  land = await insertIndicator(w.owner, { responsible: await w.division(), coordinating })
  sea = await insertIndicator(w.owner, {
    responsible: await w.division(),
    coordinating: await w.division(),
    year: 2025,
  })
  staff = await w.person('performanceOffice.staff', coordinating)
  const kinds = [
    {},
    { stage: 'reported', firstSignedOn: '2026-02-03', reportedOn: '2026-02-06' },
    { stage: 'reported', firstSignedOn: '2026-12-01', reportedOn: '2026-12-01' },
    { stage: 'accepted', firstSignedOn: '2025-01-05' },
    { lateStart: true },
    { lateStart: true, stage: 'accepted', firstSignedOn: '2026-06-08' },
    { stage: 'reported', firstSignedOn: '2025-01-05', reportedOn: '2025-01-06' },
  ]
  for (let month = 1; month <= 12; month += 1)
    for (const of of [land, sea])
      await insertDuty(w.owner, of, `${of.year}-${String(month).padStart(2, '0')}`, kinds[month % kinds.length])
  await w.owner
    .updateTable('duty')
    .set({ stage: 'withdrawn', returnReason: '不再报送' })
    .where('period', '=', '2026-05')
    .execute()
})

/** Every duty by itself, through the pure rule. */
const all = () => w.owner.selectFrom('duty').selectAll().execute()
const table = async (client: Client, query: Record<string, unknown> = {}) =>
  (await w.call(client, readTimeliness, { query })).body
const lengthOf = async (client: Client, query: Record<string, unknown>) => {
  let [count, after] = [0, undefined as string | undefined]
  do {
    const { body } = await w.call(client, listCounted, {
      query: { ...query, limit: 5, ...(after ? { after } : {}) } as never,
    })
    count += body.rows.length
    after = body.next ?? undefined
  } while (after)
  return count
}

test('statement and rule count the same', async () => {
  const { total } = await table(staff)
  const duties = await all()
  for (const measure of measureNames) {
    const results = duties.map((duty) => countedIn(measure, duty as RateFacts, today))
    const met = results.filter((one) => one === 'met').length
    expect(total[measure], measure).toEqual({ met, counted: met + results.filter((one) => one === 'unmet').length })
  }
  const out = duties.map((duty) => countedIn('reported', duty as RateFacts, today))
  for (const why of ['withdrawn', 'awaiting', 'notDue', 'lateStart'] as const)
    expect(total[why], why).toBe(out.filter((one) => one === why).length)
  expect([total.withdrawn, total.awaiting, total.notDue, total.lateStart].every((count) => count > 0)).toBe(true)
})

test.each(groupingNames)('%s: every number opens a list of that length, and the lines add up', async (by) => {
  const { rows, total } = await table(staff, { by })
  expect(rows.length).toBeGreaterThan(0)
  for (const measure of measureNames) {
    expect(rows.reduce((sum, row) => sum + row[measure].counted, 0)).toBe(total[measure].counted)
    for (const row of rows.slice(0, 3)) {
      const query = { measure, ...row.filter }
      expect(await lengthOf(staff, { ...query, outcome: 'counted' })).toBe(row[measure].counted)
      expect(await lengthOf(staff, { ...query, outcome: 'met' })).toBe(row[measure].met)
      expect(await lengthOf(staff, { ...query, outcome: 'unmet' })).toBe(row[measure].counted - row[measure].met)
    }
  }
})

test('filters narrow the table as they narrow the list', async () => {
  const query = { year: 2026, period: '2026-02', divisionId: land.responsible, collectingUnitId: 'none' }
  const { total } = await table(staff, { ...query, indicatorId: land.id })
  for (const outcome of outcomeNames) {
    const count = await lengthOf(staff, { ...query, indicatorId: land.id, measure: 'complete', outcome })
    if (outcome === 'counted') expect(count).toBe(total.complete.counted)
    if (outcome === 'withdrawn') expect(count).toBe(total.withdrawn)
  }
})

describe('who sees whose', () => {
  test.each([
    ['the performance office', 'performanceOffice.head', 2],
    ['the head of the leading group', 'leadingGroup.head', 2],
    ['a deputy', 'leadingGroup.deputy', 2],
    ['a division its own', 'division.officer', 1],
    ['a member of the group his division’s', 'leadingGroup.member', 1],
  ] as const)('%s', async (_, post, lines) => {
    const isOffice = post === 'leadingGroup.head' || post === 'leadingGroup.deputy'
    const { rows } = await table(await w.person(post, isOffice ? null : land.responsible))
    expect(rows).toHaveLength(lines)
  })

  test('the coordinating division sees what it coordinates, a stranger nothing, and nobody by naming another', async () => {
    const coordinator = await w.person('division.head', land.coordinating)
    expect((await table(coordinator)).rows.map(({ filter }) => filter.divisionId)).toEqual([land.responsible])
    expect((await table(coordinator, { divisionId: sea.responsible })).total.complete.counted).toBe(0)
    const counted = { measure: 'complete', outcome: 'counted' }
    expect(await lengthOf(coordinator, { ...counted, divisionId: sea.responsible })).toBe(0)
    expect(await lengthOf(staff, { ...counted, divisionId: sea.responsible })).toBeGreaterThan(0)
    const stranger = await w.person('division.head', await w.division())
    expect((await table(stranger)).rows).toEqual([])
    const admin = await w.call(await w.person('systemAdmin'), readTimeliness)
    expect(admin).toMatchObject({ status: 403, body: { code: 'no_business_content' } })
  })
})

test('timeliness as a workbook: every number as the table has it', async () => {
  const { body } = await w.call(staff, downloadTimeliness, { query: { by: 'year' } })
  const sheets = await readWorkbook(body as Buffer)
  if (!sheets.ok) throw new Error('no workbook')
  const cells = sheets.sheets[0]?.rows.map((row) => row.cells.map((cell) => cell.text)) ?? []
  const { rows, total } = await table(staff, { by: 'year' })
  for (const row of [...rows, total]) {
    const line = cells.find(([name]) => name === row.name.zh)
    expect(line?.slice(1, 4).map(Number)).toEqual([
      Number(rateOf(row.complete)),
      row.complete.counted,
      row.complete.met,
    ])
  }
})
