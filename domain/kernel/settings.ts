import { z } from 'zod'
import { day, text } from './endpoint.ts'
import { mailDomains } from './mail.ts'
import type { Text } from './text.ts'

/** A day of every year: 29 February is none. */
const monthDay = z.string().refine((value) => /^\d\d-\d\d$/.test(value) && day.safeParse(`2001-${value}`).success)

/**
 * Numbers and periods that the regulation or the city's rules leave open, by key. The rule pack gives the value that
 * holds from a day; the office may set its own, dated, with a source. Until then screens say "office default".
 */
export const settingSchemas = {
  /** Working days of the next month for monthly data (city data rule, Art. 9). */
  'collection.monthlyDueWorkingDays': z.int().min(1).max(25),
  'collection.quarterlyDueWorkingDays': z.int().min(1).max(60),
  /** Calendar day, 'MM-DD', of first-half data in the same year: it lies after the half year. */
  'collection.halfYearDueOn': monthDay.refine((value) => value >= '07-01'),
  /** Calendar day, 'MM-DD', of yearly data in the next year. */
  'collection.yearlyDueOn': monthDay,
  /** Second-half data: with the yearly data, or not collected. The city rule names only July. */
  'collection.secondHalfDue': z.enum(['withYear', 'none']),
  /** A calendar due day on a rest day stays, or moves to the next working day. */
  'collection.restDayRule': z.enum(['stays', 'nextWorkingDay']),
  /** The internal due day lies so many working days before the external one. */
  'collection.internalLeadWorkingDays': z.int().min(0).max(20),
  /** The reminder goes out so many working days before the internal due day, never before the period has ended. */
  'collection.reminderWorkingDays': z.int().min(0).max(20),
  /** At issue of a plan, duties due within so many working days open as 补报 without cards. */
  'collection.lateStartWorkingDays': z.int().min(0).max(60),
  /** A value that differs from the last period's by more percent needs a note. */
  'collection.noteAbovePercent': z.int().min(1).max(100_000),
  /** So many working days after a report was sent without a receipt its recording becomes a to-do. */
  'collection.receiptWorkingDays': z.int().min(1).max(60),
  /** Feeds that are read by themselves are read once a day after this hour of the office's day. */
  'collection.feedAfterHour': z.int().min(0).max(23),
  /** So many working days after it came an opinion without an answer stands out. */
  'opinion.answerWorkingDays': z.int().min(1).max(60),
  /** Before the year in the numbers of orders, as 整改〔2025〕7号. */
  'rectification.code': z.string().regex(/^\p{Script=Han}{2,10}$/u),
  /** What a new order proposes: working days until its day. */
  'rectification.dueWorkingDays': z.int().min(1).max(120),
  /** Days after the due day until an overdue order is put before the head of the performance office… */
  'rectification.officeHeadAfterDays': z.int().min(1).max(30),
  /** …working days until it is put before the deputy in charge… */
  'rectification.deputyAfterWorkingDays': z.int().min(1).max(60),
  /** …and before the head of the leading group. */
  'rectification.groupAfterWorkingDays': z.int().min(1).max(120),
  /** How often a bulletin is due; each end of a period makes a to-do for the performance office. */
  'bulletin.rhythm': z.enum(['month', 'quarter']),
  /** A bulletin is due so many working days after its period has ended. */
  'bulletin.dueWorkingDays': z.int().min(1).max(60),
  /** How often the progress of a phase is reported. */
  'progress.rhythm': z.enum(['month', 'quarter', 'phaseEnd']),
  /** A progress report is due so many working days after its period, or the phase, has ended… */
  'progress.reportWorkingDays': z.int().min(1).max(25),
  /** …and counts for that period from so many working days before the end on. */
  'progress.reportEarlyWorkingDays': z.int().min(0).max(15),
  /** So many working days after a judgement its division may ask for a review. */
  'progress.reviewWorkingDays': z.int().min(1).max(30),
  /** A phase that nobody claims within so many working days after its end is judged all the same. */
  'progress.judgeUnclaimedWorkingDays': z.int().min(1).max(60),
  /** A phase so many percent below its plan is at risk… */
  'progress.riskBelowPlanPercent': z.int().min(1).max(100),
  /** …or behind. */
  'progress.behindBelowPlanPercent': z.int().min(1).max(100),
  /** A phase that ended more working days ago than this and is not reached is behind. */
  'progress.behindOverdueWorkingDays': z.int().min(0).max(60),
  /** So many progress reports missing in a row put an item at risk… */
  'progress.riskMissedReports': z.int().min(1).max(12),
  /** …or behind. */
  'progress.behindMissedReports': z.int().min(1).max(12),
  /** A phase whose reports lead more working days beyond its end than this is at risk. */
  'progress.riskForecastWorkingDays': z.int().min(0).max(120),
  'card.earlyWarningWorkingDays': z.int().min(1).max(20),
  'card.redAfterWorkingDays': z.int().min(1).max(20),
  /** An internal day missed gives a yellow card only if this is on. */
  'card.internalCards': z.boolean(),
  /** Whose card it is when the responsible division had not delivered: the responsible one, or always the coordinating. */
  'card.hitsWhoDelayed': z.boolean(),
  /** Whether an office leader approves before a supervision ticket is registered. */
  'supervision.approveTickets': z.boolean(),
  /** Whether the office leader in charge decides on a later day of a ticket instead of the performance office. */
  'supervision.extensionByLeader': z.boolean(),
  /** One division is urged about one thing once in so many days. */
  'supervision.urgeEveryDays': z.int().min(1).max(60),
  /** The reminder of a ticket's due day comes so many working days before it. */
  'supervision.reminderWorkingDays': z.int().min(1).max(20),
  /** So many working days after its due day an open share is reported to the office leader in charge. */
  'supervision.escalateWorkingDays': z.int().min(1).max(60),
  'session.idleMinutes': z.int().min(5).max(240),
  'session.absoluteHours': z.int().min(1).max(24),
  'session.reauthenticationMinutes': z.int().min(1).max(30),
  /** The class of the office in the city's table: it picks the column of weights. */
  'plan.officeClass': z.enum(['commission', 'bureau', 'office']),
  /** Working days after the city's indicators are issued for the office's plan (city procedure rule, Art. 6). */
  'plan.toCityWorkingDays': z.int().min(1).max(60),
  /** What a new call for plans proposes: working days from its issue until the divisions' plans are due. */
  'plan.callWorkingDays': z.int().min(1).max(120),
  /** The office's own sequence of document numbers, as 深口绩; `register`: numbers are entered from its register. */
  'document.ownSequence': z.string().regex(/^(register|\p{Script=Han}{2,10})$/u),
  /** Hour of the day at which the digest of a working day goes out by mail, where the person chose none. */
  'reminder.digestHour': z.int().min(0).max(23),
  /** Hours without mail, where the person chose none: from this one… */
  'reminder.quietFromHour': z.int().min(0).max(23),
  /** …until this one, over midnight too; the same hour twice means none. */
  'reminder.quietToHour': z.int().min(0).max(23),
  /** The office's own mail domains with 、 between them: addresses of others are refused; `any`: no limit. */
  'reminder.mailDomains': mailDomains,
  /** Notices are kept so many days, read or not. */
  'notice.keptDays': z.int().min(30).max(3650),
  /** A message to the office's bridge is tried so often before it is given up. */
  'notice.mostTries': z.int().min(1).max(20),
  /** One person mainly responsible for more items than this is worth a hint. */
  'plan.itemsPerPerson': z.int().min(1).max(100),
} as const

