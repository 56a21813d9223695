import { useNavigate, useParams } from 'react-router'
import { periodText, shortPeriodText } from '#domain/calendar/periods.ts'
import { type DataReport, readReport, readReportHistory } from '#domain/collection/dataReport.api.ts'
import { checksOf } from '#domain/collection/dataReport.checks.ts'
import { isFinalOnly, valueWords } from '#domain/collection/dataReport.content.ts'
import { correction, named, states, transitions } from '#domain/collection/dataReport.ts'
import { correctReport } from '#domain/collection/dataReportActs.api.ts'
import { joinTexts, type Text } from '#domain/kernel/text.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { Columns } from '#web/kernel/Columns.tsx'
import { DeadlineChip } from '#web/kernel/DeadlineChip.tsx'
import { HistoryPanel } from '#web/kernel/HistoryPanel.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { RefusalOf } from '#web/kernel/RefusalOf.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { ErrorState, Loaded } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { ProblemPanel } from '#web/problem/ProblemPanel.tsx'
import { NewOrderLink } from '#web/rectification/NewOrderLink.tsx'
import { RefreshReport } from './DataReportDetails.tsx'
import { ReportPapers } from './DataReportPaper.tsx'
import { ReportSending } from './DataReportSending.tsx'
import { ReportChecks, ReportPackage, ReportSteps } from './DataReportSide.tsx'
import { ReportSigning } from './DataReportSigning.tsx'
import { ReportStateTag } from './DataReportState.tsx'
import '#web/kernel/paper.css'
import { PrintButton } from './viewParts.tsx'
import './dataReport.css'

export function DataReportPage() {
  const { id = '' } = useParams()
  const report = useRead(readReport, { id })
  return (
    <Loaded isPage of={report} rows={10}>
      {(loaded) => <ReportView report={loaded} />}
    </Loaded>
  )
}

function ReportView({ report }: { report: DataReport }) {
  const text = useText()
  const { today } = useSession()
  const { id, period, number, subject, collectingUnit, state, sentOn, dueOn, workingDaysLeft } = report
  const { zh, en } = shortPeriodText(period)
  const [kind, inEnglish] = isFinalOnly(report.lines) ? ['正式数', 'final figures'] : ['更正件', 'correction']
  const tail =
    number > 1 ? { zh: `，第${number}次报送（${kind}）`, en: `, report no. ${number} (${inEnglish})` } : undefined
  return (
    <div className="report-page">
      <PageHead
        title={{ zh: `${zh}${subject}${tail?.zh ?? ''}`, en: `${subject}, ${en}${tail?.en ?? ''}` }}
        crumbs={[
          { label: { zh: '汇总报送', en: 'Reports' }, to: '/reports' },
          { label: collectingUnit.name, to: `/reports?unitId=${collectingUnit.id}` },
        ]}
        chips={
          <>
            <ReportStateTag state={state} />
            {!sentOn && number === 1 && <DeadlineChip {...{ dueOn, workingDaysLeft }} />}
            <span className="sub">{text(periodText(period))}</span>
          </>
        }
        sentence={text(sentenceOf(report, today))}
        actions={<HeadActions report={report} />}
        reasons={state === 'sent' || state === 'acknowledged' ? <CorrectionReason report={report} /> : undefined}
      />
      {report.returnReason && (
        <p className="note warning">
          <b>{text({ zh: '退回、收回的理由：', en: 'Returned or taken back: ' })}</b>
          {report.returnReason}
        </p>
      )}
      <ReportSteps report={report} />
      <Columns
        sideWidth={360}
        main={<ReportPapers report={report} />}
        side={
          <>
            <ReportSigning report={report} />
            <ReportSending report={report} />
            <ReportChecks report={report} />
            <ReportPackage report={report} />
            <ProblemPanel subject="report" subjectId={id} name={subject} chain={[report.coordinatingDivisionId]} />
            <ReportHistory id={id} />
          </>
        }
      />
    </div>
  )
}

/** What a colleague would say: how much is there, what the checks say, what a correction changes. */
function sentenceOf(report: DataReport, today: string): Text {
  const { owed, lines, missing, sentOn } = report
  if (missing.length > 0 && sentOn === null)
    return {
      zh: `应有${owed}项，已接收${owed - missing.length}项，尚未接收：${named(missing).zh}。`,
      en: `${owed - missing.length} of ${owed} figures are accepted; still missing: ${named(missing).en}.`,
    }
  const faults = checksOf(report, today).filter(({ light }) => light === 'red').length
  const checked = faults === 0 ? { zh: '核对无错误', en: 'the checks found no error' } : undefined
  const changes = lines.filter(({ change }) => change !== 'same')
  const changed = joinTexts(
    changes.map((line) => {
      if (!line.before) return { zh: `${line.name}补报`, en: `${line.name} added` }
      const [was, now] = [valueWords(line.before, line), valueWords(line, line)]
      return { zh: `${line.name}${was.zh}改为${now.zh}`, en: `${line.name} from ${was.en} to ${now.en}` }
    }),
    '；',
    '; ',
  )
  const all = {
    zh: `${lines.length}项数据全部已接收，${checked?.zh ?? `核对有${faults}项须处理`}。`,
    en: `All ${lines.length} figures are accepted; ${checked?.en ?? `${faults} checks need attention`}.`,
  }
  if (changes.length === 0) return all
  const [how, done] = isFinalOnly(lines) ? ['以正式数代替快报数', 'given as final figures'] : ['更正', 'corrected']
  return {
    zh: `${all.zh}与第${report.number - 1}次报送相比${how}${changes.length}处：${changed.zh}。`,
    en: `${all.en} Against report no. ${report.number - 1}, ${changes.length} ${done}: ${changed.en}.`,
  }
}

function HeadActions({ report }: { report: DataReport }) {
  const toast = useToast()
  const navigate = useNavigate()
  const correct = useAct(
    correctReport,
    { id: report.id },
    {
      onDone: ({ id }) => {
        toast({ zh: '已汇总更正件', en: 'Correction assembled' })
        void navigate(`/reports/${id}`)
      },
    },
  )
  return (
    <>
      {report.state === 'assembled' && <RefreshReport report={report} />}
      {(report.state === 'sent' || report.state === 'acknowledged') && (
        <ActionButton
          id="act-correct"
          transition={correction}
          facts={report}
          states={states}
          reason="elsewhere"
          loading={correct.isPending}
          onClick={() => correct.mutate({ version: report.version })}
        />
      )}
      <NewOrderLink source="report" sourceId={report.id} />
      <PrintButton />
      {correct.error && <ErrorState error={correct.error} />}
    </>
  )
}

const CorrectionReason = ({ report }: { report: DataReport }) => (
  <RefusalOf transition={correction} facts={report} states={states} />
)

const names: Record<string, Text> = {
  'report.assemble': { zh: '汇总', en: 'Assembled' },
  'report.sign': transitions.sign.label,
  'report.review': transitions.review.label,
  'report.return': transitions.sendBack.label,
  'report.takeBack': transitions.takeBack.label,
  'report.send': transitions.send.label,
  'report.receipt': transitions.acknowledge.label,
  'report.correct': correction.label,
}

function ReportHistory({ id }: { id: string }) {
  const history = useRead(readReportHistory, { id })
  return (
    <Loaded of={history} rows={3}>
      {({ rows }) => <HistoryPanel entries={rows} nameOf={(action) => names[action] ?? { zh: action, en: action }} />}
    </Loaded>
  )
}
