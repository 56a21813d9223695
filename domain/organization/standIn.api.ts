import { z } from 'zod'
import { postKinds, type StandInKind, standInKinds } from '#domain/kernel/actor.ts'
import { byId, day, endpoint, id, pageOf, paging, reason, text, version, withReason } from '#domain/kernel/endpoint.ts'
import { businessPost, inOwnPost } from '#domain/kernel/lifecycle.ts'
import { delegableActNames } from './delegableActs.ts'
import { readsStandIns, standInStateNames } from './standIn.ts'

const kindNames = Object.keys(standInKinds) as [StandInKind, ...StandInKind[]]

/** A post with who holds it and when: the facts that the rules about stand-ins ask. */
export const ArrangedPost = z.strictObject({
  id,
  kind: z.enum(postKinds),
  divisionId: id.nullable(),
  divisionName: text.nullable(),
  fromOn: day,
  toOn: day.nullable(),
  holderId: id,
  holderName: z.string(),
})
export type ArrangedPost = z.infer<typeof ArrangedPost>

const period = { fromOn: day, toOn: day.nullable() }
const record = { id, post: ArrangedPost, ...period, state: z.enum(standInStateNames), madeBy: z.string(), version }

/** A substitute (`acts` null: the whole post while its holder is absent) or a delegation of acts. */
export const StandIn = z.strictObject({
  ...record,
  kind: z.enum(kindNames),
  person: z.strictObject({ id, name: z.string() }),
  acts: z.array(z.enum(delegableActNames)).nullable(),
  reason: z.string(),
})
export type StandIn = z.infer<typeof StandIn>

export const Absence = z.strictObject({ ...record, toOn: day, basis: z.string() })
export type Absence = z.infer<typeof Absence>

/** Substitutes and delegations, the latest first: one's division's and one's own; leaders and the performance office see all. */
export const listStandIns = endpoint({
  method: 'GET',
  path: '/api/stand-ins',
  summary: { zh: '主持工作与代办', en: 'Substitutes and delegations' },
  access: [readsStandIns],
  query: z.strictObject({ isOpen: z.enum(['yes', 'no']).optional(), ...paging }),
  reply: pageOf(StandIn),
})

export const listAbsences = endpoint({
  method: 'GET',
  path: '/api/absences',
  summary: { zh: '离岗登记', en: 'Absences' },
  access: [readsStandIns],
  query: z.strictObject({ isOpen: z.enum(['yes', 'no']).optional(), ...paging }),
  reply: pageOf(Absence),
})

/** The held business posts of which this person may arrange something: the own ones, those below, for the performance office all. */
export const listArrangedPosts = endpoint({
  method: 'GET',
  path: '/api/arranged-posts',
  summary: { zh: '可安排的岗位', en: 'Posts to arrange' },
  access: [businessPost],
  reply: z.strictObject({ rows: z.array(ArrangedPost) }),
})

const makes = [businessPost, inOwnPost]

export const nameSubstitute = endpoint({
  method: 'POST',
  path: '/api/stand-ins/substitutes',
  summary: { zh: '指定主持工作者', en: 'Name a substitute' },
  basis: 'organization.substitute',
  access: makes,
  body: z.strictObject({ postId: id, personId: id, ...period, reason }),
  reply: StandIn,
})

export const delegateActs = endpoint({
  method: 'POST',
  path: '/api/stand-ins/delegations',
  summary: { zh: '委托代办', en: 'Delegate acts' },
  basis: 'organization.delegation',
  access: makes,
  body: z.strictObject({
    postId: id,
    personId: id,
    acts: z.array(z.enum(delegableActNames)).min(1).max(delegableActNames.length),
    fromOn: day,
    toOn: day,
    reason,
  }),
  reply: StandIn,
})

/** Ends it from today on. */
export const endStandIn = endpoint({
  method: 'POST',
  path: '/api/stand-ins/:id/end',
  summary: { zh: '撤销', en: 'Revoke' },
  basis: 'organization.delegation',
  access: makes,
  params: byId,
  body: withReason,
  reply: StandIn,
})

export const recordAbsence = endpoint({
  method: 'POST',
  path: '/api/absences',
  summary: { zh: '登记离岗', en: 'Record an absence' },
  basis: 'organization.substitute',
  access: makes,
  body: z.strictObject({ postId: id, fromOn: day, toOn: day, basis: reason }),
  reply: Absence,
})

export const endAbsence = endpoint({
  method: 'POST',
  path: '/api/absences/:id/end',
  summary: { zh: '销假', en: 'End the absence' },
  basis: 'organization.substitute',
  access: makes,
  params: byId,
  body: withReason,
  reply: Absence,
})