export type SettingKey = keyof typeof settingSchemas
export type Settings = { readonly [K in SettingKey]: z.infer<(typeof settingSchemas)[K]> }
export const settingKeys = Object.keys(settingSchemas) as SettingKey[]

/** One value of one setting from a day. `source` null means the office's default: nobody has recorded where it is from. */
export const SettingValue = z.strictObject({ from: day, value: z.unknown(), source: z.string().nullable() })
export type SettingValue = z.infer<typeof SettingValue>
export type SettingHistory = Partial<Record<SettingKey, readonly SettingValue[]>>

/** What an action rests on: an article of the office's regulation, a rule of the city, or the system itself. */
export const Basis = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('article'), article: z.int().min(1).max(43), from: day }),
  z.strictObject({ kind: z.literal('cityRule'), name: text, from: day }),
  z.strictObject({ kind: z.literal('system'), from: day }),
])
export type Basis = z.infer<typeof Basis>

/** One city's rules as data: numbers, names, and the binding of each action to its basis, all dated. */
export const RulePack = z.strictObject({
  name: z.string(),
  version: z.string(),
  title: text,
  settings: z.record(z.string(), z.strictObject({ name: text, values: z.array(SettingValue).min(1) })),
  bases: z.record(z.string(), z.array(Basis).min(1)),
  cards: z.strictObject({ earlyWarning: text, yellow: text, red: text }),
  dimensions: z.record(z.string(), text),
  statements: z.record(z.string(), z.array(z.strictObject({ from: day, number: z.int(), text })).min(1)),
})
export type RulePack = z.infer<typeof RulePack>

/** The last of dated values that has begun on `today`, or undefined before the first. */
export const inForce = <Dated extends { readonly from: string }>(
  values: readonly Dated[],
  today: string,
): Dated | undefined =>
  values
    .filter((value) => value.from <= today)
    .toSorted((a, b) => a.from.localeCompare(b.from))
    .at(-1)

/** The value of one setting on a day: the office's own where it has begun, else the pack's. */
export function settingAt<K extends SettingKey>(
  pack: RulePack,
  own: SettingHistory,
  key: K,
  today: string,
): Settings[K] {
  const value = inForce(own[key] ?? [], today) ?? inForce(pack.settings[key]?.values ?? [], today)
  if (!value) throw new Error(`rule pack ${pack.name} has no value of ${key} for ${today}`)
  return settingSchemas[key].parse(value.value) as Settings[K]
}

/** All settings as they stand on a day. */
export const settingsOn = (pack: RulePack, own: SettingHistory, today: string): Settings =>
  Object.fromEntries(settingKeys.map((key) => [key, settingAt(pack, own, key, today)])) as Settings

/** What an action rests on, on a day. An action that no rule of the pack binds is the system's own. */
export const basisOn = (pack: Pick<RulePack, 'bases'>, key: string, today: string): Basis =>
  inForce(pack.bases[key] ?? [], today) ?? { kind: 'system', from: '2000-01-01' }

/** The tail of a button and of a refusal: 第28条, the city rule's name, or 系统规则. */
export const citation = (basis: Basis): Text => {
  if (basis.kind === 'article') return { zh: `第${basis.article}条`, en: `Art. ${basis.article}` }
  if (basis.kind === 'cityRule') return basis.name
  return { zh: '系统规则', en: 'System rule' }
}
