import { Input, InputNumber, Radio } from 'antd'
import { z } from 'zod'
import type { SettingKey } from '#domain/kernel/settings.ts'
import { type Setting, setSetting } from '#domain/organization/settings.api.ts'
import { formOf, fromRegister, misfitOf, ownSequence, typedValue, valueWords } from '#domain/organization/settings.ts'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useSession } from '#web/kernel/session.tsx'

type Values = { value: number | string | boolean; source?: string; fromOn: string }
type Props = {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly setting: Setting
  /** Of all settings, as it was read with this one. */
  readonly revision: number
}

/** Sets a value from a day on, with where it is from. */
export function SettingForm({ isOpen, onClose, setting, revision }: Props) {
  const { today } = useSession()
  const text = useText()
  const { key, name, present } = setting
  const { shape } = setSetting.body
  const value = (formOf(key).kind === 'domains' ? text(valueWords(present.value)) : present.value) as Values['value']
  return (
    <FormDialog<typeof setSetting, Values>
      endpoint={setSetting}
      address={{}}
      title={{ zh: `设定“${name.zh}”`, en: `Set “${name.en}”` }}
      {...{ isOpen, onClose }}
      initial={{ value, fromOn: today }}
      bodyOf={({ value, source, fromOn }) => {
        const kept = typedValue(key, value) as Values['value']
        return { revision, key, value: kept, source: source || null, fromOn }
      }}
      done={{ zh: '已设定', en: 'Set' }}
    >
      <ValueItem settingKey={key} />
      <FormItem
        name="source"
        label={{ zh: '来源', en: 'Source' }}
        schema={shape.source.optional().or(z.literal(''))}
        hint={{
          zh: '文件名称、文号和条款。不填的，页面显示“本单位默认值，未录来源”。',
          en: 'Name, number and article of the document. Left empty, screens say “office default, no source recorded”.',
        }}
      >
        <Input />
      </FormItem>
      <FormItem name="fromOn" label={{ zh: '生效日', en: 'In force from' }} schema={shape.fromOn}>
        <DayInput min={today} />
      </FormItem>
    </FormDialog>
  )
}

function ValueItem({ settingKey }: { settingKey: SettingKey }) {
  const text = useText()
  const form = formOf(settingKey)
  // The setting's own limits, in the sentence the server would answer.
  const schema = z.unknown().superRefine((value, context) => {
    const misfit = misfitOf(settingKey, typedValue(settingKey, value))
    if (misfit) context.addIssue({ code: 'custom', message: text(misfit) })
  })
  return (
    <FormItem name="value" label={{ zh: '数值', en: 'Value' }} schema={schema}>
      {form.kind === 'number' ? (
        <InputNumber min={form.least} max={form.most} precision={0} />
      ) : form.kind === 'choice' ? (
        <Radio.Group options={form.options.map((value) => ({ value, label: text(valueWords(value)) }))} />
      ) : form.kind === 'code' ? (
        <CodeChoice />
      ) : (
        <Input placeholder={examples[form.kind]} />
      )}
    </FormItem>
  )
}

const examples = { ownCode: '深口绩改', domains: 'example.gov.cn', monthDay: '07-15' } as const

type Choice = { readonly id?: string; readonly value?: string; readonly onChange?: (value: string) => void }

/** Numbers from the register of documents, or a sequence of the office's own: then with its code, which is asked at once. */
function CodeChoice({ id, value = fromRegister, onChange }: Choice) {
  const text = useText()
  const isOwn = value !== fromRegister
  return (
    <>
      <Radio.Group
        value={isOwn}
        onChange={({ target }) => onChange?.(target.value ? '' : fromRegister)}
        options={[
          { value: false, label: text(valueWords(fromRegister)) },
          { value: true, label: text(ownSequence) },
        ]}
      />
      {isOwn && (
        <Input
          {...(id ? { id } : {})}
          aria-label={text({ zh: '机关代字', en: 'Code of the sequence' })}
          placeholder="深口绩"
          value={value}
          onChange={({ target }) => onChange?.(target.value.trim())}
        />
      )}
    </>
  )
}
