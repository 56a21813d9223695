import { Form } from 'antd'
import { type ReactNode, useState } from 'react'
import type { Endpoint } from '#domain/kernel/endpoint.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Address, ApiError, Body } from './api.ts'
import { showFaults, soundValues } from './FormItem.tsx'
import { useAct } from './queries.ts'
import { SaveRow } from './SaveRow.tsx'
import { useToast } from './Toast.tsx'
import { type Edited, type Saved, useEdited } from './useEdited.tsx'
import { useLeaveGuard } from './useLeaveGuard.tsx'

type Props<E extends Endpoint, Values extends object> = {
  /** Its body is the version and the values. */
  readonly endpoint: E
  readonly address: Address<E>
  /** What is written: 总则. */
  readonly name: Text
  readonly now: Saved<Values>
  readonly done: Text
  readonly onClose: () => void
  /** The fields; what has none of them is saved as it was. */
  readonly children: ReactNode
}

/** A form in the place of what it writes, over something that others may write too; Ctrl+Enter saves. */
export function EditedForm<E extends Endpoint, Values extends object>(props: Props<E, Values>) {
  const { endpoint, address, name, now, done, onClose, children } = props
  const toast = useToast()
  const [form] = Form.useForm<Values>()
  const [isDirty, setIsDirty] = useState(false)
  const guard = useLeaveGuard(isDirty)
  const onDone = () => {
    toast(done)
    onClose()
  }
  const save = useAct(endpoint, address, { onDone })
  const edited: Edited<Values> = useEdited<Values>({
    ...{ name, now, basis: endpoint.basis, isSaving: save.isPending },
    mine: () => ({ ...edited.base.values, ...form.getFieldsValue() }),
    onChosen: (values, version) => {
      form.setFieldsValue(values as Parameters<typeof form.setFieldsValue>[0])
      send(values, version)
    },
  })
  const send = (values: Values, version: number) => {
    const onError = (error: ApiError) => {
      showFaults(form, error)
      edited.refused(error)
    }
    save.mutate({ version, ...values } as Body<E>, { onError })
  }
  const submit = async () => {
    const values = await soundValues(form)
    if (values) send({ ...edited.base.values, ...values }, edited.version)
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
      {children}
      {edited.elsewhere}
      <SaveRow endpoint={endpoint} save={save} onSave={() => void submit()} onClose={onClose} />
      {guard}
    </Form>
  )
}
