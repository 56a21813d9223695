import { sql } from 'kysely'
import type { Counted, Span } from '#domain/bulletin/figure.ts'
import { lastDayOf, periodOf, periodText } from '#domain/calendar/periods.ts'
import { earlier, longDayText, plusDays } from '#domain/calendar/workingDays.ts'
import { rateOf } from '#domain/collection/timeliness.ts'
import { concludedChecks } from '#server/inspection/inspection.public.ts'
import type { Tx } from '#server/kernel/db.ts'
import { byDivision, type DivisionCounts, divisionTables } from './figureTables.ts'

type Asked = Span & { readonly today: string }

/** Items of the issued plan by division and light, as the lights were at the end of the closing day. */
async function lights(tx: Tx, { cutOff, to }: Asked) {
  const { rows } = await sql<{ divisionId: string | null; light: string; count: number }>`
    with last as (select distinct on (item_id) item_id, light from light_change
      where year = ${Number(to.slice(0, 4))} and changed_on <= ${cutOff}::date order by item_id, number desc)
    select item.responsible_division_id as "divisionId", coalesce(last.light, 'none') as light, count(*)::int as count
    from item join plan on plan.id = item.plan_id left join last on last.item_id = item.id
    where item.year = ${Number(to.slice(0, 4))} and plan.kind = 'office' and plan.state = 'issued'
      and (item.withdrawn_on is null or item.withdrawn_on > ${cutOff}::date)
    group by 1, 2`.execute(tx)
  return rows
}

/** Data whose external day lies in the period and is over, with what is missing, late and disputed of them. */
const dueData = ({ from, to, cutOff, today }: Asked) => sql`
  select duty.*, duty.first_signed_on <= ${cutOff}::date is true as is_complete,
    duty.first_signed_on <= least(coalesce(duty.internal_due_on, duty.external_due_on), ${cutOff}::date) is true
      as is_delivered,
    duty.reported_on <= least(duty.external_due_on, ${cutOff}::date) is true as is_reported,
    (duty.stage = 'returned' or duty.id in (select duty_id from opinion where state in ('recorded', 'answered'))
      or duty.submission_id in (select submission_id from self_check_value where judgement = 'inconsistent'))
      as is_disputed
  from duty
  where duty.year in (${Number(from.slice(0, 4)) - 1}, ${Number(from.slice(0, 4))}) and duty.stage <> 'withdrawn'
    and duty.sort_on >= ${from}::date and duty.sort_on <= least(${to}::date, ${cutOff}::date)
    and duty.sort_on < ${today}::date`

async function dataByDivision(tx: Tx, asked: Asked) {
  const { rows } = await sql<DivisionCounts['data'] & { divisionId: string }>`
    select responsible_division_id as "divisionId", count(*)::int as due,
      (count(*) filter (where is_complete))::int as complete,
      (count(*) filter (where not late_start))::int as timed,
      (count(*) filter (where not late_start and is_delivered))::int as delivered,
      (count(*) filter (where not late_start and is_reported))::int as reported,
      (count(*) filter (where not late_start and is_complete and not is_delivered))::int as late,
      (count(*) filter (where is_disputed))::int as disputed
    from (${dueData(asked)}) as due group by 1`.execute(tx)
  return rows
}

/** So many lines are printed of data that are not in order; the last one says how many more there are. */
const mostOpen = 40

async function openData(tx: Tx, asked: Asked): Promise<string[][]> {
  const { rows } = await sql<{ name: string; period: string; division: string; what: string; total: number }>`
    select indicator.name, due.period, division.name_zh as division,
      concat_ws('、', case when not due.is_complete then '缺报' end,
        case when due.is_complete and not due.is_delivered and not due.late_start then '迟报' end,
        case when due.is_disputed then '有异议' end) as what, count(*) over ()::int as total
    from (${dueData(asked)}) as due join indicator on indicator.id = due.indicator_id
      join division on division.id = due.responsible_division_id join item on item.id = due.item_id
    where not due.is_complete or (not due.is_delivered and not due.late_start) or due.is_disputed
    order by division.sort, item.sort, indicator.sort, indicator.id, due.sort_on limit ${mostOpen}`.execute(tx)
  const more = (rows[0]?.total ?? 0) - rows.length
  const lines = rows.map(({ name, period, division, what }) => [name, periodText(period).zh, division, what])
  return more > 0 ? [...lines, [`另有${more}项`, '', '', '']] : lines
}

async function cards(tx: Tx, { from, to, cutOff }: Asked) {
  const { rows } = await sql<{ divisionId: string; step: string; fired: number; standing: number }>`
    select division_id as "divisionId", step,
      (count(*) filter (where fired_on between ${from}::date and least(${to}::date, ${cutOff}::date)))::int as fired,
      (count(*) filter (where step <> 'earlyWarning'
        and (settled_on is null or settled_on > ${cutOff}::date)))::int as standing
    from card where withdrawn_on is null and fired_on <= ${cutOff}::date
      and (fired_on >= ${from}::date or settled_on is null or settled_on > ${cutOff}::date)
    group by 1, 2`.execute(tx)
  return rows
}

type Rest = Record<
  | 'ticketsOpened'
  | 'ticketsOpen'
  | 'ordersIssued'
  | 'ordersClosed'
  | 'ordersOpen'
  | 'ordersOverdue'
  | 'notes'
  | 'phasesNext',
  number
>

