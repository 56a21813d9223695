import type { Reader } from '#domain/plan/compare.ts'
import type { LedTo } from '#domain/plan/consultation.api.ts'
import type { ItemSnapshot } from '#domain/plan/item.api.ts'
import { changesSince } from '#domain/plan/ledTo.ts'
import { type PlanState, statesBeforeReview } from '#domain/plan/plan.ts'
import type { Tx } from '#server/kernel/db.ts'
import { itemsOf } from './item.store.ts'
import { readVersion } from './planVersion.store.ts'

type Consulted = { readonly planId: string; readonly number: number; readonly planState: PlanState }

/** Every change of the draft since the version that was laid before the divisions. */
export async function draftChanges(tx: Tx, { planId, number }: Consulted, reader: Reader): Promise<LedTo[]> {
  const chapters = await tx
    .selectFrom('plan')
    .select(['title', 'procedureText', 'standardsText', 'reportingText'])
    .where('id', '=', planId)
    .executeTakeFirstOrThrow()
  const now = { ...chapters, items: await itemsOf(tx, planId) }
  return changesSince(await readVersion(tx, planId, number), now, reader)
}

/**
 * The items as the consultation left them: those of the draft, and once it is before the leading group those of the
 * version laid before it, whatever is amended in the plan in force later.
 */
export async function itemsAfter(tx: Tx, { planId, planState }: Consulted): Promise<readonly ItemSnapshot[]> {
  if (statesBeforeReview.includes(planState)) return itemsOf(tx, planId)
  const reviewed = await tx
    .selectFrom('review')
    .innerJoin('planVersion', 'planVersion.id', 'review.planVersionId')
    .select('planVersion.number')
    .where('review.planId', '=', planId)
    .orderBy('planVersion.number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return reviewed ? (await readVersion(tx, planId, reviewed.number)).items : itemsOf(tx, planId)
}
