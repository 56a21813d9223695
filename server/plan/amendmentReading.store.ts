import { sql } from 'kysely'
import { leadingGroup } from '#domain/kernel/actor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { nameOrder } from '#server/kernel/nameOrder.ts'

/** Puts the change before whoever is of the leading group today, except those who had it in hand. Answers how many. */
export async function inform(
  tx: Tx,
  amendmentId: string,
  today: string,
  knowing: readonly (string | null)[],
): Promise<number> {
  const informed = await tx
    .insertInto('amendmentReader')
    .columns(['amendmentId', 'personId'])
    .expression(
      tx
        .selectFrom('post')
        .select([sql<string>`${amendmentId}::uuid`.as('amendmentId'), 'personId'])
        .distinct()
        .where('kind', 'in', leadingGroup)
        .where('fromOn', '<=', today)
        .where((where) => where.or([where('toOn', 'is', null), where('toOn', '>', today)]))
        .where('personId', 'not in', [...knowing.filter((id) => id !== null), sql<string>`gen_random_uuid()`]),
    )
    .returning('personId')
    .execute()
  return informed.length
}

/** Who was informed, and when each read it; unread ones first. */
export const readersOf = (tx: Tx, amendmentId: string) =>
  tx
    .selectFrom('amendmentReader')
    .innerJoin('person', 'person.id', 'amendmentReader.personId')
    .select(['person.id', 'person.name', 'amendmentReader.readAt'])
    .where('amendmentId', '=', amendmentId)
    .orderBy('amendmentReader.readAt', (order) => order.desc().nullsFirst())
    .orderBy(nameOrder('person.name'))
    .orderBy('person.id')
    .execute()

/** The mark of one person, locked until the transaction ends. */
export const lockReading = (tx: Tx, amendmentId: string, personId: string) =>
  tx
    .selectFrom('amendmentReader')
    .select('readAt')
    .where('amendmentId', '=', amendmentId)
    .where('personId', '=', personId)
    .forUpdate()
    .executeTakeFirst()

export const markRead = (tx: Tx, amendmentId: string, personId: string, readAt: string) =>
  tx
    .updateTable('amendmentReader')
    .set({ readAt })
    .where('amendmentId', '=', amendmentId)
    .where('personId', '=', personId)
    .execute()

/** Changes of which this person was informed and has not read, oldest first. */
export const unreadBy = (tx: Tx, personId: string) =>
  tx
    .selectFrom('amendmentReader')
    .innerJoin('amendment', 'amendment.id', 'amendmentReader.amendmentId')
    .select(['amendment.id', 'amendment.route', 'amendment.appliedAt'])
    .select([
      sql<string>`amendment.content ->> 'code'`.as('code'),
      sql<string>`amendment.content ->> 'title'`.as('title'),
    ])
    .where('amendmentReader.personId', '=', personId)
    .where('amendmentReader.readAt', 'is', null)
    .orderBy('amendment.appliedAt')
    .limit(100)
    .execute()
