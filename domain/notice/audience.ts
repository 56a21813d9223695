import { divisionPosts, type PostKind } from '#domain/kernel/actor.ts'

/**
 * To whom a kind is told: posts of a division, the deputy in charge of a division, or persons. Which division or person is
 * said by whoever tells.
 */
export type Audience =
  | { readonly relation: 'division'; readonly posts: readonly PostKind[] }
  | { readonly relation: 'leader' }
  | { readonly relation: 'person' }
export type Relation = Audience['relation']

export const head = { relation: 'division', posts: ['division.head'] } as const satisfies Audience
export const officers = { relation: 'division', posts: ['division.officer'] } as const satisfies Audience
export const division = { relation: 'division', posts: divisionPosts } as const satisfies Audience
export const leader = { relation: 'leader' } as const satisfies Audience
export const person = { relation: 'person' } as const satisfies Audience

/** Of kinds that may be turned off and are said outside of the system. */
export const open = { mayBeOff: true, isConfidential: false } as const
