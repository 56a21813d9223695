/** So many of the values of a self-check, with what was found among those that were drawn. */
export type SampleCount = {
  /** All values from which the sample was drawn, without putting any back. */
  readonly population: number
  readonly drawn: number
  /** Of those drawn. */
  readonly hits: number
}

/** How sure the interval is, in percent. */
export const confidencePercent = 95
const tail = (1 - confidencePercent / 100) / 2

/** The number of hits in the whole population, from … to, both included. */
export type Interval = { readonly from: number; readonly to: number }

/**
 * The exact interval for the number of hits in the population: every number under which neither as few nor as many hits
 * in the sample had a chance of 2.5 % or less (the tails of the hypergeometric distribution inverted, after Clopper and
 * Pearson 1934). Throws where more were hit than drawn, or drawn than there are.
 */
export function intervalOf(count: SampleCount): Interval {
  const { population, drawn, hits } = count
  if (!(hits >= 0 && hits <= drawn && drawn <= population)) throw new Error('more hits than drawn, or than there are')
  const range = { first: hits, last: population - (drawn - hits) }
  // the chance of as many hits or more grows with their number in the population, that of as few or fewer falls
  const from = firstOf(range, (all) => chanceOf(count, all, 'orMore') > tail)
  const beyond = firstOf(range, (all) => chanceOf(count, all, 'orFewer') <= tail)
  return { from: from ?? range.last, to: beyond === undefined ? range.last : Math.max(beyond - 1, range.first) }
}

/** The first number of a range for which something holds that then goes on to hold; undefined where it never does. */
function firstOf(range: { first: number; last: number }, holds: (n: number) => boolean): number | undefined {
  if (!holds(range.last)) return undefined
  let { first: low, last: high } = range
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** How likely a sample has as many hits as this one, or more, or fewer, where the population has `all`. */
function chanceOf({ population, drawn, hits }: SampleCount, all: number, side: 'orMore' | 'orFewer'): number {
  const [least, most] = [Math.max(0, drawn - (population - all)), Math.min(drawn, all)]
  const [first, last] = side === 'orMore' ? [Math.max(hits, least), most] : [least, Math.min(hits, most)]
  const samples = logChoose(population, drawn)
  let chance = 0
  for (let n = first; n <= last; n += 1)
    chance += Math.exp(logChoose(all, n) + logChoose(population - all, drawn - n) - samples)
  return chance
}

const logChoose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k)

const logFactorials = [0]
/** ln n!, summed once up to the largest number asked for. */
function logFactorial(n: number): number {
  for (let next = logFactorials.length; next <= n; next += 1)
    logFactorials.push((logFactorials[next - 1] ?? 0) + Math.log(next))
  return logFactorials[n] ?? 0
}
