import { Checkbox, Form, Input } from 'antd'
import { seesEverything } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import { itemKinds, mayCarryWeight, methods } from '#domain/plan/item.ts'
import { readMunicipalPlan } from '#domain/plan/municipalPlan.api.ts'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useDivisionOptions, usePersonOptions } from '#web/kernel/options.ts'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { Select } from '#web/kernel/Select.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { free, orNull, contentShape as shape } from './itemForm.ts'
import type { DraftPlan, WrittenPlan } from './writtenPlan.tsx'

/** What the item is, whose it is, and by what it is measured. */
export function ItemFields({ plan }: { plan: DraftPlan }) {
  return (
    <>
      <What plan={plan} />
      <Whose plan={plan} />
      <Measured />
    </>
  )
}

const useNamed = () => {
  const text = useText()
  return (names: Readonly<Record<string, Text>>) =>
    Object.entries(names).map(([value, words]) => ({ value, label: text(words) }))
}

function What({ plan }: { plan: DraftPlan }) {
  const named = useNamed()
  const text = useText()
  const { dimensions } = useSession().pack
  const [min, max] = [`${plan.year}-01-01`, `${plan.year}-12-31`]
  return (
    <Panel title={{ zh: '事项', en: 'Item' }}>
      <div className="fields">
        <div className="span-2">
          <FormItem name="title" label={{ zh: '事项', en: 'Title' }} schema={shape.title}>
            <Input />
          </FormItem>
        </div>
        <FormItem name="code" label={{ zh: '编号', en: 'Code' }} schema={shape.code}>
          <Input />
        </FormItem>
        <WeightField plan={plan} />
        <FormItem name="kind" label={{ zh: '类别', en: 'Kind' }} schema={shape.kind}>
          <Select options={named(itemKinds)} />
        </FormItem>
        <FormItem name="dimension" label={{ zh: '维度', en: 'Dimension' }} schema={shape.dimension}>
          <Select options={named(dimensions)} />
        </FormItem>
        <FormItem name="startsOn" label={{ zh: '起始日', en: 'Starts on' }} schema={shape.startsOn}>
          <DayInput min={min} max={max} />
        </FormItem>
        <FormItem name="endsOn" label={{ zh: '终止日', en: 'Ends on' }} schema={shape.endsOn}>
          <DayInput min={min} max={max} />
        </FormItem>
        <FormItem
          name="binding"
          label={{ zh: '约束性', en: 'Binding' }}
          schema={free(shape.binding, false)}
          valuePropName="checked"
        >
          <Checkbox>{text({ zh: '约束性指标', en: 'Binding' })}</Checkbox>
        </FormItem>
        <WhitePaper />
        <CityRow plan={plan} />
      </div>
    </Panel>
  )
}

/** A special task that enters an issued plan carries no weight of its own, and is not asked for one. */
function WeightField({ plan }: { plan: WrittenPlan }) {
  const kind = Form.useWatch('kind')
  if (!mayCarryWeight({ kind, planState: plan.state })) return null
  return (
    <FormItem name="weight" label={{ zh: '权重', en: 'Weight' }} schema={orNull(shape.weight)}>
      <Input inputMode="decimal" className="short-input" />
    </FormItem>
  )
}

export function WhitePaper() {
  const text = useText()
  return (
    <FormItem
      name="isWhitePaper"
      label={{ zh: '公共服务白皮书', en: 'Public service white paper' }}
      schema={free(shape.isWhitePaper, false)}
      valuePropName="checked"
    >
      <Checkbox>{text({ zh: '列入白皮书，向社会公开承诺', en: 'Goes into the white paper as a promise' })}</Checkbox>
    </FormItem>
  )
}

