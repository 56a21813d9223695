import { z } from 'zod'
import { byId, day, endpoint, id, instant, pageOf, paging, version, versionOnly } from '#domain/kernel/endpoint.ts'
import { mailAddress } from '#domain/kernel/mail.ts'
import { keepsPeople } from '#domain/organization/organization.ts'
import { outboxKindNames, outboxStateNames } from './outbox.ts'
import { hour, mailKindNames } from './reminder.ts'

/** The acting post's due days as a file for a calendar of one's own. */
export const downloadCalendar = endpoint({
  method: 'GET',
  path: '/api/calendar',
  summary: { zh: '导出日历', en: 'Export the calendar' },
  access: 'anyPost',
  query: z.strictObject({ language: z.enum(['zh', 'en']).default('zh') }),
  reply: z.unknown(),
  download: true,
})

/**
 * The due days of one person under one post, for a calendar program that cannot log in: whoever knows the address reads
 * what that person may see now. An address that was never made and one that was revoked are answered alike, with 404.
 */
export const readCalendarFeed = endpoint({
  method: 'GET',
  path: '/api/calendar/:token/due-days.ics',
  summary: { zh: '日历订阅', en: 'Calendar feed' },
  access: 'public',
  params: z.strictObject({ token: z.string().max(200) }),
  reply: z.unknown(),
  download: true,
})

const choice = {
  mailAddress: mailAddress.nullable(),
  kind: z.enum(mailKindNames),
  /** Null: the office's own hour. */
  hour: hour.nullable(),
  /** Null, both: the office's own quiet hours. */
  quietFrom: hour.nullable(),
  quietTo: hour.nullable(),
}

/** How the acting person is reminded. `version` 0: never chosen. */
export const Reminders = z.strictObject({
  ...choice,
  version: z.int().min(0),
  /** False: the office has no mail server set up, so no mail goes out whatever is chosen. */
  isMailSetUp: z.boolean(),
  /** The address of the acting post's calendar, if there is one; itself it is kept nowhere. */
  calendar: z.strictObject({ madeAt: instant }).nullable(),
  /** Given once, in the reply to the request that made it. */
  calendarAddress: z.string().nullable(),
})
export type Reminders = z.infer<typeof Reminders>

export const readReminders = endpoint({
  method: 'GET',
  path: '/api/reminders',
  summary: { zh: '提醒与日历', en: 'Reminders and calendar' },
  access: 'anyPost',
  reply: Reminders,
})

export const chooseReminders = endpoint({
  method: 'PUT',
  path: '/api/reminders',
  summary: { zh: '保存提醒方式', en: 'Save the reminders' },
  basis: 'reminder.mail',
  access: 'anyPost',
  body: z.strictObject({ ...choice, version: z.int().min(0) }),
  reply: Reminders,
})

/** An address for the acting post; one that was made before stops working. */
export const makeCalendarAddress = endpoint({
  method: 'POST',
  path: '/api/reminders/calendar',
  summary: { zh: '生成订阅地址', en: 'Make an address' },
  basis: 'reminder.calendar',
  access: 'anyPost',
  reply: Reminders,
})

/** 404 where the acting post has none. */
export const revokeCalendarAddress = endpoint({
  method: 'POST',
  path: '/api/reminders/calendar/revoke',
  summary: { zh: '撤销订阅地址', en: 'Revoke the address' },
  basis: 'reminder.calendar',
  access: 'anyPost',
  reply: Reminders,
})

/** One mail: to whom, for which day, and how far it came; what it says is kept nowhere. */
export const OutboxMail = z.strictObject({
  id,
  personName: z.string(),
  day,
  kind: z.enum(outboxKindNames),
  state: z.enum(outboxStateNames),
  attempts: z.int().min(0),
  lastError: z.string().nullable(),
  queuedAt: instant,
  /** When it is tried next; null once it is settled. */
  nextTryAt: instant.nullable(),
  version,
})
export type OutboxMail = z.infer<typeof OutboxMail>

/** Whether mail goes out, through which server, and what could not be delivered. */
export const readOutbox = endpoint({
  method: 'GET',
  path: '/api/mails/state',
  summary: { zh: '邮件发送情况', en: 'State of the mail' },
  access: [keepsPeople],
  reply: z.strictObject({
    /** Null: none is set up. The password is in no reply. */
    server: z
      .strictObject({
        host: z.string(),
        port: z.int(),
        security: z.enum(['tls', 'startTls', 'none']),
        user: z.string().nullable(),
        from: z.string(),
      })
      .nullable(),
    queued: z.int().min(0),
    failed: z.int().min(0),
    lastError: z.strictObject({ words: z.string(), at: instant }).nullable(),
  }),
})

/** The mails of reminders, newest first. */
export const listMails = endpoint({
  method: 'GET',
  path: '/api/mails',
  summary: { zh: '提醒邮件', en: 'Mails of reminders' },
  access: [keepsPeople],
  query: z.strictObject({ state: z.enum(outboxStateNames).optional(), ...paging }),
  reply: pageOf(OutboxMail),
})

export const resendMail = endpoint({
  method: 'POST',
  path: '/api/mails/:id/resend',
  summary: { zh: '重新发送', en: 'Send again' },
  basis: 'reminder.resend',
  access: [keepsPeople],
  params: byId,
  body: versionOnly,
  reply: OutboxMail,
})
