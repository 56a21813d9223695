import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { readEntryGrid } from '#domain/collection/entryGrid.api.ts'
import {
  cancelEntryImport,
  readEntryImport,
  startEntryImport,
  takeEntryImport,
} from '#domain/collection/entryTable.api.ts'
import type { Tx } from '#server/kernel/db.ts'
import { startJobs } from '#server/kernel/jobs.ts'
import { sweepNow } from '#server/kernel/sweep.ts'
import { allTasks } from '#server/main.ts'
import { openDuty } from '#test/duties.ts'
import { ended, fileOf } from '#test/imports.ts'
import { until, untilWaiting } from '#test/waiting.ts'
import { type Client, world } from '#test/world.ts'

const w = world()

const server = (): ChildProcess =>
  spawn(process.execPath, ['test/importOnce.ts', w.database.appUrl, w.app.config.dataDir], {
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
    stdio: 'ignore',
  })

/** While `lock` is held a server works on the import and is killed in the middle of it. */
const killedBehind = (lock: (tx: Tx) => Promise<unknown>) =>
  w.owner.transaction().execute(async (tx) => {
    await lock(tx)
    const child = server()
    await untilWaiting(w.app.db, 1)
    child.kill('SIGKILL')
    await once(child, 'exit')
  })

/** What a server does that starts after that one: its sweep, and its jobs until nothing is under way. */
async function restarted(client: Client, id: string) {
  await until(async () => {
    const { rows } = await sql<{ held: number }>`select count(*) as held from pg_locks where locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())`.execute(w.db)
    return rows[0]?.held === 0
  }, 'the killed server still holds its import')
  const jobs = await startJobs(w.app, allTasks)
  await sweepNow(w.app)
  const run = await ended(w, client, id)
  await jobs.stop()
  return run
}

async function begun() {
  const duty = await openDuty(w, { name: '抽查' })
  const csv = Buffer.from('报送期,指标,数值\n2025-10,抽查,5\n')
  const fileId = await fileOf(w, duty.officer, '数据.csv', csv)
  const { body } = await w.call(duty.officer, startEntryImport, { body: { fileId } })
  return { ...duty, importId: body.id }
}
const draftOf = async (client: Client) => {
  const { body } = await w.call(client, readEntryGrid, { query: { period: '2025-10' } })
  return body.rows[0]?.draft?.value ?? null
}
const lockRows = (tx: Tx) => sql`lock table entry_import_row in exclusive mode`.execute(tx)
const lockDuty = (id: string) => (tx: Tx) => sql`select from duty where id = ${id} for update`.execute(tx)

test('a server killed while it reads and again while it imports: the next one completes it, each draft once', {
  timeout: 120_000,
}, async () => {
  const { officer, id, importId } = await begun()
  await killedBehind(lockRows)
  const stateNow = async () => (await w.call(officer, readEntryImport, { params: { id: importId } })).body.state
  expect(['waiting', 'reading']).toContain(await stateNow())
  expect(await restarted(officer, importId)).toMatchObject({ state: 'read', accepted: 1, rows: [{ value: '5' }] })
  await w.call(officer, takeEntryImport, { params: { id: importId } })
  await killedBehind(lockDuty(id))
  expect(await draftOf(officer)).toBeNull()
  expect(await stateNow()).toBe('taking')
  expect(await restarted(officer, importId)).toMatchObject({ state: 'taken', rowsDone: 1 })
  expect(await draftOf(officer)).toBe('5')
  const drafts = w.owner.selectFrom('draft').select('version').where('subjectId', '=', id)
  expect(await drafts.execute()).toEqual([{ version: 1 }])
})

test('an import whose server is killed again and again ends in a sentence', { timeout: 120_000 }, async () => {
  const { officer, importId } = await begun()
  await w.owner.updateTable('entryImport').set({ attempts: 3 }).where('id', '=', importId).execute()
  const run = await restarted(officer, importId)
  expect(run).toMatchObject({ state: 'failed', failure: { zh: expect.stringContaining('服务器多次中断') } })
  expect(await draftOf(officer)).toBeNull()
})

test('an upload that is gone is said to be', { timeout: 120_000 }, async () => {
  const { officer, importId } = await begun()
  const { fileDigest } = await w.owner
    .selectFrom('entryImport')
    .select('fileDigest')
    .where('id', '=', importId)
    .executeTakeFirstOrThrow()
  await w.app.files.remove(fileDigest)
  const run = await restarted(officer, importId)
  expect(run).toMatchObject({ state: 'failed', failure: { zh: expect.stringContaining('已过保存期') } })
})

test('cancelled in the middle of the import, nothing is written', { timeout: 120_000 }, async () => {
  const { officer, id, importId } = await begun()
  await restarted(officer, importId)
  await w.call(officer, takeEntryImport, { params: { id: importId } })
  const jobs = await startJobs(w.app, allTasks)
  await w.owner.transaction().execute(async (tx) => {
    await lockDuty(id)(tx)
    await untilWaiting(w.app.db, 1)
    const answer = await w.call(officer, cancelEntryImport, { params: { id: importId } })
    expect(answer).toMatchObject({ status: 200, body: { state: 'cancelled' } })
  })
  await jobs.stop()
  expect(await draftOf(officer)).toBeNull()
  expect(await w.call(officer, readEntryImport, { params: { id: importId } })).toMatchObject({
    body: { state: 'cancelled' },
  })
})
