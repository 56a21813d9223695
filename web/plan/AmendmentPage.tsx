import { lazy, Suspense, useState } from 'react'
import { useParams } from 'react-router'
import { refusalOf } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import { type Amendment, readAmendment, readAmendmentHistory } from '#domain/plan/amendment.api.ts'
import { amendmentStates, amendmentTransitions, obstacleOf } from '#domain/plan/amendment.ts'
import { answerLabel, receiveLabel } from '#domain/plan/amendmentOpinion.ts'
import { readingLabel } from '#domain/plan/amendmentReading.ts'
import { amendmentRoutes } from '#domain/plan/amendmentRoute.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import { Columns } from '#web/kernel/Columns.tsx'
import { Facts } from '#web/kernel/Facts.tsx'
import { formatDigest, useFormat } from '#web/kernel/format.ts'
import { HistoryPanel } from '#web/kernel/HistoryPanel.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { StageTag } from '#web/kernel/StatusTags.tsx'
import { useContextOfRules } from '#web/kernel/session.tsx'
import { Loaded, Skeleton } from '#web/kernel/states.tsx'
import { AmendmentActs } from './AmendmentActs.tsx'
import { AmendmentOpinions, AmendmentReceipts } from './AmendmentOpinions.tsx'
import { AmendmentReaders } from './AmendmentReaders.tsx'
import { stageOfAmendment } from './AmendmentsPage.tsx'
import { ChangeTable } from './ChangeTable.tsx'
import { FindingsPanel } from './PlanFindings.tsx'
import { planCrumb } from './planNames.ts'
import './plan.css'

const AmendmentEdit = lazy(async () => ({ default: (await import('./AmendmentEdit.tsx')).AmendmentEdit }))

/** One change of an issued plan: what it changes, who approves it, in which version it is. */
export function AmendmentPage() {
  const { id = '' } = useParams()
  const amendment = useRead(readAmendment, { id })
  return (
    <Loaded isPage of={amendment} rows={10}>
      {(loaded) => <AmendmentView amendment={loaded} />}
    </Loaded>
  )
}

function AmendmentView({ amendment }: { amendment: Amendment }) {
  const text = useText()
  const context = useContextOfRules()
  const [isEdited, setIsEdited] = useState(false)
  const { title, code, state, year, returnReason, changes, findings, itemId } = amendment
  const mayEdit = refusalOf(amendmentTransitions.edit, amendment, context) === undefined
  const isOpen = state !== 'applied' && state !== 'withdrawn'
  const obstacle = obstacleOf(amendment, context)
  const head = (
    <PageHead
      title={{ zh: title, en: title }}
      crumbs={[planCrumb(year), { label: { zh: '变更', en: 'Amendments' }, to: `/plans/${year}/amendments` }]}
      chips={
        <>
          <StageTag stage={stageOfAmendment[state]} label={amendmentStates[state]} />
          <span className="sub nw">{code}</span>
        </>
      }
      sentence={text(sentenceOf(amendment))}
      actions={
        isEdited ? undefined : (
          <>
            {mayEdit && (
              <ButtonFace kind="normal" onClick={() => setIsEdited(true)}>
                {text({ zh: '修改', en: 'Change' })}
              </ButtonFace>
            )}
            {state === 'applied' && itemId && (
              <ActionLink to={`/items/${itemId}`} label={{ zh: '查看事项', en: 'See the item' }} kind="normal" />
            )}
            <AmendmentActs amendment={amendment} />
          </>
        )
      }
    />
  )
  if (isEdited)
    return (
      <div className="plan-page">
        {head}
        <Suspense fallback={<Skeleton rows={10} />}>
          <AmendmentEdit amendment={amendment} onClose={() => setIsEdited(false)} />
        </Suspense>
      </div>
    )
  return (
    <div className="plan-page">
      {head}
      {returnReason && state !== 'applied' && (
        <p className="note warning plan-note">
          <b>
            {text(state === 'withdrawn' ? { zh: '撤回理由：', en: 'Withdrawn: ' } : { zh: '退回：', en: 'Returned: ' })}
          </b>
          {returnReason}
        </p>
      )}
      {isOpen && obstacle && <p className="note warning plan-note">{text(obstacle)}</p>}
      <Columns
        sideWidth={340}
        main={
          <>
            {changes.length > 0 && (
              <Panel title={{ zh: '变更内容', en: 'What it changes' }} flush>
                <ChangeTable changes={changes} />
              </Panel>
            )}
            {findings.length > 0 && (
              <FindingsPanel findings={findings} placeOf={() => ({ to: '#', words: undefined })} items={[]} />
            )}
          </>
        }
        side={
          <>
            <About amendment={amendment} />
            <AmendmentOpinions amendment={amendment} />
            <AmendmentReceipts amendment={amendment} />
            <AmendmentReaders amendment={amendment} />
            <History id={amendment.id} />
          </>
        }
      />
    </div>
  )
}

