import { add, type Decimal, multiply } from './decimal.ts'

const digits: Readonly<Record<string, number>> = {
  ...{ 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 },
  ...{ 壹: 1, 贰: 2, 叁: 3, 肆: 4, 伍: 5, 陆: 6, 柒: 7, 捌: 8, 玖: 9 },
}
const places: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 }
const groups: Readonly<Record<string, string>> = { 万: '10000', 亿: '100000000' }

/** The signs a number written in Chinese consists of. */
export const chineseSigns = [...Object.keys(digits), ...Object.keys(places), ...Object.keys(groups), '点'].join('')

/**
 * 二十三万零五百 is '230500', 二〇二五 '2025', 三点五 '3.5'. Undefined for what is no number, or can be read in two
 * ways: 一百二 is said for 120 and may be 102 with its 零 left out.
 */
export function chineseNumber(words: string): Decimal | undefined {
  const [whole = '', fraction, ...more] = words.split('点')
  if (more.length > 0 || whole === '') return undefined
  const value = [...whole].every((sign) => sign in digits) ? digitsOf(whole) : grouped(whole)
  if (value === undefined || fraction === undefined) return value
  if (fraction === '' || ![...fraction].every((sign) => sign in digits)) return undefined
  return `${value}.${digitsOf(fraction)}`
}

const digitsOf = (words: string): string => [...words].map((sign) => digits[sign]).join('')

/** The greatest group word parts the number: what stands before it is counted in it, what comes after is added. */
function grouped(words: string): Decimal | undefined {
  for (const [word, size] of Object.entries(groups).toReversed()) {
    const at = words.lastIndexOf(word)
    if (at < 0) continue
    const before = grouped(words.slice(0, at))
    const tail = words.slice(at + 1)
    const after = tail === '' ? '0' : isTold(tail, size) ? grouped(tail.replace(/^[零〇]/, '')) : undefined
    return before === undefined || after === undefined ? undefined : add(multiply(before, size), after)
  }
  return section(words)
}

/** After 万 comes its thousands, or a 零 that says they are left out. */
const isTold = (tail: string, size: string): boolean =>
  /^[零〇]./.test(tail) || (size === '10000' ? /^.[千仟]/.test(tail) : /^.[千仟]?.*万/.test(tail))

/** Below ten thousand. */
function section(words: string): Decimal | undefined {
  let [total, last, isAfterZero] = [0, 10_000, false]
  let rest = words
  while (rest !== '') {
    const zero = /^[零〇]/.exec(rest)
    if (zero && rest.length > 1 && total > 0) {
      rest = rest.slice(1)
      isAfterZero = true
      continue
    }
    const [sign = '', place] = rest
    const isTen = places[sign] === 10 && (total === 0 || isAfterZero)
    const size = isTen ? 10 : place === undefined ? 1 : places[place]
    const digit = isTen ? 1 : digits[sign]
    if (digit === undefined || size === undefined || size >= last) return undefined
    // 一百二: the digit after a place that is not the next one needs its 零
    if (size * 10 < last && total > 0 && !isAfterZero) return undefined
    total += digit * size
    ;[last, isAfterZero] = [size, false]
    rest = rest.slice(isTen || place === undefined ? 1 : 2)
  }
  return String(total)
}
