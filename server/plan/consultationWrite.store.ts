import { sql } from 'kysely'
import type { LedTo } from '#domain/plan/consultation.api.ts'
import type { CommentPart, Disposition } from '#domain/plan/consultation.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { Acting } from '#server/kernel/routes.ts'

type New = {
  readonly planId: string
  readonly planVersionId: string
  readonly note: string
  readonly openedBy: string
  readonly openedOn: string
  readonly closesOn: string
}

/** Begins a consultation and asks every division of the day. Answers its id and how many were asked. */
export async function open(tx: Tx, consultation: New): Promise<{ id: string; asked: number }> {
  const { id } = await tx.insertInto('consultation').values(consultation).returning('id').executeTakeFirstOrThrow()
  const asked = await tx
    .insertInto('consultationAnswer')
    .columns(['consultationId', 'divisionId'])
    .expression((eb) =>
      eb
        .selectFrom('division')
        .select([sql<string>`${id}::uuid`.as('consultationId'), 'division.id'])
        .where('fromOn', '<=', consultation.openedOn)
        .where((where) => where.or([where('toOn', 'is', null), where('toOn', '>', consultation.openedOn)])),
    )
    .returning('divisionId')
    .execute()
  return { id, asked: asked.length }
}

type Of = { readonly consultationId: string; readonly divisionId: string }
type Content = { readonly itemId: string | null; readonly part: CommentPart; readonly text: string }

/** What the head of the division read is no longer what is there: the version of its answer moves on. */
export const moveOn = (tx: Tx, { consultationId, divisionId }: Of) =>
  tx
    .updateTable('consultationAnswer')
    .set({ version: sql`version + 1` })
    .where('consultationId', '=', consultationId)
    .where('divisionId', '=', divisionId)
    .execute()

export async function addComment({ tx, actor, clock }: Acting, of: Of, content: Content): Promise<void> {
  await tx
    .insertInto('comment')
    .values({ ...of, ...content, madeBy: actor.id, madeAt: clock.now })
    .execute()
  await moveOn(tx, of)
}

export async function saveComment({ tx, actor, clock }: Acting, of: Of, id: string, content: Content): Promise<void> {
  await tx
    .updateTable('comment')
    .set({ ...content, madeBy: actor.id, madeAt: clock.now, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()
  await moveOn(tx, of)
}

export async function removeComment(tx: Tx, of: Of, id: string): Promise<void> {
  await tx.deleteFrom('comment').where('id', '=', id).execute()
  await moveOn(tx, of)
}

/** `by` null takes the answer back. */
export const saveAnswer = (tx: Tx, { consultationId, divisionId }: Of, by: { id: string; at: string } | null) =>
  tx
    .updateTable('consultationAnswer')
    .set({
      state: by ? 'answered' : 'asked',
      answeredBy: by?.id ?? null,
      answeredAt: by?.at ?? null,
      version: sql`version + 1`,
    })
    .where('consultationId', '=', consultationId)
    .where('divisionId', '=', divisionId)
    .execute()

export const dispose = (
  { tx, actor, clock }: Acting,
  id: string,
  { ledTo, ...given }: { disposition: Disposition; reason: string; ledTo: readonly LedTo[] },
) =>
  tx
    .updateTable('comment')
    .set({
      ...given,
      ledTo: JSON.stringify(ledTo),
      disposedBy: actor.id,
      disposedAt: clock.now,
      version: sql`version + 1`,
    })
    .where('id', '=', id)
    .execute()

/** Ends it: whoever has not answered has no comment; what its people wrote and nobody handed in stays with them. */
export async function close(tx: Tx, id: string, closedOn: string): Promise<number> {
  const silent = await tx
    .updateTable('consultationAnswer')
    .set({ state: 'silent', version: sql`version + 1` })
    .where('consultationId', '=', id)
    .where('state', '=', 'asked')
    .returning('divisionId')
    .execute()
  await tx
    .updateTable('consultation')
    .set({ state: 'closed', closedOn, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()
  return silent.length
}

/** Ends what the divisions were asked of a plan that is not to go on; who has not answered is not taken as silent. */
export const withdraw = (tx: Tx, id: string, closedOn: string) =>
  tx
    .updateTable('consultation')
    .set({ state: 'withdrawn', closedOn, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()

/** The open consultation on a plan, locked as its own acts lock it: before the plan. */
export const lockOpenOf = (tx: Tx, planId: string) =>
  tx
    .selectFrom('consultation')
    .select('id')
    .where('planId', '=', planId)
    .where('state', '=', 'open')
    .forUpdate()
    .executeTakeFirst()
