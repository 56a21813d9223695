import type { Actor } from '#domain/kernel/actor.ts'
import { donePercent } from '#domain/progress/planned.ts'
import type { ItemProgress, PhaseProgress } from '#domain/progress/progress.api.ts'
import { workingDaysOf } from '#domain/progress/rhythm.ts'
import { standOfPhase } from '#domain/progress/stand.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { findItem } from './progress.store.ts'
import {
  changesOfItem,
  checksOf,
  figuresOf,
  judgementsOf,
  lightOfItem,
  reportsOf,
  rhythmOfItem,
} from './progressRead.store.ts'
import { type PhaseOfItem, phasesOf } from './stand.store.ts'

/** Everything about the course of one item, as commands send it back too. */
export async function progressOf(tx: Tx, actor: Actor, itemId: string, context: Reading): Promise<ItemProgress> {
  const { id, version, isInForce, divisionIds, asksEvidence } = await findItem(tx, actor, itemId)
  const phases = (await phasesOf(tx, [id])).get(id) ?? []
  const reports = await reportsOf(tx, id)
  const names = await namesOf(tx, phases)
  const last = await rhythmOfItem(tx, id)
  const own = last && { version: last.number, own: last.rhythm, from: last.fromOn, reason: last.reason }
  return {
    ...{ itemId: id, version, isInForce, divisionIds, asksEvidence },
    ...(await lightOfItem(tx, id)),
    changes: await changesOfItem(tx, id),
    rhythm: {
      ...(own ?? { version: 0, own: null, from: null, reason: null }),
      usual: context.settings['progress.rhythm'],
    },
    phases: phases.map((phase) => phaseOf(phase, isInForce, names, context)),
    reports,
    judgements: await judgementsOf(tx, actor, id),
    checks: await checksOf(tx, id),
    figures: await figuresOf(tx, id),
  }
}

type Names = ReadonlyMap<string, NonNullable<PhaseProgress['division']>>

async function namesOf(tx: Tx, phases: readonly PhaseOfItem[]): Promise<Names> {
  const ids = [...new Set(phases.flatMap(({ divisionId }) => divisionId ?? []))]
  if (ids.length === 0) return new Map()
  const rows = await tx.selectFrom('division').select(['id', 'nameZh', 'nameEn']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, nameZh, nameEn }) => [id, { id, name: { zh: nameZh, en: nameEn } }]))
}

function phaseOf(phase: PhaseOfItem, isInForce: boolean, names: Names, context: Reading): PhaseProgress {
  const { today, settings, app } = context
  const days = workingDaysOf(app.holidays)
  const stand = standOfPhase(phase, today, settings, days)
  const { id, number, title, startsOn, endsOn, criterion, divisionId, isOpen, isBeingJudged, verdict } = phase
  const { next, forecast } = stand
  const { judgedByDeputy } = phase
  const claimUntil = days.after(endsOn, settings['progress.judgeUnclaimedWorkingDays'])
  return {
    ...{ id, number, title, startsOn, endsOn, criterion, verdict, planned: stand.planned, judgedByDeputy, claimUntil },
    division: (divisionId && names.get(divisionId)) || null,
    percent: donePercent(stand),
    isReached: phase.reports.at(-1)?.reached ?? false,
    isClaimed: isOpen,
    isBeingJudged,
    isMet: verdict === 'met',
    forecast: forecast ? { on: forecast.on, points: forecast.points, lateWorkingDays: stand.forecastLate } : null,
    next:
      next && isInForce
        ? {
            ...{ endsOn: next.endsOn, dueOn: next.dueOn, isOver: next.isOver, missed: next.missed },
            workingDaysLeft: next.dueOn === null ? null : days.between(today, next.dueOn),
          }
        : null,
  }
}
