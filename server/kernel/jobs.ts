import { Logger, type Runner, run, type TaskList } from 'graphile-worker'
import { sql } from 'kysely'
import type { App } from './app.ts'
import type { Tx } from './db.ts'

/** What work later is called, and what it is given. */
export type Jobs = {
  removeUnclaimed: { fileId: string }
  purgeKeys: Record<string, never>
  fetchFeed: { runId: string }
  importEntries: { importId: string }
  purgeImports: Record<string, never>
  /** Every minute by the real clock. */
  remind: Record<string, never>
  /** Whenever something was told, and every minute. */
  deliverNotices: Record<string, never>
  purgeNotices: Record<string, never>
}
/** What a module does later, by the name of the job. */
export type Tasks = { readonly [Name in keyof Jobs]?: (app: App, payload: Jobs[Name]) => Promise<void> }

/** Adds work to be done later, in the transaction of the change that calls for it: both happen or neither. */
export async function addJob<Name extends keyof Jobs>(
  tx: Tx,
  name: Name,
  payload: Jobs[Name],
  { afterHours = 0, afterSeconds = 0, key = null, queue = null }: When = {},
): Promise<void> {
  await sql`select graphile_worker.add_job(${name}, payload := ${JSON.stringify(payload)}::json,
    run_at := now() + make_interval(hours => ${afterHours}, secs => ${afterSeconds}), job_key := ${key}::text, queue_name := ${queue}::text)`.execute(
    tx,
  )
}

/**
 * `key`: work of the same key that has not begun yet is replaced by this. `queue`: work of the same queue is done one after
 * another, and leaves the other workers to the rest.
 */
type When = {
  readonly afterHours?: number
  readonly afterSeconds?: number
  readonly key?: string | null
  readonly queue?: string | null
}

const crontab = [
  '17 3 * * * purgeKeys',
  '27 3 * * * purgeImports',
  '37 3 * * * purgeNotices',
  '* * * * * remind ?max=1&jobKey=remind',
  '* * * * * deliverNotices ?max=1&jobKey=deliverNotices&queue=webhook',
]

/** Runs jobs and the daily purge of old request keys under the application's own role. */
export function startJobs(app: App, tasks: Tasks): Promise<Runner> {
  const ofModules = Object.entries(tasks).map(([name, work]) => [
    name,
    (payload: unknown) => (work as (app: App, payload: unknown) => Promise<void>)(app, payload),
  ])
  const taskList: TaskList = {
    ...Object.fromEntries(ofModules),
    removeUnclaimed: async (payload) => removeUnclaimed(app, payload as Jobs['removeUnclaimed']),
    purgeKeys: async () => {
      await app.background.db
        .deleteFrom('idempotencyKey')
        .where('createdAt', '<', sql<string>`now() - interval '7 days'`)
        .execute()
    },
  }
  return run({
    pgPool: app.background.pool,
    taskList,
    crontab: crontab.filter((line) => (line.split(' ')[5] ?? '') in taskList).join('\n'),
    noHandleSignals: true,
    concurrency: 2,
    pollInterval: 10_000,
    logger: new Logger(
      () => (level, message) => app.log[level === 'warning' ? 'warn' : level === 'error' ? 'error' : 'debug'](message),
    ),
  })
}

/** Content goes once no row names it any more. */
async function removeUnclaimed(app: App, { fileId }: Jobs['removeUnclaimed']): Promise<void> {
  const digest = await app.background.db.transaction().execute(async (tx) => {
    const removed = await tx
      .deleteFrom('storedFile')
      .where('id', '=', fileId)
      .where('claimedId', 'is', null)
      .returning('digest')
      .executeTakeFirst()
    if (!removed) return undefined
    const other = await tx.selectFrom('storedFile').select('id').where('digest', '=', removed.digest).executeTakeFirst()
    return other ? undefined : removed.digest
  })
  if (digest) await app.files.remove(digest)
}
