import { useParams } from 'react-router'
import { isOneOf, officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import {
  downloadWorkPlanFile,
  type OfficeWorkPlan,
  readOfficeWorkPlan,
  readWorkPlanHistory,
  readWorkPlanVersion,
  recordWorkPlan,
  reviseWorkPlan,
} from '#domain/plan/officeWorkPlan.api.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { Columns } from '#web/kernel/Columns.tsx'
import { Facts } from '#web/kernel/Facts.tsx'
import { formatSize, useFormat } from '#web/kernel/format.ts'
import { HistoryPanel } from '#web/kernel/HistoryPanel.tsx'
import { Icon } from '#web/kernel/Icon.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { StageTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, Loaded } from '#web/kernel/states.tsx'
import { OfficeWorkPlanTasks } from './OfficeWorkPlanTasks.tsx'
import { OfficeWorkPlanVersions } from './OfficeWorkPlanVersions.tsx'
import { shortDigest } from './PlanFacts.tsx'
import { nameOfAct } from './planActs.ts'
import { useShownVersion } from './useShownVersion.ts'
import './plan.css'

const plans = [{ label: { zh: '年度方案', en: 'Yearly plans' }, to: '/plans?all' }]

/** The office's own work plan of a year (全办年度工作计划), on which the office's plan is drafted (Art. 17, 21). */
export function OfficeWorkPlanPage() {
  const { year = '' } = useParams()
  const read = useRead(readOfficeWorkPlan, { year })
  return (
    <Loaded isPage of={read} rows={10}>
      {({ workPlan }) => (workPlan ? <WorkPlanView workPlan={workPlan} /> : <NotRecorded year={year} />)}
    </Loaded>
  )
}

function NotRecorded({ year }: { year: string }) {
  const { actor } = useSession()
  const isWriter = isOneOf(actor.post, performanceOffice)
  return (
    <div className="plan-page">
      <PageHead
        title={{ zh: `${year}年全办工作计划`, en: `The office's work plan of ${year}` }}
        crumbs={plans}
        actions={isWriter && <EditLink year={year} isFirst />}
      />
      <Panel title={{ zh: '任务', en: 'Tasks' }}>
        <EmptyState
          why={{
            zh: '本年度的全办年度工作计划还没有录入。',
            en: "The office's work plan of this year is not recorded yet.",
          }}
          next={{ zh: '由办绩效办录入，各处都能查看。', en: 'The performance office records it, everybody reads it.' }}
        />
      </Panel>
    </div>
  )
}

const EditLink = ({ year, isFirst }: { year: string | number; isFirst: boolean }) => (
  <ActionLink
    to={`/plans/${year}/work-plan/edit`}
    label={isFirst ? recordWorkPlan.summary : reviseWorkPlan.summary}
    basis={recordWorkPlan.basis}
    kind={isFirst ? 'primary' : 'normal'}
  />
)

function WorkPlanView({ workPlan }: { workPlan: OfficeWorkPlan }) {
  const text = useText()
  const [shown, choose] = useShownVersion(workPlan.versions)
  return (
    <div className="plan-page">
      <PageHead
        title={{ zh: shown.title, en: shown.title }}
        crumbs={plans}
        chips={
          <StageTag
            stage={shown.number === workPlan.versions[0]?.number ? 'reported' : 'upcoming'}
            label={{ zh: `第${shown.number}版`, en: `Version ${shown.number}` }}
          />
        }
        sentence={text(sentenceOf(workPlan))}
        actions={<Actions workPlan={workPlan} shown={shown} />}
      />
      <Columns
        sideWidth={340}
        main={
          <>
            <OfficeWorkPlanTasks workPlan={workPlan} shown={shown} onVersion={choose} />
            <WholeText workPlan={workPlan} number={shown.number} />
            {workPlan.versions.length > 1 && <OfficeWorkPlanVersions workPlan={workPlan} shown={shown} />}
          </>
        }
        side={
          <>
            <About shown={shown} />
            <WorkPlanHistory id={workPlan.id} />
          </>
        }
      />
    </div>
  )
}

function sentenceOf({ versions: [latest], counts }: OfficeWorkPlan): Text {
  const n = latest?.taskCount ?? 0
  const all = {
    zh: `第${latest?.number}版为最新版，共${n}项任务`,
    en: `Version ${latest?.number} is the latest: ${n} tasks`,
  }
  if (!counts) return { zh: `${all.zh}。`, en: `${all.en}.` }
  const { taken, linked, declined, open } = counts
  return {
    zh: `${all.zh}：纳入办方案${taken}，对应已有事项${linked}，不纳入${declined}，未处理${open}。`,
    en: `${all.en}: taken over ${taken}, covered by an item ${linked}, declined ${declined}, open ${open}.`,
  }
}

type Shown = { readonly shown: OfficeWorkPlan['versions'][number] }

function Actions({ workPlan, shown }: { workPlan: OfficeWorkPlan } & Shown) {
  const text = useText()
  const { actor } = useSession()
  const isOffice = isOneOf(actor.post, performanceOffice)
  return (
    <>
      {isOffice && <EditLink year={workPlan.year} isFirst={false} />}
      {(isOffice || isOneOf(actor.post, officeLeaders)) && (
        <ActionLink to={`/plans/${workPlan.year}/merge`} label={{ zh: '方案汇总', en: 'Merge' }} />
      )}
      {shown.file && (
        <a
          className="button normal"
          href={addressOf(downloadWorkPlanFile, { id: workPlan.id, number: shown.number })}
          download
        >
          <Icon name="clip" />
          {text({ zh: '下载原件', en: 'Original' })}
        </a>
      )}
      <ButtonFace kind="normal" onClick={() => print()}>
        <Icon name="print" />
        {text({ zh: '打印', en: 'Print' })}
      </ButtonFace>
    </>
  )
}

function WholeText({ workPlan, number }: { workPlan: OfficeWorkPlan; number: number }) {
  const version = useRead(readWorkPlanVersion, { id: workPlan.id, number })
  if (!version.data?.text) return null
  return (
    <Panel title={{ zh: '正文', en: 'Text' }}>
      <div className="chapter">
        <p lang="zh">{version.data.text}</p>
      </div>
    </Panel>
  )
}

function About({ shown }: Shown) {
  const text = useText()
  const format = useFormat()
  const { documentNumber, madeBy, madeAt, reason, file, digest } = shown
  const facts = [
    documentNumber && { name: { zh: '文号', en: 'Number' }, value: documentNumber },
    {
      name: { zh: '录入', en: 'Recorded' },
      value: text({
        zh: `${madeBy.name}，${format.instant(madeAt)}`,
        en: `${madeBy.name}, ${format.instant(madeAt)}`,
      }),
    },
    reason && { name: { zh: '修订理由', en: 'Reason' }, value: reason },
    file && { name: { zh: '原件', en: 'Original' }, value: `${file.name} ${formatSize(file.size)}` },
    { name: { zh: '摘要', en: 'Digest' }, value: <span className="digest">{shortDigest(digest)}</span> },
  ].filter((fact) => fact !== null && fact !== '')
  return (
    <Panel title={{ zh: '基本情况', en: 'About it' }}>
      <Facts facts={facts} />
    </Panel>
  )
}

function WorkPlanHistory({ id }: { id: string }) {
  const history = useRead(readWorkPlanHistory, { id })
  return <Loaded of={history}>{({ rows }) => <HistoryPanel entries={rows} nameOf={nameOfAct} />}</Loaded>
}
