import { Form, Input } from 'antd'
import { useState } from 'react'
import { chapterNames } from '#domain/plan/linter.ts'
import { type Plan, savePlan } from '#domain/plan/plan.api.ts'
import { planStates, planTransitions } from '#domain/plan/plan.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import type { ApiError, Body } from '#web/kernel/api.ts'
import { FormItem, showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { SaveRow } from '#web/kernel/SaveRow.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { pick, useEdited } from '#web/kernel/useEdited.tsx'
import { useLeaveGuard } from '#web/kernel/useLeaveGuard.tsx'
import { factsOf } from './planFacts.ts'

type Chapter = keyof typeof chapterNames
const chapters = Object.keys(chapterNames) as Chapter[]

/** The general chapters (Art. 11): read, and while drafting written. */
export function PlanChapters({ plan }: { plan: Plan }) {
  const text = useText()
  const { actor } = useSession()
  const [isEdited, setIsEdited] = useState(false)
  const isWriter = plan.state === 'drafting' && actor.post.startsWith('performanceOffice.')
  const edit = (
    <ActionButton
      transition={planTransitions.edit}
      facts={factsOf(plan)}
      states={planStates}
      label={{ zh: '修改总则', en: 'Change the chapters' }}
      kind="plain"
      onClick={() => setIsEdited(true)}
    />
  )
  return (
    <Panel id="chapters" title={{ zh: '总则', en: 'General chapters' }} more={isWriter && !isEdited ? edit : undefined}>
      {isEdited ? <ChaptersForm plan={plan} onClose={() => setIsEdited(false)} /> : <ChaptersText plan={plan} />}
      {!isEdited && chapters.every((chapter) => plan[chapter] === '') && (
        <p className="sub">{text({ zh: '还没有写。', en: 'Nothing is written yet.' })}</p>
      )}
    </Panel>
  )
}

/** The chapters as they read in the document. */
export function ChaptersText({ plan }: { plan: Pick<Plan, Chapter> }) {
  const text = useText()
  return chapters
    .filter((chapter) => plan[chapter] !== '')
    .map((chapter) => (
      <section key={chapter} className="chapter">
        <h3>{text(chapterNames[chapter])}</h3>
        <p>{plan[chapter]}</p>
      </section>
    ))
}

type Values = Omit<Body<typeof savePlan>, 'version'>

function ChaptersForm({ plan, onClose }: { plan: Plan; onClose: () => void }) {
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
