import { useId, useState } from 'react'
import { periodText } from '#domain/calendar/periods.ts'
import type { Duty } from '#domain/collection/duty.api.ts'
import { transitions } from '#domain/collection/duty.ts'
import { offer } from '#domain/collection/dutyActs.api.ts'
import { noteGoesOut } from '#domain/collection/dutyCheck.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { Dialog } from '#web/kernel/Dialog.tsx'
import { closing } from '#web/kernel/keptRefusals.ts'
import { LimitedTextArea } from '#web/kernel/LimitedText.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useCitation } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'

type Props = {
  readonly duty: Duty
  readonly isOpen: boolean
  readonly onClose: () => void
  /** Awaited before it is handed in. */
  readonly before: () => Promise<void>
}

/** Says that nothing occurred in the period: neither a zero nor a figure left out (city data rule, Art. 9). */
export function NilDialog({ isOpen, before, ...props }: Props) {
  const duty = useAsOpened(props.duty, isOpen)
  const text = useText()
  const toast = useToast()
  const citationOf = useCitation()
  const id = useId()
  const [note, setNote] = useState('')
  const act = useAct(
    offer,
    { id: duty.id },
    { onDone: () => toast({ zh: '已提交签字', en: 'Submitted for signature' }) },
  )
  const onClose = closing(act.error, props.onClose)
  const submit = async () => {
    await before()
    act.mutate({ version: duty.version, kind: 'nil', value: null, note, evidenceFileId: null })
  }
  const { zh, en } = periodText(duty.period)
  const name = duty.indicator.name
  return (
    <Dialog
      title={{ zh: `${name}：${zh}作零报告`, en: `${name}: nil return for ${en}` }}
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <>
          <ButtonFace kind="normal" onClick={onClose}>
            {text({ zh: '取消', en: 'Cancel' })}
          </ButtonFace>
          <ButtonFace
            kind="primary"
            article={text(citationOf('duty.nilReturn'))}
            loading={act.isPending}
            onClick={() => void submit()}
          >
            {text(transitions.offer.label)}
          </ButtonFace>
        </>
      }
    >
      <p className="mid">
        {text({
          zh: '零报告表示本期没有发生；发生额是零的，请填0。零报告同样须由处长签字。',
          en: 'A nil return says that nothing occurred; where the amount is zero, give 0. It is signed like any figure.',
        })}
      </p>
      <p className="dialog-field">
        <label htmlFor={id}>{text({ zh: '说明（可不填）', en: 'Note (optional)' })}</label>
        <LimitedTextArea
          id={id}
          autoSize={{ minRows: 2, maxRows: 6 }}
          limit={1000}
          value={note}
          aria-describedby={`${id}-goes`}
          onChange={(event) => setNote(event.target.value)}
        />
        <span id={`${id}-goes`} className="hint">
          {text(noteGoesOut)}
        </span>
      </p>
      {act.error && <ErrorState error={act.error} />}
    </Dialog>
  )
}
