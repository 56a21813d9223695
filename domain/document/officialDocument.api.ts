import { z } from 'zod'
import { divisionPosts, officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import {
  byId,
  day,
  endpoint,
  id,
  instant,
  version,
  versionOnly,
  withReason,
  yearInAddress,
} from '#domain/kernel/endpoint.ts'
import { HistoryEntry } from '#domain/kernel/history.ts'
import { businessPost, hasPost } from '#domain/kernel/lifecycle.ts'
import { urged } from '#domain/kernel/urge.ts'
import { NamedRef, PersonRef } from '#domain/plan/item.api.ts'
import { digest } from '#domain/plan/plan.api.ts'
import { type DocumentState, documentStates } from './officialDocument.ts'

const words = {
  title: z.string().trim().min(2).max(120),
  addressee: z.string().trim().min(2).max(200),
  /** Paragraphs, one a line. */
  text: z.string().trim().min(2).max(8000),
}
const Stored = z.strictObject({ id, name: z.string(), size: z.int() })

/** One division's receipt; `urges` of it so far. */
export const Receipt = z.strictObject({
  division: NamedRef,
  readBy: z.string().nullable(),
  readAt: instant.nullable(),
  ...urged,
})
export type Receipt = z.infer<typeof Receipt>

/**
 * The notice that issues a plan. `digest` is of the words, with the plan's version, as they would be signed now.
 * The performance office and the leaders see every receipt, a division its own.
 */
export const OfficialDocument = z.strictObject({
  id,
  version,
  planId: id,
  year: z.int(),
  planNumber: z.int(),
  planDigest: digest,
  state: z.enum(Object.keys(documentStates) as [DocumentState, ...DocumentState[]]),
  ...words,
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
  number: z.string().nullable(),
  datedOn: day.nullable(),
  sender: z.string(),
  file: Stored.nullable(),
  scan: Stored.nullable(),
  paperPlace: z.string(),
  receipts: z.array(Receipt),
})
export type OfficialDocument = z.infer<typeof OfficialDocument>

/** 404 before it is drafted, and for divisions before it is issued. */
export const readNotice = endpoint({
  method: 'GET',
  path: '/api/plans/of/:year/notice',
  summary: { zh: '查看印发通知', en: 'Read the notice that issues a plan' },
  access: [businessPost],
  params: z.strictObject({ year: yearInAddress }),
  reply: OfficialDocument,
})

/** Begins the notice of a decided plan with proposed words. 409 `plan_not_decided`, `document_exists`. */
export const draftNotice = endpoint({
  method: 'POST',
  path: '/api/plans/:id/notice',
  summary: { zh: '拟印发通知', en: 'Draft the notice' },
  basis: 'document.draft',
  access: [hasPost(performanceOffice)],
  params: byId,
  body: z.strictObject({}),
  reply: OfficialDocument,
})

export const saveNotice = endpoint({
  method: 'PUT',
  path: '/api/documents/:id',
  summary: { zh: '修改文稿', en: 'Change the draft' },
  basis: 'document.draft',
  access: [hasPost(performanceOffice)],
  params: byId,
  body: z.strictObject({ version, ...words }),
  reply: OfficialDocument,
})

export const checkNotice = endpoint({
  method: 'POST',
  path: '/api/documents/:id/check',
  summary: { zh: '核稿', en: 'Check' },
  basis: 'document.check',
  access: [hasPost(performanceOffice)],
  params: byId,
  body: versionOnly,
  reply: OfficialDocument,
})

export const returnNotice = endpoint({
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
export const signNotice = endpoint({
  method: 'POST',
  path: '/api/documents/:id/signature',
  summary: { zh: '签发', en: 'Sign off' },
  basis: 'document.sign',
  access: [hasPost(officeLeaders)],
  params: byId,
  body: z.strictObject({ version, digest }),
  reply: OfficialDocument,
})

export const takeBackNotice = endpoint({
  method: 'POST',
  path: '/api/documents/:id/taking-back',
  summary: { zh: '撤回修改', en: 'Take back' },
  basis: 'document.takeBack',
  access: [hasPost(performanceOffice)],
  params: byId,
  body: withReason,
  reply: OfficialDocument,
})

/** The issued bytes; before the issue, how it would look now. */
export const downloadNotice = endpoint({
  method: 'GET',
  path: '/api/documents/:id/file',
  summary: { zh: '下载公文', en: 'Download the document' },
  access: [businessPost],
  params: byId,
  reply: z.unknown(),
  download: true,
})

/** The sealed original as it was scanned, and where the paper lies. */
export const attachScan = endpoint({
  method: 'POST',
  path: '/api/documents/:id/scan',
  summary: { zh: '附盖章扫描件', en: 'Attach the sealed scan' },
  basis: 'document.scan',
  access: [hasPost(performanceOffice)],
  params: byId,
  body: z.strictObject({ version, fileId: id, paperPlace: z.string().trim().min(2).max(200) }),
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

export const acknowledgeNotice = endpoint({
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
