import { fork } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { createDatabase, createPool, type Database } from '#server/kernel/db.ts'
import { migrate } from '#server/kernel/migrate.ts'
import { startPostgres } from '#server/kernel/postgres/postgres.ts'
import { removeData } from '#server/kernel/postgres/throwAway.ts'
import { type Bulk, type BulkPerson, bulkOffice } from '#test/bulk.ts'

/** A database of one size on a durable cluster, a server process on it, and a pool for the bare statements. */
export type Stand = {
  readonly owner: Database
  readonly bare: pg.Pool
  readonly bulk: Bulk
  readonly base: string
  readonly appUrl: string
  readonly folder: string
  /** Of the server's process. */
  readonly pid: number
  /** The text of the answer; one that is not a success throws. */
  readonly ask: (person: BulkPerson, path: string, body?: unknown, headers?: Record<string, string>) => Promise<string>
  readonly close: () => Promise<void>
}

export const benchConfig = (dataDir: string) => ({
  mode: 'test' as const,
  host: '127.0.0.1',
  port: 0,
  origin: 'http://127.0.0.1',
  trustProxy: false as const,
  dataDir,
  rulePack: 'shenzhen',
  mail: null,
  logLevel: 'silent',
})

export async function standWith(duties: number): Promise<Stand> {
  const folder = await mkdtemp(join(tmpdir(), 'jiheng-bench-'))
  const postgres = await startPostgres({ dataDir: folder })
  await migrate(postgres)
  const owner = createDatabase(createPool(postgres.ownerUrl, 4, {}))
  const bulk = await bulkOffice(owner, duties)
  const child = fork(new URL('./server.ts', import.meta.url), ['--url', postgres.appUrl, '--folder', folder])
  const base = await new Promise<string>((resolve) => child.once('message', (message) => resolve(String(message))))
  const bare = createPool(postgres.appUrl, 8, {})
  const close = async () => {
    child.kill()
    await bare.end()
    await owner.destroy()
    await postgres.stop()
    await removeData(folder)
  }
  const ask: Stand['ask'] = (person, path, body, headers = {}) => {
    const own = { origin: base, cookie: `jiheng=${person.token}`, ...headers }
    return answerTo(`${base}${path}`, own, body === undefined ? undefined : JSON.stringify(body))
  }
  return { owner, bare, bulk, base, appUrl: postgres.appUrl, folder, pid: child.pid ?? 0, ask, close }
}

/** Connections that stay open: the generator shares the cores, so it must cost as little as it can. */
const agent = new Agent({ keepAlive: true })

const answerTo = (url: string, headers: Record<string, string>, body: string | undefined): Promise<string> =>
  new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST'
    const typed = body === undefined ? headers : { ...headers, 'content-type': 'application/json' }
    const asked = request(url, { agent, method, headers: typed }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString()
        const { statusCode = 0 } = answer
        if (statusCode >= 200 && statusCode < 300) resolve(text)
        else reject(new Error(`${url} answered ${statusCode} ${text}`))
      })
    })
    asked.on('error', reject)
    asked.end(body)
  })
