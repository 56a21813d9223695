import { type Expression, type RawBuilder, sql } from 'kysely'
import type { Stage } from '#domain/collection/duty.ts'
import { type Counted, countedKinds, daysOfMonth } from '#domain/collection/dutyFilters.ts'
import { type DataState, dataStateKinds } from '#domain/collection/dutyStates.ts'
import type { BurdenRow, CalendarDuty, DivisionRow, DueOn, Tally } from '#domain/collection/dutyViews.api.ts'
import { type Actor, seesEverything } from '#domain/kernel/actor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { text } from './duty.shape.ts'
import { askedBeside, inState, isCounted, yearsAt } from './dutyFilters.store.ts'
import { visible } from './dutyRows.store.ts'

type Counts = { readonly stage: string; readonly total: number; readonly states: Readonly<Record<DataState, number>> }

/** Of the rows of one group: all, and those in each state of the data. */
const statesOf = (today: string) =>
  sql<Counts['states']>`json_build_object(${sql.join(
    dataStateKinds.flatMap((state) => [sql.lit(state), sql`count(*) filter (where ${inState(state, today)})`]),
  )})`
const total = sql<number>`count(*)::int`

/** Groups of one cell, one for each stage, as the cell gives them; what is none is left out. */
function tallyOf(groups: readonly Counts[]): Tally {
  const stages: Partial<Record<Stage, number>> = {}
  for (const { stage, total: count } of groups) stages[stage as Stage] = count
  const states: Partial<Record<DataState, number>> = {}
  for (const state of dataStateKinds) {
    const count = groups.reduce((sum, group) => sum + group.states[state], 0)
    if (count > 0) states[state] = count
  }
  return { total: groups.reduce((sum, group) => sum + group.total, 0), stages, states }
}

const seen = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('duty')
    .where((eb) => visible(eb, actor))
    .where('duty.stage', '<>', 'withdrawn')

/** A year as division × period: one statement counts, whatever the number of duties. */
export async function divisionMatrix(tx: Tx, actor: Actor, year: number, today: string): Promise<DivisionRow[]> {
  const counts = seen(tx, actor)
    .select([
      'duty.responsibleDivisionId',
      'duty.period',
      'duty.stage',
      total.as('total'),
      statesOf(today).as('states'),
    ])
    .where('duty.year', '=', year)
    .groupBy(['duty.responsibleDivisionId', 'duty.period', 'duty.stage'])
  const rows = await tx
    .selectFrom(counts.as('counts'))
    .innerJoin('division', 'division.id', 'counts.responsibleDivisionId')
    .selectAll('counts')
    .select(['division.nameZh', 'division.nameEn'])
    .orderBy('division.sort')
    .orderBy('division.id')
    .orderBy('counts.period')
    .execute()
  const byDivision = Map.groupBy(rows, (row) => row.responsibleDivisionId)
  return [...byDivision].map(([id, own]) => ({
    division: { id, name: text(own[0]?.nameZh ?? '', own[0]?.nameEn ?? '') },
    cells: [...Map.groupBy(own, (row) => row.period)].map(([period, groups]) => ({ period, ...tallyOf(groups) })),
  }))
}

/** How many duties a day of the calendar names; all of them are one press away. */
const named = 4

type Month = { readonly month: string; readonly divisionId?: string | undefined }

/** Duties by a due day of the month; what falls due then is of the year or of the one before. */
const dueIn = (tx: Tx, actor: Actor, { month, divisionId }: Month, kind: DueOn['kind']) => {
  const { from, to } = daysOfMonth(month)
  const column = kind === 'external' ? 'duty.externalDueOn' : 'duty.internalDueOn'
  return seen(tx, actor)
    .select([`${column} as day`, sql<DueOn['kind']>`${sql.lit(kind)}`.as('due')])
    .where('duty.year', 'in', yearsAt(month))
    .where(column, '>=', from)
    .where(column, '<=', to)
    .$if(kind === 'external', (q) => q.where('duty.sortOn', '>=', from).where('duty.sortOn', '<=', to))
    .$if(divisionId !== undefined, (q) => q.where('duty.responsibleDivisionId', '=', divisionId ?? ''))
}

/** The days of a month on which something is due, each kind of due day by itself. */
export async function calendar(tx: Tx, actor: Actor, of: Month, today: string): Promise<DueOn[]> {
  const counted = (kind: DueOn['kind']) =>
    dueIn(tx, actor, of, kind)
      .select(['duty.stage', total.as('total'), statesOf(today).as('states')])
      .groupBy(['day', 'duty.stage'])
  const counts = await counted('internal').unionAll(counted('external')).execute()
  const firsts = await firstOfDays(tx, actor, of, today)
  const keyOf = (row: { day: string | null; due: DueOn['kind'] }) => `${row.day} ${row.due}`
  const byDay = [...Map.groupBy(counts, keyOf)].toSorted(([a], [b]) => a.localeCompare(b))
  return byDay.map(([key, groups]) => ({
    day: groups[0]?.day ?? '',
    kind: groups[0]?.due ?? 'external',
    ...tallyOf(groups),
    first: firsts.filter((row) => keyOf(row) === key).map(shownInDay),
  }))
}

