import { z } from 'zod'
import { performanceOffice } from '#domain/kernel/actor.ts'
import {
  byId,
  day,
  endpoint,
  id,
  instant,
  pageOf,
  paging,
  reason,
  text,
  version,
  versionOnly,
  withReason,
  yearInAddress,
} from '#domain/kernel/endpoint.ts'
import { StoredFile } from '#domain/kernel/file.api.ts'
import { historyOf } from '#domain/kernel/historyOf.ts'
import { businessPost, hasPost } from '#domain/kernel/lifecycle.ts'
import { orderTransitions } from './order.ts'
import { groundNames, orderStateNames, sourceNames, targetNames } from './orderStates.ts'

export const Named = z.strictObject({ id, name: text })
export const Person = z.strictObject({ id, name: z.string() })
export const File = StoredFile.pick({ id: true, name: true, size: true })
export const Found = z.strictObject({ source: z.enum(sourceNames), id: id.nullable(), title: z.string() })
const words = z.string().trim().min(2).max(2000)
export const fileIds = z.array(id).max(20)
const Act = z.strictObject({ by: Person, at: instant })

/** What an order says. `personId` is set where it is addressed to a person, whose division is then `divisionId`. */
export const OrderContent = z.strictObject({
  target: z.enum(targetNames),
  divisionId: id,
  personId: id.nullable(),
  ground: z.enum(groundNames),
  source: z.enum(sourceNames),
  sourceId: id.nullable(),
  title: z.string().trim().min(2).max(60),
  finding: words,
  /** The article of the regulation that was not kept. */
  article: z.int().min(1).max(43),
  requirement: words,
  dueOn: day,
})
export type OrderContent = z.infer<typeof OrderContent>

/** An order as lists show it. `overdue`: it waits for whoever it is addressed to, past its day. */
export const OrderRow = z.strictObject({
  id,
  version,
  year: z.int(),
  number: z.string().nullable(),
  state: z.enum(orderStateNames),
  target: z.enum(targetNames),
  title: z.string(),
  division: Named,
  person: Person.nullable(),
  dueOn: day,
  round: z.int(),
  isOverdue: z.boolean(),
  /** Working days from today to the due day; null where a list of holidays is awaited. */
  workingDaysLeft: z.int().nullable(),
  draftedAt: instant,
  issuedAt: instant.nullable(),
})
export type OrderRow = z.infer<typeof OrderRow>

export const Round = z.strictObject({
  id,
  number: z.int(),
  dueOn: day,
  measures: z.string(),
  result: z.string(),
  noEvidence: z.string().nullable(),
  answered: Act,
  isMet: z.boolean().nullable(),
  verdict: z.string().nullable(),
  verified: Act.nullable(),
  files: z.array(File),
})
export type Round = z.infer<typeof Round>

const extensionStates = ['asked', 'granted', 'refused'] as const
export const Extension = z.strictObject({
  id,
  fromOn: day,
  untilOn: day,
  reason: z.string(),
  state: z.enum(extensionStates),
  asked: Act,
  decided: Act.nullable(),
  words: z.string().nullable(),
})

export const Escalation = z.strictObject({
  id,
  step: z.enum(['officeHead', 'deputy', 'group']),
  dueOn: day,
  firedOn: day,
  seen: Act.nullable(),
})
export type Escalation = z.infer<typeof Escalation>

/** One order in full. `draft` and `readers` are for the performance office and the leaders alone. */
export const Order = OrderRow.extend({
  ground: z.enum(groundNames),
  found: Found,
  finding: z.string(),
  article: z.int(),
  requirement: z.string(),
  /** The division as it was at issue, where its successor has the order now. */
  orderedDivision: Named.nullable(),
  drafted: Act.nullable(),
  checked: Act.nullable(),
  issued: Act.nullable(),
  received: Act.nullable(),
  closedAt: instant.nullable(),
  withdrawn: z.strictObject({ by: Person, at: instant, reason: z.string() }).nullable(),
  returnReason: z.string(),
  judgedByDeputy: z.boolean(),
  hasDeputy: z.boolean(),
  /** Who holds a post of the division, where that bears on what the reader may do. */
  ofDivision: z.array(id),
  files: z.array(File),
  rounds: z.array(Round),
  extensions: z.array(Extension),
  escalations: z.array(Escalation),
  readers: z.array(z.strictObject({ person: Person, readAt: instant.nullable() })).nullable(),
  hasNotice: z.boolean(),
})
export type Order = z.infer<typeof Order>

