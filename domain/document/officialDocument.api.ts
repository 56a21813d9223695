import { z } from 'zod'
import { divisionPosts, officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
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
} from '#domain/kernel/endpoint.ts'
import { HistoryEntry } from '#domain/kernel/history.ts'
import { businessPost, hasPost } from '#domain/kernel/lifecycle.ts'
import { urged } from '#domain/kernel/urge.ts'
import { NamedRef, PersonRef } from '#domain/plan/item.api.ts'
import { byPlan, digest } from '#domain/plan/plan.api.ts'
import { type CosignatureState, cosignatureStates } from './cosignature.ts'
import { type DocumentKind, type DocumentSubject, documentKinds, documentSubjects } from './documentKind.ts'
import { type DocumentState, documentStates } from './officialDocument.ts'

const keys = <Key extends string>(names: Record<Key, unknown>) => Object.keys(names) as [Key, ...Key[]]
const kind = z.enum(keys<DocumentKind>(documentKinds))
const subject = z.enum(keys<DocumentSubject>(documentSubjects))
const state = z.enum(keys<DocumentState>(documentStates))
const words = {
  title: z.string().trim().min(2).max(120),
  addressee: z.string().trim().max(200),
  /** Paragraphs, one a line. */
  text: z.string().trim().min(2).max(20_000),
}
const attendance = z.string().trim().max(2000)
/** As in the office's register of documents. */
export const documentNumber = z.string().trim().min(2).max(60)
const Stored = z.strictObject({ id, name: z.string(), size: z.int() })

/** One division's receipt; `urges` of it so far. */
export const Receipt = z.strictObject({
  division: NamedRef,
  /** The division has ended: its successor receives it. */
  passedTo: text.nullable(),
  readBy: z.string().nullable(),
  readAt: instant.nullable(),
  ...urged,
})
export type Receipt = z.infer<typeof Receipt>

/** One division that was asked to co-sign. `isSettled`: it stands in nobody's way. */
export const Cosignature = z.strictObject({
  id,
  division: NamedRef,
  state: z.enum(keys<CosignatureState>(cosignatureStates)),
  isSettled: z.boolean(),
  note: z.string(),
  askerName: z.string(),
  askedAt: instant,
  answererName: z.string().nullable(),
  answeredAt: instant.nullable(),
  words: z.string(),
  withdrawReason: z.string(),
})
export type Cosignature = z.infer<typeof Cosignature>

export const DocumentRef = z.strictObject({
  id,
  kind,
  subject,
  year: z.int(),
  state,
  title: z.string(),
  number: z.string().nullable(),
  datedOn: day.nullable(),
})
export type DocumentRef = z.infer<typeof DocumentRef>

/**
 * An official document. `digest` is of the words, with what goes along, as they would be signed now. The performance
 * office and the leaders see every receipt and co-signature, a division its own.
 */
export const OfficialDocument = z.strictObject({
  ...DocumentRef.shape,
  version,
  /** The plan that it is about, with the version that goes along; null where it is about a call. */
  planId: id.nullable(),
  /** How that plan is named in an address: that of a year by the year, a revision by its id. */
  planKey: z.string().nullable(),
  planNumber: z.int().nullable(),
  planDigest: digest.nullable(),
  isPlanCurrent: z.boolean(),
  callId: id.nullable(),
  reviewId: id.nullable(),
  rectificationId: id.nullable(),
  bulletinId: id.nullable(),
  ...words,
  attendance,
  attachments: z.array(z.string()),
  returnReason: z.string(),
  draftedBy: id,
  drafterName: z.string(),
  draftedAt: instant,
  checkedBy: id.nullable(),
  checkerName: z.string().nullable(),
  checkedAt: instant.nullable(),
  signedBy: PersonRef.nullable(),
  signedAt: instant.nullable(),
  digest,
  sender: z.string(),
  file: Stored.nullable(),
  scan: Stored.nullable(),
  paperPlace: z.string(),
  receipts: z.array(Receipt),
  cosignatures: z.array(Cosignature),
})
export type OfficialDocument = z.infer<typeof OfficialDocument>

/** 404 before it is drafted, and for divisions before it is issued. */
export const readNotice = endpoint({
  method: 'GET',
  path: '/api/plans/of/:of/notice',
  summary: { zh: '查看印发通知', en: 'Read the notice that issues a plan' },
  access: [businessPost],
  params: byPlan,
  reply: OfficialDocument,
})

/** 404 for whom it is not: drafts are the business of those who see everything, and of a division asked to co-sign. */
export const readDocument = endpoint({
  method: 'GET',
  path: '/api/documents/:id',
  summary: { zh: '查看公文', en: 'Read a document' },
  access: [businessPost],
  params: byId,
  reply: OfficialDocument,
})

/** `aboutId`: the plan, the call, the review, order or bulletin that the documents are about. Newest first. */
export const listDocuments = endpoint({
  method: 'GET',
  path: '/api/documents',
  summary: { zh: '查看公文列表', en: 'List the documents' },
  access: [businessPost],
  query: z.strictObject({ subject: subject.optional(), aboutId: id.optional(), ...paging }),
  reply: pageOf(DocumentRef),
})

