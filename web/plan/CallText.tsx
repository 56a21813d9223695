import { Form, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import { downloadCallTemplate, type PlanCall, saveCall } from '#domain/plan/planCall.api.ts'
import { callStates, callTransitions } from '#domain/plan/planCall.ts'
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
import { useToast } from '#web/kernel/Toast.tsx'
import { pick, useEdited } from '#web/kernel/useEdited.tsx'
import { useLeaveGuard } from '#web/kernel/useLeaveGuard.tsx'
import { factsOfCall } from './callFacts.ts'

/** The text of the call with its template: read, and while it is drafted written. */
export function CallText({ call }: { call: PlanCall }) {
  const text = useText()
  const { actor } = useSession()
  const [isEdited, setIsEdited] = useState(false)
  const isWriter = call.state === 'drafted' && isOneOf(actor.post, performanceOffice)
  const edit = (
    <ActionButton
      id="act-edit"
      transition={callTransitions.edit}
      facts={factsOfCall(call)}
      states={callStates}
      label={{ zh: '修改编制要求', en: 'Change the call' }}
      kind="plain"
      onClick={() => setIsEdited(true)}
    />
  )
  return (
    <Panel id="call-text" title={{ zh: '编制要求', en: 'Call' }} more={isWriter && !isEdited ? edit : undefined}>
      {isEdited ? (
        <CallForm call={call} onClose={() => setIsEdited(false)} />
      ) : (
        <div className="chapter">
          <p>{call.text || text({ zh: '还没有写。', en: 'Nothing is written yet.' })}</p>
          {call.template && (
            <p>
              <a href={addressOf(downloadCallTemplate, { id: call.id })} download>
                <Icon name="clip" /> {text({ zh: '模板：', en: 'Template: ' })}
                {call.template.name} <span className="sub">{formatSize(call.template.size)}</span>
              </a>
            </p>
          )}
        </div>
      )}
    </Panel>
  )
}

type Values = Omit<Body<typeof saveCall>, 'version' | 'templateFileId'>
type File = { readonly id: string; readonly name: string }
type Written = Values & { readonly template: File | null }

const isFile = (value: unknown): value is File => typeof value === 'object' && value !== null
const fieldNames: Readonly<Record<keyof Written, Text>> = {
  title: { zh: '名称', en: 'Title' },
  text: { zh: '正文', en: 'Text' },
  workingDays: { zh: '期限（下发后的工作日）', en: 'Due after working days' },
  template: { zh: '模板', en: 'Template' },
}

function CallForm({ call, onClose }: { call: PlanCall; onClose: () => void }) {
  const text = useText()
  const toast = useToast()
  const [form] = Form.useForm<Values>()
  const [template, setTemplate] = useState<File | null>(call.template)
  const [isDirty, setIsDirty] = useState(false)
  const guard = useLeaveGuard(isDirty)
  const onDone = () => {
    toast({ zh: '已保存', en: 'Saved' })
    onClose()
  }
  const save = useAct(saveCall, { id: call.id }, { onDone })
  const { shape } = saveCall.body
  const edited = useEdited<Written>({
    name: { zh: '编制要求', en: 'call' },
    now: { version: call.version, values: pick(call, ['title', 'text', 'workingDays', 'template']) },
    mine: () => ({ ...form.getFieldsValue(), template }),
    basis: saveCall.basis,
    isSaving: save.isPending,
    onChosen: (values, version) => {
      form.setFieldsValue(values)
      setTemplate(values.template)
      send(values, version)
    },
    nameOf: (field) => fieldNames[field],
    wordsOf: (_, value) => (isFile(value) ? value.name : `${value ?? ''}`),
  })
  const send = ({ template: file, ...values }: Written, version: number) => {
    const onError = (error: ApiError) => {
      showFaults(form, error)
      edited.refused(error)
    }
    save.mutate({ version, ...values, templateFileId: file?.id ?? null }, { onError })
  }
  const submit = async () => {
    const values = await soundValues(form)
    if (values) send({ ...values, template }, edited.version)
  }
  const choose = (file: typeof template) => {
    setTemplate(file)
    setIsDirty(true)
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
      <FormItem name="title" label={fieldNames.title} schema={shape.title}>
        <Input lang="zh" />
      </FormItem>
      <FormItem name="text" label={fieldNames.text} schema={shape.text}>
        <Input.TextArea rows={8} lang="zh" />
      </FormItem>
      <FormItem name="workingDays" label={fieldNames.workingDays} schema={shape.workingDays}>
        <InputNumber min={1} max={120} />
      </FormItem>
      {template && (
        <p className="row-of-actions">
          <span>
            <Icon name="clip" /> {text({ zh: '模板：', en: 'Template: ' })}
            {template.name}
          </span>
          <ButtonFace kind="plain" onClick={() => choose(null)}>
            {text({ zh: '去掉', en: 'Remove' })}
          </ButtonFace>
        </p>
      )}
      <FileChoice label={{ zh: '选择模板…', en: 'Choose a template…' }} onFile={choose} />
      {edited.elsewhere}
      <SaveRow endpoint={saveCall} save={save} onSave={() => void submit()} onClose={onClose} />
      {guard}
    </Form>
  )
}
