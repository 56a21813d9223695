import { Checkbox, Form, Input, InputNumber } from 'antd'
import type { ReactNode } from 'react'
import { frequencies } from '#domain/calendar/periods.ts'
import type { Text } from '#domain/kernel/text.ts'
import { listExternalBodies } from '#domain/organization/organization.api.ts'
import type { ItemContent } from '#domain/plan/item.api.ts'
import { deliveries } from '#domain/plan/item.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { checkedBy } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { Select } from '#web/kernel/Select.tsx'
import { FeedSelect } from './FeedSelect.tsx'
import { contentShape, orNull } from './itemForm.ts'
import { PartDivision } from './PartDivision.tsx'

const { shape } = contentShape.indicators.element

const nothing: ItemContent['indicators'][number] = {
  name: '',
  unit: '',
  decimals: 0,
  frequency: 'month',
  definition: '',
  collectingUnitId: null,
  delivery: 'citySystem',
  evidenceNeeded: false,
  target: null,
  feed: null,
  divisionId: null,
}

/** The indicators with how they are reported: how often, to whom, by which way, with evidence or not. */
export function IndicatorFields() {
  const text = useText()
  return (
    <Panel id="indicators" title={{ zh: '指标与数据报送', en: 'Indicators and reporting' }}>
      <Form.List name="indicators">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <IndicatorCard key={key} at={name} onRemove={() => remove(name)} />
            ))}
            <p className="row-of-actions">
              <ButtonFace kind="normal" onClick={() => add(nothing)}>
                {text({ zh: '增加指标', en: 'Add an indicator' })}
              </ButtonFace>
            </p>
          </>
        )}
      </Form.List>
    </Panel>
  )
}

function IndicatorCard({ at, onRemove }: { at: number; onRemove: () => void }) {
  const text = useText()
  const bodies = useRead(listExternalBodies, {})
  const named = (names: Readonly<Record<string, Text>>) =>
    Object.entries(names).map(([value, words]) => ({ value, label: text(words) }))
  const units = (bodies.data?.rows ?? [])
    .filter(({ isPresent }) => isPresent)
    .map(({ id, name }) => ({ value: id, label: text(name) }))
  const field = (name: keyof typeof shape, label: Text, input: ReactNode, more: object = {}) => (
    <Form.Item name={[at, name]} label={text(label)} rules={[checkedBy(orNullOf(name))]} {...more}>
      {input}
    </Form.Item>
  )
  const n = at + 1
  return (
    <fieldset className="indicator-fields">
      <legend>
        {text({ zh: `指标${n}`, en: `Indicator ${n}` })}{' '}
        <ButtonFace kind="plain" onClick={onRemove}>
          {text({ zh: `删除指标${n}`, en: `Remove indicator ${n}` })}
        </ButtonFace>
      </legend>
      <div className="fields">
        <div className="span-2">{field('name', { zh: '名称', en: 'Name' }, <Input />)}</div>
        <PartDivision list="indicators" at={at} />
        {field('unit', { zh: '单位', en: 'Unit' }, <Input className="short-input" />)}
        {field('decimals', { zh: '小数位数', en: 'Decimals' }, <InputNumber min={0} max={6} />)}
        {field('frequency', { zh: '频度', en: 'Frequency' }, <Select options={named(frequencies)} />)}
        {field('target', { zh: '年度目标值', en: 'Target of the year' }, <Input inputMode="decimal" />)}
        {field(
          'collectingUnitId',
          { zh: '数据采集责任单位（空为内部）', en: 'Collecting unit (empty: within the office)' },
          <Select allowClear options={units} showSearch={{ optionFilterProp: 'label' }} />,
        )}
        {field('delivery', { zh: '报送渠道', en: 'Delivery' }, <Select options={named(deliveries)} />)}
        <div className="span-2">
          {field('definition', { zh: '口径', en: 'Definition' }, <Input.TextArea rows={1} />)}
        </div>
        {field('feed', { zh: '数据源（自动带出）', en: 'Filled in from' }, <FeedSelect />)}
        {field(
          'evidenceNeeded',
          { zh: '佐证', en: 'Evidence' },
          <Checkbox>{text({ zh: '须附佐证材料', en: 'Evidence is needed' })}</Checkbox>,
          { valuePropName: 'checked' },
        )}
      </div>
    </fieldset>
  )
}

const emptied = new Set<string>(['collectingUnitId', 'target', 'feed'])
const orNullOf = (name: keyof typeof shape) => (emptied.has(name) ? orNull(shape[name]) : shape[name])
