import { type ChildProcess, spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { type Postgres, startPostgres } from './postgres.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'jiheng-supervisor-'))
const cluster = join(dataDir, 'database/cluster')
let running: Postgres | undefined

async function start(): Promise<Postgres> {
  running = await startPostgres({ dataDir })
  return running
}
async function stop(): Promise<void> {
  await running?.stop()
  running = undefined
}
afterEach(stop)
afterAll(() => rmSync(dataDir, { recursive: true }))

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url)
  client.on('error', () => {}) // some tests kill the server under it
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

const postmaster = () => Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0])
const living = () => readdirSync('/proc').filter((pid) => workingFolder(pid) === realpathSync(cluster))
function workingFolder(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}

/** Another Node that starts PostgreSQL on the folder, as `npm run demo` does; ready when it has said so. */
async function otherProcess(): Promise<{ child: ChildProcess; said: string }> {
  const program = `
    import { startPostgres } from ${JSON.stringify(new URL('./postgres.ts', import.meta.url).href)}
    startPostgres({ dataDir: ${JSON.stringify(dataDir)} }).then(
      () => console.log('ready'),
      (error) => { console.log(error.message); process.exitCode = 1 },
    )`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const said = await new Promise<string>((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk))))
  return { child, said }
}

const killed = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGKILL')
  })

test('makes the database once, with roles that own it and that own nothing, and nobody as root', async () => {
  const { ownerUrl, appUrl } = await start()
  await ask(ownerUrl, 'CREATE TABLE kept (number int); GRANT SELECT ON kept TO jiheng_app')
  expect(
    await ask(ownerUrl, 'SELECT current_user AS who, rolsuper FROM pg_roles WHERE rolname = current_user'),
  ).toEqual([{ who: 'jiheng_owner', rolsuper: false }])
  expect(
    await ask(appUrl, 'SELECT current_user AS who, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user'),
  ).toEqual([{ who: 'jiheng_app', rolsuper: false, rolbypassrls: false }])
  await expect(ask(appUrl, 'CREATE TABLE mine ()')).rejects.toMatchObject({ code: '42501' })
  const [shown] = await ask(
    appUrl,
    `SELECT current_setting('fsync') AS fsync, current_setting('server_encoding') AS encoding,
       current_setting('listen_addresses') AS addresses, '乙' < '甲' COLLATE "zh-x-icu" AS sorted`,
  )
  expect(shown).toEqual({ fsync: 'on', encoding: 'UTF8', addresses: '', sorted: false })
  const status = readFileSync(`/proc/${postmaster()}/status`, 'utf8')
  expect(status).toMatch(/^CapEff:\t0+$/m)
})

