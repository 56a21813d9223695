import { Link, useParams } from 'react-router'
import type { Text } from '#domain/kernel/text.ts'
import type { DivisionPlan } from '#domain/plan/divisionPlan.api.ts'
import { readPlanHistory } from '#domain/plan/plan.api.ts'
import { Columns } from '#web/kernel/Columns.tsx'
import { DeadlineChip } from '#web/kernel/DeadlineChip.tsx'
import { useDisplay } from '#web/kernel/display.tsx'
import { Facts } from '#web/kernel/Facts.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { HistoryPanel } from '#web/kernel/HistoryPanel.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { StageTag } from '#web/kernel/StatusTags.tsx'
import { Loaded } from '#web/kernel/states.tsx'
import { DeclinedItems } from './DeclinedItems.tsx'
import { JudgePlan, SubmitPlan, SubmitReason } from './DivisionPlanActs.tsx'
import { LateTag } from './DivisionPlans.tsx'
import { PlanFindings } from './PlanFindings.tsx'
import { PlanItems } from './PlanItems.tsx'
import { PlanVersions } from './PlanVersions.tsx'
import { nameOfAct } from './planActs.ts'
import { callCrumb, divisionStateTag } from './planNames.ts'
import { faultsIn, usePlanCheck } from './usePlanCheck.ts'
import { WorkPlan } from './WorkPlan.tsx'
import { OfPlan } from './writtenPlan.tsx'
import './plan.css'

export function DivisionPlanPage() {
  const { id = '' } = useParams()
  return (
    <OfPlan isPage of={{ kind: 'division', id, year: '' }}>
      {(plan) => plan.kind === 'division' && <DivisionPlanView plan={plan} />}
    </OfPlan>
  )
}

type Shown = DivisionPlan & { readonly kind: 'division' }

/** A division's plan: its yearly work plan, its items, what the linter says, and what is decided on it. */
function DivisionPlanView({ plan }: { plan: Shown }) {
  const text = useText()
  const { isNarrow } = useDisplay()
  const faults = faultsIn(usePlanCheck(plan).data)
  const judge = plan.state === 'submitted' && <JudgePlan plan={plan} />
  return (
    <div className="plan-page">
      <PageHead
        title={{ zh: plan.title, en: plan.title }}
        crumbs={[callCrumb(plan.year)]}
        chips={
          <>
            <StageTag {...divisionStateTag(plan.state)} />
            {plan.late && <LateTag late={plan.late} />}
            {plan.state === 'drafting' && (
              <DeadlineChip
                dueOn={plan.dueOn}
                workingDaysLeft={plan.workingDaysLeft}
                what={{ zh: '报送期限', en: 'Due: ' }}
              />
            )}
          </>
        }
        sentence={text(sentenceOf(plan, faults))}
        actions={<SubmitPlan plan={plan} faults={faults} />}
        reasons={<SubmitReason plan={plan} faults={faults} />}
      />
      {plan.returnReason && (
        <p className="note warning plan-note">
          <b>{text({ zh: '退回理由：', en: 'Returned because: ' })}</b>
          {plan.returnReason}
        </p>
      )}
      <DeclinedItems declined={plan.declined} />
      <Columns
        sideWidth={340}
        main={
          <>
            {isNarrow && judge}
            <WorkPlan plan={plan} />
            <PlanItems plan={plan} />
            {plan.state === 'drafting' && <PlanFindings plan={plan} />}
            {plan.submissions.length > 0 && <PlanVersions plan={plan} />}
          </>
        }
        side={
          <>
            {!isNarrow && judge}
            <About plan={plan} />
            <Submissions plan={plan} />
            <History id={plan.id} />
          </>
        }
      />
    </div>
  )
}

function sentenceOf({ itemCount: n, state, submissions, decidedBy }: DivisionPlan, faults: number | null): Text {
  const count = { zh: `${n}个事项`, en: n === 1 ? '1 item' : `${n} items` }
  const number = submissions[0]?.number
  if (state === 'submitted')
    return { zh: `${count.zh}。第${number}版待接收。`, en: `${count.en}. Version ${number} awaits acceptance.` }
  if (state === 'accepted')
    return {
      zh: `${count.zh}。${decidedBy?.name ?? ''}已接收第${number}版。`,
      en: `${count.en}. ${decidedBy?.name ?? ''} accepted version ${number}.`,
    }
  if (faults === null) return { zh: `${count.zh}。正在核对。`, en: `${count.en}. It is being checked.` }
  return faults === 0
    ? { zh: `${count.zh}。没有须改之处，可以签报。`, en: `${count.en}. Nothing has to be put right.` }
    : {
        zh: `${count.zh}。${faults}处须改，未改完不能签报。`,
        en: `${count.en}. ${faults} must be put right before it is signed off.`,
      }
}

function About({ plan }: { plan: DivisionPlan }) {
  const text = useText()
  const format = useFormat()
  const { division, dueOn, extension, decidedBy, decidedAt, state } = plan
  const awaited = text({ zh: '待国务院放假安排', en: 'Awaiting the holiday list' })
  const facts = [
    { name: { zh: '处', en: 'Division' }, value: text(division.name) },
    { name: { zh: '年度', en: 'Year' }, value: plan.year },
    { name: { zh: '报送期限', en: 'Due' }, value: dueOn ? format.longDay(dueOn) : awaited },
    ...(extension
      ? [
          {
            name: { zh: '延期', en: 'Extended' },
            value: text({
              zh: `${format.longDay(extension.on)}，${extension.reason}`,
              en: `${format.longDay(extension.on)}, ${extension.reason}`,
            }),
          },
        ]
      : []),
    ...(state === 'accepted' && decidedBy && decidedAt
      ? [
          {
            name: { zh: '接收', en: 'Accepted' },
            value: text({
              zh: `${decidedBy.name}，${format.instant(decidedAt)}`,
              en: `${decidedBy.name}, ${format.instant(decidedAt)}`,
            }),
          },
        ]
      : []),
  ]
  return (
    <Panel title={{ zh: '基本情况', en: 'About it' }}>
      <Facts facts={facts} />
      <p className="dialog-section">
        <Link to={`/plans/${plan.year}/work-plan`}>
          {text({ zh: '全办年度工作计划', en: "The office's work plan" })}
        </Link>
      </p>
    </Panel>
  )
}

/** Every submission with the day that was in force; a late one stays marked. */
function Submissions({ plan: { submissions } }: { plan: DivisionPlan }) {
  const text = useText()
  const format = useFormat()
  if (submissions.length === 0) return null
  return (
    <Panel title={{ zh: '报送情况', en: 'Submissions' }}>
      <ol className="log">
        {submissions.map(({ number, madeBy, submittedOn, dueOn, late }) => (
          <li key={number}>
            {text({
              zh: `第${number}版，${madeBy.name}${format.longDay(submittedOn)}签报`,
              en: `Version ${number}, signed off by ${madeBy.name} on ${format.longDay(submittedOn)}`,
            })}
            <small>
              {dueOn && text({ zh: `当时期限${format.longDay(dueOn)} `, en: `Due then: ${format.longDay(dueOn)} ` })}
              {late && <LateTag late={late} />}
            </small>
          </li>
        ))}
      </ol>
    </Panel>
  )
}

function History({ id }: { id: string }) {
  const history = useRead(readPlanHistory, { id })
  return <Loaded of={history}>{({ rows }) => <HistoryPanel entries={rows} nameOf={nameOfAct} />}</Loaded>
}
