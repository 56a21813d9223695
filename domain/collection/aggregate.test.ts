import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Aggregate, type AggregateRule, aggregated, aggregateFaults, type Counted } from './aggregate.ts'

const line = (name: string, value: string | null): Counted => ({ name, kind: value === null ? 'nil' : 'value', value })
const lines = [
  line('罗湖', '20'),
  line('福田', '30'),
  line('皇岗', null),
  line('罗湖车次', '100'),
  line('福田车次', '300'),
]
const rule = (of: string[], by: string[], kind: AggregateRule, unit = '分钟', decimals = 2): Aggregate => ({
  ...{ name: '汇总', unit, decimals, rule: kind, of, by },
})

describe('one figure from several', () => {
  test.each([
    ['a sum', rule(['罗湖', '福田', '皇岗'], [], 'sum'), '50.00'],
    ['a mean by weights', rule(['罗湖', '福田'], ['罗湖车次', '福田车次'], 'weightedMean'), '27.50'],
    ['a pair with a nil return is left out', rule(['罗湖', '皇岗'], ['罗湖车次', '福田车次'], 'weightedMean'), '20.00'],
    ['a ratio of sums', rule(['罗湖', '福田'], ['罗湖车次', '福田车次'], 'ratio', '件/车'), '0.13'],
    ['a ratio in per cent', rule(['罗湖', '福田'], ['罗湖车次', '福田车次'], 'ratio', '%', 1), '12.5'],
    ['the last value', rule(['罗湖', '福田', '皇岗'], [], 'last', '分钟', 0), '30'],
    ['a count: a nil return is none', rule(['罗湖', '福田', '皇岗'], [], 'count', '个', 0), '2'],
    ['nothing but nil returns', rule(['皇岗'], [], 'sum'), null],
    ['a divisor of zero', rule(['罗湖'], ['皇岗'], 'ratio'), null],
    ['weights of zero', rule(['罗湖'], ['皇岗'], 'weightedMean'), null],
  ])('%s', (_, aggregate, value) => expect(aggregated(aggregate, lines)).toBe(value))

  test('zero counts, nil does not', () => {
    expect(aggregated(rule(['a', 'b'], [], 'count', '个', 0), [line('a', '0'), line('b', null)])).toBe('1')
    expect(aggregated(rule(['a', 'b'], [], 'sum'), [line('a', '0'), line('b', null)])).toBe('0.00')
  })

  const cents = fc.integer({ min: -1_000_000, max: 1_000_000 })
  const text = (n: number) =>
    `${n < 0 ? '-' : ''}${Math.floor(Math.abs(n) / 100)}.${String(Math.abs(n) % 100).padStart(2, '0')}`
  test('whatever the figures: sums are exact, in any order, and a mean of equal figures is that figure', () =>
    fc.assert(
      fc.property(
        fc.array(cents, { minLength: 1, maxLength: 50 }),
        fc.integer({ min: 1, max: 1000 }),
        (numbers, weight) => {
          const all = numbers.map((n, at) => line(`i${at}`, text(n)))
          const names = all.map(({ name }) => name)
          const total = numbers.reduce((a, b) => a + b, 0)
          expect(aggregated(rule(names, [], 'sum'), all)).toBe(text(total))
          expect(aggregated(rule(names, [], 'sum'), all.toReversed())).toBe(text(total))
          const same = all.flatMap(({ name }, at) => [
            line(name, text(numbers[0] ?? 0)),
            line(`w${at}`, String(weight + at)),
          ])
          const mean = rule(
            names,
            names.map((_, at) => `w${at}`),
            'weightedMean',
          )
          expect(aggregated(mean, same)).toBe(text(numbers[0] ?? 0))
        },
      ),
    ))
})

describe('what cannot be reckoned is refused by field', () => {
  const measured = (unit: string, ...names: string[]) => names.map((name) => ({ name, unit }))
  const lines = [...measured('分钟', '罗湖', '福田', '皇岗'), ...measured('车次', '罗湖车次', '福田车次')]
  test.each([
    ['an indicator that is not in the report', rule(['沙头角'], [], 'sum'), 'aggregates.0.of'],
    ['a divisor that is not', rule(['罗湖'], ['沙头角'], 'ratio'), 'aggregates.0.by'],
    ['no divisor', rule(['罗湖'], [], 'ratio'), 'aggregates.0.by'],
    ['fewer weights than figures', rule(['罗湖', '福田'], ['罗湖车次'], 'weightedMean'), 'aggregates.0.by'],
    ['weights where none are asked', rule(['罗湖'], ['罗湖车次'], 'sum'), 'aggregates.0.by'],
    ['a sum of minutes and cars', rule(['罗湖', '罗湖车次'], [], 'sum'), 'aggregates.0.of'],
    ['the last of minutes and cars', rule(['罗湖', '罗湖车次'], [], 'last'), 'aggregates.0.of'],
    ['a divisor of minutes and cars', rule(['罗湖'], ['福田', '福田车次'], 'ratio', '%'), 'aggregates.0.by'],
    ['a sum of minutes told in tens of thousands', rule(['罗湖', '福田'], [], 'sum', '万分钟'), 'aggregates.0.unit'],
    ['a mean in the unit of its weights', rule(['罗湖'], ['罗湖车次'], 'weightedMean', '车次'), 'aggregates.0.unit'],
  ])('%s', (_, aggregate, path) =>
    expect(aggregateFaults([aggregate], lines).map((fault) => fault.path)).toEqual([path]),
  )

  test('two lines of one name have no weight each', () => {
    const twice = [...lines, ...measured('分钟', '罗湖')]
    expect(aggregateFaults([rule(['罗湖'], ['罗湖车次'], 'weightedMean')], twice)).toHaveLength(1)
    expect(aggregateFaults([rule(['罗湖'], [], 'sum')], twice)).toEqual([])
  })

  test('a ratio has a unit of its own, and a count counts whatever there is', () => {
    const sound = [rule(['罗湖'], ['罗湖车次'], 'ratio', '分钟/车'), rule(['罗湖', '罗湖车次'], [], 'count', '个', 0)]
    expect(aggregateFaults(sound, lines)).toEqual([])
  })
})
