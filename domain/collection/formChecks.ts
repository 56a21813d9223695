import { z } from 'zod'
import { compare, type Decimal, decimalsOf, isDecimal, percentChange } from '#domain/kernel/decimal.ts'
import { notDigits } from '#domain/kernel/readFigure.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { CollectionForm, FormEntry, FormField, NumberField } from './form.ts'

/** An error stops an entry; a warning asks for a reason, which is kept beside the figure. */
export type Severity = 'error' | 'warning'

export const relations = {
  equal: { zh: '等于', en: 'equal to' },
  atLeast: { zh: '不小于', en: 'at least' },
  atMost: { zh: '不大于', en: 'at most' },
} as const satisfies Record<string, Text>
export type Relation = keyof typeof relations

const severity = z.enum(['error', 'warning'])
const limit = z.string().trim().max(30).refine(isDecimal, '不是数字。 / Not a number.')
/** What a field is checked for. Percentages are the most that a figure may differ from the one it is held against. */
export const FieldCheck = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('required'), severity }),
  z.strictObject({ kind: z.literal('range'), severity, least: limit.nullable(), most: limit.nullable() }),
  z.strictObject({ kind: z.literal('againstLastPeriod'), severity, mostPercent: limit }),
  z.strictObject({ kind: z.literal('againstLastYear'), severity, mostPercent: limit }),
  z.strictObject({
    ...{ kind: z.literal('againstField'), severity, other: z.string().max(31) },
    relation: z.enum(Object.keys(relations) as [Relation, ...Relation[]]),
  }),
])
export type FieldCheck = z.infer<typeof FieldCheck>

export const checkKinds = {
  required: { zh: '必填', en: 'Required' },
  range: { zh: '取值范围', en: 'Range' },
  againstLastPeriod: { zh: '与上期比', en: 'Against the period before' },
  againstLastYear: { zh: '与上年同期比', en: 'Against the same period last year' },
  againstField: { zh: '与其他字段比', en: 'Against another field' },
} as const satisfies Record<FieldCheck['kind'], Text>

export const severities = {
  error: { zh: '错误，不能提交', en: 'Error: stops the entry' },
  warning: { zh: '提示，须说明理由', en: 'Warning: needs a reason' },
} as const satisfies Record<Severity, Text>

/** What the label of a field says of how strictly it is asked for; undefined where it may be left empty. */
export function askedWords({ checks }: { readonly checks: readonly FieldCheck[] }): Text | undefined {
  const asked = checks.flatMap(({ kind, severity }) => (kind === 'required' ? [severity] : []))
  if (asked.includes('error')) return { zh: '（必填）', en: ' (needed)' }
  return asked.length > 0
    ? { zh: '（建议填写，未填须说明理由）', en: ' (wanted; a reason where it is left out)' }
    : undefined
}

type Figures = Readonly<Record<string, Decimal | null>>
/** The figures of the period before and of the same period last year, where there are any. */
export type Compared = { readonly lastPeriod: Figures; readonly lastYear: Figures }

export type FormFinding = {
  readonly field: string
  readonly severity: Severity
  readonly message: Text
  /** A warning with a reason; an error never is. */
  readonly isExplained: boolean
}

/**
 * All that an entry is found wanting in, in the order of the form. What cannot be read as what the field holds is an error
 * and is not checked further. Form, sheet and server ask this one function.
 */
export function judgeForm(
  form: CollectionForm,
  entry: FormEntry,
  compared: Compared,
  reasons: Readonly<Record<string, string>> = {},
): FormFinding[] {
  return form.fields.flatMap((field) => {
    const value = (entry[field.key] ?? '').trim()
    const unreadable = value === '' ? undefined : faultOfValue(field, value)
    if (unreadable) return [{ field: field.key, severity: 'error' as const, message: unreadable, isExplained: false }]
    return field.checks.flatMap((check) => {
      const message = found(check, field, value, { form, entry, compared })
      if (!message) return []
      const isExplained = check.severity === 'warning' && (reasons[field.key] ?? '').trim().length >= 2
      return [{ field: field.key, severity: check.severity, message, isExplained }]
    })
  })
}

