import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Aggregate, aggregated, aggregateRuleNames, type Counted } from './aggregate.ts'

/** A second reckoning by fractions of whole numbers, which lose nothing: rounded once, at the end. */
type Fraction = readonly [bigint, bigint]
const fraction = (words: string): Fraction => {
  const [whole = '0', part = ''] = words.replace('-', '').split('.')
  const size = BigInt(whole + part)
  return [words.startsWith('-') ? -size : size, 10n ** BigInt(part.length)]
}
const plus = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * d + c * b, b * d]
const times = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * c, b * d]
const over = ([a, b]: Fraction, [c, d]: Fraction): Fraction => (c < 0n ? [-a * d, b * -c] : [a * d, b * c])
const total = (all: readonly Fraction[]) => all.reduce(plus, [0n, 1n])

/** Half away from nought. */
function shown([a, b]: Fraction, decimals: number): string {
  const size = a < 0n ? -a : a
  const scaled = (2n * size * 10n ** BigInt(decimals) + b) / (2n * b)
  const digits = String(scaled).padStart(decimals + 1, '0')
  const words = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
  return a < 0n && scaled !== 0n ? `-${words}` : words
}

function reckoned({ rule, of, by, unit, decimals }: Aggregate, lines: readonly Counted[]): string | null {
  const given = (names: readonly string[]) => {
    const found: Fraction[] = []
    for (const line of lines) if (names.includes(line.name) && line.value !== null) found.push(fraction(line.value))
    return found
  }
  const values = given(of)
  if (rule === 'count') return String(values.length)
  if (rule === 'weightedMean') {
    const pairs: [Fraction, Fraction][] = []
    for (const [at, name] of of.entries()) {
      const [value] = given([name])
      const [weight] = given([by[at] ?? ''])
      if (value && weight) pairs.push([value, weight])
    }
    const weights = total(pairs.map(([, weight]) => weight))
    return weights[0] === 0n
      ? null
      : shown(over(total(pairs.map(([value, weight]) => times(value, weight))), weights), decimals)
  }
  const last = values.at(-1)
  if (!last) return null
  if (rule === 'last') return shown(last, decimals)
  if (rule === 'sum') return shown(total(values), decimals)
  const divisor = total(given(by))
  const scale: Fraction = [unit === '%' ? 100n : unit === '‰' ? 1000n : 1n, 1n]
  return divisor[0] === 0n ? null : shown(over(times(total(values), scale), divisor), decimals)
}

/** A figure with up to 18 digits before the point and 6 behind, or a nil return. */
const decimal = fc
  .tuple(
    fc.boolean(),
    fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }),
    fc.integer({ min: 0, max: 6 }),
    fc.integer({ min: 0, max: 18 }),
  )
  .map(([isNegative, digits, places, shift]) => {
    const size = String(digits / 10n ** BigInt(shift)).padStart(places + 1, '0')
    const words = places === 0 ? size : `${size.slice(0, -places)}.${size.slice(-places)}`
    return isNegative && /[1-9]/.test(words) ? `-${words}` : words
  })
const figure = fc.option(decimal, { freq: 5 })

test('sum, weighted mean, ratio of sums, last and count are those of exact fractions', () => {
  const some = fc.array(fc.tuple(figure, figure), { minLength: 1, maxLength: 30 })
  const asked = fc.record({
    rule: fc.constantFrom(...aggregateRuleNames),
    unit: fc.constantFrom('件', '%', '‰', '分钟'),
    decimals: fc.integer({ min: 0, max: 6 }),
  })
  fc.assert(
    fc.property(some, asked, (pairs, how) => {
      const line = (name: string, value: string | null): Counted => ({
        name,
        kind: value === null ? 'nil' : 'value',
        value,
      })
      const lines = pairs.flatMap(([value, weight], at) => [line(`数${at}`, value), line(`权${at}`, weight)])
      const of = pairs.map((_, at) => `数${at}`)
      const by = how.rule === 'weightedMean' || how.rule === 'ratio' ? pairs.map((_, at) => `权${at}`) : []
      const aggregate = { name: '汇总', ...how, of, by }
      expect(aggregated(aggregate, lines)).toBe(reckoned(aggregate, lines))
    }),
    { numRuns: 3_000 },
  )
})
