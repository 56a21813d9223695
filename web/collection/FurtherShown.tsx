import type { FurtherField } from '#domain/collection/submission.api.ts'
import { useText } from '#web/kernel/language.tsx'
import { EvidenceLink } from './DutySide.tsx'

type Props = { readonly dutyId: string; readonly further: readonly FurtherField[] }

/** The further fields of an entry as they were filled in, with the reasons given for warnings. */
export function FurtherShown({ dutyId, further }: Props) {
  const text = useText()
  return further.map(({ key, name, words, reason, file }) => (
    <p key={key} className="mid">
      {text({ zh: `${name}：`, en: `${name}: ` })}
      {file ? <EvidenceLink dutyId={dutyId} evidence={file} /> : <b>{words}</b>}
      {reason !== null && <span className="sub">{text({ zh: `　理由：${reason}`, en: `  Reason: ${reason}` })}</span>}
    </p>
  ))
}
