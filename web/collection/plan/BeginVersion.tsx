import { Radio, Select } from 'antd'
import { useId, useState } from 'react'
import {
  beginCollectionVersion,
  type CollectionPlan,
  listCollectionPlans,
} from '#domain/collection/collectionPlan.api.ts'
import { beginRules } from '#domain/collection/collectionPlan.ts'
import { refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { ConfirmDialog } from '#web/kernel/ConfirmDialog.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useAct, usePages } from '#web/kernel/queries.ts'
import { Reason } from '#web/kernel/Reason.tsx'
import { sentenceOfRefusal } from '#web/kernel/refusal.ts'
import { useCitation, useContextOfRules } from '#web/kernel/session.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useDialog } from '#web/kernel/useDialog.ts'
import { planFactsOf } from './planFacts.ts'

const { summary, basis } = beginCollectionVersion

/** Begins a version, or says why it may not be begun. */
export function BeginVersion({ plan }: { plan: CollectionPlan }) {
  const text = useText()
  const context = useContextOfRules()
  const citationOf = useCitation()
  const reasonId = useId()
  const dialog = useDialog()
  const refusal = refusalOfRules(beginRules, basis, planFactsOf(plan), context)
  return (
    <span className="action reason-below">
      <ButtonFace
        id="act-begin"
        kind={plan.versions.length === 0 ? 'primary' : 'normal'}
        article={text(citationOf(basis))}
        isRefused={refusal !== undefined}
        describedBy={refusal && reasonId}
        onClick={dialog.open}
      >
        {`${text(summary)}…`}
      </ButtonFace>
      {refusal && <Reason id={reasonId}>{text(sentenceOfRefusal(refusal, summary, citationOf(refusal.basis)))}</Reason>}
      {dialog.isOpen && <BeginDialog plan={plan} onClose={dialog.close} />}
    </span>
  )
}

/** From what the version starts: what holds, the default form, or the plan of another indicator. */
function BeginDialog({ plan, onClose }: { plan: CollectionPlan; onClose: () => void }) {
  const text = useText()
  const toast = useToast()
  const id = useId()
  const [isCopied, setIsCopied] = useState(false)
  const [from, setFrom] = useState<string>()
  const [isAsked, setIsAsked] = useState(false)
  const act = useAct(
    beginCollectionVersion,
    { id: plan.indicator.id },
    {
      onDone: () => {
        toast({ zh: '已拟定新版本', en: 'Version begun' })
        onClose()
      },
    },
  )
  const latest = plan.versions.find(({ state }) => state === 'inForce')
  const own = latest
    ? { zh: `从现行第${latest.number}版开始`, en: `From version ${latest.number} in force` }
    : { zh: '从默认表式开始', en: 'From the default form' }
  const isMissing = isCopied && from === undefined
  const begin = (): void => {
    setIsAsked(true)
    if (!isMissing) act.mutate({ from: isCopied ? (from ?? null) : null })
  }
  return (
    <ConfirmDialog
      title={{ zh: `拟定${plan.indicator.name}的收集报送工作计划`, en: `Begin a plan for ${plan.indicator.name}` }}
      isOpen
      onClose={onClose}
      label={summary}
      basis={basis}
      loading={act.isPending}
      error={act.error}
      onConfirm={begin}
    >
      <Radio.Group
        className="plan-sources"
        aria-label={text({ zh: '从哪里开始', en: 'Where to start from' })}
        value={isCopied}
        onChange={({ target }) => setIsCopied(target.value)}
        options={[
          { value: false, label: text(own) },
          { value: true, label: text({ zh: '沿用其他指标的计划', en: 'From the plan of another indicator' }) },
        ]}
      />
      {isCopied && <OtherPlans id={id} plan={plan} value={from} onChange={setFrom} />}
      {isAsked && isMissing && <p className="fault">{text({ zh: '请选择指标。', en: 'Choose the indicator.' })}</p>}
    </ConfirmDialog>
  )
}

type OtherProps = {
  readonly id: string
  readonly plan: CollectionPlan
  readonly value: string | undefined
  readonly onChange: (id: string) => void
}

function OtherPlans({ id, plan, value, onChange }: OtherProps) {
  const text = useText()
  const pages = usePages(listCollectionPlans, { year: plan.year, limit: 200 })
  const others = (pages.rows ?? []).filter(
    ({ number, indicator }) => number !== null && indicator.id !== plan.indicator.id,
  )
  return (
    <div className="plan-other">
      <label htmlFor={id}>{text({ zh: '沿用哪个指标的计划', en: 'Which indicator' })}</label>
      <Select
        id={id}
        showSearch={{ optionFilterProp: 'label' }}
        {...(value === undefined ? {} : { value })}
        onChange={onChange}
        options={others.map(({ indicator, item, number }) => ({
          value: indicator.id,
          label: `${item.code} ${indicator.name}${text({ zh: `（第${number}版）`, en: ` (version ${number})` })}`,
        }))}
        notFoundContent={text({ zh: '还没有其他已生效的计划。', en: 'No other plan is in force.' })}
      />
      {pages.hasMore && (
        <ButtonFace kind="plain" loading={pages.isLoadingMore} onClick={pages.more}>
          {text({ zh: '列出更多指标', en: 'List more indicators' })}
        </ButtonFace>
      )}
      <p className="hint">
        {text({
          zh: '沿用表式、校验、期限和报送方式；责任单位和采集要求附件仍用本指标自己的；提供人请核对。',
          en: 'Takes the form, checks, days and way; unit and attached requirement stay those of this indicator; check who provides it.',
        })}
      </p>
    </div>
  )
}
