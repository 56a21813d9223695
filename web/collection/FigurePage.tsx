import { useParams } from 'react-router'
import { shortPeriodText } from '#domain/calendar/periods.ts'
import { stages } from '#domain/collection/duty.ts'
import { readVouching, type Vouching } from '#domain/collection/vouching.api.ts'
import type { Text } from '#domain/kernel/text.ts'
import { formatDigest, useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { StageTag } from '#web/kernel/StatusTags.tsx'
import { Loaded } from '#web/kernel/states.tsx'
import { EvidenceLink } from './DutySide.tsx'
import { FigureReports } from './FigureReports.tsx'
import { FigureSource } from './FigureSource.tsx'
import { FigureVersions } from './FigureVersions.tsx'
import { figure } from './figures.ts'
import { CheckedAt, Verdict, Vouched } from './Vouched.tsx'
import { PrintButton } from './viewParts.tsx'
import './entry.css'
import './figure.css'

/** Who vouched for one figure, from the line of its source to the receipt, with every digest reckoned anew. */
export function FigurePage() {
  const { id = '' } = useParams()
  const vouching = useRead(readVouching, { id }, { isFresh: true })
  return (
    <Loaded isPage of={vouching} rows={12}>
      {(one) => <Chain of={one} />}
    </Loaded>
  )
}

const figureOf = ({ kind, value, indicator }: Vouching): Text => {
  if (kind === 'nil' || value === null) return { zh: '零报告', en: 'nil return' }
  const shown = `${figure(value, indicator)}${indicator.unit === '%' ? '' : indicator.unit}`
  return { zh: shown, en: shown }
}

function Chain({ of }: { readonly of: Vouching }) {
  const text = useText()
  const format = useFormat()
  const { indicator, period, number, dutyId, isOpen, responsibleDivision, coordinatingDivision } = of
  const { zh, en } = shortPeriodText(period)
  return (
    <div className="figure-page">
      <PageHead
        title={{ zh: `谁对这个数负责：${indicator.name}，${zh}`, en: `Who vouched: ${indicator.name}, ${en}` }}
        crumbs={[
          { label: { zh: '指标数据', en: 'Indicator data' }, to: '/duties' },
          ...(isOpen ? [{ label: { zh: indicator.name, en: indicator.name }, to: `/duties/${dutyId}` }] : []),
        ]}
        chips={
          <>
            <span className="big-figure">{text(figureOf(of))}</span>
            <StageTag stage={of.stage} label={stages[of.stage]} />
            {!of.isInForce && <span className="sub">{text(replaced(of))}</span>}
          </>
        }
        sentence={text(sentenceOf(of))}
        actions={<PrintButton />}
      />
      <div className="chain">
        <Panel title={{ zh: `1. 数值，第${number}版`, en: `1. The figure, version ${number}` }}>
          <p>
            <b>{text(figureOf(of))}</b>
            {text({
              zh: `　${of.enteredBy}（${responsibleDivision.zh}）${format.instant(of.enteredAt)}填报`,
              en: `  entered by ${of.enteredBy} (${responsibleDivision.en}), ${format.instant(of.enteredAt)}`,
            })}
          </p>
          {of.correctionReason && (
            <p>{text({ zh: `更正理由：${of.correctionReason}`, en: `Corrected because: ${of.correctionReason}` })}</p>
          )}
          {of.further.map(({ key, name, words, digest }) => (
            <p key={key}>
              {text({ zh: `${name}：`, en: `${name}: ` })}
              <b>{words}</b>
              {digest && <span className="digest"> {formatDigest(digest)}</span>}
            </p>
          ))}
          {of.note && <p>{text({ zh: `说明：${of.note}`, en: `Note: ${of.note}` })}</p>}
          <Verdict proof={of.proof} />
        </Panel>
        <Panel title={{ zh: '2. 责任处签字', en: '2. Signed by the division' }}>
          {of.signatures.length === 0 && <p className="mid">{text({ zh: '还没有签字。', en: 'Not signed yet.' })}</p>}
          {of.signatures.map((one) => (
            <Vouched key={one.id} of={one} />
          ))}
        </Panel>
        <Panel title={{ zh: '3. 协调处接收', en: '3. Accepted' }}>
          <Acceptance of={of.acceptance} by={coordinatingDivision} />
        </Panel>
        <Panel title={{ zh: '4. 佐证', en: '4. Evidence' }}>
          {of.evidence ? (
            <>
              <p>{isOpen ? <EvidenceLink dutyId={dutyId} evidence={of.evidence} /> : of.evidence.name}</p>
              <Verdict proof={of.evidence.proof} />
            </>
          ) : (
            <p className="mid">{text({ zh: '没有附佐证文件。', en: 'No file was attached.' })}</p>
          )}
        </Panel>
        <FigureSource of={of} />
        <FigureReports reports={of.reports} />
        <FigureVersions of={of} />
      </div>
      <CheckedAt at={of.checkedAt} />
    </div>
  )
}

const replaced = ({ versions, number }: Vouching): Text => {
  const [last] = versions
  return last && last.number > number
    ? { zh: `已由第${last.number}版代替`, en: `replaced by version ${last.number}` }
    : { zh: '已撤回', en: 'taken back' }
}

/** Everything that was reckoned anew is what it was, or how many are not. */
function sentenceOf({ proof, signatures, evidence, file, reports }: Vouching): Text {
  const proofs = [
    proof,
    ...signatures.map((one) => one.proof),
    ...reports.flatMap((report) => report.signatures.map((one) => one.proof)),
    ...(evidence ? [evidence.proof] : []),
    ...(file ? [file.proof] : []),
  ]
  const wrong = proofs.filter(({ isSame }) => !isSame).length
  return wrong === 0
    ? {
        zh: `摘要${proofs.length}处已重新计算，全部与签字时一致。`,
        en: `${proofs.length} digests were reckoned anew; all are as they were signed.`,
      }
    : {
        zh: `摘要${proofs.length}处已重新计算，${wrong}处与签字时不一致。`,
        en: `${proofs.length} digests were reckoned anew; ${wrong} are not as they were signed.`,
      }
}

function Acceptance({ of, by }: { readonly of: Vouching['acceptance']; readonly by: Text }) {
  const text = useText()
  const format = useFormat()
  if (!of)
    return (
      <p className="mid">{text({ zh: `${by.zh}还没有接收这一版。`, en: `${by.en} has not accepted this version.` })}</p>
    )
  const division = of.division ?? by
  return (
    <>
      <p>
        {text(division)}
        {'　'}
        <b>{of.personName}</b>
        {of.inPlaceOf && text({ zh: `（代${of.inPlaceOf}）`, en: ` (in place of ${of.inPlaceOf})` })}
        {text({ zh: `，${format.instant(of.acceptedAt)}接收`, en: `, ${format.instant(of.acceptedAt)}` })}
      </p>
      {of.comment && <p>{text({ zh: `意见：${of.comment}`, en: `Comment: ${of.comment}` })}</p>}
    </>
  )
}
