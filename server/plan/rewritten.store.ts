import type { PlanComparison } from '#domain/plan/compare.ts'
import { isOfPhase, numberOfPhase, overPhaseRule } from '#domain/plan/overPhase.ts'
import type { RewrittenPhase } from '#domain/plan/revision.api.ts'
import type { Tx } from '#server/kernel/db.ts'

/** Why phases that are over are rewritten by a revision, of those that it still changes. */
export async function rewrittenIn(tx: Tx, revisionId: string, { items }: PlanComparison): Promise<RewrittenPhase[]> {
  const rows = await tx
    .selectFrom('lintSilence')
    .innerJoin('item', 'item.id', 'lintSilence.itemId')
    .innerJoin('person', 'person.id', 'lintSilence.madeBy')
    .select(['item.originItemId', 'field', 'reason', 'person.name as byName'])
    .where('item.planId', '=', revisionId)
    .where('lintSilence.code', '=', overPhaseRule)
    .orderBy('item.sort')
    .orderBy('field')
    .execute()
  return rows.flatMap(({ originItemId, field, reason, byName }) => {
    const number = numberOfPhase(field)
    const item = items.find(
      ({ itemId, changes }) => itemId === originItemId && changes.some((one) => isOfPhase(one, number)),
    )
    return item ? [{ itemId: item.itemId, code: item.code, title: item.title, number, reason, byName }] : []
  })
}
