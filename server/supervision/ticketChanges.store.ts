import { sql } from 'kysely'
import type { TicketState } from '#domain/supervision/ticket.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { ownShare, visible } from './ticket.store.ts'

type Since = { readonly year: number; readonly since: string; readonly limit: number }

/** A year's tickets with which something happened since a moment, as far as this post sees it: a step, or words of a share. */
export async function ticketChanges({ tx, actor }: Reading, { year, since, limit }: Since) {
  const fed = sql`(select max(written_at) from ticket_feedback join ticket_share as own on own.id = share_id
    where own.ticket_id = ticket.id and ${ownShare(actor, 'own')})`
  const last = sql`greatest(ticket.registered_at, ticket.assigned_at, ticket.done_at, ticket.closed_at, ${fed})`
  const rows = await tx
    .selectFrom(
      visible(tx, actor)
        .select(['ticket.id', 'ticket.number', 'ticket.title', 'ticket.state'])
        .select([sql<string>`${last}`.as('at'), sql<boolean>`coalesce(${fed} = ${last}, false)`.as('isFeedback')])
        .where('ticket.year', '=', year)
        .as('changed'),
    )
    .select(['changed.id', 'changed.number', 'changed.title', 'changed.isFeedback', 'changed.at'])
    .select([sql<TicketState>`changed.state`.as('state'), sql<number>`(count(*) over ())::int`.as('count')])
    .where(sql<boolean>`changed.at > ${since}::timestamptz`)
    .orderBy('changed.at', 'desc')
    .orderBy('changed.id')
    .limit(limit)
    .execute()
  return { rows, count: rows[0]?.count ?? 0 }
}
