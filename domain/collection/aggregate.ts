import { z } from 'zod'
import { type Decimal, divide, isZero, multiply, round, sum } from '#domain/kernel/decimal.ts'
import type { Text } from '#domain/kernel/text.ts'

/** How accepted figures become one: a closed list, chosen as data for each report and carried on to the next period. */
export const aggregateRules = {
  sum: { name: { zh: '合计', en: 'Sum' }, by: null },
  weightedMean: { name: { zh: '加权平均', en: 'Weighted mean' }, by: { zh: '权数', en: 'Weights' } },
  ratio: { name: { zh: '合计之比', en: 'Ratio of sums' }, by: { zh: '除以', en: 'Divided by' } },
  last: { name: { zh: '末项值', en: 'Last value' }, by: null },
  count: { name: { zh: '有数项数', en: 'Count of values' }, by: null },
} as const satisfies Record<string, { name: Text; by: Text | null }>
export type AggregateRule = keyof typeof aggregateRules
export const aggregateRuleNames = Object.keys(aggregateRules) as [AggregateRule, ...AggregateRule[]]

const indicators = z.array(z.string().min(1).max(200)).max(200)

/** One figure beside the lines: of which indicators, by their names in the plan, and for two rules by which others. */
export const Aggregate = z.strictObject({
  name: z.string().trim().min(2).max(60),
  unit: z.string().trim().max(20),
  decimals: z.int().min(0).max(6),
  rule: z.enum(aggregateRuleNames),
  of: indicators.min(1),
  by: indicators.default([]),
})
export type Aggregate = z.infer<typeof Aggregate>

/** A line as the rules read it; a nil return has no value and counts for nothing. */
export type Counted = { readonly name: string; readonly kind: 'value' | 'nil'; readonly value: Decimal | null }

type Fault = { readonly path: string; readonly message: Text }

type Measured = { readonly name: string; readonly unit: string }

/** What is wrong with rules chosen for these lines, by field as `aggregates.0.by`; empty when they can be reckoned. */
export function aggregateFaults(aggregates: readonly Aggregate[], lines: readonly Measured[]): Fault[] {
  return aggregates.flatMap((aggregate, at) => {
    const of = (field: Field, message: Text): Fault => ({ path: `aggregates.${at}.${field}`, message })
    const chosen = faultsOfChosen(aggregate, lines, of)
    return chosen.length > 0 ? chosen : faultsOfUnits(aggregate, lines, of)
  })
}

type Field = 'of' | 'by' | 'unit'
type Saying = (field: Field, message: Text) => Fault

function faultsOfChosen(aggregate: Aggregate, lines: readonly Measured[], of: Saying): Fault[] {
  const names = lines.map(({ name }) => name)
  const unknown = [...aggregate.of, ...aggregate.by].find((name) => !names.includes(name))
  if (unknown !== undefined)
    return [
      of(aggregate.of.includes(unknown) ? 'of' : 'by', {
        zh: `本期没有“${unknown}”。`,
        en: `“${unknown}” is not in this report.`,
      }),
    ]
  const { by } = aggregateRules[aggregate.rule]
  if (by === null) return aggregate.by.length > 0 ? [of('by', notAsked)] : []
  if (aggregate.by.length === 0) return [of('by', { zh: `请选择${by.zh}。`, en: `Choose: ${by.en.toLowerCase()}.` })]
  if (aggregate.rule !== 'weightedMean') return []
  if (aggregate.by.length !== aggregate.of.length) return [of('by', onePerFigure)]
  const twice = [...aggregate.of, ...aggregate.by].find((name) => names.filter((one) => one === name).length > 1)
  return twice === undefined
    ? []
    : [of('of', { zh: `“${twice}”有多项，不能配权数。`, en: `There are several “${twice}”.` })]
}

/** Minutes and passengers do not add up, nor do figures in 万 and in ones; a result is in the unit of what it is made of. */
function faultsOfUnits({ rule, of, by, unit }: Aggregate, lines: readonly Measured[], say: Saying): Fault[] {
  if (rule === 'count') return []
  const unitsOf = (names: readonly string[]) => [
    ...new Set(lines.flatMap((line) => (names.includes(line.name) ? [line.unit] : []))),
  ]
  const [own, others] = [unitsOf(of), unitsOf(by)]
  if (own.length > 1) return [say('of', mixed(own))]
  if (others.length > 1) return [say('by', mixed(others))]
  const [asked = ''] = own
  if (rule === 'ratio' || unit === asked) return []
  return [say('unit', { zh: `应与所取的数同一单位：${asked}。`, en: `Must be the unit of the figures: ${asked}.` })]
}

const mixed = (units: readonly string[]): Text => ({
  zh: `单位不同（${units.join('、')}），不能放在一起计算。`,
  en: `Different units (${units.join(', ')}) cannot be put together.`,
})

const notAsked: Text = { zh: '这一规则不用此项。', en: 'This rule takes none.' }
const onePerFigure: Text = { zh: '每个数配一个权数，次序相同。', en: 'One weight for each figure, in the same order.' }

/**
 * The figure by its rule, rounded half up to its decimals, from lines in their order; null where there is nothing to
 * reckon with: no value at all, or a divisor of zero. A ratio in % or ‰ is told in hundredths or thousandths.
 */
export function aggregated({ rule, of, by, unit, decimals }: Aggregate, lines: readonly Counted[]): Decimal | null {
  const valuesOf = (names: readonly string[]) =>
    lines.flatMap(({ name, kind, value }) =>
      names.includes(name) && kind === 'value' && value !== null ? [value] : [],
    )
  const values = valuesOf(of)
  const [last] = values.slice(-1)
  const reckon: Record<AggregateRule, () => Decimal | null> = {
    count: () => String(values.length),
    weightedMean: () => weightedMean(of, by, lines, decimals),
    last: () => (last === undefined ? null : round(last, decimals)),
    sum: () => (last === undefined ? null : round(sum(values), decimals)),
    ratio: () => {
      const divisor = sum(valuesOf(by))
      if (last === undefined || isZero(divisor)) return null
      return divide(multiply(sum(values), scaleOf(unit)), divisor, decimals)
    },
  }
  return reckon[rule]()
}

const scaleOf = (unit: string): Decimal => (/^[%％]/.test(unit) ? '100' : unit.startsWith('‰') ? '1000' : '1')

/** Pairs of which one is a nil return are left out on both sides. */
function weightedMean(of: readonly string[], by: readonly string[], lines: readonly Counted[], decimals: number) {
  const figureOf = (name: string | undefined) =>
    lines.find((line) => line.name === name && line.kind === 'value')?.value
  const pairs = of.flatMap((name, at) => {
    const [value, weight] = [figureOf(name), figureOf(by[at])]
    return value == null || weight == null ? [] : [{ value, weight }]
  })
  const weights = sum(pairs.map(({ weight }) => weight))
  return isZero(weights)
    ? null
    : divide(sum(pairs.map(({ value, weight }) => multiply(value, weight))), weights, decimals)
}
