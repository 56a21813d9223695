import { Form, type FormInstance } from 'antd'
import { type ReactNode, useState } from 'react'
import { divisionPlanStates, divisionPlanTransitions } from '#domain/plan/divisionPlan.ts'
import type { Item } from '#domain/plan/item.api.ts'
import type { Finding } from '#domain/plan/linter.api.ts'
import { lintDivisionItem, lintItem } from '#domain/plan/linter.ts'
import { planStates, planTransitions } from '#domain/plan/plan.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { type ApiError, asApiError } from '#web/kernel/api.ts'
import { Columns } from '#web/kernel/Columns.tsx'
import { soundValues } from '#web/kernel/FormItem.tsx'
import { useLanguage, useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useLeaveGuard } from '#web/kernel/useLeaveGuard.tsx'
import { IndicatorFields } from './IndicatorFields.tsx'
import { ItemFields } from './ItemFields.tsx'
import { type ItemValues, itemOfValues, showContentFaults } from './itemForm.ts'
import { PhaseFields } from './PhaseFields.tsx'
import { FindingsPanel } from './PlanFindings.tsx'
import { divisionFactsOf, factsOf } from './planFacts.ts'
import { ShareFields } from './ShareFields.tsx'
import type { DraftPlan, WrittenPlan } from './writtenPlan.tsx'

type Props = {
  readonly plan: DraftPlan
  /** The saved item; none while it is new. */
  readonly item?: Item
  readonly values: ItemValues
  readonly isSaving: boolean
  readonly error: ApiError | null
  readonly onSave: (values: ItemValues) => Promise<void>
  /** Instead of saving the draft: what is asked besides the item, and the button. */
  readonly save?: (submit: () => void) => ReactNode
  /** Instead of the check of a draft. */
  readonly check?: typeof lintItem
  /** Where whoever shows the form writes into it. */
  readonly form?: FormInstance<ItemValues>
  /** What another has saved meanwhile. */
  readonly elsewhere?: ReactNode
}

/** One item with all that belongs to it, checked by the linter while it is written. One save carries all of it. */
export function ItemForm({ plan, item, values, isSaving, error, onSave, save, check, elsewhere, ...props }: Props) {
  const { language } = useLanguage()
  const [form] = Form.useForm<ItemValues>(props.form)
  const [isDirty, setIsDirty] = useState(false)
  const guard = useLeaveGuard(isDirty)
  const written: ItemValues | undefined = Form.useWatch([], form)
  const lint = check ?? (plan.kind === 'division' ? lintDivisionItem : lintItem)
  const kept = { id: item?.id ?? 'new', year: plan.year, silences: item?.silences ?? [] }
  const findings = lint(itemOfValues(written ?? values, kept), plan.lintFacts)
  const submit = async () => {
    const content = await soundValues(form)
    if (!content) return
    try {
      await onSave({ ...values, ...content })
      setIsDirty(false)
    } catch (refused) {
      // The refusal is shown by `error`; here it is put beside the fields.
      showContentFaults(form, asApiError(refused), language)
    }
  }
  return (
    <Form<ItemValues>
      form={form}
      layout="vertical"
      initialValues={values}
      onValuesChange={() => setIsDirty(true)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit()
      }}
    >
      <Columns
        sideWidth={340}
        main={
          <>
            <ItemFields plan={plan} />
            <ShareFields />
            <PhaseFields plan={plan} onMoved={() => setIsDirty(true)} />
            <IndicatorFields />
          </>
        }
        side={
          <div className="stack item-side">
            {save ? (
              save(() => void submit())
            ) : (
              <SavePanel {...{ plan, isDirty, isSaving, error, elsewhere }} onSave={() => void submit()} />
            )}
            <FindingsPanel
              findings={findings}
              placeOf={placeOf}
              onJump={jumpTo}
              items={item && !isDirty ? [item] : []}
            />
          </div>
        }
      />
      {guard}
    </Form>
  )
}

const idOf = ({ field }: Finding): string => field.replaceAll('.', '_')
const placeOf = (finding: Finding) => ({ to: `#${idOf(finding)}`, words: undefined })

/** At once, and again for the same field: the address alone moves the focus only when it changes. */
function jumpTo(finding: Finding): void {
  const field = document.getElementById(idOf(finding))
  field?.scrollIntoView({ block: 'center' })
  field?.focus({ preventScroll: true })
}

type SaveProps = {
  readonly plan: WrittenPlan
  readonly isDirty: boolean
  readonly isSaving: boolean
  readonly error: ApiError | null
  readonly elsewhere: ReactNode
  readonly onSave: () => void
}

function SaveButton({ plan, isDirty, isSaving, onSave }: Omit<SaveProps, 'error' | 'elsewhere'>) {
  const look = {
    id: 'act-save',
    kind: isDirty ? 'primary' : 'normal',
    label: { zh: '保存事项', en: 'Save the item' },
    reason: 'below',
    loading: isSaving,
    onClick: onSave,
  } as const
  return plan.kind === 'division' ? (
    <ActionButton
      transition={divisionPlanTransitions.edit}
      facts={divisionFactsOf(plan)}
      states={divisionPlanStates}
      {...look}
    />
  ) : (
    <ActionButton transition={planTransitions.edit} facts={factsOf(plan)} states={planStates} {...look} />
  )
}

function SavePanel({ plan, isDirty, isSaving, error, elsewhere, onSave }: SaveProps) {
  const text = useText()
  return (
    <Panel title={{ zh: '保存', en: 'Save' }}>
      <p className="row-of-actions">
        <SaveButton {...{ plan, isDirty, isSaving, onSave }} />
        <span className="sub">Ctrl+Enter</span>
      </p>
      <p className="sub" aria-live="polite">
        {isDirty
          ? text({ zh: '有改动，还没有保存。', en: 'There are changes not yet saved.' })
          : text({ zh: '没有未保存的改动。', en: 'Nothing is unsaved.' })}
      </p>
      {error && <ErrorState error={error} />}
      {elsewhere}
    </Panel>
  )
}
