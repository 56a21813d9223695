import type { Item } from '#domain/plan/item.api.ts'
import { lintPlan } from '#domain/plan/linter.ts'
import { endStates, seesPlan } from '#domain/plan/plan.ts'
import {
  listPlanItems,
  type PlanCheck,
  readLastYearItems,
  readLintFacts,
  readPlanFindings,
} from '#domain/plan/planItems.api.ts'
import { NotFound } from '#server/kernel/errors.ts'
import { type Reading, read } from '#server/kernel/routes.ts'
import * as divisionPlans from './divisionPlan.store.ts'
import { itemsOfLastYear } from './divisionPlanWrite.store.ts'
import { itemsOf } from './item.store.ts'
import { divisionLintFacts, lintFactsOf, noLintFacts } from './lintFacts.store.ts'
import * as plans from './plan.store.ts'
import { list } from './planItems.store.ts'
import { findAny, type SeenPlan } from './seenPlan.store.ts'

export const planItemsRoutes = [
  read(
    listPlanItems,
    async ({ params, query }, { tx, actor }) => list(tx, (await findAny(tx, actor, params.id)).id, query),
    { snapshot: true },
  ),

  read(
    readLastYearItems,
    async ({ params }, { tx, actor }) => {
      const plan = await findAny(tx, actor, params.id)
      const last = await itemsOfLastYear(tx, plan.year, plan.kind === 'division' ? plan.division.id : null)
      const rows = last.map(({ code, title, goal, weight, mainResponsiblePerson, phases }) => ({
        ...{ code, title, goal, weight, phaseCount: phases.length },
        mainResponsiblePerson: mainResponsiblePerson?.name ?? null,
      }))
      return { rows }
    },
    { snapshot: true },
  ),

  read(
    readPlanFindings,
    async ({ params }, context) => {
      const plan = await findAny(context.tx, context.actor, params.id)
      if (plan.kind !== 'division' && !seesPlan(context.actor, 'drafting')) throw new NotFound()
      return isFinished(plan) ? { findings: [], items: [] } : checkOf(context, plan)
    },
    { snapshot: true },
  ),

  read(
    readLintFacts,
    async ({ params }, context) => {
      const { tx, actor } = context
      const plan = await findAny(tx, actor, params.id)
      if (isFinished(plan)) return noLintFacts
      if (plan.kind === 'division') return divisionLintFacts(tx, plan.year, plan.division.id, context)
      return seesPlan(actor, 'drafting') ? lintFactsOf(tx, plan.year, context, { planId: plan.id }) : noLintFacts
    },
    { snapshot: true },
  ),
]

/** Nothing is checked in a plan that has come to its end. */
export const isFinished = ({ state }: Pick<SeenPlan, 'state'>): boolean =>
  state === 'accepted' || endStates.some((end) => end === state)

/** What the linter says of the plan as it stands, with the items it speaks of. */
async function checkOf(context: Reading, plan: SeenPlan): Promise<PlanCheck> {
  const items = await itemsOf(context.tx, plan.id)
  const findings = await findingsIn(context, plan, items)
  const named = new Set(findings.map(({ itemId }) => itemId))
  const found = items.filter(({ id }) => named.has(id))
  return { findings, items: found.map(({ id, code, title, version }) => ({ id, code, title, version })) }
}

async function findingsIn(context: Reading, { kind, id }: SeenPlan, items: readonly Item[]) {
  const { tx, actor, today } = context
  if (kind === 'division')
    return divisionPlans.faultsOf(tx, await divisionPlans.findRow(tx, actor, id, today), items, context)
  const plan = await plans.findRow(tx, actor, id)
  return lintPlan({ ...plan, items }, await lintFactsOf(tx, plan.year, context, { planId: id }))
}
