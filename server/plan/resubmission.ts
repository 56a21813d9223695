import type { Item } from '#domain/plan/item.api.ts'
import { resubmissionRules } from '#domain/plan/resubmission.ts'
import { type Acting, demand } from '#server/kernel/routes.ts'
import { saysTheSame } from './planVersion.store.ts'

type Returned = {
  /** The version that was returned; null where none was. */
  readonly returned: number | null
  readonly unchangedReason: string
}

/** Refuses what was returned and comes again unchanged without a word. Answers the reason for history, where it counts. */
export async function demandChanged(
  context: Acting,
  plan: Parameters<typeof saysTheSame>[1],
  items: readonly Item[],
  { returned, unchangedReason }: Returned,
): Promise<{ readonly reason?: string }> {
  if (returned === null || !(await saysTheSame(context.tx, plan, items, returned))) return {}
  demand(resubmissionRules, 'plan.resubmit', { sameAs: returned, unchangedReason }, context)
  return { reason: unchangedReason }
}
