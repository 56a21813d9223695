import { sql, type Updateable } from 'kysely'
import type { Tx } from '#server/kernel/db.ts'
import type { Opinion } from '#server/kernel/db.types.ts'
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
}

export async function insertContact({ tx, actor, clock }: Acting, values: NewContact): Promise<string> {
  const row = await tx
    .insertInto('contact')
    .values({ ...values, recordedBy: actor.id, recordedAt: clock.now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export type Change = Updateable<Opinion>

export const save = (tx: Tx, id: string, change: Change) =>
  tx
    .updateTable('opinion')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()
