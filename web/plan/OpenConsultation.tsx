import { Form, Input } from 'antd'
import { plusDays } from '#domain/calendar/workingDays.ts'
import { refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { openConsultation } from '#domain/plan/consultation.api.ts'
import { openingRules } from '#domain/plan/consultation.ts'
import type { Plan } from '#domain/plan/plan.api.ts'
import { planStates, planTransitions } from '#domain/plan/plan.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import type { Body } from '#web/kernel/api.ts'
import { ConfirmDialog } from '#web/kernel/ConfirmDialog.tsx'
import { DueDayInput } from '#web/kernel/DueDayInput.tsx'
import { FormItem, showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useContextOfRules } from '#web/kernel/session.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'
import { useDialog } from '#web/kernel/useDialog.ts'
import { factsOf } from './planFacts.ts'

/** Lays the draft before all divisions, with a day by which they answer (Art. 22). */
type Props = { readonly plan: Plan; readonly faults: number | null; readonly revised: number | undefined }

export function OpenConsultation({ plan, faults, revised }: Props) {
  const text = useText()
  const toast = useToast()
  const context = useContextOfRules()
  const { today } = context
  const dialog = useDialog()
  const read = useAsOpened(plan, dialog.isOpen)
  const [form] = Form.useForm<Omit<Body<typeof openConsultation>, 'version'>>()
  const done = () => {
    dialog.close()
    toast({ zh: '已征求各处意见', en: 'The divisions are asked' })
  }
  const open = useAct(openConsultation, { id: plan.id }, { onDone: done })
  const send = async () => {
    const values = await soundValues(form)
    if (!values) return
    const { closesOn, note = '' } = values
    const refusal = refusalOfRules(openingRules, transition.basis, { closesOn }, context)
    if (refusal) return form.setFields([{ name: 'closesOn', errors: [text(refusal.message)] }])
    open.mutate({ version: read.version, closesOn, note }, { onError: (error) => showFaults(form, error) })
  }
  const transition = planTransitions.consult
  const { closesOn, note } = openConsultation.body.shape
  return (
    <>
      <ActionButton
        id="act-consult"
        kind={plan.isConsulted ? 'normal' : 'primary'}
        transition={transition}
        facts={factsOf(plan, faults, revised)}
        states={planStates}
        reason="elsewhere"
        asks
        {...(plan.isConsulted ? { label: { zh: '再次征求意见', en: 'Consult again' } } : {})}
        onClick={dialog.open}
      />
      <ConfirmDialog
        title={{ zh: `${plan.title}征求意见`, en: `Consult the divisions on ${plan.title}` }}
        isOpen={dialog.isOpen}
        onClose={dialog.close}
        label={transition.label}
        basis={transition.basis}
        loading={open.isPending}
        error={open.error}
        onConfirm={() => void send()}
      >
        <p>
          {text({
            zh: `草稿冻结为第${(plan.latest?.number ?? 0) + 1}版发各处征求意见；结束以前不能修改。`,
            en: `The draft is frozen as version ${(plan.latest?.number ?? 0) + 1} and laid before all divisions; until it is closed it cannot be changed.`,
          })}
        </p>
        <Form form={form} layout="vertical" initialValues={{ closesOn: plusDays(today, 7), note: '' }}>
          <FormItem name="closesOn" label={{ zh: '反馈截止日期', en: 'Answers by' }} schema={closesOn}>
            <DueDayInput min={plusDays(today, 1)} />
          </FormItem>
          <FormItem name="note" label={{ zh: '说明', en: 'Note' }} schema={note}>
            <Input.TextArea rows={2} lang="zh" />
          </FormItem>
        </Form>
      </ConfirmDialog>
    </>
  )
}
