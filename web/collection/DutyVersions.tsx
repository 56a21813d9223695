import type { Duty, Submission } from '#domain/collection/duty.api.ts'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { SignatureBlock } from '#web/kernel/SignatureBlock.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { EvidenceLink } from './DutySide.tsx'
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
        {text({ zh: `第${number}版`, en: `Version ${number}` })}　<b>{shown}</b>
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
