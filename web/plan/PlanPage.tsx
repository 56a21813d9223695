import { lazy, Suspense } from 'react'
import { useParams } from 'react-router'
import { compare, round } from '#domain/kernel/decimal.ts'
import type { Text } from '#domain/kernel/text.ts'
import { away, weightOf } from '#domain/plan/item.ts'
import type { Finding } from '#domain/plan/linter.api.ts'
import { type Plan, readPlan, readPlanHistory } from '#domain/plan/plan.api.ts'
import { seesPlan } from '#domain/plan/plan.ts'
import { seesReviews } from '#domain/plan/review.ts'
import { revisionTitle } from '#domain/plan/revisionTitle.ts'
import { Columns } from '#web/kernel/Columns.tsx'
import { useDisplay } from '#web/kernel/display.tsx'
import { HistoryPanel } from '#web/kernel/HistoryPanel.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { StageTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { Loaded, Skeleton } from '#web/kernel/states.tsx'
import { PlanActions, PlanReasons } from './PlanActions.tsx'
import { PlanChapters } from './PlanChapters.tsx'
import { PlanFacts } from './PlanFacts.tsx'
import { PlanFindings } from './PlanFindings.tsx'
import { PlanItems } from './PlanItems.tsx'
import { PlanWeights } from './PlanWeights.tsx'
import { nameOfAct } from './planActs.ts'
import { planCrumb, stateTag } from './planNames.ts'
import { AmendedMeanwhile, RevisedPanel, revisedIn, useRevised } from './Revised.tsx'
import { faultsIn, usePlanCheck } from './usePlanCheck.ts'
import './plan.css'

const ReviewPanels = lazy(async () => ({ default: (await import('./ReviewPanel.tsx')).ReviewPanels }))
const PlanVersions = lazy(async () => ({ default: (await import('./PlanVersions.tsx')).PlanVersions }))
const WithdrawnRevision = lazy(async () => ({ default: (await import('./WithdrawnRevision.tsx')).WithdrawnRevision }))
const WithdrawnNote = lazy(async () => ({ default: (await import('./WithdrawnNote.tsx')).WithdrawnNote }))
const PlanDecision = lazy(async () => ({ default: (await import('./PlanDecision.tsx')).PlanDecision }))

export function PlanPage() {
  const { year = '' } = useParams()
  const plan = useRead(readPlan, { of: year })
  if (plan.error?.status === 404 && !isYear(year))
    return (
      <Suspense fallback={<Skeleton rows={6} />}>
        <WithdrawnRevision id={year} otherwise={plan.error} />
      </Suspense>
    )
  return (
    <Loaded isPage of={plan} rows={10}>
      {(loaded) => <PlanView plan={loaded} />}
    </Loaded>
  )
}

/** Else it is the id of a revision. */
const isYear = (of: string): boolean => /^\d{4}$/.test(of)

function PlanView({ plan }: { plan: Plan }) {
  const text = useText()
  const { actor } = useSession()
  const { isNarrow } = useDisplay()
  const isReviewed = plan.state === 'underReview' || plan.state === 'decided'
  const seesDrafts = seesPlan(actor, 'drafting')
  const decision = plan.state === 'underReview' && (
    <Suspense fallback={<Skeleton rows={6} />}>
      <PlanDecision plan={plan} />
    </Suspense>
  )
  const reviews = seesReviews(actor) && plan.isReviewed && (
    <Suspense fallback={<Skeleton rows={6} />}>
      <ReviewPanels planId={plan.id} />
    </Suspense>
  )
  const check = usePlanCheck(plan).data
  const faults = faultsIn(check)
  const revised = revisedIn(useRevised(plan))
  return (
    <div className="plan-page">
      <PageHead
        title={revisionTitle(plan.title)}
        crumbs={crumbsOf(plan)}
        chips={<StageTag {...stateTag(plan.state)} />}
        sentence={text(sentenceOf(plan, check?.findings))}
        actions={<PlanActions {...{ plan, faults, revised }} />}
        reasons={<PlanReasons {...{ plan, faults, revised }} />}
      />
      {plan.returnReason && (
        <p className="note warning plan-note">
          <b>{text({ zh: '领导小组退回：', en: 'Returned by the leading group: ' })}</b>
          {plan.returnReason}
        </p>
      )}
      {plan.withdrawal && (
        <Suspense fallback={null}>
          <WithdrawnNote withdrawal={plan.withdrawal} />
        </Suspense>
      )}
      <Columns
        sideWidth={340}
        main={
          <>
            {isNarrow && decision}
            {isReviewed && reviews}
            {plan.kind === 'revision' && <RevisedPanel plan={plan} />}
            <AmendedMeanwhile plan={plan} />
            <PlanItems plan={plan} />
            {plan.state === 'drafting' && <PlanFindings plan={plan} />}
            <PlanChapters plan={plan} />
            {!isReviewed && reviews}
            {plan.latest && (isReviewed || seesDrafts || plan.state === 'issued') && (
              <Suspense fallback={<Skeleton rows={6} />}>
                <PlanVersions plan={plan} />
              </Suspense>
            )}
          </>
        }
        side={
          <>
            {!isNarrow && decision}
            <PlanFacts plan={plan} />
            <PlanWeights sums={plan.weights} />
            {seesDrafts && <PlanHistory id={plan.id} />}
          </>
        }
      />
    </div>
  )
}

