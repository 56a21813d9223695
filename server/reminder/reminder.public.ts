import { isOfDomains } from '#domain/kernel/mail.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import { mailOf } from '#domain/reminder/mailText.ts'
import { isPast } from '#domain/reminder/outbox.ts'
import { isDigestDue, lookEveryMinutes, type Moment, mayMail, minutesUntilNextTry } from '#domain/reminder/reminder.ts'
import type { App } from '#server/kernel/app.ts'
import { clockAt, inOffice } from '#server/kernel/clock.ts'
import type { Tx } from '#server/kernel/db.ts'
import { noticesOfMail, noticesToTell } from '#server/notice/inbox.public.ts'
import { type Letter, type MailLine, mailLine } from './mailServer.ts'
import { type OfPost, openMattersOf, type Round, subjectOf, type Wanted } from './openTodos.ts'
import * as store from './outbox.store.ts'

type MailRound = Round & {
  readonly settings: Settings
  readonly office: { readonly zh: string; readonly en: string }
  /** The office's day with the real time of day. */
  readonly moment: Moment
  /** The real moment, for what has to do with tries and waiting. */
  readonly real: Date
}

/** So many minutes after a moment, or before it. */
const after = (real: Date, minutes: number): string => new Date(real.getTime() + minutes * 60_000).toISOString()
/** The outbox remembers a quarter of a year. */
const keptMinutes = 90 * 24 * 60
/** A mail that may not disturb now is looked at again after so long. */
const putOffMinutes = 10

/**
 * Makes the mails that are due and hands what is queued to the office's mail server: every minute, by as many processes as
 * there are. A row is made once, by its key; it is locked while it is handed over. If the process is killed after the mail
 * server took a mail and before that is committed, the mail goes out again, under the same Message-ID.
 */
export async function remind(app: App, real: Date = new Date()): Promise<void> {
  const { mail } = app.config
  const round = mail && (await roundOf(app, real))
  if (!mail || !round) return
  await queueDigests(round)
  await queueNewTodos(round)
  const line = mailLine(mail)
  try {
    while (await deliverNext(round, line)) {
      // until nothing is due, or the mail server is away
    }
  } finally {
    line.close()
  }
  await inTransaction(app, (tx) => store.forgetOld(tx, after(real, -keptMinutes)))
}

async function roundOf(app: App, real: Date): Promise<MailRound | undefined> {
  const office = await app.background.db.selectFrom('office').selectAll().executeTakeFirst()
  if (!office?.setUpAt) return undefined
  const clock = clockAt(office.clockDay, real)
  const { settingsRevision, nameZh: zh, nameEn: en } = office
  const settings = await app.settingsOf(app.background.db, settingsRevision, clock.today)
  const moment = { day: clock.today, hour: Number(inOffice(clock.now).time.slice(0, 2)) }
  return { app, real, clock, settingsRevision, settings, moment, office: { zh, en } }
}

const inTransaction = <Result>(app: App, run: (tx: Tx) => Promise<Result>): Promise<Result> =>
  app.background.db.transaction().execute(run)

/** A fault at one person's to-dos leaves the others their mail; it is tried again in a minute. */
async function forOne({ app }: MailRound, run: (tx: Tx) => Promise<void>): Promise<void> {
  try {
    await inTransaction(app, run)
  } catch (error) {
    app.log.error({ err: error }, 'the to-dos of somebody could not be looked for')
  }
}

/** No mail leaves to an address of before the office limited them to its own domains. */
const isReachable = ({ settings }: MailRound, address: string): boolean =>
  isOfDomains(address, settings['reminder.mailDomains'])
const noticeIdsOf = (groups: readonly OfPost[]): string[] =>
  groups.flatMap(({ notices }) => notices.map(({ id }) => id))

/** One row per person and day; a day on which nothing is open has none. */
async function queueDigests(round: MailRound): Promise<void> {
  const { app, moment, settings, real } = round
  const now = real.toISOString()
  const { day } = moment
  const people = await inTransaction(app, (tx) =>
    store.reminded(tx).where('mailChoice.lookedOn', 'is distinct from', day).execute(),
  )
  for (const { personId, mailAddress, ...choice } of people) {
    if (!isReachable(round, mailAddress)) continue
    if (!isDigestDue(choice, moment, settings, app.holidays)) continue
    await forOne(round, async (tx) => {
      if (!(await store.claimDigest(tx, personId, day))) return
      const notices: Wanted['notices'] = (reading) => noticesToTell(reading, 'digest')
      const groups = await openMattersOf(round, tx, personId, { todos: choice.kind === 'digest', notices })
      if (groups.length > 0) await store.queueDigest(tx, { personId, day, now }, noticeIdsOf(groups))
    })
  }
}

