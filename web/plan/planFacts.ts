import type { DivisionPlan } from '#domain/plan/divisionPlan.api.ts'
import type { DivisionPlanFacts } from '#domain/plan/divisionPlan.ts'
import type { Plan } from '#domain/plan/plan.api.ts'
import type { PlanFacts } from '#domain/plan/plan.ts'

/** The facts that the plan's transitions are asked with; faults, and what a revision changes, where one waits for them. */
export const factsOf = (
  plan: Plan,
  blockingFaults: number | null = null,
  revised: number | undefined = 1,
): PlanFacts => {
  const {
    state,
    submittedBy,
    isConsulted,
    undisposed,
    isNoticeSigned,
    undecidedItems,
    undecidedTasks,
    entrustedTo,
    meetsOn,
  } = plan
  return {
    ...{ state, blockingFaults, submittedBy, isConsulted, undisposed },
    ...{ isNoticeSigned, undecidedItems, undecidedTasks, entrustedTo, meetsOn },
    revised: plan.amendsId === null ? null : revised,
  }
}

/** The same of a division's plan. */
export const divisionFactsOf = (plan: DivisionPlan, blockingFaults: number | null = null): DivisionPlanFacts => {
  const { state, divisionId, callState, submittedBy, judgedByDeputy, hasDeputyInCharge } = plan
  return { state, divisionId, callState, submittedBy, judgedByDeputy, hasDeputyInCharge, blockingFaults }
}
