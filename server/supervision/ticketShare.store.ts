import { sql, type Updateable } from 'kysely'
import { type Actor, seesEverything } from '#domain/kernel/actor.ts'
import type { TicketState } from '#domain/supervision/ticket.ts'
import { ladderDaysOf, ladderOf, type TicketStep } from '#domain/supervision/ticketLadder.ts'
import type { FeedbackKind, ShareFacts, ShareState } from '#domain/supervision/ticketShare.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { TicketShare as Row } from '#server/kernel/db.types.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import type { Acting } from '#server/kernel/routes.ts'
import { lock as lockTicket, ownShare, type TicketFactsRow } from './ticket.store.ts'

/** The divisions of a ticket as history keeps them, the lead first. */
export async function divisionNamesOf(tx: Tx, ticketId: string): Promise<string> {
  const rows = await tx
    .selectFrom('ticketShare')
    .innerJoin('division', 'division.id', 'ticketShare.divisionId')
    .select(['division.nameZh', 'isLead'])
    .where('ticketId', '=', ticketId)
    .orderBy('isLead', 'desc')
    .orderBy('ticketShare.sort')
    .execute()
  return rows.map(({ nameZh, isLead }) => (isLead ? `${nameZh}（牵头）` : nameZh)).join('、')
}

/** The shares of a ticket that the post sees in full. */
export const seenShares = (tx: Tx, actor: Actor, ticketId: string) =>
  tx.selectFrom('ticketShare').select('id').where('ticketId', '=', ticketId).where(ownShare(actor)).execute()

/** Every division has its share from today on, with the day of the ticket and the steps of its ladder. */
export async function assignShares({ tx, today, settings, app }: Acting, { id, dueOn }: TicketFactsRow) {
  if (dueOn === null) throw new Error('a registered ticket has its day')
  const days = ladderDaysOf(dueOn, settings, app.holidays)
  const { stepOn } = ladderOf({ dueOn, ...days, assignedOn: today, returnedOn: null }, today)
  await tx
    .updateTable('ticketShare')
    .set({ state: 'assigned', dueOn, assignedOn: today, ...days, stepOn, version: sql`version + 1` })
    .where('ticketId', '=', id)
    .execute()
}

/** A share with what is decided by; its ticket and itself are locked, always in this order. */
export async function lockShare(tx: Tx, actor: Actor, shareId: string, version: number) {
  const seen = await tx
    .selectFrom('ticketShare')
    .innerJoin('ticket', 'ticket.id', 'ticketShare.ticketId')
    .select(['ticketShare.ticketId'])
    .where('ticketShare.id', '=', shareId)
    .where(ownShare(actor))
    .$if(!seesEverything(actor), (q) => q.where('ticket.assignedAt', 'is not', null))
    .executeTakeFirstOrThrow(() => new NotFound())
  const ticket = await lockTicket(tx, actor, seen.ticketId)
  const share = await tx
    .selectFrom('ticketShare')
    .innerJoin('division', 'division.id', 'ticketShare.divisionId')
    .selectAll('ticketShare')
    .select(['division.nameZh', 'division.housesPerformanceOffice as judgedByDeputy'])
    .select([
      sql<ShareState>`ticket_share.state`.as('state'),
      sql<string[]>`array(select distinct written_by from ticket_feedback
        where share_id = ticket_share.id and kind <> 'returned')`.as('fedBackBy'),
      sql<TicketStep[]>`array(select step from ticket_step where share_id = ticket_share.id
        and due_revision = ticket_share.due_revision)`.as('fired'),
    ])
    .where('ticketShare.id', '=', shareId)
    .forUpdate('ticketShare')
    .executeTakeFirstOrThrow()
  if (share.version !== version) throw new Stale()
  const facts: ShareFacts = {
    ...{ state: share.state, ticketState: ticket.state as TicketState, divisionId: share.divisionId },
    ...{ judgedByDeputy: share.judgedByDeputy, fedBackBy: share.fedBackBy },
  }
  return { ticket, share, facts }
}
export type LockedShare = Awaited<ReturnType<typeof lockShare>>['share']

export const saveShare = (tx: Tx, shareId: string, change: Updateable<Row>) =>
  tx
    .updateTable('ticketShare')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', shareId)
    .execute()

type Said = { readonly kind: FeedbackKind; readonly words: string; readonly percent?: number | null }

export const insertFeedback = async ({ tx, actor, clock }: Acting, shareId: string, said: Said): Promise<string> => {
  const { id } = await tx
    .insertInto('ticketFeedback')
    .values({ shareId, percent: null, ...said, writtenBy: actor.id, writtenAt: clock.now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** The day to look at a share again once it is open, under what has been stored for its day in force. */
export function stepOnOf(share: LockedShare, today: string, change: Partial<LockedShare> = {}): string | null {
  const { dueOn, remindOn, escalateOn, assignedOn, returnedOn, fired } = { ...share, ...change }
  if (dueOn === null || assignedOn === null) return null
  const { due, stepOn } = ladderOf({ dueOn, remindOn, escalateOn, assignedOn, returnedOn }, today, fired)
  return due[0]?.on ?? stepOn
}

/** The open request of a share, if there is one. */
export const openRequest = (tx: Tx, shareId: string) =>
  tx
    .selectFrom('ticketExtension')
    .selectAll()
    .where('shareId', '=', shareId)
    .where('state', '=', 'asked')
    .forUpdate()
    .executeTakeFirst()
