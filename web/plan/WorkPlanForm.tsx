import { Form, Input } from 'antd'
import { useState } from 'react'
import { type DivisionPlan, saveWorkPlan } from '#domain/plan/divisionPlan.api.ts'
import type { ApiError, Body } from '#web/kernel/api.ts'
import { FormItem, showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { SaveRow } from '#web/kernel/SaveRow.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { pick, useEdited } from '#web/kernel/useEdited.tsx'
import { useLeaveGuard } from '#web/kernel/useLeaveGuard.tsx'

type Props = { readonly plan: DivisionPlan }
type Values = Omit<Body<typeof saveWorkPlan>, 'version'>

/** The text of the yearly work plan as it is written. */
export function WorkPlanForm({ plan, onClose }: Props & { onClose: () => void }) {
  const toast = useToast()
  const [form] = Form.useForm<Values>()
  const [isDirty, setIsDirty] = useState(false)
  const guard = useLeaveGuard(isDirty)
  const onDone = () => {
    toast({ zh: '已保存', en: 'Saved' })
    onClose()
  }
  const save = useAct(saveWorkPlan, { id: plan.id }, { onDone })
  const { shape } = saveWorkPlan.body
  const edited = useEdited<Values>({
    name: { zh: '年度工作计划', en: 'yearly work plan' },
    now: { version: plan.version, values: pick(plan, ['title', 'workPlanText']) },
    mine: () => form.getFieldsValue(),
    basis: saveWorkPlan.basis,
    isSaving: save.isPending,
    onChosen: (values, version) => {
      form.setFieldsValue(values)
      send(values, version)
    },
  })
  const send = (values: Values, version: number) => {
    const onError = (error: ApiError) => {
      showFaults(form, error)
      edited.refused(error)
    }
    save.mutate({ version, ...values }, { onError })
  }
  const submit = async () => {
    const values = await soundValues(form)
    if (values) send(values, edited.version)
  }
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={edited.base.values}
      onValuesChange={() => setIsDirty(true)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit()
      }}
    >
      <FormItem name="title" label={{ zh: '方案名称', en: 'Title' }} schema={shape.title}>
        <Input lang="zh" />
      </FormItem>
      <FormItem
        name="workPlanText"
        label={{ zh: '年度工作计划', en: 'Yearly work plan' }}
        schema={shape.workPlanText}
        hint={{ zh: '也可以只附文件。不得写涉密内容。', en: 'A file alone will do as well. Nothing classified.' }}
      >
        <Input.TextArea rows={10} lang="zh" />
      </FormItem>
      {edited.elsewhere}
      <SaveRow endpoint={saveWorkPlan} save={save} onSave={() => void submit()} onClose={onClose} />
      {guard}
    </Form>
  )
}
