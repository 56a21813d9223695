import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { createDatabase, createPool, type Database } from '#server/kernel/db.ts'
import { migrate } from '#server/kernel/migrate.ts'
import { databaseFolders } from '#server/kernel/postgres/place.ts'
import { runningPostgres, startPostgres } from '#server/kernel/postgres/postgres.ts'
import { postmasterOf } from '#server/kernel/postgres/processes.ts'
import { removeData } from '#server/kernel/postgres/throwAway.ts'
import { type BulkPerson, bulkOffice, bulkPerson } from '#test/bulk.ts'

export type Victim = 'server' | 'postmaster' | 'both'

/** An office with many open duties in a data folder of its own, and the server that `npm start` starts on it. */
export type Stand = {
  readonly base: string
  readonly today: string
  readonly officerOf: (divisionId: string) => BulkPerson
  /** Asks the database as its owner, by a connection of its own. */
  readonly ask: <T>(question: (owner: Database) => Promise<T>) => Promise<T>
  /** Until the server answers and its database too; a server that was killed is started again. */
  readonly ready: () => Promise<void>
  readonly killServer: () => Promise<void>
  readonly killPostmaster: () => void
  readonly close: () => Promise<void>
}

export async function standFor(submissions: number): Promise<Stand> {
  const folder = await mkdtemp(join(tmpdir(), 'jiheng-crash-'))
  const officers = await fill(folder, submissions)
  const port = await freePort()
  const base = `http://127.0.0.1:${port}`
  let server: ChildProcess | undefined
  return {
    base,
    today: '2025-11-06',
    officerOf: (divisionId) => {
      const officer = officers.get(divisionId)
      if (!officer) throw new Error(`no officer in ${divisionId}`)
      return officer
    },
    ask: async (question) => {
      const owner = createDatabase(createPool(runningPostgres(folder)?.ownerUrl ?? '', 1, {}))
      return question(owner).finally(() => owner.destroy())
    },
    ready: async () => {
      server ??= await start(folder, base, port)
      await untilReady(base)
    },
    killServer: async () => {
      if (server) await ended(server, 'SIGKILL')
      server = undefined
    },
    killPostmaster: () => {
      const [pid] = databaseFolders(folder).flatMap((home) => postmasterOf(join(home, 'cluster'))?.pid ?? [])
      if (pid === undefined) throw new Error('no postmaster runs')
      process.kill(pid, 'SIGKILL')
    },
    close: async () => {
      if (server) await ended(server, 'SIGTERM')
      await removeData(folder)
    },
  }
}

export async function kill(stand: Stand, victim: Victim): Promise<void> {
  if (victim !== 'server') stand.killPostmaster()
  if (victim !== 'postmaster') await stand.killServer()
}

/** Twelve months of which ten have opened. */
async function fill(folder: string, submissions: number): Promise<ReadonlyMap<string, BulkPerson>> {
  const postgres = await startPostgres({ dataDir: folder })
  await migrate(postgres)
  const owner = createDatabase(createPool(postgres.ownerUrl, 2, {}))
  const { divisions } = await bulkOffice(owner, Math.ceil(submissions * 1.3))
  const officers = new Map<string, BulkPerson>()
  for (const division of divisions) officers.set(division, await bulkPerson(owner, 'division.officer', division))
  await owner.destroy()
  await postgres.stop()
  return officers
}

/** What `npm start` runs, in a process of its own. */
async function start(folder: string, base: string, port: number): Promise<ChildProcess> {
  const settings = { DATA_DIR: folder, ORIGIN: base, PORT: String(port), TRUST_PROXY: 'none', LOG_LEVEL: 'error' }
  const server = spawn(process.execPath, ['tools/start.ts'], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise<void>((resolve, reject) => {
    server.once('exit', () => reject(new Error('the server did not start')))
    createInterface({ input: server.stdout }).on('line', (line) => line.startsWith('ready ') && resolve())
  })
  return server
}

async function untilReady(base: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const answer = await fetch(`${base}/readyz`).catch(() => undefined) // it is still starting
    if (answer?.ok) return
    await sleep(100)
  }
  throw new Error('the server is not ready after a minute')
}

const ended = (child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> =>
  new Promise((resolve) => {
    child.once('exit', () => resolve())
    if (!child.kill(signal)) resolve()
  })

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
