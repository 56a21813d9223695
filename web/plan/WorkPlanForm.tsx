import { Input } from 'antd'
import { type DivisionPlan, saveWorkPlan } from '#domain/plan/divisionPlan.api.ts'
import { EditedForm } from '#web/kernel/EditedForm.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { pick } from '#web/kernel/useEdited.tsx'

type Props = { readonly plan: DivisionPlan; readonly onClose: () => void }

const { shape } = saveWorkPlan.body

/** The text of the yearly work plan as it is written. */
export function WorkPlanForm({ plan, onClose }: Props) {
  return (
    <EditedForm
      endpoint={saveWorkPlan}
      address={{ id: plan.id }}
      name={{ zh: '年度工作计划', en: 'yearly work plan' }}
      now={{ version: plan.version, values: pick(plan, ['title', 'workPlanText']) }}
      done={{ zh: '已保存', en: 'Saved' }}
      onClose={onClose}
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
    </EditedForm>
  )
}
