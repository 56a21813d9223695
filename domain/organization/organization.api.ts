import { z } from 'zod'
import { postKinds } from '#domain/kernel/actor.ts'
import { day, endpoint, id, text, version } from '#domain/kernel/endpoint.ts'
import { businessPost } from '#domain/kernel/lifecycle.ts'
import { bodyKindNames, personKindNames, readsBodies } from './organization.ts'

/** A division as every post may know it. `isPresent`: its period holds the office's day. */
export const Division = z.strictObject({
  id,
  code: z.string(),
  name: text,
  sort: z.int(),
  housesPerformanceOffice: z.boolean(),
  fromOn: day,
  toOn: day.nullable(),
  isPresent: z.boolean(),
  version,
})
export type Division = z.infer<typeof Division>

/** All divisions in the order of the organization, past ones too: `isPresent` tells which may be chosen. */
export const listDivisions = endpoint({
  method: 'GET',
  path: '/api/divisions',
  summary: { zh: '各处', en: 'Divisions' },
  access: 'anyPost',
  reply: z.strictObject({ rows: z.array(Division) }),
})

/** Somebody to be named in a plan: `divisionId` is the division of the first post that has one. */
export const Colleague = z.strictObject({
  id,
  name: z.string(),
  kind: z.enum(personKindNames),
  divisionId: id.nullable(),
  divisionName: text.nullable(),
  posts: z.array(z.strictObject({ kind: z.enum(postKinds), divisionId: id.nullable(), divisionName: text.nullable() })),
})
export type Colleague = z.infer<typeof Colleague>

/** Everybody who holds a business post today, in the order of the organization; without user names, not in pages. */
export const listPeople = endpoint({
  method: 'GET',
  path: '/api/people',
  summary: { zh: '工作人员', en: 'Colleagues' },
  access: [businessPost],
  query: z.strictObject({ divisionId: id.optional() }),
  reply: z.strictObject({ rows: z.array(Colleague) }),
})

export const ExternalBody = z.strictObject({
  id,
  kind: z.enum(bodyKindNames),
  name: text,
  fromOn: day,
  toOn: day.nullable(),
  isPresent: z.boolean(),
  version,
})
export type ExternalBody = z.infer<typeof ExternalBody>

/** All outside bodies by kind and name, past ones too: `isPresent` tells which may be chosen. */
export const listExternalBodies = endpoint({
  method: 'GET',
  path: '/api/external-bodies',
  summary: { zh: '外部单位', en: 'Outside bodies' },
  access: [readsBodies],
  query: z.strictObject({ kind: z.enum(bodyKindNames).optional() }),
  reply: z.strictObject({ rows: z.array(ExternalBody) }),
})
