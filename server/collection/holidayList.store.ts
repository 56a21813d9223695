import { sql } from 'kysely'
import type { Tx } from '#server/kernel/db.ts'

/**
 * The years whose list differs from the one in the book, which is brought up to date; a year seen for the first time
 * differs from nothing. A second process waits here, and then finds nothing changed.
 */
export async function changedLists(tx: Tx, digests: ReadonlyMap<string, string>, today: string): Promise<string[]> {
  const counted = await tx.selectFrom('holidayList').select(['year', 'digest']).execute()
  const before = new Map(counted.map(({ year, digest }) => [year, digest]))
  const differing = [...digests].filter(([year, digest]) => before.get(year) !== digest)
  if (differing.length === 0) return []
  const rows = JSON.stringify(differing.map(([year, digest]) => ({ year, digest })))
  const { rows: written } = await sql<{ year: string }>`
    insert into holiday_list as list (year, digest, counted_on)
    select year, digest, ${today}::date from json_to_recordset(${rows}::json) as given(year text, digest text)
    order by year
    on conflict (year) do update set digest = excluded.digest, counted_on = excluded.counted_on
      where list.digest <> excluded.digest
    returning year`.execute(tx)
  return written.map(({ year }) => year).filter((year) => before.has(year))
}

/** Duties whose days a corrected list may still move: nothing was signed or reported, and the day is not over. */
export const lockRevisable = (tx: Tx, today: string) =>
  tx
    .selectFrom('duty')
    .select([
      'id',
      'period',
      'setOn',
      'opensOn',
      'reminderOn',
      'internalDueOn',
      'earlyWarningOn',
      'externalDueOn',
      'redOn',
    ])
    .select(['extendedInternalOn', 'extendedExternalOn', 'collectionVersionId'])
    .where('stage', 'in', ['upcoming', 'open', 'offered', 'returned'])
    .where('firstSignedOn', 'is', null)
    .where('reportedOn', 'is', null)
    .where('lateStart', '=', false)
    .where('externalDueOn', '>=', today)
    .orderBy('id')
    .forUpdate()
    .execute()
