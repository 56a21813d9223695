import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import type { z } from 'zod'
import type { PostKind } from '#domain/kernel/actor.ts'
import type { Endpoint } from '#domain/kernel/endpoint.ts'
import type { App } from '#server/kernel/app.ts'
import { clockAt } from '#server/kernel/clock.ts'
import { backgroundLimits, createDatabase, createPool, type Database } from '#server/kernel/db.ts'
import { tokenDigest } from '#server/kernel/http.session.ts'
import { createServer, type Server } from '#server/kernel/http.ts'
import type { Route } from '#server/kernel/routes.ts'
import { allRoutes, closeApp, createApp } from '#server/main.ts'
import { configIn } from './configIn.ts'
import { type ClonedDatabase, cloneDatabase } from './template.ts'

/** Somebody signed in under one post. */
export type Client = {
  readonly id: string
  readonly postId: string
  readonly divisionId: string | null
  readonly token: string
}
export type Answer<Reply = unknown> = { readonly status: number; readonly body: Reply; readonly headers: Headers }

type Input<E> =
  E extends Endpoint<infer P, infer Q, infer B, z.ZodType>
    ? { params?: z.input<P>; query?: z.input<Q>; body?: z.input<B>; key?: string; origin?: string | null }
    : never
type ReplyOf<E> = E extends Endpoint<z.ZodType, z.ZodType, z.ZodType, infer R> ? z.output<R> : never

export type World = ReturnType<typeof world>

/** As the pages do: where the database did not answer in time, the same request with the same key goes once more. */
async function patiently(send: () => Promise<Response>): Promise<Response> {
  const first = await send()
  if (first.status !== 503) return first
  await new Promise((resume) => setTimeout(resume, 1_000))
  return send()
}

/** A database, the application on it and a listening server for one test file; every record is the file's own. */
export function world(routes: readonly Route[] = allRoutes, { today = '2025-11-06', rulePack = 'shenzhen' } = {}) {
  let database: ClonedDatabase
  let app: App
  let server: Server
  let owner: Database
  let folder: string
  let base = ''

  beforeAll(async () => {
    database = await cloneDatabase()
    folder = await mkdtemp(join(tmpdir(), 'jiheng-world-'))
    app = await createApp({ config: configIn(folder, { rulePack }), appUrl: database.appUrl })
    owner = createDatabase(createPool(database.ownerUrl, 2, { ...backgroundLimits, connectionTimeoutMillis: 60_000 }))
    await insertOffice(owner, today)
    server = await createServer(app, routes)
    base = await server.listen({ host: '127.0.0.1', port: 0 })
  })
  afterAll(async () => {
    await server.close()
    await closeApp(app)
    await owner.destroy()
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  })

  async function call<E extends Endpoint>(
    client: Client | null,
    endpoint: E,
    input: Partial<Input<E>> = {},
  ): Promise<Answer<ReplyOf<E>>> {
    const { params = {}, query = {}, body, key = randomUUID(), origin } = input as Input<Endpoint>
    const path = Object.entries(params as Record<string, string>).reduce(
      (text, [name, value]) => text.replace(`:${name}`, encodeURIComponent(value)),
      endpoint.path as string,
    )
    const search = new URLSearchParams()
    for (const [name, value] of Object.entries(query as Record<string, unknown>)) search.set(name, String(value))
    const send = () =>
      fetch(`${base}${path}${search.size > 0 ? `?${search}` : ''}`, {
        method: endpoint.method,
        headers: {
          ...(origin === null ? {} : { origin: origin ?? base }),
          ...(client ? { cookie: `jiheng=${client.token}` } : {}),
          ...(endpoint.method === 'GET' ? {} : { 'content-type': 'application/json', 'idempotency-key': key }),
        },
        ...(endpoint.method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }),
      })
    const response = await patiently(send)
    const isJson = response.headers.get('content-type')?.includes('json') ?? false
    const content = isJson ? await response.json() : Buffer.from(await response.arrayBuffer())
    return { status: response.status, body: content as ReplyOf<E>, headers: response.headers }
  }

  return {
    call,
    /** The base address, for requests that no endpoint describes. */
    get base() {
      return base
    },
    get app() {
      return app
    },
    /** The application's own role. */
    get db() {
      return app.db
    },
    /** The role that owns the tables: for what the application itself must not be able to do. */
    get owner() {
      return owner
    },
    get database() {
      return database
    },
    division: (values: Partial<Parameters<typeof insertDivision>[1]> = {}) => insertDivision(owner, values),
    person: (post: PostKind, divisionId: string | null = null, name?: string) => signIn(owner, post, divisionId, name),
    /** The same person under a further post. */
    alsoAs: (client: Client, post: PostKind, divisionId: string | null = null) =>
      addPost(owner, client.id, post, divisionId),
    year: (year: number, state = 'executing') =>
      owner
        .insertInto('performanceYear')
        .values({ year, state })
        .onConflict((c) => c.doNothing())
        .execute(),
    /** Moves the office's clock, forward or back, and runs what the day brings about. */
    clock: async (day: string) => {
      await owner.updateTable('office').set({ clockDay: day }).execute()
      await app.db.transaction().execute((tx) => app.sweep(tx, clockAt(day)))
    },
    /** The password was given a moment ago. */
    reauthenticated: async (client: Client): Promise<Client> => {
      const values = { reauthenticatedAt: new Date() }
      await owner.updateTable('session').set(values).where('tokenDigest', '=', tokenDigest(client.token)).execute()
      return client
    },
    /** As after the minutes in which a password given again counts. */
    notReauthenticated: async (client: Client): Promise<void> => {
      const given = { reauthenticatedAt: null }
      await owner.updateTable('session').set(given).where('tokenDigest', '=', tokenDigest(client.token)).execute()
    },
    history: (id: string) =>
      owner.selectFrom('history').selectAll().where('subjectId', '=', id).orderBy('recordedAt').execute(),
  }
}

