import type { ReactNode } from 'react'
import type { Text } from '#domain/kernel/text.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import type { ApiError } from '#web/kernel/api.ts'
import { Dialog } from '#web/kernel/Dialog.tsx'
import { closing } from '#web/kernel/keptRefusals.ts'
import { useText } from '#web/kernel/language.tsx'
import { useCitation } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useErrorSinceOpened } from '#web/kernel/useAsOpened.ts'

type Props = {
  readonly title: Text
  readonly isOpen: boolean
  readonly onClose: () => void
  /** The button: the transition's label and basis. */
  readonly label: Text
  readonly basis: string
  readonly loading: boolean
  readonly error: ApiError | null
  readonly onConfirm: () => void
  /** What will happen, or the fields that are asked. */
  readonly children: ReactNode
}

/** Says what a step does before it is taken; the button carries the article. */
export function ConfirmDialog(props: Props) {
  const { title, isOpen, label, basis, loading, onConfirm, children } = props
  const text = useText()
  const citationOf = useCitation()
  const error = useErrorSinceOpened(props.error, isOpen)
  const onClose = closing(props.error, props.onClose)
  return (
    <Dialog
      {...{ title, isOpen, onClose }}
      footer={
        <>
          <ButtonFace kind="normal" onClick={onClose}>
            {text({ zh: '取消', en: 'Cancel' })}
          </ButtonFace>
          <ButtonFace kind="primary" article={text(citationOf(basis))} loading={loading} onClick={onConfirm}>
            {text(label)}
          </ButtonFace>
        </>
      }
    >
      {children}
      {error && <ErrorState error={error} />}
    </Dialog>
  )
}