/**
 * What is to be told at once: new to-dos to whoever wants that, and the notices chosen so, in one mail for all that is new
 * since the last look.
 */
async function queueNewTodos(round: MailRound): Promise<void> {
  const { app, moment, settings, real } = round
  const now = real.toISOString()
  const before = after(real, -lookEveryMinutes)
  const people = await inTransaction(app, (tx) =>
    store
      .reminded(tx)
      .where((eb) => eb.or([eb('mailChoice.lookedAt', 'is', null), eb('mailChoice.lookedAt', '<=', before)]))
      .execute(),
  )
  for (const { personId, mailAddress, ...choice } of people) {
    if (!isReachable(round, mailAddress)) continue
    if (!mayMail(choice, moment, settings, app.holidays)) continue
    await forOne(round, async (tx) => {
      if (!(await store.claimLook(tx, personId, now, before))) return
      const isTold = choice.kind === 'atOnce'
      const notices: Wanted['notices'] = (reading) => noticesToTell(reading, 'mail')
      const groups = await openMattersOf(round, tx, personId, { todos: isTold, notices })
      const open = groups.flatMap(({ todos }) => todos.map(subjectOf))
      const fresh = { todos: isTold ? await store.untoldOf(tx, personId, open) : [], noticeIds: noticeIdsOf(groups) }
      if (fresh.todos.length + fresh.noticeIds.length === 0) return
      await store.queueNew(tx, { personId, day: moment.day, now }, fresh)
    })
  }
}

/** Whether to go on with another one. A fault of ours at one mail must not hold up the others: it waits. */
async function deliverNext(round: MailRound, line: MailLine): Promise<boolean> {
  let at: string | undefined
  try {
    return await inTransaction(round.app, async (tx) => {
      const mail = await store.lockNext(tx, round.real.toISOString())
      at = mail?.id
      return mail !== undefined && (await deliver(round, line, tx, mail))
    })
  } catch (error) {
    const id = at
    if (id === undefined) throw error
    round.app.log.error({ err: error, mail: id }, 'a reminder could not be written')
    await inTransaction(round.app, (tx) => store.putOff(tx, id, after(round.real, putOffMinutes)))
    return true
  }
}

async function deliver(round: MailRound, line: MailLine, tx: Tx, mail: store.DueMail): Promise<boolean> {
  const { real, moment, settings, app } = round
  const { id } = mail
  if (mail.kind !== 'none' && !mayMail(mail, moment, settings, app.holidays)) {
    await store.putOff(tx, id, after(real, putOffMinutes))
    return true
  }
  const letter = await letterOf(round, tx, mail)
  const outcome = letter && (await line.send(letter))
  if (outcome === undefined || outcome.kind === 'taken') {
    await store.settle(tx, id, outcome ? 'sent' : 'dropped', real.toISOString())
    return true
  }
  const attempts = mail.attempts + 1
  const wait = outcome.kind === 'refused' ? null : minutesUntilNextTry(attempts)
  await store.noteTry(tx, id, outcome.words, real.toISOString(), wait === null ? null : after(real, wait))
  app.log.warn({ mail: id, attempts }, 'a reminder was not taken by the mail server')
  return outcome.kind === 'refused'
}

/** What the person may be told now; undefined where nothing is left to tell, or nobody to tell it to. */
async function letterOf(round: MailRound, tx: Tx, mail: store.DueMail): Promise<Letter | undefined> {
  const { app, clock, office } = round
  const { mailAddress: to, kind, disabledAt, day, mailKind } = mail
  if (
    to === null ||
    !isReachable(round, to) ||
    kind === 'none' ||
    disabledAt !== null ||
    isPast({ kind: mailKind, day }, clock.today)
  )
    return undefined
  const told = mailKind === 'digest' ? undefined : await store.toldBy(tx, mail.id)
  const notices: Wanted['notices'] = (reading) => noticesOfMail(reading, mail.id)
  const wanted = { todos: mailKind === 'atOnce' || kind === 'digest', notices }
  const groups = (await openMattersOf(round, tx, mail.personId, wanted))
    .map((group) => ({ ...group, todos: group.todos.filter((todo) => told?.has(subjectOf(todo)) ?? true) }))
    .filter((group) => group.todos.length + group.notices.length > 0)
  if (groups.length === 0) return undefined
  const { origin } = app.config
  const language = mail.language === 'en' ? 'en' : 'zh'
  const words = mailOf({ kind: mailKind, language, name: mail.name, office, today: clock.today, origin, groups })
  return { ...words, id: mail.id, to, origin }
}
