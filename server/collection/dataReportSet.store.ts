import { sql } from 'kysely'
import type { Aggregate } from '#domain/collection/aggregate.ts'
import type { ReportableSet } from '#domain/collection/dataReport.api.ts'
import type { Way } from '#domain/collection/dataReport.ts'
import { type Actor, seesEverything } from '#domain/kernel/actor.ts'
import type { Tx } from '#server/kernel/db.ts'

/** All duties of one period that one division coordinates for one collecting unit; none that is withdrawn. */
export type SetKey = {
  readonly collectingUnitId: string
  readonly coordinatingDivisionId: string
  readonly period: string
}

/** Stages in which the coordinating division has accepted a submission and none is under way. */
export const settledStages = ['accepted', 'reported', 'acknowledged'] as const

/** Holds the set as it is until the transaction ends: nobody corrects a duty while it is signed for or sent. */
export const lockSet = (tx: Tx, key: SetKey) =>
  cellsOf(tx, key).select('duty.id').orderBy('duty.id').forShare().execute()

const cellsOf = (tx: Tx, { collectingUnitId, coordinatingDivisionId, period }: SetKey) =>
  tx
    .selectFrom('duty')
    .where('duty.collectingUnitId', '=', collectingUnitId)
    .where('duty.coordinatingDivisionId', '=', coordinatingDivisionId)
    .where('duty.period', '=', period)
    .where('duty.stage', '<>', 'withdrawn')

/** Every duty of the set with the submission in force, in the order of item and indicator. */
export async function listCells(tx: Tx, key: SetKey) {
  const rows = await cellsOf(tx, key)
    .innerJoin('indicator', 'indicator.id', 'duty.indicatorId')
    .innerJoin('item', 'item.id', 'duty.itemId')
    .innerJoin('division', 'division.id', 'duty.responsibleDivisionId')
    .leftJoin('collectionVersion as asked', 'asked.id', 'duty.collectionVersionId')
    .select([
      'duty.id as dutyId',
      'duty.indicatorId',
      'duty.year',
      'duty.stage',
      'duty.submissionId',
      'duty.kind',
      'duty.value',
      'duty.externalDueOn',
      'indicator.name',
      'indicator.unit',
      'indicator.decimals',
      'indicator.delivery',
      sql<Way | null>`asked.content->>'way'`.as('askedWay'),
      'item.title as itemTitle',
      'division.nameZh',
      'division.nameEn',
    ])
    .orderBy('item.sort')
    .orderBy('indicator.sort')
    .orderBy('duty.id')
    .execute()
  return rows.map(({ nameZh, nameEn, delivery, askedWay, ...row }) => ({
    ...row,
    delivery: askedWay ?? (delivery as Way),
    askedWay,
    divisionName: { zh: nameZh, en: nameEn },
    isSettled: (settledStages as readonly string[]).includes(row.stage),
  }))
}
export type SetCell = Awaited<ReturnType<typeof listCells>>[number]

/** The last report of the division to the unit: what a new one is called, and whom it names. */
export const lastDetails = (tx: Tx, { collectingUnitId, coordinatingDivisionId }: Omit<SetKey, 'period'>) =>
  tx
    .selectFrom('dataReport')
    .select(['subject', 'withLetter', 'withTotal', 'contactName', 'contactPhone'])
    .select(sql<Aggregate[]>`aggregates`.as('aggregates'))
    .where('collectingUnitId', '=', collectingUnitId)
    .where('coordinatingDivisionId', '=', coordinatingDivisionId)
    .orderBy('assembledAt', 'desc')
    .limit(1)
    .executeTakeFirst()

/** What can be put together for the unit: the names chosen in the last report to it. */
export const aggregateNames = async (tx: Tx, key: Omit<SetKey, 'period'>): Promise<string[]> =>
  ((await lastDetails(tx, key))?.aggregates ?? []).map(({ name }) => name)

