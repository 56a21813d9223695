import { z } from 'zod'
import { frequencyOf, periodsOf, yearOf } from '#domain/calendar/periods.ts'
import { compare, isDecimal, sum } from '#domain/kernel/decimal.ts'
import { same, type Text } from '#domain/kernel/text.ts'
import { FieldCheck } from './formChecks.ts'

/** Which figure a number is. */
export const roles = {
  current: { zh: '本期', en: 'This period' },
  cumulative: { zh: '本年累计', en: 'Year to date' },
  samePeriodLastYear: { zh: '上年同期', en: 'Same period last year' },
} as const satisfies Record<string, Text>
export type Role = keyof typeof roles
export const roleNames = Object.keys(roles) as [Role, ...Role[]]

export const fieldKinds = {
  number: { zh: '数值', en: 'Number' },
  text: { zh: '文字', en: 'Text' },
  choice: { zh: '选项', en: 'Choice' },
  date: { zh: '日期', en: 'Day' },
  file: { zh: '文件', en: 'File' },
} as const satisfies Record<string, Text>
export type FieldKind = keyof typeof fieldKinds

const fieldKey = z.string().regex(/^[a-z][a-z0-9]{0,30}$/i)
const name = z.string().trim().min(1).max(60)
const common = {
  /** Tells the field through all versions of the form; a letter first. */
  key: fieldKey,
  name,
  checks: z.array(FieldCheck).max(10),
}
const NumberField = z.strictObject({
  ...{ ...common, kind: z.literal('number'), unit: z.string().trim().max(20) },
  ...{ decimals: z.int().min(0).max(6), role: z.enum(roleNames) },
})
const ChoiceField = z.strictObject({
  ...{ ...common, kind: z.literal('choice') },
  choices: z.array(z.strictObject({ key: common.key, name })).max(30),
})
export const FormField = z.discriminatedUnion('kind', [
  NumberField,
  ChoiceField,
  z.strictObject({ ...common, kind: z.literal('text') }),
  z.strictObject({ ...common, kind: z.literal('date') }),
  z.strictObject({ ...common, kind: z.literal('file') }),
])
export type NumberField = z.infer<typeof NumberField>
export type FormField = z.infer<typeof FormField>

/**
 * The form that a collecting unit's indicator is reported on (Art. 26): its fields in their order, and what each of them
 * is checked for. It is data of a collection plan; no expressions, only the kinds written here.
 */
export type CollectionForm = { readonly fields: readonly FormField[] }

/** What a person filled in, field by field as it was typed; a file by its id. Null or missing: nothing. */
export type FormEntry = Readonly<Record<string, string | null>>

/** The key of the figure itself, which every duty has; the further fields of a form stand beside it. */
export const mainKey = 'value'

/** The whole form: the indicator's own figure first, then the further fields. */
export const fullForm = (
  indicator: { readonly name: string; readonly unit: string; readonly decimals: number },
  { checks, fields }: { readonly checks: readonly FieldCheck[]; readonly fields: readonly FormField[] },
): CollectionForm => ({
  fields: [
    {
      ...{ key: mainKey, kind: 'number', name: indicator.name, unit: indicator.unit, decimals: indicator.decimals },
      ...{ role: 'current', checks: [...checks] },
    },
    ...fields,
  ],
})

/** The further fields of an entry as they are kept: what was filled in, and the reasons given for warnings. */
export const FormContent = z.strictObject({
  values: z.record(fieldKey, z.string().max(2000).nullable()),
  reasons: z.record(fieldKey, z.string().max(500)),
})
export type FormContent = z.infer<typeof FormContent>
export const noContent: FormContent = { values: {}, reasons: {} }

export type FormFault = { readonly field: string; readonly message: Text }

