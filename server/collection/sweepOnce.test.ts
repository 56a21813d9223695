import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { answerCard } from '#domain/card/card.api.ts'
import { askDueException, grantDueException } from '#domain/collection/dueException.api.ts'
import { insertDuty, insertIndicator } from '#test/fixtures/duties.ts'
import { until, untilWaiting } from '#test/waiting.ts'
import { type Client, world } from '#test/world.ts'

/** Third quarter of 2026: internal 16 October, external 20 October, yellow on the 21st, red on the 23rd. */
const w = world(undefined, { today: '2026-10-12' })
const count = 60
let people: { officer: Client; staff: Client; head: Client }
let duties: readonly string[] = []

/** So many open duties of one division; one, the first, is reported late for an opened period. */
beforeAll(async () => {
  const [responsible, coordinating] = [await w.division(), await w.division()]
  const ids: string[] = []
  for (let n = 0; n < count; n += 1)
    ids.push(await insertDuty(w.owner, await insertIndicator(w.owner, { responsible, coordinating }), '2026-Q3'))
  duties = ids
  people = {
    officer: await w.person('division.officer', responsible),
    head: await w.person('division.head', responsible),
    staff: await w.person('performanceOffice.staff', await w.division()),
  }
})

const command = (extra: readonly string[] = []) => [
  'test/sweepOnce.ts',
  w.database.appUrl,
  w.app.config.dataDir,
  ...extra,
]
const env = { ...process.env, NODE_NO_WARNINGS: '1' }
const run = (...extra: string[]) => promisify(execFile)(process.execPath, command(extra), { env })
const clockTo = (day: string) => w.owner.updateTable('office').set({ clockDay: day }).execute()

/** What was fired for the duties, each step with how many, and with as many rows of history. */
async function fired() {
  const { rows } = await sql<{ step: string; revision: number; n: number; entries: number }>`
    select card.step, card.due_revision as revision, count(*)::int as n, (sum((select count(*) from history
      where subject_kind = 'card' and subject_id = card.id and action = 'card.' || card.step)))::int as entries
    from card where duty_id = any(${[...duties]}::uuid[]) group by 1, 2 order by min(card.fired_on), 1`.execute(w.owner)
  return rows.map(({ step, revision, n, entries }) => `${step} ${revision}: ${n} ${entries}`)
}
const entries = async (action: string) =>
  (
    await sql<{ n: number }>`select count(*)::int as n from history where action = ${action}
    and subject_id = any(${[...duties]}::uuid[])`.execute(w.owner)
  ).rows[0]?.n

/** Both come to the lock before either goes on; then one that is killed in the midst of it, and a restart. */
async function raced(...extra: string[]) {
  const both = await w.owner.transaction().execute(async (tx) => {
    await sql`lock table duty in access exclusive mode`.execute(tx)
    const started = Promise.all([run(...extra), run(...extra)])
    await untilWaiting(w.app.db, 2)
    return { started }
  })
  await both.started
}

