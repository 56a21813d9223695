import { useId, useState } from 'react'
import { answerCard, type CardInFull, supplementCard } from '#domain/card/card.api.ts'
import { cardTransitions } from '#domain/card/cardAnswer.ts'
import { sentenceOfIssue } from '#domain/kernel/fault.ts'
import type { StoredFile } from '#domain/kernel/file.api.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { Dialog } from '#web/kernel/Dialog.tsx'
import { FileChoice } from '#web/kernel/FileChoice.tsx'
import { formatSize } from '#web/kernel/format.ts'
import { Icon } from '#web/kernel/Icon.tsx'
import { closing } from '#web/kernel/keptRefusals.ts'
import { LimitedTextArea } from '#web/kernel/LimitedText.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useCitation } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'

type Props = {
  readonly card: CardInFull
  readonly asking: 'answer' | 'supplement'
  readonly onClose: () => void
}

/** Why the day was missed, in the division's words, with its files. */
export function ExplainDialog({ card: now, asking, onClose }: Props) {
  const card = useAsOpened(now)
  const text = useText()
  const citationOf = useCitation()
  const toast = useToast()
  const id = useId()
  const [words, setWords] = useState('')
  const [files, setFiles] = useState<readonly StoredFile[]>([])
  const [isAsked, setIsAsked] = useState(false)
  const endpoint = asking === 'answer' ? answerCard : supplementCard
  const done = () => {
    toast({ zh: '已提交说明', en: 'Explanation submitted' })
    onClose()
  }
  const act = useAct(endpoint, { id: card.id }, { onDone: done })
  const issue = endpoint.body.shape.explanation.safeParse(words).error?.issues[0]
  const fault = isAsked && issue ? text(sentenceOfIssue(issue)) : undefined
  const submit = () => {
    setIsAsked(true)
    if (!issue) act.mutate({ version: card.version, explanation: words.trim(), fileIds: files.map((file) => file.id) })
  }
  const { label, basis } = cardTransitions[asking]
  return (
    <Dialog
      title={{ zh: `${label.zh}：${card.duty.indicator}`, en: `${label.en}: ${card.duty.indicator}` }}
      isOpen
      onClose={closing(act.error, onClose)}
      footer={
        <>
          <ButtonFace kind="normal" onClick={closing(act.error, onClose)}>
            {text({ zh: '取消', en: 'Cancel' })}
          </ButtonFace>
          <ButtonFace kind="primary" loading={act.isPending} article={text(citationOf(basis))} onClick={submit}>
            {text(label)}
          </ButtonFace>
        </>
      }
    >
      <label htmlFor={id}>
        {text({ zh: '未按期的原因和采取的措施', en: 'Why the day was missed, and what was done' })}
      </label>
      <LimitedTextArea
        id={id}
        rows={5}
        limit={2000}
        value={words}
        status={fault ? 'error' : ''}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${id}-fault` : undefined}
        onChange={(event) => setWords(event.target.value)}
      />
      {fault && (
        <p className="fault" id={`${id}-fault`}>
          <Icon name="warning" />
          {fault}
        </p>
      )}
      {files.map((file) => (
        <p key={file.id} className="row-of-actions">
          <span>
            <Icon name="clip" /> {file.name} <span className="sub">{formatSize(file.size)}</span>
          </span>
          <ButtonFace kind="plain" onClick={() => setFiles(files.filter((one) => one.id !== file.id))}>
            {text({ zh: '去掉', en: 'Remove' })}
          </ButtonFace>
        </p>
      ))}
      <FileChoice
        label={{ zh: '附件…', en: 'Attach a file…' }}
        onFile={(file) => setFiles((before) => [...before, file].slice(0, 10))}
      />
      {act.error && <ErrorState error={act.error} />}
    </Dialog>
  )
}
