import { sql } from 'kysely'
import { z } from 'zod'
import type { OutboxKind, OutboxState } from '#domain/reminder/outbox.ts'
import type { listMails, OutboxMail } from '#domain/reminder/reminder.api.ts'
import type { MailKind } from '#domain/reminder/reminder.ts'
import { cursorAt, instantForCursor, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'

const kindOf = (number: number): OutboxKind => (number === 0 ? 'digest' : 'atOnce')

/** People who get mail and have an address, with what they chose. */
export const reminded = (tx: Tx) =>
  tx
    .selectFrom('mailChoice')
    .innerJoin('person', 'person.id', 'mailChoice.personId')
    .select(['mailChoice.personId', 'mailChoice.hour', 'mailChoice.quietFrom', 'mailChoice.quietTo'])
    .select((eb) => eb.ref('person.mailAddress').$notNull().as('mailAddress'))
    .select(sql<MailKind>`mail_choice.kind`.as('kind'))
    .where('mailChoice.kind', '<>', 'none')
    .where('person.mailAddress', 'is not', null)
    .where('person.disabledAt', 'is', null)
    .orderBy('mailChoice.personId')

/** Claims the digest of a day; false where another process has it, or had it. */
export async function claimDigest(tx: Tx, personId: string, day: string): Promise<boolean> {
  const claimed = await tx
    .updateTable('mailChoice')
    .set({ lookedOn: day })
    .where('personId', '=', personId)
    .where('kind', '<>', 'none')
    .where('lookedOn', 'is distinct from', day)
    .returning('personId')
    .executeTakeFirst()
  return claimed !== undefined
}

/** Claims the look for somebody's new to-dos; false where it was taken a moment ago. */
export async function claimLook(tx: Tx, personId: string, now: string, before: string): Promise<boolean> {
  const claimed = await tx
    .updateTable('mailChoice')
    .set({ lookedAt: now })
    .where('personId', '=', personId)
    .where('kind', '<>', 'none')
    .where((eb) => eb.or([eb('lookedAt', 'is', null), eb('lookedAt', '<=', before)]))
    .returning('personId')
    .executeTakeFirst()
  return claimed !== undefined
}

type NewMail = { readonly personId: string; readonly day: string; readonly now: string }

/** The one digest of a person and a day, and the notices that it tells. */
export async function queueDigest(tx: Tx, { personId, day, now }: NewMail, noticeIds: readonly string[]) {
  const mail = await tx
    .insertInto('reminderMail')
    .values({ personId, day, number: 0, queuedAt: now, nextTryAt: now })
    .onConflict((conflict) => conflict.columns(['personId', 'day', 'number']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (mail) await keepNotices(tx, personId, mail.id, noticeIds)
}

/** No other mail tells these notices. */
const keepNotices = (tx: Tx, personId: string, mailId: string, noticeIds: readonly string[]) =>
  sql`insert into reminder_notice (person_id, notice_id, mail_id)
    select ${personId}::uuid, notice_id, ${mailId}::uuid from unnest(${[...noticeIds]}::uuid[]) notice_id
    on conflict do nothing`.execute(tx)

/** Of these open to-dos those that no mail told yet; what is no longer open is forgotten. */
export async function untoldOf(tx: Tx, personId: string, open: readonly string[]): Promise<string[]> {
  await sql`delete from reminder_told where person_id = ${personId} and subject <> all(${[...open]}::text[])`.execute(
    tx,
  )
  const told = await tx.selectFrom('reminderTold').select('subject').where('personId', '=', personId).execute()
  const known = new Set(told.map(({ subject }) => subject))
  return open.filter((subject) => !known.has(subject))
}

type Fresh = { readonly todos: readonly string[]; readonly noticeIds: readonly string[] }

/** A mail about what no mail told yet, and what it tells. */
export async function queueNew(tx: Tx, { personId, day, now }: NewMail, { todos, noticeIds }: Fresh): Promise<void> {
  const { id } = await tx
    .insertInto('reminderMail')
    .values({
      personId,
      day,
      number: sql<number>`(select coalesce(max(number), 0) + 1 from reminder_mail where person_id = ${personId} and day = ${day})`,
      queuedAt: now,
      nextTryAt: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await sql`insert into reminder_told (person_id, subject, mail_id)
    select ${personId}::uuid, subject, ${id}::uuid from unnest(${[...todos]}::text[]) subject`.execute(tx)
  await keepNotices(tx, personId, id, noticeIds)
}

/** The next mail whose time has come, locked until it is settled; one that another process is sending is passed over. */
export async function lockNext(tx: Tx, now: string) {
  const row = await tx
    .selectFrom('reminderMail')
    .innerJoin('person', 'person.id', 'reminderMail.personId')
    .innerJoin('mailChoice', 'mailChoice.personId', 'person.id')
    .select(['reminderMail.id', 'reminderMail.personId', 'reminderMail.day', 'reminderMail.number'])
    .select(['reminderMail.attempts', 'person.name', 'person.language', 'person.mailAddress', 'person.disabledAt'])
    .select(['mailChoice.kind', 'mailChoice.hour', 'mailChoice.quietFrom', 'mailChoice.quietTo'])
    .where('reminderMail.state', '=', 'queued')
    .where('reminderMail.nextTryAt', '<=', now)
    .orderBy('reminderMail.nextTryAt')
    .orderBy('reminderMail.id')
    .limit(1)
    .forUpdate('reminderMail')
    .skipLocked()
    .executeTakeFirst()
  return row && { ...row, kind: row.kind as MailKind, mailKind: kindOf(row.number) }
}
export type DueMail = NonNullable<Awaited<ReturnType<typeof lockNext>>>

/** What a mail at once tells. */
export async function toldBy(tx: Tx, mailId: string): Promise<ReadonlySet<string>> {
  const rows = await tx.selectFrom('reminderTold').select('subject').where('mailId', '=', mailId).execute()
  return new Set(rows.map(({ subject }) => subject))
}

export const settle = (tx: Tx, id: string, state: 'sent' | 'dropped', now: string) =>
  tx
    .updateTable('reminderMail')
    .set((eb) => ({ state, settledAt: now, nextTryAt: null, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()

/** Later, without a try: the person is not to be disturbed now. */
export const putOff = (tx: Tx, id: string, until: string) =>
  tx.updateTable('reminderMail').set({ nextTryAt: until }).where('id', '=', id).execute()

/** A try that failed; `nextTryAt` null: it was the last one. */
export const noteTry = (tx: Tx, id: string, words: string, now: string, nextTryAt: string | null) =>
  tx
    .updateTable('reminderMail')
    .set((eb) => ({
      attempts: eb('attempts', '+', 1),
      lastError: words,
      failedAt: now,
      nextTryAt,
      ...(nextTryAt ? {} : { state: 'failed' as const, settledAt: now }),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute()

/** What was settled and is older. */
export const forgetOld = (tx: Tx, before: string) =>
  tx.deleteFrom('reminderMail').where('state', '!=', 'queued').where('queuedAt', '<', before).execute()

const visible = (tx: Tx) =>
  tx
    .selectFrom('reminderMail')
    .innerJoin('person', 'person.id', 'reminderMail.personId')
    .select(['reminderMail.id', 'person.name as personName', 'reminderMail.day', 'reminderMail.number'])
    .select(['reminderMail.state', 'reminderMail.attempts', 'reminderMail.lastError', 'reminderMail.queuedAt'])
    .select(['reminderMail.nextTryAt', 'reminderMail.version'])

type Row = Awaited<ReturnType<ReturnType<typeof visible>['executeTakeFirstOrThrow']>>
const shown = ({ number, state, ...row }: Row): OutboxMail => ({
  ...row,
  kind: kindOf(number),
  state: state as OutboxState,
})

const byTime = z.tuple([z.iso.datetime(), z.uuid()])

/** The mails of reminders, newest first. */
export async function list(tx: Tx, { state, after, limit }: z.output<typeof listMails.query>) {
  const place = placeOf(after, byTime)
  const rows = await visible(tx)
    .select(instantForCursor('reminderMail.queuedAt').as('at'))
    .$if(state !== undefined, (query) => query.where('reminderMail.state', '=', state ?? ''))
    .$if(place !== undefined, (query) =>
      query.where(
        sql<boolean>`(reminder_mail.queued_at, reminder_mail.id) < (${place?.[0]}::timestamptz, ${place?.[1]}::uuid)`,
      ),
    )
    .orderBy('reminderMail.queuedAt', 'desc')
    .orderBy('reminderMail.id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = pageFrom(rows, limit, ({ at, id }) => cursorAt(at, id))
  return { next: page.next, rows: page.rows.map(({ at: _at, ...row }) => shown(row)) }
}

export async function find(tx: Tx, id: string): Promise<OutboxMail> {
  const row = await visible(tx)
    .where('reminderMail.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound())
  return shown(row)
}

/** Locks a mail until the transaction ends; `version` is the one that was looked at. */
export async function lock(tx: Tx, id: string, version: number): Promise<OutboxMail> {
  const row = await visible(tx)
    .where('reminderMail.id', '=', id)
    .forUpdate('reminderMail')
    .executeTakeFirstOrThrow(() => new NotFound())
  if (row.version !== version) throw new Stale()
  return shown(row)
}

/** Queued anew, with all its tries. */
export const requeue = (tx: Tx, id: string) =>
  tx
    .updateTable('reminderMail')
    .set((eb) => ({
      state: 'queued',
      attempts: 0,
      nextTryAt: sql<string>`now()`,
      settledAt: null,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute()

/** How many wait, how many were given up, and what went wrong last. */
export async function counts(tx: Tx) {
  const { rows } = await sql<{ queued: number; failed: number }>`select
    count(*) filter (where state = 'queued') as queued, count(*) filter (where state = 'failed') as failed
    from reminder_mail where state in ('queued', 'failed')`.execute(tx)
  const last = await tx
    .selectFrom('reminderMail')
    .select((eb) => [eb.ref('lastError').$notNull().as('words'), eb.ref('failedAt').$notNull().as('at')])
    .where('failedAt', 'is not', null)
    .orderBy('failedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return { queued: rows[0]?.queued ?? 0, failed: rows[0]?.failed ?? 0, lastError: last ?? null }
}
