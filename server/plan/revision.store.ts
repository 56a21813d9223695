import { sql } from 'kysely'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Reader } from '#domain/plan/compare.ts'
import type { Item, ItemContent } from '#domain/plan/item.api.ts'
import { contentOf } from '#domain/plan/itemContent.ts'
import { endStates, type PlanState, statesSeenBy } from '#domain/plan/plan.ts'
import type { RevisionRow } from '#domain/plan/revision.api.ts'
import { countRevised, findsWithdrawn, revisedIn } from '#domain/plan/revision.ts'
import { titleOfRevision } from '#domain/plan/revisionTitle.ts'
import type { Tx } from '#server/kernel/db.ts'
import * as itemStore from './item.store.ts'
import { readVersion } from './planVersion.store.ts'
import { withdrawalsOf } from './withdrawal.store.ts'

const isOpen = sql<boolean>`plan.state <> all(${[...endStates]}::text[])`

const wasConsulted = sql<boolean>`exists (select from consultation where consultation.plan_id = plan.id)`
const wasReviewed = sql<boolean>`exists (select from review where review.plan_id = plan.id)`

type Of = { readonly year: number } | { readonly id: string }

/** The revisions of a year's plan that this post sees or saw before they were withdrawn, the latest first; or one of them. */
export async function list(tx: Tx, actor: Actor, of: Of): Promise<RevisionRow[]> {
  const rows = await listed(tx, actor, of)
  const gone = rows.filter(({ state }) => state === 'withdrawn').map(({ id }) => id)
  const withdrawals = await withdrawalsOf(tx, gone)
  return rows
    .filter((row) => row.state !== 'withdrawn' || findsWithdrawn(actor, row))
    .map(({ wasConsulted, wasReviewed, ...row }) => ({ ...row, withdrawal: withdrawals.get(row.id) ?? null }))
}

const listed = (tx: Tx, actor: Actor, of: Of) =>
  tx
    .selectFrom('plan')
    .select([
      'plan.id',
      'plan.year',
      'plan.title',
      'plan.documentNumber',
      'plan.issuedOn',
      'plan.revisionReason as reason',
    ])
    .select(sql<PlanState>`plan.state`.as('state'))
    .select([wasConsulted.as('wasConsulted'), wasReviewed.as('wasReviewed')])
    .where('plan.kind', '=', 'revision')
    .where((where) => ('id' in of ? where('plan.id', '=', of.id) : where('plan.year', '=', of.year)))
    .where('plan.state', 'in', [...statesSeenBy(actor), 'withdrawn'])
    .orderBy('plan.begunAt', 'desc')
    .execute()

/** Holds the revision on its way, so that nobody writes it meanwhile; to be asked before the plan itself is locked. */
export const lockOpen = (tx: Tx, planId: string) =>
  tx.selectFrom('plan').select('plan.id').where('plan.amendsId', '=', planId).where(isOpen).forUpdate().execute()

/** The revision of a plan that is on its way. */
export const openOf = (tx: Tx, planId: string) =>
  tx
    .selectFrom('plan')
    .select(['plan.id', 'plan.year'])
    .where('plan.amendsId', '=', planId)
    .where(isOpen)
    .executeTakeFirst()

type Begun = { readonly reason: string; readonly begunAt: string }
type InForce = {
  readonly id: string
  readonly year: number
  readonly title: string
  readonly procedureText: string
  readonly standardsText: string
  readonly reportingText: string
}

