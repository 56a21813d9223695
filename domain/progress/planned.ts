import { daysBetween } from '#domain/calendar/workingDays.ts'
import type { Verdict } from './judgement.ts'
import type { Span } from './rhythm.ts'

/** How much of a phase should be done by the end of a day, in whole percent: evenly over its days. */
export function plannedPercent({ startsOn, endsOn }: Span, day: string): number {
  if (day < startsOn) return 0
  if (day >= endsOn) return 100
  return Math.round((100 * (daysBetween(startsOn, day) + 1)) / (daysBetween(startsOn, endsOn) + 1))
}

export type Done = {
  readonly verdict: Verdict | null
  readonly isReached: boolean
  readonly percent: number | null
}

/** How much of a phase is done: by its judgement, else as it was last reported; null where nobody said a percent. */
export function donePercent({ verdict, isReached, percent }: Done): number | null {
  if (verdict === 'met') return 100
  return isReached && verdict === null ? 100 : percent
}

type Weighted = { readonly weight: number | null }

/** The percent of an item from those of its phases by their weights; phases without any weight count alike. */
export function byWeight<Phase extends Weighted>(
  phases: readonly Phase[],
  percentOf: (phase: Phase) => number | null,
): number | null {
  if (phases.length === 0) return null
  const isWeighted = phases.some(({ weight }) => (weight ?? 0) > 0)
  const weightOf = ({ weight }: Weighted) => (isWeighted ? (weight ?? 0) : 1)
  const total = phases.reduce((sum, phase) => sum + weightOf(phase), 0)
  return Math.round(phases.reduce((sum, phase) => sum + weightOf(phase) * (percentOf(phase) ?? 0), 0) / total)
}
