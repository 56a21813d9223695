import { Form, Input, InputNumber, Select } from 'antd'
import { Aggregate, type AggregateRule, aggregateRuleNames, aggregateRules } from '#domain/collection/aggregate.ts'
import type { Line } from '#domain/collection/dataReport.content.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'

type Props = { readonly lines: readonly Pick<Line, 'name' | 'unit' | 'decimals'>[] }

/** Figures put together from those of the report: which, by which rule. They go along into the next period's report. */
export function AggregateFields({ lines }: Props) {
  const text = useText()
  const [first] = lines
  const begun = { rule: 'sum', name: '', unit: first?.unit ?? '', decimals: first?.decimals ?? 0, of: [], by: [] }
  return (
    <Form.List name="aggregates">
      {(fields, { add, remove }) => (
        <fieldset className="aggregates">
          <legend>{text({ zh: '汇总指标', en: 'Figures put together' })}</legend>
          {fields.map(({ key, name }) => (
            <div key={key} className="aggregate">
              <One at={name} lines={lines} />
              <ButtonFace kind="plain" onClick={() => remove(name)}>
                {text({ zh: '去掉', en: 'Remove' })}
                <span className="hidden-words">{name + 1}</span>
              </ButtonFace>
            </div>
          ))}
          <ButtonFace kind="normal" onClick={() => add(begun)}>
            {text({ zh: '增加汇总指标', en: 'Add a figure' })}
          </ButtonFace>
        </fieldset>
      )}
    </Form.List>
  )
}

const { shape } = Aggregate

function One({ at, lines }: Props & { readonly at: number }) {
  const text = useText()
  const rule = Form.useWatch<AggregateRule | undefined>(['aggregates', at, 'rule']) ?? 'sum'
  const names = [...new Set(lines.map(({ name }) => name))].map((name) => ({ value: name, label: name }))
  const { by } = aggregateRules[rule]
  return (
    <>
      <FormItem name={[at, 'name']} label={words.name} schema={shape.name}>
        <Input autoComplete="off" lang="zh" />
      </FormItem>
      <FormItem name={[at, 'rule']} label={words.rule} schema={shape.rule}>
        <Select options={aggregateRuleNames.map((value) => ({ value, label: text(aggregateRules[value].name) }))} />
      </FormItem>
      <FormItem name={[at, 'of']} label={words.of} schema={shape.of}>
        <Select mode="multiple" options={names} />
      </FormItem>
      {by && (
        <FormItem name={[at, 'by']} label={by} schema={shape.by}>
          <Select mode="multiple" options={names} />
        </FormItem>
      )}
      <FormItem name={[at, 'unit']} label={words.unit} schema={shape.unit}>
        <Input autoComplete="off" lang="zh" />
      </FormItem>
      <FormItem name={[at, 'decimals']} label={words.decimals} schema={shape.decimals}>
        <InputNumber min={0} max={6} precision={0} />
      </FormItem>
    </>
  )
}

const words = {
  name: { zh: '名称', en: 'Name' },
  rule: { zh: '规则', en: 'Rule' },
  of: { zh: '取自', en: 'Of' },
  unit: { zh: '单位', en: 'Unit' },
  decimals: { zh: '小数位', en: 'Decimals' },
} as const
