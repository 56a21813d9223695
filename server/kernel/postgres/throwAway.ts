import { mkdtemp, readdir, rm, rmdir, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tryLock } from './lock.ts'
import { databaseFolders } from './place.ts'
import { type Postgres, startPostgres } from './postgres.ts'
import { endLeftovers } from './processes.ts'

const prefix = 'jiheng-test-'

/** A PostgreSQL for one test run or one check: fast because a crash may lose it, gone after `stop`. */
export async function startThrowAway(): Promise<Postgres> {
  await removeAbandoned()
  const dataDir = await mkdtemp(join(tmpdir(), prefix))
  const postgres = await startPostgres({ dataDir, durable: false })
  return {
    ...postgres,
    stop: () =>
      postgres
        .stop()
        .then(() => removeData(dataDir))
        .then(() => undefined),
  }
}

/** All that we ever put into a data folder. Whoever names a folder with other things in it by mistake keeps those. */
const contents = ['database', 'database.json', 'files', 'files.loading', 'demo-office-complete', 'lock'] as const

/** Deletes an office's database and files; answers false, and deletes nothing, while a process works in the folder. */
export async function removeData(dataDir: string): Promise<boolean> {
  const unlock = await tryLock(dataDir)
  if (!unlock) return false
  for (const folder of databaseFolders(dataDir)) {
    await endLeftovers(join(folder, 'cluster'))
    await rm(folder, { recursive: true, force: true })
  }
  for (const name of contents) await rm(join(dataDir, name), { recursive: true, force: true })
  await rmdir(dataDir).catch(() => {}) // other things are in it, and stay
  await unlock()
  return true
}

/** What a killed run left behind: nobody holds its lock. The minute spares a run that is just about to take it. */
async function removeAbandoned(): Promise<void> {
  for (const name of (await readdir(tmpdir())).filter((each) => each.startsWith(prefix))) {
    const changed = await stat(join(tmpdir(), name)).catch(() => undefined) // another run may be removing it as well
    if (changed && Date.now() - changed.mtimeMs > 60_000) await removeData(join(tmpdir(), name))
  }
}
