import { Checkbox, Form, Input, InputNumber, Radio } from 'antd'
import { z } from 'zod'
import { dayOfMonthFor, ExternalDue } from '#domain/calendar/dueRule.ts'
import { periodsOf, periodText } from '#domain/calendar/periods.ts'
import { CollectionContent } from '#domain/collection/collectionContent.ts'
import { type CollectionPlan, changeCollectionVersion } from '#domain/collection/collectionPlan.api.ts'
import { final, preliminary } from '#domain/collection/collectionPlan.ts'
import { ways } from '#domain/collection/dataReport.ts'
import { mainKey } from '#domain/collection/form.ts'
import type { Text } from '#domain/kernel/text.ts'
import { listExternalBodies } from '#domain/organization/organization.api.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { FileChoice } from '#web/kernel/FileChoice.tsx'
import { useNamed } from '#web/kernel/Filters.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { formatLongDay, formatSize } from '#web/kernel/format.ts'
import { Icon } from '#web/kernel/Icon.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { Select } from '#web/kernel/Select.tsx'
import { CheckFields } from './CheckFields.tsx'
import type { Attached, DraftValues } from './draftValues.ts'

const { shape } = CollectionContent
const [, workingDays, dayOfMonth] = ExternalDue.options

/** All of a draft but its further fields. */
export function ContentFields({ plan }: { plan: CollectionPlan }) {
  return (
    <>
      <Delivery />
      <Days plan={plan} />
      <Requirement />
      <Panel
        title={{ zh: '指标值的校验', en: 'Checks of the figure' }}
        note={`${plan.indicator.name}（${plan.indicator.unit}）`}
      >
        <CheckFields list={['checks']} path={['checks']} of={mainKey} plan={plan} />
      </Panel>
    </>
  )
}

function Delivery() {
  const text = useText()
  const named = useNamed()
  const units = useRead(listExternalBodies, {})
  const chosen = Form.useWatch<string | undefined>('collectingUnitId')
  const options = (units.data?.rows ?? [])
    .filter(({ id, isPresent }) => isPresent || id === chosen)
    .map(({ id, name }) => ({ value: id, label: text(name) }))
  return (
    <Panel title={{ zh: '向谁报、怎么报', en: 'To whom and how' }}>
      <div className="plan-fields">
        <FormItem
          name="collectingUnitId"
          label={{ zh: '数据采集责任单位', en: 'Collecting unit' }}
          schema={shape.collectingUnitId.optional()}
        >
          <Select allowClear options={options} showSearch={{ optionFilterProp: 'label' }} />
        </FormItem>
        <FormItem name="provider" label={{ zh: '提供人', en: 'Provided by' }} schema={shape.provider.optional()}>
          <Input />
        </FormItem>
        <FormItem name="way" label={{ zh: '报送方式', en: 'Way of delivery' }} schema={shape.way.optional()}>
          <Select allowClear options={named(ways)} />
        </FormItem>
        <FormItem
          name="effectiveOn"
          label={{ zh: '自何日起执行', en: 'Holds from' }}
          schema={changeCollectionVersion.body.shape.effectiveOn}
          hint={{
            zh: '期末在该日及以后、尚未签字的数据按本版收集。',
            en: 'Unsigned figures of periods that end from this day on are asked by it.',
          }}
        >
          <DayInput />
        </FormItem>
        <FormItem
          name="isPreliminary"
          label={{ zh: '数据性质', en: 'Kind of figure' }}
          schema={shape.isPreliminary.optional()}
        >
          <Radio.Group
            options={[
              { value: false, label: text(final) },
              { value: true, label: text(preliminary) },
            ]}
          />
        </FormItem>
        <FormItem
          name="evidence"
          label={{ zh: '佐证', en: 'Evidence' }}
          schema={shape.evidence.optional()}
          valuePropName="checked"
        >
          <Checkbox>{text({ zh: '须附佐证文件', en: 'A file is needed' })}</Checkbox>
        </FormItem>
      </div>
    </Panel>
  )
}

