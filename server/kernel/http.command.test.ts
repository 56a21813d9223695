import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { endpoint, id } from '#domain/kernel/endpoint.ts'
import { hasPost } from '#domain/kernel/lifecycle.ts'
import { until, untilWaiting } from '#test/waiting.ts'
import { type Client, world } from '#test/world.ts'
import { Invalid, NotFound } from './errors.ts'
import { type Acting, command } from './routes.ts'

/** Commands that do no more than the kernel's part: one row without any constraint that would hide a second one. */
const definition = (name: string) =>
  ({
    method: 'POST',
    path: `/api/test/${name}`,
    summary: { zh: '试', en: 'Try' },
    access: 'anyPost',
    body: z.strictObject({ source: z.string() }),
    reply: z.strictObject({ id, source: z.string().max(20) }),
  }) as const
const note = endpoint(definition('note'))
const noteOfOffice = endpoint({ ...definition('office-note'), access: [hasPost(performanceOffice)] })
const silent = endpoint(definition('silent'))
const crossing = endpoint(definition('crossing'))
const changing = endpoint({
  ...definition('changing'),
  body: z.strictObject({ source: z.string(), password: z.string() }),
})

type Given = { body: { source: string } }
async function insert({ body }: Given, { tx, actor, today }: Acting): Promise<string> {
  if (body.source === 'refused') throw new Invalid([])
  const values = { key: 'test', fromOn: today, value: JSON.stringify(1), source: body.source, setBy: actor.id }
  return (await tx.insertInto('setting').values(values).returning('id').executeTakeFirstOrThrow()).id
}
async function noted(given: Given, context: Acting): Promise<string> {
  const noteId = await insert(given, context)
  await context.record('test.note', { kind: 'setting', id: noteId })
  return noteId
}
/** Locks the rows named in the order named; after the first lock it waits until another request has its own. */
async function locking(given: Given, context: Acting): Promise<string> {
  for (const source of given.body.source.split(',')) {
    const row = context.tx.selectFrom('setting').select('id').where('source', '=', source)
    await row.forUpdate().execute()
    await meeting.met()
  }
  return noted(given, context)
}
const meeting = {
  missing: 2,
  met: async () => {
    meeting.missing -= 1
    await until(async () => meeting.missing <= 0, 'the other request did not come')
  },
}
type Find = Parameters<typeof command<typeof note>>[2]
const find: Find = async (tx, actor, noteId) => {
  if (!isOneOf(actor.post, performanceOffice)) throw new NotFound()
  const row = tx.selectFrom('setting').select(['id', 'source']).where('id', '=', noteId)
  const { source, ...rest } = await row.executeTakeFirstOrThrow(() => new NotFound())
  return { ...rest, source: source ?? '' }
}

const w = world([
  command(note, noted, find),
  command(noteOfOffice, noted, find),
  command(silent, insert, find),
  command(changing, noted, find),
  command(crossing, locking, find),
])

const staff = async () => w.person('performanceOffice.staff', await w.division())
const notes = (source: string) =>
  w.owner.selectFrom('setting').select('id').where('source', '=', source).orderBy('id').execute()
const keysOf = (client: Client) =>
  w.owner.selectFrom('idempotencyKey').selectAll().where('actorId', '=', client.id).execute()

describe('the same key again', () => {
  test('five at the same moment: one effect, one history row, five equal answers', async () => {
    const client = await staff()
    const key = randomUUID()
    const all = await w.owner.transaction().execute(async (tx) => {
      await sql`lock table setting in share mode`.execute(tx)
      const five = Promise.all(Array.from({ length: 5 }, () => w.call(client, note, { body: { source: 'five' }, key })))
      await untilWaiting(w.app.db, 5)
      return { five }
    })
    const answers = await all.five
    const rows = await notes('five')
    expect(rows).toHaveLength(1)
    expect(await w.history(String(rows[0]?.id))).toHaveLength(1)
    expect(answers.map(({ status, body }) => [status, body])).toEqual(
      answers.map(() => [200, { id: rows[0]?.id, source: 'five' }]),
    )
  })

  test('with other content it is refused by field, and the first effect stands alone', async () => {
    const client = await staff()
    const key = randomUUID()
    const first = await w.call(client, note, { body: { source: 'content' }, key })
    const other = await w.call(client, note, { body: { source: 'other content' }, key })
    expect(other).toMatchObject({ status: 422, body: { code: 'invalid', fields: [{ path: 'idempotency-key' }] } })
    expect(await notes('content')).toEqual([{ id: first.body.id }])
    expect(await notes('other content')).toEqual([])
  })

  test('it belongs to one person and one endpoint', async () => {
    const key = randomUUID()
    const [one, other] = [await staff(), await staff()]
    await w.call(one, note, { body: { source: 'whose' }, key })
    await w.call(other, note, { body: { source: 'whose' }, key })
    await w.call(one, noteOfOffice, { body: { source: 'whose' }, key })
    expect(await notes('whose')).toHaveLength(3)
  })

  test('it is answered by today’s record, not by what was said then', async () => {
    const client = await staff()
    const key = randomUUID()
    const { body } = await w.call(client, note, { body: { source: 'then' }, key })
    await w.owner.updateTable('setting').set({ source: 'now' }).where('id', '=', body.id).execute()
    const again = await w.call(client, note, { body: { source: 'then' }, key })
    expect(again).toMatchObject({ status: 200, body: { id: body.id, source: 'now' } })
  })
})

