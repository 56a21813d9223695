import { type ExpressionBuilder, type Selectable, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { z } from 'zod'
import { type Actor, administrators, isOneOf, type PostKind, performanceOffice } from '#domain/kernel/actor.ts'
import type { PersonKind } from '#domain/organization/organization.ts'
import type { HeldPost, listAccounts, Person, PersonRow } from '#domain/organization/person.api.ts'
import { indispensable, type PersonState } from '#domain/organization/person.ts'
import { postStateOn } from '#domain/organization/post.ts'
import { cursorAt, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { DB, Person as Row } from '#server/kernel/db.types.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import { nameOrder, nameOrderOf } from '#server/kernel/nameOrder.ts'

/** Administrators see every account; the performance office sees the people of the business line. */
const visible = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('person')
    .select(['person.id', 'person.name', 'person.userName', 'person.kind', 'person.line', 'person.disabledAt'])
    .select(['person.mailAddress', 'person.version'])
    .$if(isOneOf(actor.post, performanceOffice), (query) => query.where('person.line', '=', 'business'))

type Seen = Pick<
  Selectable<Row>,
  'id' | 'name' | 'userName' | 'kind' | 'line' | 'disabledAt' | 'mailAddress' | 'version'
>

/** Locks a person until the transaction ends; `version` is the one that was looked at. */
export async function lock(tx: Tx, actor: Actor, id: string, version?: number): Promise<Seen> {
  const current = await visible(tx, actor)
    .where('person.id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound())
  if (version !== undefined && current.version !== version) throw new Stale()
  return current
}

export const stateOf = ({ disabledAt }: Pick<Seen, 'disabledAt'>): PersonState => (disabledAt ? 'disabled' : 'active')

const shown = (actor: Actor, { id, name, userName, kind, disabledAt }: Omit<Seen, 'mailAddress'>) => ({
  id,
  name,
  userName: isOneOf(actor.post, administrators) ? userName : null,
  kind: kind as PersonKind,
  state: stateOf({ disabledAt }),
})

/** A person with all posts, as this actor may see them. */
export async function find(tx: Tx, actor: Actor, id: string, today: string): Promise<Person> {
  const person = await visible(tx, actor)
    .where('person.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound())
  const posts = await postsOf(tx, id, today)
  const mailAddress = isOneOf(actor.post, administrators) ? person.mailAddress : null
  return { ...shown(actor, person), mailAddress, version: person.version, posts, lastOf: lastOf(posts) }
}

/** The administrator post that would be without anybody if this person were gone. */
export const lastOf = (posts: readonly HeldPost[]): PostKind | null =>
  posts.find((post) => post.state === 'held' && isOneOf(post.kind, indispensable) && post.othersHolding === 0)?.kind ??
  null

/** Every post of a person, the present ones first, each with its charge and with who else holds the same. */
export async function postsOf(tx: Tx, personId: string, today: string): Promise<HeldPost[]> {
  const rows = await tx
    .selectFrom('post')
    .leftJoin('division', 'division.id', 'post.divisionId')
    .select(['post.id', 'post.kind', 'post.divisionId', 'post.fromOn', 'post.toOn', 'post.byVirtueOf', 'post.version'])
    .select(['division.nameZh', 'division.nameEn'])
    .select((eb) => [chargeOf(eb).as('charge'), othersHolding(eb, today).as('othersHolding')])
    .where('post.personId', '=', personId)
    .orderBy(sql`post.to_on is not null and post.to_on <= ${today}`)
    .orderBy('post.fromOn', 'desc')
    .orderBy(sql`post.by_virtue_of is not null`)
    .orderBy('post.id')
    .execute()
  return rows.map(({ nameZh, nameEn, byVirtueOf, charge, kind, ...post }) => ({
    ...post,
    kind: kind as PostKind,
    divisionName: nameZh && nameEn ? { zh: nameZh, en: nameEn } : null,
    state: postStateOn(post, today),
    isByVirtue: byVirtueOf !== null,
    inChargeOf: charge.map(({ id, zh, en }) => ({ id, name: { zh, en } })),
    othersHolding: Number(post.othersHolding),
  }))
}

const chargeOf = (eb: ExpressionBuilder<DB, 'post'>) =>
  jsonArrayFrom(
    eb
      .selectFrom('postCharge')
      .innerJoin('division as charged', 'charged.id', 'postCharge.divisionId')
      .select(['charged.id', 'charged.nameZh as zh', 'charged.nameEn as en'])
      .whereRef('postCharge.postId', '=', 'post.id')
      .orderBy('charged.sort'),
  )

/** Enabled others who hold the same post today and have no end day. */
const othersHolding = (eb: ExpressionBuilder<DB, 'post'>, today: string) =>
  eb
    .selectFrom('post as other')
    .innerJoin('person as holder', 'holder.id', 'other.personId')
    .select((count) => count.fn.countAll<number>().as('n'))
    .whereRef('other.kind', '=', 'post.kind')
    .whereRef('other.personId', '!=', 'post.personId')
    .where('other.line', '!=', 'business')
    .where('other.fromOn', '<=', today)
    .where('other.toOn', 'is', null)
    .where('holder.disabledAt', 'is', null)
    .$asScalar()

const byName = z.tuple([z.string(), z.uuid()])
type Filter = z.output<typeof listAccounts.query>

/** Accounts by name, each with the posts that have not ended. */
export async function list(tx: Tx, actor: Actor, filter: Filter, today: string) {
  const place = placeOf(filter.after, byName)
  const rows = await visible(tx, actor)
    .select((eb) => presentPosts(eb, today).as('posts'))
    .$if(filter.state !== undefined, (query) =>
      query.where('person.disabledAt', filter.state === 'disabled' ? 'is not' : 'is', null),
    )
    .$if(filter.name !== undefined, (query) =>
      query.where(sql<boolean>`position(${filter.name ?? ''} in person.name) > 0`),
    )
    .$if(filter.divisionId !== undefined || filter.post !== undefined, (query) =>
      query.where('person.id', 'in', holdersOf(tx, filter, today)),
    )
    .$if(place !== undefined, (query) =>
      query.where(
        sql<boolean>`(${nameOrder('person.name')}, person.id) > (${nameOrderOf(sql.val(place?.[0]))}, ${place?.[1]}::uuid)`,
      ),
    )
    .orderBy(nameOrder('person.name'))
    .orderBy('person.id')
    .limit(filter.limit + 1)
    .execute()
  const page = pageFrom(rows, filter.limit, ({ name, id }) => cursorAt(name, id))
  return {
    next: page.next,
    rows: page.rows.map((row): PersonRow => ({ ...shown(actor, row), posts: rowPosts(row.posts) })),
  }
}

const holdersOf = (tx: Tx, { divisionId, post }: Filter, today: string) =>
  tx
    .selectFrom('post')
    .select('post.personId')
    .where((or) => or.or([or('post.toOn', 'is', null), or('post.toOn', '>', today)]))
    .$if(divisionId !== undefined, (query) => query.where('post.divisionId', '=', divisionId ?? ''))
    .$if(post !== undefined, (query) => query.where('post.kind', '=', post ?? ''))

const presentPosts = (eb: ExpressionBuilder<DB, 'person'>, today: string) =>
  jsonArrayFrom(
    eb
      .selectFrom('post')
      .leftJoin('division', 'division.id', 'post.divisionId')
      .select(['post.kind', 'division.id as division', 'division.nameZh as zh', 'division.nameEn as en'])
      .select(['post.fromOn as begins', 'post.toOn as ends'])
      .whereRef('post.personId', '=', 'person.id')
      .where((or) => or.or([or('post.toOn', 'is', null), or('post.toOn', '>', today)]))
      .orderBy(sql`post.by_virtue_of is not null`)
      .orderBy('post.fromOn')
      .orderBy('post.id'),
  )

type PostJson = {
  kind: string
  division: string | null
  zh: string | null
  en: string | null
  begins: string
  ends: string | null
}

const rowPosts = (posts: readonly PostJson[]): PersonRow['posts'] =>
  posts.map(({ kind, division, zh, en, begins, ends }) => ({
    kind: kind as PostKind,
    divisionId: division,
    divisionName: zh && en ? { zh, en } : null,
    fromOn: begins,
    toOn: ends,
  }))

/** Posts of many people that have not ended, each with the codes of its division and of those in its charge. */
export async function postsOfMany(tx: Tx, ids: readonly string[], today: string) {
  if (ids.length === 0) return new Map<string, never>()
  const rows = await tx
    .selectFrom('post')
    .leftJoin('division', 'division.id', 'post.divisionId')
    .select(['post.personId', 'post.kind', 'post.fromOn', 'post.toOn', 'division.code as divisionCode'])
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom('postCharge')
          .innerJoin('division as charged', 'charged.id', 'postCharge.divisionId')
          .select('charged.code')
          .whereRef('postCharge.postId', '=', 'post.id')
          .orderBy('charged.sort'),
      ).as('charge'),
    )
    .where('post.personId', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .where((or) => or.or([or('post.toOn', 'is', null), or('post.toOn', '>', today)]))
    .orderBy(sql`post.by_virtue_of is not null`)
    .orderBy('post.fromOn')
    .orderBy('post.id')
    .execute()
  return Map.groupBy(
    rows.map(({ charge, kind, ...post }) => ({
      ...post,
      kind: kind as PostKind,
      chargeCodes: charge.map(({ code }) => code),
    })),
    ({ personId }) => personId,
  )
}

/** The mail addresses of many people, of those who have one. */
export async function mailAddressesOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .selectFrom('person')
    .select(['id', (eb) => eb.ref('mailAddress').$notNull().as('mailAddress')])
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .where('mailAddress', 'is not', null)
    .execute()
  return new Map(rows.map(({ id, mailAddress }) => [id, mailAddress]))
}

export const isUserNameTaken = async (tx: Tx, userName: string, exceptId: string | null): Promise<boolean> =>
  (await tx
    .selectFrom('person')
    .select('id')
    .where('userName', '=', userName)
    .$if(exceptId !== null, (query) => query.where('id', '!=', exceptId ?? ''))
    .executeTakeFirst()) !== undefined

type NewPerson = {
  name: string
  userName: string
  kind: PersonKind
  mailAddress?: string | null | undefined
  passwordHash: string
}

/** A new person has no post and belongs to no line yet but by default: the first grant decides. */
export async function insert(tx: Tx, person: NewPerson): Promise<string> {
  const { id } = await tx
    .insertInto('person')
    .values({ ...person, mailAddress: person.mailAddress ?? null, line: 'business' })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

type Saved = {
  name?: string
  userName?: string
  kind?: PersonKind
  mailAddress?: string | null
  passwordHash?: string
  hasStartPassword?: boolean
  disabledAt?: string | null
  line?: string
}

export const save = (tx: Tx, id: string, values: Saved) =>
  tx
    .updateTable('person')
    .set((eb) => ({ ...values, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()

/** Sessions of a person that have not been ended, last used first. */
export const sessionsOf = (tx: Tx, personId: string) =>
  tx
    .selectFrom('session')
    .innerJoin('post', 'post.id', 'session.postId')
    .leftJoin('division', 'division.id', 'post.divisionId')
    .select(['session.id', 'session.createdAt', 'session.seenAt', 'session.network', 'session.browser', 'post.kind'])
    .select(['division.nameZh', 'division.nameEn'])
    .where('session.personId', '=', personId)
    .where('session.endedAt', 'is', null)
    .orderBy('session.seenAt', 'desc')
    .limit(50)
    .execute()

/** The person and all posts the person holds or held: what one history shows together. */
export async function subjectsOf(tx: Tx, id: string) {
  const posts = await tx.selectFrom('post').select('id').where('personId', '=', id).execute()
  return [{ kind: 'person', id }, ...posts.map((post) => ({ kind: 'post', id: post.id }))]
}
