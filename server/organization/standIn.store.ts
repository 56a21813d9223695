import { type Expression, type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import {
  type Actor,
  administrators,
  isOneOf,
  type PostKind,
  type StandInKind,
  seesEverything,
} from '#domain/kernel/actor.ts'
import { actsWith, basesOf, type DelegableActName } from '#domain/organization/delegableActs.ts'
import type { Line, Period } from '#domain/organization/organization.ts'
import type { Absence, ArrangedPost, listStandIns, StandIn } from '#domain/organization/standIn.api.ts'
import { isAbove, meets, type PostOf, type StandInFacts, standInStateOn } from '#domain/organization/standIn.ts'
import { cursorAt, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { Invalid, NotFound, Stale } from '#server/kernel/errors.ts'
import { nameOrder } from '#server/kernel/nameOrder.ts'

/** The columns of a post with its holder, under the names of `ArrangedPost`. */
const postColumns = [
  'post.id as postId',
  'post.kind as postKind',
  'post.divisionId',
  'division.nameZh',
  'division.nameEn',
  'post.fromOn as postFromOn',
  'post.toOn as postToOn',
  'holder.id as holderId',
  'holder.name as holderName',
] as const

type PostColumns = {
  postId: string
  postKind: string
  divisionId: string | null
  nameZh: string | null
  nameEn: string | null
  postFromOn: string
  postToOn: string | null
  holderId: string
  holderName: string
}

const postOf = (row: PostColumns): ArrangedPost => ({
  id: row.postId,
  kind: row.postKind as PostKind,
  divisionId: row.divisionId,
  divisionName: row.nameZh && row.nameEn ? { zh: row.nameZh, en: row.nameEn } : null,
  fromOn: row.postFromOn,
  toOn: row.postToOn,
  holderId: row.holderId,
  holderName: row.holderName,
})

/** Business posts that are held or will be, with their holders. */
const businessPosts = (tx: Tx, today: string) =>
  tx
    .selectFrom('post')
    .innerJoin('person as holder', 'holder.id', 'post.personId')
    .leftJoin('division', 'division.id', 'post.divisionId')
    .select(postColumns)
    .where('post.kind', 'not in', administrators)
    .where('post.byVirtueOf', 'is', null)
    .where((eb) => eb.or([eb('post.toOn', 'is', null), eb('post.toOn', '>', today)]))

/** The posts of which the actor may arrange something: own ones, those below, for the performance office all. */
export async function listPosts(tx: Tx, actor: Actor, today: string): Promise<ArrangedPost[]> {
  const rows = await businessPosts(tx, today)
    .where((eb) =>
      seesEverything(actor)
        ? eb.lit(true)
        : eb.or([eb('post.divisionId', '=', actor.divisionId), eb('post.personId', '=', actor.id)]),
    )
    .orderBy('division.sort', (order) => order.asc().nullsFirst())
    .orderBy('post.kind')
    .orderBy(nameOrder('holder.name'))
    .orderBy('post.id')
    .execute()
  const isOffice = actor.post.startsWith('performanceOffice.')
  return rows.map(postOf).filter((post) => isOffice || post.holderId === actor.id || isAbove(actor, post))
}

/** A business post with its holder; locks its row, so that arrangements of one post come one after the other. */
export async function lockPost(tx: Tx, id: string, today: string): Promise<ArrangedPost & PostOf> {
  const row = await businessPosts(tx, today)
    .where('post.id', '=', id)
    .forUpdate('post')
    .executeTakeFirstOrThrow(() => new Invalid([{ path: 'body.postId', message: noSuchPost }]))
  return postOf(row)
}

const noSuchPost = { zh: '没有这个在任的业务岗位。', en: 'There is no such business post in force.' }
const noSuchPerson = { zh: '没有这名人员。', en: 'There is no such person.' }

type Wish = Period & { readonly personId: string; readonly acts: readonly DelegableActName[] | null }

/** What the conditions of a substitute or a delegation ask about. */
export async function standInFacts(
  tx: Tx,
  kind: StandInKind,
  post: PostOf & { id: string },
  wish: Wish,
): Promise<StandInFacts> {
  const { personId, acts, fromOn, toOn } = wish
  const person = await tx
    .selectFrom('person')
    .select(['id', 'name', 'line', 'disabledAt'])
    .where('id', '=', personId)
    .executeTakeFirstOrThrow(() => new Invalid([{ path: 'body.personId', message: noSuchPerson }]))
  const held = await tx
    .selectFrom('post')
    .select(['kind', 'divisionId'])
    .where('personId', '=', personId)
    .where('fromOn', '<=', fromOn)
    .where((eb) => eb.or([eb('toOn', 'is', null), eb('toOn', '>', fromOn)]))
    .execute()
  const bases = acts && basesOf(acts)
  const others = await tx
    .selectFrom('standIn')
    .innerJoin('person', 'person.id', 'standIn.personId')
    .select(['standIn.fromOn', 'standIn.toOn', 'standIn.bases', 'person.name'])
    .where('standIn.postId', '=', post.id)
    .execute()
  return {
    ...{ kind, post, acts, fromOn, toOn },
    person: {
      ...{ id: person.id, name: person.name, isDisabled: person.disabledAt !== null, line: person.line as Line },
      posts: held.map((one) => ({ ...one, kind: one.kind as PostKind })),
    },
    taken: others.find((one) => meets({ fromOn, toOn, bases }, one))?.name ?? null,
  }
}

type NewStandIn = Wish & { readonly kind: StandInKind; readonly postId: string; readonly reason: string }
type Made = { readonly by: string; readonly at: string }

export async function insertStandIn(tx: Tx, { acts, ...row }: NewStandIn, made: Made): Promise<string> {
  const bases = acts && [...basesOf(acts)]
  const { id } = await tx
    .insertInto('standIn')
    .values({ ...row, bases, madeBy: made.by, madeAt: made.at })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

type NewAbsence = { readonly postId: string; readonly fromOn: string; readonly toOn: string; readonly basis: string }

export async function insertAbsence(tx: Tx, row: NewAbsence, made: Made): Promise<string> {
  const { id } = await tx
    .insertInto('absence')
    .values({ ...row, madeBy: made.by, madeAt: made.at })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export const isAbsentIn = async (tx: Tx, { postId, fromOn, toOn }: NewAbsence): Promise<boolean> =>
  (await tx
    .selectFrom('absence')
    .select('id')
    .where('postId', '=', postId)
    .whereRef('fromOn', '<', 'toOn')
    .where('fromOn', '<', toOn)
    .where('toOn', '>', fromOn)
    .executeTakeFirst()) !== undefined

/** From the day on it no longer holds; one that had not begun never does. */
export const end = (tx: Tx, table: 'standIn' | 'absence', id: string, today: string) =>
  tx
    .updateTable(table)
    .set({ toOn: sql<string>`greatest(from_on, ${today}::date)`, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .execute()

/** One's division's, those one takes part in; leaders, performance office and watching administrators see all. */
const isSeen = (actor: Actor, person: Expression<SqlBool>) =>
  seesEverything(actor) || isOneOf(actor.post, administrators)
    ? sql<boolean>`true`
    : sql<boolean>`(post.division_id = ${actor.divisionId} or post.person_id = ${actor.id} or ${person})`

const standIns = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('standIn')
    .innerJoin('post', 'post.id', 'standIn.postId')
    .innerJoin('person as holder', 'holder.id', 'post.personId')
    .innerJoin('person', 'person.id', 'standIn.personId')
    .innerJoin('person as maker', 'maker.id', 'standIn.madeBy')
    .leftJoin('division', 'division.id', 'post.divisionId')
    .select(['standIn.id', 'standIn.kind', 'standIn.fromOn', 'standIn.toOn', 'standIn.bases', 'standIn.reason'])
    .select(['standIn.version', 'person.id as personId', 'person.name as personName', 'maker.name as madeBy'])
    .select(postColumns)
    .where(isSeen(actor, sql<boolean>`stand_in.person_id = ${actor.id}`))

const absences = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('absence')
    .innerJoin('post', 'post.id', 'absence.postId')
    .innerJoin('person as holder', 'holder.id', 'post.personId')
    .innerJoin('person as maker', 'maker.id', 'absence.madeBy')
    .leftJoin('division', 'division.id', 'post.divisionId')
    .select(['absence.id', 'absence.fromOn', 'absence.toOn', 'absence.basis', 'absence.version'])
    .select(['maker.name as madeBy'])
    .select(postColumns)
    .where(isSeen(actor, sql<boolean>`false`))

type StandInRow = Awaited<ReturnType<ReturnType<typeof standIns>['executeTakeFirstOrThrow']>>
type AbsenceRow = Awaited<ReturnType<ReturnType<typeof absences>['executeTakeFirstOrThrow']>>

const standInOf = (row: StandInRow, today: string): StandIn => ({
  ...{ id: row.id, kind: row.kind as StandInKind, post: postOf(row) },
  person: { id: row.personId, name: row.personName },
  acts: row.bases && [...actsWith(row.bases)],
  ...{ fromOn: row.fromOn, toOn: row.toOn, reason: row.reason, madeBy: row.madeBy, version: row.version },
  state: standInStateOn(row, today),
})

const absenceOf = (row: AbsenceRow, today: string): Absence => ({
  ...{ id: row.id, post: postOf(row), fromOn: row.fromOn, toOn: row.toOn, basis: row.basis },
  ...{ madeBy: row.madeBy, version: row.version, state: standInStateOn(row, today) },
})

const byDay = z.tuple([z.iso.date(), z.uuid()])
type Filter = z.output<typeof listStandIns.query>

/** Substitutes and delegations, the latest first. */
export async function listStandInPage(tx: Tx, actor: Actor, { after, limit, isOpen }: Filter, today: string) {
  const place = placeOf(after, byDay)
  const rows = await standIns(tx, actor)
    .where(openOnly('stand_in', isOpen, today))
    .$if(place !== undefined, (query) =>
      query.where(sql<boolean>`(stand_in.from_on, stand_in.id) < (${place?.[0]}::date, ${place?.[1]}::uuid)`),
    )
    .orderBy('standIn.fromOn', 'desc')
    .orderBy('standIn.id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = pageFrom(rows, limit, (row) => cursorAt(row.fromOn, row.id))
  return { next: page.next, rows: page.rows.map((row) => standInOf(row, today)) }
}

export async function listAbsencePage(tx: Tx, actor: Actor, { after, limit, isOpen }: Filter, today: string) {
  const place = placeOf(after, byDay)
  const rows = await absences(tx, actor)
    .where(openOnly('absence', isOpen, today))
    .$if(place !== undefined, (query) =>
      query.where(sql<boolean>`(absence.from_on, absence.id) < (${place?.[0]}::date, ${place?.[1]}::uuid)`),
    )
    .orderBy('absence.fromOn', 'desc')
    .orderBy('absence.id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = pageFrom(rows, limit, (row) => cursorAt(row.fromOn, row.id))
  return { next: page.next, rows: page.rows.map((row) => absenceOf(row, today)) }
}

const openOnly = (table: 'stand_in' | 'absence', isOpen: Filter['isOpen'], today: string) => {
  const toOn = sql.ref(`${table}.to_on`)
  if (isOpen === undefined) return sql<boolean>`true`
  return isOpen === 'yes' ? sql<boolean>`coalesce(${toOn} > ${today}, true)` : sql<boolean>`${toOn} <= ${today}`
}

export async function findStandIn(tx: Tx, actor: Actor, id: string, today: string): Promise<StandIn> {
  const row = await standIns(tx, actor)
    .where('standIn.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound())
  return standInOf(row, today)
}

export async function findAbsence(tx: Tx, actor: Actor, id: string, today: string): Promise<Absence> {
  const row = await absences(tx, actor)
    .where('absence.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound())
  return absenceOf(row, today)
}

/** Locks until the transaction ends; `version` is the one that was looked at. */
export async function lockStandIn(tx: Tx, actor: Actor, id: string, version: number, today: string): Promise<StandIn> {
  await tx.selectFrom('standIn').select('id').where('id', '=', id).forUpdate().execute()
  const current = await findStandIn(tx, actor, id, today)
  if (current.version !== version) throw new Stale()
  return current
}

export async function lockAbsence(tx: Tx, actor: Actor, id: string, version: number, today: string): Promise<Absence> {
  await tx.selectFrom('absence').select('id').where('id', '=', id).forUpdate().execute()
  const current = await findAbsence(tx, actor, id, today)
  if (current.version !== version) throw new Stale()
  return current
}
