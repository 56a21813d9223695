import { readOrderRules, seeEscalationRules } from '#domain/rectification/escalation.ts'
import { orderTransitions } from '#domain/rectification/order.ts'
import {
  answerOrder,
  askExtension,
  closeOrder,
  decideExtension,
  readOrderMark,
  receiveOrder,
  rejectOrder,
  seeEscalation,
} from '#domain/rectification/orderActs.api.ts'
import { evidenceRules, newDueRules } from '#domain/rectification/orderWords.ts'
import { NotFound } from '#server/kernel/errors.ts'
import { command, demand } from '#server/kernel/routes.ts'
import * as answers from './answer.store.ts'
import { firstStepOn } from './escalation.sweep.ts'
import { act, claimAll, subjectOf } from './order.acts.ts'
import * as store from './order.store.ts'
import { findOrder } from './orderFind.store.ts'
import { tellClosed, tellRejected } from './orderTold.ts'

export const answerRoutes = [
  command(
    receiveOrder,
    ({ params: { id }, body: { version } }, context) =>
      act(context, 'receive', { id, version }, () => ({
        changed: { receivedBy: context.actor.id, receivedAt: context.clock.now },
      })),
    findOrder,
  ),

  command(
    answerOrder,
    ({ params: { id }, body: { version, fileIds, ...words } }, context) =>
      act(context, 'answer', { id, version }, async (row) => {
        const given = { files: new Set(fileIds).size, noEvidence: words.noEvidence }
        demand(evidenceRules, orderTransitions.answer.basis, given, context)
        const roundId = await answers.insertRound(context, row, words)
        const files = await claimAll(context, fileIds, { kind: 'rectificationRound', id: roundId })
        await answers.dropExtension(context, id)
        return { changed: { stepOn: null }, shown: { ...words, files } }
      }),
    findOrder,
  ),

  command(
    closeOrder,
    ({ params: { id }, body: { version, verdict } }, context) =>
      act(context, 'close', { id, version }, async (row) => {
        await answers.judgeRound(context, row, { isMet: true, verdict })
        await tellClosed(context, row)
        return { changed: { closedAt: context.clock.now }, shown: { verdict } }
      }),
    findOrder,
  ),

  command(
    rejectOrder,
    ({ params: { id }, body: { version, verdict, dueOn } }, context) =>
      act(context, 'reject', { id, version }, async (row) => {
        demand(newDueRules.slice(0, 1), orderTransitions.reject.basis, { dueOn, after: row.dueOn }, context)
        await answers.judgeRound(context, row, { isMet: false, verdict })
        await tellRejected(context, row, dueOn)
        const due = { dueOn, dueRevision: row.dueRevision + 1, stepOn: firstStepOn(dueOn, context) }
        return { changed: { ...due, round: row.round + 1 }, before: { dueOn: row.dueOn }, shown: { dueOn, verdict } }
      }),
    findOrder,
  ),

  command(
    askExtension,
    ({ params: { id }, body: { version, untilOn, reason } }, context) =>
      act(context, 'askExtension', { id, version }, async (row) => {
        demand(newDueRules, orderTransitions.askExtension.basis, { dueOn: untilOn, after: row.dueOn }, context)
        await answers.ask(context, row, { untilOn, reason })
        return { shown: { askedUntil: untilOn }, reason }
      }),
    findOrder,
  ),

  command(
    decideExtension,
    ({ params: { id }, body: { version, isGranted, words } }, context) =>
      act(context, isGranted ? 'extend' : 'refuseExtension', { id, version }, async (row) => {
        const until = await answers.decide(context, id, { isGranted, words })
        const reason = words === '' ? {} : { reason: words }
        if (!isGranted) return reason
        demand(newDueRules.slice(0, 1), orderTransitions.extend.basis, { dueOn: until, after: row.dueOn }, context)
        const due = { dueOn: until, dueRevision: row.dueRevision + 1, stepOn: firstStepOn(until, context) }
        return { ...reason, changed: due, before: { dueOn: row.dueOn }, shown: { dueOn: until } }
      }),
    findOrder,
  ),

  command(
    readOrderMark,
    async ({ params: { id } }, context) => {
      const { tx, actor, today, clock, record } = context
      await store.findRow(tx, actor, today, id)
      const reading = await answers.lockReading(tx, id, actor.id)
      const given = { isInformed: reading !== undefined, readAt: reading?.readAt ?? null }
      demand(readOrderRules, readOrderMark.basis, given, context)
      await answers.markRead(tx, id, actor.id, clock.now)
      await record('rectification.read', subjectOf(id), { basis: readOrderMark.basis })
      return id
    },
    findOrder,
  ),

  command(
    seeEscalation,
    async ({ params: { id, escalationId } }, context) => {
      const { tx, actor, today, clock, record } = context
      const row = await store.findRow(tx, actor, today, id)
      const escalation = await answers.lockEscalation(tx, id, escalationId, today)
      if (!escalation || !store.seesDraft(actor, row.personId)) throw new NotFound()
      demand(seeEscalationRules, seeEscalation.basis, { ...escalation, divisionId: row.divisionId }, context)
      await answers.markSeen(tx, escalationId, actor.id, clock.now)
      await record('rectification.see', subjectOf(id), { basis: seeEscalation.basis })
      return id
    },
    findOrder,
  ),
]
