import { Link } from 'react-router'
import { dayText } from '#domain/calendar/workingDays.ts'
import type { Duty } from '#domain/collection/duty.api.ts'
import { registeredWays } from '#domain/collection/registration.ts'
import type { Submission } from '#domain/collection/submission.api.ts'
import type { Text } from '#domain/kernel/text.ts'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { SignatureBlock } from '#web/kernel/SignatureBlock.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { EvidenceLink } from './DutySide.tsx'
import { FurtherShown } from './FurtherShown.tsx'
import { figure } from './figures.ts'

/** Every version that was handed in, newest first, with the signature over it and whether that still holds. */
export function DutyVersions({ duty }: { duty: Duty }) {
  if (duty.submissions.length === 0) return null
  return (
    <Panel title={{ zh: '版本与签字', en: 'Versions and signatures' }}>
      <ol className="versions">
        {duty.submissions.map((submission) => (
          <li key={submission.id}>
            <Version duty={duty} submission={submission} />
          </li>
        ))}
      </ol>
    </Panel>
  )
}

function Version({ duty, submission }: { readonly duty: Duty; readonly submission: Submission }) {
  const text = useText()
  const format = useFormat()
  const { today } = useSession()
  const { number, kind, value, note, correctionReason, enteredBy, enteredAt, evidence, signature } = submission
  const shown =
    kind === 'nil' || value === null ? text({ zh: '零报告', en: 'nil return' }) : figure(value, duty.indicator)
  const when = format.instant(enteredAt, today)
  return (
    <>
      <p>
        <Link to={`/figures/${submission.id}`}>{text({ zh: `第${number}版`, en: `Version ${number}` })}</Link>
        {'　'}
        <b>{shown}</b>
        {value !== null && duty.indicator.unit !== '%' && ` ${duty.indicator.unit}`}
        <span className="sub">
          {text({ zh: `　${enteredBy}，${when}填报`, en: `  entered by ${enteredBy}, ${when}` })}
        </span>
      </p>
      {correctionReason !== null && (
        <p className="mid">
          {text({ zh: `更正理由：${correctionReason}`, en: `Corrected because: ${correctionReason}` })}
        </p>
      )}
      {submission.isPreliminary && <p className="sub">{text({ zh: '快报数', en: 'Preliminary figure' })}</p>}
      <FurtherShown dutyId={duty.id} further={submission.further} />
      {note && <p className="mid">{text({ zh: `说明：${note}`, en: `Note: ${note}` })}</p>}
      {evidence && (
        <p>
          <EvidenceLink dutyId={duty.id} evidence={evidence} />
        </p>
      )}
      {signature && (
        <SignatureBlock
          division={signature.division}
          signedBy={signature.personName}
          inPlaceOf={signature.inPlaceOf}
          signedAt={signature.signedAt}
          registered={signature.registered ? registeredWords(signature.registered) : undefined}
          statement={signature.statementNumber}
          digest={signature.digest}
          staleBecause={signature.isStale ? staleBecause(duty) : undefined}
        />
      )}
    </>
  )
}

function staleBecause({ submissions, submissionId }: Duty) {
  const inForce = submissions.find(({ id }) => id === submissionId)
  return inForce === undefined
    ? { zh: '数据已撤回', en: 'the data were taken back' }
    : { zh: `数据已改为第${inForce.number}版`, en: `version ${inForce.number} took its place` }
}

type Registered = NonNullable<NonNullable<Submission['signature']>['registered']>

/** 纸质件10月31日签字，11月3日收到，李协调登记 */
function registeredWords({ way, signedOn, receivedOn, byName }: Registered): Text {
  const [name, signed, received] = [registeredWays[way], dayText(signedOn), dayText(receivedOn)]
  return {
    zh: `${name.zh}${signed.zh}签字，${received.zh}收到，${byName}登记`,
    en: `Signed on ${signed.en} (${name.en.toLowerCase()}), received on ${received.en}, registered by ${byName}`,
  }
}
