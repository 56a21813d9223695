import type { UseQueryResult } from '@tanstack/react-query'
import { blockingIn } from '#domain/plan/linter.ts'
import { type PlanCheck, readPlanFindings } from '#domain/plan/planItems.api.ts'
import type { ApiError } from '#web/kernel/api.ts'
import { useRead } from '#web/kernel/queries.ts'

type Of = { readonly id: string; readonly state: string }

/** What the linter says of a draft. It reads every item: the page does not wait for it. */
export const usePlanCheck = ({ id, state }: Of): UseQueryResult<PlanCheck, ApiError> =>
  useRead(readPlanFindings, { id }, { enabled: state === 'drafting' })

/** How many faults stop the next step; null until that is known. */
export const faultsIn = (check: PlanCheck | undefined): number | null => (check ? blockingIn(check.findings) : null)
