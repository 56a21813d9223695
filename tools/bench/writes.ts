import { randomUUID } from 'node:crypto'
import { offer } from '#domain/collection/dutyActs.api.ts'
import { createServer } from '#server/kernel/http.ts'
import { allRoutes, closeApp, createApp } from '#server/main.ts'
import { captured, type Statement } from './capture.ts'
import { interleaved, type Round } from './load.ts'
import { benchConfig, type Stand } from './stand.ts'

/** One submission handed in over HTTP, against the same statements sent bare; both commit to disk. */
export async function benchWrites(stand: Stand, times: number): Promise<Record<'http' | 'pg', Round>> {
  const ids = await openDuties(stand, times * 8 + 1)
  const fresh = () => {
    const id = ids.pop()
    if (id === undefined) throw new Error('there are too few open duties for so many submissions')
    return id
  }
  const officer = stand.bulk.people.officer
  const body = { version: 1, kind: 'value', value: '7', note: '' }
  const path = (id: string) => offer.path.replace(':id', id)
  const sample = fresh()
  const statements = await statementsOf(stand, path(sample), body)
  const client = async (id: string) => {
    const connection = await stand.bare.connect()
    try {
      for (const { text, values, name } of statements) {
        await connection.query({
          text,
          values: values.map((value) => fits(value, sample, id)),
          ...(name ? { name } : {}),
        })
      }
    } finally {
      connection.release()
    }
  }
  return interleaved(
    {
      http: () => stand.ask(officer, path(fresh()), body, { 'idempotency-key': randomUUID() }),
      pg: async () => client(fresh()),
    },
    { times, workers: 8 },
  )
}

/** The captured values with another duty's id, and fresh ones where a key or a random id stood. */
const fits = (value: unknown, sample: string, id: string): unknown => {
  if (value === sample) return id
  return value === benchKey ? randomUUID() : value
}
const benchKey = randomUUID()

async function openDuties(stand: Stand, most: number): Promise<string[]> {
  const { rows } = await stand.bare.query<{ id: string }>(
    `select id from duty where responsible_division_id = $1 and opens_on <= '2025-11-06' limit $2`,
    [stand.bulk.divisions[1], most],
  )
  return rows.map(({ id }) => id)
}

async function statementsOf(stand: Stand, path: string, body: unknown): Promise<Statement[]> {
  const app = await createApp({ config: benchConfig(stand.folder), appUrl: stand.appUrl })
  const server = await createServer(app, allRoutes)
  const headers = { origin: 'http://127.0.0.1', 'idempotency-key': benchKey }
  let status = 0
  const statements = await captured(async () => {
    const answer = await server.inject({
      method: 'POST',
      url: path,
      cookies: { jiheng: stand.bulk.people.officer.token },
      headers,
      payload: body as object,
    })
    status = answer.statusCode
  })
  await server.close()
  await closeApp(app)
  if (status !== 200) throw new Error(`the sample submission answered ${status}`)
  return statements
}
