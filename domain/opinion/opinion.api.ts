import { z } from 'zod'
import { periodCode } from '#domain/calendar/periods.ts'
import { divisionPosts, performanceOffice } from '#domain/kernel/actor.ts'
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
import { opinionStateNames, opinionWayNames } from './opinion.ts'

export const Named = z.strictObject({ id, name: text })
export const Person = z.strictObject({ id, name: z.string() })
export const AttachedFile = StoredFile.pick({ id: true, name: true, size: true })
export type AttachedFile = z.infer<typeof AttachedFile>
export const words = z.string().trim().min(2).max(2000)
export const way = z.enum(opinionWayNames)
export const fileIds = z.array(id).max(10)

/** What an opinion or a contact is about: always an item, and where it fits one of its data or a report. */
export const Subject = z.strictObject({
  item: z.strictObject({ id, code: z.string(), title: z.string() }),
  duty: z.strictObject({ id, indicator: z.string(), period: periodCode }).nullable(),
  report: z.strictObject({ id, subject: z.string(), period: periodCode }).nullable(),
  responsibleDivision: Named.nullable(),
  coordinatingDivision: Named.nullable(),
})

export const Opinion = z.strictObject({
  id,
  version,
  year: z.int(),
  state: z.enum(opinionStateNames),
  ...Subject.shape,
  body: Named,
  receivedOn: day,
  way,
  words: z.string(),
  /** By then it should have been answered; null where the list of holidays is awaited. */
  dueOn: day.nullable(),
  recordedBy: Person,
  recordedAt: instant,
  notedAt: instant.nullable(),
  notedBy: Person.nullable(),
  answer: z.string().nullable(),
  answeredBy: Person.nullable(),
  answeredAt: instant.nullable(),
  answerSentOn: day.nullable(),
  answerWay: way.nullable(),
  /** What was done, or why no answer is needed. */
  outcome: z.string().nullable(),
  files: z.array(AttachedFile),
})
export type Opinion = z.infer<typeof Opinion>

export const opinionFilters = {
  state: z.enum(opinionStateNames).optional(),
  /** Only those past their day without an answer. */
  overdue: z.enum(['yes']).optional(),
  /** The responsible division. */
  divisionId: id.optional(),
  bodyId: id.optional(),
  /** Nobody has sent an answer on yet. */
  standing: z.enum(['open']).optional(),
}

/** A year's opinions, the latest first. A division sees those of its items; the performance office and the leaders all. */
export const listOpinions = endpoint({
  method: 'GET',
  path: '/api/opinions',
  summary: { zh: '评估意见一览', en: 'List opinions' },
  access: [businessPost],
  query: z.strictObject({ year: yearInAddress, ...opinionFilters, ...paging }),
  reply: pageOf(Opinion),
})

/** The list as a workbook, exactly as it is filtered. */
export const exportOpinions = endpoint({
  method: 'GET',
  path: '/api/opinion-exports',
  summary: { zh: '导出评估意见', en: 'Export opinions' },
  access: [businessPost],
  query: z.strictObject({ year: yearInAddress, language: z.enum(['zh', 'en']), ...opinionFilters }),
  reply: z.unknown(),
  download: true,
})

export const readOpinion = endpoint({
  method: 'GET',
  path: '/api/opinions/:id',
  summary: { zh: '评估意见', en: 'Opinion' },
  access: [businessPost],
  params: byId,
  reply: Opinion,
})

export const readOpinionHistory = historyOf('/api/opinions/:id/history', [businessPost])

export const downloadOpinionFile = endpoint({
  method: 'GET',
  path: '/api/opinions/:id/files/:fileId',
  summary: { zh: '下载附件', en: 'Download a file' },
  access: [businessPost],
  params: z.strictObject({ id, fileId: id }),
  reply: z.unknown(),
  download: true,
})

export const workers = [hasPost<unknown>([...divisionPosts, ...performanceOffice])]
/** A duty of the item, or a report with data of it; 422 by field where it is another item's. */
export const about = { dutyId: id.nullable().default(null), reportId: id.nullable().default(null) }

export const recordOpinion = endpoint({
  method: 'POST',
  path: '/api/items/:id/opinions',
  summary: { zh: '登记评估意见', en: 'Record an opinion' },
  basis: 'opinion.record',
  access: workers,
  params: byId,
  body: z.strictObject({ ...about, bodyId: id, receivedOn: day, way, words, fileIds: fileIds.default([]) }),
  reply: Opinion,
})

export const noteOpinion = endpoint({
  method: 'POST',
  path: '/api/opinions/:id/note',
  summary: { zh: '已阅', en: 'Mark as read' },
  basis: 'opinion.note',
  access: [hasPost<unknown>(performanceOffice)],
  params: byId,
  body: versionOnly,
  reply: Opinion,
})

export const answerOpinion = endpoint({
  method: 'POST',
  path: '/api/opinions/:id/answer',
  summary: { zh: '拟写答复', en: 'Write the answer' },
  basis: 'opinion.answer',
  access: [hasPost<unknown>(divisionPosts)],
  params: byId,
  body: z.strictObject({ version, answer: words, fileIds: fileIds.default([]) }),
  reply: Opinion,
})

export const sendAnswer = endpoint({
  method: 'POST',
  path: '/api/opinions/:id/sending',
  summary: { zh: '转送答复', en: 'Send the answer on' },
  basis: 'opinion.feedBack',
  access: workers,
  params: byId,
  body: z.strictObject({ version, answerSentOn: day, answerWay: way }),
  reply: Opinion,
})

export const followUpOpinion = endpoint({
  method: 'POST',
  path: '/api/opinions/:id/follow-up',
  summary: { zh: '跟进办结', en: 'Followed up' },
  basis: 'opinion.feedBack',
  access: workers,
  params: byId,
  body: z.strictObject({ version, outcome: reason }),
  reply: Opinion,
})

export const waiveOpinion = endpoint({
  method: 'POST',
  path: '/api/opinions/:id/waiver',
  summary: { zh: '无需答复', en: 'No answer needed' },
  basis: 'opinion.feedBack',
  access: workers,
  params: byId,
  body: withReason,
  reply: Opinion,
})

export const reopenOpinion = endpoint({
  method: 'POST',
  path: '/api/opinions/:id/reopening',
  summary: { zh: '重新办理', en: 'Reopen' },
  basis: 'opinion.feedBack',
  access: [hasPost<unknown>(performanceOffice)],
  params: byId,
  body: withReason,
  reply: Opinion,
})
