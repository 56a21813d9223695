import type { Endpoint } from '#domain/kernel/endpoint.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { closing } from '#web/kernel/keptRefusals.ts'
import { useText } from '#web/kernel/language.tsx'
import type { Act } from '#web/kernel/queries.ts'
import { useCitation } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'

type Props = {
  readonly endpoint: Endpoint
  readonly save: Pick<Act<Endpoint>, 'error' | 'isPending'>
  readonly onSave: () => void
  readonly onClose: () => void
}

/** The foot of a form that is edited in its place: what went wrong, save with its basis, and back. */
export function SaveRow({ endpoint: { basis }, save, onSave, ...props }: Props) {
  const text = useText()
  const citationOf = useCitation()
  const onClose = closing(save.error, props.onClose)
  return (
    <>
      {save.error && <ErrorState error={save.error} />}
      <p className="row-of-actions">
        <ButtonFace
          kind="primary"
          {...(basis ? { article: text(citationOf(basis)) } : {})}
          loading={save.isPending}
          onClick={onSave}
        >
          {text({ zh: '保存', en: 'Save' })}
        </ButtonFace>
        <ButtonFace kind="normal" onClick={onClose}>
          {text({ zh: '取消', en: 'Cancel' })}
        </ButtonFace>
        <span className="sub">Ctrl+Enter</span>
      </p>
    </>
  )
}
