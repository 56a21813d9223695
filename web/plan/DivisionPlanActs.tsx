import { useState } from 'react'
import { divisionPosts, isOneOf } from '#domain/kernel/actor.ts'
import {
  acceptDivisionPlan,
  type DivisionPlan,
  returnDivisionPlan,
  submitDivisionPlan,
} from '#domain/plan/divisionPlan.api.ts'
import { divisionPlanStates, divisionPlanTransitions } from '#domain/plan/divisionPlan.ts'
import { ActionButton, ButtonFace } from '#web/kernel/ActionButton.tsx'
import { ConfirmDialog } from '#web/kernel/ConfirmDialog.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { RefusalOf } from '#web/kernel/RefusalOf.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { shortDigest } from './PlanFacts.tsx'
import { divisionFactsOf } from './planFacts.ts'
import { UnchangedReason } from './UnchangedReason.tsx'

type Props = { readonly plan: DivisionPlan }
type CheckedProps = Props & {
  /** What must be put right; null until the check has come. */
  readonly faults: number | null
}
const states = divisionPlanStates

/** Whether whoever is signed in belongs to the division and its plan is drafted: others have nothing to submit. */
function useIsOwnDraft({ state, divisionId }: DivisionPlan): boolean {
  const { actor } = useSession()
  return state === 'drafting' && isOneOf(actor.post, divisionPosts) && actor.divisionId === divisionId
}

/** Why it cannot be signed off now, in words under the title. */
export function SubmitReason({ plan, faults }: CheckedProps) {
  const isOwnDraft = useIsOwnDraft(plan)
  const facts = divisionFactsOf(plan, faults)
  return isOwnDraft && <RefusalOf transition={divisionPlanTransitions.submit} facts={facts} states={states} />
}

/** Signs off exactly what is on the screen when the dialog is opened: its digest goes with it. */
export function SubmitPlan({ plan, faults }: CheckedProps) {
  const text = useText()
  const toast = useToast()
  const format = useFormat()
  const { today } = useSession()
  const isOwnDraft = useIsOwnDraft(plan)
  const [read, setRead] = useState<{ version: number; digest: string } | null>(null)
  const [unchangedReason, setUnchangedReason] = useState('')
  const done = () => {
    setRead(null)
    setUnchangedReason('')
    toast({ zh: '已签报', en: 'Signed off and submitted' })
  }
  const submit = useAct(submitDivisionPlan, { id: plan.id }, { onDone: done })
  if (!isOwnDraft) return null
  const transition = divisionPlanTransitions.submit
  const number = (plan.submissions[0]?.number ?? 0) + 1
  const isLate = plan.dueOn !== null && today > plan.dueOn
  return (
    <>
      <ActionButton
        id="act-submit"
        kind="primary"
        transition={transition}
        facts={divisionFactsOf(plan, faults)}
        states={states}
        reason="elsewhere"
        asks
        onClick={() => setRead({ version: plan.version, digest: plan.draftDigest })}
      />
      <ConfirmDialog
        title={{ zh: `签报${plan.title}`, en: `Sign off: ${plan.title}` }}
        isOpen={read !== null}
        onClose={() => setRead(null)}
        label={transition.label}
        basis={transition.basis}
        loading={submit.isPending}
        error={submit.error}
        onConfirm={() => read && submit.mutate({ ...read, unchangedReason })}
      >
        <p>
          {text({
            zh: `签报后冻结为第${number}版，报办绩效办；接收或者退回以前不能修改。`,
            en: `It is frozen as version ${number} and goes to the performance office; until it is accepted or returned it cannot be changed.`,
          })}
        </p>
        {isLate && plan.dueOn && (
          <p className="note warning">
            {text({
              zh: `期限${format.longDay(plan.dueOn)}已过，将标明迟报。`,
              en: `It was due on ${format.longDay(plan.dueOn)} and will be marked late.`,
            })}
          </p>
        )}
        <UnchangedReason error={submit.error} value={unchangedReason} onChange={setUnchangedReason} />
      </ConfirmDialog>
    </>
  )
}

/**
 * The judgement on exactly the version that is on the screen. It is kept while the page is open, so that a newer one is
 * refused as stale instead of being accepted unread.
 */
export function JudgePlan({ plan }: Props) {
  const text = useText()
  const toast = useToast()
  const format = useFormat()
  const [isReturned, setIsReturned] = useState(false)
  const [read, setRead] = useState(() => readOf(plan))
  const params = { id: plan.id }
  const accept = useAct(acceptDivisionPlan, params, { onDone: () => toast({ zh: '已接收', en: 'Accepted' }) })
  const giveBack = useAct(returnDivisionPlan, params, { onDone: () => toast({ zh: '已退回', en: 'Returned' }) })
  const { latest, version } = read
  if (!latest) return null
  const { number, digest } = latest
  const asked = { facts: divisionFactsOf(plan), states, reason: 'below' } as const
  return (
    <Panel title={{ zh: '接收', en: 'Acceptance' }}>
      <p className="note key">
        <b>{text({ zh: `待接收的是第${number}版。`, en: `To be accepted: version ${number}.` })}</b>{' '}
        <span className="nw">
          {text({ zh: '内容摘要', en: 'Digest' })} <span className="digest">{shortDigest(digest)}</span>
        </span>
        <br />
        <span className="sub">
          {text({
            zh: `${latest.madeBy.name}${format.instant(latest.madeAt)}签报`,
            en: `Signed off by ${latest.madeBy.name}, ${format.instant(latest.madeAt)}`,
          })}
        </span>
      </p>
      {latest.number !== plan.submissions[0]?.number && (
        <p className="note warning">
          {text({ zh: '已有更新的一版。', en: 'There is a newer version.' })}{' '}
          <ButtonFace kind="normal" onClick={() => setRead(readOf(plan))}>
            {text({ zh: '重新阅看', en: 'Read it anew' })}
          </ButtonFace>
        </p>
      )}
      <p className="row-of-actions decide-actions">
        <ActionButton
          id="act-accept"
          kind="primary"
          transition={divisionPlanTransitions.accept}
          {...asked}
          loading={accept.isPending}
          onClick={() => accept.mutate({ version, number, digest })}
        />
        <ActionButton transition={divisionPlanTransitions.return} {...asked} asks onClick={() => setIsReturned(true)} />
      </p>
      {accept.error && <ErrorState error={accept.error} />}
      <ReasonDialog
        title={{ zh: `退回第${number}版`, en: `Return version ${number}` }}
        isOpen={isReturned}
        onClose={() => setIsReturned(false)}
        label={divisionPlanTransitions.return.label}
        basis={divisionPlanTransitions.return.basis}
        ask={{ zh: '退回理由', en: 'Reason' }}
        loading={giveBack.isPending}
        error={giveBack.error}
        onSubmit={(reason) => giveBack.mutate({ version, number, digest, reason })}
      />
    </Panel>
  )
}

const readOf = (plan: DivisionPlan) => ({ version: plan.version, latest: plan.submissions[0] })
