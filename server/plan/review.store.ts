import { sql } from 'kysely'
import type { Actor } from '#domain/kernel/actor.ts'
import type { NamedRef } from '#domain/plan/item.api.ts'
import { type PlanKind, type PlanState, statesSeenBy } from '#domain/plan/plan.ts'
import type { GroupOpinion, Review } from '#domain/plan/review.api.ts'
import {
  type DecisionFacts,
  type GroupPost,
  groupPosts,
  type Opinion,
  type ReviewFacts,
  type ReviewMode,
  type ReviewState,
  seesReviews,
} from '#domain/plan/review.ts'
import type { Tx } from '#server/kernel/db.ts'
import { divisionWhen } from '#server/kernel/divisionName.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import { nameOrder } from '#server/kernel/nameOrder.ts'

/** Reviews that this post sees: none, or those of the plans it sees. */
const visible = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('review')
    .innerJoin('plan', 'plan.id', 'review.planId')
    .innerJoin('planVersion', 'planVersion.id', 'review.planVersionId')
    .innerJoin('person as submitter', 'submitter.id', 'planVersion.madeBy')
    .leftJoin('person as decider', 'decider.id', 'review.decidedBy')
    .leftJoin('person as entrusted', 'entrusted.id', 'review.entrustedTo')
    .select(['review.id', 'review.version', 'review.planId', 'review.agenda', 'review.dueOn', 'review.openedAt'])
    .select(['review.entrustedTo', 'review.minutes', 'review.reason', 'review.decidedBy', 'review.decidedAt'])
    .select(['planVersion.number', 'planVersion.digest', 'planVersion.madeBy as submittedBy'])
    .select(['submitter.name as submitterName', 'decider.name as deciderName', 'entrusted.name as entrustedName'])
    .select(['plan.year', 'plan.title', sql<PlanKind>`plan.kind`.as('kind')])
    .select([
      sql<ReviewState>`review.state`.as('state'),
      sql<ReviewMode>`review.mode`.as('mode'),
      sql<PlanState>`plan.state`.as('planState'),
      sql<string | null>`case review.mode when 'meeting' then review.due_on end`.as('meetsOn'),
    ])
    .where('plan.kind', '<>', 'division')
    .where('plan.state', 'in', seesReviews(actor) ? statesSeenBy(actor) : [sql.lit('')])

