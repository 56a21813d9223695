import { z } from 'zod'
import { divisionPosts } from '#domain/kernel/actor.ts'
import {
  byId,
  day,
  endpoint,
  id,
  instant,
  pageOf,
  paging,
  version,
  withReason,
  yearInAddress,
} from '#domain/kernel/endpoint.ts'
import { historyOf } from '#domain/kernel/historyOf.ts'
import { businessPost, hasPost } from '#domain/kernel/lifecycle.ts'
import {
  AttachedFile,
  aspect,
  byIdAndFile,
  byOffice,
  fileIds,
  ItemOf,
  language,
  Named,
  Person,
  title,
  words,
} from './check.api.ts'
import { conformityResultNames, conformityStateNames } from './conformity.ts'
import { seers } from './inspection.api.ts'

export const Material = z.strictObject({
  id,
  division: Named,
  heirId: id,
  words: z.string(),
  dueOn: day,
  handedIn: z.string().nullable(),
  handedBy: Person.nullable(),
  handedAt: instant.nullable(),
  sentOn: day.nullable(),
  files: z.array(AttachedFile),
})
export type Material = z.infer<typeof Material>

const head = {
  id,
  version,
  year: z.int(),
  aspect,
  title: z.string(),
  body: Named,
  document: z.string(),
  requestedOn: day,
  dueOn: day,
  state: z.enum(conformityStateNames),
  result: z.enum(conformityResultNames).nullable(),
  resultOn: day.nullable(),
}
export const ConformityRow = z.strictObject({ ...head, materials: z.int(), handedIn: z.int() })
export type ConformityRow = z.infer<typeof ConformityRow>

/** A division reads the request and its own materials; the words of the result and what followed are the office's. */
export const Conformity = z.strictObject({
  ...head,
  concerns: z.string(),
  items: z.array(ItemOf),
  recordedBy: Person,
  sentOn: day.nullable(),
  materials: z.array(Material),
  visits: z.array(z.strictObject({ id, visitedOn: day, visitors: z.string(), lookedAt: z.string() })),
  resultWords: z.string().nullable(),
  resultDocument: z.string().nullable(),
  followUp: z.string().nullable(),
  closedOn: day.nullable(),
  withdrawnReason: z.string().nullable(),
  files: z.array(AttachedFile),
})
export type Conformity = z.infer<typeof Conformity>

export const conformityFilters = {
  state: z.enum(conformityStateNames).optional(),
  result: z.enum(conformityResultNames).optional(),
}

/** A year's verifications, the latest first. A division sees those for which it was asked for material. */
export const listConformities = endpoint({
  method: 'GET',
  path: '/api/conformities',
  summary: { zh: '符合性验证一览', en: 'List conformity verifications' },
  access: [businessPost],
  query: z.strictObject({ year: yearInAddress, ...conformityFilters, ...paging }),
  reply: pageOf(ConformityRow),
})

/** The list as a workbook, exactly as it is filtered. */
export const exportConformities = endpoint({
  method: 'GET',
  path: '/api/conformity-exports',
  summary: { zh: '导出符合性验证', en: 'Export conformity verifications' },
  access: [businessPost],
  query: z.strictObject({ year: yearInAddress, language, ...conformityFilters }),
  reply: z.unknown(),
  download: true,
})

export const readConformity = endpoint({
  method: 'GET',
  path: '/api/conformities/:id',
  summary: { zh: '符合性验证', en: 'Conformity verification' },
  access: [businessPost],
  params: byId,
  reply: Conformity,
})

export const readConformityHistory = historyOf('/api/conformities/:id/history', seers)

export const downloadConformityFile = endpoint({
  method: 'GET',
  path: '/api/conformities/:id/files/:fileId',
  summary: { zh: '下载附件', en: 'Download a file' },
  access: [businessPost],
  params: byIdAndFile,
  reply: z.unknown(),
  download: true,
})

const name = z.string().trim().min(2).max(200)

export const recordConformity = endpoint({
  method: 'POST',
  path: '/api/conformities',
  summary: { zh: '登记验证要求', en: 'Record a request' },
  basis: 'conformity.record',
  access: byOffice,
  body: z.strictObject({
    ...{ aspect, title, bodyId: id, document: name, requestedOn: day, dueOn: day },
    concerns: words,
    itemIds: z.array(id).max(100).default([]),
    fileIds,
  }),
  reply: Conformity,
})

export const demandMaterial = endpoint({
  method: 'POST',
  path: '/api/conformities/:id/materials',
  summary: { zh: '布置材料', en: 'Ask for material' },
  basis: 'conformity.demand',
  access: byOffice,
  params: byId,
  body: z.strictObject({ version, divisionId: id, words: name, dueOn: day }),
  reply: Conformity,
})

/** By the division that was asked; again until it is sent to the city. */
export const handInMaterial = endpoint({
  method: 'POST',
  path: '/api/conformities/:id/materials/:materialId/handing-in',
  summary: { zh: '提交材料', en: 'Hand in' },
  basis: 'conformity.handIn',
  access: [hasPost<unknown>(divisionPosts)],
  params: z.strictObject({ id, materialId: id }),
  body: z.strictObject({ words, fileIds }),
  reply: Conformity,
})

export const sendMaterials = endpoint({
  method: 'POST',
  path: '/api/conformities/:id/sending',
  summary: { zh: '材料报市里', en: 'Send the materials' },
  basis: 'conformity.send',
  access: byOffice,
  params: byId,
  body: z.strictObject({ version, sentOn: day }),
  reply: Conformity,
})

export const recordVisit = endpoint({
  method: 'POST',
  path: '/api/conformities/:id/visits',
  summary: { zh: '登记现场核验', en: 'Record the visit' },
  basis: 'conformity.visit',
  access: byOffice,
  params: byId,
  body: z.strictObject({ version, visitedOn: day, visitors: name, lookedAt: words, fileIds }),
  reply: Conformity,
})

export const recordResult = endpoint({
  method: 'POST',
  path: '/api/conformities/:id/result',
  summary: { zh: '登记结果', en: 'Record the result' },
  basis: 'conformity.result',
  access: byOffice,
  params: byId,
  body: z.strictObject({
    ...{ version, result: z.enum(conformityResultNames), resultOn: day, resultWords: words },
    resultDocument: z.string().trim().max(200).default(''),
    fileIds,
  }),
  reply: Conformity,
})

/** With what was done about it, unless it conforms wholly. */
export const closeConformity = endpoint({
  method: 'POST',
  path: '/api/conformities/:id/closing',
  summary: { zh: '办结', en: 'Conclude' },
  basis: 'conformity.close',
  access: byOffice,
  params: byId,
  body: z.strictObject({ version, followUp: z.string().trim().max(2000).default('') }),
  reply: Conformity,
})

export const withdrawConformity = endpoint({
  method: 'POST',
  path: '/api/conformities/:id/withdrawal',
  summary: { zh: '撤销', en: 'Withdraw' },
  basis: 'conformity.withdraw',
  access: byOffice,
  params: byId,
  body: withReason,
  reply: Conformity,
})