/** What is wrong with a form before anybody fills it in: a plan with such a form is not put in force. */
export function faultsOfForm({ fields }: CollectionForm): FormFault[] {
  const numbers = new Map(fields.flatMap((field) => (field.kind === 'number' ? [[field.key, field] as const] : [])))
  const seen = new Set<string>()
  return fields.flatMap((field) => {
    const words = [
      ...faultsOfField(field, seen),
      ...field.checks.flatMap((check) => faultOfCheck(check, field, numbers)),
    ]
    seen.add(field.key)
    seen.add(field.name)
    return words.map((message) => ({ field: field.key, message }))
  })
}

function faultsOfField(field: FormField, seen: ReadonlySet<string>): Text[] {
  const faults: Text[] = []
  if (seen.has(field.key) || seen.has(field.name))
    faults.push({ zh: `“${field.name}”重复。`, en: `“${field.name}” is there twice.` })
  if (field.kind === 'choice' && field.choices.length < 2)
    faults.push({ zh: `“${field.name}”至少要有两个选项。`, en: `“${field.name}” needs at least two choices.` })
  return faults
}

function faultOfCheck(check: FieldCheck, field: FormField, numbers: ReadonlyMap<string, NumberField>): Text[] {
  if (check.kind === 'required') return []
  const own = field.name
  if (field.kind !== 'number')
    return [{ zh: `“${own}”不是数值，不能作这项校验。`, en: `“${own}” is no number and cannot be checked so.` }]
  if (check.kind === 'range' && isEmptyRange(check.least, check.most))
    return [
      { zh: `“${own}”的下限大于上限，或上下限都没有。`, en: `The range of “${own}” holds nothing, or limits nothing.` },
    ]
  if (check.kind !== 'againstField') return []
  const other = numbers.get(check.other)
  if (!other || check.other === field.key)
    return [
      {
        zh: `“${own}”要与另一个数值比较，但没有这个字段。`,
        en: `“${own}” is held against a number that is not there.`,
      },
    ]
  return other.unit === field.unit
    ? []
    : [
        {
          zh: `“${own}”与“${other.name}”单位不同，不能比较。`,
          en: `“${own}” and “${other.name}” have different units.`,
        },
      ]
}

const isEmptyRange = (least: string | null, most: string | null): boolean =>
  (least === null && most === null) || (least !== null && most !== null && compare(least, most) > 0)

/** An entry in words, for history, sheet and paper: each field that was filled in with its name. */
export const entryWords = (
  fields: readonly FormField[],
  entry: FormEntry,
  fileNames: Readonly<Record<string, string>> = {},
): { readonly key: string; readonly name: Text; readonly words: string }[] =>
  fields.flatMap((field) => {
    const value = (entry[field.key] ?? '').trim()
    if (value === '') return []
    const unit = field.kind === 'number' && field.unit !== '' ? ` ${field.unit}` : ''
    const chosen = field.kind === 'choice' ? field.choices.find(({ key }) => key === value)?.name : undefined
    const words = field.kind === 'file' ? (fileNames[field.key] ?? value) : `${chosen ?? value}${unit}`
    return [{ key: field.key, name: same(field.name), words }]
  })

type Figure = { readonly period: string; readonly value: string | null }

/**
 * What the system has for fields that follow from the indicator's own figures: last year's figure, and the sum of the
 * year so far with the figure that is being given. Nothing where a period of the year is missing.
 */
export function givenFigures(
  fields: readonly FormField[],
  main: { readonly unit: string; readonly period: string; readonly value: string | null },
  figures: { readonly lastYear: Figure | null; readonly recent: readonly Figure[] },
): Readonly<Record<string, string>> {
  const before = periodsOf(yearOf(main.period), frequencyOf(main.period)).filter((period) => period < main.period)
  const parts = [...before.map((at) => figures.recent.find(({ period }) => period === at)?.value ?? null), main.value]
  const toDate = parts.every((part): part is string => part !== null && isDecimal(part)) ? sum(parts) : null
  const given = { current: null, samePeriodLastYear: figures.lastYear?.value ?? null, cumulative: toDate }
  return Object.fromEntries(
    fields.flatMap((field) => {
      if (field.kind !== 'number' || field.unit !== main.unit) return []
      const value = given[field.role]
      return value === null ? [] : [[field.key, value] as const]
    }),
  )
}
