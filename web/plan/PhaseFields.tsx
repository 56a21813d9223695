import { Form, Input } from 'antd'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import { compare } from '#domain/kernel/decimal.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { ItemContent } from '#domain/plan/item.api.ts'
import { away, byDivision, weightOf } from '#domain/plan/item.ts'
import type { Plan } from '#domain/plan/plan.api.ts'
import { quarterPhases } from '#domain/plan/quarters.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { checkedBy } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { contentShape, orNull } from './itemForm.ts'
import { PartDivision, useSides } from './PartDivision.tsx'
import { PhaseGantt } from './PhaseGantt.tsx'

const { shape } = contentShape.phases.element
type Phase = ItemContent['phases'][number]

const nothing: Phase = { title: '', startsOn: '', endsOn: '', goal: '', criterion: '', weight: null, divisionId: null }

type Props = {
  readonly plan: Pick<Plan, 'year'>
  /** A bar was dragged: the form does not tell what is set into it from outside of its fields. */
  readonly onMoved: (phases: Phase[]) => void
}

/** The phases in their order: as bars to be dragged, and the same as a table, each written in place. */
export function PhaseFields({ plan, onMoved }: Props) {
  const text = useText()
  const form = Form.useFormInstance()
  const quarters = () => {
    const { startsOn, endsOn } = form.getFieldsValue(true) as Partial<ItemContent>
    return quarterPhases(plan.year, {
      startsOn: startsOn || `${plan.year}-01-01`,
      endsOn: endsOn || `${plan.year}-12-31`,
    })
  }
  return (
    <Panel id="phases" title={{ zh: '阶段', en: 'Phases' }} note={<PhaseSum />}>
      <Form.List name="phases">
        {(fields, { add, remove }) => (
          <>
            {fields.length > 0 && <PhaseGantt year={plan.year} onMoved={onMoved} />}
            {fields.map(({ key, name }) => (
              <PhaseRow key={key} at={name} onRemove={() => remove(name)} />
            ))}
            <p className="row-of-actions">
              <ButtonFace kind="normal" onClick={() => add(nothing)}>
                {text({ zh: '增加阶段', en: 'Add a phase' })}
              </ButtonFace>
              {fields.length === 0 && (
                <ButtonFace kind="plain" onClick={() => quarters().forEach((phase) => void add(phase))}>
                  {text({ zh: '按季度拆分', en: 'One for each quarter' })}
                </ButtonFace>
              )}
            </p>
          </>
        )}
      </Form.List>
    </Panel>
  )
}

/** What the weights make: of the responsible division's phases, and of those of each division that shares the item. */
function PhaseSum() {
  const text = useText()
  const { nameOf } = useSides()
  const phases: Phase[] | undefined = Form.useWatch('phases')
  const weights = (phases ?? []).map((phase) => ({
    divisionId: phase?.divisionId || null,
    weight: isWeight(phase?.weight) ? phase.weight : null,
  }))
  if (weights.every(({ weight }) => weight === null)) return null
  return [...byDivision(weights, ({ divisionId }) => divisionId)].map(([division, side]) => {
    const total = weightOf(side)
    const { zh, en } = away(total)
    const isWhole = compare(total, '100') === 0
    const [of, inEnglish] = division === null ? ['', ''] : [nameOf(division), ` of ${nameOf(division)}`]
    return (
      <span key={division} className={isWhole ? 'phase-sum' : 'phase-sum sum-off'}>
        {text({ zh: `${of}权重合计${total}`, en: `Weights${inEnglish} add up to ${total}` })}
        {!isWhole && text({ zh: `，${zh}`, en: `, ${en}` })}
      </span>
    )
  })
}

const isWeight = (value: string | null | undefined): value is string => /^\d{1,3}(\.\d{1,2})?$/.test(value ?? '')

function PhaseRow({ at, onRemove }: { at: number; onRemove: () => void }) {
  const text = useText()
  const n = at + 1
  const field = (name: keyof Phase, label: Text, input: ReactNode, schema: z.ZodType = shape[name]) => (
    <Form.Item className={`phase-${name}`} name={[at, name]} label={text(label)} rules={[checkedBy(schema)]}>
      {input}
    </Form.Item>
  )
  return (
    <fieldset className="phase-fields" aria-label={text({ zh: `第${n}阶段`, en: `Phase ${n}` })}>
      {field('title', { zh: `第${n}阶段`, en: `Phase ${n}` }, <Input />)}
      {field('startsOn', { zh: '起始日', en: 'From' }, <DayInput />)}
      {field('endsOn', { zh: '终止日', en: 'To' }, <DayInput />)}
      {field('weight', { zh: '权重', en: 'Weight' }, <Input inputMode="decimal" />, orNull(shape.weight))}
      {field('goal', { zh: '目标', en: 'Goal' }, <Input.TextArea rows={1} />)}
      {field('criterion', { zh: '考核标准', en: 'Criterion' }, <Input.TextArea rows={1} />)}
      <PartDivision list="phases" at={at} />
      <ButtonFace kind="plain" onClick={onRemove}>
        {text({ zh: `删除第${n}阶段`, en: `Remove phase ${n}` })}
      </ButtonFace>
    </fieldset>
  )
}
