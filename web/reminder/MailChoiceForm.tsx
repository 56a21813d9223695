import { Form, Input, Radio, Select } from 'antd'
import { z } from 'zod'
import { isOfDomains } from '#domain/kernel/mail.ts'
import type { Text } from '#domain/kernel/text.ts'
import { chooseReminders, type Reminders } from '#domain/reminder/reminder.api.ts'
import {
  digestHourOf,
  hourText,
  type MailChoice,
  type MailKind,
  mailKindNames,
  mailKinds,
  quietOf,
} from '#domain/reminder/reminder.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { FormItem, showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import './reminder.css'

const officeHours = 'office'
type Hour = number | typeof officeHours
type Values = { mailAddress: string; kind: MailKind; hour: Hour; quietFrom: Hour; quietTo: Hour }

const heldAs = (hour: number | null): Hour => hour ?? officeHours
const sentAs = (hour: Hour | undefined): number | null => (typeof hour === 'number' ? hour : null)

/** Whether, when and where mail comes; what stands for the office follows the office. */
export function MailChoiceForm({ reminders }: { reminders: Reminders }) {
  const text = useText()
  const toast = useToast()
  const [form] = Form.useForm<Values>()
  const kind = Form.useWatch('kind', form) ?? reminders.kind
  const { mailAddress, version, isMailSetUp } = reminders
  const { shape } = chooseReminders.body
  const domains = useSession().settings['reminder.mailDomains']
  const isLeftOut = mailAddress !== null && !isOfDomains(mailAddress, domains)
  const act = useAct(chooseReminders, {}, { onDone: () => toast({ zh: '已保存', en: 'Saved' }) })
  const submit = async (): Promise<void> => {
    const values = await soundValues(form)
    if (!values) return
    const hours = {
      hour: sentAs(values.hour ?? heldAs(reminders.hour)),
      quietFrom: sentAs(values.quietFrom ?? heldAs(reminders.quietFrom)),
      quietTo: sentAs(values.quietTo ?? heldAs(reminders.quietTo)),
    }
    const body = { mailAddress: values.mailAddress.trim() || null, kind: values.kind, ...hours, version }
    act.mutate(body, { onError: (error) => showFaults(form, error) })
  }
  return (
    <Form<Values>
      form={form}
      className="mail-choice"
      layout="vertical"
      initialValues={{
        mailAddress: mailAddress ?? '',
        kind: reminders.kind,
        hour: heldAs(reminders.hour),
        quietFrom: heldAs(reminders.quietFrom),
        quietTo: heldAs(reminders.quietTo),
      }}
    >
      {!isMailSetUp && (
        <p className="note warning">
          {text({
            zh: '本单位还没有设置邮件服务器，目前不发邮件；您的选择会保存，设置后生效。',
            en: 'The office has no mail server set up, so no mail goes out yet; what you choose is kept and holds from then on.',
          })}
        </p>
      )}
      {isLeftOut && (
        <p className="note warning">
          {text({
            zh: `本单位的邮箱地址限于${domains}，现有地址不在其内，不发邮件；请改用单位邮箱。`,
            en: `The office limits addresses to ${domains.replaceAll('、', ', ')}: no mail goes to the one below. Use the mailbox of the office.`,
          })}
        </p>
      )}
      <FormItem
        name="mailAddress"
        label={{ zh: '邮箱地址', en: 'Mail address' }}
        schema={shape.mailAddress.or(z.literal('')).optional()}
        hint={{
          zh: '请用单位邮箱。邮件写明事项名称、期限和链接，不载数据。',
          en: 'Use the mailbox of the office. A mail names subject, day and link, and carries no data.',
        }}
      >
        <Input inputMode="email" autoComplete="email" />
      </FormItem>
      <FormItem name="kind" label={{ zh: '何时发邮件', en: 'When mail comes' }} schema={shape.kind}>
        <Radio.Group options={mailKindNames.map((value) => ({ value, label: text(mailKinds[value]) }))} />
      </FormItem>
      {kind !== 'none' && <Hours kind={kind} />}
      {kind !== 'none' && <Comes form={form} reminders={reminders} />}
      <p className="row-of-actions">
        <ActionButton endpoint={chooseReminders} loading={act.isPending} onClick={() => void submit()} />
      </p>
      {act.error && act.error.fields.length === 0 && <ErrorState error={act.error} />}
    </Form>
  )
}

const anyHour = z.unknown()

function Hours({ kind }: { kind: MailKind }) {
  const text = useText()
  const { settings } = useSession()
  const options = (usual: number) => [
    {
      value: officeHours,
      label: text({ zh: `按本单位（${hourText(usual).zh}）`, en: `As the office has it (${hourText(usual).en})` }),
    },
    ...Array.from({ length: 24 }, (_, value) => ({ value, label: text(hourText(value)) })),
  ]
  return (
    <div className="reminder-hours">
      {kind === 'digest' && (
        <FormItem name="hour" label={{ zh: '汇总时间', en: 'Hour of the digest' }} schema={anyHour}>
          <Select virtual={false} popupMatchSelectWidth={false} options={options(settings['reminder.digestHour'])} />
        </FormItem>
      )}
      <FormItem name="quietFrom" label={{ zh: '免打扰起', en: 'Quiet from' }} schema={anyHour}>
        <Select virtual={false} popupMatchSelectWidth={false} options={options(settings['reminder.quietFromHour'])} />
      </FormItem>
      <FormItem name="quietTo" label={{ zh: '免打扰止', en: 'Quiet until' }} schema={anyHour}>
        <Select virtual={false} popupMatchSelectWidth={false} options={options(settings['reminder.quietToHour'])} />
      </FormItem>
    </div>
  )
}

type ComesProps = {
  readonly form: ReturnType<typeof Form.useForm<Values>>[0]
  readonly reminders: Reminders
}

/** What was chosen, as one sentence by the rule that the server follows. */
function Comes({ form, reminders }: ComesProps) {
  const text = useText()
  const { settings } = useSession()
  const chosen = Form.useWatch([], form)
  const choice: MailChoice = {
    kind: chosen?.kind ?? reminders.kind,
    hour: sentAs(chosen?.hour),
    quietFrom: sentAs(chosen?.quietFrom),
    quietTo: sentAs(chosen?.quietTo),
  }
  return (
    <p className="sub" aria-live="polite">
      {text(comesWords(choice, quietOf(choice, settings), digestHourOf(choice, settings)))}
    </p>
  )
}

function comesWords({ kind }: MailChoice, quiet: { from: number; to: number }, at: number): Text {
  const [from, to, hour] = [hourText(quiet.from), hourText(quiet.to), hourText(at)]
  const free = quiet.from === quiet.to
  if (kind === 'digest')
    return {
      zh: `每个工作日${hour.zh}发一封，没有待办不发；休息日不发。`,
      en: `One mail each working day at ${hour.en}, none where nothing is to be done and none on rest days.`,
    }
  return {
    zh: `有新待办时，几分钟内发出${free ? '' : `；${from.zh}至${to.zh}`}${free ? '；' : '和'}休息日不发，过后一并告知。`,
    en: `New to-dos come within minutes${free ? '' : `, but not from ${from.en} to ${to.en}`}; none on rest days: they come together afterwards.`,
  }
}
