import { compare, round } from '#domain/kernel/decimal.ts'
import { away, weightOf } from '#domain/plan/item.ts'
import { useText } from '#web/kernel/language.tsx'
import { LightTag } from '#web/kernel/StatusTags.tsx'
import type { GridRow } from './gridRow.ts'

type Props = {
  readonly rows: readonly GridRow[]
  /** The office's plan lays the weights down; in a division's they may be left open. */
  readonly isDivision: boolean
}

/** How far the weights are from a hundred. A division's need not make it: the difference is told, not blamed. */
export function SumSaid({ rows, isDivision }: Props) {
  const text = useText()
  const weights = rows.map(({ content: { weight } }) => ({ weight }))
  const total = weightOf(weights)
  if (compare(total, '100') === 0) return <LightTag light="green" label={{ zh: '等于100', en: 'equals 100' }} />
  const open = weights.filter(({ weight }) => weight === null).length
  const { zh, en } = away(total)
  const said = text({ zh: `${compare(total, '100') > 0 ? '比' : '距'}100${zh}`, en: `not 100: ${en}` })
  const left = text({ zh: `，${open}项未填`, en: `; not filled in: ${open}` })
  return (
    <span className={isDivision ? 'sub' : 'sum-off'}>
      {said}
      {open > 0 && left}
    </span>
  )
}

/** The sum of the weights as it is shown. */
export const sumOf = (rows: readonly GridRow[]): string =>
  round(weightOf(rows.map(({ content: { weight } }) => ({ weight }))), 2)

/** What the last row is called. */
export function SumName() {
  const text = useText()
  return text({ zh: '权重合计', en: 'Sum of weights' })
}
