import { Input } from 'antd'
import { aspects } from '#domain/inspection/check.ts'
import { type Conformity, recordConformity } from '#domain/inspection/conformity.api.ts'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { useNamed } from '#web/kernel/Filters.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { Select } from '#web/kernel/Select.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { FilesInput } from '#web/opinion/Attached.tsx'
import { useItemOptions, useUnitOptions } from './options.ts'

type NewProps = {
  readonly year: number
  readonly onClose: () => void
  readonly onDone: (conformity: Conformity) => void
}
type NewValues = {
  aspect: Conformity['aspect']
  title: string
  bodyId: string
  document: string
  requestedOn: string
  dueOn: string
  concerns: string
  itemIds?: string[]
  fileIds?: string[]
}

/** A request of the city is recorded as it came. */
export function RecordDialog({ year, onClose, onDone }: NewProps) {
  const { today } = useSession()
  const named = useNamed()
  const { shape } = recordConformity.body
  return (
    <FormDialog<typeof recordConformity, NewValues>
      endpoint={recordConformity}
      address={{}}
      title={recordConformity.summary}
      isOpen
      onClose={onClose}
      initial={{ aspect: 'reporting', requestedOn: today }}
      bodyOf={({ itemIds = [], fileIds = [], ...rest }) => ({ ...rest, itemIds, fileIds })}
      done={{ zh: '已登记', en: 'Recorded' }}
      onDone={onDone}
    >
      <FormItem name="title" label={{ zh: '名称', en: 'Title' }} schema={shape.title}>
        <Input lang="zh" autoComplete="off" />
      </FormItem>
      <FormItem name="aspect" label={{ zh: '方面', en: 'Aspect' }} schema={shape.aspect}>
        <Select options={named(aspects)} />
      </FormItem>
      <FormItem name="bodyId" label={{ zh: '来文单位', en: 'Unit' }} schema={shape.bodyId}>
        <Select showSearch optionFilterProp="label" options={useUnitOptions()} />
      </FormItem>
      <FormItem name="document" label={{ zh: '来文', en: 'Document' }} schema={shape.document}>
        <Input lang="zh" autoComplete="off" />
      </FormItem>
      <FormItem name="requestedOn" label={{ zh: '收到日', en: 'Requested on' }} schema={shape.requestedOn}>
        <DayInput max={today} />
      </FormItem>
      <FormItem name="dueOn" label={{ zh: '期限', en: 'Due on' }} schema={shape.dueOn}>
        <DayInput />
      </FormItem>
      <FormItem name="concerns" label={{ zh: '涉及指标', en: 'Indicators concerned' }} schema={shape.concerns}>
        <Input.TextArea rows={3} lang="zh" />
      </FormItem>
      <FormItem name="itemIds" label={{ zh: '涉及事项', en: 'Items' }} schema={shape.itemIds}>
        <Select mode="multiple" optionFilterProp="label" options={useItemOptions(year)} />
      </FormItem>
      <FormItem name="fileIds" label={{ zh: '附件', en: 'Files' }} schema={shape.fileIds}>
        <FilesInput />
      </FormItem>
    </FormDialog>
  )
}
