import { sql } from 'kysely'
import type { Withdrawal } from '#domain/plan/plan.api.ts'
import type { Tx } from '#server/kernel/db.ts'

/** Why these revisions were withdrawn, by whom and when, as their history keeps it. */
export async function withdrawalsOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Withdrawal>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('history')
    .innerJoin('person', 'person.id', 'history.personId')
    .select(['history.subjectId', 'person.name as byName', 'history.occurredAt as at'])
    .select(sql<string>`convert_from(history.canonical, 'UTF8')::jsonb ->> 'reason'`.as('reason'))
    .where('history.subjectKind', '=', 'officePlan')
    .where('history.subjectId', 'in', ids)
    .where('history.action', '=', 'plan.withdrawRevision')
    .execute()
  return new Map(rows.map(({ subjectId, ...withdrawal }) => [subjectId, withdrawal]))
}
