import { sql } from 'kysely'
import { z } from 'zod'
import type { Actor } from '#domain/kernel/actor.ts'
import { id, instant } from '#domain/kernel/endpoint.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import type { listNotices, Notice } from '#domain/notice/notice.api.ts'
import { type Channels, kindsBy, linkOf, type NoticeFacts, sentenceOf, subjectsToDo } from '#domain/notice/notice.ts'
import type { NoticeKind, NoticeSubject } from '#domain/notice/noticeKind.ts'
import { cursorAt, instantForCursor, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'
import { subjectIsSeen } from './subjects.store.ts'

/** Who reads, on which day. */
export type Reader = { readonly tx: Tx; readonly actor: Actor; readonly today: string }
type Open = Pick<Todo, 'link'>

const isRead = (actor: Actor) =>
  sql<boolean>`exists (select from notice_read where notice_id = notice.id and person_id = ${actor.id}::uuid)`

/**
 * To whom a notice is addressed: to the post under which somebody acts now, of a division or of one it took over, or to the
 * person, but not through somebody who stands in.
 */
const addressed = (actor: Actor) => {
  const { divisionId, post, inChargeOf, standsInFor, id: personId } = actor
  const own = standsInFor ? sql`false` : sql`notice.person_id = ${personId}::uuid`
  return sql<boolean>`(${own}
    or notice.relation = 'division' and ${post}::text = any(notice.posts)
      and notice.division_id = any(array(select divisions_of(${divisionId}::uuid)))
    or notice.relation = 'leader' and ${post}::text = 'leadingGroup.deputy'
      and notice.division_id = any(${[...inChargeOf]}::uuid[]))`
}

/** What this person chose; what was never chosen goes the usual way. */
export async function channelsOf(tx: Tx, personId: string): Promise<{ channels: Channels; version: number }> {
  const row = await tx
    .selectFrom('noticeChoice')
    .select(['channels', 'version'])
    .where('personId', '=', personId)
    .executeTakeFirst()
  return row ? { channels: row.channels as Channels, version: row.version } : { channels: {}, version: 0 }
}

/**
 * The notices of whoever acts, as far as what they are about may still be seen, without the kinds that are off and without
 * what the reader has to do now: that is told by the to-do.
 */
async function visible({ tx, actor, today }: Reader, todos: readonly Open[] = []) {
  const toDo = subjectsToDo(todos.map(({ link }) => link))
  const off = kindsBy('off', (await channelsOf(tx, actor.id)).channels)
  const query = tx
    .selectFrom('notice')
    .select(['notice.id', 'notice.subjectId', 'notice.toldAt', isRead(actor).as('isRead')])
    .select([sql<NoticeKind>`notice.kind`.as('kind'), sql<NoticeSubject>`notice.subject_kind`.as('subjectKind')])
    .select(sql<NoticeFacts>`notice.facts`.as('facts'))
    .where(addressed(actor))
    .where('notice.causedBy', 'is distinct from', actor.id)
    .where('notice.kind', '<>', sql<string>`all(${[...off]}::text[])`)
    .where(sql<boolean>`notice.subject_kind || ' ' || notice.subject_id <> all(${toDo}::text[])`)
    .where(subjectIsSeen(tx, actor, today))
  // a query is a promise to whoever awaits it
  return { query }
}

type Row = {
  readonly id: string
  readonly kind: NoticeKind
  readonly subjectKind: NoticeSubject
  readonly subjectId: string
  readonly facts: NoticeFacts
  readonly toldAt: string
  readonly isRead: boolean
}
const noticeOf = ({ id: noticeId, kind, subjectKind, subjectId, facts, toldAt, isRead: read }: Row): Notice => ({
  ...{ id: noticeId, kind, sentence: sentenceOf(kind, facts), link: linkOf(subjectKind, subjectId) },
  ...{ toldAt, isRead: read },
})

const Place = z.tuple([instant, id])

type Query = z.output<typeof listNotices.query>

export async function list(reader: Reader, todos: readonly Open[], { unread, kind, after, limit }: Query) {
  const place = placeOf(after, Place)
  const { query } = await visible(reader, todos)
  const rows = await query
    .select(instantForCursor('notice.toldAt').as('place'))
    .$if(unread !== undefined, (q) => q.where(sql<boolean>`not ${isRead(reader.actor)}`))
    .$if(kind !== undefined, (q) => q.where('notice.kind', '=', kind ?? ''))
    .$if(place !== undefined, (q) =>
      q.where(sql<boolean>`(notice.told_at, notice.id) < (${place?.[0]}::timestamptz, ${place?.[1]}::uuid)`),
    )
    .orderBy('notice.toldAt', 'desc')
    .orderBy('notice.id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = pageFrom(rows, limit, ({ place: at, id: last }) => cursorAt(at, last))
  return { rows: page.rows.map(noticeOf), next: page.next }
}

export async function find(reader: Reader, noticeId: string): Promise<Notice> {
  const { query } = await visible(reader)
  return noticeOf(await query.where('notice.id', '=', noticeId).executeTakeFirstOrThrow(() => new NotFound()))
}

/** More are not counted. */
const mostCounted = 99

/** How many are unread, up to a hundred. */
export async function unreadCount(reader: Reader, todos: readonly Open[]): Promise<number> {
  const { query } = await visible(reader, todos)
  const unread = query.where(sql<boolean>`not ${isRead(reader.actor)}`).limit(mostCounted)
  const { count } = await reader.tx
    .selectFrom(unread.as('unread'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** Unread notices of the kinds that come by one of these channels and of which no mail was made. */
export async function untold(reader: Reader, kinds: readonly NoticeKind[]): Promise<Notice[]> {
  const { query } = await visible(reader)
  const rows = await query
    .where('notice.kind', '=', sql<string>`any(${[...kinds]}::text[])`)
    .where(sql<boolean>`not ${isRead(reader.actor)}`)
    .where(sql<boolean>`not exists (select from reminder_notice as told where told.notice_id = notice.id
      and told.person_id = ${reader.actor.id}::uuid)`)
    .orderBy('notice.toldAt')
    .orderBy('notice.id')
    .limit(200)
    .execute()
  return rows.map(noticeOf)
}

/** Of the notices of one mail those that are still unread and still to be seen. */
export async function stillUnread(reader: Reader, mailId: string): Promise<Notice[]> {
  const { query } = await visible(reader)
  const rows = await query
    .where(sql<boolean>`not ${isRead(reader.actor)}`)
    .where(sql<boolean>`notice.id in (select notice_id from reminder_notice where mail_id = ${mailId}::uuid)`)
    .orderBy('notice.toldAt')
    .orderBy('notice.id')
    .execute()
  return rows.map(noticeOf)
}

export const markRead = (tx: Tx, noticeId: string, personId: string, now: string) =>
  tx
    .insertInto('noticeRead')
    .values({ noticeId, personId, readAt: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()

/** Everything that the reader sees and that was told up to a moment. */
export async function markAllRead(reader: Reader, upTo: string, now: string): Promise<void> {
  const { query } = await visible(reader)
  const unread = query.where('notice.toldAt', '<=', upTo).where(sql<boolean>`not ${isRead(reader.actor)}`)
  await sql`insert into notice_read (notice_id, person_id, read_at)
    select unread.id, ${reader.actor.id}::uuid, ${now} from (${unread}) as unread on conflict do nothing`.execute(
    reader.tx,
  )
}
