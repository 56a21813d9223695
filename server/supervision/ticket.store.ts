import { type SelectQueryBuilder, sql, type Updateable } from 'kysely'
import { z } from 'zod'
import { workingDaysBetween } from '#domain/calendar/workingDays.ts'
import { type Actor, seesEverything } from '#domain/kernel/actor.ts'
import { id, instant } from '#domain/kernel/endpoint.ts'
import type { listTickets, TicketRow } from '#domain/supervision/ticket.api.ts'
import type { TicketFacts, TicketSource, TicketState } from '#domain/supervision/ticket.ts'
import { cursorAt, instantForCursor, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { DB, Ticket as Row } from '#server/kernel/db.types.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import type { Reading } from '#server/kernel/routes.ts'
import type { IsSeen } from '#server/kernel/seen.ts'

type Query = Omit<z.output<typeof listTickets.query>, 'limit' | 'after'>
const Place = z.tuple([instant, id])

/** A division's own shares and those of the divisions it succeeded; the steering posts' are all. */
export const ownShare = (actor: Actor, share = 'ticketShare') =>
  seesEverything(actor)
    ? sql<boolean>`true`
    : sql<boolean>`${sql.ref(`${share}.divisionId`)} = any(array(select divisions_of(${actor.divisionId}::uuid)))`

/** A ticket is seen by the steering posts; once it is assigned also by every division that has a share. */
export const seesTicket = (actor: Actor) =>
  seesEverything(actor)
    ? sql<boolean>`true`
    : sql<boolean>`(ticket.assigned_at is not null and exists (select from ticket_share as own
        where own.ticket_id = ticket.id and ${ownShare(actor, 'own')}))`

/** Tickets that the post may see. */
export const visible = (tx: Tx, actor: Actor) => tx.selectFrom('ticket').where(seesTicket(actor))

export const ticketIsSeen: IsSeen = ({ tx, actor }, id) =>
  sql<boolean>`exists (${visible(tx, actor).select('ticket.id').where('ticket.id', '=', id)})`

const shareOf = (actor: Actor, condition: string) =>
  sql<boolean>`exists (select from ticket_share as own where own.ticket_id = ticket.id
    and ${ownShare(actor, 'own')} and ${sql.raw(condition)})`

export const overdue = (actor: Actor, today: string) =>
  sql<boolean>`(ticket.state = 'assigned' and exists (select from ticket_share as own where own.ticket_id = ticket.id
    and ${ownShare(actor, 'own')} and own.state in ('assigned', 'received') and own.due_on < ${today}::date))`

const late = (actor: Actor) =>
  shareOf(
    actor,
    "(own.is_late or exists (select from ticket_step as step where step.share_id = own.id and step.step = 'overdue'))",
  )

/** The day by which this post has to see to it: a division's own share's, else the ticket's. */
const dueOn = (actor: Actor) =>
  sql<string | null>`coalesce((select min(own.due_on) from ticket_share as own where own.ticket_id = ticket.id
    and ${ownShare(actor, 'own')} and own.state in ('assigned', 'received', 'submitted')), ticket.due_on)`

const divisions = sql<TicketRow['divisions']>`coalesce((select json_agg(json_build_object('id', division.id,
  'name', json_build_object('zh', name_zh, 'en', name_en), 'isLead', share.is_lead, 'state', share.state)
  order by share.sort) from ticket_share as share join division on division.id = share.division_id
  where share.ticket_id = ticket.id), '[]')`

const isOpen = (q: SelectQueryBuilder<DB, 'ticket', object>) =>
  q.where('ticket.state', 'not in', ['closed', 'withdrawn'])

function filtered({ tx, actor, today }: Reading, query: Query) {
  const { year, state, source, divisionId, itemId, cardId, standing } = query
  return visible(tx, actor)
    .$if(standing === 'open', isOpen)
    .$if(standing === 'overdue', (q) => q.where(overdue(actor, today)))
    .$if(year !== undefined, (q) => q.where('ticket.year', '=', year ?? 0))
    .$if(state !== undefined, (q) => q.where('ticket.state', '=', state ?? ''))
    .$if(source !== undefined, (q) => q.where('ticket.source', '=', source ?? ''))
    .$if(itemId !== undefined, (q) => q.where('ticket.itemId', '=', itemId ?? ''))
    .$if(cardId !== undefined, (q) => q.where('ticket.cardId', '=', cardId ?? ''))
    .$if(divisionId !== undefined, (q) =>
      q.where(
        sql<boolean>`exists (select from ticket_share as share where share.ticket_id = ticket.id
          and share.division_id = ${divisionId}::uuid)`,
      ),
    )
    .select(['ticket.id', 'ticket.year', 'ticket.number', 'ticket.title', 'ticket.openedAt', 'ticket.closedAt'])
    .select([
      sql<TicketState>`ticket.state`.as('state'),
      sql<TicketSource>`ticket.source`.as('source'),
      dueOn(actor).as('dueOn'),
      divisions.as('divisions'),
      overdue(actor, today).as('isOverdue'),
      late(actor).as('isLate'),
      instantForCursor('ticket.openedAt').as('place'),
    ])
    .orderBy('ticket.openedAt', 'desc')
    .orderBy('ticket.id', 'desc')
}

type Read = Awaited<ReturnType<ReturnType<typeof filtered>['executeTakeFirstOrThrow']>>
const rowOf = ({ today, app }: Reading, { place: _, ...row }: Read): TicketRow => ({
  ...row,
  workingDaysLeft: row.dueOn === null ? null : workingDaysBetween(today, row.dueOn, app.holidays),
})

export async function list(context: Reading, query: z.output<typeof listTickets.query>) {
  const after = placeOf(query.after, Place)
  const rows = await filtered(context, query)
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(ticket.opened_at, ticket.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .limit(query.limit + 1)
    .execute()
  const page = pageFrom(rows, query.limit, ({ place, id: last }) => cursorAt(place, last))
  return { rows: page.rows.map((row) => rowOf(context, row)), next: page.next }
}

/** The most rows that one file of a list has. */
const exported = 10_000

export const listAll = async (context: Reading, query: Query): Promise<TicketRow[]> =>
  (await filtered(context, query).limit(exported).execute()).map((row) => rowOf(context, row))

/** Tickets with what is decided by. */
export const factsIn = (tx: Tx) =>
  tx
    .selectFrom('ticket')
    .select(['ticket.id', 'ticket.version', 'ticket.year', 'ticket.number', 'ticket.title', 'ticket.requirement'])
    .select(['ticket.dueOn', 'ticket.sourceName', 'ticket.sourceOn', 'ticket.sourceWords', 'ticket.openedBy'])
    .select([
      sql<TicketState>`ticket.state`.as('state'),
      sql<TicketSource>`ticket.source`.as('source'),
      sql<TicketFacts['shares']>`coalesce((select json_agg(json_build_object('divisionId', division_id,
        'isLead', is_lead) order by sort) from ticket_share where ticket_id = ticket.id), '[]')`.as('shares'),
      sql<number>`(select count(*)::int from ticket_share where ticket_id = ticket.id and state <> 'done')`.as(
        'openShares',
      ),
      sql<string[]>`array(select distinct written_by from ticket_feedback join ticket_share as share
        on share.id = share_id where share.ticket_id = ticket.id and kind <> 'returned')`.as('fedBackBy'),
      sql<boolean>`exists (select from ticket_share as share join division on division.id = share.division_id
        where share.ticket_id = ticket.id and houses_performance_office)`.as('judgedByDeputy'),
    ])
export type TicketFactsRow = Awaited<ReturnType<ReturnType<typeof factsIn>['executeTakeFirstOrThrow']>>

/** What the buttons of a ticket ask; the caller has made sure that the post may see it. */
export const factsOf = (tx: Tx, ticketId: string): Promise<TicketFactsRow> =>
  factsIn(tx).where('ticket.id', '=', ticketId).executeTakeFirstOrThrow()

/** Locks a ticket that the post sees, then reads what is decided by; `version` is the one that was looked at. */
export async function lock(tx: Tx, actor: Actor, ticketId: string, version?: number): Promise<TicketFactsRow> {
  const row = await visible(tx, actor)
    .select('ticket.version')
    .where('ticket.id', '=', ticketId)
    .forUpdate('ticket')
    .executeTakeFirstOrThrow(() => new NotFound())
  if (version !== undefined && row.version !== version) throw new Stale()
  return factsOf(tx, ticketId)
}

export const save = (tx: Tx, ticketId: string, change: Updateable<Row>) =>
  tx
    .updateTable('ticket')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', ticketId)
    .execute()

/** The next number of the year's series; the row is held until the transaction ends. */
export async function nextNumber(tx: Tx, year: number): Promise<number> {
  const { last } = await tx
    .insertInto('ticketSequence')
    .values({ year, last: 1 })
    .onConflict((conflict) => conflict.column('year').doUpdateSet({ last: sql`ticket_sequence.last + 1` }))
    .returning('last')
    .executeTakeFirstOrThrow()
  return last
}

/** Makes sure that the post may see the ticket; absent and invisible are the same. */
export const demandVisible = (tx: Tx, actor: Actor, ticketId: string) =>
  visible(tx, actor)
    .select('ticket.id')
    .where('ticket.id', '=', ticketId)
    .executeTakeFirstOrThrow(() => new NotFound())
