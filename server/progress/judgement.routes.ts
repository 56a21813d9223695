import { changesOf } from '#domain/kernel/history.ts'
import {
  type JudgementAction,
  judgementFields,
  judgementStates,
  judgementTransitions,
  type Verdict,
  verdicts,
} from '#domain/progress/judgement.ts'
import { askReview, decideReview, judgePhase, takeBackClaim } from '#domain/progress/progress.api.ts'
import { workingDaysOf } from '#domain/progress/rhythm.ts'
import { type Acting, command, take } from '#server/kernel/routes.ts'
import { lock, save } from './judgement.store.ts'
import { followLights } from './light.sweep.ts'
import { phaseName } from './progress.routes.ts'
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

export const judgementRoutes = [
  command(
    takeBackClaim,
    ({ params: { id }, body: { version, reason } }, context) =>
      act(context, 'takeBack', { id, version }, { changed: {}, reason }),
    progressOf,
  ),

  command(
    judgePhase,
    ({ params: { id }, body: { version, verdict, reason } }, context) => {
      const { actor, clock, settings, app } = context
      const days = workingDaysOf(app.holidays)
      const reviewUntil = days.after(clock.today, settings['progress.reviewWorkingDays'])
      const changed = { verdict, reason, judgedBy: actor.id, judgedAt: clock.now, reviewUntil }
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
