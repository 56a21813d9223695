import { sql, type Updateable } from 'kysely'
import type { Tx } from '#server/kernel/db.ts'
import type { Opinion } from '#server/kernel/db.types.ts'
import { Stale } from '#server/kernel/errors.ts'
import type { Acting } from '#server/kernel/routes.ts'

type New = {
  readonly itemId: string
  readonly year: number
  readonly dutyId: string | null
  readonly reportId: string | null
  readonly bodyId: string
  readonly receivedOn: string
  readonly way: string
  readonly words: string
  readonly dueOn: string | null
}

export async function insert({ tx, actor, clock }: Acting, values: New): Promise<string> {
  const row = await tx
    .insertInto('opinion')
    .values({ ...values, recordedBy: actor.id, recordedAt: clock.now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

type NewContact = {
  readonly itemId: string
  readonly dutyId: string | null
  readonly reportId: string | null
  readonly bodyId: string
  readonly contactOn: string
  readonly way: string
  readonly who: string
  readonly withWhom: string
  readonly gist: string
  readonly promised: string
  readonly promisedUntil: string | null
  readonly correctsId?: string
}

export async function insertContact({ tx, actor, clock }: Acting, values: NewContact): Promise<string> {
  const row = await tx
    .insertInto('contact')
    .values({ ...values, recordedBy: actor.id, recordedAt: clock.now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Once in each way: whoever comes second at the same moment is told that it changed. */
export const closeContact = (
  { tx, actor, clock }: Acting,
  contactId: string,
  kind: 'withdrawn' | 'kept',
  words: string,
) =>
  tx
    .insertInto('contactClosing')
    .values({ contactId, kind, words, writtenBy: actor.id, writtenAt: clock.now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('kind')
    .executeTakeFirstOrThrow(() => new Stale())

export type Change = Updateable<Opinion>

/** New days to answer by, in one statement. */
export async function saveDueDays(tx: Tx, moved: readonly { id: string; dueOn: string }[]): Promise<void> {
  if (moved.length === 0) return
  await sql`update opinion set due_on = next."dueOn", version = version + 1
    from json_to_recordset(${JSON.stringify(moved)}::json) as next(id uuid, "dueOn" date)
    where opinion.id = next.id`.execute(tx)
}

export const save = (tx: Tx, id: string, change: Change) =>
  tx
    .updateTable('opinion')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()
