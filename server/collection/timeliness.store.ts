import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { periodText } from '#domain/calendar/periods.ts'
import type { listCounted, readTimeliness, TimelinessRow } from '#domain/collection/timeliness.api.ts'
import type { Grouping, Measure, Outcome } from '#domain/collection/timeliness.ts'
import { type Actor, seesEverything } from '#domain/kernel/actor.ts'
import { day, id } from '#domain/kernel/endpoint.ts'
import { cursorAt, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { rowOf, text } from './duty.shape.ts'
import { ofDimension } from './dutyFilters.store.ts'
import { dutyRows } from './dutyRows.store.ts'

type Query = z.output<typeof readTimeliness.query>
type ListQuery = z.output<typeof listCounted.query>
type Filters = Omit<Query, 'by'>
type Condition = RawBuilder<boolean>

/** The same conditions as `countedIn` in timeliness.ts; a test holds the two together. */
const due = (today: string) => sql<boolean>`(duty.stage <> 'withdrawn' and duty.external_due_on < ${today}::date)`
const met: Record<Measure, Condition> = {
  complete: sql`duty.first_signed_on is not null`,
  delivered: sql`coalesce(duty.first_signed_on <= coalesce(duty.internal_due_on, duty.external_due_on), false)`,
  reported: sql`coalesce(duty.reported_on <= duty.external_due_on, false)`,
}
const counts = (measure: Measure, today: string): Condition =>
  measure === 'complete' ? due(today) : sql`(${due(today)} and not duty.late_start)`

const leftOut = (today: string) =>
  ({
    withdrawn: sql<boolean>`duty.stage = 'withdrawn'`,
    awaiting: sql<boolean>`(duty.stage <> 'withdrawn' and duty.external_due_on is null)`,
    notDue: sql<boolean>`(duty.stage <> 'withdrawn' and duty.external_due_on >= ${today}::date)`,
    lateStart: sql<boolean>`(${due(today)} and duty.late_start)`,
  }) as const

export function hasOutcome(measure: Measure, outcome: Outcome, today: string): Condition {
  if (outcome === 'counted') return counts(measure, today)
  if (outcome === 'met') return sql`(${counts(measure, today)} and ${met[measure]})`
  if (outcome === 'unmet') return sql`(${counts(measure, today)} and not ${met[measure]})`
  return leftOut(today)[outcome]
}

const isSeen = (actor: Actor): Condition =>
  seesEverything(actor)
    ? sql`true`
    : sql`(duty.responsible_division_id = ${actor.divisionId} or duty.coordinating_division_id = ${actor.divisionId})`

/** Everything that narrows, as conditions on the duty alone. */
function where(
  actor: Actor,
  { year, period, divisionId, indicatorId, collectingUnitId, dimension }: Filters,
): Condition {
  const conditions: Condition[] = [isSeen(actor)]
  if (year !== undefined) conditions.push(sql`duty.year = ${year}`)
  if (period !== undefined) conditions.push(sql`duty.period = ${period}`)
  if (divisionId !== undefined) conditions.push(sql`duty.responsible_division_id = ${divisionId}`)
  if (indicatorId !== undefined) conditions.push(sql`duty.indicator_id = ${indicatorId}`)
  if (collectingUnitId === 'none') conditions.push(sql`duty.collecting_unit_id is null`)
  else if (collectingUnitId !== undefined) conditions.push(sql`duty.collecting_unit_id = ${collectingUnitId}`)
  if (dimension !== undefined) conditions.push(ofDimension(dimension))
  return sql`${sql.join(conditions, sql` and `)}`
}

const columns: Record<Grouping, RawBuilder<unknown>> = {
  division: sql`duty.responsible_division_id`,
  unit: sql`duty.collecting_unit_id`,
  indicator: sql`duty.indicator_id`,
  period: sql`duty.period`,
  year: sql`duty.year`,
}

/** Whatever names a line: joined to the few groups, never to the duties. */
const names: Record<Grouping, RawBuilder<unknown>> = {
  division: sql`select counted.*, named.name_zh as zh, named.name_en as en, lpad(named.sort::text, 6, '0') as place
    from counted join division as named on named.id = counted.key::uuid`,
  unit: sql`select counted.*, named.name_zh as zh, named.name_en as en, coalesce(named.name_zh, '') as place
    from counted left join external_body as named on named.id = counted.key::uuid`,
  indicator: sql`select counted.*, item.code || ' ' || named.name as zh, item.code || ' ' || named.name as en,
      item.code as place
    from counted join indicator as named on named.id = counted.key::uuid join item on item.id = named.item_id`,
  period: sql`select counted.*, counted.key as zh, counted.key as en, counted.key as place from counted`,
  year: sql`select counted.*, counted.key as zh, counted.key as en, counted.key as place from counted`,
}

type Counted = {
  readonly key: string | null
  readonly zh: string | null
  readonly en: string | null
  readonly due: number
  readonly complete: number
  readonly timed: number
  readonly delivered: number
  readonly reported: number
  readonly withdrawn: number
  readonly awaiting: number
  readonly notDue: number
  readonly lateStart: number
}

/** One pass over the duties, by an index that holds all it asks. */
function numbers(today: string) {
  const [timed, out] = [counts('reported', today), leftOut(today)]
  const of = (condition: Condition) => sql`(count(*) filter (where ${condition}))::int`
  return sql`${of(due(today))} as due, ${of(hasOutcome('complete', 'met', today))} as complete,
    ${of(timed)} as timed, ${of(hasOutcome('delivered', 'met', today))} as delivered,
    ${of(hasOutcome('reported', 'met', today))} as reported, ${of(out.withdrawn)} as withdrawn,
    ${of(out.awaiting)} as awaiting, ${of(out.notDue)} as not_due, ${of(out.lateStart)} as late_start`
}

/** More lines than a person reads; the filters narrow them. */
const most = 1_000

/** All lines together: the counts of the groups, so that the duties are read once. */
const totalOf = sql.join(
  ['due', 'complete', 'timed', 'delivered', 'reported', 'withdrawn', 'awaiting', 'not_due', 'late_start'].map(
    (count) => sql`coalesce(sum(${sql.ref(count)}), 0)::int as ${sql.ref(count)}`,
  ),
)

/** The table: a line for each group, and all together. */
export async function tableOf(tx: Tx, actor: Actor, { by, ...filters }: Query, today: string) {
  const { rows: all } = await sql<Counted & { readonly isTotal: boolean }>`with counted as materialized (
      select ${columns[by]}::text as key, ${numbers(today)} from duty where ${where(actor, filters)} group by 1)
    (select null as key, ${totalOf}, null as zh, null as en, null as place, true as is_total from counted)
    union all
    (select line.*, false as is_total from (${names[by]}) as line order by place, key limit ${sql.lit(most + 1)})
    order by is_total desc, place, key`.execute(tx)
  const total = all.find((row) => row.isTotal)
  if (!total) throw new Error('an aggregate without groups has one row')
  const rows = all.filter((row) => !row.isTotal)
  const lines = rows.slice(0, most).map((row) => lineOf(row, nameOf(by, row), filterOf(by, row.key)))
  return { total: lineOf(total, { zh: '合计', en: 'Total' }, {}), rows: lines, isCut: rows.length > most }
}

const lineOf = (row: Counted, name: TimelinessRow['name'], filter: TimelinessRow['filter']): TimelinessRow => ({
  ...{ name, filter },
  complete: { met: row.complete, counted: row.due },
  delivered: { met: row.delivered, counted: row.timed },
  reported: { met: row.reported, counted: row.timed },
  ...{ withdrawn: row.withdrawn, awaiting: row.awaiting, notDue: row.notDue, lateStart: row.lateStart },
})

function nameOf(by: Grouping, { key, zh, en }: Counted): TimelinessRow['name'] {
  if (by === 'period' && key) return periodText(key)
  if (by === 'unit' && key === null) return { zh: '不对外报送', en: 'Reported to no outside body' }
  return text(zh ?? '', en ?? '')
}

function filterOf(by: Grouping, key: string | null): TimelinessRow['filter'] {
  if (by === 'unit') return { collectingUnitId: key ?? 'none' }
  if (key === null) throw new Error(`a group without ${by}`)
  if (by === 'division') return { divisionId: key }
  if (by === 'indicator') return { indicatorId: key }
  return by === 'period' ? { period: key } : { year: Number(key) }
}

const place = z.tuple([day, id])

/** The duties behind one number, by external due day. */
export async function listOf(tx: Tx, actor: Actor, query: ListQuery, today: string) {
  const { measure, outcome, after, limit, ...filters } = query
  const at = placeOf(after, place)
  const rows = await dutyRows(tx, today)
    .where(where(actor, filters))
    .where(hasOutcome(measure, outcome, today))
    .$if(at !== undefined, (q) => q.where(sql<boolean>`(duty.sort_on, duty.id) > (${at?.[0]}::date, ${at?.[1]}::uuid)`))
    .orderBy('duty.sortOn')
    .orderBy('duty.id')
    .limit(limit + 1)
    .execute()
  const { rows: shown, next } = pageFrom(rows, limit, (row) => cursorAt(row.sortOn, row.id))
  return { rows: shown.map(rowOf), next }
}
