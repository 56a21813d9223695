import { Writable } from 'node:stream'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { endpoint } from '#domain/kernel/endpoint.ts'
import { signIn } from '#domain/session/session.api.ts'
import { allRoutes } from '#server/main.ts'
import { type Client, world } from '#test/world.ts'
import { createDatabase, createPool } from './db.ts'
import { pagePolicy } from './http.security.ts'
import { createServer, type Server } from './http.ts'
import { createLog, faultOf } from './log.ts'
import { read } from './routes.ts'

const reply = z.strictObject({})
const definition = { method: 'GET', summary: { zh: '试', en: 'Try' }, access: 'anyPost', reply } as const
const slow = endpoint({ ...definition, path: '/api/test/slow', query: z.strictObject({ seconds: z.coerce.number() }) })
const broken = endpoint({ ...definition, path: '/api/test/broken' })

const routes = [
  ...allRoutes,
  read(slow, async ({ query }, { tx }) => {
    await sql`select pg_sleep(${query.seconds})`.execute(tx)
    return {}
  }),
  read(broken, async (_input, { tx, actor }) => {
    const { userName } = await tx
      .selectFrom('person')
      .select('userName')
      .where('id', '=', actor.id)
      .executeTakeFirstOrThrow()
    const values = { name: actor.name, userName, passwordHash: 'x', kind: 'civilServant', line: 'business' }
    await tx.insertInto('person').values(values).execute()
    return {}
  }),
]

const w = world()
const lines: string[] = []
const servers: Server[] = []
let base = ''

/** A server of its own on the same database, whose statements may take so long. */
async function serve(statementTimeout: number): Promise<{ server: Server; base: string }> {
  const pool = createPool(w.database.appUrl, 4, { statement_timeout: statementTimeout })
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  const app = { ...w.app, pool, db: createDatabase(pool), log: createLog('info', destination) }
  const server = await createServer(app, routes)
  server.addHook('onClose', () => app.db.destroy())
  servers.push(server)
  return { server, base: await server.listen({ host: '127.0.0.1', port: 0 }) }
}

beforeAll(async () => {
  base = (await serve(2_000)).base
})
afterAll(async () => {
  for (const server of servers) await server.close()
})

const get = (at: string, path: string, client: Client) =>
  fetch(`${at}${path}`, { headers: { cookie: `jiheng=${client.token}` } })
const officer = async () => w.person('division.officer', await w.division(), '欧阳不凡')

describe('the log', () => {
  test('is JSON with the number of the request, and names nobody', async () => {
    const client = await officer()
    const { userName } = await w.owner
      .selectFrom('person')
      .select('userName')
      .where('id', '=', client.id)
      .executeTakeFirstOrThrow()
    const answer = await get(base, broken.path, client)
    expect(answer.status).toBe(500)
    const { request } = (await answer.json()) as { request: string }
    const password = 'a wrong password of somebody'
    const headers = { origin: base, 'content-type': 'application/json', 'user-agent': 'browser of somebody' }
    const wrong = { method: 'POST', headers, body: JSON.stringify({ userName: 'unknown-somebody', password }) }
    expect((await fetch(`${base}${signIn.path}`, wrong)).status).toBe(401)

    await expect.poll(() => lines.join('')).toContain(signIn.path)
    const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(entries.find(({ msg, reqId }) => msg === 'fault' && reqId === request)).toMatchObject({
      err: { code: '23505', table: 'person' },
    })
    expect(entries).toContainEqual(expect.objectContaining({ reqId: request, route: broken.path, status: 500 }))
    for (const personal of [
      userName,
      '欧阳不凡',
      client.id,
      client.token,
      password,
      'somebody',
      '127.0.0.1:',
      'remoteAddress',
    ])
      expect(lines.filter((line) => line.includes(personal) && !line.includes('Server listening'))).toEqual([])
  })

  test('does not repeat a value that the database could not read', async () => {
    const error = await sql`select ${'of-somebody'}::int`.execute(w.db).catch((raised: unknown) => raised)
    expect(String(error)).toContain('of-somebody')
    expect(faultOf(error)).toMatchObject({ code: '22P02' })
    expect(JSON.stringify(faultOf(error))).not.toContain('of-somebody')
  })
})

test('a statement that takes too long is given up: 503 and when to try again', async () => {
  const quick = await serve(300)
  const answer = await get(quick.base, `${slow.path}?seconds=5`, await officer())
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('2')
})

test('stopping answers what has begun and takes nothing new', async () => {
  const { server, base: at } = await serve(8_000)
  const client = await officer()
  const begun = get(at, `${slow.path}?seconds=3`, client)
  const busy = () =>
    sql`select from pg_stat_activity where datname = current_database() and query like 'select pg_sleep%' and state = 'active'`.execute(
      w.db,
    )
  await expect.poll(async () => (await busy()).rows.length, { timeout: 10_000 }).toBe(1)
  const stopped = server.close()
  expect((await begun).status).toBe(200)
  await stopped
  await expect(get(at, '/healthz', client)).rejects.toThrow()
})

test('the page’s own policy lets in nothing but what carries the nonce of this answer', () => {
  const policy = pagePolicy('once')
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self' 'nonce-once'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toMatch(/unsafe|\*|https?:/)
})
