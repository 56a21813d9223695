import { Form, Input } from 'antd'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import { compare } from '#domain/kernel/decimal.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { ItemContent } from '#domain/plan/item.api.ts'
import { away, weightOf } from '#domain/plan/item.ts'
import type { Plan } from '#domain/plan/plan.api.ts'
import { quarterPhases } from '#domain/plan/quarters.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { checkedBy } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { contentShape, orNull } from './itemForm.ts'
import { PhaseGantt } from './PhaseGantt.tsx'

const { shape } = contentShape.phases.element
type Phase = ItemContent['phases'][number]

const nothing: Phase = { title: '', startsOn: '', endsOn: '', goal: '', criterion: '', weight: null }

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

function PhaseSum() {
  const text = useText()
  const phases: Phase[] | undefined = Form.useWatch('phases')
  const weights = (phases ?? []).map((phase) => ({ weight: isWeight(phase?.weight) ? phase.weight : null }))
  if (weights.every(({ weight }) => weight === null)) return null
  const total = weightOf(weights)
  const { zh, en } = away(total)
  const isWhole = compare(total, '100') === 0
  return (
    <span className={isWhole ? '' : 'sum-off'}>
      {text({ zh: `权重合计${total}`, en: `Weights add up to ${total}` })}
      {!isWhole && text({ zh: `，${zh}`, en: `, ${en}` })}
    </span>
  )
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
      <ButtonFace kind="plain" onClick={onRemove}>
        {text({ zh: `删除第${n}阶段`, en: `Remove phase ${n}` })}
      </ButtonFace>
    </fieldset>
  )
}
