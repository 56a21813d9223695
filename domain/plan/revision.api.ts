import { z } from 'zod'
import { officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import { byId, endpoint, id, reason, withReason, yearInAddress } from '#domain/kernel/endpoint.ts'
import { Change } from '#domain/kernel/history.ts'
import { businessPost, hasPost } from '#domain/kernel/lifecycle.ts'
import { type ChangeInForce, changesInForce } from './amendmentRoute.ts'
import { PlanRef } from './item.api.ts'
import { Plan, Withdrawal } from './plan.api.ts'

/** A revision in a list: where it stands, and why it is made. */
export const RevisionRow = PlanRef.extend({ reason: z.string(), withdrawal: Withdrawal.nullable() })
export type RevisionRow = z.infer<typeof RevisionRow>

/**
 * What changed an item of the plan in force after the revision's version was frozen: no decision on it covers that. An
 * amendment, which its own page tells; or a handover or a reorganisation with who took over from whom.
 */
export const AmendedSince = z.strictObject({
  amendmentId: id.nullable(),
  route: z.enum(Object.keys(changesInForce) as [ChangeInForce]),
  changes: z.array(Change),
  itemId: id.nullable(),
  code: z.string(),
  title: z.string(),
  planNumber: z.int(),
  on: z.string(),
})
export type AmendedSince = z.infer<typeof AmendedSince>

/** Why a phase that is over is rewritten; `number` is its place in the plan in force. */
export const RewrittenPhase = z.strictObject({
  ...{ itemId: id, code: z.string(), title: z.string(), number: z.int(), reason: z.string(), byName: z.string() },
})
export type RewrittenPhase = z.infer<typeof RewrittenPhase>

/** What a revision changes, field by field; of an issued one, what it changed. */
export const Revised = z.strictObject({
  chapters: z.array(Change).readonly(),
  items: z
    .array(
      z.strictObject({
        itemId: id,
        code: z.string(),
        title: z.string(),
        kind: z.enum(['added', 'removed', 'changed']),
        changes: z.array(Change).readonly(),
      }),
    )
    .readonly(),
  unchanged: z.int(),
  rewritten: z.array(RewrittenPhase).readonly(),
  since: z.array(AmendedSince).readonly(),
})
export type Revised = z.infer<typeof Revised>

/** Whoever does not see drafts is given those before the divisions, those issued, and those withdrawn that were seen. */
export const listRevisions = endpoint({
  method: 'GET',
  path: '/api/plans/of/:year/revisions',
  summary: { zh: '查看方案调整', en: 'List the revisions of a plan' },
  access: [businessPost],
  params: z.strictObject({ year: yearInAddress }),
  reply: z.strictObject({ rows: z.array(RevisionRow) }),
})

/** A revision that was withdrawn, for whoever saw it before: what became of it, without its draft. */
export const readWithdrawnRevision = endpoint({
  method: 'GET',
  path: '/api/plans/:id/withdrawn',
  summary: { zh: '查看已撤回的方案调整', en: 'Read that a revision was withdrawn' },
  access: [businessPost],
  params: byId,
  reply: RevisionRow,
})

export const readRevised = endpoint({
  method: 'GET',
  path: '/api/plans/:id/revised',
  summary: { zh: '查看调整内容', en: 'Read what a revision changes' },
  access: [businessPost],
  params: byId,
  query: z.strictObject({ language: z.enum(['zh', 'en']).default('zh') }),
  reply: Revised,
})

/** A draft with everything the plan in force holds, beside it. 409 `plan_not_issued`, `revision_under_way`. */
export const beginRevision = endpoint({
  method: 'POST',
  path: '/api/plans/:id/revisions',
  summary: { zh: '调整方案', en: 'Begin a revision' },
  basis: 'plan.beginRevision',
  access: [hasPost(performanceOffice)],
  params: byId,
  body: z.strictObject({ reason }),
  reply: Plan,
})

/**
 * Ends a revision that is not to go on, with the consultation, the review and the notice that hang on it; the plan in
 * force stays as it is.
 */
export const withdrawRevision = endpoint({
  method: 'POST',
  path: '/api/plans/:id/withdrawal',
  summary: { zh: '撤回调整', en: 'Withdraw a revision' },
  basis: 'plan.withdrawRevision',
  access: [hasPost(['performanceOffice.head', ...officeLeaders])],
  params: byId,
  body: withReason,
  reply: Plan,
})
