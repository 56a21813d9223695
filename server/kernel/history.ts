import { sql } from 'kysely'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Change, HistoryEntry } from '#domain/kernel/history.ts'
import { canonicalOf } from './canonical.ts'
import type { Clock } from './clock.ts'
import type { Tx } from './db.ts'

export type Subject = { readonly kind: string; readonly id: string }
export type Entry = {
  readonly action: string
  readonly subject: Subject
  readonly basis: string
  readonly changes?: readonly Change[]
  readonly reason?: string
}

/** Who is recorded: a person under a post, or nobody (the sweep). */
export type Recorded = Pick<Actor, 'id' | 'postId' | 'standsInFor'> | null

/** Writes history rows in the transaction of the change itself; one statement however many rows. */
export async function recordMany(tx: Tx, actor: Recorded, clock: Clock, entries: readonly Entry[]): Promise<void> {
  for (let start = 0; start < entries.length; start += 2_000) {
    await tx
      .insertInto('history')
      .values(entries.slice(start, start + 2_000).map((entry) => rowOf(actor, clock, entry)))
      .execute()
  }
}

function rowOf(actor: Recorded, { now }: Clock, { action, subject, basis, changes = [], reason }: Entry) {
  const standInId = actor?.standsInFor?.standInId ?? null
  const { bytes, digest } = canonicalOf({
    action,
    actingAs: actor?.postId ?? null,
    basis,
    changes,
    occurredAt: now,
    person: actor?.id ?? null,
    ...(standInId ? { standIn: standInId } : {}),
    reason: reason ?? null,
    subject,
  })
  return {
    subjectKind: subject.kind,
    subjectId: subject.id,
    action,
    personId: actor?.id ?? null,
    postId: actor?.postId ?? null,
    standInId,
    basis,
    occurredAt: now,
    canonical: bytes,
    digest,
  }
}

/** What happened to a record, newest first. The caller has made sure that the actor may see the record. */
export async function historyOf(tx: Tx, subjects: readonly Subject[], limit = 200): Promise<HistoryEntry[]> {
  if (subjects.length === 0) return []
  const rows = await entries(tx)
    .where((eb) =>
      eb.or(
        [...Map.groupBy(subjects, ({ kind }) => kind)].map(([kind, of]) =>
          eb.and([
            eb('subjectKind', '=', kind),
            eb('subjectId', '=', sql<string>`any(${of.map(({ id }) => id)}::uuid[])`),
          ]),
        ),
      ),
    )
    .orderBy('history.occurredAt', 'desc')
    .orderBy('history.recordedAt', 'desc')
    .limit(limit)
    .execute()
  return rows.map(entryOf)
}

/** History rows with the names of who acted; a list of many records' history filters and orders it. */
export const entries = (tx: Tx) =>
  tx
    .selectFrom('history')
    .leftJoin('person', 'person.id', 'history.personId')
    .leftJoin('post', 'post.id', 'history.postId')
    .leftJoin('person as holder', (join) =>
      join.onRef('holder.id', '=', 'post.personId').on('history.standInId', 'is not', null),
    )
    .select([
      'history.id',
      'history.action',
      'history.occurredAt',
      'history.basis',
      'person.name as personName',
      'post.kind as post',
      'holder.name as inPlaceOf',
      nameThen('zh').as('nameZh'),
      nameThen('en').as('nameEn'),
      sql<{ changes: Change[]; reason: string | null }>`convert_from(history.canonical, 'UTF8')::jsonb`.as('content'),
    ])

/** The division's name on the day of the act. */
const nameThen = (language: 'zh' | 'en') =>
  sql<
    string | null
  >`division_name_on(post.division_id, (history.occurred_at at time zone 'Asia/Shanghai')::date) ->> ${sql.lit(language)}`

type Row = Awaited<ReturnType<ReturnType<typeof entries>['executeTakeFirstOrThrow']>>

export const entryOf = ({
  nameZh,
  nameEn,
  content,
  id,
  action,
  occurredAt,
  basis,
  personName,
  inPlaceOf,
  post,
}: Row): HistoryEntry => ({
  id,
  action,
  occurredAt,
  personName,
  inPlaceOf,
  post: post as HistoryEntry['post'],
  division: nameZh && nameEn ? { zh: nameZh, en: nameEn } : null,
  basis,
  changes: content.changes,
  reason: content.reason,
})
