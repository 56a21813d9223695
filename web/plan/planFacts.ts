import type { Plan } from '#domain/plan/plan.api.ts'
import type { PlanFacts } from '#domain/plan/plan.ts'

/** The facts that the plan's transitions are asked with. */
export const factsOf = (plan: Plan): PlanFacts => {
  const {
    state,
    blockingFaults,
    submittedBy,
    isConsulted,
    undisposed,
    isNoticeSigned,
    undecidedItems,
    entrustedTo,
    meetsOn,
  } = plan
  return {
    state,
    blockingFaults,
    submittedBy,
    isConsulted,
    undisposed,
    isNoticeSigned,
    undecidedItems,
    entrustedTo,
    meetsOn,
  }
}
