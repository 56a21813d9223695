import { listDuties } from '#domain/collection/duty.api.ts'
import { cursorAt } from '#server/kernel/cursor.ts'
import { createServer } from '#server/kernel/http.ts'
import { allRoutes, closeApp, createApp } from '#server/main.ts'
import type { BulkPerson } from '#test/bulk.ts'
import { captured, type Statement } from './capture.ts'
import { interleaved, type Round } from './load.ts'
import { benchConfig, type Stand } from './stand.ts'

export type ListResult = {
  readonly role: string
  readonly page: string
  readonly rounds: Record<'http' | 'fastify' | 'pg', Round>
}

/** First, middle and last page of the duties for the strongest and the weakest role, each against the bare statements. */
export async function benchLists(stand: Stand, times: number): Promise<{ results: ListResult[]; scans: string[] }> {
  const results: ListResult[] = []
  const scans: string[] = []
  const roles = { performanceOffice: stand.bulk.people.performanceOffice, officer: stand.bulk.people.officer }
  for (const [role, person] of Object.entries(roles)) {
    for (const [page, after] of Object.entries(await cursors(stand, role === 'officer'))) {
      const path = `${listDuties.path}?year=2025&limit=50${after ? `&after=${after}` : ''}`
      const [session, ...list] = await statementsOf(stand, person, path)
      if (!session) throw new Error(`no statements captured for ${path}`)
      scans.push(...(await sequentialScans(stand, list)).map((node) => `${role} ${page}: ${node}`))
      await stand.ask(person, '/bare', list)
      results.push({
        role,
        page,
        rounds: await interleaved(contestants(stand, person, path, [session, ...list]), { times }),
      })
    }
  }
  return { results, scans }
}

function contestants(stand: Stand, person: BulkPerson, path: string, statements: readonly Statement[]) {
  return {
    http: () => stand.ask(person, path),
    fastify: () => stand.ask(person, '/bare'),
    pg: async () => {
      for (const { text: sql, values, name } of statements)
        await stand.bare.query({ text: sql, values: [...values], ...(name ? { name } : {}) })
    },
  }
}

/** Where the middle and the last page begin, taken from the rows themselves. */
async function cursors(stand: Stand, own: boolean): Promise<Record<string, string>> {
  const division = stand.bulk.divisions[1]
  const of = own ? `where responsible_division_id = '${division}' or coordinating_division_id = '${division}'` : ''
  const at = async (share: number) => {
    const { rows } = await stand.bare.query(
      `select sort_on, id from duty ${of} order by sort_on, id offset (select floor(count(*) * ${share})::bigint from duty ${of}) limit 1`,
    )
    return cursorAt(rows[0]?.sort_on, rows[0]?.id)
  }
  return { first: '', middle: await at(0.5), last: await at(0.999) }
}

/** What one request asks the database, seen from inside a server of this process. */
async function statementsOf(stand: Stand, person: BulkPerson, path: string): Promise<Statement[]> {
  const app = await createApp({ config: benchConfig(stand.folder), appUrl: stand.appUrl })
  const server = await createServer(app, allRoutes)
  const ask = () => server.inject({ url: path, cookies: { jiheng: person.token } })
  // as often as it takes until the statements are prepared: both sides then send them by name
  for (let n = 0; n < 4; n += 1) await ask()
  const statements = await captured(ask)
  await server.close()
  await closeApp(app)
  return statements
}

type Plan = { 'Node Type': string; 'Relation Name'?: string; Plans?: Plan[] }

/** Sequential scans over duties in the plans of these statements. */
async function sequentialScans(stand: Stand, statements: readonly Statement[]): Promise<string[]> {
  const found: string[] = []
  const look = (plan: Plan) => {
    if (plan['Node Type'] === 'Seq Scan' && plan['Relation Name'] === 'duty') found.push('sequential scan of duty')
    for (const below of plan.Plans ?? []) look(below)
  }
  for (const { text, values } of statements) {
    const { rows } = await stand.bare.query(`explain (format json) ${text}`, [...values])
    look(rows[0]['QUERY PLAN'][0].Plan as Plan)
  }
  return found
}
