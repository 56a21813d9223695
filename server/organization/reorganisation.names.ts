import type { ReorganisationContent } from '#domain/organization/reorganisation.api.ts'
import type { NamesOfPlan } from '#domain/organization/reorganisationChanges.ts'
import type { Tx } from '#server/kernel/db.ts'
import { codesOfItems } from '#server/plan/openItems.public.ts'
import { divisionsById } from './reorganisation.store.ts'

/** Names of whatever these contents refer to, those among them that they found themselves by their keys. */
export async function namesOf(tx: Tx, contents: readonly ReorganisationContent[]): Promise<NamesOfPlan> {
  const known = await divisionsById(tx)
  const founded = new Map(contents.flatMap(({ founded: rows }) => rows.map(({ key, name }) => [key, name])))
  const itemIds = contents.flatMap(({ ended }) => ended.flatMap(({ items }) => items.map(({ itemId }) => itemId)))
  const codes = await codesOfItems(tx, itemIds)
  return {
    division: (key) => founded.get(key) ?? known.get(key)?.name ?? { zh: key, en: key },
    item: (id) => codes.get(id) ?? id,
  }
}