/** A draft beside the plan in force with everything that it holds, the answers to hints included. */
export async function begin(tx: Tx, plan: InForce, { reason, begunAt }: Begun): Promise<string> {
  const { year, procedureText, standardsText, reportingText } = plan
  const { count } = await tx
    .selectFrom('plan')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('amendsId', '=', plan.id)
    .executeTakeFirstOrThrow()
  const { id } = await tx
    .insertInto('plan')
    .values({
      ...{ kind: 'revision', state: 'drafting', amendsId: plan.id, revisionReason: reason, begunAt, year },
      ...{ title: titleOfRevision(plan.title, Number(count) + 1), procedureText, standardsText, reportingText },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const originals = await itemStore.itemsOf(tx, plan.id)
  await copy(tx, { id, year }, originals)
  await sql`insert into lint_silence (item_id, code, field, reason, made_by, made_at)
    select item.id, lint_silence.code, field, reason, made_by, made_at from lint_silence
    join item on item.origin_item_id = lint_silence.item_id where item.plan_id = ${id}`.execute(tx)
  return id
}

async function copy(tx: Tx, revision: { readonly id: string; readonly year: number }, originals: readonly Item[]) {
  const ids = await itemStore.insertMany(tx, revision, originals.map(contentOf))
  await pairWith(
    tx,
    ids,
    originals.map(({ id }) => id),
  )
}

/** Says of items of a revision which items of the plan in force they stand for. */
export const pairWith = (tx: Tx, ids: readonly string[], originals: readonly string[]) =>
  sql`update item set origin_item_id = pair.original
    from unnest(${[...ids]}::uuid[], ${[...originals]}::uuid[]) as pair (id, original) where item.id = pair.id`.execute(
    tx,
  )

export type Copied = Item & { readonly originId: string | null }

/** The items of a revision with those that they stand for. */
export const copiesOf = (tx: Tx, revisionId: string): Promise<Copied[]> =>
  itemStore
    .items(tx)
    .select('item.originItemId as originId')
    .where('item.planId', '=', revisionId)
    .orderBy('item.sort')
    .orderBy('item.id')
    .execute()

type Chapters = Omit<InForce, 'year'>

/** What a draft changes in the plan in force, as both stand now. */
export async function revised(tx: Tx, revision: Chapters & { readonly amendsId: string }, reader: Reader) {
  const inForce = await chaptersOf(tx, revision.amendsId)
  const items = await itemStore.itemsOf(tx, revision.amendsId)
  return revisedIn({ ...inForce, items }, { ...revision, items: await copiesOf(tx, revision.id) }, reader)
}

type Counted = Chapters & { readonly amendsId: string | null; readonly state: PlanState }

/** How much a revision changes, counted while it is written; what is before the divisions or the group changes something. */
export async function countRevisedOf(tx: Tx, { amendsId, ...plan }: Counted): Promise<number | null> {
  if (amendsId === null) return null
  if (plan.state !== 'drafting') return 1
  return countRevised(await revised(tx, { ...plan, amendsId }, { language: 'zh', dimensions: {} }))
}

const chaptersOf = (tx: Tx, id: string) =>
  tx
    .selectFrom('plan')
    .select(['title', 'procedureText', 'standardsText', 'reportingText'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

/** The item of the open revision that stands for this one. */
const copyOf = (tx: Tx, originId: string) =>
  itemStore
    .items(tx)
    .innerJoin('plan', 'plan.id', 'item.planId')
    .where('item.originItemId', '=', originId)
    .where(isOpen)
    .executeTakeFirst()

/** The items of open revisions that stand for these. */
export const openCopiesOf = (tx: Tx, itemIds: readonly string[]) =>
  tx
    .selectFrom('item')
    .innerJoin('plan', 'plan.id', 'item.planId')
    .select(['item.id', 'item.originItemId as originId'])
    .where('item.originItemId', '=', sql<string>`any(${[...itemIds]}::uuid[])`)
    .where(isOpen)
    .execute()

const isAlike = (one: Item, other: Item): boolean => JSON.stringify(contentOf(one)) === JSON.stringify(contentOf(other))

/** Whether the open revision of its plan changes the item or takes it out. */
export async function isBeingRevised(tx: Tx, item: Item): Promise<boolean> {
  const copy = await copyOf(tx, item.id)
  return copy ? !isAlike(copy, item) : (await openOf(tx, item.planId)) !== undefined
}

/** What is amended in the plan in force is amended in its open revision too, which has left the item as it was. */
export async function followItem(tx: Tx, item: Item, content: ItemContent, today: string): Promise<void> {
  const copy = await copyOf(tx, item.id)
  if (copy && isAlike(copy, item)) await itemStore.save(tx, copy, content, today)
}

/** An item that enters the plan in force by itself enters its open revision too. */
export async function followNew(tx: Tx, planId: string, originId: string, content: ItemContent): Promise<void> {
  const open = await openOf(tx, planId)
  if (!open) return
  const id = await itemStore.insert(tx, open, content)
  await pairWith(tx, [id], [originId])
}

/** The content of an issued revision and of the plan before it: the versions between which it lies. */
export async function revisedAtIssue(tx: Tx, revision: { readonly amendsId: string; readonly planNumber: number }) {
  const [old, now] = [revision.planNumber - 1, revision.planNumber]
  return [await readVersion(tx, revision.amendsId, old), await readVersion(tx, revision.amendsId, now)] as const
}

/** Items may change their codes among each other while they are written: they are told apart again at the end. */
export const checkCodes = (tx: Tx, when: 'deferred' | 'immediate') =>
  sql`set constraints item_plan_id_code_key ${sql.raw(when)}`.execute(tx)
