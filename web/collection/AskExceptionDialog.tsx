import { Checkbox, Form, Input } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { askDueException, consentFields } from '#domain/collection/dueException.api.ts'
import type { StoredFile } from '#domain/kernel/file.api.ts'
import type { Text } from '#domain/kernel/text.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import type { Body } from '#web/kernel/api.ts'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { Dialog } from '#web/kernel/Dialog.tsx'
import { DueDayInput } from '#web/kernel/DueDayInput.tsx'
import { FileChoice } from '#web/kernel/FileChoice.tsx'
import { FormItem, showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { Icon } from '#web/kernel/Icon.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useCitation, useSession } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'

type Props = {
  readonly of: Body<typeof askDueException>['of']
  readonly subject: Text
  readonly internalDueOn: string | null
  readonly externalDueOn: string | null
  readonly onClose: () => void
}
type Values = { internalOn?: string; externalOn?: string; reason: string; on?: string; from?: string }

/** A later day with its reason; the external one only with the collecting unit's consent on record. */
export function AskExceptionDialog({ of, subject, internalDueOn, externalDueOn, onClose }: Props) {
  const text = useText()
  const citationOf = useCitation()
  const toast = useToast()
  const navigate = useNavigate()
  const { today } = useSession()
  const [form] = Form.useForm<Values>()
  const [isExternal, setIsExternal] = useState(false)
  const [file, setFile] = useState<StoredFile>()
  const [isAsked, setIsAsked] = useState(false)
  const act = useAct(
    askDueException,
    {},
    {
      onDone: ({ id }) => {
        toast({ zh: '已提交申请', en: 'Request submitted' })
        void navigate(`/due-exceptions/${id}`)
      },
    },
  )
  const { shape } = askDueException.body
  const ask = async () => {
    setIsAsked(true)
    const values = await soundValues(form)
    if (!values || (isExternal && !file)) return
    const consent = isExternal && file ? { on: values.on ?? '', from: values.from ?? '', fileId: file.id } : null
    act.mutate(
      {
        ...{ of, reason: values.reason, consent },
        internalOn: values.internalOn || null,
        externalOn: (isExternal && values.externalOn) || null,
      },
      { onError: (error) => showFaults(form, error) },
    )
  }
  const inForce = useInForce()
  return (
    <Dialog
      title={{ zh: `申请延期：${subject.zh}`, en: `Ask for a later day: ${subject.en}` }}
      isOpen
      onClose={onClose}
      footer={
        <>
          <ButtonFace kind="normal" onClick={onClose}>
            {text({ zh: '取消', en: 'Cancel' })}
          </ButtonFace>
          <ButtonFace
            kind="primary"
            loading={act.isPending}
            article={text(citationOf('exception.ask'))}
            onClick={() => void ask().catch(() => undefined)}
          >
            {text({ zh: '提交申请', en: 'Submit the request' })}
          </ButtonFace>
        </>
      }
    >
      <Form form={form} layout="vertical" initialValues={{ reason: '', on: today, from: '' }}>
        <FormItem
          name="internalOn"
          label={{ zh: '内部期限延至', en: 'Internal day until' }}
          schema={shape.internalOn.optional()}
          {...inForce(internalDueOn)}
        >
          <DueDayInput min={today} />
        </FormItem>
        <p>
          <Checkbox checked={isExternal} onChange={({ target }) => setIsExternal(target.checked)}>
            {text({
              zh: '同时延长对外期限（须有采集责任单位同意）',
              en: "The external day too (with the collecting unit's consent)",
            })}
          </Checkbox>
        </p>
        {isExternal && <ConsentFields {...{ externalDueOn, file, onFile: setFile }} isMissing={isAsked && !file} />}
        <FormItem name="reason" label={{ zh: '理由', en: 'Reason' }} schema={shape.reason}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
        </FormItem>
      </Form>
      {act.error && act.error.fields.length === 0 && <ErrorState error={act.error} />}
    </Dialog>
  )
}

type ConsentProps = {
  readonly externalDueOn: string | null
  readonly file: StoredFile | undefined
  readonly isMissing: boolean
  readonly onFile: (file: StoredFile) => void
}

/** The later external day, and who at the collecting unit agreed to it when, with the file. */
function ConsentFields({ externalDueOn, file, isMissing, onFile }: ConsentProps) {
  const text = useText()
  const inForce = useInForce()
  const { today } = useSession()
  return (
    <>
      <FormItem
        name="externalOn"
        label={{ zh: '对外期限延至', en: 'External day until' }}
        schema={consentFields.on}
        {...inForce(externalDueOn)}
      >
        <DueDayInput min={today} />
      </FormItem>
      <FormItem name="on" label={{ zh: '同意日期', en: 'Agreed on' }} schema={consentFields.on}>
        <DayInput max={today} />
      </FormItem>
      <FormItem name="from" label={{ zh: '采集责任单位经办人', en: 'Who agreed' }} schema={consentFields.from}>
        <Input autoComplete="off" />
      </FormItem>
      {file && (
        <p>
          <Icon name="clip" /> {file.name}
        </p>
      )}
      <FileChoice label={{ zh: '同意的文件…', en: 'File of the consent…' }} onFile={onFile} />
      {isMissing && (
        <p className="fault">
          <Icon name="warning" />
          {text({ zh: '请附采集责任单位同意的文件。', en: "Attach the collecting unit's consent." })}
        </p>
      )}
    </>
  )
}

/** The day that is in force, as a hint below the field of the later one. */
function useInForce() {
  const format = useFormat()
  return (day: string | null) =>
    day === null ? {} : { hint: { zh: `现行：${format.longDay(day)}`, en: `In force: ${format.longDay(day)}` } }
}
