import { parseArgs } from 'node:util'
import { beginBulletin, readBulletin } from '#domain/bulletin/bulletin.api.ts'
import { createServer } from '#server/kernel/http.ts'
import { allRoutes, closeApp, createApp } from '#server/main.ts'
import { bulkDuties } from '#test/bulk.ts'
import { command } from '../command.ts'
import { captured } from './capture.ts'
import { benchConfig, type Stand, standWith } from './stand.ts'

/**
 * The draft of a bulletin over 200 divisions, 10,000 items with lights and 120,000 duties with cards (goal ≤ 3 s), and
 * reading it with its figures counted anew. With `--small` a tenth of that, with `--large` ten times as much (goal ≤ 3 × the time).
 */
const { values: asked } = parseArgs({ options: { small: { type: 'boolean' }, large: { type: 'boolean' } } })
const factor = asked.small ? 0.1 : asked.large ? 10 : 1
const [divisions, items, duties] = [200, 10_000 * factor, 120_000 * factor]
const year = 2025
const times = 5

/** Spreads items and duties over the divisions, lights each item twice and fires a card at every tenth duty of October. */
async function fill({ bare }: Stand): Promise<void> {
  await bare.query(
    `insert into division (code, name_zh, name_en, sort, from_on)
     select 'bulletin-' || n, '通报处' || n, 'Bulletin division ' || n, 1000 + n, '2010-01-01' from generate_series(1, $1) n`,
    [divisions],
  )
  await bare.query(
    `insert into item (plan_id, year, code, sort, title, kind, dimension, starts_on, ends_on, responsible_division_id,
       coordinating_division_id)
     select item.plan_id, item.year, 'bulletin-' || n, 1000000 + n, '事项' || n, item.kind, item.dimension, item.starts_on,
       item.ends_on, item.responsible_division_id, item.coordinating_division_id
     from (select * from item where year = $2 order by id limit 1) item, generate_series(1, $1) n`,
    [items, year],
  )
  const spread = (table: string) =>
    bare.query(`with place as (select id, row_number() over (order by sort, id) - 1 as n, count(*) over () as whole from division)
      update ${table} set responsible_division_id = place.id from place
      where year = ${year} and place.n = mod(abs(hashtext(${table}.id::text)), place.whole)
        and place.id <> ${table}.coordinating_division_id`)
  await spread('item')
  await spread('duty')
  await bare.query(
    `insert into light_change (item_id, year, number, light_before, light, rule, figures, changed_on, changed_at, settings_revision)
     select item.id, item.year, n, null, (array['green', 'yellow', 'red', 'blue'])[1 + mod(abs(hashtext(item.id::text)) + n, 4)], 1,
       '{}', date '2025-06-01' + 30 * n, timestamptz '2025-06-01' + n * interval '30 days', 0
     from item, generate_series(1, 2) n where item.year = $1`,
    [year],
  )
  await bare.query(
    `insert into card (duty_id, year, ladder, step, due_revision, fired_on, due_on, pack_version, settings_revision, division_id)
     select id, year, 'external', 'yellow', 900, '2025-10-10', '2025-10-09', '1', 0, responsible_division_id from duty
     where year = $1 and period = '2025-09' and mod(abs(hashtext(id::text)), 10) = 0`,
    [year],
  )
  await bare.query('analyze')
}

await command(async () => {
  const stand = await standWith(duties)
  try {
    await bulkDuties(stand.owner, 1_000, year - 1)
    await fill(stand)
    const app = await createApp({ config: benchConfig(stand.folder), appUrl: stand.appUrl })
    const server = await createServer(app, allRoutes)
    const { token } = stand.bulk.people.performanceOffice
    const headers = { origin: benchConfig(stand.folder).origin ?? '' }
    const took: { begin: number[]; read: number[] } = { begin: [], read: [] }
    let statements = 0
    for (let n = 0; n < times; n += 1) {
      const period = `${year}-0${n + 5}`
      const at = performance.now()
      let id = ''
      const run = async () => {
        const answer = await server.inject({
          ...{ method: 'POST', url: beginBulletin.path, cookies: { jiheng: token } },
          headers: { ...headers, 'idempotency-key': crypto.randomUUID() },
          payload: { period, cutOffOn: `${period}-28` },
        })
        if (answer.statusCode !== 200) throw new Error(answer.body)
        id = answer.json().id
      }
      statements = (await captured(run)).length
      took.begin.push(performance.now() - at)
      const from = performance.now()
      await server.inject({ url: readBulletin.path.replace(':id', id), cookies: { jiheng: token } })
      took.read.push(performance.now() - from)
    }
    await server.close()
    await closeApp(app)
    const slowest = (values: readonly number[]) => (Math.max(...values) / 1_000).toFixed(2)
    console.log(
      `bulletin over ${divisions} divisions, ${items} items, ${duties} duties: drafted in ${slowest(took.begin)} s at most (goal ≤ 3), read in ${slowest(took.read)} s, ${statements} statements`,
    )
  } finally {
    await stand.close()
  }
})
