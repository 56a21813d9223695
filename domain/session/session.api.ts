import { z } from 'zod'
import { postKinds, type StandInKind, standInKinds } from '#domain/kernel/actor.ts'
import { byId, day, endpoint, id, instant, text } from '#domain/kernel/endpoint.ts'
import { RulePack, settingSchemas } from '#domain/kernel/settings.ts'
import { newPassword, password, userName, yearStateNames } from './session.ts'

const mode = z.enum(['demo', 'production'])
const language = z.enum(['zh', 'en'])
const office = z.strictObject({ name: text, shortName: text })
const year = z.strictObject({ year: z.int(), state: z.enum(yearStateNames) })

const standInKindNames = Object.keys(standInKinds) as [StandInKind, ...StandInKind[]]

/** In whose place the post is acted under; absent where it is the person's own. */
const standsInFor = z
  .strictObject({
    standInId: id,
    kind: z.enum(standInKindNames),
    personId: id,
    personName: z.string(),
    toOn: day.nullable(),
    bases: z.array(z.string()).nullable(),
  })
  .optional()

export const Post = z.strictObject({
  id,
  kind: z.enum(postKinds),
  divisionId: id.nullable(),
  divisionName: text.nullable(),
  standsInFor,
})
export type Post = z.infer<typeof Post>

/** Everything the browser needs to ask the same rules as the server, and to draw the frame of every page. */
export const Session = z.strictObject({
  person: z.strictObject({ id, name: z.string() }),
  post: Post,
  posts: z.array(Post),
  actor: z.strictObject({
    id,
    name: z.string(),
    postId: id,
    post: z.enum(postKinds),
    divisionId: id.nullable(),
    inChargeOf: z.array(id),
    standsInFor,
  }),
  office,
  year: year.nullable(),
  /** The day and the moment of the office's clock, which a demo office moves forward. */
  today: day,
  now: instant,
  mode,
  pack: RulePack.pick({ name: true, title: true, bases: true, cards: true, dimensions: true, statements: true }),
  settings: z.strictObject(settingSchemas),
  /** The other posts of the person under which something waits. */
  elsewhere: z.array(z.strictObject({ post: Post, todoCount: z.int().min(1) })),
  todoCount: z.int().min(0),
  /** Unread notices of the acting post and person; not counted beyond 99. */
  noticeCount: z.int().min(0),
  /** The same to-dos counted by module: 'plan', 'collection', … for the numbers in the menu. */
  todoCountOf: z.record(z.string(), z.int().min(0)),
  /** Real time, as are all instants about the session itself: until when signatures ask for no password. */
  reauthenticatedUntil: instant.nullable(),
  /** Real time at which the session ends however busy it is. */
  endsAt: instant,
  language: language.nullable(),
  /** Logged in with a password that was handed out: an own one has to be chosen before anything else. */
  hasStartPassword: z.boolean(),
})
export type Session = z.infer<typeof Session>

/** 401 `wrong_credentials` never says which of the two is wrong; 429 carries `retryAfter` seconds. */
export const signIn = endpoint({
  method: 'POST',
  path: '/api/session',
  summary: { zh: '登录', en: 'Log in' },
  access: 'public',
  body: z.strictObject({ userName, password }),
  reply: Session,
})

export const readSession = endpoint({
  method: 'GET',
  path: '/api/session',
  summary: { zh: '查看本次登录', en: 'Read the session' },
  access: 'anyPost',
  withStartPassword: true,
  reply: Session,
})

export const choosePost = endpoint({
  method: 'POST',
  path: '/api/session/post',
  summary: { zh: '切换岗位', en: 'Act under another post' },
  access: 'anyPost',
  /** `standInId` for a post of somebody in whose place the person stands. */
  body: z.strictObject({ postId: id, standInId: id.optional() }),
  reply: Session,
})

export const chooseLanguage = endpoint({
  method: 'POST',
  path: '/api/session/language',
  summary: { zh: '选择语言', en: 'Choose the language' },
  access: 'anyPost',
  withStartPassword: true,
  body: z.strictObject({ language }),
  reply: z.strictObject({ language }),
})

