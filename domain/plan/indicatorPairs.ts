/** What tells one indicator of an item from another. */
export type Measured = {
  readonly name: string
  readonly unit: string
  readonly frequency: string
  /** The co-responsible division that owes it; null: the lead. */
  readonly divisionId: string | null
}

type IndicatorPairs<Old extends Measured> = {
  /** For each of the new ones, in their order, the old one that it is; undefined where there was none. */
  readonly of: readonly (Old | undefined)[]
  /** Those that are no more. */
  readonly gone: readonly Old[]
}

const isSame = (a: Measured, b: Measured): boolean =>
  a.name === b.name && a.divisionId === b.divisionId && isMeasuredAlike(a, b)
const isMeasuredAlike = (a: Measured, b: Measured): boolean => a.unit === b.unit && a.frequency === b.frequency

/**
 * Which indicators of an item stay what they were: those of the same name, unit, frequency and division wherever they
 * stand, then one that is renamed in its place or goes to another division. What is measured otherwise is another indicator, for what was reported does not
 * carry over to it.
 */
export function pairIndicators<Old extends Measured, New extends Measured>(
  before: readonly Old[],
  after: readonly New[],
): IndicatorPairs<Old> {
  const left = new Set(before)
  const take = (found: Old | undefined): Old | undefined => {
    if (found) left.delete(found)
    return found
  }
  const named = after.map((one) => take([...left].find((old) => isSame(old, one))))
  const of = after.map((one, at) => {
    const old = before[at]
    return named[at] ?? (old && left.has(old) && isMeasuredAlike(old, one) ? take(old) : undefined)
  })
  return { of, gone: [...left] }
}
