import { sql } from 'kysely'
import { changesOf } from '#domain/kernel/history.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import type { TicketDraft } from '#domain/supervision/ticket.api.ts'
import { type TicketSource, ticketFields, ticketSources } from '#domain/supervision/ticket.ts'
import type { Acting, Reading } from '#server/kernel/routes.ts'
import { overdue, visible } from './ticket.store.ts'
import { insertDraft } from './ticketDraft.store.ts'
import { ticketTodos } from './ticketTodos.store.ts'
import { urgeTodos } from './urgeTodos.store.ts'

export { ticketIsSeen } from './ticket.store.ts'
export { ticketChanges } from './ticketChanges.store.ts'
export { sweepTickets } from './ticketSweep.store.ts'

/** What supervision asks of this post. */
export const supervisionTodos = async (context: Reading): Promise<Todo[]> => [
  ...(await ticketTodos(context)),
  ...(await urgeTodos(context)),
]

type Opened = {
  readonly source: TicketSource
  readonly year: number
  readonly itemId?: string | null
  /** The record of another module that it comes from: a finding, words on a briefing. */
  readonly origin: { readonly kind: string; readonly id: string }
  readonly draft: TicketDraft
}

/**
 * Opens a ticket from a record of another module: a draft that the performance office completes and registers. The
 * caller has taken its own act first; the ticket's id is answered.
 */
export async function openTicket(context: Acting, { itemId = null, ...opened }: Opened): Promise<string> {
  const id = await insertDraft(context, { ...opened, itemId, cardId: null, documentId: null })
  const shown = { source: ticketSources[opened.source].zh, title: opened.draft.title }
  await context.record('ticket.begin', { kind: 'ticket', id }, { changes: changesOf(ticketFields, {}, shown) })
  return id
}

export type TicketCounts = { readonly open: number; readonly overdue: number; readonly toClose: number }

/** How many tickets of a year are open, overdue and to be closed, as far as this post sees them. */
export async function ticketCounts({ tx, actor, today }: Reading, year: number): Promise<TicketCounts> {
  const row = await visible(tx, actor)
    .select([
      sql<number>`count(*) filter (where ticket.state not in ('closed', 'withdrawn'))::int`.as('open'),
      sql<number>`(count(*) filter (where ${overdue(actor, today)}))::int`.as('overdue'),
      sql<number>`count(*) filter (where ticket.state = 'done')::int`.as('toClose'),
    ])
    .where('ticket.year', '=', year)
    .executeTakeFirstOrThrow()
  return row
}
