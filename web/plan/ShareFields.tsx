import { Form, Input } from 'antd'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import type { Text } from '#domain/kernel/text.ts'
import type { ItemContent } from '#domain/plan/item.api.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { checkedBy } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useDivisionOptions, usePersonOptions } from '#web/kernel/options.ts'
import { Panel } from '#web/kernel/Panel.tsx'
import { Select } from '#web/kernel/Select.tsx'
import { contentShape, free, orNull } from './itemForm.ts'

type Measure = ItemContent['measures'][number]

const measureShape = contentShape.measures.element.shape
const shareShape = contentShape.coDivisions.element.shape
const noMeasure: Measure = { what: '', who: '', personId: null, untilOn: null }
const findable = { showSearch: { optionFilterProp: 'label' } } as const

/** Measures (Art. 9) and the divisions that share the responsibility for a joint item. */
export function ShareFields() {
  const text = useText()
  return (
    <>
      <Panel id="measures" title={{ zh: '措施', en: 'Measures' }}>
        <Form.List name="measures">
          {(fields, { add, remove }) => (
            <>
              {fields.map(({ key, name }) => (
                <MeasureRow key={key} at={name} onRemove={() => remove(name)} />
              ))}
              <p className="row-of-actions">
                <ButtonFace kind="normal" onClick={() => add(noMeasure)}>
                  {text({ zh: '增加措施', en: 'Add a measure' })}
                </ButtonFace>
              </p>
            </>
          )}
        </Form.List>
      </Panel>
      <Panel id="coDivisions" title={{ zh: '配合处', en: 'Co-responsible divisions' }}>
        <Form.List name="coDivisions">
          {(fields, { add, remove }) => (
            <>
              {fields.map(({ key, name }) => (
                <ShareRow key={key} at={name} onRemove={() => remove(name)} />
              ))}
              <p className="row-of-actions">
                <ButtonFace kind="normal" onClick={() => add({ goal: '' })}>
                  {text({ zh: '增加配合处', en: 'Add a division' })}
                </ButtonFace>
              </p>
            </>
          )}
        </Form.List>
      </Panel>
    </>
  )
}

type FieldProps = { readonly at: number; readonly name: string; readonly label: Text; readonly schema: z.ZodType }

function Field({ at, name, label, schema, children }: FieldProps & { readonly children: ReactNode }) {
  const text = useText()
  return (
    <Form.Item className={`share-${name}`} name={[at, name]} label={text(label)} rules={[checkedBy(schema)]}>
      {children}
    </Form.Item>
  )
}

function MeasureRow({ at, onRemove }: { at: number; onRemove: () => void }) {
  const text = useText()
  const people = usePersonOptions()
  const n = at + 1
  const { what, who, personId, untilOn } = measureShape
  return (
    <fieldset className="share-fields" aria-label={text({ zh: `措施${n}`, en: `Measure ${n}` })}>
      <Field at={at} name="what" label={{ zh: `措施${n}`, en: `Measure ${n}` }} schema={what}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
      </Field>
      <Field at={at} name="personId" label={{ zh: '办理人', en: 'By' }} schema={orNull(personId)}>
        <Select allowClear {...findable} options={people} />
      </Field>
      <Field at={at} name="who" label={{ zh: '其他办理人', en: 'By others' }} schema={free(who, '')}>
        <Input />
      </Field>
      <Field at={at} name="untilOn" label={{ zh: '期限', en: 'Until' }} schema={orNull(untilOn)}>
        <DayInput />
      </Field>
      <ButtonFace kind="plain" onClick={onRemove}>
        {text({ zh: `删除措施${n}`, en: `Remove measure ${n}` })}
      </ButtonFace>
    </fieldset>
  )
}

function ShareRow({ at, onRemove }: { at: number; onRemove: () => void }) {
  const text = useText()
  const divisions = useDivisionOptions()
  const n = at + 1
  return (
    <fieldset className="share-fields" aria-label={text({ zh: `配合处${n}`, en: `Co-responsible division ${n}` })}>
      <Field at={at} name="divisionId" label={{ zh: `配合处${n}`, en: `Division ${n}` }} schema={shareShape.divisionId}>
        <Select {...findable} options={divisions} />
      </Field>
      <Field at={at} name="goal" label={{ zh: '本处目标', en: 'Its goal' }} schema={free(shareShape.goal, '')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
      </Field>
      <ButtonFace kind="plain" onClick={onRemove}>
        {text({ zh: `删除配合处${n}`, en: `Remove division ${n}` })}
      </ButtonFace>
    </fieldset>
  )
}
