import { sql } from 'kysely'
import type { Tx } from '#server/kernel/db.ts'

/** Which indicator of the catalogue each of these indicators of items is; what an item says of it stays as it is. */
export async function nameInCatalogue(
  tx: Tx,
  matches: readonly { readonly id: string; readonly catalogueIndicatorId: string }[],
): Promise<void> {
  const [ids, of] = [matches.map(({ id }) => id), matches.map(({ catalogueIndicatorId }) => catalogueIndicatorId)]
  await tx
    .updateTable('indicator')
    .from(sql<{ id: string; of: string }>`unnest(${ids}::uuid[], ${of}::uuid[])`.as<'named'>(sql`named(id, of)`))
    .set({ catalogueIndicatorId: sql<string>`named.of` })
    .whereRef('indicator.id', '=', sql.ref('named.id'))
    .execute()
}
