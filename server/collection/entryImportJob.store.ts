import { sql } from 'kysely'
import { type EntryImportState, importFailures, mostAttempts } from '#domain/collection/entryImport.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { App } from '#server/kernel/app.ts'
import { clockAt } from '#server/kernel/clock.ts'
import { NotFound } from '#server/kernel/errors.ts'
import { addJob, type Tasks } from '#server/kernel/jobs.ts'
import type { Sweep } from '#server/kernel/sweep.ts'
import { type Connection, type Import, ImportEnded, ImportFailed, keyOfJob } from './entryImport.shape.ts'
import { readImport } from './entryImportRead.store.ts'
import { takeImport } from './entryImportTake.store.ts'

/** Large files are read one after the other in a process, so that two do not take twice the memory. */
const largeBytes = 1_000_000
let isLargeUnderWay = false

export const entryImportTasks: Tasks = {
  importEntries: (app, { importId }) => runImport(app, importId),
  purgeImports: ({ background: { db } }) => purge(db),
}

/** What was read and never imported ends after a week; rows go a week after the end, the import after sixty days. */
async function purge(db: Connection): Promise<void> {
  await sql`update entry_import set state = 'cancelled', ended_at = now()
    where state = 'read' and begun_at < (select coalesce(clock_day, current_date) - 7 from office)`.execute(db)
  await sql`delete from entry_import_row using entry_import
    where import_id = id and ended_at < now() - interval '7 days'`.execute(db)
  await sql`delete from entry_import where ended_at < now() - interval '60 days'`.execute(db)
}

/** Takes up again what a killed server left: running by its state, with no connection that holds it. */
export const sweepEntryImports: Sweep = async (tx) => {
  const { rows } = await sql<{ id: string }>`select id from entry_import where state in ('waiting', 'reading', 'taking')
    and not exists (select from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())
      and classid = ${lockSpace}::int::oid and objid::bigint = (hashtext(id::text)::bigint & 4294967295))`.execute(tx)
  for (const { id } of rows) await addJob(tx, 'importEntries', { importId: id }, { key: keyOfJob(id) })
}
const lockSpace = 20_036

async function runImport(app: App, importId: string): Promise<void> {
  const one = await begin(app, importId)
  if (!one) return
  const isLarge = one.fileSize > largeBytes
  if (isLarge && isLargeUnderWay) {
    await app.background.db
      .transaction()
      .execute((tx) => addJob(tx, 'importEntries', { importId }, { afterSeconds: 1 }))
    return
  }
  if (isLarge) isLargeUnderWay = true
  try {
    await app.background.db.connection().execute((connection) => held(app, connection, importId))
  } finally {
    if (isLarge) isLargeUnderWay = false
  }
}

/** Whoever holds the lock works on the import; a second job of the same import has nothing to do. */
async function held(app: App, connection: Connection, importId: string): Promise<void> {
  const { rows } = await sql<{
    got: boolean
  }>`select pg_try_advisory_lock(${lockSpace}::int, hashtext(${importId})) as got`.execute(connection)
  if (!rows[0]?.got) return
  try {
    await work(app, connection, importId)
  } finally {
    await sql`select pg_advisory_unlock(${lockSpace}::int, hashtext(${importId}))`.execute(connection)
  }
}

async function work(app: App, connection: Connection, importId: string): Promise<void> {
  const one = await begin(app, importId)
  if (!one) return
  try {
    await connection
      .updateTable('entryImport')
      .set({ attempts: one.attempts + 1 })
      .where('id', '=', importId)
      .execute()
    if (one.attempts >= mostAttempts) throw new ImportFailed(importFailures.interrupted)
    if (one.state === 'taking') await takeImport(app, connection, one)
    else await readImport(app, connection, one)
  } catch (error) {
    if (error instanceof ImportEnded) return
    const text = sentenceOf(error)
    // anything else is tried again, by the job's own attempts or by the sweep
    if (!text) throw error
    await fail(connection, importId, text)
  }
}

function sentenceOf(error: unknown): Text | undefined {
  if (error instanceof NotFound) return importFailures.fileGone
  return error instanceof ImportFailed ? error.text : undefined
}

async function fail(connection: Connection, importId: string, text: Text): Promise<void> {
  await sql`update entry_import set state = 'failed', failure = ${JSON.stringify(text)}::jsonb, ended_at = now()
    where id = ${importId} and state in ('waiting', 'reading', 'taking')`.execute(connection)
}

/** The import if there is still something to do for it. */
async function begin({ background }: App, importId: string): Promise<Import | undefined> {
  const row = await background.db
    .selectFrom('entryImport')
    .innerJoin('office', (join) => join.onTrue())
    .select(['id', 'personId', 'divisionId', 'fileName', 'fileDigest', 'fileSize', 'accepted', 'attempts', 'clockDay'])
    .select(sql<EntryImportState>`state`.as('state'))
    .where('id', '=', importId)
    .where('state', 'in', ['waiting', 'reading', 'taking'])
    .executeTakeFirst()
  if (!row) return undefined
  const { clockDay, ...one } = row
  return { ...one, ...clockAt(clockDay) }
}
