import { changesOf } from '#domain/kernel/history.ts'
import { postFields } from '#domain/organization/post.ts'
import type { Entry } from '#server/kernel/history.ts'

export const postBasis = 'organization.post'

/** What comes and goes by virtue of another post rests on the rule about the leading group. */
const basisOf = (kind: string): string => (kind === 'leadingGroup.member' ? 'organization.leadingGroup' : postBasis)

type Named = { readonly kind: string; readonly division: string | null | undefined }

/** Names the post whose period or charge changed. */
const which = ({ kind, division }: Named) => changesOf(postFields, {}, { kind, division })

export const grantEntry = (id: string, after: Named & Readonly<Record<string, unknown>>): Entry => ({
  action: 'post.grant',
  subject: { kind: 'post', id },
  basis: basisOf(after.kind),
  changes: changesOf(postFields, {}, after),
})

type End = { readonly before: string | null; readonly after: string | null; readonly reason: string }

export const endEntry = (id: string, post: Named, { before, after, reason }: End): Entry => ({
  action: 'post.end',
  subject: { kind: 'post', id },
  basis: basisOf(post.kind),
  changes: [...which(post), ...changesOf(postFields, { toOn: before }, { toOn: after })],
  reason,
})

export const chargeEntry = (id: string, post: Named, before: string, after: string): Entry => ({
  action: 'post.charge',
  subject: { kind: 'post', id },
  basis: postBasis,
  changes: [...which(post), ...changesOf(postFields, { inChargeOf: before }, { inChargeOf: after })],
})
