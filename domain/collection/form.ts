import { compare } from '#domain/kernel/decimal.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { FieldCheck } from './formChecks.ts'

/** Which figure a number is. */
export const roles = {
  current: { zh: '本期', en: 'This period' },
  cumulative: { zh: '本年累计', en: 'Year to date' },
  samePeriodLastYear: { zh: '上年同期', en: 'Same period last year' },
} as const satisfies Record<string, Text>
export type Role = keyof typeof roles

type Common = { readonly key: string; readonly name: Text; readonly checks: readonly FieldCheck[] }
export type NumberField = Common & {
  readonly kind: 'number'
  readonly unit: string
  readonly decimals: number
  readonly role: Role
}
export type ChoiceField = Common & {
  readonly kind: 'choice'
  readonly choices: readonly { readonly key: string; readonly name: Text }[]
}
export type FormField = NumberField | ChoiceField | (Common & { readonly kind: 'text' | 'date' | 'file' })
/**
 * The form that a collecting unit's indicator is reported on (Art. 26): its fields in their order, and what each of them
 * is checked for. It is data of a collection plan; no expressions, only the kinds written here.
 */
export type CollectionForm = { readonly fields: readonly FormField[] }

/** What a person filled in, field by field as it was typed; a file by its id. Null or missing: nothing. */
export type FormEntry = Readonly<Record<string, string | null>>

export type FormFault = { readonly field: string; readonly message: Text }

/** What is wrong with a form before anybody fills it in: a plan with such a form is not put in force. */
export function faultsOfForm({ fields }: CollectionForm): FormFault[] {
  const numbers = new Map(fields.flatMap((field) => (field.kind === 'number' ? [[field.key, field] as const] : [])))
  const seen = new Set<string>()
  return fields.flatMap((field) => {
    const faults: FormFault[] = []
    const add = (zh: string, en: string) => faults.push({ field: field.key, message: { zh, en } })
    const { zh, en } = field.name
    if (seen.has(field.key)) add(`“${zh}”重复。`, `“${en}” is there twice.`)
    seen.add(field.key)
    if (field.kind === 'choice' && field.choices.length < 2)
      add(`“${zh}”至少要有两个选项。`, `“${en}” needs at least two choices.`)
    for (const check of field.checks) {
      if (check.kind === 'required') continue
      if (field.kind !== 'number') {
        add(`“${zh}”不是数值，不能作这项校验。`, `“${en}” is no number and cannot be checked so.`)
        continue
      }
      if (check.kind === 'range' && isEmptyRange(check.least, check.most))
        add(`“${zh}”的下限大于上限，或上下限都没有。`, `The range of “${en}” holds nothing, or limits nothing.`)
      if (check.kind === 'againstField') {
        const other = numbers.get(check.other)
        if (!other || check.other === field.key)
          add(`“${zh}”要与另一个数值比较，但没有这个字段。`, `“${en}” is held against a number that is not there.`)
        else if (other.unit !== field.unit)
          add(`“${zh}”与“${other.name.zh}”单位不同，不能比较。`, `“${en}” and “${other.name.en}” have different units.`)
      }
    }
    return faults
  })
}

const isEmptyRange = (least: string | null, most: string | null): boolean =>
  (least === null && most === null) || (least !== null && most !== null && compare(least, most) > 0)
