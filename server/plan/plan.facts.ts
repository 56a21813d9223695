import { blockingIn, lintPlan } from '#domain/plan/linter.ts'
import type { PlanFacts, PlanState } from '#domain/plan/plan.ts'
import { noticeOf } from '#server/document/officialDocument.public.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { progressOf } from './consultation.store.ts'
import { itemsOf } from './item.store.ts'
import { lintFactsOf } from './lintFacts.store.ts'
import { undecidedOf } from './merge.store.ts'
import { countsOf } from './officeWorkPlan.store.ts'
import { versions } from './plan.store.ts'
import { latestOf } from './review.store.ts'
import { countRevisedOf } from './revision.store.ts'

type PlanOf = {
  readonly id: string
  readonly year: number
  readonly state: PlanState
  readonly procedureText: string
  readonly standardsText: string
  readonly reportingText: string
  readonly title: string
  readonly amendsId: string | null
}

/** The office's plan as its transitions ask about it. The linter reads every item and is not asked. */
export async function planFactsOf(context: Reading, plan: PlanOf): Promise<PlanFacts> {
  const { tx } = context
  const latest = (await versions(tx, plan.id))[0]
  const isMerged = plan.state === 'drafting' && plan.amendsId === null
  return {
    state: plan.state,
    blockingFaults: null,
    submittedBy: latest?.madeBy.id ?? null,
    ...(await latestOf(tx, plan.id)).facts,
    undecidedItems: isMerged ? await undecidedOf(tx, plan.year) : 0,
    undecidedTasks: isMerged ? (await countsOf(tx, plan.year)).open : 0,
    revised: await countRevisedOf(tx, plan),
    isNoticeSigned: (await noticeOf(tx, plan.id)).isNoticeSigned,
    ...(await progressOf(tx, plan.id)),
  }
}

/** The same with what the linter says, for the transitions that wait for it; what is no draft is not checked again. */
export async function checkedFactsOf(context: Reading, plan: PlanOf): Promise<PlanFacts> {
  const facts = await planFactsOf(context, plan)
  return { ...facts, blockingFaults: plan.state === 'drafting' ? await blockingFaultsOf(context, plan) : 0 }
}

/** How many faults the linter finds in the whole plan. */
export async function blockingFaultsOf(context: Reading, plan: PlanOf): Promise<number> {
  const items = await itemsOf(context.tx, plan.id)
  return blockingIn(
    lintPlan({ ...plan, items }, await lintFactsOf(context.tx, plan.year, context, { planId: plan.id })),
  )
}
