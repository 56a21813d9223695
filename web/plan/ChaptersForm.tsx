import { Form, Input } from 'antd'
import { useState } from 'react'
import { chapterNames } from '#domain/plan/linter.ts'
import { type Plan, savePlan } from '#domain/plan/plan.api.ts'
import type { ApiError, Body } from '#web/kernel/api.ts'
import { FormItem, showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { SaveRow } from '#web/kernel/SaveRow.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { pick, useEdited } from '#web/kernel/useEdited.tsx'
import { useLeaveGuard } from '#web/kernel/useLeaveGuard.tsx'

type Chapter = keyof typeof chapterNames
const chapters = Object.keys(chapterNames) as Chapter[]

type Values = Omit<Body<typeof savePlan>, 'version'>

/** The general chapters as they are written. */
export function ChaptersForm({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const toast = useToast()
  const [form] = Form.useForm<Values>()
  const [isDirty, setIsDirty] = useState(false)
  const guard = useLeaveGuard(isDirty)
  const save = useAct(
    savePlan,
    { id: plan.id },
    {
      onDone: () => {
        toast({ zh: '已保存总则', en: 'Chapters saved' })
        onClose()
      },
    },
  )
  const { shape } = savePlan.body
  const edited = useEdited<Values>({
    name: { zh: '总则', en: 'general chapters' },
    now: { version: plan.version, values: pick(plan, ['title', ...chapters]) },
    mine: () => form.getFieldsValue(),
    basis: savePlan.basis,
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
        if (event.key === 'Enter' && event.ctrlKey) void submit()
      }}
    >
      <FormItem name="title" label={{ zh: '方案名称', en: 'Title' }} schema={shape.title}>
        <Input />
      </FormItem>
      {chapters.map((chapter) => (
        <FormItem key={chapter} name={chapter} label={chapterNames[chapter]} schema={shape[chapter]}>
          <Input.TextArea rows={3} />
        </FormItem>
      ))}
      {edited.elsewhere}
      <SaveRow endpoint={savePlan} save={save} onSave={() => void submit()} onClose={onClose} />
      {guard}
    </Form>
  )
}
