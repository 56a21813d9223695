import { Checkbox, Form, Input } from 'antd'
import { useId, useState } from 'react'
import { z } from 'zod'
import { renewWebhookSecret, saveWebhook, testWebhook, type Webhook } from '#domain/notice/webhook.api.ts'
import { ActionButton, ButtonFace } from '#web/kernel/ActionButton.tsx'
import { ConfirmDialog } from '#web/kernel/ConfirmDialog.tsx'
import { FormItem, showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'

type Values = { address: string; isOn: boolean }
type FormProps = { readonly webhook: Webhook; readonly onSecret: (secret: string | null) => void }

/** Address and switch. */
export function WebhookForm({ webhook, onSecret }: FormProps) {
  const text = useText()
  const toast = useToast()
  const [form] = Form.useForm<Values>()
  const { shape } = saveWebhook.body
  const { address, isOn, version } = webhook
  const done = ({ secret }: Webhook): void => {
    if (secret !== null) onSecret(secret)
    toast({ zh: '已保存', en: 'Saved' })
  }
  const save = useAct(saveWebhook, {}, { onDone: done })
  const test = useAct(testWebhook, {}, { onDone: () => toast({ zh: '已发出，结果见推送记录', en: 'Sent: see below' }) })
  const submit = async (): Promise<void> => {
    const values = await soundValues(form)
    if (!values) return
    save.mutate({ ...values, version }, { onError: (error) => showFaults(form, error) })
  }
  return (
    <Form<Values> form={form} layout="vertical" initialValues={{ address: address ?? '', isOn: version === 0 || isOn }}>
      <FormItem
        name="address"
        label={{ zh: '接收地址', en: 'Address' }}
        schema={shape.address}
        hint={{
          zh: '消息桥的http或者https地址；其主机和端口须先列入“允许取数的主机”。',
          en: 'The http or https address of the bridge; its host and port have to be among the allowed hosts.',
        }}
      >
        <Input inputMode="url" autoComplete="off" />
      </FormItem>
      <FormItem
        name="isOn"
        label={{ zh: '推送', en: 'Delivery' }}
        schema={z.boolean()}
        valuePropName="checked"
        hint={{
          zh: '停用期间的新消息不推送；停用前未送完的，启用后续送。',
          en: 'What is told while it is off is not sent; what waited before goes out once it is on again.',
        }}
      >
        <Checkbox>{text({ zh: '启用', en: 'On' })}</Checkbox>
      </FormItem>
      <p className="row-of-actions">
        <ActionButton endpoint={saveWebhook} kind="primary" loading={save.isPending} onClick={() => void submit()} />
        {version > 0 && isOn && (
          <ActionButton endpoint={testWebhook} loading={test.isPending} onClick={() => test.mutate({ version })} />
        )}
      </p>
      {save.error && save.error.fields.length === 0 && <ErrorState error={save.error} />}
      {test.error && <ErrorState error={test.error} />}
    </Form>
  )
}

type SecretProps = FormProps & { readonly secret: string | null }

/** The key of the signature: made with the webhook, renewed here, and shown once. */
export function WebhookSecret({ webhook, secret, onSecret }: SecretProps) {
  const text = useText()
  const format = useFormat()
  const [isAsked, setIsAsked] = useState(false)
  const renew = useAct(
    renewWebhookSecret,
    {},
    {
      onDone: (reply) => {
        onSecret(reply.secret)
        setIsAsked(false)
      },
    },
  )
  return (
    <Panel title={{ zh: '签名密钥', en: 'Secret of the signature' }}>
      {secret !== null && <Shown secret={secret} onPutAway={() => onSecret(null)} />}
      <p className="sub">
        {text({
          zh: `${webhook.secretMadeAt ? `${format.instant(webhook.secretMadeAt)}生成。` : ''}每条消息都用它签名，接收方据此核验；核验办法见运维手册。`,
          en: `${webhook.secretMadeAt ? `Made ${format.instant(webhook.secretMadeAt)}. ` : ''}Every message is signed with it; the operations guide tells how the receiver verifies that.`,
        })}
      </p>
      <p className="row-of-actions">
        <ActionButton endpoint={renewWebhookSecret} asks onClick={() => setIsAsked(true)} />
      </p>
      <ConfirmDialog
        title={renewWebhookSecret.summary}
        label={renewWebhookSecret.summary}
        basis={renewWebhookSecret.basis}
        isOpen={isAsked}
        onClose={() => setIsAsked(false)}
        loading={renew.isPending}
        error={renew.error}
        onConfirm={() => renew.mutate({ version: webhook.version })}
      >
        <p>
          {text({
            zh: '原密钥立即停用：接收方换上新密钥之前，会核验不过。',
            en: 'The one before stops being used at once: the receiver refuses messages until it has the new one.',
          })}
        </p>
      </ConfirmDialog>
    </Panel>
  )
}

function Shown({ secret, onPutAway }: { readonly secret: string; readonly onPutAway: () => void }) {
  const text = useText()
  const fieldId = useId()
  return (
    <div className="note warning webhook-secret">
      <p role="status">
        {text({
          zh: '密钥只显示这一次，请填入接收方。',
          en: 'The secret is shown this once: enter it at the receiver.',
        })}
      </p>
      <label htmlFor={fieldId} className="sub">
        {text({ zh: '密钥', en: 'Secret' })}
      </label>
      <Input id={fieldId} readOnly value={secret} onFocus={(event) => event.target.select()} />
      <p className="row-of-actions">
        <ButtonFace kind="normal" onClick={onPutAway}>
          {text({ zh: '已填好，收起', en: 'Entered, put away' })}
        </ButtonFace>
      </p>
    </div>
  )
}
