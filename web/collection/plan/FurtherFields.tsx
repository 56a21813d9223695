import { Form, Input, InputNumber, Select } from 'antd'
import { z } from 'zod'
import type { CollectionPlan } from '#domain/collection/collectionPlan.api.ts'
import { FormField, fieldKinds, roles } from '#domain/collection/form.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { useNamed } from '#web/kernel/Filters.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { CheckFields } from './CheckFields.tsx'
import { type DraftValues, type FieldValues, keysOf, newKey } from './draftValues.ts'

const [number, choice] = FormField.options
const anyKind = z.enum(Object.keys(fieldKinds))
const mostFields = 30
const mostChoices = 30

/** What is asked beside the figure, in the order in which it will be asked. */
export function FurtherFields({ plan }: { plan: CollectionPlan }) {
  const text = useText()
  const form = Form.useFormInstance<DraftValues>()
  const { unit, decimals } = plan.indicator
  const keyFor = () => newKey(keysOf(plan, form.getFieldsValue(true) as DraftValues), 'f')
  const blank = (): FieldValues => ({
    key: keyFor(),
    kind: 'number',
    name: '',
    unit,
    decimals,
    role: 'current',
    checks: [],
  })
  return (
    <Panel
      title={{ zh: '其他字段', en: 'Further fields' }}
      note={text({
        zh: '指标值之外还要填的；没有就不必增加',
        en: 'asked beside the figure; none where none is needed',
      })}
    >
      <Form.List name="fields">
        {(fields, { add, remove, move }) => (
          <>
            {fields.map(({ key, name }) => (
              <FieldRow
                key={key}
                at={name}
                count={fields.length}
                plan={plan}
                onMove={(to) => {
                  move(name, to)
                  focusLater(`plan-field-${to}`)
                }}
                onRemove={() => {
                  remove(name)
                  focusLater('add-field')
                }}
              />
            ))}
            {fields.length < mostFields && (
              <ButtonFace
                id="add-field"
                kind="normal"
                onClick={() => {
                  add(blank())
                  focusLater(`plan-field-${fields.length}`)
                }}
              >
                {text({ zh: '增加字段', en: 'Add a field' })}
              </ButtonFace>
            )}
          </>
        )}
      </Form.List>
    </Panel>
  )
}

/** Once the list is drawn anew: the first control of the row, or the button itself. */
function focusLater(id: string): void {
  requestAnimationFrame(() => {
    const found = document.getElementById(id)
    // the field's key is there too, unseen
    const seen = [...(found?.querySelectorAll('input') ?? [])].find((input) => input.offsetParent !== null)
    const target = found?.matches('button') ? found : seen
    target?.focus()
  })
}

type RowProps = {
  readonly at: number
  readonly count: number
  readonly plan: CollectionPlan
  readonly onMove: (to: number) => void
  readonly onRemove: () => void
}

function FieldRow({ at, count, plan, onMove, onRemove }: RowProps) {
  const text = useText()
  const named = useNamed()
  const field = Form.useWatch<FieldValues | undefined>(['fields', at])
  const legend = { zh: `字段${at + 1}　${field?.name ?? ''}`, en: `Field ${at + 1}  ${field?.name ?? ''}` }
  const of = <span className="hidden-words">{text(legend)}</span>
  return (
    <fieldset id={`plan-field-${at}`} className="plan-field">
      <legend>{text(legend)}</legend>
      <Form.Item name={[at, 'key']} hidden noStyle>
        <Input />
      </Form.Item>
      <div className="plan-fields">
        <FormItem name={[at, 'name']} label={{ zh: '字段名称', en: 'Name of the field' }} schema={number.shape.name}>
          <Input />
        </FormItem>
        <FormItem name={[at, 'kind']} label={{ zh: '类型', en: 'Kind' }} schema={anyKind}>
          <Select options={named(fieldKinds)} />
        </FormItem>
        {field?.kind === 'number' && <NumberDetails at={at} />}
      </div>
      {field?.kind === 'choice' && <Choices at={at} />}
      {field && <CheckFields list={[at, 'checks']} path={['fields', at, 'checks']} of={field.key} plan={plan} />}
      <p className="row-of-actions">
        <ButtonFace kind="plain" isRefused={at === 0} onClick={() => onMove(at - 1)}>
          {text({ zh: '上移', en: 'Move up' })}
          {of}
        </ButtonFace>
        <ButtonFace kind="plain" isRefused={at === count - 1} onClick={() => onMove(at + 1)}>
          {text({ zh: '下移', en: 'Move down' })}
          {of}
        </ButtonFace>
        <ButtonFace kind="plain" onClick={onRemove}>
          {text({ zh: '删去字段', en: 'Remove the field' })}
          {of}
        </ButtonFace>
      </p>
    </fieldset>
  )
}

function NumberDetails({ at }: { at: number }) {
  const named = useNamed()
  return (
    <>
      <FormItem name={[at, 'unit']} label={{ zh: '单位', en: 'Unit' }} schema={number.shape.unit.optional()}>
        <Input />
      </FormItem>
      <FormItem name={[at, 'decimals']} label={{ zh: '小数位数', en: 'Decimals' }} schema={number.shape.decimals}>
        <InputNumber min={0} max={6} />
      </FormItem>
      <FormItem name={[at, 'role']} label={{ zh: '口径', en: 'Which figure' }} schema={number.shape.role}>
        <Select options={named(roles)} />
      </FormItem>
    </>
  )
}

function Choices({ at }: { at: number }) {
  const text = useText()
  const form = Form.useFormInstance<DraftValues>()
  const add = () => {
    const choices = (form.getFieldValue(['fields', at, 'choices']) ?? []) as NonNullable<FieldValues['choices']>
    return { key: newKey(new Set(choices.map(({ key }) => key)), 'c'), name: '' }
  }
  return (
    <div className="plan-choices">
      <Form.List name={[at, 'choices']}>
        {(choices, list) => (
          <>
            {choices.map(({ key, name }) => (
              <div className="plan-choice" key={key}>
                <Form.Item name={[name, 'key']} hidden noStyle>
                  <Input />
                </Form.Item>
                <FormItem
                  name={[name, 'name']}
                  label={{ zh: `选项${name + 1}`, en: `Choice ${name + 1}` }}
                  schema={choice.shape.choices.element.shape.name}
                >
                  <Input />
                </FormItem>
                <ButtonFace kind="plain" onClick={() => list.remove(name)}>
                  {text({ zh: `删去选项${name + 1}`, en: `Remove choice ${name + 1}` })}
                </ButtonFace>
              </div>
            ))}
            {choices.length < mostChoices && (
              <ButtonFace kind="plain" onClick={() => list.add(add())}>
                {text({ zh: '增加选项', en: 'Add a choice' })}
              </ButtonFace>
            )}
          </>
        )}
      </Form.List>
    </div>
  )
}
