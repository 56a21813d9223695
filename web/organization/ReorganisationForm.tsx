import { Form, Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { same } from '#domain/kernel/text.ts'
import {
  type Reorganisation,
  ReorganisationContent,
  saveReorganisation,
} from '#domain/organization/reorganisation.api.ts'
import { endings } from '#domain/organization/reorganisation.ts'
import { nothing, wordsOfContent } from '#domain/organization/reorganisationChanges.ts'
import { ActionButton, ButtonFace } from '#web/kernel/ActionButton.tsx'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { FormItem, soundValues } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useDivisionOptions } from '#web/kernel/options.ts'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { type Edited, useEdited } from '#web/kernel/useEdited.tsx'
import { useOptions, useSuccessorOptions } from './choices.ts'
import { ItemSuccessors } from './ItemSuccessors.tsx'
import './acts.css'

type Values = { fromOn: string; document: string; content: Reorganisation['content'] }
type Props = { readonly plan: Reorganisation; readonly mayEdit: boolean }

const founded = ReorganisationContent.shape.founded.element.shape
const renamed = ReorganisationContent.shape.renamed.element.shape
const ended = ReorganisationContent.shape.ended.element.shape

type Flat = Reorganisation['content'] & { readonly fromOn: string; readonly document: string }
const flat = ({ fromOn, document, content }: Values): Flat => ({ fromOn, document, ...content })
const partNames = {
  fromOn: { zh: '生效日', en: 'From' },
  document: { zh: '依据文件', en: 'Ordered by' },
  founded: { zh: '增设', en: 'Founded' },
  renamed: { zh: '更名', en: 'Renamed' },
  ended: { zh: '终止', en: 'Ended' },
} as const

/** The form over what others may write too. */
function useArranged(plan: Reorganisation, onDirty: (isDirty: boolean) => void) {
  const toast = useToast()
  const [form] = Form.useForm<Values>()
  const wordsOf = useWords(plan)
  const onDone = () => {
    toast({ zh: '已保存', en: 'Saved' })
    onDirty(false)
  }
  const save = useAct(saveReorganisation, { id: plan.id }, { onDone })
  const edited: Edited<Flat> = useEdited<Flat>({
    name: { zh: '机构调整', en: 'reorganisation' },
    now: { version: plan.version, values: flat(plan) },
    mine: () => ({ ...edited.base.values, ...flat(form.getFieldsValue(true)) }),
    basis: saveReorganisation.basis,
    isSaving: save.isPending,
    nameOf: (field) => partNames[field],
    wordsOf,
    onChosen: ({ fromOn, document, ...content }, version) => {
      form.setFieldsValue({ fromOn, document, content })
      send({ fromOn, document, content }, version)
    },
  })
  const send = (values: Values, version: number) => save.mutate({ ...values, version }, { onError: edited.refused })
  const submit = async () => {
    const values = await soundValues(form)
    if (values) send(values, edited.version)
  }
  return { form, edited, save, submit }
}

/** A field as a person reads it: divisions by their names. */
function useWords({ outcome }: Reorganisation) {
  const text = useText()
  const divisions = useDivisionOptions({ isPastToo: true })
  return (field: keyof Flat, value: unknown): string => {
    if (field === 'fromOn' || field === 'document') return `${value ?? ''}`
    const content = { ...nothing, [field]: value ?? [] } as Reorganisation['content']
    const founded = new Map(content.founded.map(({ key, name }) => [key, name]))
    const division = (id: string) => founded.get(id) ?? same(divisions.find((one) => one.value === id)?.label ?? id)
    const item = (id: string) => outcome?.items.find(({ itemId }) => itemId === id)?.code ?? id
    return text(wordsOfContent(content, { division, item }))
  }
}

/** What is founded, renamed and ended; saving shows anew what it would bring about. */
export function ReorganisationForm({ plan, mayEdit, onDirty }: Props & { onDirty: (isDirty: boolean) => void }) {
  const { form, edited, save, submit } = useArranged(plan, onDirty)
  const { fromOn, document, ...content } = edited.base.values
  return (
    <Form
      form={form}
      layout="vertical"
      disabled={!mayEdit}
      initialValues={{ fromOn, document, content }}
      onValuesChange={() => onDirty(true)}
      autoComplete="off"
    >
      <Panel title={{ zh: '调整内容', en: 'What changes' }}>
        <div className="field-row">
          <FormItem name="fromOn" label={{ zh: '生效日', en: 'From' }} schema={saveReorganisation.body.shape.fromOn}>
            <DayInput />
          </FormItem>
          <FormItem
            name="document"
            label={{ zh: '依据文件', en: 'Ordered by' }}
            schema={saveReorganisation.body.shape.document}
          >
            <Input />
          </FormItem>
        </div>
        <Founded mayEdit={mayEdit} />
        <Renamed mayEdit={mayEdit} />
        <Ended plan={plan} mayEdit={mayEdit} />
        {edited.elsewhere}
        {mayEdit && (
          <p className="row-of-actions">
            <ActionButton endpoint={saveReorganisation} loading={save.isPending} onClick={() => void submit()} />
          </p>
        )}
        {save.error && <ErrorState error={save.error} />}
      </Panel>
    </Form>
  )
}