const dueKinds = {
  office: { zh: '按机关设置', en: 'As set for the office' },
  workingDays: { zh: '期末后若干工作日', en: 'Working days after the period' },
  dayOfMonth: { zh: '固定日', en: 'A day of the month' },
} as const satisfies Record<ExternalDue['kind'], Text>

const anyKind = z.enum(Object.keys(dueKinds))

function Days({ plan }: { plan: CollectionPlan }) {
  const named = useNamed()
  const due = Form.useWatch<DraftValues['externalDue'] | undefined>('externalDue')
  return (
    <Panel title={{ zh: '期限', en: 'Days' }}>
      <div className="plan-fields">
        <FormItem
          name={['externalDue', 'kind']}
          label={{ zh: '对外期限（责任单位的要求）', en: 'External due day (as the unit requires)' }}
          schema={anyKind}
        >
          <Select options={named(dueKinds)} />
        </FormItem>
        {due?.kind === 'workingDays' && (
          <FormItem
            name={['externalDue', 'days']}
            label={{ zh: '期末后第几个工作日', en: 'Which working day after the period' }}
            schema={workingDays.shape.days}
          >
            <InputNumber min={1} max={60} />
          </FormItem>
        )}
        {due?.kind === 'dayOfMonth' && (
          <>
            <FormItem
              name={['externalDue', 'months']}
              label={{ zh: '期末后第几个月（0为期末当月）', en: 'Months after the last one (0: in it)' }}
              schema={dayOfMonth.shape.months}
            >
              <InputNumber min={0} max={6} />
            </FormItem>
            <FormItem
              name={['externalDue', 'day']}
              label={{ zh: '该月几日', en: 'Day of that month' }}
              schema={dayOfMonth.shape.day}
              {...exampleOf(plan, due)}
            >
              <InputNumber min={1} max={31} />
            </FormItem>
          </>
        )}
        <FormItem
          name="internalLead"
          label={{ zh: '内部期限提前几个工作日', en: 'Working days before it, inside' }}
          schema={shape.internalLead.optional()}
          hint={{ zh: '不填则按机关设置。', en: 'Empty: as set for the office.' }}
        >
          <InputNumber min={0} max={20} />
        </FormItem>
      </div>
    </Panel>
  )
}

/** The day that a fixed day of the month makes of the year's first period. */
function exampleOf({ year, indicator }: CollectionPlan, { months, day }: DraftValues['externalDue']): { hint?: Text } {
  const [period] = periodsOf(year, indicator.frequency)
  if (!period || typeof months !== 'number' || typeof day !== 'number') return {}
  const due = dayOfMonthFor(period, { months, day })
  const { zh, en } = periodText(period)
  return {
    hint: { zh: `如${zh}：${formatLongDay(due, 'zh')}`, en: `For example ${en}: ${formatLongDay(due, 'en')}` },
  }
}

function Requirement() {
  return (
    <Panel title={{ zh: '采集要求', en: 'Requirement' }}>
      <FormItem
        name="requirement"
        label={{ zh: '责任单位的要求', en: 'What the unit requires' }}
        schema={shape.requirement.optional()}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 10 }} />
      </FormItem>
      <Form.Item name="requirementFile" noStyle>
        <RequirementFile />
      </Form.Item>
    </Panel>
  )
}

type FileProps = { readonly value?: Attached | null; readonly onChange?: (file: Attached | null) => void }

/** The unit's own paper, one file. */
function RequirementFile({ value, onChange }: FileProps) {
  const text = useText()
  return (
    <>
      {value && (
        <p className="row-of-actions">
          <span>
            <Icon name="clip" /> {value.name} <span className="sub">{formatSize(value.size)}</span>
          </span>
          <ButtonFace kind="plain" onClick={() => onChange?.(null)}>
            {text({ zh: '去掉附件', en: 'Remove the file' })}
          </ButtonFace>
        </p>
      )}
      <FileChoice
        label={
          value ? { zh: '换一个附件…', en: 'Choose another file…' } : { zh: '附上要求文件…', en: 'Attach the paper…' }
        }
        onFile={({ id, name, size }) => onChange?.({ id, name, size })}
      />
    </>
  )
}