/** A process that has locked and looked at its duties and is killed before it can write a card; nothing of it stays. */
async function killedBetween(table: 'card' | 'history', ...extra: string[]) {
  await w.owner.transaction().execute(async (tx) => {
    await sql`lock table ${sql.table(table)} in share mode`.execute(tx)
    const victim = execFile(process.execPath, command(extra), { env })
    await untilWaiting(w.app.db, 1)
    const gone = new Promise((resolve) => victim.once('exit', resolve))
    victim.kill('SIGKILL')
    await gone
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()
      and wait_event_type = 'Lock'`.execute(tx)
    await until(
      async () =>
        (
          await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(w.owner)
        ).rows[0]?.n === 0,
      'it still waits',
    )
  })
}

describe.sequential('cards over days that were moved fire once, whoever sweeps and whoever is killed', {
  timeout: 180_000,
}, () => {
  test('a later day that was granted: nothing on the old day, each card once on the new one', async () => {
    const of = { dutyId: duties[0] ?? '' }
    const reason = '市局系统升级，数据推迟提供'
    const body = { of, reason, internalOn: '2026-10-20', externalOn: null, consent: null }
    const asked = await w.call(people.officer, askDueException, { body })
    expect(asked.status).toBe(200)
    // two people grant at once: one of them is told, and the day moves once
    const grant = () =>
      w.call(people.staff, grantDueException, { params: { id: asked.body.id }, body: { version: asked.body.version } })
    const both = await Promise.all([grant(), grant()])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(await entries('duty.extend')).toBe(1)
    await clockTo('2026-10-13')
    await killedBetween('card')
    expect(await fired()).toEqual([])
    await raced()
    await run()
    expect(await fired()).toEqual([`earlyWarning 1: ${count - 1} ${count - 1}`, 'earlyWarning 2: 1 1'])
  })

  test('a corrected list of holidays: counted again once, and logged once', async () => {
    await clockTo('2026-10-14')
    await run()
    await killedBetween('history', '2026-10-19')
    expect(await entries('duty.revise')).toBe(0)
    await raced('2026-10-19')
    await run('2026-10-19')
    expect(await entries('duty.revise')).toBe(count)
    const days = await w.owner
      .selectFrom('duty')
      .select(['externalDueOn', 'dueRevision'])
      .where('id', 'in', duties)
      .execute()
    expect(new Set(days.map(({ externalDueOn }) => externalDueOn))).toEqual(new Set(['2026-10-21']))
    expect(days.map(({ dueRevision }) => dueRevision).toSorted()).toEqual([...Array(count - 1).fill(2), 3])
  })

  test('a day that passed under the corrected list: yellow and red, each once', async () => {
    await clockTo('2026-10-27')
    await killedBetween('card', '2026-10-19')
    await raced('2026-10-19')
    await run('2026-10-19')
    expect((await fired()).filter((line) => /^(yellow|red)/.test(line))).toEqual([
      ...[`yellow 2: ${count - 1} ${count - 1}`, 'yellow 3: 1 1'],
      ...[`red 2: ${count - 1} ${count - 1}`, 'red 3: 1 1'],
    ])
  })

  test('a missed day that is opened again: the cards of before stay, those of the new day fire once', async () => {
    const body = { of: { dutyId: duties[1] ?? '' }, reason: '恢复系统后补报', internalOn: '2026-10-30' }
    const consent = await consentBy(people.officer)
    const asked = await w.call(people.officer, askDueException, {
      body: { ...body, externalOn: '2026-10-30', consent },
    })
    expect(asked).toMatchObject({ status: 200 })
    const { id, version } = asked.body
    expect(await w.call(people.staff, grantDueException, { params: { id }, body: { version } })).toMatchObject({
      status: 200,
    })
    const before = await fired()
    await clockTo('2026-11-05')
    await killedBetween('card', '2026-10-19')
    expect(await fired()).toEqual(before)
    await raced('2026-10-19')
    await run('2026-10-19')
    const more = (await fired()).filter((line) => !before.includes(line))
    expect(more).toEqual(expect.arrayContaining(['red 3: 2 2', 'yellow 3: 2 2']))
  })

  test('an explanation while two processes sweep is kept, and fires nothing anew', async () => {
    const red = await w.owner
      .selectFrom('card')
      .select(['id', 'version'])
      .where('dutyId', '=', duties[2] ?? '')
      .where('step', '=', 'red')
      .executeTakeFirstOrThrow()
    const before = await fired()
    const said = { version: red.version, explanation: '对方系统故障，10月22日恢复。', fileIds: [] }
    const [, , answered] = await Promise.all([
      ...[run('2026-10-19'), run('2026-10-19')],
      w.call(people.head, answerCard, { params: { id: red.id }, body: said }),
    ])
    expect(answered).toMatchObject({ status: 200 })
    await run('2026-10-19')
    expect(await fired()).toEqual(before)
    const { answerState } = await w.owner
      .selectFrom('card')
      .select('answerState')
      .where('id', '=', red.id)
      .executeTakeFirstOrThrow()
    expect(answerState).toBe('answered')
  })
})

const consentBy = async ({ id: uploadedBy }: Client) => {
  const { insertFile } = await import('#server/kernel/files.ts')
  const file = { name: '复函.pdf', type: 'application/pdf', content: Buffer.from('%PDF'), uploadedBy }
  const { id } = await w.db.transaction().execute((tx) => insertFile(tx, w.app.files, file))
  return { on: '2026-10-12', from: '市统计局 王工', fileId: id }
}
