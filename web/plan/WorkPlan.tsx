import { Form, Input } from 'antd'
import { useState } from 'react'
import { divisionPosts, isOneOf } from '#domain/kernel/actor.ts'
import {
  attachPlanFile,
  type DivisionPlan,
  detachPlanFile,
  downloadPlanFile,
  type PlanFile,
  saveWorkPlan,
} from '#domain/plan/divisionPlan.api.ts'
import { divisionPlanStates, divisionPlanTransitions } from '#domain/plan/divisionPlan.ts'
import { ActionButton, ButtonFace } from '#web/kernel/ActionButton.tsx'
import { type ApiError, addressOf, type Body } from '#web/kernel/api.ts'
import { FileChoice } from '#web/kernel/FileChoice.tsx'
import { FormItem, showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { formatSize } from '#web/kernel/format.ts'
import { Icon } from '#web/kernel/Icon.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { SaveRow } from '#web/kernel/SaveRow.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { pick, useEdited } from '#web/kernel/useEdited.tsx'
import { useLeaveGuard } from '#web/kernel/useLeaveGuard.tsx'
import { divisionFactsOf } from './planFacts.ts'

type Props = { readonly plan: DivisionPlan }

/** The division's yearly work plan (Art. 19): its text and attachments, written while the plan is drafted. */
export function WorkPlan({ plan }: Props) {
  const text = useText()
  const { actor } = useSession()
  const [isEdited, setIsEdited] = useState(false)
  const isWriter =
    plan.state === 'drafting' && isOneOf(actor.post, divisionPosts) && actor.divisionId === plan.divisionId
  const edit = (
    <ActionButton
      id="act-edit"
      transition={divisionPlanTransitions.edit}
      facts={divisionFactsOf(plan)}
      states={divisionPlanStates}
      label={{ zh: '修改工作计划', en: 'Change the work plan' }}
      kind="plain"
      onClick={() => setIsEdited(true)}
    />
  )
  return (
    <Panel
      id="work-plan"
      title={{ zh: '年度工作计划', en: 'Yearly work plan' }}
      more={isWriter && !isEdited ? edit : undefined}
    >
      {isEdited ? (
        <WorkPlanForm plan={plan} onClose={() => setIsEdited(false)} />
      ) : (
        <div className="chapter">
          <p>{plan.workPlanText || text({ zh: '还没有写。', en: 'Nothing is written yet.' })}</p>
        </div>
      )}
      <Attachments plan={plan} isWriter={isWriter} />
    </Panel>
  )
}

function Attachments({ plan, isWriter }: Props & { isWriter: boolean }) {
  const text = useText()
  const attach = useAct(attachPlanFile, { id: plan.id })
  return (
    <div className="dialog-section">
      {plan.files.length > 0 && (
        <ul className="attachments" aria-label={text({ zh: '附件', en: 'Attachments' })}>
          {plan.files.map((file) => (
            <Attachment key={file.id} plan={plan} file={file} isWriter={isWriter} />
          ))}
        </ul>
      )}
      {isWriter && (
        <FileChoice
          label={{ zh: '添加附件…', en: 'Attach a file…' }}
          onFile={({ id }) => attach.mutate({ version: plan.version, fileId: id })}
        />
      )}
      {attach.error && <ErrorState error={attach.error} />}
    </div>
  )
}

function Attachment({ plan, file, isWriter }: Props & { file: PlanFile; isWriter: boolean }) {
  const text = useText()
  const detach = useAct(detachPlanFile, { id: plan.id, fileId: file.id })
  return (
    <li className="row-of-actions">
      <a href={addressOf(downloadPlanFile, { id: plan.id, fileId: file.id })} download>
        <Icon name="clip" /> {file.name} <span className="sub">{formatSize(file.size)}</span>
      </a>
      {isWriter && (
        <ButtonFace kind="plain" loading={detach.isPending} onClick={() => detach.mutate({ version: plan.version })}>
          {text({ zh: '去掉', en: 'Remove' })}
          <span className="hidden-words">{file.name}</span>
        </ButtonFace>
      )}
      {detach.error && <ErrorState error={detach.error} />}
    </li>
  )
}

type Values = Omit<Body<typeof saveWorkPlan>, 'version'>

function WorkPlanForm({ plan, onClose }: Props & { onClose: () => void }) {
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
