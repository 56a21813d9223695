import { sql } from 'kysely'
import { z } from 'zod'
import type { PostKind } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import { ReorganisationContent, type ReorganisationRow } from '#domain/organization/reorganisation.api.ts'
import type { ReorganisationState } from '#domain/organization/reorganisation.ts'
import { cursorAt, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import { nameOrder } from '#server/kernel/nameOrder.ts'

const heads = (tx: Tx) =>
  tx
    .selectFrom('reorganisation')
    .innerJoin('person', 'person.id', 'reorganisation.madeBy')
    .select([
      'reorganisation.id',
      'fromOn',
      'document',
      'state',
      'content',
      'person.name as madeBy',
      'madeBy as madeById',
    ])
    .select('reorganisation.version')

type Row = Awaited<ReturnType<ReturnType<typeof heads>['executeTakeFirstOrThrow']>>
const headOf = ({ content, state, ...row }: Row) => ({
  ...row,
  state: state as ReorganisationState,
  content: ReorganisationContent.parse(content),
})
export type Head = ReturnType<typeof headOf>

export async function find(tx: Tx, id: string): Promise<Head> {
  const row = await heads(tx)
    .where('reorganisation.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound())
  return headOf(row)
}

/** Locks it until the transaction ends; `version` is the one the person was looking at. */
export async function lock(tx: Tx, id: string, version: number): Promise<Head> {
  await tx.selectFrom('reorganisation').select('id').where('id', '=', id).forUpdate().execute()
  const current = await find(tx, id)
  if (current.version !== version) throw new Stale()
  return current
}

/** Those whose day has come; what another process has in hand is left to it. */
export async function lockDue(tx: Tx, today: string): Promise<Head[]> {
  const rows = await heads(tx)
    .where('state', '=', 'planned')
    .where('fromOn', '<=', today)
    .orderBy('fromOn')
    .orderBy('reorganisation.id')
    .forUpdate('reorganisation')
    .skipLocked()
    .execute()
  return rows.map(headOf)
}

type Plan = { readonly fromOn: string; readonly document: string; readonly content: ReorganisationContent }

export async function insert(tx: Tx, { content, ...plan }: Plan, made: { by: string; at: string }): Promise<string> {
  const values = { ...plan, content: JSON.stringify(content), state: 'drafted', madeBy: made.by, madeAt: made.at }
  return (await tx.insertInto('reorganisation').values(values).returning('id').executeTakeFirstOrThrow()).id
}

type Saved = Partial<Plan> & { readonly state?: ReorganisationState }

export const save = (tx: Tx, id: string, { content, ...values }: Saved) =>
  tx
    .updateTable('reorganisation')
    .set({ ...values, ...(content ? { content: JSON.stringify(content) } : {}), version: sql<number>`version + 1` })
    .where('id', '=', id)
    .execute()

const byDay = z.tuple([z.iso.date(), z.uuid()])

export async function list(tx: Tx, { after, limit }: { after?: string | undefined; limit: number }) {
  const place = placeOf(after, byDay)
  const rows = await heads(tx)
    .$if(place !== undefined, (query) =>
      query.where(sql<boolean>`(from_on, reorganisation.id) < (${place?.[0]}::date, ${place?.[1]}::uuid)`),
    )
    .orderBy('fromOn', 'desc')
    .orderBy('reorganisation.id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = pageFrom(rows, limit, ({ fromOn, id }) => cursorAt(fromOn, id))
  return { next: page.next, rows: page.rows.map(headOf).map(rowOf) }
}

const rowOf = ({ content, madeById: _, ...head }: Head): ReorganisationRow => {
  const [founded, renamed, ended] = [content.founded.length, content.renamed.length, content.ended.length]
  return {
    ...head,
    summary: {
      zh: `增设${founded}个、更名${renamed}个、终止${ended}个`,
      en: `${founded} founded, ${renamed} renamed, ${ended} ended`,
    },
  }
}

export type KnownDivision = {
  readonly id: string
  readonly name: Text
  readonly houses: boolean
  readonly fromOn: string
  readonly toOn: string | null
}

export async function divisionsById(tx: Tx): Promise<Map<string, KnownDivision>> {
  const rows = await tx
    .selectFrom('division')
    .select(['id', 'nameZh', 'nameEn', 'housesPerformanceOffice as houses', 'fromOn', 'toOn'])
    .execute()
  return new Map(rows.map(({ nameZh, nameEn, ...row }) => [row.id, { ...row, name: { zh: nameZh, en: nameEn } }]))
}

/** Divisions that other planned reorganisations rename or end. */
export async function arranged(tx: Tx, exceptId: string): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('reorganisation')
    .select('content')
    .where('state', '=', 'planned')
    .where('id', '!=', exceptId)
    .execute()
  return new Set(
    rows
      .map(({ content }) => ReorganisationContent.parse(content))
      .flatMap(({ renamed, ended }) => [...renamed, ...ended].map(({ divisionId }) => divisionId)),
  )
}

/** Posts of these divisions that last beyond the day, members of the leading group among them. */
export async function postsOf(tx: Tx, divisionIds: readonly string[], fromOn: string) {
  if (divisionIds.length === 0) return []
  const rows = await tx
    .selectFrom('post')
    .innerJoin('person', 'person.id', 'post.personId')
    .select(['post.id', 'post.kind', 'post.divisionId', 'post.toOn', 'post.fromOn', 'person.name as personName'])
    .select('person.id as personId')
    .where('post.divisionId', 'in', [...divisionIds])
    .where((eb) => eb.or([eb('post.toOn', 'is', null), eb('post.toOn', '>', fromOn)]))
    .orderBy('post.kind')
    .orderBy('post.id')
    .execute()
  return rows.map((row) => ({ ...row, kind: row.kind as PostKind }))
}
export type EndingPost = Awaited<ReturnType<typeof postsOf>>[number]

/** Whoever holds no other business post on the day on which these end. */
export async function personsLeft(tx: Tx, posts: readonly EndingPost[], fromOn: string): Promise<string[]> {
  if (posts.length === 0) return []
  const ending = posts.map(({ id }) => id)
  const rows = await tx
    .selectFrom('post')
    .select('personId')
    .distinct()
    .where('id', 'in', ending)
    .where(
      sql<boolean>`not exists (select from post other where other.person_id = post.person_id
        and other.line = 'business' and other.id <> all(${ending}::uuid[])
        and (other.to_on is null or other.to_on > ${fromOn}::date))`,
    )
    .execute()
  return rows.map(({ personId }) => personId)
}

/** Substitutes and delegations for these posts that would last beyond the day. */
export async function standInsOfPosts(tx: Tx, posts: readonly EndingPost[], fromOn: string) {
  if (posts.length === 0) return []
  return tx
    .selectFrom('standIn')
    .innerJoin('post', 'post.id', 'standIn.postId')
    .innerJoin('person as holder', 'holder.id', 'post.personId')
    .innerJoin('person', 'person.id', 'standIn.personId')
    .select(['standIn.id', 'post.divisionId', 'person.name as personName', 'holder.name as holderName'])
    .where(
      'post.id',
      'in',
      posts.map(({ id }) => id),
    )
    .where((eb) => eb.or([eb('standIn.toOn', 'is', null), eb('standIn.toOn', '>', fromOn)]))
    .orderBy('standIn.fromOn')
    .orderBy('standIn.id')
    .execute()
}

/** Leaders in charge of these divisions. */
export const chargesOf = async (tx: Tx, divisionIds: readonly string[]) =>
  divisionIds.length === 0
    ? []
    : tx
        .selectFrom('postCharge')
        .innerJoin('post', 'post.id', 'postCharge.postId')
        .innerJoin('person', 'person.id', 'post.personId')
        .select(['postCharge.postId', 'postCharge.divisionId', 'person.name as leader'])
        .where('postCharge.divisionId', 'in', [...divisionIds])
        .orderBy(nameOrder('person.name'))
        .execute()

export async function found(
  tx: Tx,
  division: { code: string; name: Text; sort: number },
  fromOn: string,
): Promise<string> {
  const { code, name, sort } = division
  const values = { code, nameZh: name.zh, nameEn: name.en, sort, fromOn }
  return (await tx.insertInto('division').values(values).returning('id').executeTakeFirstOrThrow()).id
}

/** Ends divisions on the day, or with null takes their end back. */
export const endDivisions = (tx: Tx, ids: readonly string[], toOn: string | null) =>
  tx
    .updateTable('division')
    .set({ toOn, version: sql<number>`version + 1` })
    .where('id', 'in', [...ids])
    .execute()

/** Ends posts with their division, keeping when they would have ended. */
export async function endPosts(tx: Tx, id: string, posts: readonly EndingPost[], fromOn: string): Promise<void> {
  if (posts.length === 0) return
  const kept = posts.map(({ id: postId, toOn }) => ({ reorganisationId: id, postId, formerToOn: toOn }))
  await tx.insertInto('reorganisationPost').values(kept).execute()
  await tx
    .updateTable('post')
    .set({ toOn: sql<string>`greatest(from_on, ${fromOn}::date)`, version: sql<number>`version + 1` })
    .where(
      'id',
      'in',
      posts.map((post) => post.id),
    )
    .execute()
}

/** Gives posts back what they had before; those that were ended otherwise meanwhile stay ended. */
export const restorePosts = (tx: Tx, id: string, fromOn: string) =>
  tx
    .updateTable('post')
    .from('reorganisationPost as kept')
    .set({ toOn: sql<string | null>`kept.former_to_on`, version: sql<number>`post.version + 1` })
    .whereRef('kept.postId', '=', 'post.id')
    .where('kept.reorganisationId', '=', id)
    .where(sql<boolean>`post.to_on = greatest(post.from_on, ${fromOn}::date)`)
    .returning(['post.id', 'post.kind', 'post.toOn'])
    .execute()

/** Posts granted ahead in divisions that will not come: they end before they begin. */
export const cancelPosts = (tx: Tx, divisionIds: readonly string[]) =>
  tx
    .updateTable('post')
    .set({ toOn: sql<string>`from_on`, version: sql<number>`version + 1` })
    .where('divisionId', 'in', [...divisionIds])
    .returning(['id', 'kind'])
    .execute()

export async function rename(tx: Tx, divisionId: string, name: Text, fromOn: string): Promise<void> {
  await tx
    .insertInto('divisionFormerName')
    .columns(['divisionId', 'untilOn', 'nameZh', 'nameEn'])
    .expression((eb) =>
      eb
        .selectFrom('division')
        .select(['id', sql<string>`${fromOn}::date`.as('untilOn'), 'nameZh', 'nameEn'])
        .where('id', '=', divisionId),
    )
    .execute()
  await tx
    .updateTable('division')
    .set({ nameZh: name.zh, nameEn: name.en, version: sql<number>`version + 1` })
    .where('id', '=', divisionId)
    .execute()
}

/** The leader in charge of a division that ends is in charge of its successor. */
export async function moveCharge(tx: Tx, from: string, to: string): Promise<void> {
  await tx
    .insertInto('postCharge')
    .columns(['postId', 'divisionId'])
    .expression((eb) =>
      eb
        .selectFrom('postCharge')
        .select(['postId', sql<string>`${to}::uuid`.as('divisionId')])
        .where('divisionId', '=', from),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await tx.deleteFrom('postCharge').where('divisionId', '=', from).execute()
}

export const insertSuccessor = (tx: Tx, row: { divisionId: string; successorId: string; reorganisationId: string }) =>
  tx.insertInto('divisionSuccessor').values(row).execute()
