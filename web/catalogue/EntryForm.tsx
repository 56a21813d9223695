import { Form, Input, InputNumber } from 'antd'
import { frequencies } from '#domain/calendar/periods.ts'
import {
  type CatalogueEntry,
  type CatalogueYear,
  changeCatalogueEntry,
  createCatalogueEntry,
  type EntryContent,
} from '#domain/catalogue/catalogue.api.ts'
import { type Level, levels, scorings } from '#domain/catalogue/catalogue.ts'
import { directions } from '#domain/catalogue/direction.ts'
import type { Text } from '#domain/kernel/text.ts'
import { listExternalBodies } from '#domain/organization/organization.api.ts'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { Select } from '#web/kernel/Select.tsx'

type Headings = CatalogueYear['headings']
type Values = { readonly [Key in keyof EntryContent]?: EntryContent[Key] | undefined } & { readonly level: Level }
type Props = { readonly isOpen: boolean; readonly onClose: () => void } & (
  | { readonly catalogue: CatalogueYear; readonly entry?: never }
  | { readonly entry: CatalogueEntry; readonly headings: Headings; readonly catalogue?: never }
)

/** What the form holds as it is sent: an empty field is none, and a heading carries no figures. */
const contentOf = ({ level, ...values }: Values): EntryContent => {
  const heading = {
    ...{
      number: values.number ?? '',
      name: values.name ?? '',
      parentId: level === 1 ? null : (values.parentId ?? null),
    },
    ...{ definition: values.definition ?? '', source: values.source ?? '' },
  }
  const none = { frequency: null, collectingUnitId: null, target: null, base: null, scoring: null }
  if (level < 3) return { ...heading, ...none, unit: '', direction: 'none', decimals: 0 }
  return {
    ...heading,
    ...{ unit: values.unit ?? '', direction: values.direction ?? 'none', decimals: values.decimals ?? 0 },
    ...{ frequency: values.frequency ?? null, collectingUnitId: values.collectingUnitId ?? null },
    ...{ target: values.target || null, base: values.base || null, scoring: values.scoring ?? null },
  }
}

/** Adds an indicator to a year, or changes what a year says of one. */
export function EntryForm({ isOpen, onClose, ...given }: Props) {
  if (given.entry === undefined) {
    const { year, headings } = given.catalogue
    return (
      <FormDialog<typeof createCatalogueEntry, Values>
        endpoint={createCatalogueEntry}
        address={{}}
        title={{ zh: `增加${year}年度指标`, en: `Add an indicator to ${year}` }}
        {...{ isOpen, onClose }}
        initial={{ level: 3, direction: 'none', decimals: 0 }}
        bodyOf={(values) => ({ year, level: values.level, ...contentOf(values) })}
        done={{ zh: '已增加', en: 'Added' }}
      >
        <Fields headings={headings} />
      </FormDialog>
    )
  }
  const { id, version, year, name, trail, collectingUnit, level } = given.entry
  return (
    <FormDialog<typeof changeCatalogueEntry, Values>
      endpoint={changeCatalogueEntry}
      address={{ id }}
      title={{ zh: `修改${year}年度“${name}”`, en: `Change “${name}” of ${year}` }}
      {...{ isOpen, onClose }}
      initial={initialOf(given.entry, trail.at(-1)?.id, collectingUnit?.id)}
      bodyOf={(values) => ({ version, ...contentOf({ ...values, level }) })}
      done={{ zh: '已修改', en: 'Changed' }}
    >
      <Fields headings={given.headings} fixed={level} />
    </FormDialog>
  )
}

const initialOf = (entry: CatalogueEntry, parentId: string | undefined, collectingUnitId: string | undefined) => {
  const { number, name, unit, direction, decimals, frequency, definition, source, target, base, scoring, level } = entry
  return {
    ...{ level, number, name, unit, direction, decimals, definition, source, parentId, collectingUnitId },
    ...{ frequency: frequency ?? undefined, scoring: scoring ?? undefined },
    ...{ target: target ?? undefined, base: base ?? undefined },
  }
}

