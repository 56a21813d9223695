import { z } from 'zod'
import { byId, day, endpoint, id, reason, version, versionOnly, withReason } from '#domain/kernel/endpoint.ts'
import { hasPost } from '#domain/kernel/lifecycle.ts'
import { fileIds, Order, office, readers, words } from './order.api.ts'
import { orderTransitions } from './order.ts'

export const checkOrder = endpoint({
  method: 'POST',
  path: '/api/rectifications/:id/check',
  summary: orderTransitions.check.label,
  basis: 'rectification.check',
  access: office,
  params: byId,
  body: versionOnly,
  reply: Order,
})

export const returnOrder = endpoint({
  method: 'POST',
  path: '/api/rectifications/:id/return',
  summary: orderTransitions.return.label,
  basis: 'rectification.return',
  access: office,
  params: byId,
  body: withReason,
  reply: Order,
})

/** Numbers it, makes the notice, and puts it before the group's head and deputies. Needs the password given again. */
export const issueOrder = endpoint({
  method: 'POST',
  path: '/api/rectifications/:id/issue',
  summary: orderTransitions.issue.label,
  basis: 'rectification.issue',
  access: [hasPost<unknown>(['performanceOffice.head'])],
  params: byId,
  body: versionOnly,
  reply: Order,
})

export const receiveOrder = endpoint({
  method: 'POST',
  path: '/api/rectifications/:id/receipt',
  summary: orderTransitions.receive.label,
  basis: 'rectification.receive',
  access: readers,
  params: byId,
  body: versionOnly,
  reply: Order,
})

/** Measures and what was done, with evidence or the reason why there is none. */
export const answerOrder = endpoint({
  method: 'POST',
  path: '/api/rectifications/:id/answer',
  summary: orderTransitions.answer.label,
  basis: 'rectification.answer',
  access: readers,
  params: byId,
  body: z.strictObject({
    version,
    measures: words,
    result: words,
    fileIds: fileIds.default([]),
    noEvidence: reason.nullable().default(null),
  }),
  reply: Order,
})

export const closeOrder = endpoint({
  method: 'POST',
  path: '/api/rectifications/:id/closing',
  summary: orderTransitions.close.label,
  basis: 'rectification.verify',
  access: readers,
  params: byId,
  body: z.strictObject({ version, verdict: reason }),
  reply: Order,
})

export const rejectOrder = endpoint({
  method: 'POST',
  path: '/api/rectifications/:id/rejection',
  summary: orderTransitions.reject.label,
  basis: 'rectification.verify',
  access: readers,
  params: byId,
  body: z.strictObject({ version, verdict: reason, dueOn: day }),
  reply: Order,
})

export const askExtension = endpoint({
  method: 'POST',
  path: '/api/rectifications/:id/extensions',
  summary: orderTransitions.askExtension.label,
  basis: 'rectification.extend',
  access: readers,
  params: byId,
  body: z.strictObject({ version, untilOn: day, reason }),
  reply: Order,
})

/** Gives the time that is asked for, or refuses it with a reason. */
export const decideExtension = endpoint({
  method: 'POST',
  path: '/api/rectifications/:id/extension-decision',
  summary: { zh: '审核延期', en: 'Decide on more time' },
  basis: 'rectification.extend',
  access: readers,
  params: byId,
  body: z.discriminatedUnion('isGranted', [
    z.strictObject({ version, isGranted: z.literal(true), words: z.string().trim().max(500).default('') }),
    z.strictObject({ version, isGranted: z.literal(false), words: reason }),
  ]),
  reply: Order,
})

export const withdrawOrder = endpoint({
  method: 'POST',
  path: '/api/rectifications/:id/withdrawal',
  summary: orderTransitions.withdraw.label,
  basis: 'rectification.withdraw',
  access: office,
  params: byId,
  body: withReason,
  reply: Order,
})

export const readOrderMark = endpoint({
  method: 'POST',
  path: '/api/rectifications/:id/reading',
  summary: { zh: '阅知', en: 'Mark as read' },
  basis: 'rectification.inform',
  access: [hasPost<unknown>(['leadingGroup.head', 'leadingGroup.deputy'])],
  params: byId,
  reply: Order,
})

export const seeEscalation = endpoint({
  method: 'POST',
  path: '/api/rectifications/:id/escalations/:escalationId/seen',
  summary: { zh: '阅知逾期', en: 'Note that it is overdue' },
  basis: 'rectification.escalate',
  access: [hasPost<unknown>(['performanceOffice.head', 'leadingGroup.head', 'leadingGroup.deputy'])],
  params: z.strictObject({ id, escalationId: id }),
  reply: Order,
})
