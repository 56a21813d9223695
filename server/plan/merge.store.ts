import { sql } from 'kysely'
import { compareItems, type Reader } from '#domain/plan/compare.ts'
import type { DeclinedItem } from '#domain/plan/divisionPlan.api.ts'
import type { Item, ItemContent, ItemSnapshot, NamedRef } from '#domain/plan/item.api.ts'
import { compareCodes } from '#domain/plan/item.ts'
import type { Lineage, Merge, MergeSource, WaitingDivision } from '#domain/plan/merge.api.ts'
import { inCommon, type SourceState, type WaitingState } from '#domain/plan/merge.ts'
import type { PlanState } from '#domain/plan/plan.ts'
import { inParts, type Tx } from '#server/kernel/db.ts'
import type { Acting } from '#server/kernel/routes.ts'
import { insertMany } from './item.store.ts'
import { latestOf, mergeTasks, originsOf } from './mergeTask.store.ts'

/** The frozen items of the accepted division plans of a year, with what became of each. */
export const sources = (tx: Tx, year: number) =>
  tx
    .selectFrom('plan as own')
    .innerJoin('division', 'division.id', 'own.divisionId')
    .innerJoin('planVersion as version', (join) =>
      join
        .onRef('version.planId', '=', 'own.id')
        .on(sql<boolean>`version.number = (select max(number) from plan_version where plan_id = own.id)`),
    )
    .innerJoin('planVersionItem as named', 'named.planVersionId', 'version.id')
    .innerJoin('itemVersion as frozen', 'frozen.id', 'named.itemVersionId')
    .leftJoin('itemDeclined as declined', 'declined.itemId', 'frozen.itemId')
    .select(['frozen.id as versionId', 'frozen.itemId', 'own.id as planId', 'declined.reason'])
    .select([
      sql<ItemSnapshot>`convert_from(frozen.canonical, 'UTF8')::jsonb`.as('content'),
      sql<NamedRef>`json_build_object('id', division.id, 'name', json_build_object('zh', name_zh, 'en', name_en))`.as(
        'division',
      ),
      sql<MergeSource['takenAs']>`(select json_build_object('id', item.id, 'code', item.code)
        from item_origin join item_version of on of.id = item_origin.item_version_id join item on item.id = item_origin.item_id
        where of.item_id = frozen.item_id limit 1)`.as('takenAs'),
    ])
    .where('own.kind', '=', 'division')
    .where('own.year', '=', year)
    .where('own.state', '=', 'accepted')
    .orderBy('division.sort')
    .orderBy('own.id')
    .orderBy('frozen.itemId')
    .execute()

export type Source = Awaited<ReturnType<typeof sources>>[number]
export const stateOf = ({ takenAs, reason }: Pick<Source, 'takenAs' | 'reason'>): SourceState =>
  takenAs ? 'taken' : reason === null ? 'open' : 'declined'