/** The addressee is empty where the kind has none, the attendance where it is no meeting. 409 `written_in_blocks`. */
export const saveDocument = endpoint({
  method: 'PUT',
  path: '/api/documents/:id',
  summary: { zh: '修改文稿', en: 'Change the draft' },
  basis: 'document.draft',
  access: [hasPost(performanceOffice)],
  params: byId,
  body: z.strictObject({ version, ...words, attendance: attendance.default('') }),
  reply: OfficialDocument,
})

export const checkDocument = endpoint({
  method: 'POST',
  path: '/api/documents/:id/check',
  summary: { zh: '核稿', en: 'Check' },
  basis: 'document.check',
  access: [hasPost(performanceOffice)],
  params: byId,
  body: versionOnly,
  reply: OfficialDocument,
})

export const returnDocument = endpoint({
  method: 'POST',
  path: '/api/documents/:id/return',
  summary: { zh: '退回修改', en: 'Return' },
  basis: 'document.return',
  access: [hasPost(officeLeaders)],
  params: byId,
  body: withReason,
  reply: OfficialDocument,
})

/** 409 `reauthentication_needed` without the password given again within minutes; `stale` when other words were read. */
export const signDocument = endpoint({
  method: 'POST',
  path: '/api/documents/:id/signature',
  summary: { zh: '签发', en: 'Sign off' },
  basis: 'document.sign',
  access: [hasPost(officeLeaders)],
  params: byId,
  body: z.strictObject({ version, digest }),
  reply: OfficialDocument,
})

export const takeBackDocument = endpoint({
  method: 'POST',
  path: '/api/documents/:id/taking-back',
  summary: { zh: '撤回修改', en: 'Take back' },
  basis: 'document.takeBack',
  access: [hasPost(performanceOffice)],
  params: byId,
  body: withReason,
  reply: OfficialDocument,
})

/** Gives a signed document its number and day. 409 `issued_with_another` where it is numbered by another act. */
export const issueDocument = endpoint({
  method: 'POST',
  path: '/api/documents/:id/issue',
  summary: { zh: '编号印发', en: 'Number and issue' },
  basis: 'document.issue',
  access: [hasPost(['performanceOffice.head'])],
  params: byId,
  body: z.strictObject({ version, documentNumber: documentNumber.nullable(), datedOn: day }),
  reply: OfficialDocument,
})

/** A draft that is not wanted any more; another one can be begun. */
export const withdrawDocument = endpoint({
  method: 'POST',
  path: '/api/documents/:id/withdrawal',
  summary: { zh: '作废文稿', en: 'Withdraw the draft' },
  basis: 'document.withdraw',
  access: [hasPost(performanceOffice)],
  params: byId,
  body: withReason,
  reply: OfficialDocument,
})

/** The issued bytes; before the issue, how it would look now. */
export const downloadDocument = endpoint({
  method: 'GET',
  path: '/api/documents/:id/file',
  summary: { zh: '下载公文', en: 'Download the document' },
  access: [businessPost],
  params: byId,
  reply: z.unknown(),
  download: true,
})

/** The sealed original as it was scanned, and where the paper lies; replacing one needs its reason, else 422. */
export const attachScan = endpoint({
  method: 'POST',
  path: '/api/documents/:id/scan',
  summary: { zh: '附盖章扫描件', en: 'Attach the sealed scan' },
  basis: 'document.scan',
  access: [hasPost(performanceOffice)],
  params: byId,
  body: z.strictObject({
    version,
    fileId: id,
    paperPlace: z.string().trim().min(2).max(200),
    /** Why another scan takes the place of the one that is there. */
    reason: reason.optional(),
  }),
  reply: OfficialDocument,
})

export const downloadScan = endpoint({
  method: 'GET',
  path: '/api/documents/:id/scan',
  summary: { zh: '下载盖章扫描件', en: 'Download the sealed scan' },
  access: [businessPost],
  params: byId,
  reply: z.unknown(),
  download: true,
})

export const acknowledgeDocument = endpoint({
  method: 'POST',
  path: '/api/documents/:id/receipt',
  summary: { zh: '签收', en: 'Acknowledge receipt' },
  basis: 'document.receive',
  access: [hasPost<unknown>(divisionPosts)],
  params: byId,
  body: z.strictObject({}),
  reply: OfficialDocument,
})

export const urgeReceipt = endpoint({
  method: 'POST',
  path: '/api/documents/:id/urge',
  summary: { zh: '催办签收', en: 'Urge the receipt' },
  basis: 'document.urge',
  access: [hasPost(performanceOffice)],
  params: byId,
  body: z.strictObject({ divisionId: id }),
  reply: OfficialDocument,
})

export const readDocumentHistory = endpoint({
  method: 'GET',
  path: '/api/documents/:id/history',
  summary: { zh: '查看公文办理记录', en: 'Read the history of a document' },
  access: [businessPost],
  params: byId,
  reply: z.strictObject({ rows: z.array(HistoryEntry) }),
})
