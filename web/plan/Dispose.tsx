import { Radio } from 'antd'
import { useId, useState } from 'react'
import { refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { type Comment, disposeComment } from '#domain/plan/consultation.api.ts'
import { type Disposition, dispositions, reasonUnlessAdopted } from '#domain/plan/consultation.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { ConfirmDialog } from '#web/kernel/ConfirmDialog.tsx'
import { Icon } from '#web/kernel/Icon.tsx'
import { LimitedTextArea } from '#web/kernel/LimitedText.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useContextOfRules } from '#web/kernel/session.tsx'
import { useDialog } from '#web/kernel/useDialog.ts'

const basis = disposeComment.basis ?? 'system'

type Props = { readonly comment: Comment; readonly id?: string }

/** What becomes of a comment: adopted, partly, or not, and why. */
export function Dispose({ comment, id }: Props) {
  const text = useText()
  const dialog = useDialog()
  const label = comment.disposition ? { zh: '改处理结果', en: 'Change the disposition' } : disposeComment.summary
  return (
    <p className="row-of-actions">
      <ButtonFace id={id} kind={comment.disposition ? 'plain' : 'normal'} onClick={dialog.open}>
        {text(label)}…
      </ButtonFace>
      {dialog.isOpen && <DisposeDialog comment={comment} onClose={dialog.close} />}
    </p>
  )
}

function DisposeDialog({ comment, onClose }: { comment: Comment; onClose: () => void }) {
  const text = useText()
  const context = useContextOfRules()
  const reasonId = useId()
  const [disposition, setDisposition] = useState<Disposition>(comment.disposition ?? 'adopted')
  const [reason, setReason] = useState(comment.reason)
  const act = useAct(disposeComment, { id: comment.id }, { onDone: onClose })
  const isNeeded = disposition !== 'adopted'
  const [isAsked, setIsAsked] = useState(false)
  const refusal = refusalOfRules([reasonUnlessAdopted], basis, { disposition, reason: reason.trim() }, context)
  const fault = isAsked ? refusal?.message : undefined
  const confirm = () => {
    setIsAsked(true)
    if (!refusal) act.mutate({ version: comment.version, disposition, reason })
  }
  return (
    <ConfirmDialog
      title={{
        zh: `处理${comment.division.name.zh}的意见`,
        en: `Deal with the comment of ${comment.division.name.en}`,
      }}
      isOpen
      onClose={onClose}
      label={disposeComment.summary}
      basis={basis}
      loading={act.isPending}
      error={act.error}
      onConfirm={confirm}
    >
      <p>{comment.text}</p>
      <Radio.Group
        aria-label={text({ zh: '处理结果', en: 'Disposition' })}
        value={disposition}
        onChange={({ target }) => setDisposition(target.value as Disposition)}
        options={Object.entries(dispositions).map(([value, words]) => ({ value, label: text(words) }))}
      />
      <div className="dialog-section">
        <label htmlFor={reasonId}>
          {text(
            isNeeded
              ? { zh: '理由（必填）', en: 'Reason (needed)' }
              : { zh: '理由（可不填）', en: 'Reason (optional)' },
          )}
        </label>
        <LimitedTextArea
          id={reasonId}
          rows={3}
          limit={500}
          lang="zh"
          value={reason}
          status={fault ? 'error' : ''}
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? `${reasonId}-fault` : undefined}
          onChange={({ target }) => setReason(target.value)}
        />
        {fault && (
          <p className="fault" id={`${reasonId}-fault`}>
            <Icon name="warning" />
            {text(fault)}
          </p>
        )}
      </div>
    </ConfirmDialog>
  )
}
