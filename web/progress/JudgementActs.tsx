import { useState } from 'react'
import { isOneOf, officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import { type Context, refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import type { ItemPage } from '#domain/plan/item.api.ts'
import { claimRules, judgementStates, judgementTransitions, unclaimedRules } from '#domain/progress/judgement.ts'
import {
  claimPhase,
  type ItemProgress,
  type PhaseJudgement,
  type PhaseProgress,
} from '#domain/progress/progress.api.ts'
import { judgeUnclaimed } from '#domain/progress/progressActs.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { useContextOfRules, useSession } from '#web/kernel/session.tsx'
import { ClaimDialog, UnclaimedDialog, VerdictDialog, WithReason } from './JudgeDialogs.tsx'

type Props = { readonly facts: ItemPage; readonly progress: ItemProgress; readonly phase: PhaseProgress }
type Asking = 'unclaimed' | 'claim' | 'takeBack' | 'judge' | 'askReview' | 'decide'

/** What can be done with a phase by whoever reads: claimed by its head, judged, reviewed. */
export function JudgementActs(props: Props) {
  const { progress, phase } = props
  const context = useContextOfRules()
  const [asking, setAsking] = useState<Asking>()
  const judgement = progress.judgements.find(({ phaseId, state }) => phaseId === phase.id && state !== 'takenBack')
  const { division, isReached, isClaimed, isMet } = phase
  const claim = { divisionId: division?.id ?? null, isInForce: progress.isInForce, isReached, isClaimed, isMet }
  const mayClaim = !refusalOfRules(claimRules, claimPhase.basis, claim, context)
  const close = () => setAsking(undefined)
  return (
    <>
      {mayClaim && (
        <ActionButton id={`act-claim-${phase.id}`} endpoint={claimPhase} asks onClick={() => setAsking('claim')} />
      )}
      {mayJudgeUnclaimed(props, context) && (
        <ActionButton
          id={`act-unclaimed-${phase.id}`}
          endpoint={judgeUnclaimed}
          asks
          onClick={() => setAsking('unclaimed')}
        />
      )}
      {asking === 'unclaimed' && <UnclaimedDialog {...props} version={progress.version} onClose={close} />}
      {judgement && <OfJudgement judgement={judgement} onAsk={setAsking} />}
      {asking === 'claim' && <ClaimDialog {...props} version={progress.version} onClose={close} />}
      {judgement && (asking === 'judge' || asking === 'decide') && (
        <VerdictDialog {...props} {...{ judgement }} action={asking} onClose={close} />
      )}
      {judgement && (asking === 'takeBack' || asking === 'askReview') && (
        <WithReason {...props} {...{ judgement }} action={asking} onClose={close} />
      )}
    </>
  )
}

/** Whether the days for a claim are over, and whoever reads judges without one. */
function mayJudgeUnclaimed({ progress, phase }: Props, context: Context): boolean {
  const { judgedByDeputy, verdict, claimUntil, isClaimed } = phase
  const submittedBy = progress.reports.filter(({ phaseId }) => phaseId === phase.id).map(({ madeBy }) => madeBy.id)
  const facts = { judgedByDeputy, verdict, claimUntil, isClaimed, submittedBy, isInForce: progress.isInForce }
  return !refusalOfRules(unclaimedRules, judgeUnclaimed.basis, facts, context)
}

/** Who judges sees the button also where it is refused, with the reason; the division sees what it may do. */
function OfJudgement({ judgement, onAsk }: { judgement: PhaseJudgement; onAsk: (asking: Asking) => void }) {
  const { actor } = useSession()
  const context = useContextOfRules()
  const may = (action: 'takeBack' | 'askReview') =>
    !refusalOf(judgementTransitions[action], judgement, context, judgementStates)
  const isJudge =
    isOneOf(actor.post, performanceOffice) || (actor.post === 'leadingGroup.deputy' && judgement.judgedByDeputy)
  const common = { facts: judgement, states: judgementStates, reason: 'below', asks: true } as const
  return (
    <>
      {judgement.state === 'claimed' && isJudge && (
        <ActionButton
          id={`act-judge-${judgement.id}`}
          transition={judgementTransitions.judge}
          {...common}
          onClick={() => onAsk('judge')}
        />
      )}
      {judgement.state === 'underReview' && isOneOf(actor.post, officeLeaders) && (
        <ActionButton
          id={`act-decide-${judgement.id}`}
          transition={judgementTransitions.decide}
          {...common}
          onClick={() => onAsk('decide')}
        />
      )}
      {(['takeBack', 'askReview'] as const).filter(may).map((action) => (
        <ActionButton
          key={action}
          transition={judgementTransitions[action]}
          {...common}
          onClick={() => onAsk(action)}
        />
      ))}
    </>
  )
}
