import { z } from 'zod'
import { divisionPosts, performanceOffice } from '#domain/kernel/actor.ts'
import { byId, day, endpoint, id, instant, text, version, versionOnly } from '#domain/kernel/endpoint.ts'
import { Change, HistoryEntry } from '#domain/kernel/history.ts'
import { businessPost, hasPost } from '#domain/kernel/lifecycle.ts'
import { urged } from '#domain/kernel/urge.ts'
import {
  type AnswerState,
  answerStates,
  type CommentPart,
  type ConsultationState,
  commentParts,
  consultationStates,
  type Disposition,
  dispositions,
} from './consultation.ts'
import { NamedRef, PersonRef, planState } from './item.api.ts'
import { byPlan, digest, PlanSnapshot, planKind } from './plan.api.ts'

const keys = <Key extends string>(names: Record<Key, unknown>) => Object.keys(names) as [Key, ...Key[]]
const answerState = z.enum(keys<AnswerState>(answerStates))
const disposition = z.enum(keys<Disposition>(dispositions))
const part = z.enum(keys<CommentPart>(commentParts))
const words = z.string().trim().min(2).max(1000)

/** What one division was asked and has said. */
export const Answer = z.strictObject({
  division: NamedRef,
  /** The successor that answers in its place. */
  passedTo: text.nullable(),
  state: answerState,
  comments: z.int(),
  disposed: z.int(),
  answeredBy: z.string().nullable(),
  answeredAt: instant.nullable(),
  ...urged,
  version,
})
export type Answer = z.infer<typeof Answer>

/** A change of the draft since the version that was laid before the divisions; of a chapter without item. */
export const LedTo = z.strictObject({ itemId: id.nullable(), code: z.string(), title: z.string(), ...Change.shape })
export type LedTo = z.infer<typeof LedTo>

/** One comment with what became of it; `changes`: how its item differs now from the version that was laid before them. */
export const Comment = z.strictObject({
  id,
  version,
  division: NamedRef,
  item: z.strictObject({ id, code: z.string(), title: z.string() }).nullable(),
  part,
  text: z.string(),
  madeBy: z.string(),
  madeAt: instant,
  disposition: disposition.nullable(),
  reason: z.string(),
  disposedBy: z.string().nullable(),
  disposedAt: instant.nullable(),
  /** What was changed for it, as it stood when the comment was dealt with. */
  ledTo: z.array(LedTo),
  changes: z.array(Change),
})
export type Comment = z.infer<typeof Comment>

/** A consultation. The performance office and the leaders see every answer, a division its own. */
export const Consultation = z.strictObject({
  id,
  version,
  planId: id,
  planState,
  year: z.int(),
  /** Whether it is on the plan of the year or on a revision. */
  kind: planKind,
  title: z.string(),
  number: z.int(),
  digest,
  state: z.enum(keys<ConsultationState>(consultationStates)),
  note: z.string(),
  openedBy: PersonRef,
  openedOn: day,
  closesOn: day,
  workingDaysLeft: z.int().nullable(),
  closedOn: day.nullable(),
  /** Divisions that were asked, and those of them that have not answered: of all, whoever reads. */
  asked: z.int(),
  waiting: z.int(),
  answers: z.array(Answer),
  comments: z.array(Comment),
  content: PlanSnapshot,
})
export type Consultation = z.infer<typeof Consultation>

/** Freezes the draft as a version and asks every division. 409 `blocking_faults`; the plan cannot be changed meanwhile. */
export const openConsultation = endpoint({
  method: 'POST',
  path: '/api/plans/:id/consultation',
  summary: { zh: '征求意见', en: 'Consult the divisions' },
  basis: 'plan.consult',
  access: [hasPost(performanceOffice)],
  params: byId,
  body: z.strictObject({ version, closesOn: day, note: z.string().trim().max(500) }),
  reply: Consultation,
})

/** The latest consultation of a plan; 404 for a division that was not asked. */
export const readConsultation = endpoint({
  method: 'GET',
  path: '/api/plans/of/:of/consultation',
  summary: { zh: '查看征求意见', en: 'Read the consultation' },
  access: [businessPost],
  params: byPlan,
  reply: Consultation,
})

const writers = [hasPost<unknown>(divisionPosts)]
const content = { itemId: id.nullable(), part, text: words }

