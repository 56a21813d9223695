import { type PostKind, performanceOffice } from '#domain/kernel/actor.ts'
import type { RulePack } from '#domain/kernel/settings.ts'
import type { KnownBody } from '#domain/organization/importBodies.ts'
import type { KnownPerson } from '#domain/organization/importPeople.ts'
import type { KnownOrganization } from '#domain/organization/importPosts.ts'
import type { KnownSetting } from '#domain/organization/importSettings.ts'
import type { BodyKind, PersonKind } from '#domain/organization/organization.ts'
import type { Tx } from '#server/kernel/db.ts'
import * as settings from './settings.store.ts'

/** What is there already, as a table that is taken in is compared with it. Each is a few statements for all rows. */

export async function knownDivisions(tx: Tx, today: string) {
  const divisions = await tx.selectFrom('division').selectAll().execute()
  const { posts } = await tx
    .selectFrom('post')
    .innerJoin('division', 'division.id', 'post.divisionId')
    .select((eb) => eb.fn.countAll<number>().as('posts'))
    .where('division.housesPerformanceOffice', '=', true)
    .where('division.toOn', 'is', null)
    .where('post.kind', 'in', performanceOffice)
    .where((or) => or.or([or('post.toOn', 'is', null), or('post.toOn', '>', today)]))
    .executeTakeFirstOrThrow()
  return { divisions, officePosts: Number(posts) }
}

export async function knownPeople(tx: Tx): Promise<KnownPerson[]> {
  const rows = await tx
    .selectFrom('person')
    .select(['id', 'name', 'userName', 'kind', 'mailAddress', 'version'])
    .execute()
  return rows.map((row) => ({ ...row, kind: row.kind as PersonKind }))
}

export async function knownBodies(tx: Tx): Promise<KnownBody[]> {
  const rows = await tx.selectFrom('externalBody').selectAll().execute()
  return rows.map((row) => ({ ...row, kind: row.kind as BodyKind }))
}

/** Everybody with every post, past ones too. */
export async function knownOrganization(tx: Tx, today: string): Promise<KnownOrganization> {
  const people = await tx.selectFrom('person').select(['id', 'name', 'userName', 'disabledAt', 'version']).execute()
  const divisions = await tx
    .selectFrom('division')
    .select(['id', 'code', 'nameZh', 'nameEn', 'fromOn', 'toOn', 'housesPerformanceOffice as houses'])
    .orderBy('sort')
    .execute()
  const posts = await tx
    .selectFrom('post')
    .select(['id', 'personId', 'kind', 'divisionId', 'byVirtueOf', 'fromOn', 'toOn'])
    .orderBy('fromOn')
    .orderBy('id')
    .execute()
  const charges = Map.groupBy(
    await tx
      .selectFrom('postCharge')
      .innerJoin('division', 'division.id', 'postCharge.divisionId')
      .select(['postId', 'divisionId'])
      .orderBy('division.sort')
      .execute(),
    ({ postId }) => postId,
  )
  return {
    today,
    divisions,
    people: people.map(({ disabledAt, ...person }) => ({ ...person, isDisabled: disabledAt !== null })),
    posts: posts.map((post) => ({
      ...post,
      kind: post.kind as PostKind,
      inChargeOf: (charges.get(post.id) ?? []).map(({ divisionId }) => divisionId),
    })),
  }
}

export async function knownSettings(tx: Tx, pack: RulePack, today: string): Promise<KnownSetting[]> {
  const decided = Map.groupBy(await tx.selectFrom('setting').select('key').execute(), ({ key }) => key)
  return (await settings.list(tx, pack, today)).map(({ key, name, present, upcoming }) => ({
    key,
    name,
    present,
    upcoming,
    version: decided.get(key)?.length ?? 0,
  }))
}