const insertOffice = (db: Database, clockDay: string) =>
  db
    .insertInto('office')
    .values({
      nameZh: '深圳市人民政府口岸办公室',
      nameEn: 'Port Office',
      shortZh: '口岸办',
      shortEn: 'Port Office',
      clockDay,
      setUpAt: new Date(),
    })
    .execute()

let counter = 0
const next = () => {
  counter += 1
  return counter
}

type NewDivision = { nameZh: string; nameEn: string; housesPerformanceOffice: boolean; fromOn: string }

async function insertDivision(db: Database, values: Partial<NewDivision>): Promise<string> {
  const number = next()
  const row = await db
    .insertInto('division')
    .values({
      code: `D${number}`,
      nameZh: `第${number}处`,
      nameEn: `Division ${number}`,
      sort: number,
      fromOn: '2010-01-01',
      ...values,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

const administratorLines = new Set<string>(['systemAdmin', 'securityAdmin', 'auditAdmin'])

async function signIn(
  db: Database,
  post: PostKind,
  divisionId: string | null,
  name = `职员${next()}`,
): Promise<Client> {
  const line = administratorLines.has(post) ? post : 'business'
  const person = await db
    .insertInto('person')
    .values({ name, userName: `person${next()}`, passwordHash: 'none', kind: 'civilServant', line })
    .returning('id')
    .executeTakeFirstOrThrow()
  return addPost(db, person.id, post, divisionId)
}

async function addPost(db: Database, personId: string, kind: PostKind, divisionId: string | null): Promise<Client> {
  const post = await db
    .insertInto('post')
    .values({ personId, kind, divisionId, fromOn: '2010-01-01' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const token = randomUUID()
  await db
    .insertInto('session')
    .values({ tokenDigest: tokenDigest(token), personId, postId: post.id })
    .execute()
  return { id: personId, postId: post.id, divisionId, token }
}