const readers = [businessPost]
const office = [hasPost<unknown>(performanceOffice)]

export const orderFilters = {
  state: z.enum(orderStateNames).optional(),
  divisionId: id.optional(),
  target: z.enum(targetNames).optional(),
  /** `open`: issued and neither closed nor withdrawn; `overdue`: of these, past their day. */
  standing: z.enum(['open', 'overdue']).optional(),
}

/** A year's orders, the latest first: of divisions those of the own one, of persons those that one must see. */
export const listOrders = endpoint({
  method: 'GET',
  path: '/api/rectifications',
  summary: { zh: '整改一览', en: 'List orders' },
  access: readers,
  query: z.strictObject({ year: yearInAddress.optional(), ...orderFilters, ...paging }),
  reply: pageOf(OrderRow),
})

/** How many this post sees: not closed, past their day, waiting for verification. */
export const countOrders = endpoint({
  method: 'GET',
  path: '/api/rectification-counts',
  summary: { zh: '整改情况', en: 'Counts of orders' },
  access: readers,
  query: z.strictObject({ year: yearInAddress }),
  reply: z.strictObject({ open: z.int(), overdue: z.int(), answered: z.int(), nextDueOn: day.nullable() }),
})

export const readOrder = endpoint({
  method: 'GET',
  path: '/api/rectifications/:id',
  summary: { zh: '整改通知', en: 'Order' },
  access: readers,
  params: byId,
  reply: Order,
})

export const readOrderHistory = historyOf('/api/rectifications/:id/history', readers)

export const downloadOrderFile = endpoint({
  method: 'GET',
  path: '/api/rectifications/:id/files/:fileId',
  summary: { zh: '下载附件', en: 'Download a file' },
  access: readers,
  params: z.strictObject({ id, fileId: id }),
  reply: z.unknown(),
  download: true,
})

/** The notice as .docx: the stored bytes once issued, before that how it would look. */
export const downloadNotice = endpoint({
  method: 'GET',
  path: '/api/rectifications/:id/notice',
  summary: { zh: '整改通知.docx', en: 'Notice (.docx)' },
  access: readers,
  params: byId,
  reply: z.unknown(),
  download: true,
})

export const beginOrder = endpoint({
  method: 'POST',
  path: '/api/rectifications',
  summary: { zh: '保存拟稿', en: 'Save the draft' },
  basis: 'rectification.draft',
  access: office,
  body: z.strictObject({ content: OrderContent, fileIds: fileIds.default([]) }),
  reply: Order,
})

export const saveOrder = endpoint({
  method: 'PUT',
  path: '/api/rectifications/:id',
  summary: { zh: '保存拟稿', en: 'Save the draft' },
  basis: 'rectification.draft',
  access: office,
  params: byId,
  body: z.strictObject({ version, content: OrderContent, fileIds: fileIds.default([]) }),
  reply: Order,
})

const kept = z.record(z.string().max(40), z.union([z.string().max(4000), z.number(), z.null()]))
const Kept = z.strictObject({
  kept: kept.nullable(),
  /** By the setting, what a new order proposes. */
  proposedDueOn: day.nullable(),
})
const ofForm = z.strictObject({ subjectId: id })
/** One person's unsaved words of a draft, seen by nobody else; of a new order under an id of the page's own. */
export const readKept = endpoint({
  method: 'GET',
  path: '/api/rectification-drafts/:subjectId',
  summary: { zh: '未保存的拟稿', en: 'Unsaved draft' },
  access: office,
  params: ofForm,
  reply: Kept,
})
export const keepDraft = endpoint({
  method: 'PUT',
  path: '/api/rectification-drafts/:subjectId',
  summary: { zh: '自动保存', en: 'Keep' },
  access: office,
  params: ofForm,
  body: z.strictObject({ kept: kept.refine((value) => Object.keys(value).length <= 20) }),
  reply: Kept,
})

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
