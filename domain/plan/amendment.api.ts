import { z } from 'zod'
import { divisionPosts, officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import {
  byId,
  day,
  endpoint,
  id,
  instant,
  reason,
  version,
  versionOnly,
  withReason,
  yearInAddress,
} from '#domain/kernel/endpoint.ts'
import { Change, HistoryEntry } from '#domain/kernel/history.ts'
import { businessPost, hasPost } from '#domain/kernel/lifecycle.ts'
import { urged } from '#domain/kernel/urge.ts'
import { type AmendmentState, amendmentStates } from './amendment.ts'
import {
  type AmendmentAnswer,
  amendmentAnswers,
  answerBasis,
  answerLabel,
  receiveBasis,
  receiveLabel,
  urgeBasis,
} from './amendmentOpinion.ts'
import { readingBasis, readingLabel } from './amendmentReading.ts'
import { type AmendmentRoute, amendmentRoutes } from './amendmentRoute.ts'
import { ItemContent, NamedRef, PersonRef } from './item.api.ts'
import { Finding } from './linter.api.ts'
import { digest, LintFacts } from './plan.api.ts'

const keys = <Key extends string>(names: Record<Key, unknown>) => Object.keys(names) as [Key, ...Key[]]
const route = z.enum(keys<AmendmentRoute>(amendmentRoutes))

const AmendmentRow = z.strictObject({
  id,
  version,
  planId: id,
  year: z.int(),
  route,
  state: z.enum(keys<AmendmentState>(amendmentStates)),
  itemId: id.nullable(),
  code: z.string(),
  title: z.string(),
  division: NamedRef,
  reason: z.string(),
  draftedAt: instant,
  appliedAt: instant.nullable(),
  /** The version of the plan in which it is. */
  planNumber: z.int().nullable(),
})
export type AmendmentRow = z.infer<typeof AmendmentRow>

const answer = z.enum(keys<AmendmentAnswer>(amendmentAnswers))
const answerWords = z.string().trim().max(500)

/** What a division was asked with the latest submission, and what it answered. */
const AmendmentOpinion = z.strictObject({
  division: NamedRef,
  answer: answer.nullable(),
  words: z.string(),
  answeredBy: z.string().nullable(),
  answeredAt: instant.nullable(),
  ...urged,
})
export type AmendmentOpinion = z.infer<typeof AmendmentOpinion>

/** A division that was told of the change in force. */
const AmendmentReceipt = z.strictObject({
  division: NamedRef,
  receivedBy: z.string().nullable(),
  receivedAt: instant.nullable(),
  ...urged,
})
export type AmendmentReceipt = z.infer<typeof AmendmentReceipt>

/** One change of an issued plan; `digest` is of what would be approved now. */
export const Amendment = AmendmentRow.extend({
  content: ItemContent,
  changes: z.array(Change),
  taskOn: day.nullable(),
  taskSource: z.string(),
  returnReason: z.string(),
  draftedBy: PersonRef,
  submittedBy: id.nullable(),
  submitterName: z.string().nullable(),
  submittedAt: instant.nullable(),
  approvedBy: PersonRef.nullable(),
  approvedAt: instant.nullable(),
  appliedBy: PersonRef.nullable(),
  divisionId: id,
  hasDeputyInCharge: z.boolean(),
  blockingFaults: z.int(),
  isRevised: z.boolean(),
  isTakenOut: z.boolean(),
  isOutdated: z.boolean(),
  findings: z.array(Finding),
  digest,
  /** Who of the leading group was informed, once it is in the plan. */
  readers: z.array(PersonRef.extend({ readAt: instant.nullable() })),
  opinions: z.array(AmendmentOpinion),
  receipts: z.array(AmendmentReceipt),
})
export type Amendment = z.infer<typeof Amendment>

const words = {
  content: ItemContent,
  reason,
  /** Of a special task: the day on which it was given, and by which document or leader. */
  taskOn: day.nullable(),
  taskSource: z.string().trim().max(200),
}
const writers = [hasPost<unknown>([...divisionPosts, ...performanceOffice])]

/** Divisions are given those of their own and those that are in the plan. */
export const listAmendments = endpoint({
  method: 'GET',
  path: '/api/plans/of/:year/amendments',
  summary: { zh: '查看方案变更', en: 'List the amendments of a plan' },
  access: [businessPost],
  params: z.strictObject({ year: yearInAddress }),
  reply: z.strictObject({ rows: z.array(AmendmentRow) }),
})

export const readAmendment = endpoint({
  method: 'GET',
  path: '/api/amendments/:id',
  summary: { zh: '查看变更', en: 'Read an amendment' },
  access: [businessPost],
  params: byId,
  reply: Amendment,
})

/** `itemId` is null for a special task. 409 `plan_not_issued`, `amendment_under_way`. */
export const beginAmendment = endpoint({
  method: 'POST',
  path: '/api/plans/:id/amendments',
  summary: { zh: '提出变更', en: 'Begin an amendment' },
  basis: 'plan.changeItem',
  access: writers,
  params: byId,
  body: z.strictObject({ route, itemId: id.nullable(), ...words }),
  reply: Amendment,
})

export const saveAmendment = endpoint({
  method: 'PUT',
  path: '/api/amendments/:id',
  summary: { zh: '保存变更', en: 'Save an amendment' },
  basis: 'plan.changeItem',
  access: writers,
  params: byId,
  body: z.strictObject({ version, ...words }),
  reply: Amendment,
})

export const submitAmendment = endpoint({
  method: 'POST',
  path: '/api/amendments/:id/submission',
  summary: { zh: '提请审核', en: 'Submit for approval' },
  basis: 'specialTask.plan',
  access: [hasPost<unknown>(['division.head'])],
  params: byId,
  body: versionOnly,
  reply: Amendment,
})

/** `digest` names what was read; anything else is 409 `stale` and nothing is approved. */
export const approveAmendment = endpoint({
  method: 'POST',
  path: '/api/amendments/:id/approval',
  summary: { zh: '审核同意', en: 'Approve' },
  basis: 'specialTask.approve',
  access: [hasPost<unknown>(officeLeaders)],
  params: byId,
  body: z.strictObject({ version, digest }),
  reply: Amendment,
})

export const returnAmendment = endpoint({
  method: 'POST',
  path: '/api/amendments/:id/return',
  summary: { zh: '退回', en: 'Return' },
  basis: 'plan.return',
  access: [hasPost<unknown>(officeLeaders)],
  params: byId,
  body: withReason,
  reply: Amendment,
})

export const withdrawAmendment = endpoint({
  method: 'POST',
  path: '/api/amendments/:id/withdrawal',
  summary: { zh: '撤回', en: 'Withdraw' },
  basis: 'plan.changeItem',
  access: writers,
  params: byId,
  body: withReason,
  reply: Amendment,
})

/** A new version of the plan with the change in it; duties of indicators that are new are made. 409 `stale` where the item changed meanwhile. */
export const applyAmendment = endpoint({
  method: 'POST',
  path: '/api/amendments/:id/application',
  summary: { zh: '纳入方案', en: 'Put into the plan' },
  basis: 'specialTask.include',
  access: [hasPost<unknown>(performanceOffice)],
  params: byId,
  body: versionOnly,
  reply: Amendment,
})

/** Whoever of the leading group was informed marks it as read, once. 403 `not_informed`, 409 `read_already`. */
export const markAmendmentRead = endpoint({
  method: 'POST',
  path: '/api/amendments/:id/reading',
  summary: readingLabel,
  basis: readingBasis,
  access: [businessPost],
  params: byId,
  body: z.strictObject({}),
  reply: Amendment,
})

/**
 * A division that was asked answers; `digest` names what was read, `replaces` its answer so far. Not answering holds
 * nothing up. An answer is a new version: nobody approves without having seen it. 403 `not_asked`, 409
 * `not_before_leader`, `said_already`, `stale`.
 */
export const answerAmendment = endpoint({
  method: 'POST',
  path: '/api/amendments/:id/answer',
  summary: answerLabel,
  basis: answerBasis,
  access: [hasPost<unknown>(['division.head'])],
  params: byId,
  body: z.strictObject({
    digest,
    answer,
    words: answerWords,
    replaces: z.strictObject({ answer, words: answerWords }).nullable(),
  }),
  reply: Amendment,
})

/** A division acknowledges that it was told, once. 403 `not_told`, 409 `received_already`. */
export const receiveAmendment = endpoint({
  method: 'POST',
  path: '/api/amendments/:id/receipt',
  summary: receiveLabel,
  basis: receiveBasis,
  access: [hasPost<unknown>(divisionPosts)],
  params: byId,
  body: z.strictObject({}),
  reply: Amendment,
})

/** Reminds one division that has not answered, or not received it: it sees so at its to-do. 409 `settled_already`, `urged_lately`. */
export const urgeAmendment = endpoint({
  method: 'POST',
  path: '/api/amendments/:id/urge',
  summary: { zh: '催办变更', en: 'Urge a division about a change' },
  basis: urgeBasis,
  access: [hasPost<unknown>(performanceOffice)],
  params: byId,
  body: z.strictObject({ divisionId: id }),
  reply: Amendment,
})

export const readAmendmentHistory = endpoint({
  method: 'GET',
  path: '/api/amendments/:id/history',
  summary: { zh: '查看变更办理记录', en: 'Read the history of an amendment' },
  access: [businessPost],
  params: byId,
  reply: z.strictObject({ rows: z.array(HistoryEntry) }),
})

/** What the linter needs to know while a change is written. */
export const readAmendmentFacts = endpoint({
  method: 'GET',
  path: '/api/plans/of/:year/amendment-facts',
  summary: { zh: '查看变更核对所需', en: 'Read what a change is checked with' },
  access: writers,
  params: z.strictObject({ year: yearInAddress }),
  reply: LintFacts,
})