/** Of each day the first duties by name: those that wait for somebody come before what is done. */
async function firstOfDays(tx: Tx, actor: Actor, of: Month, today: string) {
  const order = sql`array_position(array['returned', 'open', 'offered', 'submitted', 'upcoming'], duty.stage), duty.period, duty.id`
  const numbered = (kind: DueOn['kind'], column: Expression<unknown>) =>
    dueIn(tx, actor, of, kind)
      .select(['duty.id', 'duty.period', 'duty.stage', 'duty.indicatorId', 'duty.responsibleDivisionId'])
      .select([sql<number>`row_number() over (partition by ${column} order by ${order})`.as('at')])
      .select(
        sql<DataState[]>`array_remove(array[${sql.join(
          dataStateKinds.map((state) => sql`case when ${inState(state, today)} then ${sql.lit(state)} end`),
        )}], null)`.as('states'),
      )
  const all = numbered('internal', sql`duty.internal_due_on`).unionAll(numbered('external', sql`duty.external_due_on`))
  return tx
    .selectFrom(all.as('first'))
    .innerJoin('indicator', 'indicator.id', 'first.indicatorId')
    .innerJoin('division', 'division.id', 'first.responsibleDivisionId')
    .select(['first.day', 'first.due', 'first.states', 'first.id', 'first.period', 'first.stage'])
    .select(['indicator.name', 'division.nameZh', 'division.nameEn'])
    .where('first.at', '<=', named)
    .orderBy('first.at')
    .execute()
}

const shownInDay = (row: Awaited<ReturnType<typeof firstOfDays>>[number]): CalendarDuty => ({
  ...{ id: row.id, period: row.period, indicator: row.name, stage: row.stage as Stage },
  ...{ division: text(row.nameZh, row.nameEn), states: row.states },
})

/** The divisions whose duties of the two years at a month this post sees. */
export async function divisionsSeen(tx: Tx, actor: Actor, month: string): Promise<DivisionRow['division'][]> {
  const rows = await tx
    .selectFrom('division')
    .select(['division.id', 'division.nameZh', 'division.nameEn'])
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('duty')
          .select('duty.id')
          .whereRef('duty.responsibleDivisionId', '=', 'division.id')
          .where('duty.year', 'in', yearsAt(month))
          .where((eb) => visible(eb, actor)),
      ),
    )
    .orderBy('division.sort')
    .orderBy('division.id')
    .execute()
  return rows.map(({ id, nameZh, nameEn }) => ({ id, name: text(nameZh, nameEn) }))
}

/** The same figure wherever it is asked (each year's plan has indicators of its own): of one time, and over the years. */
const figure = sql`duty.responsible_division_id, indicator.name collate "C", indicator.unit collate "C", substr(duty.period, 5)`
const yearOfPeriod = sql`left(duty.period, 4)::int`

/**
 * The duties of the years with what `isCounted` asks about other duties: there of one duty, here of all of them in one
 * sorted pass. A test holds the two together.
 */
const besideOthers = (tx: Tx, actor: Actor, years: readonly number[]) =>
  tx
    .selectFrom('duty')
    .innerJoin('indicator', 'indicator.id', 'duty.indicatorId')
    .leftJoin('dutySuggestion as given', 'given.dutyId', 'duty.id')
    .select([
      'duty.stage',
      'duty.opensOn',
      'duty.responsibleDivisionId',
      'duty.indicatorId',
      'duty.collectionVersionId',
    ])
    .select([
      sql<boolean>`given.duty_id is not null`.as('prefilled'),
      sql<boolean>`given.last_year_value is not null or coalesce(bool_or(duty.signed_by is not null) over (
        partition by ${figure} order by ${yearOfPeriod} range between 1 preceding and 1 preceding), false)`.as(
        'carried',
      ),
      sql<boolean>`count(*) filter (where duty.stage <> 'withdrawn') over (partition by ${figure}, ${yearOfPeriod}) > 1`.as(
        'twice',
      ),
    ])
    .where((eb) => visible(eb as never, actor))
    .where('duty.year', 'in', years)
    .$if(!seesEverything(actor), (q) => q.where('duty.responsibleDivisionId', '=', actor.divisionId))

/** A form counts with each of its fields; what is proposed, known or asked twice is a figure. */
const countOf: Record<Counted, RawBuilder<number>> = {
  fields: sql`coalesce(sum(1 + ${askedBeside("field->>'kind' <> 'file'")}), 0)::int`,
  files: sql`(count(*) filter (where ${isCounted('files')}))::int`,
  prefilled: sql`(count(*) filter (where duty.prefilled))::int`,
  carried: sql`(count(*) filter (where duty.carried))::int`,
  twice: sql`(count(*) filter (where duty.twice))::int`,
}

/** What was asked of each division in each month of a year: a division its own, the steering posts all. */
export async function burden(tx: Tx, actor: Actor, year: number): Promise<BurdenRow[]> {
  const month = sql<string>`to_char(duty.opens_on, 'YYYY-MM')`
  const counts = tx
    .selectFrom(besideOthers(tx, actor, [year - 2, ...yearsAt(`${year}`)]).as('duty'))
    .select(['duty.responsibleDivisionId', month.as('month'), ...countedKinds.map((kind) => countOf[kind].as(kind))])
    .where('duty.stage', '<>', 'withdrawn')
    .where('duty.opensOn', '>=', `${year}-01-01`)
    .where('duty.opensOn', '<=', `${year}-12-31`)
    .groupBy(['duty.responsibleDivisionId', month])
  const rows = await tx
    .selectFrom(counts.as('counts'))
    .innerJoin('division', 'division.id', 'counts.responsibleDivisionId')
    .selectAll('counts')
    .select(['division.nameZh', 'division.nameEn'])
    .orderBy('division.sort')
    .orderBy('division.id')
    .orderBy('counts.month')
    .execute()
  return rows.map(({ responsibleDivisionId: id, nameZh, nameEn, ...counted }) => ({
    ...counted,
    division: { id, name: text(nameZh, nameEn) },
  }))
}
