import { z } from 'zod'
import { type Holidays, isWorkingDay, weekday } from '#domain/calendar/workingDays.ts'
import type { Rule } from '#domain/kernel/lifecycle.ts'
import { ofOwnDomain } from '#domain/kernel/mail.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import { inBoth, type Text } from '#domain/kernel/text.ts'

/** How somebody is reminded by mail; nobody is before choosing it. */
export const mailKinds = {
  digest: { zh: '每个工作日汇总一封', en: 'One digest each working day' },
  atOnce: { zh: '有新待办即发', en: 'At once for new to-dos' },
  none: { zh: '不发邮件', en: 'No mail' },
} as const satisfies Record<string, Text>
export type MailKind = keyof typeof mailKinds
export const mailKindNames = Object.keys(mailKinds) as [MailKind, ...MailKind[]]

/** An hour of the day in the office's time. */
export const hour = z.int().min(0).max(23)

/** Hours without mail, from the first up to the second one, over midnight too; the same hour twice means none. */
export type QuietHours = { readonly from: number; readonly to: number }

/** What one person chose; null where the office's own value counts. */
export type MailChoice = {
  readonly kind: MailKind
  readonly hour: number | null
  readonly quietFrom: number | null
  readonly quietTo: number | null
}

type Defaults = Pick<Settings, 'reminder.digestHour' | 'reminder.quietFromHour' | 'reminder.quietToHour'>

/** The person's quiet hours, or the office's. */
export const quietOf = ({ quietFrom, quietTo }: MailChoice, settings: Defaults): QuietHours => ({
  from: quietFrom ?? settings['reminder.quietFromHour'],
  to: quietTo ?? settings['reminder.quietToHour'],
})

/** Whether an hour is one without mail. */
export const isQuiet = (at: number, { from, to }: QuietHours): boolean =>
  from <= to ? from <= at && at < to : at >= from || at < to

/** The hour of the digest: the chosen one, or the end of the quiet hours where it lies in them. */
export function digestHourOf(choice: MailChoice, settings: Defaults): number {
  const quiet = quietOf(choice, settings)
  const chosen = choice.hour ?? settings['reminder.digestHour']
  return isQuiet(chosen, quiet) ? quiet.to : chosen
}

/**
 * Whether mail goes out on a day: on working days alone. While the notice of a year is awaited its Mondays to Fridays
 * count: unlike a due day a reminder may be guessed.
 */
export const isMailDay = (day: string, holidays: Holidays): boolean =>
  isWorkingDay(day, holidays) ?? !['星期六', '星期日'].includes(weekday(day).zh)

/** A moment of the office's clock. */
export type Moment = { readonly day: string; readonly hour: number }

/** Whether a mail may go to this person now. */
export const mayMail = (
  choice: MailChoice,
  { day, hour: at }: Moment,
  settings: Defaults,
  holidays: Holidays,
): boolean => choice.kind !== 'none' && isMailDay(day, holidays) && !isQuiet(at, quietOf(choice, settings))

/**
 * Whether the digest of the day goes out now: at its hour, or later where the server stood still then. Whoever is told of
 * new to-dos at once gets it for notices alone.
 */
export const isDigestDue = (choice: MailChoice, now: Moment, settings: Defaults, holidays: Holidays): boolean =>
  mayMail(choice, now, settings, holidays) && now.hour >= digestHourOf(choice, settings)

/** So many minutes after the new to-dos of somebody were looked for they are looked for again. */
export const lookEveryMinutes = 5

const waits = [1, 5, 15, 60, 180, 360] as const

/** Minutes until a mail that could not be delivered is tried again, or null when it was tried often enough. */
export const minutesUntilNextTry = (attempts: number): number | null => waits[attempts - 1] ?? null

type Chosen = MailChoice & { readonly mailAddress: string | null; readonly formerAddress: string | null }

const withAddress: Rule<Chosen> = {
  code: 'no_mail_address',
  message: () => ({ zh: '要收邮件，须先填写邮箱地址。', en: 'To get mail, give a mail address.' }),
  holds: ({ kind, mailAddress: address }) => kind === 'none' || address !== null,
}

const quietWhole: Rule<Chosen> = {
  code: 'half_quiet_hours',
  message: () => ({ zh: '免打扰时段须同时填写起止。', en: 'Quiet hours need a beginning and an end.' }),
  holds: ({ quietFrom, quietTo }) => (quietFrom === null) === (quietTo === null),
}

/** An address from before the limit may stay where no mail is wanted. */
const inOwnDomain: Rule<Chosen> = {
  ...ofOwnDomain,
  holds: (chosen, context) =>
    (chosen.kind === 'none' && chosen.mailAddress === chosen.formerAddress) || ofOwnDomain.holds(chosen, context),
}

/** What a choice of reminders has to fulfil. */
export const choiceRules: readonly Rule<Chosen>[] = [withAddress, inOwnDomain, quietWhole]

/** 8时 / 08:00. */
export const hourText = (at: number): Text => ({ zh: `${at}时`, en: `${String(at).padStart(2, '0')}:00` })
const hourWords = (value: unknown) => (typeof value === 'number' ? inBoth(hourText(value)) : null)

export const choiceFields = {
  mailAddress: { name: { zh: '邮箱地址', en: 'Mail address' } },
  kind: {
    name: { zh: '邮件提醒', en: 'Reminder by mail' },
    show: (value: unknown) => (typeof value === 'string' ? inBoth(mailKinds[value as MailKind]) : null),
  },
  hour: { name: { zh: '汇总时间', en: 'Hour of the digest' }, show: hourWords },
  quietFrom: { name: { zh: '免打扰起', en: 'Quiet from' }, show: hourWords },
  quietTo: { name: { zh: '免打扰止', en: 'Quiet until' }, show: hourWords },
} as const
