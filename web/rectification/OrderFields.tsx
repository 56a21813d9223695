import { Form, Input, InputNumber, Radio } from 'antd'
import { listPeople } from '#domain/organization/organization.api.ts'
import { listItems } from '#domain/plan/item.api.ts'
import { beginOrder, OrderContent } from '#domain/rectification/order.api.ts'
import { type Ground, grounds, type Source, sources, type Target, targets } from '#domain/rectification/orderStates.ts'
import { DueDayInput } from '#web/kernel/DueDayInput.tsx'
import { useNamed } from '#web/kernel/Filters.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useDivisionOptions } from '#web/kernel/options.ts'
import { useRead } from '#web/kernel/queries.ts'
import { Select } from '#web/kernel/Select.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { FilesInput } from '#web/opinion/Attached.tsx'

export type OrderValues = {
  readonly target: Target
  readonly divisionId: string
  readonly personId?: string
  readonly ground: Ground
  readonly title: string
  readonly finding: string
  readonly article: number
  readonly requirement: string
  readonly dueOn: string
  readonly fileIds?: string[]
  /** Where it was found in an item; nothing where it was in daily work. */
  readonly itemId?: string | undefined
}

type Props = {
  readonly isNew: boolean
  readonly found: { readonly source: Source; readonly sourceId: string | null }
}

/** The fields of an order, in the order in which its notice says them. */
export function OrderFields({ isNew, found }: Props) {
  const text = useText()
  const named = useNamed()
  const { today } = useSession()
  const { shape } = OrderContent
  return (
    <>
      <Form.Item name="target" label={text({ zh: '责令对象', en: 'Addressed to' })}>
        <Radio.Group options={named(targets)} disabled={!isNew} />
      </Form.Item>
      <Addressee />
      <Form.Item name="ground" label={text({ zh: '事由', en: 'Ground' })}>
        <Radio.Group options={named(grounds)} />
      </Form.Item>
      <FoundIn found={found} />
      <FormItem name="title" label={{ zh: '问题（一句话）', en: 'Matter (one line)' }} schema={shape.title}>
        <Input lang="zh" />
      </FormItem>
      <FormItem name="finding" label={{ zh: '发现的情况', en: 'Finding' }} schema={shape.finding}>
        <Input.TextArea rows={4} lang="zh" />
      </FormItem>
      <FormItem
        name="article"
        label={{ zh: '未履行的条款（《实施细则》第几条）', en: 'Article of the regulation that was not kept' }}
        schema={shape.article}
      >
        <InputNumber min={1} max={43} precision={0} />
      </FormItem>
      <FormItem name="requirement" label={{ zh: '整改要求', en: 'Requirement' }} schema={shape.requirement}>
        <Input.TextArea rows={3} lang="zh" />
      </FormItem>
      <FormItem name="dueOn" label={{ zh: '整改期限', en: 'Due day' }} schema={shape.dueOn}>
        <DueDayInput min={today} />
      </FormItem>
      <FormItem name="fileIds" label={{ zh: '附件', en: 'Files' }} schema={beginOrder.body.shape.fileIds}>
        <FilesInput />
      </FormItem>
    </>
  )
}

function Addressee() {
  const text = useText()
  const { shape } = OrderContent
  const target = Form.useWatch<Target | undefined>('target')
  const divisionId = Form.useWatch<string | undefined>('divisionId')
  const isPerson = target === 'person'
  const people = useRead(listPeople, { divisionId }, { enabled: isPerson && divisionId !== undefined })
  const options = (people.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <>
      <FormItem name="divisionId" label={{ zh: '处', en: 'Division' }} schema={shape.divisionId}>
        <Select options={useDivisionOptions()} />
      </FormItem>
      {isPerson && (
        <>
          <FormItem name="personId" label={{ zh: '人员', en: 'Person' }} schema={shape.divisionId}>
            <Select options={options} />
          </FormItem>
          <p className="sub">
            {text({
              zh: '责令个人整改的，只有本人、其处长、办绩效办和领导小组组长、副组长可见，记录中只留摘要。',
              en: 'One to a person is seen by the person, the head of the division, this office and the group’s head and deputies alone; history keeps digests.',
            })}
          </p>
        </>
      )}
    </>
  )
}

/** An item is chosen here; what else it was found in comes from the page that led here. */
function FoundIn({ found: { source } }: Pick<Props, 'found'>) {
  const text = useText()
  const { year, today } = useSession()
  const isFixed = source !== 'free' && source !== 'item'
  const query = { year: year?.year ?? Number(today.slice(0, 4)), limit: 200 }
  const items = useRead(listItems, query, { enabled: !isFixed })
  const options = (items.data?.rows ?? []).map(({ id, code, title }) => ({ value: id, label: `${code} ${title}` }))
  if (isFixed)
    return (
      <p>
        {text({ zh: '发现于：', en: 'Found in: ' })}
        {text(sources[source])}
      </p>
    )
  return (
    <FormItem
      name="itemId"
      label={{ zh: '涉及的评估事项（选填）', en: 'Item it is about (optional)' }}
      schema={OrderContent.shape.divisionId.optional()}
      hint={{ zh: '不选的，为日常工作中发现。', en: 'Without one it was found in daily work.' }}
    >
      <Select allowClear showSearch optionFilterProp="label" options={options} />
    </FormItem>
  )
}
