import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { sweepNow } from '#server/kernel/sweep.ts'
import { insertDuty, insertIndicator } from '#test/fixtures/duties.ts'
import { until, untilWaiting, waitingFor } from '#test/waiting.ts'
import { world } from '#test/world.ts'

const w = world(undefined, { today: '2026-10-25' })

const count = async () => {
  const { rows } = await sql<{ cards: number; entries: number }>`select (select count(*) from card) as cards,
    (select count(*) from history where subject_kind = 'card') as entries`.execute(w.owner)
  return rows[0]
}

/** So many duties of the third quarter, three cards each; many indicators come from one by SQL. */
async function duties(count: number): Promise<void> {
  const of = await insertIndicator(w.owner, { responsible: await w.division(), coordinating: await w.division() })
  const first = await insertDuty(w.owner, of, '2026-Q3')
  await sql`insert into indicator (item_id, sort, name, unit, decimals, frequency)
    select ${of.itemId}, n, 'n', 'n', 0, 'quarter' from generate_series(2, ${count}::integer) n`.execute(w.owner)
  await sql`insert into duty (year, indicator_id, item_id, period, frequency, responsible_division_id,
      coordinating_division_id, stage, opens_on, reminder_on, early_warning_on, internal_due_on, external_due_on, red_on,
      pack_version, settings_revision, set_on, step_on)
    select year, indicator.id, duty.item_id, period, duty.frequency, responsible_division_id, coordinating_division_id,
      stage, opens_on, reminder_on, early_warning_on, internal_due_on, external_due_on, red_on, pack_version,
      settings_revision, set_on, step_on
    from duty join indicator on indicator.item_id = duty.item_id and indicator.sort > 1
    where duty.id = ${first}`.execute(w.owner)
}

const run = () =>
  promisify(execFile)(process.execPath, ['test/sweepOnce.ts', w.database.appUrl, w.app.config.dataDir], {
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  })

test('two processes released together fire each card once', { timeout: 180_000 }, async () => {
  await duties(400)
  const both = await w.owner.transaction().execute(async (tx) => {
    await sql`lock table duty in access exclusive mode`.execute(tx)
    const started = Promise.all([run(), run()])
    await untilWaiting(w.app.db, 2)
    return { started }
  })
  await both.started
  expect(await count()).toEqual({ cards: 1_200, entries: 1_200 })
})

test('a process that sweeps while another one is firing finds nothing left to fire', { timeout: 180_000 }, async () => {
  await sweepNow(w.app) // what a sweep finds to do once in an office is done
  const before = await count()
  await duties(40)
  const both = await w.owner.transaction().execute(async (tx) => {
    await sql`lock table card in share mode`.execute(tx)
    const first = run()
    await untilWaiting(w.app.db, 1)
    let hasEnded = false
    const second = run().finally(() => {
      hasEnded = true
    })
    await until(async () => hasEnded || (await waitingFor(w.app.db)) === 2, 'the second process did nothing')
    return { ended: Promise.all([first, second]) }
  })
  await both.ended
  const [cards, entries] = [before?.cards ?? 0, before?.entries ?? 0]
  expect(await count()).toEqual({ cards: cards + 120, entries: entries + 120 })
})

test('a restart fires nothing again', async () => {
  const before = await count()
  await sweepNow(w.app)
  await sweepNow(w.app)
  expect(await count()).toEqual(before)
})

test('more duties than one round locks are all swept', { timeout: 180_000 }, async () => {
  const before = await count()
  await duties(12_001)
  await sweepNow(w.app)
  expect((await count())?.cards).toBe((before?.cards ?? 0) + 36_003)
})

test('a duty at which a person is working is passed over and swept the next time', async () => {
  const before = await count()
  const of = await insertIndicator(w.owner, { responsible: await w.division(), coordinating: await w.division() })
  const id = await insertDuty(w.owner, of, '2026-Q3')
  await w.owner.transaction().execute(async (tx) => {
    await tx.selectFrom('duty').select('id').where('id', '=', id).forUpdate().execute()
    await sweepNow(w.app)
    expect(await count()).toEqual(before)
  })
  await sweepNow(w.app)
  expect((await count())?.cards).toBe((before?.cards ?? 0) + 3)
})
