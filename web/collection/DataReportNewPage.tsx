import { Form } from 'antd'
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router'
import { periodText } from '#domain/calendar/periods.ts'
import { type ReportableSetDetail, readReportableSet } from '#domain/collection/dataReport.api.ts'
import { assembly } from '#domain/collection/dataReport.ts'
import { assembleReport } from '#domain/collection/dataReportActs.api.ts'
import { refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import type { Address } from '#web/kernel/api.ts'
import { Columns } from '#web/kernel/Columns.tsx'
import { DeadlineChip } from '#web/kernel/DeadlineChip.tsx'
import { showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { Reason } from '#web/kernel/Reason.tsx'
import { sentenceOfRefusal } from '#web/kernel/refusal.ts'
import { useCitation, useContextOfRules } from '#web/kernel/session.tsx'
import { EmptyState, ErrorState, Loaded } from '#web/kernel/states.tsx'
import { DetailFields, type Details, detailsOf } from './DataReportDetails.tsx'
import './dataReport.css'

/** The first assembly of one period for one collecting unit: what is there, what is missing, what it will be called. */
export function DataReportNewPage() {
  const [search] = useSearchParams()
  const [unit, division, period] = [search.get('unit'), search.get('division'), search.get('period')]
  if (!unit || !division || !period) return <Navigate to="/reports" replace />
  return <ChosenSet collectingUnitId={unit} coordinatingDivisionId={division} period={period} />
}

function ChosenSet(chosen: Address<typeof readReportableSet>) {
  const set = useRead(readReportableSet, chosen)
  return (
    <Loaded isPage of={set} rows={8}>
      {(loaded) => <SetView set={loaded} />}
    </Loaded>
  )
}

function SetView({ set }: { set: ReportableSetDetail }) {
  const text = useText()
  const { collectingUnit, period, owed, accepted, nil, missing, dueOn, workingDaysLeft } = set
  const [zhPeriod, enPeriod] = [periodText(period).zh, periodText(period).en]
  const nils = nil > 0 ? { zh: `，其中零报告${nil}项`, en: `, ${nil} of them nil` } : { zh: '', en: '' }
  return (
    <>
      <PageHead
        title={{
          zh: `汇总${zhPeriod}数据，报${collectingUnit.name.zh}`,
          en: `Assemble data of ${enPeriod} for ${collectingUnit.name.en}`,
        }}
        crumbs={[{ label: { zh: '汇总报送', en: 'Reports' }, to: '/reports' }]}
        chips={<DeadlineChip {...{ dueOn, workingDaysLeft }} />}
        sentence={text({
          zh: `应有${owed}项，已接收${accepted}项${nils.zh}。`,
          en: `${accepted} of ${owed} figures are accepted${nils.en}.`,
        })}
      />
      <Columns
        sideWidth={360}
        main={
          <Panel title={{ zh: '报送内容', en: 'The report' }}>
            <AssembleForm set={set} />
          </Panel>
        }
        side={
          <Panel title={{ zh: '尚未接收', en: 'Not yet accepted' }} flush>
            {missing.length === 0 ? (
              <EmptyState why={{ zh: '全部已接收。', en: 'All are accepted.' }} />
            ) : (
              <ul className="rows">
                {missing.map(({ name, divisionName }) => (
                  <li key={name}>
                    <span>{name}</span>
                    <span className="row-value sub">{text(divisionName)}</span>
                  </li>
                ))}
              </ul>
            )}
          </Panel>
        }
      />
    </>
  )
}

function AssembleForm({ set }: { set: ReportableSetDetail }) {
  const text = useText()
  const citationOf = useCitation()
  const context = useContextOfRules()
  const navigate = useNavigate()
  const [form] = Form.useForm<Details>()
  const act = useAct(assembleReport, {}, { onDone: ({ id }) => void navigate(`/reports/${id}`, { replace: true }) })
  const { summary, basis } = assembleReport
  const refusal = refusalOfRules(assembly, basis, set, context)
  const { coordinatingDivisionId, period, collectingUnit } = set
  const submit = async () => {
    const values = await soundValues(form)
    if (!values) return
    const body = {
      collectingUnitId: collectingUnit.id,
      coordinatingDivisionId,
      period,
      ...detailsOf({ ...set.proposed, ...values }),
    }
    act.mutate(body, { onError: (error) => showFaults(form, error) })
  }
  return (
    <>
      <DetailFields form={form} initial={set.proposed} />
      {act.error && act.error.fields.length === 0 && <ErrorState error={act.error} />}
      <span className="action reason-below">
        <ButtonFace
          id="act-assemble"
          kind="primary"
          article={text(citationOf(basis))}
          isRefused={refusal !== undefined}
          describedBy={refusal && 'assemble-reason'}
          loading={act.isPending}
          onClick={() => void submit().catch(() => undefined)}
        >
          {text(summary)}
        </ButtonFace>
        {refusal && (
          <Reason id="assemble-reason">{text(sentenceOfRefusal(refusal, summary, citationOf(refusal.basis)))}</Reason>
        )}
      </span>
      {set.reportId && (
        <Link to={`/reports/${set.reportId}`}>{text({ zh: '打开已有报送', en: 'Open the report' })}</Link>
      )}
    </>
  )
}
