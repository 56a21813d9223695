import { Radio, Select } from 'antd'
import { useId, useState } from 'react'
import { refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { type Comment, disposeComment, type LedTo, readDraftChanges } from '#domain/plan/consultation.api.ts'
import { type Disposition, dispositions, reasonUnlessAdopted } from '#domain/plan/consultation.ts'
import { keyOfChange, likelyOf } from '#domain/plan/ledTo.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { ConfirmDialog } from '#web/kernel/ConfirmDialog.tsx'
import { Icon } from '#web/kernel/Icon.tsx'
import { LimitedTextArea } from '#web/kernel/LimitedText.tsx'
import { useLanguage, useText } from '#web/kernel/language.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { useContextOfRules } from '#web/kernel/session.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'
import { useDialog } from '#web/kernel/useDialog.ts'

const basis = disposeComment.basis ?? 'system'

/** `of`: the consultation. */
type Props = { readonly of: string; readonly comment: Comment; readonly id?: string }

/** What becomes of a comment: adopted, partly, or not, and why. */
export function Dispose({ of, comment, id }: Props) {
  const text = useText()
  const dialog = useDialog()
  const label = comment.disposition ? { zh: '改处理结果', en: 'Change the disposition' } : disposeComment.summary
  return (
    <p className="row-of-actions">
      <ButtonFace id={id} kind={comment.disposition ? 'plain' : 'normal'} onClick={dialog.open}>
        {text(label)}…
      </ButtonFace>
      {dialog.isOpen && <DisposeDialog of={of} comment={comment} onClose={dialog.close} />}
    </p>
  )
}

function DisposeDialog({ of, comment: now, onClose }: Props & { onClose: () => void }) {
  const comment = useAsOpened(now)
  const text = useText()
  const context = useContextOfRules()
  const reasonId = useId()
  const [disposition, setDisposition] = useState<Disposition>(comment.disposition ?? 'adopted')
  const [reason, setReason] = useState(comment.reason)
  const act = useAct(disposeComment, { id: comment.id }, { onDone: onClose })
  const isNeeded = disposition !== 'adopted'
  const isMade = disposition !== 'notAdopted'
  const [isAsked, setIsAsked] = useState(false)
  const made = useMade(of, comment)
  const refusal = refusalOfRules([reasonUnlessAdopted], basis, { disposition, reason: reason.trim() }, context)
  const fault = isAsked ? refusal?.message : undefined
  const confirm = () => {
    setIsAsked(true)
    if (!refusal && (made.rows || !isMade))
      act.mutate({ version: comment.version, disposition, reason, ledTo: isMade ? made.chosen : [] })
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
      loading={act.isPending || (isMade && made.isPending)}
      error={act.error ?? (isMade ? made.error : null)}
      onConfirm={confirm}
    >
      <p>{comment.text}</p>
      <Radio.Group
        aria-label={text({ zh: '处理结果', en: 'Disposition' })}
        value={disposition}
        onChange={({ target }) => setDisposition(target.value as Disposition)}
        options={Object.entries(dispositions).map(([value, words]) => ({ value, label: text(words) }))}
      />
      {isMade && <Made {...made} />}
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

/** The changes of the draft since the divisions were asked, and those chosen: at first the likely ones, or those named before. */
function useMade(of: string, comment: Comment) {
  const { language } = useLanguage()
  const { data, error, isPending } = useRead(readDraftChanges, { id: of, language })
  const rows = data?.rows
  const [chosenKeys, setChosenKeys] = useState<readonly string[]>()
  const about = { itemId: comment.item?.id ?? null, part: comment.part }
  const atFirst = (comment.ledTo.length > 0 ? comment.ledTo : likelyOf(about, rows ?? [])).map(keyOfChange)
  const keys = chosenKeys ?? atFirst
  const chosen = (rows ?? []).filter((row) => keys.includes(keyOfChange(row)))
  const own = (row: LedTo) => Number(row.itemId !== about.itemId)
  return {
    rows: rows?.toSorted((a, b) => own(a) - own(b)),
    chosen: chosen.map(keyed),
    error,
    isPending,
    onChoose: setChosenKeys,
  }
}

const keyed = ({ itemId, field }: LedTo) => ({ itemId, field })

/** What was changed for the comment: chosen from what the draft holds, none where nothing is to be named. */
function Made({ rows, chosen, onChoose }: ReturnType<typeof useMade>) {
  const text = useText()
  const id = useId()
  return (
    <div className="dialog-section">
      <label htmlFor={id}>
        {text({ zh: '据此修改（可多选，可不选）', en: 'Changed for it (any number, or none)' })}
      </label>
      {rows?.length === 0 ? (
        <p className="sub">
          {text({
            zh: '征求意见以后方案还没有改动；修改后可再来指明。',
            en: 'The draft has not changed since the divisions were asked; name the change once it is made.',
          })}
        </p>
      ) : (
        <Select
          id={id}
          mode="multiple"
          className="led-to-choice"
          optionFilterProp="label"
          loading={!rows}
          value={chosen.map(keyOfChange)}
          onChange={(keys: string[]) => onChoose(keys)}
          options={(rows ?? []).map((row) => ({ value: keyOfChange(row), label: labelOf(row, text(row.name)) }))}
        />
      )}
    </div>
  )
}

/** “KA-2025-04 年度目标：…”, short enough to stand in one line. */
function labelOf({ code, old, new: now }: LedTo, name: string): string {
  const words = now ?? old ?? ''
  return `${code ? `${code} ` : ''}${name}：${words.length > 30 ? `${words.slice(0, 30)}…` : words}`
}