/** The first finding that keeps an entry from being handed in: an error, or a warning without a reason. */
export const whatStops = (findings: readonly FormFinding[]): FormFinding | undefined =>
  findings.find(({ severity }) => severity === 'error') ?? findings.find(({ isExplained }) => !isExplained)

const day = z.iso.date()

/** Why words are not what the field holds. */
function faultOfValue(field: FormField, value: string): Text | undefined {
  const [zh, en] = [field.name, field.name]
  if (field.kind === 'number') {
    if (!isDecimal(value)) {
      const said = notDigits(value, field)
      return { zh: `${zh}：${said.zh}`, en: `${en}: ${said.en}` }
    }
    if (decimalsOf(value) > field.decimals)
      return { zh: `${zh}：至多${field.decimals}位小数。`, en: `${en}: at most ${field.decimals} decimals.` }
  }
  if (field.kind === 'date' && !day.safeParse(value).success)
    return { zh: `${zh}：“${value}”不是日期。`, en: `${en}: “${value}” is not a day.` }
  if (field.kind === 'choice' && !field.choices.some(({ key }) => key === value))
    return { zh: `${zh}：没有这个选项。`, en: `${en}: there is no such choice.` }
  return undefined
}

type Around = { readonly form: CollectionForm; readonly entry: FormEntry; readonly compared: Compared }

/** What one check finds. Nothing is held against what is not there: that is the business of `required`. */
function found(check: FieldCheck, field: FormField, value: string, around: Around): Text | undefined {
  const [zh, en] = [field.name, field.name]
  if (check.kind === 'required')
    return value === '' ? { zh: `${zh}：须填写。`, en: `${en}: must be filled in.` } : undefined
  if (value === '' || field.kind !== 'number') return undefined
  if (check.kind === 'range') return outOfRange(check, field, value)
  if (check.kind === 'againstField') return besideField(check, field, value, around)
  const isLastYear = check.kind === 'againstLastYear'
  const before = (isLastYear ? around.compared.lastYear : around.compared.lastPeriod)[field.key] ?? null
  const change = before === null ? undefined : percentChange(value, before)
  if (change === undefined || compare(change.replace('-', ''), check.mostPercent) <= 0) return undefined
  const beforeName = isLastYear
    ? { zh: '上年同期', en: 'the same period last year' }
    : { zh: '上期', en: 'the period before' }
  const isHigher = !change.startsWith('-')
  const size = change.replace(/^-|\.0$/g, '')
  return {
    zh: `${zh}：比${beforeName.zh}${isHigher ? '高' : '低'}${size}%，超过${check.mostPercent}%。`,
    en: `${en}: ${size}% ${isHigher ? 'above' : 'below'} ${beforeName.en}, more than ${check.mostPercent}%.`,
  }
}

type Of<Kind extends FieldCheck['kind']> = Extract<FieldCheck, { readonly kind: Kind }>

function outOfRange({ least, most }: Of<'range'>, { name }: NumberField, value: Decimal): Text | undefined {
  const [zh, en] = [name, name]
  const isBelow = least !== null && compare(value, least) < 0
  const isAbove = most !== null && compare(value, most) > 0
  if (!isBelow && !isAbove) return undefined
  if (least !== null && most !== null)
    return { zh: `${zh}：应在${least}至${most}之间。`, en: `${en}: must be ${least} to ${most}.` }
  return isBelow
    ? { zh: `${zh}：不应小于${least}。`, en: `${en}: must be at least ${least}.` }
    : { zh: `${zh}：不应大于${most}。`, en: `${en}: must be at most ${most}.` }
}

const agrees: Record<Relation, (difference: number) => boolean> = {
  equal: (difference) => difference === 0,
  atLeast: (difference) => difference >= 0,
  atMost: (difference) => difference <= 0,
}

function besideField(
  { relation, other }: Of<'againstField'>,
  { name }: NumberField,
  value: Decimal,
  { form, entry }: Around,
): Text | undefined {
  const field = form.fields.find(({ key }) => key === other)
  const beside = (entry[other] ?? '').trim()
  if (!field || !isDecimal(beside) || agrees[relation](compare(value, beside))) return undefined
  const { zh, en } = relations[relation]
  return {
    zh: `${name}：应${zh}“${field.name}”（${beside}）。`,
    en: `${name}: must be ${en} “${field.name}” (${beside}).`,
  }
}
