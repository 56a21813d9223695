import { Form, Input, Select } from 'antd'
import { type Plan, returnPlan } from '#domain/plan/plan.api.ts'
import { planTransitions } from '#domain/plan/plan.ts'
import { listPlanItems } from '#domain/plan/planItems.api.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import type { Body } from '#web/kernel/api.ts'
import { ConfirmDialog } from '#web/kernel/ConfirmDialog.tsx'
import { FormItem, showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useAct, useWhole } from '#web/kernel/queries.ts'
import { useToast } from '#web/kernel/Toast.tsx'

type Props = {
  readonly plan: Plan
  /** What was read. */
  readonly version: number
  readonly number: number
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Sends the version back: why on the whole, and of which items in particular. */
export function ReturnPlan({ plan, version, number, isOpen, onClose }: Props) {
  const text = useText()
  const toast = useToast()
  const [form] = Form.useForm<Omit<Body<typeof returnPlan>, 'version'>>()
  const onDone = () => toast({ zh: '已退回', en: 'Returned' })
  const act = useAct(returnPlan, { id: plan.id }, { onDone })
  const send = async () => {
    const values = await soundValues(form)
    if (!values) return
    const body = { version, reason: values.reason, items: values.items ?? [] }
    act.mutate(body, { onError: (error) => showFaults(form, error) })
  }
  const { reason, items } = returnPlan.body.shape
  const { itemId } = items.unwrap().element.shape
  const { rows } = useWhole(listPlanItems, { id: plan.id }, { enabled: isOpen })
  const options = (rows ?? []).map(({ id, code, title }) => ({ value: id, label: `${code} ${title}` }))
  return (
    <ConfirmDialog
      title={{ zh: `退回第${number}版`, en: `Return version ${number}` }}
      isOpen={isOpen}
      onClose={onClose}
      label={planTransitions.return.label}
      basis={planTransitions.return.basis}
      loading={act.isPending}
      error={act.error}
      onConfirm={() => void send()}
    >
      <Form form={form} layout="vertical">
        <FormItem name="reason" label={{ zh: '退回理由', en: 'Reason' }} schema={reason}>
          <Input.TextArea rows={3} lang="zh" />
        </FormItem>
        <Form.List name="items">
          {(fields, { add, remove }) => (
            <>
              {fields.map(({ name, key }, at) => (
                <fieldset key={key} className="returned-item">
                  <legend>{text({ zh: `第${at + 1}个事项`, en: `Item ${at + 1}` })}</legend>
                  <FormItem name={[name, 'itemId']} label={{ zh: '事项', en: 'Item' }} schema={itemId}>
                    <Select loading={!rows} options={options} showSearch={{ optionFilterProp: 'label' }} />
                  </FormItem>
                  <FormItem name={[name, 'reason']} label={{ zh: '要求', en: 'What is asked' }} schema={reason}>
                    <Input.TextArea rows={2} lang="zh" />
                  </FormItem>
                  <ButtonFace kind="plain" onClick={() => remove(name)}>
                    {text({ zh: '去掉', en: 'Remove' })}
                  </ButtonFace>
                </fieldset>
              ))}
              <ButtonFace kind="normal" onClick={() => add({})}>
                {text({ zh: '逐项说明…', en: 'Name an item…' })}
              </ButtonFace>
            </>
          )}
        </Form.List>
      </Form>
    </ConfirmDialog>
  )
}
