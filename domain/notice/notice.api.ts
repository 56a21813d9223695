import { z } from 'zod'
import { byId, endpoint, id, instant, pageOf, paging, text } from '#domain/kernel/endpoint.ts'
import { businessPost } from '#domain/kernel/lifecycle.ts'
import { type Channel, channelNames, type NoticeKind, noticeKindNames } from './noticeKind.ts'

const Notice = z.strictObject({
  id,
  kind: z.enum(noticeKindNames),
  sentence: text,
  link: z.string(),
  toldAt: instant,
  isRead: z.boolean(),
})
export type Notice = z.infer<typeof Notice>

/** What the acting post and person were told, the latest first. */
export const listNotices = endpoint({
  method: 'GET',
  path: '/api/notices',
  summary: { zh: '通知消息', en: 'Notices' },
  access: [businessPost],
  query: z.strictObject({ unread: z.literal('yes').optional(), kind: z.enum(noticeKindNames).optional(), ...paging }),
  reply: pageOf(Notice),
})

/** Opened: read from then on. Reading is nobody's act and is not in the history. */
export const openNotice = endpoint({
  method: 'POST',
  path: '/api/notices/:id/opening',
  summary: { zh: '打开通知', en: 'Open a notice' },
  access: [businessPost],
  params: byId,
  reply: Notice,
})

/** Everything told up to a moment: what came after the list was read stays unread. */
export const readAllNotices = endpoint({
  method: 'POST',
  path: '/api/notices/reading',
  summary: { zh: '全部标为已读', en: 'Mark all as read' },
  access: [businessPost],
  body: z.strictObject({ upTo: instant }),
  reply: z.strictObject({ unread: z.int().min(0) }),
})

const ofEachKind = Object.fromEntries(noticeKindNames.map((kind) => [kind, z.enum(channelNames).optional()])) as Record<
  NoticeKind,
  z.ZodOptional<z.ZodEnum<{ [C in Channel]: C }>>
>

/** How the person gets each kind; `version` 0: nothing was chosen yet. */
const NoticeChoice = z.strictObject({
  channels: z.strictObject(ofEachKind),
  version: z.int().min(0),
})
export type NoticeChoice = z.infer<typeof NoticeChoice>

export const readNoticeChoice = endpoint({
  method: 'GET',
  path: '/api/notice-choice',
  summary: { zh: '通知方式', en: 'Ways of notices' },
  access: [businessPost],
  reply: NoticeChoice,
})

export const chooseNotices = endpoint({
  method: 'PUT',
  path: '/api/notice-choice',
  summary: { zh: '保存通知方式', en: 'Save the ways of notices' },
  basis: 'notice.choose',
  access: [businessPost],
  body: NoticeChoice,
  reply: NoticeChoice,
})
