import { useState } from 'react'
import type { Item } from '#domain/plan/item.api.ts'
import { liftSilence, silenceHint } from '#domain/plan/itemHint.api.ts'
import type { Finding } from '#domain/plan/linter.api.ts'
import { isAnswerable, lintRules } from '#domain/plan/lintRules.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { ErrorState } from '#web/kernel/states.tsx'

/** The saved item that a hint is about. */
export type AnswerableItem = Pick<Item, 'id' | 'code' | 'version'>
type Props = { readonly finding: Finding; readonly item: AnswerableItem | undefined }

/**
 * Why a hint is left as it is, or a phase that is over is rewritten, or the button that asks for it; nothing for another
 * fault or while the item is not saved.
 */
export function HintAnswer({ finding, item }: Props) {
  if (finding.silence) return <Answered finding={finding} item={item} />
  return isAnswerable(finding.code) && item ? <Answer finding={finding} item={item} /> : null
}

const leave = {
  label: { zh: '不改，说明理由', en: 'Leave it, say why' },
  ask: { zh: '不改的理由', en: 'Why it is left as it is' },
} as const
const rewrite = {
  label: { zh: '说明改写理由', en: 'Say why it is rewritten' },
  ask: { zh: '改写的理由', en: 'Why it is rewritten' },
} as const

function Answer({ finding: { code, field, basis }, item }: { finding: Finding; item: AnswerableItem }) {
  const text = useText()
  const [isOpen, setIsOpen] = useState(false)
  const act = useAct(silenceHint, { id: item.id }, { onDone: () => setIsOpen(false) })
  const rule = lintRules[code]?.name ?? { zh: '', en: '' }
  const { label, ask } = lintRules[code]?.needsReason ? rewrite : leave
  return (
    <>
      <ButtonFace kind="plain" onClick={() => setIsOpen(true)}>
        {text(label)}…
      </ButtonFace>
      <ReasonDialog
        title={{ zh: `${item.code}　${code}${rule.zh}`, en: `${item.code}: ${code} ${rule.en}` }}
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        label={{ zh: '说明理由', en: 'Say why' }}
        basis={basis}
        ask={ask}
        loading={act.isPending}
        error={act.error}
        onSubmit={(reason) => act.mutate({ version: item.version, code, field, reason })}
      />
    </>
  )
}

function Answered({ finding: { code, field, silence }, item }: Props) {
  const text = useText()
  const format = useFormat()
  const act = useAct(liftSilence, { id: item?.id ?? '' })
  if (!silence) return null
  const { reason, byName, at } = silence
  return (
    <span className="sub hint-answer">
      {text({ zh: `${byName}，${format.instant(at)}：${reason}`, en: `${byName}, ${format.instant(at)}: ${reason}` })}{' '}
      {item && (
        <ButtonFace
          kind="plain"
          loading={act.isPending}
          onClick={() => act.mutate({ version: item.version, code, field })}
        >
          {text({ zh: '撤销说明', en: 'Take back' })}
        </ButtonFace>
      )}
      {act.error && <ErrorState error={act.error} />}
    </span>
  )
}
