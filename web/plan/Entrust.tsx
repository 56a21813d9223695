import { Form, Input } from 'antd'
import { entrustDecision, type Review } from '#domain/plan/review.api.ts'
import { reviewStates, reviewTransitions } from '#domain/plan/review.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { ConfirmDialog } from '#web/kernel/ConfirmDialog.tsx'
import { FormItem, showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { Select } from '#web/kernel/Select.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'
import { useDialog } from '#web/kernel/useDialog.ts'
import { orNull } from './itemForm.ts'

type Values = { personId?: string | null; reason: string }

/** The head entrusts a deputy with the decision, or takes it back. */
export function Entrust({ review }: { review: Review }) {
  const text = useText()
  const toast = useToast()
  const dialog = useDialog()
  const read = useAsOpened(review, dialog.isOpen)
  const [form] = Form.useForm<Values>()
  const { entrust } = reviewTransitions
  const onDone = () => {
    dialog.close()
    toast({ zh: '已记录', en: 'Recorded' })
  }
  const act = useAct(entrustDecision, { id: review.id }, { onDone })
  const send = async () => {
    const values = await soundValues(form)
    if (!values) return
    const body = { version: read.version, personId: values.personId || null, reason: values.reason }
    act.mutate(body, { onError: (error) => showFaults(form, error) })
  }
  const { personId, reason } = entrustDecision.body.shape
  const deputies = review.opinions.filter(({ post }) => post === 'leadingGroup.deputy')
  return (
    <>
      <p className="row-of-actions">
        <ActionButton
          transition={entrust}
          facts={review}
          states={reviewStates}
          reason="below"
          asks
          onClick={dialog.open}
        />
      </p>
      <ConfirmDialog
        title={{ zh: `委托副组长审定第${review.number}版`, en: `Entrust a deputy with version ${review.number}` }}
        isOpen={dialog.isOpen}
        onClose={dialog.close}
        label={entrust.label}
        basis={entrust.basis}
        loading={act.isPending}
        error={act.error}
        onConfirm={() => void send()}
      >
        <Form form={form} layout="vertical" initialValues={{ personId: review.entrustedTo, reason: '' }}>
          <FormItem
            name="personId"
            label={
              review.entrustedTo === null
                ? { zh: '副组长', en: 'Deputy' }
                : { zh: '副组长（不选则收回委托）', en: 'Deputy (none takes it back)' }
            }
            schema={orNull(personId)}
          >
            <Select
              allowClear
              options={deputies.map(({ person }) => ({ value: person.id, label: person.name }))}
              aria-label={text({ zh: '副组长', en: 'Deputy' })}
            />
          </FormItem>
          <FormItem name="reason" label={{ zh: '理由', en: 'Reason' }} schema={reason}>
            <Input.TextArea rows={2} lang="zh" />
          </FormItem>
        </Form>
      </ConfirmDialog>
    </>
  )
}
