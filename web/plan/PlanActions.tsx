import { lazy, Suspense } from 'react'
import type { Plan } from '#domain/plan/plan.api.ts'
import { planStates, planTransitions } from '#domain/plan/plan.ts'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import { RefusalOf } from '#web/kernel/RefusalOf.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { factsOf } from './planFacts.ts'
import { addressOf } from './planNames.ts'

const OpenConsultation = lazy(async () => ({ default: (await import('./OpenConsultation.tsx')).OpenConsultation }))
const SubmitPlan = lazy(async () => ({ default: (await import('./SubmitPlan.tsx')).SubmitPlan }))
const DraftNotice = lazy(async () => ({ default: (await import('./IssuePlan.tsx')).DraftNotice }))
const WithdrawRevision = lazy(async () => ({ default: (await import('./WithdrawRevision.tsx')).WithdrawRevision }))
const IssuePlan = lazy(async () => ({ default: (await import('./IssuePlan.tsx')).IssuePlan }))

type Props = {
  readonly plan: Plan
  /** What must be put right in the draft; null until the check has come. */
  readonly faults: number | null
  /** How much a revision changes; undefined until that is known. */
  readonly revised: number | undefined
}

/** What the performance office does next with the plan; others read only. */
export function PlanActions({ plan, faults, revised }: Props) {
  const { actor } = useSession()
  const isOffice = actor.post.startsWith('performanceOffice.')
  const isRevision = plan.kind === 'revision'
  const isReader = isOffice || actor.post === 'leadingGroup.head' || actor.post === 'leadingGroup.deputy'
  return (
    <>
      {isReader && !isRevision && (
        <ActionLink
          to={`/plans/${plan.year}/municipal`}
          label={{ zh: '市级指标', en: "City's indicators" }}
          kind="normal"
        />
      )}
      {!isRevision && (
        <ActionLink
          to={`/plans/${plan.year}/work-plan`}
          label={{ zh: '全办工作计划', en: 'Work plan' }}
          kind="normal"
        />
      )}
      {isRevision && maySee(plan.state, actor.post) && (
        <Suspense>
          <WithdrawRevision plan={plan} />
        </Suspense>
      )}
      {isReader && !isRevision && plan.state === 'drafting' && (
        <ActionLink
          to={`/plans/${plan.year}/merge`}
          label={{ zh: '方案汇总', en: 'Merge' }}
          kind={plan.undecidedItems + plan.undecidedTasks > 0 ? 'primary' : 'normal'}
        />
      )}
      {((isReader && plan.isConsulted) || plan.state === 'consulting') && (
        <ActionLink
          to={`${addressOf(plan)}/consultation`}
          label={{ zh: '征求意见情况', en: 'Consultation' }}
          kind={plan.state === 'consulting' ? 'primary' : 'normal'}
        />
      )}
      {isOffice && plan.state === 'drafting' && (
        <Suspense>
          <OpenConsultation {...{ plan, faults, revised }} />
          {plan.isConsulted && <SubmitPlan {...{ plan, faults, revised }} />}
        </Suspense>
      )}
      {!isRevision && plan.state === 'issued' && (
        <ActionLink to={`/plans/${plan.year}/amendments`} label={{ zh: '方案变更', en: 'Amendments' }} kind="normal" />
      )}
      {(plan.state === 'issued' || (isReader && plan.hasNotice)) && (
        <ActionLink
          to={`${addressOf(plan)}/notice`}
          label={{ zh: '印发通知', en: 'Notice of issue' }}
          kind={plan.state === 'decided' && !plan.isNoticeSigned ? 'primary' : 'normal'}
        />
      )}
      {isOffice && plan.state === 'decided' && (
        <Suspense>{plan.hasNotice ? <IssuePlan plan={plan} /> : <DraftNotice plan={plan} />}</Suspense>
      )}
    </>
  )
}

/** Whose button the withdrawal is: the office's until the group has decided, then the group's. */
const maySee = (state: Plan['state'], post: string): boolean =>
  state === 'decided'
    ? post === 'leadingGroup.head' || post === 'leadingGroup.deputy'
    : post === 'performanceOffice.head' && state !== 'issued' && state !== 'withdrawn'

/** Why the next step cannot be taken now, in words under the title. */
export function PlanReasons({ plan, faults, revised }: Props) {
  const { actor } = useSession()
  if (!actor.post.startsWith('performanceOffice.')) return null
  const ofDraft = plan.isConsulted ? planTransitions.submit : planTransitions.consult
  const transition =
    plan.state === 'drafting' ? ofDraft : plan.state === 'decided' && plan.hasNotice ? planTransitions.issue : undefined
  return transition ? (
    <RefusalOf transition={transition} facts={factsOf(plan, faults, revised)} states={planStates} />
  ) : null
}