/** The row of the city's table that the item carries; there is nothing to choose where none was imported. */
export function CityRow({ plan }: { plan: DraftPlan }) {
  const { actor } = useSession()
  const isImported = plan.lintFacts.allottedRows.length + plan.lintFacts.unallottedRows.length > 0
  const city = useRead(readMunicipalPlan, { year: String(plan.year) }, { enabled: isImported && seesEverything(actor) })
  const text = useText()
  const gone = text({ zh: '（市里已撤销）', en: ' (withdrawn by the city)' })
  const options = (city.data?.rows ?? []).map(({ id, number, name, withdrawnOn }) => ({
    value: id,
    label: `${number} ${name}${withdrawnOn ? gone : ''}`,
  }))
  return (
    <FormItem
      name="municipalIndicatorId"
      label={{ zh: '市级指标', en: 'Municipal indicator' }}
      schema={orNull(shape.municipalIndicatorId)}
    >
      <Select allowClear disabled={!isImported} options={options} popupMatchSelectWidth={false} />
    </FormItem>
  )
}

function Whose({ plan }: { plan: WrittenPlan }) {
  const [ofDivisions, ofPeople] = [useDivisionOptions(), usePersonOptions()]
  // a division's own plan holds what it is responsible for itself
  const isPossible = ({ value }: { value: string }) => plan.kind !== 'division' || value === plan.divisionId
  return (
    <Panel title={{ zh: '责任', en: 'Responsibility' }}>
      <div className="fields">
        <FormItem
          name="responsibleDivisionId"
          label={{ zh: '责任处', en: 'Responsible division' }}
          schema={orNull(shape.responsibleDivisionId)}
        >
          <Select allowClear {...findable} options={ofDivisions.filter(isPossible)} />
        </FormItem>
        <FormItem
          name="coordinatingDivisionId"
          label={{ zh: '协调处', en: 'Coordinating division' }}
          schema={orNull(shape.coordinatingDivisionId)}
        >
          <Select allowClear {...findable} options={ofDivisions} />
        </FormItem>
        <FormItem
          name="mainResponsiblePersonId"
          label={{ zh: '主要责任人', en: 'Main responsible person' }}
          schema={orNull(shape.mainResponsiblePersonId)}
        >
          <Select allowClear {...findable} options={ofPeople} />
        </FormItem>
        <OtherPeople />
      </div>
    </Panel>
  )
}

const findable = { showSearch: { optionFilterProp: 'label' } } as const

/** Who is responsible beside the main responsible person, and who takes part. */
export function OtherPeople() {
  const ofPeople = usePersonOptions()
  return (
    <>
      <FormItem
        name="responsiblePersonIds"
        label={{ zh: '责任人', en: 'Responsible persons' }}
        schema={free(shape.responsiblePersonIds, [])}
      >
        <Select mode="multiple" {...findable} options={ofPeople} />
      </FormItem>
      <div className="span-2">
        <FormItem
          name="participantIds"
          label={{ zh: '参与人', en: 'Participants' }}
          schema={free(shape.participantIds, [])}
        >
          <Select mode="multiple" {...findable} options={ofPeople} />
        </FormItem>
      </div>
    </>
  )
}

/** Goal, method and how data are reported. */
export function Measured() {
  const named = useNamed()
  return (
    <Panel title={{ zh: '目标与方法', en: 'Goal and method' }}>
      <FormItem
        name="goal"
        label={{ zh: '年度目标', en: 'Yearly goal' }}
        schema={free(shape.goal, '')}
        hint={{ zh: '写明数量、期限或可查验的成果。', en: 'Name a number, a day or something that can be checked.' }}
      >
        <Input.TextArea rows={2} />
      </FormItem>
      <div className="fields">
        <FormItem name="method" label={{ zh: '评价方法', en: 'Method' }} schema={orNull(shape.method)}>
          <Select allowClear options={named(methods)} />
        </FormItem>
        <FormItem
          name="reporting"
          label={{ zh: '数据报送方式', en: 'Reporting mode' }}
          schema={free(shape.reporting, '')}
          hint={{ zh: '没有指标的事项必填，如“按阶段书面报告”。', en: 'Needed where there is no indicator.' }}
        >
          <Input />
        </FormItem>
      </div>
    </Panel>
  )
}
