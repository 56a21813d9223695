import { sql } from 'kysely'
import { administrators, type PostKind } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Colleague, Division, ExternalBody } from '#domain/organization/organization.api.ts'
import type { BodyKind, PersonKind } from '#domain/organization/organization.ts'
import type { Tx } from '#server/kernel/db.ts'
import { nameOrder } from '#server/kernel/nameOrder.ts'

/** Grants, ends and account changes come one after the other, so that counting who remains stays true. */
export const lockOrganization = (tx: Tx) => sql`select pg_advisory_xact_lock(hashtext('organization'))`.execute(tx)

const isPresent = (today: string) => sql<boolean>`from_on <= ${today} and (to_on is null or to_on > ${today})`

/** All divisions in the order of the organization, or the one with this id. */
export async function listDivisions(tx: Tx, today: string, id?: string): Promise<Division[]> {
  const rows = await tx
    .selectFrom('division')
    .selectAll()
    .select(isPresent(today).as('isPresent'))
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .orderBy('sort')
    .orderBy('code')
    .execute()
  return rows.map(({ nameZh, nameEn, ...row }) => ({ ...row, name: { zh: nameZh, en: nameEn } }))
}

type Which = { readonly kind?: BodyKind | undefined; readonly id?: string }

/** All outside bodies, those of one kind, or one, by kind and name. */
export async function listExternalBodies(tx: Tx, today: string, { kind, id }: Which): Promise<ExternalBody[]> {
  const rows = await tx
    .selectFrom('externalBody')
    .selectAll()
    .select(isPresent(today).as('isPresent'))
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? ''))
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .orderBy('kind')
    .orderBy(sql`name_zh collate "zh-x-icu"`)
    .orderBy('id')
    .execute()
  return rows.map(({ nameZh, nameEn, kind: of, ...row }) => ({
    ...row,
    kind: of as BodyKind,
    name: { zh: nameZh, en: nameEn },
  }))
}

type PostRow = {
  id: string
  name: string
  kind: string
  post: string
  divisionId: string | null
  nameZh: string | null
  nameEn: string | null
}

const presentPosts = (tx: Tx, today: string) =>
  tx
    .selectFrom('post')
    .select('post.personId')
    .where('post.fromOn', '<=', today)
    .where((or) => or.or([or('post.toOn', 'is', null), or('post.toOn', '>', today)]))

/** Everybody in a business post on this day, one entry per person, in the order of the organization. */
export async function listColleagues(tx: Tx, today: string, divisionId?: string): Promise<Colleague[]> {
  const rows = await tx
    .selectFrom('person')
    .innerJoin('post', 'post.personId', 'person.id')
    .leftJoin('division', 'division.id', 'post.divisionId')
    .select(['person.id', 'person.name', 'person.kind', 'post.kind as post', 'post.divisionId'])
    .select(['division.nameZh', 'division.nameEn'])
    .where('person.disabledAt', 'is', null)
    .where('post.kind', 'not in', administrators)
    .where('post.fromOn', '<=', today)
    .where((eb) => eb.or([eb('post.toOn', 'is', null), eb('post.toOn', '>', today)]))
    .$if(divisionId !== undefined, (query) =>
      query.where('person.id', 'in', presentPosts(tx, today).where('post.divisionId', '=', divisionId ?? '')),
    )
    .orderBy('division.sort', (order) => order.asc().nullsFirst())
    .orderBy(sql`post.by_virtue_of is not null`)
    .orderBy('post.kind')
    .orderBy(nameOrder('person.name'))
    .orderBy('person.id')
    .execute()
  return grouped(rows)
}

function grouped(rows: readonly PostRow[]): Colleague[] {
  const people = new Map<string, Colleague>()
  for (const row of rows) {
    const divisionName: Text | null = row.nameZh && row.nameEn ? { zh: row.nameZh, en: row.nameEn } : null
    const { id, name, divisionId } = row
    const person: Colleague = people.get(id) ?? {
      id,
      name,
      kind: row.kind as PersonKind,
      divisionId,
      divisionName,
      posts: [],
    }
    person.divisionId ??= divisionId
    person.divisionName ??= divisionName
    person.posts.push({ kind: row.post as PostKind, divisionId, divisionName })
    people.set(id, person)
  }
  return [...people.values()]
}
