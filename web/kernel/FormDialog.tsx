import { Form } from 'antd'
import type { ReactNode } from 'react'
import type { Endpoint } from '#domain/kernel/endpoint.ts'
import type { Text } from '#domain/kernel/text.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import type { Address, Body, Reply } from '#web/kernel/api.ts'
import { Dialog } from '#web/kernel/Dialog.tsx'
import { showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { refusals } from '#web/kernel/keptRefusals.ts'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useCitation } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'

type Props<E extends Endpoint, Values extends object> = {
  readonly endpoint: E
  readonly address: Address<E>
  /** Names the record: "修改秘书处". */
  readonly title: Text
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly initial: Partial<Values>
  /** Kept as it was when the dialog was opened, with the version that it names. */
  readonly bodyOf: (values: Values) => Body<E>
  /** What is said when it is done. */
  readonly done: Text
  readonly onDone?: (reply: Reply<E>) => void
  readonly children: ReactNode
}

/** A form of one endpoint in a dialog: its limits beside the fields, the server's answer too, its basis on the button. */
export function FormDialog<E extends Endpoint, Values extends object>(props: Props<E, Values>) {
  const { endpoint, address, isOpen, onClose, done, onDone, children } = props
  const { title, initial, bodyOf } = useAsOpened(props, isOpen)
  const text = useText()
  const toast = useToast()
  const citationOf = useCitation()
  const [form] = Form.useForm<Values>()
  const act = useAct(endpoint, address, {
    onDone: (reply) => {
      toast(done)
      onClose()
      onDone?.(reply)
    },
  })
  const submit = async (): Promise<void> => {
    const values = await soundValues(form)
    if (values) act.mutate(bodyOf(values), { onError: (error) => showFaults(form, error) })
  }
  const close = (): void => {
    refusals.close(act.error)
    act.reset()
    onClose()
  }
  return (
    <Dialog
      {...{ title, isOpen }}
      onClose={close}
      footer={
        <>
          <ButtonFace kind="normal" onClick={close}>
            {text({ zh: '取消', en: 'Cancel' })}
          </ButtonFace>
          <ButtonFace
            kind="primary"
            loading={act.isPending}
            article={text(citationOf(endpoint.basis))}
            onClick={() => void submit()}
          >
            {text(endpoint.summary)}
          </ButtonFace>
        </>
      }
    >
      <Form form={form} layout="vertical" initialValues={initial} preserve={false} autoComplete="off">
        {children}
      </Form>
      {act.error && act.error.fields.length === 0 && <ErrorState error={act.error} />}
    </Dialog>
  )
}