const crumbsOf = ({ kind, year }: Plan) =>
  kind === 'office'
    ? [{ label: { zh: '年度方案', en: 'Yearly plans' }, to: '/plans?all' }]
    : [planCrumb(year), { label: { zh: '方案变更', en: 'Amendments' }, to: `/plans/${year}/amendments` }]

/** What a colleague would say of the plan; of a draft, with what the check found once it is there. */
function sentenceOf(plan: Plan, findings: readonly Finding[] | undefined): Text {
  const { itemCount, weights, state, documentNumber, decidedBy, latest } = plan
  const total = round(weightOf(weights), 2)
  const parts = {
    zh: `${itemCount}个事项，权重合计${total}`,
    en: `${itemCount === 1 ? '1 item' : `${itemCount} items`}, weights add up to ${total}`,
  }
  if (state === 'consulting')
    return {
      zh: `${parts.zh}。第${latest?.number}版正在征求各处意见，结束以前不能修改。`,
      en: `${parts.en}. Version ${latest?.number} is before the divisions; until that is over it cannot be changed.`,
    }
  if (state === 'underReview')
    return {
      zh: `${parts.zh}。第${latest?.number}版待领导小组审定。`,
      en: `${parts.en}. Version ${latest?.number} is before the leading group.`,
    }
  if (state === 'decided')
    return {
      zh: `${parts.zh}。${decidedBy?.name ?? ''}已审定第${latest?.number}版，待编号印发。`,
      en: `${parts.en}. ${decidedBy?.name ?? ''} decided version ${latest?.number}; it awaits its number and issue.`,
    }
  if (state === 'withdrawn')
    return { zh: '调整已撤回，现行方案不变。', en: 'Withdrawn; the plan in force stays as it is.' }
  if (state === 'issued' && plan.kind === 'revision')
    return {
      zh: `${parts.zh}。${documentNumber ?? ''}印发，已纳入方案第${plan.planNumber}版。`,
      en: `${parts.en}. Issued as ${documentNumber ?? ''}; it is version ${plan.planNumber} of the plan.`,
    }
  if (state === 'issued' && plan.isProvisional)
    return {
      zh: `${parts.zh}。${documentNumber ?? ''}作为预安排印发，市级方案下达后另行调整；责任处和协调处已确定。`,
      en: `${parts.en}. Issued provisionally as ${documentNumber ?? ''}, to be revised once the city's plan is there; responsible and coordinating divisions are bound.`,
    }
  if (state === 'issued')
    return {
      zh: `${parts.zh}。${documentNumber ?? ''}印发，责任处和协调处已确定。`,
      en: `${parts.en}. Issued as ${documentNumber ?? ''}; responsible and coordinating divisions are bound.`,
    }
  const missing = compare(total, '100') === 0 ? undefined : away(total)
  const found = foundIn(findings)
  return {
    zh: `${parts.zh}${missing ? `，${missing.zh}` : ''}。${found.zh}`,
    en: `${parts.en}${missing ? `, ${missing.en}` : ''}. ${found.en}`,
  }
}

function foundIn(findings: readonly Finding[] | undefined): Text {
  if (!findings) return { zh: '正在核对。', en: 'It is being checked.' }
  const blocking = findings.filter(({ level }) => level === 'blocking').length
  const hints = findings.filter(({ level, silence }) => level === 'hint' && silence === null).length
  return {
    zh: `${blocking === 0 ? '没有须改之处' : `${blocking}处须改，未改完不能征求意见或提请审定`}；${hints}处提示。`,
    en: `${blocking === 0 ? 'Nothing has to be put right' : `${blocking} must be put right first`}; hints: ${hints}.`,
  }
}

function PlanHistory({ id }: { id: string }) {
  const history = useRead(readPlanHistory, { id })
  return <Loaded of={history}>{({ rows }) => <HistoryPanel entries={rows} nameOf={nameOfAct} />}</Loaded>
}