export const addComment = endpoint({
  method: 'POST',
  path: '/api/consultations/:id/comments',
  summary: { zh: '提意见', en: 'Comment' },
  basis: 'plan.comment',
  access: writers,
  params: byId,
  body: z.strictObject(content),
  reply: Consultation,
})

export const saveComment = endpoint({
  method: 'PUT',
  path: '/api/comments/:id',
  summary: { zh: '修改意见', en: 'Change a comment' },
  basis: 'plan.comment',
  access: writers,
  params: byId,
  body: z.strictObject({ version, ...content }),
  reply: Consultation,
})

export const removeComment = endpoint({
  method: 'POST',
  path: '/api/comments/:id/removal',
  summary: { zh: '删除意见', en: 'Remove a comment' },
  basis: 'plan.comment',
  access: writers,
  params: byId,
  body: versionOnly,
  reply: Consultation,
})

/** The division's answer as its head has read it: `version` moves with every comment of the division. */
export const answerConsultation = endpoint({
  method: 'POST',
  path: '/api/consultations/:id/answer',
  summary: { zh: '反馈', en: 'Answer' },
  basis: 'plan.comment',
  access: [hasPost<unknown>(['division.head'])],
  params: byId,
  body: versionOnly,
  reply: Consultation,
})

export const takeBackAnswer = endpoint({
  method: 'POST',
  path: '/api/consultations/:id/answer/removal',
  summary: { zh: '撤回反馈', en: 'Take the answer back' },
  basis: 'plan.comment',
  access: [hasPost<unknown>(['division.head'])],
  params: byId,
  body: versionOnly,
  reply: Consultation,
})

/** Reminds one division that has not answered: it sees so at its to-do. 409 `answered_already`, `urged_lately`. */
export const urgeAnswer = endpoint({
  method: 'POST',
  path: '/api/consultations/:id/urge',
  summary: { zh: '催办反馈', en: 'Urge the answer' },
  basis: 'consultation.urge',
  access: [hasPost(performanceOffice)],
  params: byId,
  body: z.strictObject({ divisionId: id }),
  reply: Consultation,
})

const ledTo = z.array(z.strictObject({ itemId: id.nullable(), field: z.string().max(80) })).max(100)

/** `ledTo` names changes that the draft holds now; 422 where it holds no such change. */
export const disposeComment = endpoint({
  method: 'POST',
  path: '/api/comments/:id/disposition',
  summary: { zh: '处理意见', en: 'Deal with a comment' },
  basis: 'plan.dispose',
  access: [hasPost(performanceOffice)],
  params: byId,
  body: z.strictObject({ version, disposition, reason: z.string().trim().max(500), ledTo: ledTo.default([]) }),
  reply: Consultation,
})

/** What of the draft is different from the version that was laid before the divisions. */
export const readDraftChanges = endpoint({
  method: 'GET',
  path: '/api/consultations/:id/changes',
  summary: { zh: '查看征求意见以后的改动', en: 'Read what changed since the divisions were asked' },
  access: [hasPost(performanceOffice)],
  params: byId,
  query: z.strictObject({ language: z.enum(['zh', 'en']).default('zh') }),
  reply: z.strictObject({ rows: z.array(LedTo) }),
})

/** Who has not answered is recorded as without comment; the plan is a draft again. 409 `answers_awaited`. */
export const closeConsultation = endpoint({
  method: 'POST',
  path: '/api/consultations/:id/closing',
  summary: { zh: '结束征求意见', en: 'Close the consultation' },
  basis: 'plan.consult',
  access: [hasPost(performanceOffice)],
  params: byId,
  body: versionOnly,
  reply: Consultation,
})

/** 征求意见采纳情况, as a workbook or as a document. */
export const downloadAdoption = endpoint({
  method: 'GET',
  path: '/api/consultations/:id/adoption',
  summary: { zh: '下载征求意见采纳情况', en: 'Download what became of the comments' },
  access: [businessPost],
  params: byId,
  query: z.strictObject({ format: z.enum(['xlsx', 'docx']) }),
  reply: z.unknown(),
  download: true,
})

export const readConsultationHistory = endpoint({
  method: 'GET',
  path: '/api/consultations/:id/history',
  summary: { zh: '查看征求意见办理记录', en: 'Read the history of a consultation' },
  access: [businessPost],
  params: byId,
  reply: z.strictObject({ rows: z.array(HistoryEntry) }),
})
