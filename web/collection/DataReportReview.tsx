import { useState } from 'react'
import type { DataReport } from '#domain/collection/dataReport.api.ts'
import { states, transitions } from '#domain/collection/dataReport.ts'
import { returnReport, reviewReport } from '#domain/collection/dataReportActs.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import type { ApiError } from '#web/kernel/api.ts'
import { ConfirmDialog } from '#web/kernel/ConfirmDialog.tsx'
import { formatDigest, useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'
import { ReportValues } from './DataReportValues.tsx'

/** The office's person in charge reviews what was signed, or returns it. */
export function ReportReview({ report }: { report: DataReport }) {
  const text = useText()
  const format = useFormat()
  const toast = useToast()
  const [isReturning, setIsReturning] = useState(false)
  const [isReviewing, setIsReviewing] = useState(false)
  const reviewed = () => {
    setIsReviewing(false)
    toast({ zh: '已审核同意', en: 'Approved' })
  }
  const review = useAct(reviewReport, { id: report.id }, { onDone: reviewed })
  const giveBack = useAct(returnReport, { id: report.id }, { onDone: () => setIsReturning(false) })
  const { label, basis } = transitions.sendBack
  return (
    <Panel title={{ zh: '审核', en: 'Review' }}>
      {report.reviewedBy && report.reviewedAt ? (
        <p className="mid">
          {text({
            zh: `${report.reviewedBy.name}${format.instant(report.reviewedAt)}审核同意。`,
            en: `Approved by ${report.reviewedBy.name}, ${format.instant(report.reviewedAt)}.`,
          })}
        </p>
      ) : (
        <p className="note key">
          {text({ zh: '审核的是签字冻结的内容，摘要', en: 'What is reviewed was frozen at signing, digest ' })}
          <span className="digest">{formatDigest(report.digest)}</span>
        </p>
      )}
      <div className="row-of-actions report-act">
        {report.state === 'signed' && (
          <ActionButton
            id="act-review"
            kind="primary"
            transition={transitions.review}
            facts={report}
            states={states}
            reason="below"
            asks
            onClick={() => setIsReviewing(true)}
          />
        )}
        <ActionButton
          id="act-sendBack"
          transition={transitions.sendBack}
          facts={report}
          states={states}
          reason="below"
          asks
          onClick={() => setIsReturning(true)}
        />
      </div>
      <ReviewDialog
        report={report}
        isOpen={isReviewing}
        onClose={() => setIsReviewing(false)}
        loading={review.isPending}
        error={review.error}
        onReview={(seen) => review.mutate(seen)}
      />
      <ReasonDialog
        title={{ zh: `退回：${report.table.title}`, en: `Return: ${report.table.title}` }}
        isOpen={isReturning}
        onClose={() => setIsReturning(false)}
        {...{ label, basis }}
        ask={{ zh: '退回理由', en: 'Why it is returned' }}
        loading={giveBack.isPending}
        error={giveBack.error}
        onSubmit={(reason) => giveBack.mutate({ version: report.version, reason })}
      />
    </Panel>
  )
}

type DialogProps = {
  readonly report: DataReport
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly loading: boolean
  readonly error: ApiError | null
  readonly onReview: (seen: { version: number; digest: string }) => void
}

/** What goes out once it is reviewed, as it was when the dialog was opened: to whom, who signed, every figure, the digest. */
function ReviewDialog({ report: now, isOpen, onClose, loading, error, onReview }: DialogProps) {
  const report = useAsOpened(now, isOpen)
  const text = useText()
  const format = useFormat()
  const { label, basis } = transitions.review
  const signature = report.signatures.find(({ isInForce }) => isInForce)
  return (
    <ConfirmDialog
      title={{ zh: `审核：${report.table.title}`, en: `Review: ${report.table.title}` }}
      {...{ isOpen, onClose, label, basis, loading, error }}
      onConfirm={() => onReview({ version: report.version, digest: report.digest })}
    >
      <p className="mid">
        {text({
          zh: `${report.coordinatingDivisionName.zh}报${report.collectingUnit.name.zh}，共${report.lines.length}项。`,
          en: `${report.coordinatingDivisionName.en} to ${report.collectingUnit.name.en}: ${report.lines.length} figures.`,
        })}
        {signature &&
          text({
            zh: `${signature.personName}${format.instant(signature.signedAt)}签字。`,
            en: ` Signed by ${signature.personName}, ${format.instant(signature.signedAt)}.`,
          })}
      </p>
      <ReportValues report={report} />
      <p className="sub">
        {text({ zh: '内容摘要', en: 'Digest ' })}
        <span className="digest">{formatDigest(report.digest)}</span>
      </p>
    </ConfirmDialog>
  )
}
