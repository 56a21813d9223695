import type { ItemPage } from '#domain/plan/item.api.ts'
import { type PhaseProgress, readItemProgress } from '#domain/progress/progress.api.ts'
import { useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'

/** Whether the course of an item can be read: of one that is in a plan in force or was, by whoever sees it in full. */
export const hasProgress = ({ plan, versions }: ItemPage): boolean =>
  plan.kind === 'office' && plan.state === 'issued' && versions !== null

/** The course of an item; read once however many parts of the page ask. */
export const useProgress = (facts: ItemPage) =>
  useRead(readItemProgress, { id: facts.item.id }, { enabled: hasProgress(facts) })

/** The phases of the division of the person who reads, that have begun. */
export function useOwnPhases(phases: readonly PhaseProgress[]): PhaseProgress[] {
  const { actor, today } = useSession()
  return phases.filter(
    ({ division, startsOn }) => division !== null && division.id === actor.divisionId && startsOn <= today,
  )
}
