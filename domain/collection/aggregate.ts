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

/** What is wrong with rules chosen for these lines, by field as `aggregates.0.by`; empty when they can be reckoned. */
export function aggregateFaults(aggregates: readonly Aggregate[], lines: readonly Pick<Counted, 'name'>[]): Fault[] {
  const names = lines.map(({ name }) => name)
  return aggregates.flatMap((aggregate, at) => {
    const of = (field: 'of' | 'by', message: Text): Fault => ({ path: `aggregates.${at}.${field}`, message })
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
  })
}

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
  if (rule === 'count') return String(values.length)
  if (rule === 'weightedMean') return weightedMean(of, by, lines, decimals)
  const [last] = values.slice(-1)
  if (last === undefined) return null
  if (rule === 'last') return round(last, decimals)
  if (rule === 'sum') return round(sum(values), decimals)
  const divisor = sum(valuesOf(by))
  return isZero(divisor) ? null : divide(multiply(sum(values), scaleOf(unit)), divisor, decimals)
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
