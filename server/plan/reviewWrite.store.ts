import { sql } from 'kysely'
import type { Actor } from '#domain/kernel/actor.ts'
import { groupPosts, type Opinion, type ReviewMode } from '#domain/plan/review.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'
import type { Acting } from '#server/kernel/routes.ts'

type New = {
  readonly planId: string
  readonly planVersionId: string
  readonly mode: ReviewMode
  readonly agenda: string
  readonly dueOn: string | null
  readonly openedBy: string
  readonly openedAt: string
}

const rank = sql<number>`array_position(${sql.val([...groupPosts])}::text[], post.kind)`

/** Begins a review and asks everybody who is of the group today but its head, each once. Answers how many were asked. */
export async function open({ tx, today }: Acting, review: New): Promise<number> {
  const { id } = await tx.insertInto('review').values(review).returning('id').executeTakeFirstOrThrow()
  const asked = await tx
    .insertInto('reviewOpinion')
    .columns(['reviewId', 'personId', 'post', 'divisionId'])
    .expression((eb) =>
      eb
        .selectFrom('post')
        .distinctOn('post.personId')
        .select([sql<string>`${id}::uuid`.as('reviewId'), 'post.personId', 'post.kind', 'post.divisionId'])
        .where('post.kind', 'in', groupPosts)
        .where('post.fromOn', '<=', today)
        .where((where) => where.or([where('post.toOn', 'is', null), where('post.toOn', '>', today)]))
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('post as leading')
                .select('leading.id')
                .whereRef('leading.personId', '=', 'post.personId')
                .where('leading.kind', '=', 'leadingGroup.head')
                .where('leading.fromOn', '<=', today)
                .where((where) => where.or([where('leading.toOn', 'is', null), where('leading.toOn', '>', today)])),
            ),
          ),
        )
        .orderBy('post.personId')
        .orderBy(rank),
    )
    .returning('personId')
    .execute()
  return asked.length
}

/** The opinion of one person, locked; undefined where they were not asked, as somebody who came later. */
export const lockOpinion = (tx: Tx, reviewId: string, personId: string) =>
  tx
    .selectFrom('reviewOpinion')
    .select(['version', 'opinion', 'remark', 'divisionId'])
    .where('reviewId', '=', reviewId)
    .where('personId', '=', personId)
    .forUpdate()
    .executeTakeFirst()

/** Whose opinion it is: a stand-in gives that of the holder of the post. */
export const askedAs = ({ id, standsInFor }: Pick<Actor, 'id' | 'standsInFor'>): string => standsInFor?.personId ?? id

type Given = { readonly opinion: Opinion; readonly remark: string; readonly abstains: readonly string[] }

/** Somebody who came into the group later gives an opinion too. What is given anew takes the place of the old one. */
export async function giveOpinion({ tx, actor, clock }: Acting, reviewId: string, given: Given): Promise<void> {
  const { opinion, remark, abstains } = given
  const key = { reviewId, personId: askedAs(actor) }
  const said = { opinion, remark, givenBy: actor.id, givenAt: clock.now }
  await tx
    .insertInto('reviewOpinion')
    .values({ ...key, ...said, post: actor.post, divisionId: actor.divisionId })
    .onConflict((conflict) =>
      conflict.columns(['reviewId', 'personId']).doUpdateSet({ ...said, version: sql`review_opinion.version + 1` }),
    )
    .execute()
  await tx
    .deleteFrom('reviewAbstention')
    .where('reviewId', '=', reviewId)
    .where('personId', '=', key.personId)
    .execute()
  if (abstains.length > 0)
    await tx
      .insertInto('reviewAbstention')
      .values(abstains.map((itemId) => ({ ...key, itemId })))
      .execute()
}

export const entrust = (tx: Tx, id: string, personId: string | null) =>
  tx.updateTable('review').set({ entrustedTo: personId, version: sql`version + 1` }).where('id', '=', id).execute()

type Outcome =
  | { readonly state: 'decided'; readonly minutes: string }
  | {
      readonly state: 'returned'
      readonly reason: string
      readonly items: readonly { readonly itemId: string; readonly reason: string }[]
    }

/** What the plan's review came to. */
export async function conclude({ tx, actor, clock }: Acting, id: string, outcome: Outcome): Promise<void> {
  const { state } = outcome
  const words = outcome.state === 'decided' ? { minutes: outcome.minutes } : { reason: outcome.reason }
  await tx
    .updateTable('review')
    .set({ state, ...words, decidedBy: actor.id, decidedAt: clock.now, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()
  const items = outcome.state === 'returned' ? outcome.items : []
  if (items.length > 0)
    await tx
      .insertInto('reviewReturn')
      .values(items.map((item) => ({ ...item, reviewId: id })))
      .execute()
}

/** The group's work on a plan that is not to go on ends without a decision; nothing where no review is open. */
export const withdraw = (tx: Tx, planId: string, reason: string) =>
  tx
    .updateTable('review')
    .set({ state: 'withdrawn', reason, version: sql`version + 1` })
    .where('planId', '=', planId)
    .where('state', '=', 'open')
    .execute()

const moveOn = (tx: Tx, id: string) =>
  tx.updateTable('review').set({ version: sql`version + 1` }).where('id', '=', id).execute()

export async function attach(tx: Tx, id: string, fileId: string): Promise<void> {
  await tx.insertInto('reviewFile').values({ reviewId: id, fileId }).execute()
  await moveOn(tx, id)
}

/** Takes a file out of the review; the file itself is kept. Answers its name. */
export async function detach(tx: Tx, id: string, fileId: string): Promise<string> {
  const { name } = await tx
    .deleteFrom('reviewFile')
    .using('storedFile')
    .whereRef('storedFile.id', '=', 'reviewFile.fileId')
    .where('reviewId', '=', id)
    .where('fileId', '=', fileId)
    .returning('storedFile.name')
    .executeTakeFirstOrThrow(() => new NotFound())
  await moveOn(tx, id)
  return name
}

export const isDeputy = async (tx: Tx, personId: string, today: string): Promise<boolean> =>
  (await tx
    .selectFrom('post')
    .select('id')
    .where('personId', '=', personId)
    .where('kind', '=', 'leadingGroup.deputy')
    .where('fromOn', '<=', today)
    .where((where) => where.or([where('toOn', 'is', null), where('toOn', '>', today)]))
    .executeTakeFirst()) !== undefined
