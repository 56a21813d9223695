import { sql } from 'kysely'
import type { Tx } from '#server/kernel/db.ts'
import { nameOrder } from '#server/kernel/nameOrder.ts'

/** Enabled accounts that have no password, by name. */
export const listWithout = (tx: Tx) =>
  tx
    .selectFrom('person')
    .select(['id', 'name', 'userName', 'version'])
    .where('passwordHash', 'is', null)
    .where('disabledAt', 'is', null)
    .orderBy(nameOrder('name'))
    .orderBy('id')
    .execute()

export const lock = (tx: Tx, ids: readonly string[]) =>
  tx
    .selectFrom('person')
    .select(['id', 'name', 'userName', 'version'])
    .select((eb) => eb('passwordHash', 'is not', null).as('hasPassword'))
    .where('id', 'in', [...ids])
    .where('disabledAt', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()

export async function save(tx: Tx, rows: readonly { id: string; passwordHash: string }[]): Promise<void> {
  const given = rows.map(({ id, passwordHash }) => ({ id, password_hash: passwordHash }))
  await sql`update person set password_hash = new.password_hash, has_start_password = true, version = version + 1
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as new(id uuid, password_hash text)
    where person.id = new.id`.execute(tx)
}
