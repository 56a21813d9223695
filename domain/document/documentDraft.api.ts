import { z } from 'zod'
import { performanceOffice } from '#domain/kernel/actor.ts'
import { byId, endpoint } from '#domain/kernel/endpoint.ts'
import { hasPost } from '#domain/kernel/lifecycle.ts'
import { OfficialDocument } from './officialDocument.api.ts'

const drafting = {
  method: 'POST',
  basis: 'document.draft',
  access: [hasPost(performanceOffice)],
  params: byId,
} as const

/**
 * Begins the notice of a decided plan with proposed words; `isProvisional` where it goes out before the city's plan is
 * there (预安排). 409 `plan_not_decided`, `document_exists`.
 */
export const draftNotice = endpoint({
  ...drafting,
  path: '/api/plans/:id/notice',
  summary: { zh: '拟印发通知', en: 'Draft the notice' },
  body: z.strictObject({ isProvisional: z.boolean().default(false) }),
  reply: OfficialDocument,
})

/** Begins the 报告 or 函 with which an issued plan goes to the city. 409 `plan_not_issued`, `document_exists`. */
export const draftSending = endpoint({
  ...drafting,
  path: '/api/plans/:id/sending-document',
  summary: { zh: '拟报送公文', en: 'Draft the document to the city' },
  body: z.strictObject({ kind: z.enum(['report', 'letter']) }),
  reply: OfficialDocument,
})

/** Begins a notice of the call's own. 409 `call_issued`, `text_missing`, `document_exists`. */
export const draftCallNotice = endpoint({
  ...drafting,
  path: '/api/plan-calls/:id/notice',
  summary: { zh: '拟下发通知', en: 'Draft a notice of its own' },
  body: z.strictObject({}),
  reply: OfficialDocument,
})

/** Begins the minutes of a review that was held as a meeting. 409 `not_a_meeting`, `review_open`, `document_exists`. */
export const draftMinutes = endpoint({
  ...drafting,
  path: '/api/reviews/:id/minutes',
  summary: { zh: '拟会议纪要', en: 'Draft the minutes' },
  body: z.strictObject({}),
  reply: OfficialDocument,
})
