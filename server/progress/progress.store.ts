import { type Insertable, sql } from 'kysely'
import { type Actor, seesEverything } from '#domain/kernel/actor.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { ItemRhythm, OwnCheck, OwnCheckDone, PhaseJudgement, ProgressReport } from '#server/kernel/db.types.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'

/** The divisions of an item: a condition on `item` that each index of its own can answer. */
export const isOf = (divisionId: string | null) => sql<boolean>`(item.responsible_division_id = ${divisionId}::uuid
  or item.coordinating_division_id = ${divisionId}::uuid or exists (select from item_division
    where item_division.item_id = item.id and item_division.division_id = ${divisionId}::uuid))`

/** Items of issued plans that the actor sees in full: its own and coordinated ones, or all. */
export const visible = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('item')
    .innerJoin('plan', 'plan.id', 'item.planId')
    .innerJoin('performanceYear', 'performanceYear.year', 'item.year')
    .where('plan.kind', '=', 'office')
    .where('plan.state', '=', 'issued')
    .$if(!seesEverything(actor), (query) => query.where(isOf(actor.divisionId)))

const columns = ['item.id', 'item.version', 'item.year', 'item.code', 'item.title'] as const
const facts = [
  sql<boolean>`item.withdrawn_on is null and performance_year.state <> 'closed'`.as('isInForce'),
  sql<string[]>`array_remove(array[item.responsible_division_id], null) || array(select division_id
    from item_division where item_division.item_id = item.id order by item_division.sort)`.as('divisionIds'),
  sql<boolean>`exists (select from indicator where indicator.item_id = item.id and indicator.evidence_needed
    and indicator.withdrawn_on is null)`.as('asksEvidence'),
  sql<string | null>`(select item_version.id from item_version where item_version.item_id = item.id
    order by item_version.number desc limit 1)`.as('itemVersionId'),
]

export const findItem = (tx: Tx, actor: Actor, itemId: string) =>
  visible(tx, actor)
    .select(columns)
    .select(facts)
    .where('item.id', '=', itemId)
    .executeTakeFirstOrThrow(() => new NotFound())

/** Holds the item against being amended meanwhile; `version` is the one that was looked at. */
export async function lockItem(tx: Tx, actor: Actor, itemId: string, version?: number) {
  await visible(tx, actor)
    .select('item.id')
    .where('item.id', '=', itemId)
    .forShare('item')
    .executeTakeFirstOrThrow(() => new NotFound())
  const item = await findItem(tx, actor, itemId)
  if (version !== undefined && item.version !== version) throw new Stale()
  return item
}

export async function insertReport(tx: Tx, values: Insertable<ProgressReport>): Promise<string> {
  const row = await tx.insertInto('progressReport').values(values).returning('id').executeTakeFirstOrThrow()
  return row.id
}

export const insertCheck = (tx: Tx, values: Insertable<OwnCheck>) => tx.insertInto('ownCheck').values(values).execute()

/** A report of an item that the actor sees; a replaced one is told. */
export const findReport = (tx: Tx, actor: Actor, reportId: string) =>
  visible(tx, actor)
    .innerJoin('progressReport as report', 'report.itemId', 'item.id')
    .select(['report.id', 'report.itemId', 'report.phaseId', 'report.reportedOn', 'report.divisionId'])
    .select(
      sql<boolean>`exists (select from progress_report as later where later.replaces_id = report.id)`.as('isReplaced'),
    )
    .where('report.id', '=', reportId)
    .executeTakeFirstOrThrow(() => new NotFound())

export async function insertClaim(tx: Tx, values: Insertable<PhaseJudgement>): Promise<void> {
  await tx.insertInto('phaseJudgement').values(values).execute()
}

/** A check of an item that the actor sees, and what was said of its measure. */
export const findCheck = (tx: Tx, actor: Actor, checkId: string) =>
  visible(tx, actor)
    .innerJoin('ownCheck', 'ownCheck.itemId', 'item.id')
    .leftJoin('ownCheckDone as done', 'done.checkId', 'ownCheck.id')
    .select([
      'ownCheck.itemId',
      'ownCheck.measure',
      'done.doneAt',
      sql<string>`heir_of(own_check.division_id)`.as('divisionId'),
    ])
    .select(sql<boolean>`item.withdrawn_on is null and performance_year.state <> 'closed'`.as('isInForce'))
    .where('ownCheck.id', '=', checkId)
    .executeTakeFirstOrThrow(() => new NotFound())

/** Measures with a day of the actor's division that are not done, of items in force. */
export const measuresToDo = (tx: Tx, { divisionId }: Actor) =>
  tx
    .selectFrom('ownCheck')
    .innerJoin('item', 'item.id', 'ownCheck.itemId')
    .innerJoin('performanceYear', 'performanceYear.year', 'item.year')
    .leftJoin('ownCheckDone as done', 'done.checkId', 'ownCheck.id')
    .select(['ownCheck.id', 'ownCheck.itemId', 'ownCheck.measure', 'ownCheck.untilOn', 'item.code', 'item.title'])
    .where('done.checkId', 'is', null)
    .where('ownCheck.untilOn', 'is not', null)
    .where(sql<boolean>`own_check.division_id in (select id from division where heir_of(id) = ${divisionId}::uuid)`)
    .where('item.withdrawnOn', 'is', null)
    .where('performanceYear.state', '<>', 'closed')
    .orderBy('ownCheck.untilOn')
    .orderBy('ownCheck.id')
    .limit(100)
    .execute()

export const insertDone = (tx: Tx, values: Insertable<OwnCheckDone>) =>
  tx.insertInto('ownCheckDone').values(values).execute()

export const insertRhythm = (tx: Tx, values: Insertable<ItemRhythm>) =>
  tx.insertInto('itemRhythm').values(values).execute()

/** Who reported a phase. */
export async function reportersOf(tx: Tx, phaseId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('progressReport')
    .select('madeBy')
    .distinct()
    .where('itemId', '=', (eb) => eb.selectFrom('phase').select('phase.itemId').where('phase.id', '=', phaseId))
    .where('phaseId', '=', phaseId)
    .execute()
  return rows.map(({ madeBy }) => madeBy)
}

/** Holds the light of the item: two people write its reports one after the other. */
export const lockReports = (tx: Tx, itemId: string) =>
  tx.selectFrom('itemLight').select('itemId').where('itemId', '=', itemId).forUpdate().execute()