test('refuses a wrong password and the superuser', async () => {
  const { appUrl } = await start()
  const wrong = new URL(appUrl)
  wrong.password = 'wrong'
  await expect(ask(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' })
  wrong.username = 'jiheng_superuser'
  await expect(ask(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' })
})

test('starts again on what is there, also with new passwords', async () => {
  await start()
  await stop()
  expect(living()).toEqual([])
  const { ownerUrl } = await start()
  await expect(ask(ownerUrl, 'SELECT FROM kept')).resolves.toEqual([])
  await stop()
  rmSync(join(dataDir, 'database.json'))
  const again = await start()
  await expect(ask(again.ownerUrl, 'SELECT FROM kept')).resolves.toEqual([])
})

test('a second start on the same folder is refused with a sentence, in one process and in two', async () => {
  await start()
  await expect(startPostgres({ dataDir })).rejects.toThrow('Another Jiheng process is using the data folder')
  expect((await otherProcess()).said).toContain('另一个绩衡进程正在使用数据文件夹')
})

test('of two starts at once on a new folder exactly one succeeds', async () => {
  const fresh = mkdtempSync(join(tmpdir(), 'jiheng-supervisor-'))
  const results = await Promise.allSettled([startPostgres({ dataDir: fresh }), startPostgres({ dataDir: fresh })])
  const started = results.filter((result) => result.status === 'fulfilled')
  expect(started).toHaveLength(1)
  await started[0]?.value.stop()
  rmSync(fresh, { recursive: true })
})

test('starts where user namespaces are forbidden, as they are to root in many containers', async () => {
  const forbids = mkdtempSync(join(tmpdir(), 'jiheng-supervisor-'))
  writeFileSync(join(forbids, 'unshare'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
  chmodSync(forbids, 0o755)
  vi.stubEnv('PATH', `${forbids}:${process.env.PATH}`)
  const fresh = join(forbids, 'data')
  const { appUrl, stop: end } = await startPostgres({ dataDir: fresh })
  await expect(ask(appUrl, 'SELECT 1 AS one')).resolves.toEqual([{ one: 1 }])
  const pid = readFileSync(join(fresh, 'database/cluster/postmaster.pid'), 'utf8').split('\n')[0]
  expect(readFileSync(`/proc/${pid}/status`, 'utf8')).not.toMatch(/^Uid:\t0\b/m)
  await end()
  vi.unstubAllEnvs()
  rmSync(forbids, { recursive: true })
})

describe('after kill -9', () => {
  test('of Node: the postmaster it left is ended in order and nothing is missing', async () => {
    const { child, said } = await otherProcess()
    expect(said).toContain('ready')
    const orphan = postmaster()
    await killed(child)
    expect(living()).toContain(String(orphan))
    const { ownerUrl } = await start()
    expect(postmaster()).not.toBe(orphan)
    await expect(ask(ownerUrl, 'SELECT FROM kept')).resolves.toEqual([])
  })

  test('of the postmaster: it is started again by itself, and what was acknowledged is there', async () => {
    const { ownerUrl, onExit } = await start()
    await ask(ownerUrl, 'INSERT INTO kept VALUES (42)')
    const seen = new Promise((resolve) => onExit(resolve))
    const busy = ask(ownerUrl, 'SELECT pg_sleep(600)').catch((error: Error) => error)
    await sleep(100)
    process.kill(postmaster(), 'SIGKILL')
    await seen
    await expect(busy).resolves.toBeInstanceOf(Error)
    await expect
      .poll(() => ask(ownerUrl, 'SELECT number FROM kept').catch(() => []), { timeout: 20_000 })
      .toEqual([{ number: 42 }])
  })

  test('of both, with a backend that is still busy', async () => {
    const { child } = await otherProcess()
    const { owner } = JSON.parse(readFileSync(join(dataDir, 'database.json'), 'utf8'))
    const url = `postgres://jiheng_owner:${owner}@localhost/jiheng?host=${encodeURIComponent(join(dataDir, 'database/socket'))}`
    await ask(url, 'INSERT INTO kept VALUES (43)')
    const spin = `DO $$ BEGIN LOOP PERFORM md5(repeat('x', 1000)); END LOOP; END $$`
    const busy = ask(url, spin).catch(() => {})
    await sleep(100)
    process.kill(postmaster(), 'SIGKILL')
    await killed(child)
    const { ownerUrl } = await start()
    await busy
    expect(await ask(ownerUrl, 'SELECT number FROM kept ORDER BY number')).toEqual([{ number: 42 }, { number: 43 }])
  })

  test('an old postmaster.pid with the number of a stranger or of a zombie does not hinder', async () => {
    const zombie = spawn('/bin/sh', ['-c', 'sleep 0.5 & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    onTestFinished(() => void zombie.kill('SIGKILL'))
    const number = await new Promise<string>((resolve) =>
      zombie.stdout.once('data', (text) => resolve(String(text).trim())),
    )
    await expect.poll(() => readFileSync(`/proc/${number}/stat`, 'utf8'), { timeout: 10_000 }).toContain(') Z ')
    for (const pid of [number, process.pid]) {
      writeFileSync(
        join(cluster, 'postmaster.pid'),
        `${pid}\n${cluster}\n0\n5432\n${dataDir}/database/socket\n\n  1 2\nready   \n`,
      )
      await start()
      expect(postmaster()).not.toBe(Number(pid))
      await stop()
    }
    expect(existsSync(join(cluster, 'postmaster.pid'))).toBe(false)
  })
})
