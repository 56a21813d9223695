import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { add, compare, decimalsOf, divide, isDecimal, isZero, percentChange, round, subtract, sum } from './decimal.ts'

describe('exact decimals', () => {
  test.each([
    ['1.005', 2, '1.01'],
    ['-1.005', 2, '-1.01'],
    ['523.2142', 1, '523.2'],
    ['523.25', 1, '523.3'],
    ['0', 1, '0.0'],
  ])('%s rounded to %i decimals is %s', (value, decimals, expected) => {
    expect(round(value, decimals)).toBe(expected)
  })

  test.each([
    ['5232142', '10000', 1, '523.2'],
    ['1', '3', 4, '0.3333'],
    ['2', '3', 4, '0.6667'],
    ['5', '1000', 2, '0.01'],
    ['-5', '1000', 2, '-0.01'],
    ['49999999', '10000000000', 2, '0.00'],
  ])('%s ÷ %s with %i decimals is %s', (a, b, decimals, expected) => {
    expect(divide(a, b, decimals)).toBe(expected)
  })

  test.each(['12', '-0.5', '12.50'])('%s is a decimal', (text) => expect(isDecimal(text)).toBe(true))
  test.each(['', '1e3', '１２', '1,000', '.5', '+1', 'NaN', ' 1'])('“%s” is none', (text) =>
    expect(isDecimal(text)).toBe(false),
  )

  test('adding tenths does not drift', () => {
    expect(sum(Array.from({ length: 10 }, () => '0.1'))).toBe('1')
    expect(subtract(add('0.1', '0.2'), '0.3')).toBe('0')
  })

  test('a change from zero has no percentage', () => {
    expect(percentChange('5', '0')).toBeUndefined()
    expect(percentChange('523.2', '446.3')).toBe('17.2')
    expect(percentChange('20', '-10')).toBe('300.0')
  })

  const hundredths = fc.integer({ min: -1_000_000, max: 1_000_000 })
  const text = (cents: number) => round(divide(String(cents), '100', 2), 2)

  test('sums agree with whole hundredths, in any order', () => {
    fc.assert(
      fc.property(fc.array(hundredths, { maxLength: 30 }), (cents) => {
        const total = cents.reduce((a, b) => a + b, 0)
        expect(round(sum(cents.map(text)), 2)).toBe(text(total))
        expect(sum(cents.map(text).toReversed())).toBe(sum(cents.map(text)))
      }),
    )
  })

  test('comparison is the order of the numbers', () => {
    fc.assert(fc.property(hundredths, hundredths, (a, b) => compare(text(a), text(b)) === Math.sign(a - b)))
  })

  test('what is shown keeps its decimals', () => {
    expect(decimalsOf('94.80')).toBe(2)
    expect(isZero('0.00')).toBe(true)
  })
})
