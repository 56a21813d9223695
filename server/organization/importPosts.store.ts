import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { type PostProposal, type PostWrite, wordsOf } from '#domain/organization/importPostRules.ts'
import type { KnownOrganization, KnownPost } from '#domain/organization/importPosts.ts'
import type { Line } from '#domain/organization/organization.ts'
import { lineOf } from '#domain/organization/organization.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { Entry } from '#server/kernel/history.ts'
import { endSessionsOf } from '#server/session/session.public.ts'
import { chargeEntry, endEntry, grantEntry } from './post.history.ts'

/** Everything the rows do to the posts: ends and charges first, then what is granted, as the rules looked at them. */
export async function writePosts(tx: Tx, rows: readonly PostProposal[], known: KnownOrganization): Promise<Entry[]> {
  const writes = rows.flatMap(({ write }) => (write ? [write] : []))
  const grants = writes
    .filter((write) => write.grants)
    .map((write) => ({ ...write, post: { ...write.post, id: randomUUID() } }))
  const people = [...new Set(writes.map(({ personId }) => personId))]
  const entries = [...(await writeEnds(tx, writes, known)), ...(await writeCharges(tx, writes, known))]
  await saveLines(tx, people, grants)
  entries.push(...(await writeGrants(tx, grants, known)))
  if (people.length > 0) await endSessionsOf(tx, people)
  return entries
}

async function writeEnds(tx: Tx, writes: readonly PostWrite[], known: KnownOrganization): Promise<Entry[]> {
  const ends = writes.filter(({ ends: isEnded }) => isEnded)
  const updates = ends.map(({ post }) => ({ id: post.id, to_on: post.toOn }))
  const { rows } = await sql<{ id: string; kind: string; ended: string }>`update post
    set to_on = new.to_on, version = version + 1
    from jsonb_to_recordset(${JSON.stringify(updates)}::jsonb) as new(id uuid, to_on date)
    where post.id = new.id or post.by_virtue_of = new.id
    returning post.id, post.kind, new.id as ended`.execute(tx)
  return rows.flatMap(({ id, kind, ended }) => {
    const write = ends.find(({ post }) => post.id === ended)
    const before = known.posts.find((post) => post.id === ended)
    if (!write || !before) return []
    const { division } = wordsOf(before, known)
    return [
      endEntry(id, { kind, division }, { before: before.toOn, after: write.post.toOn, reason: write.reason ?? '' }),
    ]
  })
}

async function writeCharges(tx: Tx, writes: readonly PostWrite[], known: KnownOrganization): Promise<Entry[]> {
  const charged = writes.filter(({ charges }) => charges).map(({ post }) => post)
  if (charged.length === 0) return []
  const ids = charged.map(({ id }) => id)
  await tx.deleteFrom('postCharge').where('postId', 'in', ids).execute()
  await insertCharges(tx, charged)
  await tx
    .updateTable('post')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', 'in', ids)
    .execute()
  return charged.map((post) => {
    const before = known.posts.find(({ id }) => id === post.id) ?? post
    const after = wordsOf(post, known)
    return chargeEntry(post.id, after, wordsOf(before, known).inChargeOf, after.inChargeOf)
  })
}

async function insertCharges(tx: Tx, posts: readonly KnownPost[]): Promise<void> {
  const values = posts.flatMap(({ id, inChargeOf }) => inChargeOf.map((divisionId) => ({ postId: id, divisionId })))
  if (values.length > 0) await tx.insertInto('postCharge').values(values).execute()
}

/** Before the posts themselves: the database compares a person's line with that of each post. */
async function saveLines(tx: Tx, people: readonly string[], grants: readonly PostWrite[]): Promise<void> {
  const lines = new Map<string, Line>(grants.map(({ personId, post }) => [personId, lineOf(post.kind)]))
  const rows = people.map((id) => ({ id, line: lines.get(id) ?? null }))
  await sql`update person set line = coalesce(new.line, person.line), version = version + 1
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new(id uuid, line text)
    where person.id = new.id`.execute(tx)
}

async function writeGrants(tx: Tx, grants: readonly PostWrite[], known: KnownOrganization): Promise<Entry[]> {
  const posts = grants.map(({ post }) => post)
  const members = posts
    .filter(({ kind }) => kind === 'division.head')
    .map((post) => ({ ...post, id: randomUUID(), kind: 'leadingGroup.member' as const, byVirtueOf: post.id }))
  for (const some of [posts, members])
    if (some.length > 0) await tx.insertInto('post').values(some.map(rowOf)).execute()
  await insertCharges(tx, posts)
  return [
    ...grants.map(({ post, reason }) => ({
      ...grantEntry(post.id, wordsOf(post, known)),
      ...(reason === null ? {} : { reason }),
    })),
    ...members.map((post) => grantEntry(post.id, wordsOf(post, known))),
  ]
}

const rowOf = ({ id, personId, kind, divisionId, byVirtueOf, fromOn, toOn }: KnownPost) => ({
  ...{ id, personId, kind, divisionId, byVirtueOf, fromOn, toOn },
})
