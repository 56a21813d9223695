import { sql } from 'kysely'
import type { HomeBusiness, HomeItem, NextDue } from '#domain/home/home.api.ts'
import type { Tx } from '#server/kernel/db.ts'

/** A division, or null for the whole office. */
export type Scope = string | null

/** Not yet with whoever collects it; where nobody outside does, acceptance is the end. */
const openStages = sql`duty.stage not in ('reported', 'acknowledged', 'withdrawn')
  and not (duty.stage = 'accepted' and duty.collecting_unit_id is null)`

/** Data of this year's plan and the last one's are owed at the same time. */
const yearsAround = (today: string) => [Number(today.slice(0, 4)), Number(today.slice(0, 4)) - 1]

/** The duties of a scope as one or two lists, each with an index of its own: those it owes, those it coordinates. */
const partiesOf = (scope: Scope) =>
  scope === null
    ? [sql`true`]
    : [
        sql`duty.responsible_division_id = ${scope}::uuid`,
        sql`duty.coordinating_division_id = ${scope}::uuid and duty.responsible_division_id <> ${scope}::uuid`,
      ]

/** The next day on which something is still to be reported, with the periods due then. */
export async function nextDueOf(tx: Tx, scope: Scope, today: string): Promise<Omit<NextDue, 'workingDaysLeft'> | null> {
  const first = partiesOf(scope).flatMap((party) =>
    yearsAround(today).map(
      (year) => sql`(select duty.sort_on from duty where ${party} and duty.year = ${year}
        and duty.sort_on >= ${today}::date and duty.sort_on < date '9999-12-31' and ${openStages}
        order by duty.sort_on limit 1)`,
    ),
  )
  const onIt = partiesOf(scope).flatMap((party) =>
    yearsAround(today).map(
      (
        year,
      ) => sql`(select duty.sort_on, duty.period, count(*) as count from duty where ${party} and duty.year = ${year}
        and duty.sort_on = (select day from next) and ${openStages} group by 1, 2)`,
    ),
  )
  const { rows } = await sql<{ on: string; period: string; count: number }>`
    with next as (select min(sort_on) as day from (${sql.join(first, sql` union all `)}) as possible)
    select sort_on as "on", period, sum(count)::int as count from (${sql.join(onIt, sql` union all `)}) as owed
    group by 1, 2 order by 2`.execute(tx)
  const [due] = rows
  return due ? { on: due.on, periods: rows.map(({ period, count }) => ({ period, count })) } : null
}

/**
 * The first few items of the year's issued plan for which the scope is responsible, alone or with others, in the order of
 * the plan: with the phase and the due day of its own share.
 */
export async function itemsOf(tx: Tx, scope: Scope, year: number, today: string): Promise<HomeBusiness['items']> {
  const rows = await tx
    .selectFrom('item')
    .innerJoin('plan', 'plan.id', 'item.planId')
    .select(['item.id', 'item.code', 'item.title', sql<number>`count(*) over ()::int`.as('total')])
    .select(phaseOf(scope, today).as('phase'))
    .select(
      sql<string | null>`(select min(duty.external_due_on) from duty
        where duty.item_id = item.id and ${openStages} and ${isOwed(scope)})`.as('nextDueOn'),
    )
    .where('plan.kind', '=', 'office')
    .where('plan.year', '=', year)
    .where('plan.state', '=', 'issued')
    .where('item.withdrawnOn', 'is', null)
    .$if(scope !== null, (query) =>
      query.where('item.id', 'in', (eb) =>
        eb
          .selectFrom('item as lead')
          .select('lead.id')
          .where('lead.responsibleDivisionId', '=', scope ?? '')
          .union(
            eb
              .selectFrom('itemDivision')
              .select('itemId as id')
              .where('divisionId', '=', scope ?? ''),
          ),
      ),
    )
    .orderBy('item.sort')
    .orderBy('item.code')
    .limit(8)
    .execute()
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}

const isOwed = (scope: Scope) => (scope === null ? sql`true` : sql`duty.responsible_division_id = ${scope}::uuid`)

/** Whose phases count: the lead's, or those of the division that shares the item where it has some. */
const isOfScope = (scope: Scope) =>
  scope === null
    ? sql`numbered.division_id is null`
    : sql`numbered.division_id is not distinct from (select of.division_id from phase of
        where of.item_id = item.id and of.division_id = ${scope}::uuid limit 1)`

const phaseOf = (scope: Scope, today: string) => sql<HomeItem['phase']>`(
  select json_build_object('number', numbered.number, 'title', title, 'startsOn', starts_on, 'endsOn', ends_on)
  from (select phase.*, row_number() over (order by phase.sort)::int as number
    from phase where phase.item_id = item.id) as numbered
  where ${isOfScope(scope)}
  order by case when ${today}::date between starts_on and ends_on then 0 when starts_on > ${today}::date then 1 else 2 end,
    case when starts_on > ${today}::date then sort else -sort end
  limit 1)`

/**
 * Figures whose entry opens in the month, and those for which the system has a value. What opens then is due within
 * three months, or its day is awaited: that keeps to the index.
 */
export async function burdenOf(
  tx: Tx,
  scope: Scope,
  { from, before, today }: { from: string; before: string; today: string },
): Promise<HomeBusiness['burden']> {
  const { rows } = await sql<{ asked: number; prefilled: number }>`
    select count(*)::int as asked,
      count(*) filter (where exists (select from duty_suggestion where duty_id = duty.id))::int as prefilled
    from duty
    where duty.year in (${sql.join(yearsAround(today))})
      and (duty.sort_on between ${from}::date and ${from}::date + 93 or duty.sort_on = date '9999-12-31')
      and duty.opens_on >= ${from}::date and duty.opens_on < ${before}::date and duty.stage <> 'withdrawn'
      and ${partiesOf(scope)[0] ?? sql`true`}`.execute(tx)
  return rows[0] ?? { asked: 0, prefilled: 0 }
}

export const planIssuedOn = async (tx: Tx, year: number): Promise<string | null> =>
  (
    await tx
      .selectFrom('plan')
      .select('issuedOn')
      .where('year', '=', year)
      .where('kind', '=', 'office')
      .executeTakeFirst()
  )?.issuedOn ?? null
