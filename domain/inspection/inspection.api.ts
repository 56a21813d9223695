import { z } from 'zod'
import { officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import { byId, day, endpoint, id, instant, pageOf, paging, version, yearInAddress } from '#domain/kernel/endpoint.ts'
import { historyOf } from '#domain/kernel/historyOf.ts'
import { businessPost, hasPost } from '#domain/kernel/lifecycle.ts'
import {
  AttachedFile,
  aspect,
  byIdAndFile,
  byJudges,
  byOffice,
  ItemOf,
  language,
  Named,
  Person,
  shortWords,
  title,
} from './check.api.ts'
import { findingOutcomes } from './check.ts'
import { inspectionKindNames, inspectionStateNames, pointJudgementNames } from './inspection.ts'

export const Finding = z.strictObject({
  id,
  partyId: id,
  item: ItemOf.nullable(),
  words: z.string(),
  outcome: z.enum(findingOutcomes).nullable(),
  reason: z.string().nullable(),
  settledBy: Person.nullable(),
  files: z.array(AttachedFile),
})
export type Finding = z.infer<typeof Finding>

/** One division that is checked; `heirId` is who stands for it today. */
export const Party = z.strictObject({
  id,
  division: Named,
  heirId: id,
  seenAt: instant.nullable(),
  seenBy: Person.nullable(),
  preparation: z.string().nullable(),
  reply: z.string().nullable(),
  repliedAt: instant.nullable(),
  repliedBy: Person.nullable(),
  files: z.array(AttachedFile),
  judgements: z.array(z.strictObject({ pointId: id, judgement: z.enum(pointJudgementNames), remark: z.string() })),
  findings: z.array(Finding),
})
export type Party = z.infer<typeof Party>

const head = {
  id,
  version,
  year: z.int(),
  kind: z.enum(inspectionKindNames),
  aspect,
  title: z.string(),
  forHouse: z.boolean(),
  startsOn: day,
  state: z.enum(inspectionStateNames),
  replyBy: day.nullable(),
  concludedOn: day.nullable(),
  /** The city's document that it follows; null: our own. */
  request: z.strictObject({ document: z.string(), on: day }).nullable(),
  divisions: z.array(Named),
  findings: z.int(),
}
export const InspectionRow = z.strictObject(head)
export type InspectionRow = z.infer<typeof InspectionRow>

/** A division reads its own part of it: what was judged, found and replied elsewhere is not in it. */
export const Inspection = z.strictObject({
  ...head,
  scope: z.string(),
  plannedBy: Person,
  notifiedOn: day.nullable(),
  result: z.string().nullable(),
  concludedBy: Person.nullable(),
  withdrawnReason: z.string().nullable(),
  points: z.array(z.strictObject({ id, words: z.string() })),
  parties: z.array(Party),
})
export type Inspection = z.infer<typeof Inspection>

export const inspectionFilters = {
  kind: z.enum(inspectionKindNames).optional(),
  aspect: aspect.optional(),
  state: z.enum(inspectionStateNames).optional(),
  divisionId: id.optional(),
}

/** A year's inspections, the latest first. A division sees those it was told of. */
export const listInspections = endpoint({
  method: 'GET',
  path: '/api/inspections',
  summary: { zh: '检查一览', en: 'List inspections' },
  access: [businessPost],
  query: z.strictObject({ year: yearInAddress, ...inspectionFilters, ...paging }),
  reply: pageOf(InspectionRow),
})

/** Inspections with what was found, as a workbook, exactly as the list is filtered. */
export const exportInspections = endpoint({
  method: 'GET',
  path: '/api/inspection-exports',
  summary: { zh: '导出检查', en: 'Export inspections' },
  access: [businessPost],
  query: z.strictObject({ year: yearInAddress, language, ...inspectionFilters }),
  reply: z.unknown(),
  download: true,
})

export const readInspection = endpoint({
  method: 'GET',
  path: '/api/inspections/:id',
  summary: { zh: '检查', en: 'Inspection' },
  access: [businessPost],
  params: byId,
  reply: Inspection,
})

/** Who may read what was done with a check: whoever sees all of it. */
export const seers = [hasPost<unknown>([...performanceOffice, ...officeLeaders])]

export const readInspectionHistory = historyOf('/api/inspections/:id/history', seers)

/** 检查通知 as a document to be printed. */
export const downloadInspectionNotice = endpoint({
  method: 'GET',
  path: '/api/inspections/:id/notice',
  summary: { zh: '下载检查通知', en: 'Download the notice' },
  access: [businessPost],
  params: byId,
  reply: z.unknown(),
  download: true,
})

export const downloadInspectionFile = endpoint({
  method: 'GET',
  path: '/api/inspections/:id/files/:fileId',
  summary: { zh: '下载附件', en: 'Download a file' },
  access: [businessPost],
  params: byIdAndFile,
  reply: z.unknown(),
  download: true,
})

const planned = {
  aspect,
  title,
  scope: z.string().trim().max(2000),
  startsOn: day,
  divisionIds: z.array(id).max(100),
  points: z.array(shortWords).max(60),
  /** What it follows, of a special one: the city's document and its day; none of them: our own. */
  requestDocument: z.string().trim().min(2).max(200).nullable().default(null),
  requestOn: day.nullable().default(null),
}

/** The division that houses the performance office is checked alone: 422 with others. */
export const planInspection = endpoint({
  method: 'POST',
  path: '/api/inspections',
  summary: { zh: '拟定检查', en: 'Plan an inspection' },
  basis: 'inspection.plan',
  access: byJudges,
  body: z.strictObject({ kind: z.enum(inspectionKindNames), ...planned }),
  reply: Inspection,
})

export const changeInspection = endpoint({
  method: 'PUT',
  path: '/api/inspections/:id',
  summary: { zh: '修改检查', en: 'Change the inspection' },
  basis: 'inspection.plan',
  access: byJudges,
  params: byId,
  body: z.strictObject({ version, ...planned }),
  reply: Inspection,
})

export const CheckTemplate = z.strictObject({
  id,
  version,
  name: z.string(),
  aspect,
  points: z.array(z.string()),
  isRetired: z.boolean(),
})
export type CheckTemplate = z.infer<typeof CheckTemplate>

export const listCheckTemplates = endpoint({
  method: 'GET',
  path: '/api/check-templates',
  summary: { zh: '检查要点模板', en: 'List check-lists' },
  access: seers,
  reply: z.strictObject({ rows: z.array(CheckTemplate) }),
})

const template = { name: title, aspect, points: z.array(shortWords).min(1).max(60) }

export const addCheckTemplate = endpoint({
  method: 'POST',
  path: '/api/check-templates',
  summary: { zh: '新增要点模板', en: 'Add a check-list' },
  basis: 'inspection.template',
  access: byOffice,
  body: z.strictObject(template),
  reply: CheckTemplate,
})

/** Inspections keep the points that they copied. */
export const changeCheckTemplate = endpoint({
  method: 'PUT',
  path: '/api/check-templates/:id',
  summary: { zh: '修改要点模板', en: 'Change the check-list' },
  basis: 'inspection.template',
  access: byOffice,
  params: byId,
  body: z.strictObject({ version, ...template, isRetired: z.boolean() }),
  reply: CheckTemplate,
})
