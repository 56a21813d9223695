import { Checkbox, Form } from 'antd'
import { useNavigate } from 'react-router'
import { draftNotice } from '#domain/document/documentDraft.api.ts'
import { readMunicipalPlan } from '#domain/plan/municipalPlan.api.ts'
import { issuePlan, type Plan } from '#domain/plan/plan.api.ts'
import { planStates, planTransitions } from '#domain/plan/plan.ts'
import { NumberField } from '#web/document/NumberField.tsx'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { ConfirmDialog } from '#web/kernel/ConfirmDialog.tsx'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { FormItem, showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'
import { useDialog } from '#web/kernel/useDialog.ts'
import { free } from './itemForm.ts'
import { factsOf } from './planFacts.ts'

type Props = { readonly plan: Plan }

/** Begins the notice that issues the plan, and goes to it. */
export function DraftNotice({ plan }: Props) {
  const navigate = useNavigate()
  const draft = useAct(draftNotice, { id: plan.id }, { onDone: ({ id }) => void navigate(`/documents/${id}`) })
  // before the city's table there is nothing to read; afterwards the plan is no provisional one
  const city = useRead(readMunicipalPlan, { year: String(plan.year) }, { enabled: plan.kind === 'office' })
  const begin = (isProvisional: boolean) => () => draft.mutate({ isProvisional })
  return (
    <>
      {plan.kind === 'office' && city.error?.status === 404 && (
        <ActionButton
          endpoint={draftNotice}
          label={{ zh: '拟预安排通知', en: 'Draft a provisional notice' }}
          loading={draft.isPending}
          onClick={begin(true)}
        />
      )}
      <ActionButton
        id="act-notice"
        kind="primary"
        endpoint={draftNotice}
        label={draftNotice.summary}
        loading={draft.isPending}
        onClick={begin(false)}
      />
      {draft.error && <ErrorState error={draft.error} />}
    </>
  )
}

type Values = { documentNumber?: string; issuedOn: string; isProvisional?: boolean }

/** Issues the plan by its signed notice: with the number of the register, or of the office's own sequence. */
export function IssuePlan({ plan }: Props) {
  const text = useText()
  const toast = useToast()
  const { today } = useSession()
  const dialog = useDialog()
  const read = useAsOpened(plan, dialog.isOpen)
  const [form] = Form.useForm<Values>()
  const onDone = () => {
    dialog.close()
    toast({ zh: '已印发', en: 'Issued' })
  }
  const issue = useAct(issuePlan, { id: plan.id }, { onDone })
  const send = async () => {
    const values = await soundValues(form)
    if (!values) return
    const { documentNumber = null, issuedOn, isProvisional = false } = values
    const body = { version: read.version, documentNumber, issuedOn, isProvisional }
    issue.mutate(body, { onError: (error) => showFaults(form, error) })
  }
  const { shape } = issuePlan.body
  const { label, basis } = planTransitions.issue
  return (
    <>
      <ActionButton
        id="act-issue"
        kind="primary"
        transition={planTransitions.issue}
        facts={factsOf(plan)}
        states={planStates}
        reason="elsewhere"
        asks
        onClick={dialog.open}
      />
      <ConfirmDialog
        title={{ zh: `印发${plan.title}`, en: `Issue: ${plan.title}` }}
        isOpen={dialog.isOpen}
        onClose={dialog.close}
        {...{ label, basis }}
        loading={issue.isPending}
        error={issue.error}
        onConfirm={() => void send()}
      >
        <p>{text(plan.kind === 'office' ? effect : effectOfRevision)}</p>
        <Form form={form} layout="vertical" initialValues={{ issuedOn: today }} className="dialog-section">
          <NumberField />
          <FormItem name="issuedOn" label={{ zh: '印发日期', en: 'Issued on' }} schema={shape.issuedOn}>
            <DayInput max={today} />
          </FormItem>
          {(plan.kind === 'office' || plan.isProvisional) && (
            <FormItem
              name="isProvisional"
              label={{ zh: '性质', en: 'Kind' }}
              schema={free(shape.isProvisional, false)}
              valuePropName="checked"
            >
              <Checkbox>{text(plan.kind === 'office' ? provisional : provisionalStill)}</Checkbox>
            </FormItem>
          )}
        </Form>
      </ConfirmDialog>
    </>
  )
}

const provisional = { zh: '预安排：市级方案尚未下达', en: "Provisional: the city's plan is not there yet" }
const provisionalStill = {
  zh: '方案仍为预安排：本次不是按市级方案调整',
  en: "The plan stays provisional: this does not yet bring it in line with the city's",
}
const effect = {
  zh: '印发后责任处和协调处即行确定，本年度的报送义务随之产生；通知发各处签收。事项此后按变更程序修改。',
  en: 'Once issued, responsible and coordinating divisions are bound, the duties of the year are made and every division receives the notice. Items are then changed by amendment.',
}
const effectOfRevision = {
  zh: '印发后调整内容纳入现行方案；尚未签字的报送义务随之调整，已签字的不变；通知发各处签收。',
  en: 'Once issued, what is revised enters the plan in force; duties that nobody has signed follow, signed ones stay; every division receives the notice.',
}
