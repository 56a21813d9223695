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
  text,
  version,
  yearInAddress,
} from '#domain/kernel/endpoint.ts'
import { StoredFile } from '#domain/kernel/file.api.ts'
import { historyOf } from '#domain/kernel/historyOf.ts'
import { businessPost, hasPost } from '#domain/kernel/lifecycle.ts'
import { groundNames, orderStateNames, sourceNames, targetNames } from './orderStates.ts'

export const Named = z.strictObject({ id, name: text })
export const Person = z.strictObject({ id, name: z.string() })
export const File = StoredFile.pick({ id: true, name: true, size: true })
export const Found = z.strictObject({ source: z.enum(sourceNames), id: id.nullable(), title: z.string() })
export const words = z.string().trim().min(2).max(2000)
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

export const readers = [businessPost]
export const office = [hasPost<unknown>(performanceOffice)]

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

const half = z.string().max(4000).optional()
/** The fields of the form as they stand, whole or not. */
const kept = z.strictObject({
  ...{ target: half, divisionId: half, personId: half, ground: half, title: half, finding: half, requirement: half },
  ...{ dueOn: half, itemId: half, article: z.number().optional() },
})
export type KeptOrder = z.infer<typeof kept>
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
  body: z.strictObject({ kept }),
  reply: Kept,
})
