import { sql } from 'kysely'
import type { BriefedSource } from '#domain/bulletin/briefing.api.ts'
import type { BriefingState } from '#domain/bulletin/briefing.ts'
import { leadingGroup } from '#domain/kernel/actor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'
import type { Acting } from '#server/kernel/routes.ts'

type New = { readonly year: number; readonly title: string; readonly words: string }

export async function insert({ tx, actor, clock }: Acting, briefing: New, sources: readonly BriefedSource[]) {
  const { id } = await tx
    .insertInto('briefing')
    .values({ ...briefing, draftedBy: actor.id, draftedAt: clock.now })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (sources.length > 0)
    await tx
      .insertInto('briefingSource')
      .values(sources.map(({ kind, id: sourceId, title, link }) => ({ briefingId: id, kind, sourceId, title, link })))
      .execute()
  return id
}

type Saved = {
  readonly title?: string
  readonly words?: string
  readonly state?: BriefingState
  readonly number?: number
  readonly sentBy?: string
  readonly sentAt?: string
  readonly withdrawReason?: string
}

/** Every save is a new version. */
export const save = (tx: Tx, id: string, values: Saved) =>
  tx
    .updateTable('briefing')
    .set({ ...values, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()

/** The next issue of a year: the row stays locked, so that no two are alike. */
export async function nextNumber(tx: Tx, year: number): Promise<number> {
  const { last } = await tx
    .insertInto('briefingSequence')
    .values({ year, last: 1 })
    .onConflict((conflict) => conflict.column('year').doUpdateSet({ last: sql`briefing_sequence.last + 1` }))
    .returning('last')
    .executeTakeFirstOrThrow()
  return last
}

/** Everybody in the group on the day is to read it. */
export const layBeforeGroup = ({ tx, today }: Acting, id: string) =>
  tx
    .insertInto('briefingReader')
    .columns(['briefingId', 'personId'])
    .expression(
      tx
        .selectFrom('post')
        .select([sql<string>`${id}::uuid`.as('briefingId'), 'personId'])
        .distinct()
        .where('kind', 'in', leadingGroup)
        .where('fromOn', '<=', today)
        .where((where) => where.or([where('toOn', 'is', null), where('toOn', '>', today)])),
    )
    .execute()

/** Whether somebody was sent the briefing, and has read it. */
export async function readerOf(tx: Tx, briefingId: string, personId: string) {
  const row = await tx
    .selectFrom('briefingReader')
    .innerJoin('person', 'person.id', 'personId')
    .select(['readAt', 'person.name'])
    .where('briefingId', '=', briefingId)
    .where('personId', '=', personId)
    .executeTakeFirst()
  return { isReader: row !== undefined, isRead: row?.readAt != null, name: row?.name ?? '' }
}

export const markRead = ({ tx, clock }: Acting, briefingId: string, personId: string) =>
  tx
    .updateTable('briefingReader')
    .set({ readAt: clock.now })
    .where('briefingId', '=', briefingId)
    .where('personId', '=', personId)
    .where('readAt', 'is', null)
    .execute()

type NewInstruction = {
  readonly briefingId: string
  readonly leaderId: string
  readonly words: string
  readonly givenOn: string
  readonly scanFileId: string | null
}

export const insertInstruction = ({ tx, actor, clock }: Acting, instruction: NewInstruction) =>
  tx
    .insertInto('briefingInstruction')
    .values({ ...instruction, recordedBy: actor.id, recordedAt: clock.now })
    .returning('id')
    .executeTakeFirstOrThrow()

export const lockInstruction = (tx: Tx, briefingId: string, id: string) =>
  tx
    .selectFrom('briefingInstruction as given')
    .innerJoin('person as leader', 'leader.id', 'given.leaderId')
    .select(['given.id', 'given.words', 'given.givenOn', 'given.ticketId', 'leader.name as leader'])
    .where('given.briefingId', '=', briefingId)
    .where('given.id', '=', id)
    .forUpdate('given')
    .executeTakeFirstOrThrow(() => new NotFound())

export const setTicket = (tx: Tx, id: string, ticketId: string) =>
  tx.updateTable('briefingInstruction').set({ ticketId, version: sql`version + 1` }).where('id', '=', id).execute()
