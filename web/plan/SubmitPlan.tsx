import { Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { type Plan, readDraftDigest, submitPlan } from '#domain/plan/plan.api.ts'
import { planStates, planTransitions } from '#domain/plan/plan.ts'
import { type ReviewMode, reviewModes } from '#domain/plan/review.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { ConfirmDialog } from '#web/kernel/ConfirmDialog.tsx'
import { DueDayInput } from '#web/kernel/DueDayInput.tsx'
import { FormItem, showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'
import { useDialog } from '#web/kernel/useDialog.ts'
import { orNull } from './itemForm.ts'
import { factsOf } from './planFacts.ts'
import { UnchangedReason } from './UnchangedReason.tsx'

type Values = { mode: ReviewMode; dueOn?: string | null; agenda?: string }

type Props = { readonly plan: Plan; readonly faults: number | null; readonly revised: number | undefined }

/**
 * Lays a frozen version before the leading group: by meeting or by circulation, on which day, under which agenda. What is
 * frozen is the draft that stood there when the dialog was opened: its digest goes with it.
 */
export function SubmitPlan({ plan, faults, revised }: Props) {
  const text = useText()
  const toast = useToast()
  const dialog = useDialog()
  const draft = useRead(readDraftDigest, { id: plan.id })
  const read = useAsOpened({ version: plan.version, digest: draft.data?.digest ?? '' }, dialog.isOpen)
  const { today } = useSession()
  const [form] = Form.useForm<Values>()
  const mode = Form.useWatch('mode', form) ?? 'circulation'
  const [unchangedReason, setUnchangedReason] = useState('')
  const onDone = () => {
    dialog.close()
    setUnchangedReason('')
    toast({ zh: '已提请审定', en: 'Submitted for decision' })
  }
  const submit = useAct(submitPlan, { id: plan.id }, { onDone })
  const send = async () => {
    const values = await soundValues(form)
    if (!values) return
    const { dueOn, agenda = '' } = values
    const body = { ...read, mode: values.mode, dueOn: dueOn || null, agenda, unchangedReason }
    submit.mutate(body, { onError: (error) => showFaults(form, error) })
  }
  const { shape } = submitPlan.body
  const { label, basis } = planTransitions.submit
  return (
    <>
      <ActionButton
        id="act-submit"
        kind="primary"
        transition={planTransitions.submit}
        facts={factsOf(plan, faults, revised)}
        states={planStates}
        reason="elsewhere"
        asks
        onClick={dialog.open}
      />
      <ConfirmDialog
        title={{ zh: `提请审定${plan.title}`, en: `Submit for decision: ${plan.title}` }}
        isOpen={dialog.isOpen}
        onClose={dialog.close}
        {...{ label, basis }}
        loading={submit.isPending}
        error={submit.error}
        onConfirm={() => void send()}
      >
        <p>
          {text({
            zh: `提请后冻结为第${(plan.latest?.number ?? 0) + 1}版，报领导小组审定；审定或者退回以前不能修改。`,
            en: `It is frozen as version ${(plan.latest?.number ?? 0) + 1} and laid before the leading group; until it is decided or returned it cannot be changed.`,
          })}
        </p>
        <Form form={form} layout="vertical" initialValues={{ mode: 'circulation' }} className="dialog-section">
          <FormItem name="mode" label={{ zh: '审定方式', en: 'Way of the review' }} schema={shape.mode}>
            <Radio.Group options={Object.entries(reviewModes).map(([value, name]) => ({ value, label: text(name) }))} />
          </FormItem>
          <FormItem
            name="dueOn"
            label={
              mode === 'meeting'
                ? { zh: '会议日期', en: 'Day of the meeting' }
                : { zh: '请于何日前反馈', en: 'Opinions by' }
            }
            schema={orNull(shape.dueOn)}
          >
            <DueDayInput min={today} />
          </FormItem>
          <FormItem name="agenda" label={{ zh: '议题和说明', en: 'Agenda and note' }} schema={shape.agenda}>
            <Input.TextArea rows={2} lang="zh" />
          </FormItem>
        </Form>
        <UnchangedReason error={submit.error} value={unchangedReason} onChange={setUnchangedReason} />
      </ConfirmDialog>
    </>
  )
}
