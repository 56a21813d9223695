import type { Decimal } from '#domain/kernel/decimal.ts'
import { type Aggregate, type AggregateRule, aggregated } from './aggregate.ts'
import { type Line, totalsOf } from './dataReport.content.ts'

/** One figure of a report that is no division's: by which rule it was put together, and from which lines. */
export type PutTogether = {
  readonly name: string
  readonly unit: string
  readonly decimals: number
  readonly rule: AggregateRule
  readonly value: Decimal | null
  readonly of: readonly Line[]
  /** Weights or divisors, where the rule takes some. */
  readonly by: readonly Line[]
}

type Report = {
  readonly withTotal: boolean
  readonly aggregates: readonly Aggregate[]
  readonly lines: readonly Line[]
}

/** Every figure of the report that was put together: the totals first, as in the table, then those chosen by a rule. */
export function putTogether({ withTotal, aggregates, lines }: Report): PutTogether[] {
  const named = (names: readonly string[]) => lines.filter(({ name }) => names.includes(name))
  const totals = withTotal ? totalsOf(lines) : []
  return [
    ...totals.map(({ unit, decimals, value }) => ({
      ...{ name: '合计', unit, decimals, value, rule: 'sum' as const, by: [] },
      of: lines.filter((line) => line.unit === unit),
    })),
    ...aggregates.map((aggregate) => ({
      ...{ name: aggregate.name, unit: aggregate.unit, decimals: aggregate.decimals, rule: aggregate.rule },
      ...{ value: aggregated(aggregate, lines), of: named(aggregate.of), by: named(aggregate.by) },
    })),
  ]
}
