import { Form, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { downloadCallTemplate, type PlanCall, saveCall } from '#domain/plan/planCall.api.ts'
import { callStates, callTransitions } from '#domain/plan/planCall.ts'
import { ActionButton, ButtonFace } from '#web/kernel/ActionButton.tsx'
import { addressOf, type Body } from '#web/kernel/api.ts'
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

function CallForm({ call, onClose }: { call: PlanCall; onClose: () => void }) {
  const text = useText()
  const toast = useToast()
  const [form] = Form.useForm<Values>()
  const [template, setTemplate] = useState<{ id: string; name: string } | null>(call.template)
  const [isDirty, setIsDirty] = useState(false)
  const guard = useLeaveGuard(isDirty)
  const onDone = () => {
    toast({ zh: '已保存', en: 'Saved' })
    onClose()
  }
  const save = useAct(saveCall, { id: call.id }, { onDone })
  const { shape } = saveCall.body
  const submit = async () => {
    const values = await soundValues(form)
    if (!values) return
    const body = { version: call.version, ...values, templateFileId: template?.id ?? null }
    save.mutate(body, { onError: (error) => showFaults(form, error) })
  }
  const choose = (file: typeof template) => {
    setTemplate(file)
    setIsDirty(true)
  }
  const { title, text: words, workingDays } = call
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ title, text: words, workingDays }}
      onValuesChange={() => setIsDirty(true)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit()
      }}
    >
      <FormItem name="title" label={{ zh: '名称', en: 'Title' }} schema={shape.title}>
        <Input lang="zh" />
      </FormItem>
      <FormItem name="text" label={{ zh: '正文', en: 'Text' }} schema={shape.text}>
        <Input.TextArea rows={8} lang="zh" />
      </FormItem>
      <FormItem
        name="workingDays"
        label={{ zh: '期限（下发后的工作日）', en: 'Due after working days' }}
        schema={shape.workingDays}
      >
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
      <SaveRow endpoint={saveCall} save={save} onSave={() => void submit()} onClose={onClose} />
      {guard}
    </Form>
  )
}