function sentenceOf({ route, division, state, planNumber, reason }: Amendment): Text {
  const what = amendmentRoutes[route]
  if (state === 'applied')
    return {
      zh: `${what.zh}，${division.name.zh}，已纳入方案第${planNumber}版。理由：${reason}`,
      en: `${what.en}, ${division.name.en}; in version ${planNumber} of the plan. Reason: ${reason}`,
    }
  return {
    zh: `${what.zh}，${division.name.zh}。理由：${reason}`,
    en: `${what.en}, ${division.name.en}. Reason: ${reason}`,
  }
}

function About({ amendment }: { amendment: Amendment }) {
  const text = useText()
  const format = useFormat()
  const { taskOn, taskSource, draftedBy, draftedAt, submitterName, submittedAt, approvedBy, approvedAt, digest } =
    amendment
  const by = (name: string | null | undefined, at: string | null) =>
    name && at ? text({ zh: `${name}，${format.instant(at)}`, en: `${name}, ${format.instant(at)}` }) : null
  const facts = [
    { name: { zh: '接到任务', en: 'Task given' }, value: taskOn && format.longDay(taskOn) },
    { name: { zh: '任务来源', en: 'From' }, value: taskSource || null },
    { name: { zh: '拟订', en: 'Drafted' }, value: by(draftedBy.name, draftedAt) },
    { name: { zh: '提请', en: 'Submitted' }, value: by(submitterName, submittedAt) },
    { name: { zh: '审核同意', en: 'Approved' }, value: by(approvedBy?.name, approvedAt) },
    { name: { zh: '纳入方案', en: 'Put into the plan' }, value: by(amendment.appliedBy?.name, amendment.appliedAt) },
    { name: { zh: '内容摘要', en: 'Digest' }, value: <span className="digest">{formatDigest(digest)}</span> },
  ].filter(({ value }) => value !== null)
  return (
    <Panel title={{ zh: '基本情况', en: 'About it' }}>
      <Facts facts={facts} />
    </Panel>
  )
}

const acts: Readonly<Record<string, Text>> = {
  'amendment.begin': { zh: '提出变更', en: 'Began' },
  'amendment.save': { zh: '修改变更', en: 'Changed' },
  'amendment.submit': amendmentTransitions.submit.label,
  'amendment.approve': amendmentTransitions.approve.label,
  'amendment.return': amendmentTransitions.return.label,
  'amendment.withdraw': amendmentTransitions.withdraw.label,
  'amendment.apply': amendmentTransitions.apply.label,
  'amendment.read': readingLabel,
  'amendment.answer': answerLabel,
  'amendment.receive': receiveLabel,
  'amendment.urge': { zh: '催办', en: 'Urge' },
}

function History({ id }: { id: string }) {
  const history = useRead(readAmendmentHistory, { id })
  return (
    <Loaded of={history}>
      {({ rows }) => <HistoryPanel entries={rows} nameOf={(action) => acts[action] ?? { zh: action, en: action }} />}
    </Loaded>
  )
}
