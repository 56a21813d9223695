import Big from 'big.js'

/**
 * Exact decimals, carried as plain strings ('523.2', '-0.05'): no binary floating point touches a figure or a score.
 * The one rounding rule is half up, away from zero (四舍五入).
 */
export type Decimal = string

const pattern = /^-?\d{1,18}(\.\d{1,8})?$/

export const isDecimal = (text: string): boolean => pattern.test(text)

export const add = (a: Decimal, b: Decimal): Decimal => new Big(a).plus(b).toFixed()
export const subtract = (a: Decimal, b: Decimal): Decimal => new Big(a).minus(b).toFixed()
export const multiply = (a: Decimal, b: Decimal): Decimal => new Big(a).times(b).toFixed()
/** The point moved by so many places: shifted('1.2', 4) is '12000'. */
export const shifted = (value: Decimal, places: number): Decimal =>
  new Big(value).times(new Big(10).pow(places)).toFixed()
export const sum = (values: readonly Decimal[]): Decimal =>
  values.reduce((total, value) => total.plus(value), new Big(0)).toFixed()
export const compare = (a: Decimal, b: Decimal): -1 | 0 | 1 => new Big(a).cmp(b)
export const isZero = (value: Decimal): boolean => new Big(value).eq(0)

/** Rounded half up to so many decimals, trailing zeros kept: round('523.2142', 1) is '523.2'. */
export const round = (value: Decimal, decimals: number): Decimal =>
  new Big(value).round(decimals, Big.roundHalfUp).toFixed(decimals)

/** a ÷ b, rounded half up. Division by zero throws: ask first. */
export const divide = (a: Decimal, b: Decimal, decimals: number): Decimal => {
  const guarded = new Big(a).times(new Big(10).pow(decimals + 1))
  const quotient = new (exact())(guarded).div(b)
  return new Big(quotient.toFixed())
    .div(new Big(10).pow(decimals + 1))
    .round(decimals, Big.roundHalfUp)
    .toFixed(decimals)
}

/** Percent change from `before` to `now` with one decimal, or undefined where there is nothing to compare with. */
export const percentChange = (now: Decimal, before: Decimal): Decimal | undefined =>
  isZero(before)
    ? undefined
    : divide(new Big(now).minus(before).times(100).toFixed(), new Big(before).abs().toFixed(), 1)

/** How many decimals the text carries: '24' 0, '94.80' 2. */
export const decimalsOf = (value: Decimal): number => value.split('.')[1]?.length ?? 0

function exact() {
  const Exact = Big()
  Exact.DP = 40
  Exact.RM = Big.roundDown
  return Exact
}
