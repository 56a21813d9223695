import { z } from 'zod'
import { officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import { byId, day, endpoint, id, instant, reason, version, withReason } from '#domain/kernel/endpoint.ts'
import { businessPost, hasPost } from '#domain/kernel/lifecycle.ts'
import { NamedRef, PersonRef } from './item.api.ts'
import { digest } from './plan.api.ts'
import {
  type GroupPost,
  groupPosts,
  type Opinion,
  opinions,
  type ReviewMode,
  type ReviewState,
  reviewModes,
  reviewStates,
} from './review.ts'

const keys = <Key extends string>(names: Record<Key, unknown>) => Object.keys(names) as [Key, ...Key[]]
const opinion = z.enum(keys<Opinion>(opinions))
const ItemRef = z.strictObject({ id, code: z.string(), title: z.string() })

/** One member who was asked, and what they said: null is not yet. `abstains` are the items that it does not count for. */
export const GroupOpinion = z.strictObject({
  person: PersonRef,
  post: z.enum(groupPosts satisfies readonly GroupPost[]),
  division: NamedRef.nullable(),
  opinion: opinion.nullable(),
  remark: z.string(),
  /** Who gave it, where a stand-in did. */
  givenBy: z.string().nullable(),
  givenAt: instant.nullable(),
  version,
  abstains: z.array(ItemRef),
})
export type GroupOpinion = z.infer<typeof GroupOpinion>

/** A review of one frozen version. `returns` says of which items it went back, and why. */
export const Review = z.strictObject({
  id,
  version,
  planId: id,
  number: z.int(),
  digest,
  state: z.enum(keys<ReviewState>(reviewStates)),
  mode: z.enum(keys<ReviewMode>(reviewModes)),
  agenda: z.string(),
  dueOn: day.nullable(),
  meetsOn: day.nullable(),
  openedAt: instant,
  submittedBy: id,
  submitterName: z.string(),
  entrustedTo: id.nullable(),
  entrustedName: z.string().nullable(),
  minutes: z.string(),
  reason: z.string(),
  decidedBy: PersonRef.nullable(),
  decidedAt: instant.nullable(),
  opinions: z.array(GroupOpinion),
  returns: z.array(z.strictObject({ item: ItemRef, reason: z.string() })),
  files: z.array(z.strictObject({ id, name: z.string(), size: z.int() })),
})
export type Review = z.infer<typeof Review>

/** The reviews of a plan, newest first. 404 for whoever is not of the group and does not see everything. */
export const listReviews = endpoint({
  method: 'GET',
  path: '/api/plans/:id/reviews',
  summary: { zh: '查看审定情况', en: 'Read the reviews of a plan' },
  access: [businessPost],
  params: byId,
  reply: z.strictObject({ rows: z.array(Review) }),
})

/** `digest` is of the version that was read, `version` of one's own opinion, 1 where none was given. 409 `stale`. */
export const giveOpinion = endpoint({
  method: 'POST',
  path: '/api/reviews/:id/opinion',
  summary: { zh: '发表意见', en: 'Give an opinion' },
  basis: 'plan.opine',
  access: [hasPost(groupPosts)],
  params: byId,
  body: z.strictObject({ version, digest, opinion, remark: z.string().trim().max(1000) }),
  reply: Review,
})

/** The head entrusts a deputy with the decision; null takes it back. */
export const entrustDecision = endpoint({
  method: 'POST',
  path: '/api/reviews/:id/entrustment',
  summary: { zh: '委托副组长审定', en: 'Entrust a deputy with the decision' },
  basis: 'plan.entrust',
  access: [hasPost(['leadingGroup.head'])],
  params: byId,
  body: z.strictObject({ version, personId: id.nullable(), reason }),
  reply: Review,
})

export const attachMinutes = endpoint({
  method: 'POST',
  path: '/api/reviews/:id/files',
  summary: { zh: '附会议纪要', en: 'Attach minutes' },
  basis: 'plan.attachMinutes',
  access: [hasPost(performanceOffice)],
  params: byId,
  body: z.strictObject({ version, fileId: id }),
  reply: Review,
})

export const detachMinutes = endpoint({
  method: 'POST',
  path: '/api/reviews/:id/files/:fileId/removal',
  summary: { zh: '去掉附件', en: 'Remove an attachment' },
  basis: 'plan.attachMinutes',
  access: [hasPost(performanceOffice)],
  params: z.strictObject({ id, fileId: id }),
  body: withReason,
  reply: Review,
})

export const downloadMinutes = endpoint({
  method: 'GET',
  path: '/api/reviews/:id/files/:fileId',
  summary: { zh: '下载纪要', en: 'Download minutes' },
  access: [businessPost],
  params: z.strictObject({ id, fileId: id }),
  reply: z.unknown(),
  download: true,
})

/** 审定情况: who was asked and what each said, as a document. */
export const downloadReview = endpoint({
  method: 'GET',
  path: '/api/reviews/:id/sheet',
  summary: { zh: '下载审定情况', en: 'Download the record of a review' },
  access: [hasPost([...officeLeaders, ...performanceOffice])],
  params: byId,
  reply: z.unknown(),
  download: true,
})
