import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { sweepNow } from '#server/kernel/sweep.ts'
import { insertIndicator } from '#test/fixtures/duties.ts'
import { untilWaiting } from '#test/waiting.ts'
import { world } from '#test/world.ts'
import { lightChanges, lightCounts, lightList } from './progress.public.ts'

const w = world(undefined, { today: '2026-03-10' })

const count = async () => {
  const { rows } = await sql<{ lights: number; changes: number; twice: number }>`select
    (select count(*) from item_light where light is not null) as lights, (select count(*) from light_change) as changes,
    (select count(*) from (select item_id, number from light_change group by 1, 2 having count(*) > 1) as more) as twice`.execute(
    w.owner,
  )
  return rows[0]
}

/** So many items of one division, each with a phase that ended on the last day of February and one that runs. */
async function items(most: number) {
  const parties = { responsible: await w.division(), coordinating: await w.division() }
  const { itemId } = await insertIndicator(w.owner, parties)
  await sql`insert into item (plan_id, year, code, sort, title, kind, dimension, responsible_division_id,
      coordinating_division_id, starts_on, ends_on)
    select plan_id, year, code || '-' || n, sort + n, title || n, kind, dimension, responsible_division_id,
      coordinating_division_id, starts_on, ends_on from item, generate_series(2, ${most}::integer) n
    where id = ${itemId}`.execute(w.owner)
  await sql`insert into phase (item_id, sort, title, starts_on, ends_on, weight)
    select item.id, n, '阶段', case n when 1 then date '2026-01-01' else date '2026-03-01' end,
      case n when 1 then date '2026-02-28' else date '2026-12-31' end, 50
    from item, generate_series(1, 2) n where responsible_division_id = ${parties.responsible}`.execute(w.owner)
  return parties
}

const run = () =>
  promisify(execFile)(process.execPath, ['test/sweepOnce.ts', w.database.appUrl, w.app.config.dataDir], {
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  })

test('two processes released together light each item once', { timeout: 180_000 }, async () => {
  await items(400)
  const both = await w.owner.transaction().execute(async (tx) => {
    await sql`lock table item_light in access exclusive mode`.execute(tx)
    const started = Promise.all([run(), run()])
    await untilWaiting(w.app.db, 2)
    return { started }
  })
  await both.started
  expect(await count()).toEqual({ lights: 400, changes: 400, twice: 0 })
})

test('a day brings one change to each, in whichever process', { timeout: 180_000 }, async () => {
  // the sixth working day after 28 February: a make-up working day of the Spring Festival
  const { rows } = await sql<{ rule: number; light: string }>`select distinct rule, light from item_light`.execute(
    w.owner,
  )
  expect(rows).toEqual([{ light: 'red', rule: 3 }])
  await w.owner.updateTable('phase').set({ endsOn: '2026-12-30' }).where('sort', '=', 1).execute()
  await w.owner.updateTable('office').set({ clockDay: '2026-03-11' }).execute()
  const both = await w.owner.transaction().execute(async (tx) => {
    await sql`lock table item_light in access exclusive mode`.execute(tx)
    const started = Promise.all([run(), run()])
    await untilWaiting(w.app.db, 2)
    return { started }
  })
  await both.started
  expect(await count()).toEqual({ lights: 400, changes: 800, twice: 0 })
})

test('a restart changes nothing again', async () => {
  const before = await count()
  await sweepNow(w.app)
  await sweepNow(w.app)
  expect(await count()).toEqual(before)
})

test('more items than one round holds are all lit, in few seconds; a division counts its own', {
  timeout: 180_000,
}, async () => {
  const { responsible, coordinating } = await items(10_000)
  const began = performance.now()
  await sweepNow(w.app)
  expect(performance.now() - began).toBeLessThan(30_000)
  expect(await count()).toEqual({ lights: 10_400, changes: 10_800, twice: 0 })
  const common = { name: '', postId: '', inChargeOf: [] }
  const at = (divisionId: string) => ({ ...common, id: divisionId, post: 'division.officer' as const, divisionId })
  const office = { ...common, id: responsible, post: 'performanceOffice.staff' as const, divisionId: null }
  await w.owner.transaction().execute(async (tx) => {
    const sum = (rows: readonly { count: number }[]) => rows.reduce((all, row) => all + row.count, 0)
    expect(sum(await lightCounts(tx, office, 2026))).toBe(10_400)
    expect(sum(await lightCounts(tx, at(responsible), 2026))).toBe(10_000)
    expect(sum(await lightCounts(tx, at(coordinating), 2026))).toBe(10_000)
    expect(await lightCounts(tx, at(await w.division()), 2026)).toEqual([])
    const asked = { year: 2026, light: 'red' as const, limit: 60 }
    const first = await lightList(tx, at(responsible), asked)
    const second = await lightList(tx, at(responsible), { ...asked, after: first.next ?? '' })
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(120)
    const since = { year: 2026, since: '2026-03-10T16:00:00Z', limit: 50 }
    expect((await lightChanges(tx, at(coordinating), since)).rows).toHaveLength(50)
    expect((await lightChanges(tx, at(coordinating), { ...since, since: '2026-03-12T00:00:00Z' })).rows).toEqual([])
  })
})
