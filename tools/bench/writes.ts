import { randomUUID } from 'node:crypto'
import { offer } from '#domain/collection/dutyActs.api.ts'
import { createServer } from '#server/kernel/http.ts'
import { allRoutes, closeApp, createApp } from '#server/main.ts'
import { captured, type Statement } from './capture.ts'
import { interleaved, type Round } from './load.ts'
import { benchConfig, type Stand } from './stand.ts'

/** One submission handed in over HTTP, against the same statements sent bare; both commit to disk. */
export async function benchWrites(stand: Stand, times: number): Promise<Record<'http' | 'pg', Round>> {
  const ids = await openDuties(stand, times * 8 + 4)
  const fresh = () => {
    const id = ids.pop()
    if (id === undefined) throw new Error('there are too few open duties for so many submissions')
    return id
  }
  const officer = stand.bulk.people.officer
  const body = { version: 1, kind: 'value', value: '7', note: '' }
  const path = (id: string) => offer.path.replace(':id', id)
  const samples = [fresh(), fresh(), fresh(), fresh()]
  const sample = samples.at(-1) ?? ''
  const statements = await statementsOf(stand, samples.map(path), body)
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

/** The statements of the last of these requests: those before let the server prepare what comes again. */
async function statementsOf(stand: Stand, paths: readonly string[], body: unknown): Promise<Statement[]> {
  const app = await createApp({ config: benchConfig(stand.folder), appUrl: stand.appUrl })
  const server = await createServer(app, allRoutes)
  const cookies = { jiheng: stand.bulk.people.officer.token }
  let statements: Statement[] = []
  let status = 0
  for (const url of paths) {
    const headers = { origin: 'http://127.0.0.1', 'idempotency-key': url === paths.at(-1) ? benchKey : randomUUID() }
    statements = await captured(async () => {
      status = (await server.inject({ method: 'POST', url, cookies, headers, payload: body as object })).statusCode
    })
  }
  await server.close()
  await closeApp(app)
  if (status !== 200) throw new Error(`the sample submission answered ${status}`)
  return statements
}
