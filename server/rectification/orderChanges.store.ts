import { sql } from 'kysely'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { OrderState } from '#domain/rectification/orderStates.ts'
import type { Tx } from '#server/kernel/db.ts'
import { seen } from './order.store.ts'

type Since = { readonly year: number; readonly since: string; readonly limit: number }

/** A year's issued orders with which something happened since a moment, as far as this post sees them. */
export async function orderChanges(tx: Tx, actor: Actor, { year, since, limit }: Since) {
  const rounds = sql`(select greatest(max(answered_at), max(verified_at)) from rectification_round as round
    where round.rectification_id = rectification.id)`
  const rows = await tx
    .selectFrom(
      seen(tx, actor)
        .innerJoin('division', 'division.id', 'rectification.divisionId')
        .select(['rectification.id', 'rectification.title', 'rectification.state', 'rectification.number'])
        .select([
          sql<Text>`json_build_object('zh', division.name_zh, 'en', division.name_en)`.as('division'),
          sql<string>`greatest(rectification.issued_at, rectification.received_at, rectification.closed_at,
            rectification.withdrawn_at, ${rounds})`.as('at'),
        ])
        .where('rectification.year', '=', year)
        .where('rectification.issuedAt', 'is not', null)
        .as('changed'),
    )
    .select(['changed.id', 'changed.title', 'changed.number', 'changed.division', 'changed.at'])
    .select([sql<OrderState>`changed.state`.as('state'), sql<number>`(count(*) over ())::int`.as('count')])
    .where(sql<boolean>`changed.at > ${since}::timestamptz`)
    .orderBy('changed.at', 'desc')
    .orderBy('changed.id')
    .limit(limit)
    .execute()
  return { rows, count: rows[0]?.count ?? 0 }
}
