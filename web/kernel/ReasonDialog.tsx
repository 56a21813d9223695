import { Input } from 'antd'
import { useId, useState } from 'react'
import { reason as reasonSchema } from '#domain/kernel/endpoint.ts'
import { sentenceOfIssue } from '#domain/kernel/fault.ts'
import type { Text } from '#domain/kernel/text.ts'
import { ButtonFace } from './ActionButton.tsx'
import type { ApiError } from './api.ts'
import { Dialog } from './Dialog.tsx'
import { Icon } from './Icon.tsx'
import { closing } from './keptRefusals.ts'
import { useText } from './language.tsx'
import { useCitation } from './session.tsx'
import { ErrorState } from './states.tsx'
import { useAsOpened, useErrorSinceOpened } from './useAsOpened.ts'

type Props = {
  /** Names what will happen: "退回福田口岸10月数据". */
  readonly title: Text
  readonly isOpen: boolean
  readonly onClose: () => void
  /** The button: the transition's label and basis. */
  readonly label: Text
  readonly basis: string
  /** Instead of 理由: "退回理由". */
  readonly ask?: Text
  /** Reasons used lately; a press fills the field. */
  readonly recent?: readonly string[]
  readonly loading?: boolean
  readonly error?: ApiError | null
  /** Kept as it was when the dialog was opened, with the version that it names. */
  readonly onSubmit: (reason: string) => void
}

/** Asks for the reason that refusing, returning, withdrawing and correcting always need. */
export function ReasonDialog(props: Props) {
  const { isOpen, label, basis, ask, recent = [], loading = false } = props
  // what was on the screen when the reason was asked for is what it is given for
  const { title, onSubmit } = useAsOpened({ title: props.title, onSubmit: props.onSubmit }, isOpen)
  const error = useErrorSinceOpened(props.error, isOpen)
  const text = useText()
  const citationOf = useCitation()
  const id = useId()
  const [reason, setReason] = useState('')
  const [isAsked, setIsAsked] = useState(false)
  const issue = reasonSchema.safeParse(reason).error?.issues[0]
  const fault = isAsked && issue ? text(sentenceOfIssue(issue)) : undefined
  const onClose = closing(props.error, props.onClose)
  const submit = (): void => {
    setIsAsked(true)
    if (!issue) onSubmit(reason.trim())
  }
  return (
    <Dialog
      {...{ title, isOpen, onClose }}
      footer={
        <>
          <ButtonFace kind="normal" onClick={onClose}>
            {text({ zh: '取消', en: 'Cancel' })}
          </ButtonFace>
          <ButtonFace kind="primary" loading={loading} article={text(citationOf(basis))} onClick={submit}>
            {text(label)}
          </ButtonFace>
        </>
      }
    >
      <label htmlFor={id}>{text(ask ?? { zh: '理由', en: 'Reason' })}</label>
      <Input.TextArea
        id={id}
        rows={3}
        value={reason}
        status={fault ? 'error' : ''}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${id}-fault` : undefined}
        onChange={(event) => setReason(event.target.value)}
      />
      {fault && (
        <p className="fault" id={`${id}-fault`}>
          <Icon name="warning" />
          {fault}
        </p>
      )}
      {recent.length > 0 && (
        <p className="row-of-actions">
          <span className="sub">{text({ zh: '最近用过', en: 'Used lately' })}</span>
          {recent.map((one) => (
            <ButtonFace key={one} kind="plain" onClick={() => setReason(one)}>
              {one}
            </ButtonFace>
          ))}
        </p>
      )}
      {error && <ErrorState error={error} />}
    </Dialog>
  )
}
