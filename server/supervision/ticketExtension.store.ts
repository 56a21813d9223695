import { changesOf } from '#domain/kernel/history.ts'
import { ticketFields } from '#domain/supervision/ticket.ts'
import { ladderDaysOf } from '#domain/supervision/ticketLadder.ts'
import {
  type ExtensionAction,
  type ExtensionFacts,
  extensionStates,
  extensionTransitions,
} from '#domain/supervision/ticketShare.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'
import { type Acting, take } from '#server/kernel/routes.ts'
import { type LockedShare, lockShare, openRequest, saveShare, stepOnOf } from './ticketShare.store.ts'
import { fireSteps } from './ticketSweep.store.ts'

type Asked = { readonly untilOn: string; readonly reason: string }

/** A request keeps the day in force when it was asked. */
export async function insert({ tx, actor, clock }: Acting, share: LockedShare, { untilOn, reason }: Asked) {
  await tx
    .insertInto('ticketExtension')
    .values({
      ...{ shareId: share.id, beforeOn: share.dueOn ?? untilOn, untilOn, reason },
      ...{ askedBy: actor.id, askedAt: clock.now },
    })
    .execute()
  await saveShare(tx, share.id, {})
}

type At = { readonly id: string; readonly version: number }

/** Decides the open request. Steps that fell under the old day are stored before it moves: they stay for ever. */
export async function decide(context: Acting, action: ExtensionAction, { id, version }: At, reason?: string) {
  const { tx, actor, clock, today, settings, app } = context
  const { ticket, share, facts } = await lockShare(tx, actor, id, version)
  const request = await openRequest(tx, id)
  if (!request) throw new NotFound()
  const { askedBy, untilOn, beforeOn } = request
  const asked: ExtensionFacts = {
    ...{ state: 'asked', shareState: facts.state, ticketState: facts.ticketState, divisionId: facts.divisionId },
    ...{ judgedByDeputy: facts.judgedByDeputy, askedBy },
  }
  const state = take(extensionTransitions[action], asked, context, extensionStates)
  await tx
    .updateTable('ticketExtension')
    .set({ state, decidedBy: actor.id, decidedAt: clock.now, decisionReason: reason ?? null })
    .where('id', '=', request.id)
    .execute()
  if (action === 'grant') {
    await fireSteps(tx, clock, [id])
    const days = ladderDaysOf(untilOn, settings, app.holidays)
    const next = { ...days, dueOn: untilOn, returnedOn: null, fired: [] }
    const stepOn = stepOnOf(share, today, next)
    await saveShare(tx, id, { ...days, dueOn: untilOn, returnedOn: null, dueRevision: share.dueRevision + 1, stepOn })
  } else await saveShare(tx, id, {})
  const shown = { division: share.nameZh, dueOn: action === 'grant' ? untilOn : beforeOn }
  const changes = changesOf(ticketFields, { dueOn: beforeOn }, shown)
  const { basis } = extensionTransitions[action]
  const subject = { kind: 'ticketShare', id }
  await context.record(`ticket.${action}Extension`, subject, { basis, changes, ...(reason ? { reason } : {}) })
  return ticket.id
}

/** What was reported upwards of a share, under whatever day. */
export const reportedSteps = (tx: Tx, shareId: string) =>
  tx.selectFrom('ticketStep').select('seenAt').where('shareId', '=', shareId).where('step', '=', 'escalated').execute()

export async function markSeen({ tx, actor, clock }: Acting, shareId: string): Promise<void> {
  await tx
    .updateTable('ticketStep')
    .set({ seenBy: actor.id, seenAt: clock.now })
    .where('shareId', '=', shareId)
    .where('step', '=', 'escalated')
    .where('seenAt', 'is', null)
    .execute()
  await saveShare(tx, shareId, {})
}
