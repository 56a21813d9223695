import type { Actor } from '#domain/kernel/actor.ts'
import type { Rule } from '#domain/kernel/lifecycle.ts'
import { comparePlans, type PlanComparison, type Reader } from './compare.ts'
import type { ItemSnapshot } from './item.api.ts'
import type { PlanSnapshot } from './plan.api.ts'
import { drafter, type PlanState, seesPlan } from './plan.ts'

/**
 * Goals, weights or several items of an issued plan are changed the way a plan is made (Art. 21, 22): in a draft beside
 * the plan in force, which is consulted on, reviewed and issued. Meanwhile the plan in force stays as it is.
 */
export type BeginRevisionFacts = {
  readonly planState: PlanState
  readonly isRevision: boolean
  /** Another revision of the plan is on its way. */
  readonly isUnderWay: boolean
}

/** Conditions of beginning a revision. */
export const beginRevisionRules: readonly Rule<BeginRevisionFacts>[] = [
  drafter,
  {
    code: 'plan_not_issued',
    message: () => ({ zh: '方案印发后才有调整。', en: 'A plan is revised once it is issued.' }),
    holds: ({ planState, isRevision }) => planState === 'issued' && !isRevision,
  },
  {
    code: 'revision_under_way',
    message: () => ({ zh: '该方案已有一次调整在办理。', en: 'Another revision of this plan is under way.' }),
    holds: ({ isUnderWay }) => !isUnderWay,
  },
]

/** An item of a revision with the item of the plan in force that it stands for; null: it is new. */
export type Copy = ItemSnapshot & { readonly originId: string | null }

/** What a revision changes in the plan in force; an item that is there already bears the id that it has there. */
export const revisedIn = (
  inForce: PlanSnapshot,
  revision: Omit<PlanSnapshot, 'items'> & { readonly items: readonly Copy[] },
  reader: Reader,
): PlanComparison => {
  const items = revision.items.map(({ originId, ...item }) => ({ ...item, id: originId ?? item.id }))
  return comparePlans(inForce, { ...revision, title: inForce.title, items }, reader)
}

/** How much a revision changes: items and chapters. */
export const countRevised = ({ items, chapters }: PlanComparison): number => items.length + chapters.length

/**
 * Whoever saw a revision before it was withdrawn finds that it was, and why: the divisions where they were consulted, the
 * members of the leading group where it was laid before them too.
 */
export const findsWithdrawn = (
  actor: Pick<Actor, 'post'>,
  { wasConsulted, wasReviewed }: { readonly wasConsulted: boolean; readonly wasReviewed: boolean },
): boolean => seesPlan(actor, 'withdrawn') || wasConsulted || (wasReviewed && seesPlan(actor, 'underReview'))
