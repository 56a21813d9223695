import { sql } from 'kysely'
import { z } from 'zod'
import { id, instant } from '#domain/kernel/endpoint.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { NoticeFacts } from '#domain/notice/notice.ts'
import type { NoticeKind, NoticeSubject } from '#domain/notice/noticeKind.ts'
import type { Delivery, listDeliveries } from '#domain/notice/webhook.api.ts'
import type { DeliveryState, Recipient } from '#domain/notice/webhook.ts'
import { cursorAt, instantForCursor, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'

export const findWebhook = (tx: Tx) =>
  tx.selectFrom('webhook').select(['id', 'address', 'isOn', 'secretMadeAt', 'version']).executeTakeFirst()

/** Locks the webhook; `version` is the one that was looked at, 0 where there was none. */
export async function lockWebhook(tx: Tx, version: number) {
  await sql`lock table webhook in share row exclusive mode`.execute(tx)
  const row = await findWebhook(tx)
  if ((row?.version ?? 0) !== version) throw new Stale()
  return row
}

type Saved = { readonly address: string; readonly isOn: boolean }

export const insertWebhook = (tx: Tx, values: Saved, secret: string, now: string) =>
  tx
    .insertInto('webhook')
    .values({ ...values, secret, secretMadeAt: now })
    .execute()

type Change = Partial<Saved> & { readonly secret?: string; readonly secretMadeAt?: string }

export const saveWebhook = (tx: Tx, change: Change) =>
  tx
    .updateTable('webhook')
    .set({ ...change, restUntil: null, version: sql`version + 1` })
    .execute()

/** How many wait and how many were given up. */
export async function counts(tx: Tx) {
  const { rows } = await sql<{ queued: number; failed: number }>`select
    (select count(*)::int from webhook_delivery where state = 'queued') as queued,
    (select count(*)::int from webhook_delivery where state = 'failed') as failed`.execute(tx)
  return rows[0] ?? { queued: 0, failed: 0 }
}

export const insertTest = async (tx: Tx): Promise<void> => {
  await sql`insert into webhook_delivery (webhook_id, queued_at, next_try_at)
    select id, now(), now() from webhook`.execute(tx)
}

const attempts = sql<Delivery['attempts']>`coalesce((select json_agg(json_build_object('at', tried_at, 'status', status,
  'fault', fault) order by number desc) from webhook_attempt where delivery_id = webhook_delivery.id), '[]')`

const deliveries = (tx: Tx) =>
  tx
    .selectFrom('webhookDelivery')
    .select(['webhookDelivery.id', 'webhookDelivery.queuedAt', 'webhookDelivery.nextTryAt', 'webhookDelivery.version'])
    .select([sql<DeliveryState>`webhook_delivery.state`.as('state'), attempts.as('attempts')])
    .select(sql<boolean>`webhook_delivery.notice_id is null`.as('isTest'))

const shown = (row: Delivery): Delivery => ({
  ...row,
  attempts: row.attempts.map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
})

const Place = z.tuple([instant, id])

/** The messages, newest first. */
export async function list(tx: Tx, { state, after, limit }: z.output<typeof listDeliveries.query>) {
  const place = placeOf(after, Place)
  const rows = await deliveries(tx)
    .select(instantForCursor('webhookDelivery.queuedAt').as('place'))
    .$if(state !== undefined, (q) => q.where('webhookDelivery.state', '=', state ?? ''))
    .$if(place !== undefined, (q) =>
      q.where(
        sql<boolean>`(webhook_delivery.queued_at, webhook_delivery.id) < (${place?.[0]}::timestamptz, ${place?.[1]}::uuid)`,
      ),
    )
    .orderBy('webhookDelivery.queuedAt', 'desc')
    .orderBy('webhookDelivery.id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = pageFrom(rows, limit, ({ place: at, id: last }) => cursorAt(at, last))
  return { rows: page.rows.map(({ place: _, ...row }) => shown(row)), next: page.next }
}

export const find = async (tx: Tx, deliveryId: string): Promise<Delivery> =>
  shown(
    await deliveries(tx)
      .where('webhookDelivery.id', '=', deliveryId)
      .executeTakeFirstOrThrow(() => new NotFound()),
  )

export async function lock(tx: Tx, deliveryId: string, version: number): Promise<Delivery> {
  const row = await deliveries(tx)
    .where('webhookDelivery.id', '=', deliveryId)
    .forUpdate('webhookDelivery')
    .executeTakeFirstOrThrow(() => new NotFound())
  if (row.version !== version) throw new Stale()
  return row
}

/** Queued anew, with all its tries. */
export async function requeue(tx: Tx, deliveryId: string): Promise<void> {
  await tx
    .updateTable('webhookDelivery')
    .set({ state: 'queued', attempts: 0, nextTryAt: sql<string>`now()`, settledAt: null, version: sql`version + 1` })
    .where('id', '=', deliveryId)
    .execute()
  await tx.updateTable('webhook').set({ restUntil: null }).execute()
}

/**
 * Takes the next message that is due for a while, so that no other process sends it; a message of a process that was killed
 * is taken again afterwards. Nothing while the webhook is off or the receiver did not answer a moment ago.
 */
export async function claimNext(tx: Tx, now: string, leasedUntil: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`update webhook_delivery set leased_until = ${leasedUntil}
    where id = (select delivery.id from webhook_delivery as delivery join webhook on webhook.id = delivery.webhook_id
      where delivery.state = 'queued' and delivery.next_try_at <= ${now}
        and (delivery.leased_until is null or delivery.leased_until <= ${now})
        and webhook.is_on and (webhook.rest_until is null or webhook.rest_until <= ${now})
      order by delivery.next_try_at, delivery.id limit 1 for update of delivery skip locked)
    returning id`.execute(tx)
  return rows[0]?.id
}

/** A message as it goes out, with the key that signs it. */
export const messageOf = (tx: Tx, deliveryId: string) =>
  tx
    .selectFrom('webhookDelivery')
    .innerJoin('webhook', 'webhook.id', 'webhookDelivery.webhookId')
    .leftJoin('notice', 'notice.id', 'webhookDelivery.noticeId')
    .leftJoin('person', 'person.id', 'notice.personId')
    .leftJoin('division', 'division.id', 'notice.divisionId')
    .select(['webhookDelivery.id', 'webhookDelivery.attempts', 'webhook.address', 'webhook.secret'])
    .select(['notice.subjectId', 'notice.posts', 'person.userName', 'division.nameZh', 'division.nameEn'])
    .select([
      sql<NoticeKind | null>`notice.kind`.as('kind'),
      sql<NoticeSubject>`notice.subject_kind`.as('subjectKind'),
      sql<NoticeFacts>`notice.facts`.as('facts'),
      sql<string | null>`notice.relation`.as('relation'),
    ])
    .where('webhookDelivery.id', '=', deliveryId)
    .executeTakeFirst()
export type Message = NonNullable<Awaited<ReturnType<typeof messageOf>>>

export const recipientOf = ({ userName, nameZh, nameEn, posts, relation }: Message): Recipient => ({
  userName,
  division: nameZh !== null && nameEn !== null ? { zh: nameZh, en: nameEn } : null,
  posts: relation === 'leader' ? ['leadingGroup.deputy'] : (posts ?? []),
})

export type Tried = {
  readonly deliveryId: string
  /** The lease under which it was sent: whose lease has passed settles nothing. */
  readonly leasedUntil: string
  readonly now: string
  readonly status: number | null
  readonly fault: Text | null
  /** Null: delivered, or given up. */
  readonly nextTryAt: string | null
  readonly restUntil: string | null
}

export async function settle(tx: Tx, { deliveryId, leasedUntil, now, ...tried }: Tried): Promise<void> {
  const state = tried.fault === null ? 'delivered' : tried.nextTryAt === null ? 'failed' : 'queued'
  const settled = await tx
    .updateTable('webhookDelivery')
    .set({
      ...{ state, attempts: sql<number>`attempts + 1`, leasedUntil: null, nextTryAt: tried.nextTryAt },
      ...{ settledAt: state === 'queued' ? null : now, version: sql`version + 1` },
    })
    .where('id', '=', deliveryId)
    .where('leasedUntil', '=', leasedUntil)
    .returning('id')
    .executeTakeFirst()
  if (!settled) return
  const fault = tried.fault && JSON.stringify(tried.fault)
  await sql`insert into webhook_attempt (delivery_id, number, tried_at, status, fault)
    select ${deliveryId}, coalesce(max(number), 0) + 1, ${now}, ${tried.status}::int, ${fault}::jsonb
    from webhook_attempt where delivery_id = ${deliveryId}`.execute(tx)
  await tx.updateTable('webhook').set({ restUntil: tried.restUntil }).execute()
}

/** Notices that were told before a moment, with everything that hangs on them, and tests as old. */
export async function forgetOld(tx: Tx, before: string): Promise<void> {
  await tx.deleteFrom('notice').where('toldAt', '<', before).execute()
  await tx
    .deleteFrom('webhookDelivery')
    .where('noticeId', 'is', null)
    .where('state', '<>', 'queued')
    .where('queuedAt', '<', before)
    .execute()
}