export type ReviewRow = Awaited<ReturnType<typeof findRow>>
export const findRow = (tx: Tx, actor: Actor, id: string) =>
  visible(tx, actor)
    .where('review.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound())

/** Locks the review; `version`, where given, is the one the person was looking at. */
export async function lock(tx: Tx, actor: Actor, id: string, version?: number): Promise<ReviewRow> {
  const row = await visible(tx, actor)
    .where('review.id', '=', id)
    .forUpdate('review')
    .executeTakeFirstOrThrow(() => new NotFound())
  if (version !== undefined && row.version !== version) throw new Stale()
  return row
}

/** Reviews on which the group is at work. */
export const openOnes = (tx: Tx, actor: Actor) =>
  visible(tx, actor).where('review.state', '=', 'open').orderBy('plan.year').execute()

export const factsOf = ({ state, submittedBy, entrustedTo, meetsOn }: ReviewRow): ReviewFacts => ({
  ...{ state, submittedBy, entrustedTo, meetsOn },
})

/** The latest review of a plan as a decision is asked with it, and what it came to. */
export async function latestOf(tx: Tx, planId: string) {
  const row = await tx
    .selectFrom('review')
    .leftJoin('person as decider', 'decider.id', 'review.decidedBy')
    .select(['review.id', 'entrustedTo', 'minutes', 'reason', 'decidedBy', 'decider.name', 'decidedAt', 'review.state'])
    .select(sql<string | null>`case review.mode when 'meeting' then review.due_on end`.as('meetsOn'))
    .where('planId', '=', planId)
    .orderBy('openedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  const facts: Omit<DecisionFacts, 'submittedBy'> = {
    entrustedTo: row?.entrustedTo ?? null,
    meetsOn: row?.meetsOn ?? null,
  }
  return {
    id: row?.id ?? null,
    facts,
    outcome: {
      returnReason: row?.state === 'returned' ? row.reason : null,
      minutes: row?.minutes || null,
      decidedBy: row?.decidedBy && row.name ? { id: row.decidedBy, name: row.name } : null,
      decidedAt: row?.decidedAt ?? null,
    },
  }
}

/** The version of the plan that the group returned last; null where it has returned none. */
export async function returnedNumber(tx: Tx, planId: string): Promise<number | null> {
  const row = await tx
    .selectFrom('review')
    .innerJoin('planVersion', 'planVersion.id', 'review.planVersionId')
    .select('planVersion.number')
    .where('review.planId', '=', planId)
    .where('review.state', '=', 'returned')
    .orderBy('openedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.number ?? null
}

const itemRef = sql`json_build_object('id', item_version.item_id,
  'code', convert_from(item_version.canonical, 'UTF8')::jsonb ->> 'code',
  'title', convert_from(item_version.canonical, 'UTF8')::jsonb ->> 'title')`
const frozenItem = sql`from plan_version_item join item_version on item_version.id = plan_version_item.item_version_id
  join review on review.plan_version_id = plan_version_item.plan_version_id`

const inOrder = sql`array_position(${sql.val([...groupPosts])}::text[], review_opinion.post)`

async function opinionsOf(tx: Tx, reviewIds: readonly string[]) {
  return tx
    .selectFrom('reviewOpinion')
    .innerJoin('person', 'person.id', 'reviewOpinion.personId')
    .leftJoin('person as giver', (join) =>
      join.onRef('giver.id', '=', 'reviewOpinion.givenBy').onRef('giver.id', '<>', 'reviewOpinion.personId'),
    )
    .leftJoin('division', 'division.id', 'reviewOpinion.divisionId')
    .select([
      'reviewId',
      'personId',
      'person.name',
      'remark',
      'givenAt',
      'reviewOpinion.version',
      'giver.name as givenBy',
    ])
    .select([
      sql<GroupPost>`review_opinion.post`.as('post'),
      sql<Opinion | null>`review_opinion.opinion`.as('opinion'),
      sql<NamedRef | null>`case when review_opinion.division_id is not null
        then ${divisionWhen('reviewOpinion.divisionId', 'reviewOpinion.givenAt')} end`.as('division'),
      sql<GroupOpinion['abstains']>`coalesce((select json_agg(${itemRef} order by item_version.item_id) ${frozenItem}
        join review_abstention as abstention on abstention.review_id = review.id
          and abstention.item_id = item_version.item_id
        where review.id = review_opinion.review_id and abstention.person_id = review_opinion.person_id), '[]')`.as(
        'abstains',
      ),
    ])
    .where('reviewId', 'in', [...reviewIds])
    .orderBy(inOrder)
    .orderBy('division.sort')
    .orderBy(nameOrder('person.name'))
    .execute()
}

const returnsOf = (tx: Tx, reviewIds: readonly string[]) =>
  tx
    .selectFrom('reviewReturn')
    .select(['reviewId', 'reviewReturn.reason'])
    .select(
      sql<Review['returns'][number]['item']>`(select ${itemRef} ${frozenItem}
        where review.id = review_return.review_id and item_version.item_id = review_return.item_id)`.as('item'),
    )
    .where('reviewId', 'in', [...reviewIds])
    .orderBy('reviewReturn.itemId')
    .execute()

const filesOf = (tx: Tx, reviewIds: readonly string[]) =>
  tx
    .selectFrom('reviewFile')
    .innerJoin('storedFile', 'storedFile.id', 'reviewFile.fileId')
    .select(['reviewId', 'storedFile.id', 'storedFile.name', 'storedFile.size'])
    .where('reviewId', 'in', [...reviewIds])
    .orderBy('storedFile.name')
    .execute()

async function whole(tx: Tx, rows: readonly ReviewRow[]): Promise<Review[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const opinions = await opinionsOf(tx, ids)
  const returns = await returnsOf(tx, ids)
  const files = await filesOf(tx, ids)
  return rows.map(
    ({ decidedBy, deciderName, planState: _plan, year: _year, title: _title, kind: _kind, ...review }) => ({
      ...review,
      decidedBy: decidedBy && deciderName ? { id: decidedBy, name: deciderName } : null,
      opinions: opinions
        .filter(({ reviewId }) => reviewId === review.id)
        .map(({ reviewId: _, personId, name, ...opinion }) => ({ ...opinion, person: { id: personId, name } })),
      returns: returns.filter(({ reviewId }) => reviewId === review.id).map(({ item, reason }) => ({ item, reason })),
      files: files.filter(({ reviewId }) => reviewId === review.id).map(({ id, name, size }) => ({ id, name, size })),
    }),
  )
}

export async function find(tx: Tx, actor: Actor, id: string): Promise<Review> {
  const [review] = await whole(tx, [await findRow(tx, actor, id)])
  if (!review) throw new NotFound()
  return review
}

/** The reviews of a plan, newest first. */
export const list = async (tx: Tx, actor: Actor, planId: string): Promise<Review[]> =>
  whole(tx, await visible(tx, actor).where('review.planId', '=', planId).orderBy('review.openedAt', 'desc').execute())

/** A file of this review; the caller has made sure that the actor may see it. */
export const fileOf = (tx: Tx, reviewId: string, fileId: string) =>
  tx
    .selectFrom('reviewFile')
    .innerJoin('storedFile', 'storedFile.id', 'reviewFile.fileId')
    .select(['name', 'type', 'digest'])
    .where('reviewId', '=', reviewId)
    .where('fileId', '=', fileId)
    .executeTakeFirstOrThrow(() => new NotFound())

/** What one person has said, where they were asked. */
export const opinionOf = (tx: Tx, reviewId: string, personId: string) =>
  tx
    .selectFrom('reviewOpinion')
    .select('opinion')
    .where('reviewId', '=', reviewId)
    .where('personId', '=', personId)
    .executeTakeFirst()
