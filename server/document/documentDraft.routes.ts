import { draftCallNotice, draftMinutes, draftNotice, draftSending } from '#domain/document/documentDraft.api.ts'
import { documentForms } from '#domain/document/documentForm.ts'
import type { DocumentWords } from '#domain/document/documentKind.ts'
import {
  beginRules,
  callNoticeRules,
  minutesDraftRules,
  provisionalRules,
  sendingRules,
} from '#domain/document/officialDocument.ts'
import { changesOf } from '#domain/kernel/history.ts'
import { Stale } from '#server/kernel/errors.ts'
import { type Acting, command, demand, type Reading } from '#server/kernel/routes.ts'
import { callSource, planSource, reviewSource, revisionSource } from '#server/plan/documentSource.public.ts'
import { subjectOf, wordFields } from './documentChanges.ts'
import * as store from './officialDocument.store.ts'
import * as write from './officialDocumentWrite.store.ts'

const find = (tx: Reading['tx'], actor: Reading['actor'], id: string) => store.find(tx, actor, id)
const basis = draftNotice.basis ?? ''
const aboutNothing = { planId: null, planVersionId: null, callId: null, reviewId: null }

/** A first draft with its proposed words. */
async function begin(context: Acting, document: write.NewDocument, words: DocumentWords): Promise<string> {
  const id = await write.insert(context, document, words)
  if (id === undefined) throw new Stale()
  await context.record('document.draft', subjectOf(id), { changes: changesOf(wordFields, {}, words) })
  return id
}

export const documentDraftRoutes = [
  command(
    draftNotice,
    async ({ params, body: { isProvisional } }, context) => {
      const plan = await planSource(context.tx, context.actor, params.id)
      const isBegun = (await store.standingOf(context.tx, { subject: 'plan', aboutId: plan.planId })) !== null
      demand(beginRules, basis, { planState: plan.state, isBegun }, context)
      demand(provisionalRules, basis, { isProvisional, hasCityTable: plan.hasCityTable }, context)
      const { planId, planVersionId } = plan
      const about = { ...aboutNothing, subject: 'plan', kind: 'notice', planId, planVersionId } as const
      const revision = await revisionSource(context, planId)
      return begin(context, about, documentForms.plan.notice.propose({ ...plan, revision, isProvisional }))
    },
    find,
  ),

  command(
    draftSending,
    async ({ params, body: { kind } }, context) => {
      const plan = await planSource(context.tx, context.actor, params.id)
      const standing = await store.standingOf(context.tx, { subject: 'planSending', aboutId: plan.planId })
      const isBegun = standing !== null && standing.state !== 'issued'
      demand(sendingRules, basis, { planState: plan.state, isRevision: plan.isRevision, isBegun }, context)
      const { planId, planVersionId } = plan
      const about = { ...aboutNothing, subject: 'planSending', kind, planId, planVersionId } as const
      return begin(context, about, documentForms.planSending[kind].propose(plan))
    },
    find,
  ),

  command(
    draftCallNotice,
    async ({ params }, context) => {
      const call = await callSource(context.tx, context.actor, params.id)
      const isBegun = (await store.standingOf(context.tx, { subject: 'planCall', aboutId: call.callId })) !== null
      demand(callNoticeRules, basis, { callState: call.state, hasText: call.text !== '', isBegun }, context)
      const about = { ...aboutNothing, subject: 'planCall', kind: 'notice', callId: call.callId } as const
      return begin(context, about, documentForms.planCall.notice.propose(call))
    },
    find,
  ),

  command(
    draftMinutes,
    async ({ params }, context) => {
      const source = await reviewSource(context.tx, context.actor, params.id)
      const { id: reviewId, mode, state, planId } = source.review
      const isBegun = (await store.standingOf(context.tx, { subject: 'review', aboutId: reviewId })) !== null
      demand(minutesDraftRules, basis, { mode, state, isBegun }, context)
      const { planVersionId } = source
      const about = { ...aboutNothing, subject: 'review', kind: 'minutes', planId, planVersionId, reviewId } as const
      return begin(context, about, documentForms.review.minutes.propose(source))
    },
    find,
  ),
]
