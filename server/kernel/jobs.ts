import { Logger, type Runner, run, type TaskList } from 'graphile-worker'
import { sql } from 'kysely'
import type { App } from './app.ts'
import type { Tx } from './db.ts'

/** What work later is called, and what it is given. */
export type Jobs = { removeUnclaimed: { fileId: string }; purgeKeys: Record<string, never> }

/** Adds work to be done later, in the transaction of the change that calls for it: both happen or neither. */
export async function addJob<Name extends keyof Jobs>(
  tx: Tx,
  name: Name,
  payload: Jobs[Name],
  { afterHours = 0 } = {},
): Promise<void> {
  await sql`select graphile_worker.add_job(${name}, payload := ${JSON.stringify(payload)}::json,
    run_at := now() + make_interval(hours => ${afterHours}))`.execute(tx)
}

/** Runs jobs and the daily purge of old request keys under the application's own role. */
export function startJobs(app: App): Promise<Runner> {
  const taskList: TaskList = {
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
    crontab: '17 3 * * * purgeKeys',
    noHandleSignals: true,
    concurrency: 1,
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
