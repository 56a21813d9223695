import { changesOf } from '#domain/kernel/history.ts'
import { ticketFields, ticketStates, ticketTransitions } from '#domain/supervision/ticket.ts'
import {
  acceptShare,
  askTicketExtension,
  feedBackShare,
  grantTicketExtension,
  handInShare,
  receiveShare,
  refuseTicketExtension,
  returnShare,
  seeOverdueShare,
} from '#domain/supervision/ticketShare.api.ts'
import {
  askExtensionRules,
  type ShareAction,
  seeOverdueRules,
  shareStates,
  shareTransitions,
} from '#domain/supervision/ticketShare.ts'
import { type Acting, command, demand, take } from '#server/kernel/routes.ts'
import { subjectOf } from './ticket.routes.ts'
import { factsOf, save } from './ticket.store.ts'
import { claimAll } from './ticketDraft.store.ts'
import * as extension from './ticketExtension.store.ts'
import { find } from './ticketFind.store.ts'
import * as store from './ticketShare.store.ts'
import { tellJudged } from './ticketTold.ts'

type At = { readonly id: string; readonly version: number }
type Given = {
  readonly changed?: Parameters<typeof store.saveShare>[2]
  readonly shown?: Record<string, unknown>
  readonly reason?: string
}

/** What is done with a share stands in its own history: other divisions of the ticket do not read it. */
const ofShare = (id: string) => ({ kind: 'ticketShare', id })

/** One act on a share: taken by its transition, written, recorded. Answers the ticket's id. */
async function act(
  context: Acting,
  action: ShareAction,
  { id, version }: At,
  given: (share: store.LockedShare) => Promise<Given>,
): Promise<string> {
  const { tx, actor } = context
  const { ticket, share, facts } = await store.lockShare(tx, actor, id, version)
  const state = take(shareTransitions[action], facts, context, shareStates)
  const { changed = {}, shown = {}, reason } = await given(share)
  await store.saveShare(tx, id, { ...changed, state })
  const before = { shareState: shareStates[share.state].zh }
  const now = { division: share.nameZh, shareState: shareStates[state].zh, ...shown }
  const { basis } = shareTransitions[action]
  const changes = changesOf(ticketFields, before, now)
  await context.record(`ticket.${action}`, ofShare(id), { basis, changes, ...(reason ? { reason } : {}) })
  if (action === 'accept' || action === 'sendBack') await tellJudged(context, ticket, share, reason)
  return ticket.id
}

/** Where nothing is open any more the ticket is done, and where a done share came back it is dealt with again. */
async function follow(context: Acting, ticketId: string): Promise<void> {
  const facts = await factsOf(context.tx, ticketId)
  const isDone = facts.openShares === 0
  if ((facts.state === 'done') === isDone) return
  const action = isDone ? 'complete' : 'resume'
  const state = take(ticketTransitions[action], facts, context, ticketStates)
  await save(context.tx, ticketId, { state, doneAt: isDone ? context.clock.now : null })
  const changes = changesOf(ticketFields, { state: ticketStates[facts.state].zh }, { state: ticketStates[state].zh })
  await context.record(`ticket.${action}`, subjectOf(ticketId), { basis: ticketTransitions[action].basis, changes })
}

const byDivision = [
  command(
    receiveShare,
    ({ params: { id }, body }, context) =>
      act(context, 'receive', { id, ...body }, async () => ({
        changed: { receivedBy: context.actor.id, receivedAt: context.clock.now },
      })),
    find,
  ),

  command(
    feedBackShare,
    ({ params: { id }, body: { version, words, percent, fileIds } }, context) =>
      act(context, 'feedBack', { id, version }, async () => {
        const said = await store.insertFeedback(context, id, { kind: 'interim', words, percent })
        const files = await claimAll(context, fileIds, { kind: 'ticketFeedback', id: said })
        return { shown: { words, percent: percent === null ? null : `${percent}%`, files } }
      }),
    find,
  ),

  command(
    handInShare,
    ({ params: { id }, body: { version, words, fileIds } }, context) =>
      act(context, 'handIn', { id, version }, async (share) => {
        const { today, actor, clock } = context
        const said = await store.insertFeedback(context, id, { kind: 'final', words })
        const files = await claimAll(context, fileIds, { kind: 'ticketFeedback', id: said })
        const isLate = share.isLate || (share.dueOn !== null && today > share.dueOn)
        return {
          changed: { submittedBy: actor.id, submittedAt: clock.now, isLate, stepOn: null },
          shown: { words, files },
        }
      }),
    find,
  ),
]

const byJudges = [
  command(
    acceptShare,
    async ({ params: { id }, body }, context) => {
      const { actor, clock } = context
      const ticketId = await act(context, 'accept', { id, ...body }, async () => ({
        changed: { doneBy: actor.id, doneAt: clock.now },
      }))
      await follow(context, ticketId)
      return ticketId
    },
    find,
  ),

  command(
    returnShare,
    async ({ params: { id }, body: { version, reason } }, context) => {
      const ticketId = await act(context, 'sendBack', { id, version }, async (share) => {
        await store.insertFeedback(context, id, { kind: 'returned', words: reason })
        const returnedOn = context.today
        const stepOn = store.stepOnOf(share, context.today, { returnedOn })
        const nobody = { submittedBy: null, submittedAt: null, doneBy: null, doneAt: null }
        return { changed: { ...nobody, returnedOn, stepOn }, reason }
      })
      await follow(context, ticketId)
      return ticketId
    },
    find,
  ),

  command(
    seeOverdueShare,
    async ({ params: { id }, body }, context) => {
      const { ticket, share } = await store.lockShare(context.tx, context.actor, id, body.version)
      const steps = await extension.reportedSteps(context.tx, id)
      const facts = {
        divisionId: share.divisionId,
        isReported: steps.length > 0,
        isSeen: steps.every(({ seenAt }) => seenAt !== null),
      }
      demand(seeOverdueRules, seeOverdueShare.basis, facts, context)
      await extension.markSeen(context, id)
      const changes = changesOf(ticketFields, {}, { division: share.nameZh })
      await context.record('ticket.seeOverdue', ofShare(id), { changes })
      return ticket.id
    },
    find,
  ),
]

const laterDays = [
  command(
    askTicketExtension,
    async ({ params: { id }, body: { version, untilOn, reason } }, context) => {
      const { tx, actor } = context
      const { ticket, share, facts } = await store.lockShare(tx, actor, id, version)
      const hasOpenRequest = (await store.openRequest(tx, id)) !== undefined
      const asked = { ...facts, dueOn: share.dueOn, untilOn, hasOpenRequest }
      demand(askExtensionRules, askTicketExtension.basis, asked, context)
      await extension.insert(context, share, { untilOn, reason })
      const changes = changesOf(ticketFields, { dueOn: share.dueOn }, { division: share.nameZh, dueOn: untilOn })
      await context.record('ticket.askExtension', ofShare(id), { changes, reason })
      return ticket.id
    },
    find,
  ),

  command(
    grantTicketExtension,
    ({ params: { id }, body }, context) => extension.decide(context, 'grant', { id, ...body }),
    find,
  ),

  command(
    refuseTicketExtension,
    ({ params: { id }, body: { version, reason } }, context) =>
      extension.decide(context, 'refuse', { id, version }, reason),
    find,
  ),
]

export const ticketShareRoutes = [...byDivision, ...byJudges, ...laterDays]
