import { sql } from 'kysely'
import { isOneOf, type PostKind } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import { overlap, type Period } from '#domain/organization/organization.ts'
import { type GrantFacts, grantFactsOf } from '#domain/organization/post.ts'
import type { Tx } from '#server/kernel/db.ts'
import { Invalid, NotFound, Stale } from '#server/kernel/errors.ts'

export type Grant = Period & {
  readonly kind: PostKind
  readonly divisionId: string | null
  readonly inChargeOf: readonly string[]
  readonly besideReason?: string | null
}
type Holder = { readonly id: string; readonly disabledAt: string | null }

/** What the conditions of a grant ask about: the person's other posts, the division, the other heads. */
export async function grantFacts(tx: Tx, { id, disabledAt }: Holder, grant: Grant): Promise<GrantFacts> {
  const own = await tx
    .selectFrom('post')
    .select(['kind', 'divisionId', 'fromOn', 'toOn'])
    .where('personId', '=', id)
    .execute()
  return grantFactsOf(grant, {
    personId: id,
    isDisabled: disabledAt !== null,
    own: own.map((post) => ({ ...post, kind: post.kind as PostKind })),
    division: await divisionOf(tx, grant.divisionId),
    otherHeads: await others(tx, { kind: 'leadingGroup.head', divisionId: null }, id),
    divisionHeads:
      grant.divisionId === null ? [] : await others(tx, { kind: 'division.head', divisionId: grant.divisionId }, id),
  })
}

async function divisionOf(tx: Tx, id: string | null): Promise<GrantFacts['division']> {
  if (id === null) return null
  const row = await tx
    .selectFrom('division')
    .select(['nameZh as name', 'fromOn', 'toOn', 'housesPerformanceOffice as houses'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Invalid([{ path: 'body.divisionId', message: noSuchDivision }])
  return row
}

type Place = { readonly kind: PostKind; readonly divisionId: string | null }

/** Other people who hold, held or will hold the post. */
const others = (tx: Tx, { kind, divisionId }: Place, personId: string) =>
  tx
    .selectFrom('post')
    .innerJoin('person', 'person.id', 'post.personId')
    .select(['person.name', 'post.fromOn', 'post.toOn'])
    .where('post.kind', '=', kind)
    .where(sql<boolean>`post.division_id is not distinct from ${divisionId}::uuid`)
    .where('post.personId', '!=', personId)
    .execute()

type Prolonged = Place & { readonly personId: string; readonly toOn: string | null }

/** Who else is the head in the time by which the post would be prolonged; null where nobody is, or there is one anyway. */
export async function headBeyond(tx: Tx, post: Prolonged, endsOn: string): Promise<string | null> {
  const { kind, toOn, personId } = post
  if (!isOneOf(kind, ['division.head', 'leadingGroup.head']) || toOn === null || endsOn <= toOn) return null
  const heads = await others(tx, post, personId)
  return heads.find((head) => overlap(head, { fromOn: toOn, toOn: endsOn }))?.name ?? null
}

/** Names of divisions by id, in the order given; an unknown id is refused. */
export async function namesOf(tx: Tx, ids: readonly string[], path: string): Promise<string> {
  if (ids.length === 0) return ''
  const rows = await tx.selectFrom('division').select(['id', 'nameZh']).where('id', 'in', ids).orderBy('sort').execute()
  if (rows.length !== new Set(ids).size) throw new Invalid([{ path, message: noSuchDivision }])
  return rows.map(({ nameZh }) => nameZh).join('、')
}

/** The post, and with a head of division the membership of the leading group that comes with it; their ids. */
export async function insert(tx: Tx, personId: string, grant: Grant): Promise<string[]> {
  const { kind, divisionId, fromOn, toOn } = grant
  const row = { personId, divisionId, fromOn, toOn }
  const { id } = await tx
    .insertInto('post')
    .values({ ...row, kind })
    .returning('id')
    .executeTakeFirstOrThrow()
  await saveCharge(tx, id, grant.inChargeOf)
  if (kind !== 'division.head') return [id]
  const member = await tx
    .insertInto('post')
    .values({ ...row, kind: 'leadingGroup.member', byVirtueOf: id })
    .returning('id')
    .executeTakeFirstOrThrow()
  return [id, member.id]
}

/** Locks a post until the transaction ends; `version` is the one that was looked at. */
export async function lock(tx: Tx, id: string, version: number) {
  const current = await tx
    .selectFrom('post')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound())
  if (current.version !== version) throw new Stale()
  return current
}

/** Ends the post and what came by virtue of it on the same day; answers the ids of those that changed. */
export async function end(tx: Tx, id: string, endsOn: string): Promise<{ id: string; kind: PostKind }[]> {
  const rows = await tx
    .updateTable('post')
    .set((eb) => ({ toOn: endsOn, version: eb('version', '+', 1) }))
    .where((eb) => eb.or([eb('id', '=', id), eb('byVirtueOf', '=', id)]))
    .returning(['id', 'kind'])
    .execute()
  return rows.map((row) => ({ id: row.id, kind: row.kind as PostKind }))
}

export async function replaceCharge(tx: Tx, id: string, divisionIds: readonly string[]): Promise<void> {
  await tx.deleteFrom('postCharge').where('postId', '=', id).execute()
  await saveCharge(tx, id, divisionIds)
  await tx
    .updateTable('post')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

async function saveCharge(tx: Tx, postId: string, divisionIds: readonly string[]): Promise<void> {
  const values = [...new Set(divisionIds)].map((divisionId) => ({ postId, divisionId }))
  if (values.length > 0) await tx.insertInto('postCharge').values(values).execute()
}

const noSuchDivision: Text = { zh: '没有这个处。', en: 'There is no such division.' }