describe('a repetition under rights that were lost meanwhile', () => {
  test('the endpoint is no longer open to the post: 403', async () => {
    const client = await staff()
    const given = { body: { source: 'lost' }, key: randomUUID() }
    expect(await w.call(client, noteOfOffice, given)).toMatchObject({ status: 200 })
    const now = await w.alsoAs(client, 'division.officer', await w.division())
    expect(await w.call(now, noteOfOffice, given)).toMatchObject({ status: 403, body: { code: 'not_your_post' } })
  })

  test('the record is no longer visible: 404, and nothing of it is told', async () => {
    const client = await staff()
    const given = { body: { source: 'hidden' }, key: randomUUID() }
    expect(await w.call(client, note, given)).toMatchObject({ status: 200 })
    const now = await w.alsoAs(client, 'division.officer', await w.division())
    const answer = await w.call(now, note, given)
    expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } })
    expect(JSON.stringify(answer.body)).not.toContain('hidden')
    expect(await notes('hidden')).toHaveLength(1)
  })
})

describe('a command that fails is undone as a whole', () => {
  test('it does not keep its key: the corrected request goes through with the same one', async () => {
    const client = await staff()
    const key = randomUUID()
    expect(await w.call(client, note, { body: { source: 'refused' }, key })).toMatchObject({ status: 422 })
    expect(await keysOf(client)).toEqual([])
    expect(await w.call(client, note, { body: { source: 'corrected' }, key })).toMatchObject({ status: 200 })
  })

  test('when it recorded nothing', async () => {
    const client = await staff()
    expect(await w.call(client, silent, { body: { source: 'silent' } })).toMatchObject({
      status: 500,
      body: { code: 'fault' },
    })
    expect(await notes('silent')).toEqual([])
    expect(await keysOf(client)).toEqual([])
  })

  test('when its reply does not fit its schema', async () => {
    const client = await staff()
    const source = 'more than twenty characters'
    expect(await w.call(client, note, { body: { source } })).toMatchObject({ status: 500 })
    expect(await notes(source)).toEqual([])
    expect(await w.owner.selectFrom('history').select('id').where('personId', '=', client.id).execute()).toEqual([])
  })
})

test('two commands that wait for each other are both done, each once', async () => {
  const [one, other] = [await staff(), await staff()]
  for (const source of ['left', 'right']) await w.call(one, note, { body: { source } })
  // Not w.call: it would try again by itself.
  const cross = ({ token }: Client, source: string) =>
    fetch(`${w.base}${crossing.path}`, {
      method: crossing.method,
      headers: {
        origin: w.base,
        cookie: `jiheng=${token}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify({ source }),
    })
  const answers = await Promise.all([cross(one, 'left,right'), cross(other, 'right,left')])
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
  expect(await notes('left,right')).toHaveLength(1)
  expect(await notes('right,left')).toHaveLength(1)
})

test('a password leaves no trace with the key, not even a digest that could be tried out', async () => {
  const client = await staff()
  for (const password of ['正确的密码 one', '另一个密码 two'])
    await w.call(client, changing, { body: { source: 'secret', password } })
  const digests = (await keysOf(client)).map(({ bodyDigest }) => bodyDigest)
  expect(digests).toHaveLength(2)
  expect(new Set(digests).size).toBe(1)
})
