import { Form, Input } from 'antd'
import type { DivisionPlanRow } from '#domain/plan/divisionPlan.api.ts'
import { extendCall, type PlanCall } from '#domain/plan/planCall.api.ts'
import { callTransitions } from '#domain/plan/planCall.ts'
import type { Body } from '#web/kernel/api.ts'
import { ConfirmDialog } from '#web/kernel/ConfirmDialog.tsx'
import { DueDayInput } from '#web/kernel/DueDayInput.tsx'
import { FormItem, showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'

type Values = Pick<Body<typeof extendCall>, 'dueOn' | 'reason'>

/** A later day for one division, with the reason. */
export function ExtendCall({ onClose, ...now }: { call: PlanCall; row: DivisionPlanRow; onClose: () => void }) {
  const { call, row } = useAsOpened(now)
  const toast = useToast()
  const { today } = useSession()
  const [form] = Form.useForm<Values>()
  const done = () => {
    toast({ zh: '已延期', en: 'Extended' })
    onClose()
  }
  const extend = useAct(extendCall, { id: call.id }, { onDone: done })
  const { label, basis } = callTransitions.extend
  const send = async () => {
    const values = await soundValues(form)
    if (!values) return
    const body = { version: call.version, divisionId: row.division.id, ...values }
    extend.mutate(body, { onError: (error) => showFaults(form, error) })
  }
  const { dueOn, reason } = extendCall.body.shape
  const { zh, en } = row.division.name
  return (
    <ConfirmDialog
      title={{ zh: `${zh}延期`, en: `Extend the day of ${en}` }}
      isOpen
      onClose={onClose}
      {...{ label, basis }}
      loading={extend.isPending}
      error={extend.error}
      onConfirm={() => void send()}
    >
      <Form form={form} layout="vertical" initialValues={{ dueOn: row.dueOn ?? today, reason: '' }}>
        <FormItem name="dueOn" label={{ zh: '新的期限', en: 'New due day' }} schema={dueOn}>
          <DueDayInput min={today} />
        </FormItem>
        <FormItem
          name="reason"
          label={{ zh: '延期理由', en: 'Reason' }}
          schema={reason}
          hint={{ zh: '已经迟报的仍标明迟报。', en: 'What was late before stays marked.' }}
        >
          <Input.TextArea rows={2} lang="zh" />
        </FormItem>
      </Form>
    </ConfirmDialog>
  )
}
