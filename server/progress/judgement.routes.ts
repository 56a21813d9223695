import type { z } from 'zod'
import { changesOf } from '#domain/kernel/history.ts'
import {
  type JudgementAction,
  judgementFields,
  judgementStates,
  judgementTransitions,
  unclaimedRules,
  type Verdict,
  verdicts,
} from '#domain/progress/judgement.ts'
import { askReview, decideReview, judgePhase, takeBackClaim } from '#domain/progress/progress.api.ts'
import { judgeUnclaimed } from '#domain/progress/progressActs.api.ts'
import { workingDaysOf } from '#domain/progress/rhythm.ts'
import { type Acting, command, demand, take } from '#server/kernel/routes.ts'
import { lock, save } from './judgement.store.ts'
import { followLights } from './light.sweep.ts'
import { phaseName, phaseOf } from './progress.routes.ts'
import { insertClaim, reportersOf } from './progress.store.ts'
import { progressOf } from './progressPage.ts'

type Acted = {
  readonly changed: Parameters<typeof save>[2]
  readonly verdict?: Verdict
  readonly reason: string
}

/** One act on a claim: taken by its transition, written, recorded with the item; the light follows. */
async function act(
  context: Acting,
  action: Exclude<JudgementAction, 'settle'>,
  { id, version }: { id: string; version: number },
  given: Acted,
): Promise<string> {
  const { tx, actor, record } = context
  const row = await lock(tx, actor, id, version)
  const state = take(judgementTransitions[action], row, context, judgementStates)
  await save(tx, id, { ...given.changed, state })
  const phase = row.phaseNumber !== null && { number: row.phaseNumber, title: row.phaseTitle ?? '' }
  const before = { state: judgementStates[row.state].zh, verdict: row.verdict && verdicts[row.verdict].zh }
  const now = {
    state: judgementStates[state].zh,
    verdict: given.verdict ? verdicts[given.verdict].zh : before.verdict,
    ...(phase ? { phase: phaseName(phase) } : {}),
  }
  const { basis } = judgementTransitions[action]
  const changes = changesOf(judgementFields, before, now)
  await record(`progress.${action}`, { kind: 'item', id: row.itemId }, { basis, changes, reason: given.reason })
  await followLights(context, [row.itemId])
  return row.itemId
}

/** The last day on which a judgement of today may be asked to be reviewed. */
const reviewUntil = ({ clock, settings, app }: Acting) =>
  workingDaysOf(app.holidays).after(clock.today, settings['progress.reviewWorkingDays'])

/** A phase that its division did not claim in time is judged as not met; a review may be asked for as of any judgement. */
async function judgeWithoutClaim(
  context: Acting,
  itemId: string,
  { version, phaseId, reason }: z.output<typeof judgeUnclaimed.body>,
): Promise<string> {
  const { tx, actor, clock, settings, app, record } = context
  const { item, phase, itemVersionId, isOpen } = await phaseOf(context, itemId, version, phaseId)
  const { judgedByDeputy, divisionId, verdict, endsOn } = phase
  const claimUntil = workingDaysOf(app.holidays).after(endsOn, settings['progress.judgeUnclaimedWorkingDays'])
  const submittedBy = await reportersOf(tx, phaseId)
  const facts = { judgedByDeputy, submittedBy, isInForce: item.isInForce, isClaimed: isOpen, verdict, claimUntil }
  demand(unclaimedRules, judgeUnclaimed.basis, facts, context)
  await insertClaim(tx, {
    ...{ itemId: item.id, phaseId, itemVersionId, divisionId: divisionId ?? '', state: 'judged', claimedBy: null },
    ...{ claimedAt: clock.now, verdict: 'notMet', reason, judgedBy: actor.id, judgedAt: clock.now },
    reviewUntil: reviewUntil(context),
  })
  const now = { phase: phaseName(phase), state: judgementStates.judged.zh, verdict: verdicts.notMet.zh }
  await record(
    'progress.judgeUnclaimed',
    { kind: 'item', id: item.id },
    { changes: changesOf(judgementFields, {}, now), reason },
  )
  await followLights(context, [item.id])
  return item.id
}

export const judgementRoutes = [
  command(judgeUnclaimed, ({ params: { id }, body }, context) => judgeWithoutClaim(context, id, body), progressOf),

  command(
    takeBackClaim,
    ({ params: { id }, body: { version, reason } }, context) =>
      act(context, 'takeBack', { id, version }, { changed: {}, reason }),
    progressOf,
  ),

  command(
    judgePhase,
    ({ params: { id }, body: { version, verdict, reason } }, context) => {
      const { actor, clock } = context
      const judged = { verdict, reason, judgedBy: actor.id, judgedAt: clock.now }
      const changed = { ...judged, reviewUntil: reviewUntil(context) }
      return act(context, 'judge', { id, version }, { changed, verdict, reason })
    },
    progressOf,
  ),

  command(
    askReview,
    ({ params: { id }, body: { version, reason } }, context) => {
      const changed = { askedBy: context.actor.id, askedAt: context.clock.now, askedReason: reason }
      return act(context, 'askReview', { id, version }, { changed, reason })
    },
    progressOf,
  ),

  command(
    decideReview,
    ({ params: { id }, body: { version, verdict, reason } }, context) => {
      const { actor, clock } = context
      const changed = {
        ...{ reviewVerdict: verdict, reviewReason: reason, reviewedBy: actor.id, reviewedAt: clock.now },
      }
      return act(context, 'decide', { id, version }, { changed, verdict, reason })
    },
    progressOf,
  ),
]
