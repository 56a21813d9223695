import { spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { withClient } from '#server/kernel/migrate.ts'
import { Problem } from '#server/kernel/problem.ts'
import { runProgram } from './command.ts'

const debian = '/usr/lib/postgresql'

/** Debian's own PostgreSQL on a throw-away folder: an outside server of another version than the embedded one. */
export async function startSecondPostgres() {
  const bin = join(debian, await version(), 'bin')
  const folder = mkdtempSync(join(tmpdir(), 'jiheng-second-'))
  const ids = process.getuid?.() === 0 ? userPostgres() : {}
  if (ids.uid !== undefined) chownSync(folder, ids.uid, ids.gid ?? 0)
  const data = join(folder, 'data')
  const words = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync']
  const made = spawnSync(join(bin, 'initdb'), words, { cwd: '/', encoding: 'utf8', ...ids })
  if (made.status !== 0) throw new Error(made.stderr)
  const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, 'fsync=off', 'max_connections=200']
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
    cwd: '/',
    stdio: 'ignore',
    ...ids,
  })
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const urlOf = (role: string, database: string) =>
    `postgres://${role}@localhost/${database}?host=${encodeURIComponent(folder)}`
  await untilReady(urlOf('postgres', 'postgres'))
  await withClient(urlOf('postgres', 'postgres'), async (client) => {
    await client.query('CREATE ROLE jiheng_owner LOGIN CREATEDB')
    await client.query('CREATE ROLE jiheng_app LOGIN')
    await client.query('CREATE DATABASE jiheng OWNER jiheng_owner')
  })
  return {
    ownerUrl: urlOf('jiheng_owner', 'jiheng'),
    appUrl: urlOf('jiheng_app', 'jiheng'),
    async stop(): Promise<void> {
      server.kill('SIGINT')
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}

async function untilReady(url: string): Promise<void> {
  const deadline = Date.now() + 30_000
  for (;;) {
    try {
      return await withClient(url, async () => {})
    } catch (error) {
      if (Date.now() > deadline) throw error
      await sleep(50) // it is still starting
    }
  }
}

async function version(): Promise<string> {
  if (!existsSync(debian) && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) await installByApt()
  const [newest] = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : []
  if (newest) return newest
  throw new Problem({
    zh: '完整测试需要第二个 PostgreSQL：请安装（Debian：apt-get install postgresql）。',
    en: 'The full tests need a second PostgreSQL: install it (Debian: apt-get install postgresql).',
  })
}

async function installByApt(): Promise<void> {
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await runProgram(['apt-get', 'update', '-qq'], { env, quiet: true })
  await runProgram(['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'postgresql'], { env, quiet: true })
}

function userPostgres(): { uid?: number; gid?: number } {
  const line = readFileSync('/etc/passwd', 'utf8').match(/^postgres:[^:]*:(\d+):(\d+):/m)
  return line ? { uid: Number(line[1]), gid: Number(line[2]) } : {}
}
