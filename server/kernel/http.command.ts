import { safeEncode } from 'zod/v4/core'
import type { Endpoint } from '#domain/kernel/endpoint.ts'
import type { App } from './app.ts'
import { canonicalOf } from './canonical.ts'
import { inTurn, type Tx, withoutTransaction } from './db.ts'
import { Invalid } from './errors.ts'
import { recordMany } from './history.ts'
import type { Signed } from './http.session.ts'
import type { Acting, Reading, Route } from './routes.ts'

type Input = { params: unknown; query: unknown; body: unknown }
type Of<Kind extends Route['kind']> = Extract<Route, { kind: Kind }>

type SetSession = Reading['setSession']

const readingOf = (app: App, signed: Signed, setSession: SetSession, tx: Tx): Reading => ({
  ...signed,
  setSession,
  tx,
  app,
  today: signed.clock.today,
  pack: app.pack,
})

export async function runRead(
  app: App,
  route: Of<'read'>,
  signed: Signed,
  setSession: SetSession,
  input: Input,
): Promise<unknown> {
  const run = (tx: Tx) => route.run(input as never, readingOf(app, signed, setSession, tx))
  if (!route.snapshot) return run(withoutTransaction(app.db))
  return app.db.transaction().setIsolationLevel('repeatable read').execute(run)
}

/**
 * Claims the key, acts, checks that something was recorded, reads the reply and checks it, all in one transaction.
 * A key that was used before is answered by reading the record again; with another body it is refused.
 */
export async function runCommand(
  app: App,
  route: Of<'command'>,
  signed: Signed,
  setSession: SetSession,
  key: string,
  input: Input,
): Promise<unknown> {
  return inTurn(app.db, async (tx) => {
    const reading = readingOf(app, signed, setSession, tx)
    const endpoint = `${route.endpoint.method} ${route.endpoint.path}`
    const body = canonicalOf({ body: plain(input.body), params: input.params, query: input.query }).digest
    const earlier = await claimKey(tx, { actorId: signed.actor.id, endpoint, key, bodyDigest: body })
    const id = earlier ?? (await act(route, reading, input))
    if (!earlier) await keepSubject(tx, { actorId: signed.actor.id, endpoint, key }, id)
    return checked(route.endpoint, await route.find(tx, signed.actor, id, reading))
  })
}

/** The body without a password: the digest of one, kept with the key, could be tried out by whoever reads the table. */
function plain(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(plain)
  if (typeof body !== 'object' || body === null) return body ?? null
  const kept = Object.entries(body).filter(([name]) => !/password$/i.test(name))
  return Object.fromEntries(kept.map(([name, value]) => [name, plain(value)]))
}

async function act(route: Of<'command'>, reading: Reading, input: Input): Promise<string> {
  let recorded = 0
  const acting: Acting = {
    ...reading,
    async record(action, subject, { basis = action, ...details } = {}) {
      recorded += 1
      await recordMany(reading.tx, reading.actor, reading.clock, [{ action, subject, basis, ...details }])
    },
    async recordMany(entries) {
      recorded += entries.length
      await recordMany(reading.tx, reading.actor, reading.clock, entries)
    },
  }
  const id = await route.act(input as never, acting)
  if (recorded === 0 && !route.recordsNothing) throw new Error(`${route.endpoint.path} recorded nothing`)
  return id
}

type Key = { actorId: string; endpoint: string; key: string }

/** The subject of an earlier request with this key, or undefined: then the key is now ours. */
async function claimKey(tx: Tx, row: Key & { bodyDigest: string }): Promise<string | undefined> {
  const claimed = await tx
    .insertInto('idempotencyKey')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst()
  if (claimed) return undefined
  const earlier = await keyRow(tx, row).select(['bodyDigest', 'subjectId']).executeTakeFirstOrThrow()
  if (earlier.bodyDigest !== row.bodyDigest || !earlier.subjectId)
    throw new Invalid([{ path: 'idempotency-key', message: reused }])
  return earlier.subjectId
}

const keyRow = (tx: Tx, { actorId, endpoint, key }: Key) =>
  tx.selectFrom('idempotencyKey').where('actorId', '=', actorId).where('endpoint', '=', endpoint).where('key', '=', key)

const keepSubject = (tx: Tx, { actorId, endpoint, key }: Key, subjectId: string) =>
  tx
    .updateTable('idempotencyKey')
    .set({ subjectId })
    .where('actorId', '=', actorId)
    .where('endpoint', '=', endpoint)
    .where('key', '=', key)
    .execute()

const reused = {
  zh: '这个请求编号已用于另一项内容。请重新办理。',
  en: 'This request key was used for something else. Please do it anew.',
}

/** A reply that does not fit its schema is a bug and undoes the command. */
export function checked(endpoint: Endpoint, reply: unknown): unknown {
  const result = safeEncode(endpoint.reply, reply)
  if (result.error) throw new Error(`reply of ${endpoint.path} does not fit: ${result.error.message}`)
  return result.data
}
