import { type Decimal, decimalsOf, percentChange, round } from '#domain/kernel/decimal.ts'
import { formatChange, formatNumber } from '#web/kernel/format.ts'

type Measure = { readonly unit: string; readonly decimals: number }

/** A figure with the indicator's decimals; percent keeps its sign beside the number, every other unit stands apart. */
export const figure = (value: Decimal, { unit, decimals }: Measure): string =>
  `${formatNumber(round(value, Math.max(decimals, decimalsOf(value))))}${unit === '%' ? '%' : ''}`

/** "+17.2%" against an earlier figure, nothing where there is none. */
export function changeText(now: string | null | undefined, before: string | null | undefined): string | undefined {
  if (now === null || now === undefined || before === null || before === undefined) return undefined
  const change = percentChange(now, before)
  return change === undefined ? undefined : formatChange(change)
}
