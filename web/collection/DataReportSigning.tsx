import { useState } from 'react'
import { aggregated, aggregateRules } from '#domain/collection/aggregate.ts'
import type { DataReport, ReportSignature } from '#domain/collection/dataReport.api.ts'
import { valueWords } from '#domain/collection/dataReport.content.ts'
import { states, transitions } from '#domain/collection/dataReport.ts'
import { returnReport, reviewReport, signReport, takeBackReport } from '#domain/collection/dataReportActs.api.ts'
import { figure } from '#domain/kernel/letter.ts'
import { inForce } from '#domain/kernel/settings.ts'
import type { Text } from '#domain/kernel/text.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { formatDigest, useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { SignatureBlock } from '#web/kernel/SignatureBlock.tsx'
import { SignDialog } from '#web/kernel/SignDialog.tsx'
import { useCitation, useSession } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'

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
      {(report.state === 'signed' || report.state === 'reviewed') && <Review report={report} />}
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
        values={<Values report={report} />}
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

/** Every figure that is signed for: those accepted, what goes out beside them, and those put together from them. */
function Values({ report }: { report: DataReport }) {
  const text = useText()
  const none = text({ zh: '没有可计算的数', en: 'nothing to reckon with' })
  return (
    <ul className="rows">
      {report.lines.map((line) => (
        <li key={line.dutyId}>
          <span>{line.name}</span>
          <span className="row-value">
            {line.before && (
              <>
                <del>{text(valueWords(line.before, line))}</del>{' '}
              </>
            )}
            {text(valueWords(line, line))}
          </span>
          {line.further.map(({ key, name, words, before }) => (
            <span key={key} className="row-line sub">
              {text({ zh: `${name}：`, en: `${name}: ` })}
              {before && <del>{before}</del>} {words || text({ zh: '空', en: 'nothing' })}
            </span>
          ))}
        </li>
      ))}
      {report.aggregates.map((aggregate) => {
        const value = aggregated(aggregate, report.lines)
        return (
          <li key={aggregate.name}>
            <span>{aggregate.name}</span>
            <span className="row-value">
              {value === null ? none : `${figure(value, aggregate.decimals)}${aggregate.unit}`}
            </span>
            <span className="row-line sub">{text(aggregateRules[aggregate.rule].name)}</span>
          </li>
        )
      })}
    </ul>
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

/** The office's person in charge reviews what was signed, or returns it. */
function Review({ report }: { report: DataReport }) {
  const text = useText()
  const format = useFormat()
  const toast = useToast()
  const [isReturning, setIsReturning] = useState(false)
  const review = useAct(reviewReport, { id: report.id }, { onDone: () => toast({ zh: '已审核同意', en: 'Approved' }) })
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
            loading={review.isPending}
            onClick={() => review.mutate({ version: report.version, digest: report.digest })}
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
      {review.error && <ErrorState error={review.error} />}
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
