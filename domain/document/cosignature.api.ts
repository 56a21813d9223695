import { z } from 'zod'
import { performanceOffice } from '#domain/kernel/actor.ts'
import { byId, endpoint, id, reason, version } from '#domain/kernel/endpoint.ts'
import { hasPost } from '#domain/kernel/lifecycle.ts'
import { digest } from '#domain/plan/plan.api.ts'
import { OfficialDocument } from './officialDocument.api.ts'

const oneOf = z.strictObject({ id, cosignatureId: id })

/** Lays the draft before divisions. 409 `cosignature_asked` where one of them has not answered yet. */
export const askCosignatures = endpoint({
  method: 'POST',
  path: '/api/documents/:id/cosignatures',
  summary: { zh: '送会签', en: 'Ask for co-signature' },
  basis: 'document.cosign',
  access: [hasPost(performanceOffice)],
  params: byId,
  body: z.strictObject({ version, divisionIds: z.array(id).min(1).max(50), note: z.string().trim().max(500) }),
  reply: OfficialDocument,
})

/** `digest` is of the words that were read: 409 `stale` when they are others by now. */
export const answerCosignature = endpoint({
  method: 'POST',
  path: '/api/documents/:id/cosignatures/:cosignatureId/answer',
  summary: { zh: '会签', en: 'Co-sign' },
  basis: 'document.answerCosign',
  access: [hasPost(['division.head'])],
  params: oneOf,
  body: z.strictObject({ digest, answer: z.enum(['agree', 'return']), words: z.string().trim().max(1000) }),
  reply: OfficialDocument,
})

export const withdrawCosignature = endpoint({
  method: 'POST',
  path: '/api/documents/:id/cosignatures/:cosignatureId/withdrawal',
  summary: { zh: '撤回会签', en: 'Withdraw the request' },
  basis: 'document.cosign',
  access: [hasPost(performanceOffice)],
  params: oneOf,
  body: z.strictObject({ reason }),
  reply: OfficialDocument,
})
