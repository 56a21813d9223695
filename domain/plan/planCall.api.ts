import { z } from 'zod'
import { type DocumentState, documentStates } from '#domain/document/documentState.ts'
import { divisionPosts, performanceOffice } from '#domain/kernel/actor.ts'
import { byId, day, endpoint, id, performanceYear, reason, version, yearInAddress } from '#domain/kernel/endpoint.ts'
import { HistoryEntry } from '#domain/kernel/history.ts'
import { businessPost, hasPost } from '#domain/kernel/lifecycle.ts'
import { callState } from './callState.api.ts'
import { callIssuer } from './planCall.ts'

const year = yearInAddress

const content = {
  title: z.string().trim().min(2).max(80),
  text: z.string().trim().max(8000),
  /** Working days from the issue until the plans are due. */
  workingDays: z.int().min(1).max(120),
}

export const CallRef = z.strictObject({
  id,
  year: z.int(),
  title: z.string(),
  state: callState,
  issuedOn: day.nullable(),
})
export type CallRef = z.infer<typeof CallRef>

/** `dueOn`: null before the issue, and while it awaits the official list of holidays. */
export const PlanCall = z.strictObject({
  ...CallRef.shape,
  ...content,
  version,
  template: z.strictObject({ id, name: z.string(), size: z.int() }).nullable(),
  dueOn: day.nullable(),
  workingDaysLeft: z.int().nullable(),
  /** The notice of its own, where it has one that was not withdrawn. */
  notice: z
    .strictObject({
      id,
      state: z.enum(Object.keys(documentStates) as [DocumentState, ...DocumentState[]]),
      number: z.string().nullable(),
    })
    .nullable(),
  incorporatedIn: z.string().nullable(),
  incorporatedOn: day.nullable(),
  closeReason: z.string().nullable(),
  secretariatId: id.nullable(),
  /** Divisions that were called, and those of them whose plan is not accepted. */
  divisions: z.int(),
  openDivisions: z.int(),
})
export type PlanCall = z.infer<typeof PlanCall>

const office = [hasPost<unknown>(performanceOffice)]
/** Empty where none is needed. */
const reasonIfAny = z.union([z.literal(''), reason])

export const listCalls = endpoint({
  method: 'GET',
  path: '/api/plan-calls',
  summary: { zh: '查看各年度编制要求', en: 'List the calls for plans' },
  access: [businessPost],
  reply: z.strictObject({ rows: z.array(CallRef) }),
})

/** 404 while the call is a draft, for whoever does not see drafts. */
export const readCall = endpoint({
  method: 'GET',
  path: '/api/plan-calls/of/:year',
  summary: { zh: '查看编制要求', en: 'Read the call for plans of a year' },
  access: [businessPost],
  params: z.strictObject({ year }),
  reply: PlanCall,
})

/** Also begins the performance year, preparing, where it is not there yet. 409 `call_exists`, `year_over`. */
export const createCall = endpoint({
  method: 'POST',
  path: '/api/plan-calls',
  summary: { zh: '起草编制要求', en: 'Draft the call for plans' },
  basis: 'plan.call',
  access: office,
  body: z.strictObject({ year: performanceYear, ...content }),
  reply: PlanCall,
})

/** `templateFileId`: an upload of one's own, the template that is there already, or none. */
export const saveCall = endpoint({
  method: 'PUT',
  path: '/api/plan-calls/:id',
  summary: { zh: '保存编制要求', en: 'Save the call for plans' },
  basis: 'plan.call',
  access: office,
  params: byId,
  body: z.strictObject({ version, ...content, templateFileId: id.nullable() }),
  reply: PlanCall,
})

export const downloadCallTemplate = endpoint({
  method: 'GET',
  path: '/api/plan-calls/:id/template',
  summary: { zh: '下载方案模板', en: 'Download the template' },
  access: [businessPost],
  params: byId,
  reply: z.unknown(),
  download: true,
})

/**
 * Every division of that day is called and gets its due day. Where the call has a notice of its own it is issued by it:
 * `documentNumber` is that of the office's register, null where there is no notice or the office has its own sequence.
 * 409 `notice_not_signed`.
 */
export const issueCall = endpoint({
  method: 'POST',
  path: '/api/plan-calls/:id/issue',
  summary: { zh: '下发编制要求', en: 'Issue the call for plans' },
  basis: 'plan.call',
  access: [callIssuer],
  params: byId,
  body: z.strictObject({ version, documentNumber: z.string().trim().min(2).max(60).nullable().default(null) }),
  reply: PlanCall,
})

/** Where the secretariat took the call in: the document for year-end summaries and work plans. */
export const incorporateCall = endpoint({
  method: 'POST',
  path: '/api/plan-calls/:id/incorporation',
  summary: { zh: '登记纳入情况', en: 'Record where the call was taken in' },
  basis: 'plan.incorporate',
  access: [hasPost<unknown>(divisionPosts)],
  params: byId,
  body: z.strictObject({
    version,
    incorporatedIn: z.string().trim().min(2).max(200),
    incorporatedOn: day,
    /** Needed where it is a correction. */
    reason: reasonIfAny,
  }),
  reply: PlanCall,
})

/** A later day for one division. */
export const extendCall = endpoint({
  method: 'POST',
  path: '/api/plan-calls/:id/extensions',
  summary: { zh: '给一个处延期', en: 'Extend the day of one division' },
  basis: 'plan.extend',
  access: office,
  params: byId,
  body: z.strictObject({ version, divisionId: id, dueOn: day, reason }),
  reply: PlanCall,
})

export const closeCall = endpoint({
  method: 'POST',
  path: '/api/plan-calls/:id/closing',
  summary: { zh: '结束方案编制', en: 'Close the call for plans' },
  basis: 'plan.closeCall',
  access: [callIssuer],
  params: byId,
  /** A reason is needed while plans are not accepted. */
  body: z.strictObject({ version, reason: reasonIfAny }),
  reply: PlanCall,
})

/** Names other divisions: only for those who see everything. */
export const readCallHistory = endpoint({
  method: 'GET',
  path: '/api/plan-calls/:id/history',
  summary: { zh: '查看编制要求办理记录', en: 'Read the history of the call' },
  access: [businessPost],
  params: byId,
  reply: z.strictObject({ rows: z.array(HistoryEntry) }),
})
