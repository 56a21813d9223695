import { Input } from 'antd'
import { chapterNames } from '#domain/plan/linter.ts'
import { type Plan, savePlan } from '#domain/plan/plan.api.ts'
import { EditedForm } from '#web/kernel/EditedForm.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { pick } from '#web/kernel/useEdited.tsx'

type Chapter = keyof typeof chapterNames
const chapters = Object.keys(chapterNames) as Chapter[]

const { shape } = savePlan.body

/** The general chapters as they are written. */
export function ChaptersForm({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  return (
    <EditedForm
      endpoint={savePlan}
      address={{ id: plan.id }}
      name={{ zh: '总则', en: 'general chapters' }}
      now={{ version: plan.version, values: pick(plan, ['title', ...chapters]) }}
      done={{ zh: '已保存总则', en: 'Chapters saved' }}
      onClose={onClose}
    >
      <FormItem name="title" label={{ zh: '方案名称', en: 'Title' }} schema={shape.title}>
        <Input />
      </FormItem>
      {chapters.map((chapter) => (
        <FormItem key={chapter} name={chapter} label={chapterNames[chapter]} schema={shape[chapter]}>
          <Input.TextArea rows={3} />
        </FormItem>
      ))}
    </EditedForm>
  )
}
