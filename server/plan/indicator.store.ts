import { sql } from 'kysely'
import { pairIndicators } from '#domain/plan/indicatorPairs.ts'
import type { ItemContent } from '#domain/plan/item.api.ts'
import type { Tx } from '#server/kernel/db.ts'

/**
 * The indicators of an item as they are written now. One that is no more goes, or is withdrawn where data of it are owed
 * or were given.
 */
export async function saveIndicators(
  tx: Tx,
  itemId: string,
  indicators: ItemContent['indicators'],
  today: string,
): Promise<void> {
  const before = await tx
    .selectFrom('indicator')
    .select(['id', 'name', 'unit', 'frequency', 'divisionId'])
    .where('itemId', '=', itemId)
    .where('withdrawnOn', 'is', null)
    .orderBy('sort')
    .execute()
  const { of, gone } = pairIndicators(before, indicators)
  await takeOut(
    tx,
    gone.map(({ id }) => id),
    today,
  )
  const rows = indicators.map((indicator, at) => ({ itemId, sort: at + 1, ...indicator }))
  const added = rows.filter((_row, at) => !of[at])
  if (added.length > 0) await tx.insertInto('indicator').values(added).execute()
  const kept = rows.flatMap((row, at) => {
    const old = of[at]
    return old ? [{ id: old.id, ...row }] : []
  })
  if (kept.length === 0) return
  await tx
    .insertInto('indicator')
    .values(kept)
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({
        sort: eb.ref('excluded.sort'),
        name: eb.ref('excluded.name'),
        decimals: eb.ref('excluded.decimals'),
        definition: eb.ref('excluded.definition'),
        collectingUnitId: eb.ref('excluded.collectingUnitId'),
        delivery: eb.ref('excluded.delivery'),
        evidenceNeeded: eb.ref('excluded.evidenceNeeded'),
        target: eb.ref('excluded.target'),
        feed: eb.ref('excluded.feed'),
        divisionId: eb.ref('excluded.divisionId'),
      })),
    )
    .execute()
}

const hasDuties = sql<boolean>`exists (select from duty where duty.indicator_id = indicator.id)`

async function takeOut(tx: Tx, ids: readonly string[], today: string): Promise<void> {
  if (ids.length === 0) return
  await tx.deleteFrom('indicator').where('id', 'in', ids).where(sql<boolean>`not ${hasDuties}`).execute()
  await tx.updateTable('indicator').set({ withdrawnOn: today, sort: null }).where('id', 'in', ids).execute()
}
