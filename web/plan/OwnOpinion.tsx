import { Radio } from 'antd'
import { useId, useState } from 'react'
import { refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { giveOpinion, type Review } from '#domain/plan/review.api.ts'
import { type Opinion, opinionRules, opinions, reviewStates, reviewTransitions } from '#domain/plan/review.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { Icon } from '#web/kernel/Icon.tsx'
import { LimitedTextArea } from '#web/kernel/LimitedText.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useContextOfRules } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'

const { opine } = reviewTransitions

/** What the reader says of the version under review. It can be changed until it is decided. */
export function OwnOpinion({ review }: { review: Review }) {
  const text = useText()
  const toast = useToast()
  const context = useContextOfRules()
  const id = useId()
  const { actor } = context
  const asked = actor.standsInFor?.personId ?? actor.id
  const own = review.opinions.find(({ person }) => person.id === asked)
  const [opinion, setOpinion] = useState<Opinion | undefined>(own?.opinion ?? undefined)
  const [remark, setRemark] = useState(own?.remark ?? '')
  const [isAsked, setIsAsked] = useState(false)
  const act = useAct(giveOpinion, { id: review.id }, { onDone: () => toast({ zh: '意见已记录', en: 'Recorded' }) })
  if (refusalOf(opine, review, context)?.role) return null
  const refusal = opinion && refusalOfRules(opinionRules, opine.basis, { opinion, remark: remark.trim() }, context)
  const fault = isAsked ? (opinion ? refusal?.message : noOpinion) : undefined
  const send = () => {
    setIsAsked(true)
    if (opinion && !refusal) act.mutate({ version: own?.version ?? 1, digest: review.digest, opinion, remark })
  }
  return (
    <fieldset className="own-opinion">
      <legend>{text({ zh: '我的意见', en: 'My opinion' })}</legend>
      <Radio.Group
        aria-label={text({ zh: '意见', en: 'Opinion' })}
        value={opinion ?? null}
        onChange={({ target }) => setOpinion(target.value as Opinion)}
        options={Object.entries(opinions).map(([value, name]) => ({ value, label: text(name) }))}
      />
      <label htmlFor={id}>{text({ zh: '意见内容', en: 'Remark' })}</label>
      <LimitedTextArea
        id={id}
        rows={2}
        limit={1000}
        lang="zh"
        value={remark}
        status={fault ? 'error' : ''}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${id}-fault` : undefined}
        onChange={({ target }) => setRemark(target.value)}
      />
      {fault && (
        <p className="fault" id={`${id}-fault`}>
          <Icon name="warning" />
          {text(fault)}
        </p>
      )}
      <p className="row-of-actions">
        <ActionButton
          id="act-opine"
          kind={own?.opinion ? 'normal' : 'primary'}
          transition={opine}
          facts={review}
          states={reviewStates}
          reason="below"
          {...(own?.opinion ? { label: { zh: '改意见', en: 'Change the opinion' } } : {})}
          loading={act.isPending}
          onClick={send}
        />
        <span className="sub">
          {text({
            zh: '成员回避本处事项，系统自动记明。',
            en: "Members abstain on their own division's items; it is noted.",
          })}
        </span>
      </p>
      {act.error && <ErrorState error={act.error} />}
    </fieldset>
  )
}

const noOpinion = { zh: '请选择意见。', en: 'Choose your opinion.' }