/** Tickets, orders, notes and phases, in one statement. */
async function rest(tx: Tx, { from, to, cutOff }: Asked, next: Next): Promise<Rest> {
  const on = (column: string) => sql`(${sql.ref(column)} at time zone 'Asia/Shanghai')::date`
  const within = (column: string) =>
    sql<boolean>`${on(column)} between ${from}::date and least(${to}::date, ${cutOff}::date)`
  const open = sql`${on('issued_at')} <= ${cutOff}::date and (closed_at is null or ${on('closed_at')} > ${cutOff}::date)
    and (withdrawn_at is null or ${on('withdrawn_at')} > ${cutOff}::date)`
  const { rows } = await sql<Rest>`select
    (select count(*)::int from ticket where ${within('registered_at')} and state <> 'withdrawn') as "ticketsOpened",
    (select count(*)::int from ticket where ${on('registered_at')} <= ${cutOff}::date and state <> 'withdrawn'
      and (closed_at is null or ${on('closed_at')} > ${cutOff}::date)) as "ticketsOpen",
    (select count(*)::int from rectification where ${within('issued_at')}) as "ordersIssued",
    (select count(*)::int from rectification where ${within('closed_at')}) as "ordersClosed",
    (select count(*)::int from rectification where ${open}) as "ordersOpen",
    (select count(*)::int from rectification where ${open} and due_on < ${cutOff}::date) as "ordersOverdue",
    (select count(*)::int from finding_note where ${within('noted_at')} and state <> 'takenBack') as notes,
    (select count(*)::int from phase join item on item.id = phase.item_id join plan on plan.id = item.plan_id
      where plan.kind = 'office' and plan.state = 'issued' and item.withdrawn_on is null
        and phase.ends_on between ${next.from}::date and ${next.to}::date) as "phasesNext"`.execute(tx)
  const [row] = rows
  if (!row) throw new Error('the statement has one row')
  return row
}

type Next = { readonly from: string; readonly to: string }
const monthAfter = ({ to }: Span): Next => {
  const from = plusDays(to, 1)
  return { from, to: lastDayOf(periodOf(from, 'month')) }
}

async function dueNext(tx: Tx, { from, to }: Next) {
  const { rows } = await sql<{ on: string; count: number; divisions: string }>`
    select duty.external_due_on::text as "on", count(*)::int as count,
      (select string_agg(division.name_zh, '、' order by division.sort) from division
        where division.id = any(array_agg(duty.responsible_division_id))) as divisions
    from duty where duty.year in (${Number(from.slice(0, 4)) - 1}, ${Number(from.slice(0, 4))})
      and duty.stage <> 'withdrawn' and duty.sort_on between ${from}::date and ${to}::date
    group by duty.external_due_on order by 1`.execute(tx)
  return rows
}

const divisionsOf = (tx: Tx) =>
  tx.selectFrom('division').select(['id', 'nameZh']).orderBy('sort').orderBy('id').execute()

const sum = <Row>(rows: readonly Row[], value: (row: Row) => number): number =>
  rows.reduce((total, row) => total + value(row), 0)
const rate = (met: number, counted: number) => rateOf({ met, counted })

/** Counts every figure and table of a bulletin: a handful of set-based statements, however much there is. */
export async function count(tx: Tx, asked: Asked): Promise<Counted> {
  const next = monthAfter(asked)
  const [lit, data, fired] = [await lights(tx, asked), await dataByDivision(tx, asked), await cards(tx, asked)]
  const checks = await concludedChecks(tx, { from: asked.from, to: earlier(asked.cutOff, asked.to) })
  const [others, due] = [await rest(tx, asked, next), await dueNext(tx, next)]
  const counts = byDivision(await divisionsOf(tx), lit, data, fired)
  const items = (light?: string) =>
    String(sum(lit, (row) => (light === undefined || row.light === light ? row.count : 0)))
  const of = (step: string) => String(sum(fired, (row) => (row.step === step ? row.fired : 0)))
  const [dueCount, timed] = [sum(data, (row) => row.due), sum(data, (row) => row.timed)]
  const complete = sum(data, (row) => row.complete)
  return {
    figures: {
      ...{ items: items(), itemsNormal: items('green'), itemsRisk: items('yellow'), itemsBehind: items('red') },
      ...{ itemsDone: items('blue'), itemsUnlit: items('none'), dutiesDue: String(dueCount) },
      complete: rate(complete, dueCount),
      delivered: rate(
        sum(data, (row) => row.delivered),
        timed,
      ),
      reported: rate(
        sum(data, (row) => row.reported),
        timed,
      ),
      missing: String(dueCount - complete),
      late: String(sum(data, (row) => row.late)),
      disputed: String(sum(data, (row) => row.disputed)),
      ...{ earlyWarnings: of('earlyWarning'), yellowCards: of('yellow'), redCards: of('red') },
      cardsStanding: String(sum(fired, (row) => row.standing)),
      inspections: String(checks.inspections.length),
      findings: String(sum(checks.findings, (row) => row.count)),
      conformities: String(checks.conformities.length),
      sampled: String(sum(checks.selfChecks, (row) => row.drawn)),
      inconsistent: String(sum(checks.selfChecks, (row) => row.inconsistent)),
      ...wordsOf(others),
      dueNext: String(sum(due, (row) => row.count)),
    },
    tables: {
      ...divisionTables(counts),
      openData: await openData(tx, asked),
      dueTable: due.map(({ on, count: many, divisions }) => [longDayText(on).zh, String(many), divisions]),
    },
  }
}

const wordsOf = (counts: Rest): Record<keyof Rest, string> =>
  Object.fromEntries(Object.entries(counts).map(([key, many]) => [key, String(many)])) as Record<keyof Rest, string>
