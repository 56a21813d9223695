import { z } from 'zod'
import { postKinds } from '#domain/kernel/actor.ts'
import { byId, day, endpoint, id, reason, version } from '#domain/kernel/endpoint.ts'
import { keepsPosts } from './organization.ts'
import { Person } from './person.api.ts'

/** `version` is the person's: what was held when the post was granted. `toOn` is the first day without it. */
export const grantPost = endpoint({
  method: 'POST',
  path: '/api/people/:id/posts',
  summary: { zh: '授予岗位', en: 'Grant a post' },
  basis: 'organization.post',
  access: [keepsPosts],
  params: byId,
  body: z.strictObject({
    version,
    kind: z.enum(postKinds),
    divisionId: id.nullable(),
    fromOn: day,
    toOn: day.nullable(),
    inChargeOf: z.array(id).max(60),
    /** Why two head a division for a time. */
    besideReason: reason.nullable().default(null),
  }),
  reply: Person,
})

/** `endsOn` is the first day without the post. */
export const endPost = endpoint({
  method: 'POST',
  path: '/api/posts/:id/end',
  summary: { zh: '终止岗位', en: 'End the post' },
  basis: 'organization.post',
  access: [keepsPosts],
  params: byId,
  body: z.strictObject({ version, endsOn: day, reason }),
  reply: Person,
})

export const setCharge = endpoint({
  method: 'POST',
  path: '/api/posts/:id/charge',
  summary: { zh: '设定分管', en: 'Set the charge' },
  basis: 'organization.post',
  access: [keepsPosts],
  params: byId,
  body: z.strictObject({ version, inChargeOf: z.array(id).max(60) }),
  reply: Person,
})
