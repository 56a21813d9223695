import { useParams } from 'react-router'
import { isOneOf, performanceOffice, seesEverything } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import { type DivisionPlanRow, listDivisionPlans } from '#domain/plan/divisionPlan.api.ts'
import { type PlanCall, readCall, readCallHistory } from '#domain/plan/planCall.api.ts'
import { Columns } from '#web/kernel/Columns.tsx'
import { DeadlineChip } from '#web/kernel/DeadlineChip.tsx'
import { Facts } from '#web/kernel/Facts.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { HistoryPanel } from '#web/kernel/HistoryPanel.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { usePages, useRead } from '#web/kernel/queries.ts'
import { StageTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { Loaded } from '#web/kernel/states.tsx'
import { CallActions } from './CallActions.tsx'
import { CallText } from './CallText.tsx'
import { DivisionPlans } from './DivisionPlans.tsx'
import { nameOfAct } from './planActs.ts'
import { callStateTag } from './planNames.ts'
import { StartPlan } from './StartPlan.tsx'
import './plan.css'

export function CallPage() {
  const { year = '' } = useParams()
  const call = useRead(readCall, { year })
  return (
    <Loaded isPage of={call} rows={10}>
      {(loaded) => <CallView call={loaded} />}
    </Loaded>
  )
}

/** The call, what came of it division by division, and for a division its own next step. */
function CallView({ call }: { call: PlanCall }) {
  const text = useText()
  const { actor } = useSession()
  const pages = usePages(listDivisionPlans, { year: call.year, limit: 200 })
  const rows = pages.rows ?? []
  const own = seesEverything(actor) ? undefined : rows[0]
  const isCalled = call.state !== 'drafted'
  return (
    <div className="plan-page">
      <PageHead
        title={{ zh: call.title, en: call.title }}
        crumbs={[{ label: { zh: '各年度编制要求', en: 'Calls for plans' }, to: '/calls?all' }]}
        chips={
          <>
            <StageTag {...callStateTag(call.state)} />
            {call.state === 'issued' && rows.some(isOwed) && <Due call={call} own={own} />}
          </>
        }
        sentence={text(own ? ownSentence(own) : sentenceOf(call, rows))}
        actions={<CallActions call={call} />}
      />
      <Columns
        sideWidth={340}
        main={
          <>
            {own && !own.plan && <StartPlan call={call} divisionId={own.division.id} />}
            <CallText call={call} />
            {isCalled && (
              <DivisionPlans
                call={call}
                pages={pages}
                mayExtend={call.state === 'issued' && isOneOf(actor.post, performanceOffice)}
              />
            )}
          </>
        }
        side={
          <>
            {isCalled && <About call={call} />}
            {seesEverything(actor) && <CallHistory id={call.id} />}
          </>
        }
      />
    </div>
  )
}

/** Not submitted yet, or returned. */
const isOwed = ({ plan }: DivisionPlanRow): boolean => plan === null || plan.state === 'drafting'

/** The day of the reader's own division, or that of all. */
const Due = ({ call, own }: { call: PlanCall; own: DivisionPlanRow | undefined }) => (
  <DeadlineChip
    dueOn={own ? own.dueOn : call.dueOn}
    workingDaysLeft={own ? own.workingDaysLeft : call.workingDaysLeft}
    what={{ zh: '报送期限', en: 'Due: ' }}
  />
)

/** How many were called, have not submitted, were late: counted from the rows below. */
function sentenceOf({ state, divisions }: PlanCall, rows: readonly DivisionPlanRow[]): Text {
  if (state === 'drafted')
    return { zh: '拟稿，下发后各处收到待办。', en: 'A draft: once it is issued every division has a to-do.' }
  const open = rows.filter(isOwed).length
  const accepted = rows.filter(({ plan }) => plan?.state === 'accepted').length
  const late = rows.filter((row) => row.late !== null).length
  return {
    zh: `${divisions}个处：${accepted}个已接收，${open}个没有报送，${late}个迟报。`,
    en: `Divisions: ${divisions}. Accepted: ${accepted}, not submitted: ${open}, late: ${late}.`,
  }
}

function ownSentence({ plan, extension }: DivisionPlanRow): Text {
  const extended: Text = extension
    ? { zh: `已延期：${extension.reason}`, en: ` Extended: ${extension.reason}` }
    : { zh: '', en: '' }
  if (!plan) return { zh: `本处还没有开始编制。${extended.zh}`, en: `The plan is not begun yet.${extended.en}` }
  const words: Record<typeof plan.state, Text> = {
    drafting: { zh: '本处方案正在编制。', en: "The division's plan is being drafted." },
    submitted: { zh: '本处方案已经报送，待接收。', en: "The division's plan is submitted and awaits acceptance." },
    accepted: { zh: '本处方案已经接收。', en: "The division's plan is accepted." },
  }
  return { zh: words[plan.state].zh + extended.zh, en: words[plan.state].en + extended.en }
}

function About({ call }: { call: PlanCall }) {
  const text = useText()
  const format = useFormat()
  const { issuedOn, dueOn, workingDays, incorporatedIn, incorporatedOn, closeReason } = call
  const waits = text({ zh: '还没有登记', en: 'Not recorded yet' })
  const awaited = text({ zh: '待国务院放假安排', en: 'Awaiting the holiday list' })
  const facts = [
    { name: { zh: '年度', en: 'Year' }, value: call.year },
    { name: { zh: '下发日期', en: 'Issued on' }, value: issuedOn && format.longDay(issuedOn) },
    {
      name: { zh: '报送期限', en: 'Due' },
      value: text({
        zh: `${dueOn ? format.longDay(dueOn) : awaited}（${workingDays}个工作日）`,
        en: `${dueOn ? format.longDay(dueOn) : awaited} (${workingDays} working days)`,
      }),
    },
    {
      name: { zh: '纳入', en: 'Taken into' },
      value:
        incorporatedIn && incorporatedOn
          ? text({
              zh: `${incorporatedIn}，${format.longDay(incorporatedOn)}`,
              en: `${incorporatedIn}, ${format.longDay(incorporatedOn)}`,
            })
          : waits,
    },
    ...(closeReason ? [{ name: { zh: '结束理由', en: 'Closed because' }, value: closeReason }] : []),
  ]
  return (
    <Panel title={{ zh: '基本情况', en: 'About it' }}>
      <Facts facts={facts} />
    </Panel>
  )
}

function CallHistory({ id }: { id: string }) {
  const history = useRead(readCallHistory, { id })
  return <Loaded of={history}>{({ rows }) => <HistoryPanel entries={rows} nameOf={nameOfAct} />}</Loaded>
}
