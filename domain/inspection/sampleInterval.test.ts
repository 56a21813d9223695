import { expect, test } from 'vitest'
import { confidencePercent, intervalOf } from './sampleInterval.ts'

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Hits among so many drawn from a population, none put back. */
function drawnFrom(population: number, all: number, drawn: number, next: () => number): number {
  let [left, hitsLeft, hits] = [population, all, 0]
  for (let n = 0; n < drawn; n += 1) {
    if (next() * left < hitsLeft) {
      hits += 1
      hitsLeft -= 1
    }
    left -= 1
  }
  return hits
}

test.each([
  [400, 20],
  [1_000, 60],
  [120, 40],
  [10_000, 200],
])(
  'an error of 5 %% among %i values lies inside the interval of a sample of %i in 95 of 100 runs',
  (population, drawn) => {
    const [all, next] = [population / 20, numbersFrom(population)]
    let inside = 0
    for (let run = 0; run < 1_000; run += 1) {
      const { from, to } = intervalOf({ population, drawn, hits: drawnFrom(population, all, drawn, next) })
      if (from <= all && all <= to) inside += 1
    }
    expect(inside).toBeGreaterThanOrEqual(10 * confidencePercent)
  },
)

test('of 20 drawn from 400 and 1 hit, 1 to 97 of all may be hits', () => {
  const interval = intervalOf({ population: 400, drawn: 20, hits: 1 })
  expect(interval).toEqual({ from: 1, to: 97 })
  expect(exactly(400, 20, 1)).toEqual(interval)
})

test.each([
  [30, 5, 0],
  [30, 5, 5],
  [30, 30, 3],
  [57, 12, 2],
])('of %i values, %i drawn, %i hit: as with exact fractions', (population, drawn, hits) => {
  expect(intervalOf({ population, drawn, hits })).toEqual(exactly(population, drawn, hits))
})

test('all drawn leaves nothing open', () => {
  expect(intervalOf({ population: 12, drawn: 12, hits: 2 })).toEqual({ from: 2, to: 2 })
})

test('120,000 values with 200 drawn are reckoned', () => {
  const { from, to } = intervalOf({ population: 120_000, drawn: 200, hits: 4 })
  expect([from > 500, from < 2_400, to > 2_400, to < 7_000]).toEqual([true, true, true, true])
})

test('more hits than drawn are refused', () => {
  expect(() => intervalOf({ population: 10, drawn: 2, hits: 3 })).toThrow()
})

const choose = (n: number, k: number): bigint => {
  if (k < 0 || k > n) return 0n
  let ways = 1n
  for (let one = 1; one <= k; one += 1) ways = (ways * BigInt(n - k + one)) / BigInt(one)
  return ways
}

/** The same interval by trying every number, in whole numbers. */
function exactly(population: number, drawn: number, hits: number) {
  const samples = choose(population, drawn)
  const chance = (all: number, counts: (n: number) => boolean) => {
    let ways = 0n
    for (let n = 0; n <= drawn; n += 1) if (counts(n)) ways += choose(all, n) * choose(population - all, drawn - n)
    return ways
  }
  const possible = Array.from({ length: population + 1 }, (_, all) => all).filter(
    (all) =>
      choose(all, hits) * choose(population - all, drawn - hits) > 0n &&
      chance(all, (n) => n >= hits) * 40n > samples &&
      chance(all, (n) => n <= hits) * 40n > samples,
  )
  return { from: possible[0], to: possible.at(-1) }
}