type Part = { readonly mayEdit: boolean }
type ListProps = Part & {
  readonly name: 'founded' | 'renamed' | 'ended'
  readonly title: { zh: string; en: string }
  readonly fresh: () => object
  readonly row: (at: number) => ReactNode
}

function PartList({ name, title, fresh, row, mayEdit }: ListProps) {
  const text = useText()
  return (
    <Form.List name={['content', name]}>
      {(fields, { add, remove }) => (
        <section className="reorganisation-part">
          <h3>{text(title)}</h3>
          {fields.length === 0 && <p className="sub">{text({ zh: '无', en: 'None' })}</p>}
          {fields.map((field) => (
            <fieldset className="field-row" key={field.key} aria-label={text(title)}>
              {row(field.name)}
              {mayEdit && (
                <ButtonFace kind="plain" onClick={() => remove(field.name)}>
                  {text({ zh: '去掉', en: 'Take out' })}
                </ButtonFace>
              )}
            </fieldset>
          ))}
          {mayEdit && (
            <ButtonFace kind="normal" onClick={() => add(fresh())}>
              {text({ zh: `增加：${title.zh}`, en: `Add: ${title.en}` })}
            </ButtonFace>
          )}
        </section>
      )}
    </Form.List>
  )
}

function Names({ at }: { at: number }) {
  return (
    <>
      <FormItem name={[at, 'name', 'zh']} label={{ zh: '名称', en: 'Name' }} schema={renamed.name.shape.zh}>
        <Input />
      </FormItem>
      <FormItem name={[at, 'name', 'en']} label={{ zh: '英文名称', en: 'English name' }} schema={renamed.name.shape.en}>
        <Input />
      </FormItem>
    </>
  )
}

function Founded({ mayEdit }: Part) {
  return (
    <PartList
      name="founded"
      title={{ zh: '增设', en: 'Founded' }}
      mayEdit={mayEdit}
      fresh={() => ({ key: `new-${Date.now()}`, sort: 90 })}
      row={(at) => (
        <>
          <FormItem name={[at, 'code']} label={{ zh: '编号', en: 'Code' }} schema={founded.code}>
            <Input />
          </FormItem>
          <Names at={at} />
          <FormItem name={[at, 'sort']} label={{ zh: '排列次序', en: 'Order' }} schema={founded.sort}>
            <InputNumber min={0} max={9999} />
          </FormItem>
        </>
      )}
    />
  )
}

function Renamed({ mayEdit }: Part) {
  const divisions = useDivisionOptions()
  return (
    <PartList
      name="renamed"
      title={{ zh: '更名', en: 'Renamed' }}
      mayEdit={mayEdit}
      fresh={() => ({})}
      row={(at) => (
        <>
          <FormItem name={[at, 'divisionId']} label={{ zh: '处', en: 'Division' }} schema={renamed.divisionId}>
            <Select options={divisions} showSearch optionFilterProp="label" />
          </FormItem>
          <Names at={at} />
        </>
      )}
    />
  )
}

function Ended({ plan, mayEdit }: Props) {
  const divisions = useDivisionOptions()
  const successors = useSuccessorOptions()
  const how = useOptions(endings)
  return (
    <PartList
      name="ended"
      title={{ zh: '终止', en: 'Ended' }}
      mayEdit={mayEdit}
      fresh={() => ({ how: 'merged', successor: null, items: [] })}
      row={(at) => (
        <>
          <FormItem
            name={[at, 'divisionId']}
            label={{ zh: '终止的处', en: 'Division that ends' }}
            schema={ended.divisionId}
          >
            <Select options={divisions} showSearch optionFilterProp="label" />
          </FormItem>
          <FormItem name={[at, 'how']} label={{ zh: '方式', en: 'How' }} schema={ended.how}>
            <Select options={how} />
          </FormItem>
          <FormItem name={[at, 'successor']} label={{ zh: '承接处', en: 'Successor' }} schema={ended.successor}>
            <Select options={successors} showSearch optionFilterProp="label" />
          </FormItem>
          <Form.Item name={[at, 'items']} noStyle>
            <ItemSuccessors outcome={plan.outcome} at={at} />
          </Form.Item>
        </>
      )}
    />
  )
}
