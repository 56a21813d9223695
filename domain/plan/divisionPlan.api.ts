import { z } from 'zod'
import { divisionPosts, performanceOffice } from '#domain/kernel/actor.ts'
import {
  byId,
  day,
  endpoint,
  id,
  instant,
  pageOf,
  paging,
  performanceYear,
  reason,
  version,
  versionOnly,
  yearInAddress,
} from '#domain/kernel/endpoint.ts'
import { businessPost, hasPost } from '#domain/kernel/lifecycle.ts'
import { callState } from './callState.api.ts'
import { DivisionPlanRef, divisionPlanState, NamedRef, PersonRef } from './item.api.ts'
import { allItems, digest, PlanVersionHead, unchangedReason } from './plan.api.ts'

/** How a submission, or the last one that was late, stood to the day in force; `workingDays` null where a list is awaited. */
const Late = z.strictObject({ submittedOn: day, dueOn: day, workingDays: z.int().nullable() })
export type Late = z.infer<typeof Late>

const Extension = z.strictObject({ reason: z.string(), on: day })

/** What of a division was asked and what came of it. */
const due = {
  dueOn: day.nullable(),
  workingDaysLeft: z.int().nullable(),
  extension: Extension.nullable(),
  /** Stays for ever, whatever is extended or submitted later. */
  late: Late.nullable(),
}

export const DivisionPlanRow = z.strictObject({
  division: NamedRef,
  ...due,
  plan: z.strictObject({ id, state: divisionPlanState, itemCount: z.int(), submittedOn: day.nullable() }).nullable(),
})
export type DivisionPlanRow = z.infer<typeof DivisionPlanRow>

export const PlanFile = z.strictObject({ id, name: z.string(), size: z.int() })
export type PlanFile = z.infer<typeof PlanFile>

const DeclinedItem = z.strictObject({
  itemId: id,
  code: z.string(),
  title: z.string(),
  reason: z.string(),
  by: z.string(),
  at: instant,
})
export type DeclinedItem = z.infer<typeof DeclinedItem>

/** `draftDigest` is over the draft as it stands, each item in its version: signing off names it. */
export const DivisionPlan = z.strictObject({
  ...DivisionPlanRef.shape,
  ...due,
  version,
  divisionId: id,
  callState,
  workPlanText: z.string(),
  files: z.array(PlanFile),
  returnReason: z.string().nullable(),
  decidedBy: PersonRef.nullable(),
  decidedAt: instant.nullable(),
  submissions: z.array(
    z.strictObject({ ...PlanVersionHead.shape, submittedOn: day, dueOn: day.nullable(), late: Late.nullable() }),
  ),
  draftDigest: digest,
  submittedBy: id.nullable(),
  judgedByDeputy: z.boolean(),
  hasDeputyInCharge: z.boolean(),
  ...allItems,
  /** Its items that do not go into the office's plan, with the reason that the performance office gave. */
  declined: z.array(DeclinedItem),
})
export type DivisionPlan = z.infer<typeof DivisionPlan>

const ofDivision = [hasPost<unknown>(divisionPosts)]
const judges = [hasPost<unknown>([...performanceOffice, 'leadingGroup.deputy'])]

/** The divisions that were called in a year, in their order; a division sees its own row. */
export const listDivisionPlans = endpoint({
  method: 'GET',
  path: '/api/division-plans',
  summary: { zh: '查看各处方案', en: 'List the plans of the divisions' },
  access: [businessPost],
  query: z.strictObject({ year: yearInAddress, ...paging }),
  reply: pageOf(DivisionPlanRow),
})

export const readDivisionPlan = endpoint({
  method: 'GET',
  path: '/api/division-plans/:id',
  summary: { zh: '查看本处方案', en: 'Read the plan of a division' },
  access: [businessPost],
  params: byId,
  reply: DivisionPlan,
})

export const starts = ['empty', 'lastYear'] as const

/** Empty, or with the division's items of last year's issued plan as drafts. 409 `plan_exists`, `call_not_open`. */
export const startDivisionPlan = endpoint({
  method: 'POST',
  path: '/api/division-plans',
  summary: { zh: '编制本处方案', en: "Begin the division's plan" },
  basis: 'plan.divisionDraft',
  access: ofDivision,
  body: z.strictObject({ year: performanceYear, from: z.enum(starts) }),
  reply: DivisionPlan,
})

export const saveWorkPlan = endpoint({
  method: 'PUT',
  path: '/api/division-plans/:id',
  summary: { zh: '保存年度工作计划', en: 'Save the yearly work plan' },
  basis: 'plan.divisionDraft',
  access: ofDivision,
  params: byId,
  body: z.strictObject({
    version,
    title: z.string().trim().min(2).max(80),
    workPlanText: z.string().trim().max(20_000),
  }),
  reply: DivisionPlan,
})

/** An upload of one's own becomes an attachment of the draft; at most twenty. */
export const attachPlanFile = endpoint({
  method: 'POST',
  path: '/api/division-plans/:id/files',
  summary: { zh: '添加附件', en: 'Attach a file' },
  basis: 'plan.divisionDraft',
  access: ofDivision,
  params: byId,
  body: z.strictObject({ version, fileId: id }),
  reply: DivisionPlan,
})

const byFile = z.strictObject({ id, fileId: id })

/** Out of the draft; the versions that named the file keep it. */
export const detachPlanFile = endpoint({
  method: 'POST',
  path: '/api/division-plans/:id/files/:fileId/removal',
  summary: { zh: '去掉附件', en: 'Remove an attachment' },
  basis: 'plan.divisionDraft',
  access: ofDivision,
  params: byFile,
  body: versionOnly,
  reply: DivisionPlan,
})

export const downloadPlanFile = endpoint({
  method: 'GET',
  path: '/api/division-plans/:id/files/:fileId',
  summary: { zh: '下载方案附件', en: 'Download an attachment' },
  access: [businessPost],
  params: byFile,
  reply: z.unknown(),
  download: true,
})

/**
 * Freezes exactly what was read: another `digest` than the draft's is 409 `stale`. 409 `blocking_faults`, and
 * `unchanged_since_return` for the content that was returned, unless `unchangedReason` says why.
 */
export const submitDivisionPlan = endpoint({
  method: 'POST',
  path: '/api/division-plans/:id/submission',
  summary: { zh: '签报本处方案', en: "Sign off the division's plan" },
  basis: 'plan.divisionSubmit',
  access: [hasPost<unknown>(['division.head'])],
  params: byId,
  body: z.strictObject({ version, digest, unchangedReason }),
  reply: DivisionPlan,
})

const named = { version, number: z.int().min(1), digest }

/** `number` and `digest` say which frozen version was read; another one is 409 `stale` and nothing is accepted. */
export const acceptDivisionPlan = endpoint({
  method: 'POST',
  path: '/api/division-plans/:id/acceptance',
  summary: { zh: '接收方案', en: 'Accept the plan of a division' },
  basis: 'plan.divisionAccept',
  access: judges,
  params: byId,
  body: z.strictObject(named),
  reply: DivisionPlan,
})

export const returnDivisionPlan = endpoint({
  method: 'POST',
  path: '/api/division-plans/:id/return',
  summary: { zh: '退回方案', en: 'Return the plan of a division' },
  basis: 'plan.divisionReturn',
  access: judges,
  params: byId,
  body: z.strictObject({ ...named, reason }),
  reply: DivisionPlan,
})
