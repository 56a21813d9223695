import { sql } from 'kysely'
import type { Database } from '#server/kernel/db.ts'

/** How many connections to this database wait for a lock. `db` has to be of the role that waits: another cannot see it. */
export async function waitingFor(db: Database): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`select count(*)::int as waiting from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
  return rows[0]?.waiting ?? 0
}

/** Until so many connections to this database wait for a lock: what a test holds is let go only then. */
export const untilWaiting = (db: Database, expected: number): Promise<void> =>
  until(async () => (await waitingFor(db)) === expected, `not ${expected} came to the lock`)

/** Gives up before a test is given up, so that what the test holds is let go. */
export async function until(holds: () => Promise<boolean>, otherwise: string): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await holds()) return
    await new Promise((resume) => setTimeout(resume, 50))
  }
  throw new Error(otherwise)
}
