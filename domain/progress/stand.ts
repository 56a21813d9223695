import type { Settings } from '#domain/kernel/settings.ts'
import { type Forecast, forecastEnd } from './forecast.ts'
import type { Verdict } from './judgement.ts'
import { byWeight, donePercent, plannedPercent } from './planned.ts'
import {
  type NextReport,
  nextReport,
  type RhythmChange,
  type RhythmSettings,
  reportDays,
  type Span,
  type WorkingDays,
} from './rhythm.ts'

/** A report as far as a light asks: replaced ones are left out, a correction stands on the day of what it corrects. */
export type ReportOf = { readonly on: string; readonly reached: boolean; readonly percent: number | null }

/** A phase as it is planned, with what was reported and judged of it. */
export type PhaseOf = Span & {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly weight: number | null
  readonly reports: readonly ReportOf[]
  /** The day on which the plan was issued: of periods that ended before it nothing is owed. */
  readonly owedFrom: string | null
  /** Where the item has a rhythm of its own, from which day on. */
  readonly rhythms: readonly RhythmChange[]
  /** The claim that waits or stands: who has it, and what was judged. */
  readonly isClaimed: boolean
  readonly verdict: Verdict | null
}

/** Where a phase stands on a day. */
export type PhaseStand = Pick<PhaseOf, 'id' | 'number' | 'title' | 'startsOn' | 'endsOn' | 'weight' | 'verdict'> & {
  readonly hasBegun: boolean
  /** Reported or claimed as reached. */
  readonly isReached: boolean
  readonly percent: number | null
  readonly percentOn: string | null
  /** What the plan asked for on the day of that percent. */
  readonly plannedThen: number | null
  readonly planned: number
  /** Working days since its end, while it is not reached. */
  readonly overdue: number
  readonly next: NextReport | undefined
  readonly forecast: Forecast | undefined
  /** Working days by which the forecast lies after the phase's end. */
  readonly forecastLate: number
}

export type ItemStand = {
  readonly phases: readonly PhaseStand[]
  readonly percent: number | null
  readonly planned: number | null
}

const owed = ({ owedFrom, rhythms, ...span }: PhaseOf, settings: RhythmSettings, days: WorkingDays) =>
  reportDays(span, settings, days, rhythms).filter(({ endsOn }) => owedFrom === null || endsOn >= owedFrom)

/** Where a phase stands: what is done, what was planned, what is owed next, and where it leads. */
export function standOfPhase(phase: PhaseOf, today: string, settings: RhythmSettings, days: WorkingDays): PhaseStand {
  const { id, number, title, startsOn, endsOn, weight, verdict, reports, isClaimed } = phase
  const last = reports.at(-1)
  const withPercent = reports.flatMap(({ on, percent, reached }) =>
    percent === null && !reached ? [] : [{ on, percent: reached ? 100 : (percent ?? 0) }],
  )
  const said = withPercent.at(-1)
  const isReached = isClaimed || (last?.reached ?? false)
  const hasBegun = startsOn <= today
  const isSettled = isReached || verdict !== null
  const forecast = isSettled ? undefined : forecastEnd(withPercent)
  return {
    ...{ id, number, title, startsOn, endsOn, weight, verdict, hasBegun, isReached, forecast },
    percent: said?.percent ?? null,
    percentOn: said?.on ?? null,
    plannedThen: said ? plannedPercent(phase, said.on) : null,
    planned: plannedPercent(phase, today),
    overdue: isSettled || endsOn >= today ? 0 : (days.between(endsOn, today) ?? 0),
    next: isSettled || !hasBegun ? undefined : nextReport(owed(phase, settings, days), last?.on ?? null, today),
    forecastLate: forecast && forecast.on > endsOn ? (days.between(endsOn, forecast.on) ?? 0) : 0,
  }
}

/** Where an item stands: its phases, and by their weights what is done and what was planned. */
export function standOfItem(
  phases: readonly PhaseOf[],
  today: string,
  settings: RhythmSettings,
  days: WorkingDays,
): ItemStand {
  const stands = phases.map((phase) => standOfPhase(phase, today, settings, days))
  const isSaid = stands.some((phase) => donePercent(phase) !== null)
  return {
    phases: stands,
    percent: isSaid ? byWeight(stands, donePercent) : null,
    planned: byWeight(stands, ({ planned }) => planned),
  }
}

export type LightSettings = RhythmSettings &
  Pick<
    Settings,
    | 'progress.riskBelowPlanPercent'
    | 'progress.behindBelowPlanPercent'
    | 'progress.behindOverdueWorkingDays'
    | 'progress.riskMissedReports'
    | 'progress.behindMissedReports'
    | 'progress.riskForecastWorkingDays'
  >
