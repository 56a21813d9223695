import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chooseLanguage, readSession } from '#domain/session/session.api.ts'
import { allRoutes } from '#server/main.ts'
import { type Gate, gate } from '#test/gate.ts'
import { untilWaiting } from '#test/waiting.ts'
import { world } from '#test/world.ts'
import { createDatabase, createPool } from './db.ts'
import { createServer, type Server } from './http.ts'

const w = world()
let door: Gate
let server: Server
let base: string

beforeAll(async () => {
  door = await gate(w.database.appUrl)
  const pool = createPool(door.url)
  server = await createServer({ ...w.app, pool, db: createDatabase(pool) }, allRoutes)
  base = await server.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  door.open()
  await server.close()
  await door.close()
})

async function ask(token: string) {
  const started = performance.now()
  const answer = await fetch(`${base}${readSession.path}`, { headers: { cookie: `jiheng=${token}` } })
  return {
    status: answer.status,
    retryAfter: answer.headers.get('retry-after'),
    seconds: (performance.now() - started) / 1_000,
  }
}

test('while the database is away requests are answered 503 at once, and work again when it is back', async () => {
  const { token } = await w.person('division.officer', await w.division())
  expect(await ask(token)).toMatchObject({ status: 200 })
  door.shut()
  for (let round = 0; round < 3; round += 1) {
    const answer = await ask(token)
    expect(answer).toMatchObject({ status: 503, retryAfter: '2' })
    expect(answer.seconds).toBeLessThan(2)
  }
  expect((await fetch(`${base}/readyz`)).status).toBe(503)
  expect((await fetch(`${base}/healthz`)).status).toBe(200)
  door.open()
  expect(await ask(token)).toMatchObject({ status: 200 })
})

test('a database that takes connections and says nothing is given up on as well', async () => {
  const { token } = await w.person('division.officer', await w.division())
  door.shut()
  door.hold()
  const answer = await ask(token)
  expect(answer).toMatchObject({ status: 503 })
  expect(answer.seconds).toBeLessThan(2)
  door.shut()
  door.open()
  expect(await ask(token)).toMatchObject({ status: 200 })
})

test('a command that the loss of the database cuts off is answered 503 as well', async () => {
  const { token } = await w.person('division.officer', await w.division())
  const command = () =>
    fetch(`${base}${chooseLanguage.path}`, {
      method: chooseLanguage.method,
      headers: {
        origin: base,
        cookie: `jiheng=${token}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify({ language: 'en' }),
    })
  await w.owner.transaction().execute(async (tx) => {
    await sql`lock table idempotency_key`.execute(tx)
    const cutOff = command()
    await untilWaiting(w.db, 1)
    door.shut()
    expect((await cutOff).status).toBe(503)
  })
  door.open()
  expect((await command()).status).toBe(200)
})