export const reportOfSet = (tx: Tx, key: SetKey) =>
  tx
    .selectFrom('dataReport')
    .select('id')
    .where('collectingUnitId', '=', key.collectingUnitId)
    .where('coordinatingDivisionId', '=', key.coordinatingDivisionId)
    .where('period', '=', key.period)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()

export const namesOfSet = (tx: Tx, { collectingUnitId, coordinatingDivisionId }: SetKey) =>
  tx
    .selectFrom('externalBody')
    .innerJoin('division', (join) => join.on('division.id', '=', coordinatingDivisionId))
    .select([
      'externalBody.nameZh as unitZh',
      'externalBody.nameEn as unitEn',
      'division.nameZh as divisionZh',
      'division.nameEn as divisionEn',
    ])
    .where('externalBody.id', '=', collectingUnitId)
    .executeTakeFirst()

/** The coordinating division sees its own sets; the performance office and the group's head and deputies all. */
export const seesSet = (actor: Actor, { coordinatingDivisionId }: Pick<SetKey, 'coordinatingDivisionId'>): boolean =>
  seesEverything(actor) || actor.divisionId === coordinatingDivisionId

const isSettled = sql<boolean>`duty.stage in ('accepted', 'reported', 'acknowledged')`

/** Sets whose entry has opened and that nobody has assembled, as counts; with the cells that are not accepted. */
export async function listOpenSets(tx: Tx, actor: Actor, { today, year }: { today: string; year?: number }) {
  const rows = await tx
    .selectFrom('duty')
    .innerJoin('indicator', 'indicator.id', 'duty.indicatorId')
    .innerJoin('division as responsible', 'responsible.id', 'duty.responsibleDivisionId')
    .innerJoin('division as coordinating', 'coordinating.id', 'duty.coordinatingDivisionId')
    .innerJoin('externalBody', 'externalBody.id', 'duty.collectingUnitId')
    .select((eb) => [
      'duty.period',
      'externalBody.id as unitId',
      'externalBody.nameZh as unitZh',
      'externalBody.nameEn as unitEn',
      'coordinating.id as coordinatingDivisionId',
      'coordinating.nameZh as divisionZh',
      'coordinating.nameEn as divisionEn',
      eb.fn.min<string | null>('duty.externalDueOn').as('dueOn'),
      sql<string>`(array_agg(duty.id order by duty.id))[1]`.as('anyDutyId'),
      sql<number>`count(*)::int`.as('owed'),
      sql<number>`(count(*) filter (where ${isSettled}))::int`.as('accepted'),
      sql<number>`(count(*) filter (where ${isSettled} and duty.kind = 'nil'))::int`.as('nil'),
      sql<ReportableSet['missing']>`coalesce(jsonb_agg(jsonb_build_object('name', indicator.name, 'divisionName',
        jsonb_build_object('zh', responsible.name_zh, 'en', responsible.name_en)) order by indicator.name)
        filter (where not ${isSettled}), '[]')`.as('missing'),
    ])
    .where('duty.opensOn', '<=', today)
    .where('duty.stage', '<>', 'withdrawn')
    .$if(year !== undefined, (query) => query.where('duty.year', '=', year ?? 0))
    .$if(!seesEverything(actor), (query) => query.where('duty.coordinatingDivisionId', '=', actor.divisionId))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('dataReport')
            .select('dataReport.id')
            .whereRef('dataReport.collectingUnitId', '=', 'duty.collectingUnitId')
            .whereRef('dataReport.coordinatingDivisionId', '=', 'duty.coordinatingDivisionId')
            .whereRef('dataReport.period', '=', 'duty.period'),
        ),
      ),
    )
    .groupBy(['duty.period', 'externalBody.id', 'coordinating.id'])
    .orderBy('dueOn', (order) => order.asc().nullsLast())
    .orderBy('duty.period')
    .orderBy('externalBody.id')
    .limit(200)
    .execute()
  return rows
}