export const signOut = endpoint({
  method: 'POST',
  path: '/api/session/end',
  summary: { zh: '退出登录', en: 'Log out' },
  access: 'anyPost',
  withStartPassword: true,
  reply: z.strictObject({}),
})

/** 403 `wrong_password` when it does not fit, 429 as at log-in. */
export const reauthenticate = endpoint({
  method: 'POST',
  path: '/api/session/reauthentication',
  summary: { zh: '再次核对密码', en: 'Confirm the password again' },
  access: 'anyPost',
  body: z.strictObject({ password }),
  reply: z.strictObject({ reauthenticatedUntil: instant }),
})

/** An own password. Ends the other sessions; 403 `wrong_password` when the present one does not fit, 429 as at log-in. */
export const choosePassword = endpoint({
  method: 'POST',
  path: '/api/session/password',
  summary: { zh: '设定自己的密码', en: 'Choose an own password' },
  basis: 'organization.person',
  access: 'anyPost',
  withStartPassword: true,
  body: z.strictObject({ presentPassword: password, password: newPassword }),
  reply: Session,
})

export const listSessions = endpoint({
  method: 'GET',
  path: '/api/sessions',
  summary: { zh: '我的登录', en: 'My sessions' },
  access: 'anyPost',
  reply: z.strictObject({
    rows: z.array(
      z.strictObject({
        id,
        isCurrent: z.boolean(),
        startedAt: instant,
        lastUsedAt: instant,
        address: z.string(),
        browser: z.string(),
      }),
    ),
  }),
})

export const endSession = endpoint({
  method: 'POST',
  path: '/api/sessions/:id/end',
  summary: { zh: '结束一次登录', en: 'End one of my sessions' },
  access: 'anyPost',
  params: byId,
  reply: z.strictObject({}),
})

export const readSetup = endpoint({
  method: 'GET',
  path: '/api/setup',
  summary: { zh: '是否须初始设置', en: 'Whether the office is still to be set up' },
  access: 'public',
  reply: z.strictObject({ isNeeded: z.boolean() }),
})

const firstPerson = z.strictObject({ name: z.string().trim().min(2).max(40), userName, password: newPassword })

/** Only once, with the code the first start printed: the office and its three administrators, three different persons. */
export const completeSetup = endpoint({
  method: 'POST',
  path: '/api/setup',
  summary: { zh: '初始设置', en: 'Set up the office' },
  access: 'public',
  body: z.strictObject({
    code: z.string().trim().min(4).max(60),
    office: z.strictObject({
      name: z.strictObject({ zh: z.string().trim().min(2).max(60), en: z.string().trim().min(2).max(120) }),
      shortName: z.strictObject({ zh: z.string().trim().min(1).max(20), en: z.string().trim().min(1).max(40) }),
    }),
    systemAdmin: firstPerson,
    securityAdmin: firstPerson,
    auditAdmin: firstPerson,
  }),
  reply: z.strictObject({}),
})

/** Demo mode only (404 elsewhere): the office's clock goes forward; the sweep of that day runs before the answer. */
export const moveClock = endpoint({
  method: 'POST',
  path: '/api/demo/clock',
  summary: { zh: '拨动演示时钟', en: 'Move the demo clock' },
  access: 'anyPost',
  body: z.strictObject({ days: z.int().min(1).max(62) }),
  reply: z.strictObject({ today: day }),
})

/** What the log-in page says of itself. The people and their common password are given in demo mode alone. */
export const readPublicOffice = endpoint({
  method: 'GET',
  path: '/api/office',
  summary: { zh: '本单位', en: 'The office' },
  access: 'public',
  reply: z.strictObject({
    office: office.nullable(),
    year: year.nullable(),
    mode,
    demo: z
      .strictObject({
        password: z.string(),
        people: z.array(z.strictObject({ userName: z.string(), name: z.string(), posts: z.array(text) })),
      })
      .nullable(),
  }),
})
