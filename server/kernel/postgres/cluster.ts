import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { Problem } from '#server/kernel/problem.ts'
import type { Place } from './place.ts'

const major = '18'
const Passwords = z.strictObject({ owner: z.string(), app: z.string() })
export type Passwords = z.infer<typeof Passwords>

export const readPasswords = (file: string): Passwords => Passwords.parse(JSON.parse(readFileSync(file, 'utf8')))

/**
 * Makes the cluster unless it is there, with database `jiheng`, role `jiheng_owner` that owns it and role `jiheng_app`
 * that owns nothing. It appears under its name only when complete. Nobody can log in as superuser.
 */
export async function ensureCluster(place: Place, passwordFile: string, durable: boolean): Promise<Passwords> {
  const known = existsSync(passwordFile)
  const passwords = known ? readPasswords(passwordFile) : newPasswords(passwordFile)
  if (!existsSync(place.cluster)) await create(place, passwords, durable)
  else if (!known) await singleUser(place, place.cluster, passwordStatements(passwords))
  const version = readFileSync(join(place.cluster, 'PG_VERSION'), 'utf8').trim()
  if (version === major) return passwords
  throw new Problem({
    zh: `数据文件夹由 PostgreSQL ${version} 建立，现用版本为 ${major}。请用旧版本执行 npm run backup，再恢复到新的数据文件夹。`,
    en: `The data folder was made by PostgreSQL ${version}, this is ${major}. Run npm run backup with the old version and restore into a new data folder.`,
  })
}

async function create(place: Place, passwords: Passwords, durable: boolean): Promise<void> {
  const unfinished = `${place.cluster}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const safety = durable ? ['--data-checksums'] : ['--no-sync', '--no-data-checksums']
  const user = ['--username=jiheng_superuser', '--auth=trust']
  await run(place, 'initdb', ['-D', unfinished, '--no-instructions', ...user, ...locale, ...safety], '')
  await singleUser(place, unfinished, [
    `CREATE ROLE jiheng_owner LOGIN ${durable ? 'NOCREATEDB' : 'CREATEDB'}`,
    'CREATE ROLE jiheng_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION',
    ...passwordStatements(passwords),
    'CREATE DATABASE jiheng OWNER jiheng_owner',
    'REVOKE ALL ON DATABASE jiheng, postgres, template1 FROM PUBLIC',
    'GRANT CONNECT ON DATABASE jiheng TO jiheng_app',
    ...(durable ? [] : ['GRANT CONNECT ON DATABASE postgres TO jiheng_owner']),
  ])
  writeFileSync(join(unfinished, 'pg_hba.conf'), 'local all all scram-sha-256\n', { mode: 0o600 })
  if (place.ids.uid !== undefined) chownSync(join(unfinished, 'pg_hba.conf'), place.ids.uid, place.ids.gid ?? 0)
  renameSync(unfinished, place.cluster)
}

const passwordStatements = (passwords: Passwords): string[] => [
  `ALTER ROLE jiheng_owner PASSWORD '${passwords.owner}'`,
  `ALTER ROLE jiheng_app PASSWORD '${passwords.app}'`,
]

function newPasswords(file: string): Passwords {
  const passwords = { owner: randomBytes(24).toString('base64url'), app: randomBytes(24).toString('base64url') }
  writeFileSync(file, JSON.stringify(passwords), { mode: 0o600, flush: true })
  return passwords
}

const singleUser = (place: Place, cluster: string, statements: readonly string[]): Promise<void> =>
  run(
    place,
    'postgres',
    ['--single', '-D', cluster, '-c', 'exit_on_error=on', '-c', 'log_min_messages=warning', 'postgres'],
    statements.map((statement) => `${statement};\n`).join(''),
  )

async function run(
  place: Place,
  program: 'initdb' | 'postgres',
  words: readonly string[],
  input: string,
): Promise<void> {
  const [first = '', ...rest] = [...place.wrap, join(place.native, 'bin', program), ...words]
  const env = { PATH: process.env.PATH ?? '', LC_ALL: 'C' }
  const child = spawn(first, rest, { cwd: '/', env, stdio: ['pipe', 'ignore', 'pipe'], ...place.ids })
  child.stdin.on('error', () => {}) // it ended before reading everything: its exit code tells
  child.stdin.end(input)
  const said = text(child.stderr)
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${await said}`)
}
