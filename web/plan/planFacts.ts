import type { Plan } from '#domain/plan/plan.api.ts'
import type { PlanFacts } from '#domain/plan/plan.ts'

/** The facts that the plan's transitions are asked with. */
export const factsOf = ({ state, blockingFaults, submittedBy, isConsulted, undisposed }: Plan): PlanFacts => ({
  ...{ state, blockingFaults, submittedBy, isConsulted, undisposed },
})