/** Items of accepted division plans that are neither taken over nor declined. */
export async function undecidedOf(tx: Tx, year: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from plan own
    join plan_version version on version.plan_id = own.id
      and version.number = (select max(number) from plan_version where plan_id = own.id)
    join plan_version_item named on named.plan_version_id = version.id
    join item_version frozen on frozen.id = named.item_version_id
    where own.kind = 'division' and own.year = ${year} and own.state = 'accepted'
      and not exists (select from item_declined where item_id = frozen.item_id)
      and not exists (select from item_origin join item_version of on of.id = item_origin.item_version_id
        where of.item_id = frozen.item_id)`.execute(tx)
  return rows[0]?.count ?? 0
}

/** Divisions that were called and whose plan is not accepted, with where each stands; undefined without an issued call. */
async function waitingOf(tx: Tx, year: number): Promise<WaitingDivision[] | undefined> {
  const call = await tx
    .selectFrom('planCall')
    .select('id')
    .where('year', '=', year)
    .where('state', '<>', 'drafted')
    .executeTakeFirst()
  if (!call) return undefined
  return tx
    .selectFrom('planCallDivision as called')
    .innerJoin('division', 'division.id', 'called.divisionId')
    .leftJoin('plan as own', (join) =>
      join.onRef('own.divisionId', '=', 'division.id').on('own.year', '=', year).on('own.kind', '=', 'division'),
    )
    .select(['own.id as planId', 'called.dueOn'])
    .select([
      sql<NamedRef>`json_build_object('id', division.id, 'name', json_build_object('zh', name_zh, 'en', name_en))`.as(
        'division',
      ),
      sql<WaitingState>`case when own.id is null then 'notBegun' when own.state = 'submitted' then 'submitted'
        when exists (select from plan_version where plan_id = own.id) then 'returned' else 'drafting' end`.as('state'),
    ])
    .where('called.callId', '=', call.id)
    .where(
      sql<boolean>`(own.id is not null or not exists (select from division_successor past
        where past.division_id = called.division_id))`,
    )
    .where((where) => where.or([where('own.state', 'is', null), where('own.state', '<>', 'accepted')]))
    .orderBy('division.sort')
    .orderBy('division.id')
    .execute()
}

/** What can be taken over, what was, and what the items have in common with each other and with the draft. */
export async function mergeOf(
  tx: Tx,
  plan: { readonly id: string; readonly year: number; readonly state: PlanState },
  present: readonly Item[],
): Promise<Merge> {
  const rows = inOrder(await sources(tx, plan.year))
  const waiting = await waitingOf(tx, plan.year)
  const workPlan = await latestOf(tx, plan.year)
  const hintsOf = inCommon([...rows.map(({ content }) => content), ...present])
  return {
    planId: plan.id,
    planState: plan.state,
    year: plan.year,
    isCalled: waiting !== undefined,
    waiting: waiting ?? [],
    workPlan: workPlan ? { title: workPlan.title, number: workPlan.number } : null,
    tasks: workPlan ? await mergeTasks(tx, workPlan, present) : [],
    rows: rows.map((row) => ({
      ...{ itemId: row.itemId, planId: row.planId, division: row.division, takenAs: row.takenAs, reason: row.reason },
      ...{ code: row.content.code, title: row.content.title, goal: row.content.goal, weight: row.content.weight },
      state: stateOf(row),
      hints: row.takenAs ? [] : hintsOf(row.content),
    })),
  }
}

/** Division by division, in each by code as a person counts. */
const inOrder = (rows: readonly Source[]): Source[] => {
  const places = new Map([...new Set(rows.map(({ planId }) => planId))].map((id, at) => [id, at]))
  const place = ({ planId }: Source) => places.get(planId) ?? 0
  return rows.toSorted((a, b) => place(a) - place(b) || compareCodes(a.content.code, b.content.code))
}

type Taken = { readonly versionId: string; readonly content: ItemContent }

/** Copies into the draft in few statements, however many there are; each keeps where it came from. Answers the new ids. */
export async function take(
  { tx, actor, clock }: Acting,
  plan: { readonly id: string; readonly year: number },
  taken: readonly Taken[],
): Promise<string[]> {
  const ids = await insertMany(
    tx,
    plan,
    taken.map(({ content }) => content),
  )
  const made = { madeBy: actor.id, madeAt: clock.now }
  const rows = taken.flatMap(({ versionId }, at) => {
    const itemId = ids[at]
    return itemId === undefined ? [] : [{ itemId, itemVersionId: versionId, ...made }]
  })
  for (const part of inParts(rows)) await tx.insertInto('itemOrigin').values(part).execute()
  return ids
}

export const dropDeclined = (tx: Tx, itemIds: readonly string[]) =>
  tx
    .deleteFrom('itemDeclined')
    .where(sql<boolean>`item_id = any(${[...itemIds]}::uuid[])`)
    .execute()

/** A second reason takes the place of the first, which history keeps. */
export const decline = ({ tx, actor, clock }: Acting, planId: string, itemId: string, reason: string) => {
  const said = { planId, reason, declinedBy: actor.id, declinedAt: clock.now }
  return tx
    .insertInto('itemDeclined')
    .values({ itemId, ...said })
    .onConflict((conflict) => conflict.column('itemId').doUpdateSet(said))
    .execute()
}

type OfPlan = { readonly planId: string } | { readonly divisionId: string; readonly year: number }

/** The items of a division's plan that do not go into the office's plan, with the reasons, by code. */
export async function declinedOf(tx: Tx, of: OfPlan): Promise<DeclinedItem[]> {
  const rows = await tx
    .selectFrom('itemDeclined')
    .innerJoin('item', 'item.id', 'itemDeclined.itemId')
    .innerJoin('person', 'person.id', 'itemDeclined.declinedBy')
    .select(['item.id as itemId', 'item.code', 'item.title', 'reason', 'person.name as by', 'declinedAt as at'])
    .innerJoin('plan', 'plan.id', 'item.planId')
    .where((where) =>
      where.and('planId' in of ? { 'plan.id': of.planId } : { 'plan.divisionId': of.divisionId, 'plan.year': of.year }),
    )
    .execute()
  return rows.toSorted((a, b) => compareCodes(a.code, b.code))
}

/** Where an item came from, what became of it, and how it differs from the frozen item it was made from. */
export async function lineageOf(tx: Tx, item: Item, reader: Reader): Promise<Lineage> {
  const origin = await tx
    .selectFrom('itemOrigin')
    .innerJoin('itemVersion as of', 'of.id', 'itemOrigin.itemVersionId')
    .innerJoin('item as own', 'own.id', 'of.itemId')
    .innerJoin('plan', 'plan.id', 'own.planId')
    .innerJoin('division', 'division.id', 'plan.divisionId')
    .innerJoin('person', 'person.id', 'itemOrigin.madeBy')
    .select(['of.itemId', 'person.name as takenBy', 'itemOrigin.madeAt as takenAt'])
    .select([
      sql<ItemSnapshot>`convert_from("of".canonical, 'UTF8')::jsonb`.as('content'),
      sql<NamedRef>`json_build_object('id', division.id, 'name', json_build_object('zh', name_zh, 'en', name_en))`.as(
        'division',
      ),
    ])
    .where('itemOrigin.itemId', '=', item.id)
    .executeTakeFirst()
  const became = await tx
    .selectFrom('itemOrigin')
    .innerJoin('itemVersion as of', 'of.id', 'itemOrigin.itemVersionId')
    .innerJoin('item as taken', 'taken.id', 'itemOrigin.itemId')
    .select(['taken.id', 'taken.code'])
    .where('of.itemId', '=', item.id)
    .executeTakeFirst()
  const declined = await tx
    .selectFrom('itemDeclined')
    .innerJoin('person', 'person.id', 'itemDeclined.declinedBy')
    .select(['reason', 'person.name as by', 'declinedAt as at'])
    .where('itemId', '=', item.id)
    .executeTakeFirst()
  const tasks = await originsOf(tx, item, reader)
  if (!origin) return { source: null, takenAs: became ?? null, declined: declined ?? null, changes: [], tasks }
  const { content, ...source } = origin
  return {
    source: { ...source, code: content.code, title: content.title },
    takenAs: became ?? null,
    declined: declined ?? null,
    changes: compareItems(content, item, reader),
    tasks,
  }
}
