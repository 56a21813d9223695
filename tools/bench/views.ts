import { createHash } from 'node:crypto'
import { sql } from 'kysely'
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

/**
 * The matrix of a year, its counts, timeliness of all years, and who vouched for a figure, over ten years of values: 10,000, 100,000 and
 * 1,000,000 of them, each against the bare statements in the same run. With `--small` the first size alone.
 */
const sizes = process.argv.includes('--small') ? [10_000] : [10_000, 100_000, 1_000_000]
const times = process.argv.includes('--small') ? 40 : 200
const [firstYear, years] = [2016, 10]

/** Every duty has a signed, accepted value, a history row of its acceptance, and is in a sent report of its period. */
async function fillValues({ owner, bulk }: Stand): Promise<void> {
  const { head, officer } = bulk.people
  await sql`insert into submission (duty_id, number, kind, value, entered_by, entered_at, canonical, digest)
    select id, 1, 'value', 7, ${officer.id}::uuid, opens_on + interval '1 day', content, encode(sha256(content), 'hex')
    from duty cross join lateral (select convert_to(json_build_object('duty', id, 'kind', 'value', 'value', '7', 'note', '')::text, 'UTF8') as content) c`.execute(
    owner,
  )
  await sql`insert into signature (subject_kind, subject_id, statement, statement_number, person_id, post_id, division_id, canonical, digest, signed_at)
    select 'submission', submission.id, '声明', 1, ${head.id}::uuid, ${head.postId}::uuid, duty.responsible_division_id, c.content,
      encode(sha256(c.content), 'hex'), submission.entered_at + interval '1 hour'
    from submission join duty on duty.id = submission.duty_id cross join lateral (select convert_to(json_build_object('duties',
      json_build_array(json_build_object('submission', submission.id, 'digest', submission.digest)))::text, 'UTF8') as content) c`.execute(
    owner,
  )
  await sql`update duty set submission_id = submission.id, kind = 'value', value = 7, stage = 'acknowledged', entered_by = ${officer.id}::uuid,
    signed_by = ${head.id}::uuid, signed_at = submission.entered_at, first_signed_on = opens_on, reported_on = opens_on, step_on = null
    from submission where submission.duty_id = duty.id`.execute(owner)
  await sql`insert into history (subject_kind, subject_id, action, person_id, post_id, basis, occurred_at, canonical, digest)
    select 'duty', id, 'duty.accept', ${head.id}::uuid, ${head.postId}::uuid, 'duty.accept', signed_at + interval '1 day', content,
      ${createHash('sha256').update('{"changes":[]}').digest('hex')}
    from duty cross join (select convert_to('{"changes":[]}', 'UTF8') as content) c`.execute(owner)
  await reports({ owner, bulk })
  await sql`vacuum analyze`.execute(owner)
}

/** One report for each coordinating division and period, with at most a hundred lines, as a package has them. */
async function reports({ owner, bulk }: Pick<Stand, 'owner' | 'bulk'>): Promise<void> {
  const { head, officer } = bulk.people
  await sql`create table bench_line as select id as duty_id, submission_id, year, period, collecting_unit_id, coordinating_division_id,
      (row_number() over (partition by coordinating_division_id, period order by id) - 1) / 100 + 1 as number
    from duty`.execute(owner)
  await sql`insert into data_report (year, period, collecting_unit_id, coordinating_division_id, number, state, subject, assembled_by, assembled_at,
      signed_by, reviewed_by, reviewed_at, sent_on, sent_way, receiver)
    select distinct year, period, collecting_unit_id, coordinating_division_id, number, 'sent', '数据', ${officer.id}::uuid, now(),
      ${head.id}::uuid, ${head.id}::uuid, now(), date '2025-01-01', 'paper', '收' from bench_line`.execute(owner)
  await sql`insert into data_report_line (report_id, duty_id, submission_id, sort)
    select data_report.id, duty_id, submission_id, 1 from bench_line join data_report using (collecting_unit_id, coordinating_division_id, period, number)`.execute(
    owner,
  )
  await sql`insert into signature (subject_kind, subject_id, statement, statement_number, person_id, post_id, division_id, canonical, digest, signed_at)
    select 'dataReport', report_id, '声明', 1, ${head.id}::uuid, ${head.postId}::uuid, ${bulk.divisions[1]}::uuid, content,
      encode(sha256(content), 'hex'), now()
    from (select report_id, convert_to(json_build_object('lines', json_agg(json_build_object('duty', data_report_line.duty_id, 'digest', submission.digest)))::text, 'UTF8') as content
      from data_report_line join submission on submission.id = submission_id group by report_id) c`.execute(owner)
  await sql`drop table bench_line`.execute(owner)
}

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
      const asked: readonly Asked[] = [
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
      for (const one of asked) await measure(stand, size, one)
    } finally {
      await stand.close()
    }
  }
})
