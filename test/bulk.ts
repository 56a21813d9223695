import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { PostKind } from '#domain/kernel/actor.ts'
import type { Database } from '#server/kernel/db.ts'
import { tokenDigest } from '#server/kernel/http.session.ts'

export type BulkPerson = { readonly id: string; readonly postId: string; readonly token: string }
export type Bulk = {
  readonly divisions: readonly string[]
  readonly people: Record<'performanceOffice' | 'head' | 'officer', BulkPerson>
  readonly duties: number
}

/**
 * An office with so many open duties, made by set-based SQL under the owner's role: for benches and the crash test,
 * where what counts is the number of rows. Eight divisions share them evenly; each indicator has twelve months.
 */
export async function bulkOffice(owner: Database, duties: number, year = 2025): Promise<Bulk> {
  await sql`insert into office (name_zh, name_en, short_zh, short_en, clock_day, set_up_at)
    values ('口岸办', 'Port Office', '口岸办', 'Port Office', ${`${year}-11-06`}::date, now()) on conflict do nothing`.execute(
    owner,
  )
  const divisions = await insertDivisions(owner)
  const people = {
    performanceOffice: await bulkPerson(owner, 'performanceOffice.staff', divisions[0] ?? ''),
    head: await bulkPerson(owner, 'division.head', divisions[1] ?? ''),
    officer: await bulkPerson(owner, 'division.officer', divisions[1] ?? ''),
  }
  await bulkDuties(owner, duties, year)
  await sql`analyze`.execute(owner)
  return { divisions, people, duties }
}

async function insertDivisions(owner: Database): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into division (code, name_zh, name_en, sort, from_on)
    select 'B' || n, '第' || n || '处', 'Division ' || n, n, date '2010-01-01' from generate_series(1, 8) n
    returning id`.execute(owner)
  return rows.map(({ id }) => id)
}

/** Signed in, with the password given a moment ago. */
export async function bulkPerson(owner: Database, kind: PostKind, divisionId: string): Promise<BulkPerson> {
  const userName = `bulk${randomUUID().slice(0, 8)}`
  const values = { name: userName, userName, passwordHash: 'none', kind: 'civilServant', line: 'business' }
  const person = await owner.insertInto('person').values(values).returning('id').executeTakeFirstOrThrow()
  const post = await owner
    .insertInto('post')
    .values({ personId: person.id, kind, divisionId, fromOn: '2010-01-01' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const token = randomUUID()
  await owner
    .insertInto('session')
    .values({ tokenDigest: tokenDigest(token), personId: person.id, postId: post.id, reauthenticatedAt: new Date() })
    .execute()
  return { id: person.id, postId: post.id, token }
}

/** The i-th indicator belongs to division i mod 8; the next division coordinates it. */
export async function bulkDuties(owner: Database, duties: number, year: number): Promise<void> {
  await sql`insert into performance_year (year, state) values (${year}, 'executing') on conflict do nothing`.execute(
    owner,
  )
  const indicators = Math.ceil(duties / 12)
  await sql`insert into external_body (kind, name_zh, name_en, from_on) values ('collectingUnit', '市统计局', 'Statistics', date '2010-01-01')`.execute(
    owner,
  )
  await sql`insert into plan (kind, year, title, state) values ('office', ${year}, '方案', 'issued') on conflict do nothing`.execute(
    owner,
  )
  await sql`
    with office as (select id from plan where year = ${year} and kind = 'office'),
    place as (select id, row_number() over (order by sort) - 1 as at from division where code like 'B%')
    insert into item (plan_id, year, code, sort, title, kind, dimension, responsible_division_id, coordinating_division_id, starts_on, ends_on)
    select office.id, ${year}, 'B-' || n, n, '事项' || n, 'keyWork', 'performance', a.id, b.id, make_date(${year}, 1, 1), make_date(${year}, 12, 31)
    from generate_series(1, ${indicators}::int) n cross join office
    join place a on a.at = n % 8 join place b on b.at = (n + 1) % 8`.execute(owner)
  await sql`
    insert into indicator (item_id, sort, name, unit, decimals, frequency, collecting_unit_id)
    select item.id, 1, '指标' || item.sort, '件', 0, 'month', (select id from external_body limit 1)
    from item where code like 'B-%' and year = ${year}`.execute(owner)
  await sql`
    insert into duty (year, indicator_id, item_id, period, frequency, responsible_division_id, coordinating_division_id,
      collecting_unit_id, stage, opens_on, reminder_on, early_warning_on, internal_due_on, external_due_on, red_on,
      pack_version, settings_revision, set_on, step_on)
    select ${year}, indicator.id, item.id, ${year}::int || '-' || lpad(m::text, 2, '0'), 'month', item.responsible_division_id,
      item.coordinating_division_id, indicator.collecting_unit_id, 'open', next, next, next - 2, next + 3, next + 7, next + 9,
      'bulk', 1, make_date(${year}, 1, 1), next - 2
    from indicator join item on item.id = indicator.item_id cross join generate_series(1, 12) m
    cross join lateral (select (make_date(${year}, m, 1) + interval '1 month')::date as next) as day
    where item.code like 'B-%' and item.year = ${year} order by random() limit ${duties}`.execute(owner)
}
