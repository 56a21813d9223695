import { z } from 'zod'
import { postKinds } from '#domain/kernel/actor.ts'
import { byId, day, endpoint, id, instant, pageOf, paging, reason, text, version } from '#domain/kernel/endpoint.ts'
import { HistoryEntry } from '#domain/kernel/history.ts'
import { mailAddress } from '#domain/kernel/mail.ts'
import { newPassword, userName } from '#domain/session/session.ts'
import { keepsPeople, keepsPosts, personKindNames, readsPeople } from './organization.ts'
import { personStateNames } from './person.ts'
import { postStateNames } from './post.ts'
import { words } from './words.ts'

/** One post of a person. `othersHolding` counts who else holds the same administrator post without an end day. */
export const HeldPost = z.strictObject({
  id,
  kind: z.enum(postKinds),
  divisionId: id.nullable(),
  divisionName: text.nullable(),
  state: z.enum(postStateNames),
  fromOn: day,
  toOn: day.nullable(),
  isByVirtue: z.boolean(),
  inChargeOf: z.array(z.strictObject({ id, name: text })),
  othersHolding: z.int().min(0),
  version,
})
export type HeldPost = z.infer<typeof HeldPost>

const person = {
  id,
  name: z.string(),
  /** Null for everybody but the administrators. */
  userName: z.string().nullable(),
  kind: z.enum(personKindNames),
  state: z.enum(personStateNames),
}

/** A person with all posts, past and coming ones too. `lastOf`: the administrator post nobody else holds. */
export const Person = z.strictObject({
  ...person,
  /** Null for everybody but the administrators, too. */
  mailAddress: z.string().nullable(),
  lastOf: z.enum(postKinds).nullable(),
  posts: z.array(HeldPost),
  version,
})
export type Person = z.infer<typeof Person>

export const PersonRow = z.strictObject({
  ...person,
  posts: z.array(HeldPost.pick({ kind: true, divisionId: true, divisionName: true, fromOn: true, toOn: true })),
})
export type PersonRow = z.infer<typeof PersonRow>

/** Everybody with an account by name; the performance office sees those in business posts, and no user names. */
export const listAccounts = endpoint({
  method: 'GET',
  path: '/api/accounts',
  summary: { zh: '人员', en: 'People' },
  access: [readsPeople],
  query: z.strictObject({
    divisionId: id.optional(),
    post: z.enum(postKinds).optional(),
    state: z.enum(personStateNames).optional(),
    /** Part of the name. */
    name: words(1, 40).optional(),
    ...paging,
  }),
  reply: pageOf(PersonRow),
})

export const readPerson = endpoint({
  method: 'GET',
  path: '/api/people/:id',
  summary: { zh: '人员与岗位', en: 'A person and the posts' },
  access: [readsPeople],
  params: byId,
  reply: Person,
})

const content = {
  name: words(2, 40),
  userName,
  kind: z.enum(personKindNames),
  /** Where reminders go; left out, it stays as it is. */
  mailAddress: mailAddress.nullable().optional(),
}

export const createPerson = endpoint({
  method: 'POST',
  path: '/api/people',
  summary: { zh: '增加人员', en: 'Add a person' },
  basis: 'organization.person',
  access: [keepsPeople],
  body: z.strictObject({ ...content, password: newPassword }),
  reply: Person,
})

export const changePerson = endpoint({
  method: 'PUT',
  path: '/api/people/:id',
  summary: { zh: '修改', en: 'Change' },
  basis: 'organization.person',
  access: [keepsPeople],
  params: byId,
  body: z.strictObject({ ...content, version }),
  reply: Person,
})

const withReason = z.strictObject({ version, reason })

/** Ends the person's sessions. The posts stay: who held what is not changed by an account. */
export const disablePerson = endpoint({
  method: 'POST',
  path: '/api/people/:id/disable',
  summary: { zh: '停用', en: 'Disable' },
  basis: 'organization.person',
  access: [keepsPeople],
  params: byId,
  body: withReason,
  reply: Person,
})

export const enablePerson = endpoint({
  method: 'POST',
  path: '/api/people/:id/enable',
  summary: { zh: '恢复', en: 'Enable again' },
  basis: 'organization.person',
  access: [keepsPeople],
  params: byId,
  body: withReason,
  reply: Person,
})

/** Ends the person's sessions. The password itself is in no reply, no history and no log. */
export const resetPassword = endpoint({
  method: 'POST',
  path: '/api/people/:id/password',
  summary: { zh: '重置密码', en: 'Reset password' },
  basis: 'organization.person',
  access: [keepsPeople],
  params: byId,
  body: z.strictObject({ version, password: newPassword }),
  reply: Person,
})

export const listSessionsOf = endpoint({
  method: 'GET',
  path: '/api/people/:id/sessions',
  summary: { zh: '该人员的登录', en: 'Sessions of a person' },
  access: [keepsPosts],
  params: byId,
  reply: z.strictObject({
    rows: z.array(
      z.strictObject({
        id,
        post: z.enum(postKinds),
        divisionName: text.nullable(),
        startedAt: instant,
        lastUsedAt: instant,
        address: z.string(),
        browser: z.string(),
      }),
    ),
  }),
})

export const endSessionsOfPerson = endpoint({
  method: 'POST',
  path: '/api/people/:id/sessions/end',
  summary: { zh: '结束其登录', en: 'End sessions' },
  basis: 'organization.post',
  access: [keepsPosts],
  params: byId,
  body: z.strictObject({ reason }),
  reply: Person,
})

/** What happened to the person and to the person's posts. */
export const readPersonHistory = endpoint({
  method: 'GET',
  path: '/api/people/:id/history',
  summary: { zh: '人员的办理记录', en: 'History of a person' },
  access: [readsPeople],
  params: byId,
  reply: z.strictObject({ rows: z.array(HistoryEntry) }),
})
