import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Problem } from '#server/kernel/problem.ts'
import { ensureCluster, type Passwords, readPasswords } from './cluster.ts'
import { takeLock } from './lock.ts'
import { databaseFolders, type Place, placeFor, socketFolder } from './place.ts'
import { endLeftovers, postmasterOf } from './processes.ts'

export type Postgres = {
  readonly ownerUrl: string
  readonly appUrl: string
  /** Called whenever the database ended although nobody asked it to; it is started again by itself. */
  readonly onExit: (listener: (code: number | null) => void) => void
  readonly stop: () => Promise<void>
}

export type PostgresOptions = {
  readonly dataDir: string
  /** False for throw-away test data alone: a crash of the machine may then lose everything. */
  readonly durable?: boolean
}

/** Starts the embedded PostgreSQL on `dataDir`, making it on the first call, and keeps it running until `stop`. */
export async function startPostgres({ dataDir, durable = true }: PostgresOptions): Promise<Postgres> {
  const folder = resolve(dataDir)
  const unlock = await takeLock(folder)
  try {
    const place = placeFor(folder)
    await endLeftovers(place.cluster)
    const passwords = await ensureCluster(place, passwordFile(folder), durable)
    const keeper = await keepRunning(place, durable)
    return {
      ...urlsOf(place.socket, passwords),
      onExit: keeper.onExit,
      stop: () => keeper.stop().finally(unlock),
    }
  } catch (error) {
    await unlock()
    throw error
  }
}

/** The addresses of a database that another process keeps running on `dataDir`. */
export function runningPostgres(dataDir: string): Pick<Postgres, 'ownerUrl' | 'appUrl'> | undefined {
  const folder = resolve(dataDir)
  const home = databaseFolders(folder).find((each) => postmasterOf(join(each, 'cluster'))?.ready)
  return home ? urlsOf(socketFolder(home), readPasswords(passwordFile(folder))) : undefined
}

const passwordFile = (folder: string): string => join(folder, 'database.json')

function urlsOf(socket: string, { owner, app }: Passwords) {
  const urlOf = (role: string, password: string) =>
    `postgres://${role}:${password}@localhost/jiheng?host=${encodeURIComponent(socket)}`
  return { ownerUrl: urlOf('jiheng_owner', owner), appUrl: urlOf('jiheng_app', app) }
}

async function keepRunning(place: Place, durable: boolean) {
  const listeners: ((code: number | null) => void)[] = []
  let child = await startOnce(place, durable)
  let stopping = false
  const kill = () => child.kill('SIGINT')
  process.once('exit', kill)

  const again = async (delay: number): Promise<void> => {
    await sleep(delay)
    if (stopping) return
    try {
      await endLeftovers(place.cluster)
      child = await startOnce(place, durable)
      watch()
    } catch {
      // the disk may be full for a while: its log says why, we keep trying
      await again(Math.min(delay * 2 + 100, 10_000))
    }
  }
  const watch = () =>
    child.once('exit', (code) => {
      if (stopping) return
      for (const listener of listeners) listener(code)
      restarting = again(0)
    })
  let restarting = Promise.resolve()
  watch()
  return {
    onExit: (listener: (code: number | null) => void) => void listeners.push(listener),
    stop: async () => {
      stopping = true
      await restarting
      await endLeftovers(place.cluster)
      process.off('exit', kill)
    },
  }
}

async function startOnce(place: Place, durable: boolean): Promise<ChildProcess> {
  keepLogSmall(place.log)
  // Nothing lives here now: a socket or lock file left behind would only name a dead process or a stranger.
  for (const name of readdirSync(place.socket)) rmSync(join(place.socket, name))
  const log = openSync(place.log, 'a', 0o600)
  const words = ['-D', place.cluster, ...settingsOf(place, durable).flatMap((setting) => ['-c', setting])]
  const [first = '', ...rest] = [...place.wrap, join(place.native, 'bin/postgres'), ...words]
  const env = { PATH: process.env.PATH ?? '', LC_ALL: 'C' }
  // Detached: Ctrl-C in a terminal must reach Node alone, which ends the database after the last answer.
  const child = spawn(first, rest, { cwd: '/', env, stdio: ['ignore', log, log], detached: true, ...place.ids })
  closeSync(log)
  await untilReady(child, place)
  return child
}

async function untilReady(child: ChildProcess, place: Place): Promise<void> {
  let ended = false
  child.once('exit', () => {
    ended = true
  })
  child.once('error', () => {
    ended = true
  })
  for (;;) {
    const postmaster = postmasterOf(place.cluster)
    if (postmaster?.ready && postmaster.pid === child.pid) return
    if (ended) throw notStarted(place)
    await sleep(10) // no limit: recovery after a power failure may take its time
  }
}

function notStarted(place: Place): Problem {
  const last = existsSync(place.log) ? readFileSync(place.log, 'utf8').trim().split('\n').slice(-5).join('\n') : ''
  return new Problem({
    zh: `PostgreSQL 未能启动，日志“${place.log}”的最后几行：\n${last}`,
    en: `PostgreSQL did not start. The last lines of its log ${place.log} are above.`,
  })
}

/** Small on purpose: one office, one machine. Details of failed statements stay out of the log: they hold names. */
function settingsOf(place: Place, durable: boolean): string[] {
  return [
    'listen_addresses=',
    `unix_socket_directories=${place.socket}`,
    'unix_socket_permissions=0700',
    'shared_buffers=64MB',
    `max_connections=${durable ? 40 : 200}`,
    'io_method=sync',
    'jit=off',
    'timezone=UTC',
    'log_timezone=UTC',
    'log_min_messages=warning',
    'log_error_verbosity=terse',
    'log_min_error_statement=panic',
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off']),
  ]
}

function keepLogSmall(log: string): void {
  if (existsSync(log) && statSync(log).size > 10_000_000) renameSync(log, `${log}.old`)
}
