import { useState } from 'react'
import type { DataReport, ReportSignature } from '#domain/collection/dataReport.api.ts'
import { states, transitions } from '#domain/collection/dataReport.ts'
import { signReport, takeBackReport } from '#domain/collection/dataReportActs.api.ts'
import { inForce } from '#domain/kernel/settings.ts'
import type { Text } from '#domain/kernel/text.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { formatDigest } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { SignatureBlock } from '#web/kernel/SignatureBlock.tsx'
import { SignDialog } from '#web/kernel/SignDialog.tsx'
import { useCitation, useSession } from '#web/kernel/session.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { ReportReview } from './DataReportReview.tsx'
import { ReportValues } from './DataReportValues.tsx'

/** The statement of Art. 29, who signed it, whether it still holds, and the review of the office's person in charge. */
export function ReportSigning({ report }: { report: DataReport }) {
  const text = useText()
  const citationOf = useCitation()
  const { pack, today } = useSession()
  const statement = inForce(pack.statements.art29 ?? [], today)
  const isUnsigned = report.state === 'assembled'
  return (
    <>
      <Panel title={{ zh: '签字', en: 'Signature' }} note={text(report.coordinatingDivisionName)}>
        {statement && (
          <>
            <blockquote className="report-statement">{text(statement.text)}</blockquote>
            <p className="sub">
              {text({
                zh: `依据${citationOf('report.sign').zh}，文本第${statement.number}版`,
                en: `${citationOf('report.sign').en}, text version ${statement.number}`,
              })}
            </p>
          </>
        )}
        <div className="report-signatures">
          {report.signatures.map((signature) => (
            <SignatureBlock
              key={signature.id}
              division={signature.divisionName}
              signedBy={signature.personName}
              inPlaceOf={signature.inPlaceOf}
              signedAt={signature.signedAt}
              statement={signature.statementNumber}
              digest={signature.digest}
              {...(signature.isInForce ? {} : { staleBecause: whyStale(signature, report) })}
            />
          ))}
        </div>
        {isUnsigned && <Sign report={report} />}
        {(report.state === 'signed' || report.state === 'reviewed') && <TakeBack report={report} />}
      </Panel>
      {(report.state === 'signed' || report.state === 'reviewed') && <ReportReview report={report} />}
    </>
  )
}

function whyStale({ staleCells, reportNumber }: ReportSignature, report: DataReport): Text {
  const which = staleCells.join('、')
  const earlier = reportNumber < report.number
  if (staleCells.length === 0)
    return earlier
      ? { zh: `第${reportNumber}次报送的签字`, en: `signature of report no. ${reportNumber}` }
      : { zh: '已退回或收回', en: 'returned or taken back' }
  return {
    zh: `${earlier ? `第${reportNumber}次报送的` : ''}${which}有更正`,
    en: `${which} corrected since${earlier ? ` report no. ${reportNumber}` : ''}`,
  }
}

function Sign({ report }: { report: DataReport }) {
  const text = useText()
  const toast = useToast()
  const [isOpen, setIsOpen] = useState(false)
  const close = () => setIsOpen(false)
  const done = () => {
    close()
    toast({ zh: '已签字并冻结', en: 'Signed and frozen' })
  }
  const act = useAct(signReport, { id: report.id }, { onDone: done })
  const { label, basis } = transitions.sign
  return (
    <>
      <p className="row-of-actions report-act">
        <ActionButton
          id="act-sign"
          kind="primary"
          transition={transitions.sign}
          facts={report}
          states={states}
          reason="below"
          onClick={() => setIsOpen(true)}
        />
      </p>
      <p className="sub">
        {text({ zh: '签字须再次输入密码。', en: 'Signing asks for your password again.' })}
        {text({ zh: '内容摘要', en: ' Digest ' })}
        <span className="digest">{formatDigest(report.digest)}</span>
      </p>
      <SignDialog
        title={{ zh: `签字：${report.table.title}`, en: `Sign: ${report.table.title}` }}
        isOpen={isOpen}
        onClose={close}
        intro={text({
          zh: `您代表${report.coordinatingDivisionName.zh}签字，报${report.collectingUnit.name.zh}，共${report.lines.length}项。`,
          en: `You sign for ${report.coordinatingDivisionName.en}, to ${report.collectingUnit.name.en}: ${report.lines.length} figures.`,
        })}
        values={<ReportValues report={report} />}
        statement="art29"
        digest={report.digest}
        label={label}
        basis={basis}
        loading={act.isPending}
        error={act.error}
        onSign={() => act.mutate({ version: report.version, digest: report.digest })}
      />
    </>
  )
}

function TakeBack({ report }: { report: DataReport }) {
  const [isOpen, setIsOpen] = useState(false)
  const act = useAct(takeBackReport, { id: report.id }, { onDone: () => setIsOpen(false) })
  const { label, basis } = transitions.takeBack
  return (
    <>
      <p className="row-of-actions report-act">
        <ActionButton
          id="act-takeBack"
          transition={transitions.takeBack}
          facts={report}
          states={states}
          reason="below"
          asks
          onClick={() => setIsOpen(true)}
        />
      </p>
      <ReasonDialog
        title={{ zh: '收回签字', en: 'Take the signature back' }}
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        {...{ label, basis }}
        loading={act.isPending}
        error={act.error}
        onSubmit={(reason) => act.mutate({ version: report.version, reason })}
      />
    </>
  )
}
