import { Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { type Bulletin, saveBulletin } from '#domain/bulletin/bulletin.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useDivisionOptions } from '#web/kernel/options.ts'
import { Select } from '#web/kernel/Select.tsx'

type Values = { title: string; toAll: boolean; divisionIds?: string[] }

/** Title, and to whom it goes. */
export function Recipients({ bulletin }: { readonly bulletin: Bulletin }) {
  const [isOpen, setIsOpen] = useState(false)
  const { shape } = saveBulletin.body
  return (
    <>
      <ActionButton endpoint={saveBulletin} asks onClick={() => setIsOpen(true)} />
      <FormDialog<typeof saveBulletin, Values>
        endpoint={saveBulletin}
        address={{ id: bulletin.id }}
        title={saveBulletin.summary}
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        initial={{
          ...{ title: bulletin.title, toAll: bulletin.toAll },
          divisionIds: bulletin.recipients.map(({ id }) => id),
        }}
        bodyOf={({ title, toAll, divisionIds = [] }) => ({
          ...{ version: bulletin.version, title, toAll, divisionIds: toAll ? [] : divisionIds },
        })}
        done={{ zh: '已保存', en: 'Saved' }}
      >
        <FormItem name="title" label={{ zh: '标题', en: 'Title' }} schema={shape.title}>
          <Input lang="zh" autoComplete="off" />
        </FormItem>
        <Who />
      </FormDialog>
    </>
  )
}

function Who() {
  const text = useText()
  const { shape } = saveBulletin.body
  const toAll = Form.useWatch<boolean | undefined>('toAll')
  const options = useDivisionOptions()
  return (
    <>
      <FormItem name="toAll" label={{ zh: '范围', en: 'Goes to' }} schema={shape.toAll}>
        <Radio.Group
          options={[
            { value: true, label: text({ zh: '全办各处', en: 'every division' }) },
            { value: false, label: text({ zh: '有关处', en: 'some divisions' }) },
          ]}
        />
      </FormItem>
      {toAll === false && (
        <FormItem name="divisionIds" label={{ zh: '处', en: 'Divisions' }} schema={shape.divisionIds}>
          <Select mode="multiple" options={options} />
        </FormItem>
      )}
    </>
  )
}
