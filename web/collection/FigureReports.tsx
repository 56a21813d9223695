import { Link } from 'react-router'
import { ways } from '#domain/collection/dataReport.ts'
import type { VouchedReport } from '#domain/collection/vouching.api.ts'
import type { Text } from '#domain/kernel/text.ts'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { ReportStateTag } from './DataReportState.tsx'
import { Vouched } from './Vouched.tsx'

const ownTitle: Text = { zh: '6. 汇总报送', en: '6. Report to the collecting unit' }
type Props = { readonly reports: readonly VouchedReport[]; readonly title?: Text }

/** The packages that the figure went out in: the signature of Art. 29, the review, the sending, the receipt. */
export function FigureReports({ reports, title = ownTitle }: Props) {
  const text = useText()
  return (
    <Panel title={title}>
      {reports.length === 0 && (
        <p className="mid">{text({ zh: '这一版没有随任何报送送出。', en: 'This version is in no report.' })}</p>
      )}
      {reports.map((report) => (
        <Report key={report.id} report={report} />
      ))}
    </Panel>
  )
}

function Report({ report }: { readonly report: VouchedReport }) {
  const text = useText()
  const format = useFormat()
  const { id, number, subject, collectingUnit, isOpen, documentNumber, reviewedBy, reviewedAt, sentOn, sentWay } =
    report
  const name = text({
    zh: `报${collectingUnit.zh}：${subject}，第${number}次`,
    en: `To ${collectingUnit.en}: ${subject}, no. ${number}`,
  })
  return (
    <section className="vouched-report">
      <h3>
        {isOpen ? <Link to={`/reports/${id}`}>{name}</Link> : name} <ReportStateTag state={report.state} />
      </h3>
      {report.signatures.map((one) => (
        <Vouched key={one.id} of={one} />
      ))}
      {reviewedBy && reviewedAt && (
        <p>
          {text({
            zh: `审核：${reviewedBy}，${format.instant(reviewedAt)}审核同意`,
            en: `Reviewed by ${reviewedBy}, ${format.instant(reviewedAt)}`,
          })}
        </p>
      )}
      {sentOn && (
        <p>
          {text({
            zh: `送出：${format.longDay(sentOn)}${sentWay ? `，${ways[sentWay].zh}` : ''}${report.receiver ? `，${report.receiver}收` : ''}${documentNumber ? `，${documentNumber}` : ''}`,
            en: `Sent ${format.longDay(sentOn)}${sentWay ? `, ${ways[sentWay].en}` : ''}${report.receiver ? `, to ${report.receiver}` : ''}${documentNumber ? `, ${documentNumber}` : ''}`,
          })}
        </p>
      )}
      {report.receiptOn && (
        <p>
          {text({
            zh: `回执：${format.longDay(report.receiptOn)}${report.receiptNote ? `，${report.receiptNote}` : ''}`,
            en: `Receipt: ${format.longDay(report.receiptOn)}${report.receiptNote ? `, ${report.receiptNote}` : ''}`,
          })}
        </p>
      )}
      {report.successorNumber !== null && (
        <p className="sub">
          {text({
            zh: `后有第${report.successorNumber}次报送。`,
            en: `Followed by report no. ${report.successorNumber}.`,
          })}
        </p>
      )}
    </section>
  )
}
