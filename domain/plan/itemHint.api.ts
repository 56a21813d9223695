import { z } from 'zod'
import { byId, endpoint, reason, version } from '#domain/kernel/endpoint.ts'
import { Item, itemWriters } from './item.api.ts'

const answered = { code: z.string().max(10), field: z.string().max(80) }

/** Answers a hint: it is left as it is, with a reason. 409 `not_a_hint` where the linter says no such thing. */
export const silenceHint = endpoint({
  method: 'POST',
  path: '/api/items/:id/silences',
  summary: { zh: '说明提示', en: 'Answer a hint' },
  basis: 'plan.hint',
  access: itemWriters,
  params: byId,
  body: z.strictObject({ ...answered, version, reason }),
  reply: Item,
})

/** Takes the answer back; the hint stands again. */
export const liftSilence = endpoint({
  method: 'POST',
  path: '/api/items/:id/silences/removal',
  summary: { zh: '撤销说明', en: 'Take an answer back' },
  basis: 'plan.hint',
  access: itemWriters,
  params: byId,
  body: z.strictObject({ ...answered, version }),
  reply: Item,
})
