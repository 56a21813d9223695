import { sql } from 'kysely'
import type { Tx } from '#server/kernel/db.ts'
import { inState, isOwed } from './dutyFilters.store.ts'
import { hasOutcome } from './timeliness.store.ts'

/** A division that owes the data, or null for the whole office. */
type Scope = string | null
const of = (scope: Scope) => (scope === null ? sql`true` : sql`duty.responsible_division_id = ${scope}::uuid`)

export type DutyTally = {
  readonly key: string
  readonly counted: number
  readonly met: number
  readonly missing: number
}

/** Data of a year by who owes them or by the item's dimension: reported in time of those that count, and missing. */
export async function dutyTally(
  tx: Tx,
  scope: Scope,
  { year, by }: { readonly year: number; readonly by: 'division' | 'dimension' },
  today: string,
): Promise<DutyTally[]> {
  const [key, from] =
    by === 'division'
      ? [sql`duty.responsible_division_id`, sql`duty`]
      : [sql`item.dimension`, sql`duty join item on item.id = duty.item_id`]
  const { rows } = await sql<DutyTally>`select ${key} as key,
      (count(*) filter (where ${hasOutcome('reported', 'counted', today)}))::int as counted,
      (count(*) filter (where ${hasOutcome('reported', 'met', today)}))::int as met,
      (count(*) filter (where ${inState('missing', today)}))::int as missing
    from ${from} where duty.year = ${year} and ${of(scope)} group by 1`.execute(tx)
  return rows
}

export type DueCount = { readonly on: string; readonly total: number; readonly owed: number }

/** By external due day what is due between two days, and how much of it is still owed. */
export async function dueDays(tx: Tx, scope: Scope, from: string, to: string): Promise<DueCount[]> {
  const { rows } = await sql<DueCount>`select duty.sort_on as "on", count(*)::int as total,
      (count(*) filter (where ${isOwed}))::int as owed
    from duty where duty.sort_on between ${from}::date and ${to}::date and duty.stage <> 'withdrawn' and ${of(scope)}
      and duty.year between extract(year from duty.sort_on) - 1 and extract(year from duty.sort_on)
    group by 1 order by 1`.execute(tx)
  return rows
}

/** How many data of a year became overdue since a day: missing ones whose first due day passed since. */
export async function overdueSince(
  tx: Tx,
  scope: Scope,
  { year, since }: { readonly year: number; readonly since: string },
  today: string,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from duty
    where duty.year = ${year} and ${of(scope)} and ${inState('missing', today)}
      and least(duty.internal_due_on, duty.external_due_on) >= ${since}::date`.execute(tx)
  return rows[0]?.count ?? 0
}

export type InTime = {
  readonly period: string
  readonly met: number
  readonly late: number
  readonly missing: number
}

/** Data of a year that count, by period: reported in time, reported late, not reported. */
export async function inTimeByPeriod(tx: Tx, scope: Scope, year: number, today: string): Promise<InTime[]> {
  const unmet = hasOutcome('reported', 'unmet', today)
  const { rows } = await sql<InTime>`select duty.period,
      (count(*) filter (where ${hasOutcome('reported', 'met', today)}))::int as met,
      (count(*) filter (where ${unmet} and duty.reported_on is not null))::int as late,
      (count(*) filter (where ${unmet} and duty.reported_on is null))::int as missing
    from duty where duty.year = ${year} and ${of(scope)} and ${hasOutcome('reported', 'counted', today)}
    group by 1 order by min(duty.external_due_on), 1`.execute(tx)
  return rows
}
