import type { Change } from '#domain/kernel/history.ts'
import { followPlan } from '#server/collection/collection.public.ts'
import type { Acting } from '#server/kernel/routes.ts'
import { followLights } from '#server/progress/progress.public.ts'
import { itemsOf } from './item.store.ts'
import { type Frozen, freeze, versionIdOf } from './planVersion.store.ts'

type Amended = { readonly itemIds: readonly string[]; readonly reason: string; readonly basis: string }

/**
 * An issued plan whose items have been changed: freezes its next version, lets its duties follow, and writes both into
 * the plan's history. Answers the version and what history says of it.
 */
export async function settleAmended(context: Acting, plan: Frozen, { itemIds, reason, basis }: Amended) {
  const { tx, actor, clock, record } = context
  const number = await freeze(tx, plan, await itemsOf(tx, plan.id), { personId: actor.id, at: clock.now })
  const { made, withdrawn, moved } = await followPlan(context, plan.id, { itemIds, reason })
  await followLights(context, itemIds)
  const changes: Change[] = [
    said('number', '方案版本', 'Version of the plan', number),
    said('duties', '新增报送义务', 'New duties', made),
    said('withdrawn', '取消报送义务', 'Duties withdrawn', withdrawn),
    said('moved', '转出报送义务', 'Duties that went over', moved),
  ].filter(({ field, new: count }) => field === 'number' || field === 'duties' || count !== '0')
  await record('plan.amend', { kind: 'officePlan', id: plan.id }, { basis, changes, reason })
  return { planVersionId: await versionIdOf(tx, plan.id, number), changes }
}

const said = (field: string, zh: string, en: string, value: number): Change => ({
  ...{ field, name: { zh, en }, old: null },
  new: String(value),
})
