import { sql } from 'kysely'
import { officeLeaders } from '#domain/kernel/actor.ts'
import type { EscalationStep } from '#domain/rectification/escalation.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'
import type { Acting } from '#server/kernel/routes.ts'
import type { OrderAt } from './order.store.ts'
import { hasDeputy } from './orderFind.store.ts'

type Words = { readonly measures: string; readonly result: string; readonly noEvidence: string | null }

/** The answer of a round; what was answered in earlier ones stays. */
export async function insertRound({ tx, actor, clock }: Acting, row: OrderAt, words: Words): Promise<string> {
  const { id } = await tx
    .insertInto('rectificationRound')
    .values({
      ...{ ...words, rectificationId: row.id, number: row.round, dueOn: row.dueOn },
      ...{ answeredBy: actor.id, answeredAt: clock.now },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

type Verdict = { readonly isMet: boolean; readonly verdict: string }

export const judgeRound = ({ tx, actor, clock }: Acting, { id, round }: OrderAt, verdict: Verdict) =>
  tx
    .updateTable('rectificationRound')
    .set({ ...verdict, verifiedBy: actor.id, verifiedAt: clock.now })
    .where('rectificationId', '=', id)
    .where('number', '=', round)
    .executeTakeFirstOrThrow()

type Asked = { readonly untilOn: string; readonly reason: string }

export const ask = ({ tx, actor, clock }: Acting, row: OrderAt, asked: Asked) =>
  tx
    .insertInto('rectificationExtension')
    .values({ ...asked, rectificationId: row.id, fromOn: row.dueOn, askedBy: actor.id, askedAt: clock.now })
    .execute()

type Decision = { readonly isGranted: boolean; readonly words: string }

/** Decides on what is asked for, and answers until when it was. */
export async function decide({ tx, actor, clock }: Acting, orderId: string, decision: Decision): Promise<string> {
  const { untilOn } = await tx
    .updateTable('rectificationExtension')
    .set({
      ...{ state: decision.isGranted ? 'granted' : 'refused', words: decision.words },
      ...{ decidedBy: actor.id, decidedAt: clock.now },
    })
    .where('rectificationId', '=', orderId)
    .where('state', '=', 'asked')
    .returning('untilOn')
    .executeTakeFirstOrThrow(() => new NotFound())
  return untilOn
}

/** An answer needs no longer time any more. */
export const dropExtension = ({ tx }: Acting, orderId: string) =>
  tx.deleteFrom('rectificationExtension').where('rectificationId', '=', orderId).where('state', '=', 'asked').execute()

export const lockReading = (tx: Tx, orderId: string, personId: string) =>
  tx
    .selectFrom('rectificationReader')
    .select('readAt')
    .where('rectificationId', '=', orderId)
    .where('personId', '=', personId)
    .forUpdate()
    .executeTakeFirst()

export const markRead = (tx: Tx, orderId: string, personId: string, readAt: string) =>
  tx
    .updateTable('rectificationReader')
    .set({ readAt })
    .where('rectificationId', '=', orderId)
    .where('personId', '=', personId)
    .execute()

export const lockEscalation = (tx: Tx, orderId: string, escalationId: string, today: string) =>
  tx
    .selectFrom('rectificationEscalation as escalation')
    .innerJoin('rectification', 'rectification.id', 'escalation.rectificationId')
    .select(['escalation.seenBy', sql<EscalationStep>`escalation.step`.as('step')])
    .select(hasDeputy('rectification.divisionId', today).as('hasDeputy'))
    .where('escalation.id', '=', escalationId)
    .where('escalation.rectificationId', '=', orderId)
    .forUpdate('escalation')
    .executeTakeFirst()

export const markSeen = (tx: Tx, escalationId: string, seenBy: string, seenAt: string) =>
  tx.updateTable('rectificationEscalation').set({ seenBy, seenAt }).where('id', '=', escalationId).execute()

/** The group's head and deputies of the day are informed (Art. 40), except whoever it is about. */
export async function inform({ tx, today }: Acting, { id, personId }: OrderAt): Promise<void> {
  await tx
    .insertInto('rectificationReader')
    .columns(['rectificationId', 'personId'])
    .expression(
      tx
        .selectFrom('post')
        .select([sql<string>`${id}::uuid`.as('rectificationId'), 'personId'])
        .distinct()
        .where('kind', 'in', officeLeaders)
        .where('fromOn', '<=', today)
        .where((where) => where.or([where('toOn', 'is', null), where('toOn', '>', today)]))
        .$if(personId !== null, (query) => query.where('personId', '<>', personId ?? '')),
    )
    .execute()
}