const { shape } = createCatalogueEntry.body

function Fields({ headings, fixed }: { headings: Headings; fixed?: Level }) {
  const text = useText()
  const chosen = Form.useWatch<Level | undefined>('level')
  const level = fixed ?? chosen ?? 3
  const above = headings.filter((one) => one.level === level - 1)
  return (
    <>
      {fixed === undefined && (
        <FormItem name="level" label={{ zh: '级别', en: 'Level' }} schema={shape.level}>
          <Select options={([1, 2, 3] as const).map((value) => ({ value, label: text(levels[value]) }))} />
        </FormItem>
      )}
      {level > 1 && (
        <FormItem name="parentId" label={{ zh: '上级指标', en: 'Stands under' }} schema={shape.parentId.unwrap()}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={above.map(({ id, number, name }) => ({ value: id, label: `${number} ${name}` }))}
          />
        </FormItem>
      )}
      <FormItem name="number" label={{ zh: '编号', en: 'Number' }} schema={shape.number}>
        <Input className="short-input" />
      </FormItem>
      <FormItem name="name" label={{ zh: '名称', en: 'Name' }} schema={shape.name}>
        <Input />
      </FormItem>
      {level === 3 && <FigureFields />}
      <FormItem
        name="definition"
        label={{ zh: '口径和评估标准', en: 'Definition and standard' }}
        schema={shape.definition.optional()}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} />
      </FormItem>
      <FormItem name="source" label={{ zh: '数据来源', en: 'Source' }} schema={shape.source.optional()}>
        <Input />
      </FormItem>
    </>
  )
}

function FigureFields() {
  const text = useText()
  const units = useRead(listExternalBodies, {})
  const named = (names: Readonly<Record<string, Text>>) =>
    Object.entries(names).map(([value, words]) => ({ value, label: text(words) }))
  const unitOptions = (units.data?.rows ?? [])
    .filter(({ isPresent }) => isPresent)
    .map(({ id, name }) => ({ value: id, label: text(name) }))
  const figure = (schema: typeof shape.target) => schema.optional().or(shape.unit.length(0))
  return (
    <div className="catalogue-figures">
      <FormItem name="unit" label={{ zh: '单位', en: 'Unit' }} schema={shape.unit.optional()}>
        <Input />
      </FormItem>
      <FormItem name="decimals" label={{ zh: '小数位数', en: 'Decimals' }} schema={shape.decimals}>
        <InputNumber min={0} max={6} />
      </FormItem>
      <FormItem name="direction" label={{ zh: '方向', en: 'Direction' }} schema={shape.direction}>
        <Select options={named(directions)} />
      </FormItem>
      <FormItem name="frequency" label={{ zh: '频度', en: 'Frequency' }} schema={shape.frequency.optional()}>
        <Select allowClear options={named(frequencies)} />
      </FormItem>
      <FormItem name="base" label={{ zh: '基期值', en: 'Base value' }} schema={figure(shape.base)}>
        <Input inputMode="decimal" />
      </FormItem>
      <FormItem name="target" label={{ zh: '目标值', en: 'Target' }} schema={figure(shape.target)}>
        <Input inputMode="decimal" />
      </FormItem>
      <FormItem name="scoring" label={{ zh: '计分方法', en: 'Scoring' }} schema={shape.scoring.optional()}>
        <Select allowClear options={named(scorings)} />
      </FormItem>
      <FormItem
        name="collectingUnitId"
        label={{ zh: '数据采集责任单位', en: 'Collecting unit' }}
        schema={shape.collectingUnitId.optional()}
      >
        <Select allowClear options={unitOptions} showSearch={{ optionFilterProp: 'label' }} />
      </FormItem>
    </div>
  )
}
