import { parseArgs } from 'node:util'
import { readMatrix } from '#domain/collection/duty.api.ts'
import { readBurden, readCalendar, readDivisionMatrix } from '#domain/collection/dutyViews.api.ts'
import { readTimeliness } from '#domain/collection/timeliness.api.ts'
import { readVouching } from '#domain/collection/vouching.api.ts'
import { createServer } from '#server/kernel/http.ts'
import { allRoutes, closeApp, createApp } from '#server/main.ts'
import { bulkDuties } from '#test/bulk.ts'
import { command } from '../command.ts'
import { captured, type Statement } from './capture.ts'
import { interleaved } from './load.ts'
import { benchConfig, type Stand, standWith } from './stand.ts'
import { fillValues } from './values.ts'

/**
 * The matrix of a year, its counts, timeliness of all years, and who vouched for a figure, over ten years of values: 10,000, 100,000 and
 * 1,000,000 of them, each against the bare statements in the same run. With `--small` the first size alone, with `--values N` that size alone.
 */
const { values: asked } = parseArgs({ options: { small: { type: 'boolean' }, values: { type: 'string' } } })
const sizes = asked.values ? [Number(asked.values)] : asked.small ? [10_000] : [10_000, 100_000, 1_000_000]
const times = asked.small || asked.values ? 40 : 200
const [firstYear, years] = [2016, 10]

/** Some figures of the middle of the ten years, so that no page stays warm for the one that is asked. */
async function someFigures({ bare }: Stand): Promise<string[]> {
  const { rows } = await bare.query('select submission_id as id from duty where year = $1 order by id limit 200', [
    firstYear + 5,
  ])
  return rows.map(({ id }) => String(id))
}

async function statementsOf(stand: Stand, path: string): Promise<readonly Statement[]> {
  const app = await createApp({ config: benchConfig(stand.folder), appUrl: stand.appUrl })
  const server = await createServer(app, allRoutes)
  const ask = () => server.inject({ url: path, cookies: { jiheng: stand.bulk.people.performanceOffice.token } })
  for (let n = 0; n < 4; n += 1) await ask()
  const statements = await captured(ask)
  await server.close()
  await closeApp(app)
  return statements
}

type Asked = { readonly name: string; readonly goal: number | null; readonly path: (n: number) => string }

async function measure(stand: Stand, size: number, { name, goal, path }: Asked): Promise<void> {
  const person = stand.bulk.people.performanceOffice
  const statements = await statementsOf(stand, path(0))
  const { http, pg } = await interleaved(
    {
      http: (n) => stand.ask(person, path(n)),
      pg: async () => {
        for (const { text, values, name: prepared } of statements)
          await stand.bare.query({ text, values: [...values], ...(prepared ? { name: prepared } : {}) })
      },
    },
    { times, workers: 2 },
  )
  console.log(
    `${name}, ${size} values: p95 ${http.p95.toFixed(1)} ms${goal === null ? '' : ` (goal ≤ ${goal} at 1,000,000)`}, bare SQL ${pg.p95.toFixed(1)} ms, ratio ${(http.p95 / pg.p95).toFixed(2)}, ${statements.length} statements`,
  )
}

await command(async () => {
  for (const size of sizes) {
    const stand = await standWith(size / years)
    try {
      // the stand begins with 2025; the nine years before it are as large
      for (let year = firstYear; year < firstYear + years - 1; year += 1)
        await bulkDuties(stand.owner, size / years, year)
      await fillValues(stand)
      const figures = await someFigures(stand)
      const year = firstYear + 5
      const views: readonly Asked[] = [
        { name: 'matrix of a year', goal: 150, path: () => `${readMatrix.path}?year=${year}` },
        { name: 'divisions of a year', goal: 150, path: () => `${readDivisionMatrix.path}?year=${year}` },
        { name: 'calendar of a month', goal: null, path: () => `${readCalendar.path}?month=${year}-11` },
        { name: 'timeliness of all years', goal: 1_000, path: () => `${readTimeliness.path}?by=period` },
        { name: 'burden of a year', goal: null, path: () => `${readBurden.path}?year=${year}` },
        {
          name: 'who vouched',
          goal: 300,
          path: (n) => readVouching.path.replace(':id', figures[n % figures.length] ?? ''),
        },
      ]
      for (const one of views) await measure(stand, size, one)
    } finally {
      await stand.close()
    }
  }
})
