import { changesOf } from '#domain/kernel/history.ts'
import {
  beginTicket,
  downloadTicketFile,
  downloadTicketNotice,
  exportTickets,
  listTickets,
  readTicket,
  readTicketHistory,
  saveTicket,
} from '#domain/supervision/ticket.api.ts'
import {
  type TicketAction,
  ticketFields,
  ticketNumber,
  ticketSources,
  ticketStates,
  ticketTransitions,
} from '#domain/supervision/ticket.ts'
import {
  approveTicket,
  assignTicket,
  closeTicket,
  declineTicket,
  proposeTicket,
  registerTicket,
  withdrawTicket,
} from '#domain/supervision/ticketActs.api.ts'
import { historyOf } from '#server/kernel/history.ts'
import { type Acting, command, read, take } from '#server/kernel/routes.ts'
import * as store from './ticket.store.ts'
import * as drafts from './ticketDraft.store.ts'
import { fileOf, find } from './ticketFind.store.ts'
import { ticketListFile } from './ticketList.document.ts'
import { noticeFile } from './ticketNotice.store.ts'
import { assignShares, divisionNamesOf, seenShares } from './ticketShare.store.ts'
import { tellAssigned, tellClosed } from './ticketTold.ts'

export const subjectOf = (id: string) => ({ kind: 'ticket' as const, id })

type Given = {
  readonly changed?: Parameters<typeof store.save>[2]
  readonly shown?: Record<string, unknown>
  readonly reason?: string
}
type At = { readonly id: string; readonly version: number }

/** One act on a ticket: taken by its transition, written, recorded. */
async function act(
  context: Acting,
  action: TicketAction,
  { id, version }: At,
  given: (row: store.TicketFactsRow) => Given | Promise<Given> = () => ({}),
): Promise<string> {
  const { tx, actor } = context
  const row = await store.lock(tx, actor, id, version)
  const state = take(ticketTransitions[action], row, context, ticketStates)
  const { changed = {}, shown = {}, reason } = await given(row)
  await store.save(tx, id, { ...changed, state })
  const [before, now] = [{ state: ticketStates[row.state].zh }, { state: ticketStates[state].zh, ...shown }]
  const changes = changesOf(ticketFields, before, now)
  const { basis } = ticketTransitions[action]
  await context.record(`ticket.${action}`, subjectOf(id), { basis, changes, ...(reason ? { reason } : {}) })
  return id
}

/** A ticket is registered: it gets the next number of its year, and history keeps what it said. */
const registered =
  (context: Acting, more: Given['changed'] = {}) =>
  async (row: store.TicketFactsRow): Promise<Given> => {
    const number = await store.nextNumber(context.tx, row.year)
    return {
      changed: { ...more, number, registeredAt: context.clock.now, reason: null },
      shown: { ...(await wordsOf(context, row)), number: ticketNumber(row.year, number) },
    }
  }

const wordsOf = async ({ tx }: Acting, { id, title, requirement, dueOn, source }: store.TicketFactsRow) => ({
  ...{ title, requirement, dueOn, source: ticketSources[source].zh },
  divisions: await divisionNamesOf(tx, id),
})

const reads = [
  read(listTickets, ({ query }, context) => store.list(context, query)),

  read(exportTickets, async ({ query: { language, ...query } }, context) =>
    ticketListFile(await store.listAll(context, query), query.year, language),
  ),

  read(readTicket, ({ params }, context) => find(context.tx, context.actor, params.id, context), { snapshot: true }),

  read(readTicketHistory, async ({ params }, { tx, actor }) => {
    await store.demandVisible(tx, actor, params.id)
    const shares = await seenShares(tx, actor, params.id)
    const ofShares = shares.map(({ id }) => ({ kind: 'ticketShare', id }))
    return { rows: await historyOf(tx, [subjectOf(params.id), ...ofShares]) }
  }),

  read(downloadTicketFile, ({ params }, context) => fileOf(context, params.id, params.fileId)),

  read(downloadTicketNotice, ({ params }, context) => noticeFile(context, params.id), { snapshot: true }),
]

const draftActs = [
  command(
    beginTicket,
    async ({ body }, context) => {
      const beginning = await drafts.beginningOf(context, body)
      const id = await drafts.insertDraft(context, beginning)
      const shown = { source: ticketSources[beginning.source].zh, title: beginning.draft.title }
      await context.record('ticket.begin', subjectOf(id), { changes: changesOf(ticketFields, {}, shown) })
      return id
    },
    find,
  ),

  command(
    saveTicket,
    async ({ params: { id }, body: { version, shares, fileIds, ...words } }, context) => {
      const row = await store.lock(context.tx, context.actor, id, version)
      take(ticketTransitions.save, row, context, ticketStates)
      await drafts.replaceShares(context, id, shares)
      await drafts.claimAll(context, fileIds, subjectOf(id))
      await store.save(context.tx, id, words)
      return id
    },
    find,
    { recordsNothing: true },
  ),
]

const acts = [
  command(
    proposeTicket,
    ({ params: { id }, body }, context) =>
      act(context, 'propose', { id, ...body }, async (row) => ({ shown: await wordsOf(context, row) })),
    find,
  ),

  command(
    registerTicket,
    ({ params: { id }, body }, context) => act(context, 'register', { id, ...body }, registered(context)),
    find,
  ),

  command(
    approveTicket,
    ({ params: { id }, body }, context) =>
      act(context, 'approve', { id, ...body }, registered(context, { approvedBy: context.actor.id })),
    find,
  ),

  command(
    declineTicket,
    ({ params: { id }, body: { version, reason } }, context) =>
      act(context, 'decline', { id, version }, () => ({ changed: { reason }, reason })),
    find,
  ),

  command(
    assignTicket,
    ({ params: { id }, body }, context) =>
      act(context, 'assign', { id, ...body }, async (row) => {
        await assignShares(context, row)
        await tellAssigned(context, row)
        return {
          changed: { assignedAt: context.clock.now },
          shown: { divisions: await divisionNamesOf(context.tx, id) },
        }
      }),
    find,
  ),

  command(
    closeTicket,
    ({ params: { id }, body }, context) =>
      act(context, 'close', { id, ...body }, async (row) => {
        await tellClosed(context, row)
        return { changed: { closedAt: context.clock.now, closedBy: context.actor.id } }
      }),
    find,
  ),

  command(
    withdrawTicket,
    ({ params: { id }, body: { version, reason } }, context) =>
      act(context, 'withdraw', { id, version }, () => ({ changed: { reason }, reason })),
    find,
  ),
]

export const ticketRoutes = [...reads, ...draftActs, ...acts]
