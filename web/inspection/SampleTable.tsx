import { Link } from 'react-router'
import { shortPeriodText } from '#domain/calendar/periods.ts'
import { downloadEvidence } from '#domain/collection/duty.api.ts'
import { outcomes } from '#domain/inspection/check.ts'
import {
  downloadSelfCheckFile,
  giveEvidence,
  judgeValue,
  type SampledValue,
  type SelfCheck,
} from '#domain/inspection/selfCheck.api.ts'
import {
  evidenceRules,
  judgeValueRules,
  type SelfCheckFacts,
  selfCheckStates,
  selfCheckTransitions,
} from '#domain/inspection/selfCheck.ts'
import { refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useContextOfRules } from '#web/kernel/session.tsx'
import { EmptyState } from '#web/kernel/states.tsx'
import { FileLinks } from '#web/opinion/Attached.tsx'
import { JudgementTag } from './CheckTags.tsx'
import { OrderLink } from './OrderLink.tsx'
import type { Asking } from './SelfCheckDialogs.tsx'

type Props = {
  readonly selfCheck: SelfCheck
  readonly facts: SelfCheckFacts
  readonly onAsk: (asking: Asking) => void
}

/** The values that were drawn, as they stood, each with its evidence and what it was found to be. */
export function SampleTable(props: Props) {
  return (
    <Panel title={{ zh: '样本', en: 'The sample' }} flush>
      <DataTable
        name={{ zh: '样本', en: 'The sample' }}
        columns={useColumns(props)}
        keyOf={({ id }) => id}
        rows={props.selfCheck.values}
        empty={
          <EmptyState
            why={{ zh: '没有抽中本处的数据。', en: 'None of your values was drawn.' }}
            next={{ zh: '', en: '' }}
          />
        }
      />
    </Panel>
  )
}

function useColumns(props: Props): Column<SampledValue>[] {
  const text = useText()
  const format = useFormat()
  const { id, state } = props.selfCheck
  const columns: Column<SampledValue>[] = [
    { key: 'number', title: { zh: '序号', en: 'No.' }, width: 64, onPhone: 'none', render: ({ number }) => number },
    {
      key: 'indicator',
      title: { zh: '数据', en: 'Value of' },
      width: '26%',
      onPhone: 'name',
      render: ({ dutyId, indicator, period, responsibleDivision }) => (
        <>
          <Link to={`/duties/${dutyId}`}>
            <span lang="zh">{indicator}</span>
          </Link>
          <div className="sub">{`${text(shortPeriodText(period))} · ${text(responsibleDivision.name)}`}</div>
        </>
      ),
    },
    {
      key: 'value',
      title: { zh: '数值', en: 'Value' },
      isNumber: true,
      onPhone: 'value',
      render: ({ value, unit }) => (
        <>
          {format.number(value)} <span lang="zh">{unit}</span>
        </>
      ),
    },
    {
      key: 'evidence',
      title: { zh: '佐证', en: 'Evidence' },
      width: '24%',
      render: (row) => <EvidenceShown id={id} value={row} />,
    },
    {
      key: 'judgement',
      title: { zh: '判定', en: 'Judgement' },
      width: '20%',
      render: ({ judgement, words, outcome, judgedBy }) =>
        judgement && (
          <>
            <JudgementTag judgement={judgement} />{' '}
            <span className="sub" lang="zh">
              {[outcome && text(outcomes[outcome]), words, judgedBy?.name].filter(Boolean).join(' · ')}
            </span>{' '}
            {state === 'concluded' && <OrderLink outcome={outcome} source="selfCheck" sourceId={id} />}
          </>
        ),
    },
  ]
  if (state === 'concluded' || state === 'withdrawn') return columns
  return [
    ...columns,
    {
      key: 'act',
      title: { zh: '操作', en: 'Action' },
      onPhone: 'action',
      render: (value) => <Acts {...props} value={value} />,
    },
  ]
}

function EvidenceShown({ id, value }: { readonly id: string; readonly value: SampledValue }) {
  const text = useText()
  const { dutyId, ownEvidence, evidence, files } = value
  if (ownEvidence)
    return <FileLinks files={[ownEvidence]} to={(fileId) => addressOf(downloadEvidence, { id: dutyId, fileId })} />
  if (evidence === null) return <span className="mid">{text({ zh: '没有', en: 'none' })}</span>
  return (
    <>
      <span lang="zh">{evidence}</span>
      <FileLinks files={files} to={(fileId) => addressOf(downloadSelfCheckFile, { id, fileId })} />
    </>
  )
}

/** The one thing that this post can do with a value now; nothing where there is none. */
function Acts({ selfCheck, facts, value, onAsk }: Props & { readonly value: SampledValue }) {
  const context = useContextOfRules()
  const hasEvidence = value.ownEvidence !== null || value.evidence !== null
  const { forHouse, involved, isJudged, heirId: divisionId } = value
  const { evidence, judge } = selfCheckTransitions
  const judging = { forHouse, involved, hasEvidence, evidenceBy: selfCheck.evidenceBy }
  const giving = { divisionId, hasEvidence, isJudged }
  const mayGive =
    refusalOf(evidence, facts, context) === undefined &&
    refusalOfRules(evidenceRules, giveEvidence.basis, giving, context) === undefined
  const mayJudge =
    refusalOf(judge, facts, context) === undefined &&
    refusalOfRules(judgeValueRules, judgeValue.basis, judging, context) === undefined
  if (!mayGive && !mayJudge) return null
  const action = mayGive ? 'evidence' : 'judge'
  return (
    <ActionButton
      id={`act-${action}-${value.id}`}
      transition={selfCheckTransitions[action]}
      facts={facts}
      states={selfCheckStates}
      kind={isJudged ? 'plain' : 'normal'}
      asks
      onClick={() => onAsk({ action, value })}
    />
  )
}
