import { chineseNumber, chineseSigns } from './chineseNumber.ts'
import { add, compare, type Decimal, decimalsOf, isDecimal, multiply, shifted } from './decimal.ts'
import type { Text } from './text.ts'

/** In which unit a figure is asked, and with how many decimals. */
export type Measure = { readonly unit: string; readonly decimals: number }
/** `readAs`: what was written is not simply the figure, and this is what it was taken for. */
export type FigureRead =
  | { readonly ok: true; readonly value: Decimal; readonly readAs?: Text }
  | { readonly ok: false; readonly message: Text }

/** Digits and signs as typed on a Chinese keyboard in their plain form, without blanks; every dash before a digit is a minus. */
export const plainDigits = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[−‐‑‒–—]/g, '-')

const multiples: Readonly<Record<string, string>> = {
  ...{ 万亿: '1000000000000', 亿: '100000000', 千万: '10000000', 百万: '1000000' },
  ...{ 十万: '100000', 万: '10000', 千: '1000', 百: '100' },
}
const multipleWords = Object.keys(multiples)

/** '万人次' is ten thousand 人次; a unit without such a word is once itself. */
export function unitParts(unit: string): { readonly times: Decimal; readonly base: string } {
  const word = multipleWords.find((one) => unit.startsWith(one))
  return word ? { times: multiples[word] ?? '1', base: unit.slice(word.length) } : { times: '1', base: unit }
}

const refuse = (zh: string, en: string): FigureRead => ({ ok: false, message: { zh, en } })
const notNumber = (words: string): FigureRead => refuse(`“${words}”不是数字。`, `“${words}” is not a number.`)

/**
 * A figure as people and spreadsheets write it: 1,234.5 · １２３４ · (12) · 1.2E4 · 一万二千 · 1.2万 · 94.8%. What can be
 * read in two ways, or is in another unit, is refused with a sentence and never guessed.
 */
export function readFigure(written: string, measure: Measure): FigureRead {
  const shown = written.trim()
  const plain = plainDigits(written)
  if (isDateLike(plain)) return refuse(`“${shown}”是日期，不是数值。`, `“${shown}” is a date, not a figure.`)
  const signed = signOf(plain)
  if (!signed) return notNumber(shown)
  const { digits, tail } = partsOf(signed.rest)
  if (digits === '') return notNumber(shown)
  const number = numberOf(digits)
  if (number === 'ambiguous')
    return refuse(
      `“${shown}”中的逗号是千分位还是小数点？请只写数字和小数点。`,
      `Is the comma in “${shown}” a separator or a decimal point? Write digits and a point only.`,
    )
  if (number === undefined) return notNumber(shown)
  const inUnit = converted(number, tail, measure, shown)
  if (!inUnit.ok) return inUnit
  const value = signed.isNegative ? multiply(inUnit.value, '-1') : add(inUnit.value, '0')
  const kept = /^-0(\.0+)?$/.test(value) ? value.slice(1) : value
  if (!isDecimal(kept)) return refuse(`“${shown}”位数过多。`, `“${shown}” has too many digits.`)
  return isPlainly(plain, kept, measure)
    ? { ok: true, value: kept }
    : { ok: true, value: kept, ...takenFor(shown, kept) }
}

/** Why words in a field of digits are no figure, or which one they are: the same as the grid and every table say of them. */
export function notDigits(words: string, measure: Measure): Text {
  const read = readFigure(words, measure)
  return read.ok ? { zh: `“${words}”请写作${read.value}。`, en: `Write “${words}” as ${read.value}.` } : read.message
}

const takenFor = (shown: string, value: Decimal) => ({
  readAs: { zh: `“${shown}”按${value}读入。`, en: `“${shown}” is read as ${value}.` },
})

/** Nothing to be said of: the figure itself, with separators or its own unit at most. */
const isPlainly = (plain: string, value: Decimal, { unit }: Measure): boolean => {
  const bare = plain.endsWith(plainDigits(unit)) ? plain.slice(0, plain.length - plainDigits(unit).length) : plain
  const digits = bare.replace(/,/g, '').replace(/^\+/, '')
  return isDecimal(digits) && compare(digits, value) === 0
}

const isDateLike = (plain: string): boolean =>
  /^\d{1,4}([-/.])\d{1,2}\1\d{1,4}$/.test(plain) ||
  /^\d{1,2}\/\d{1,4}$/.test(plain) ||
  /^\d{4}年(\d{1,2}月)?(\d{1,2}日)?$/.test(plain)

/** A minus before, or the brackets of accountants around. */
function signOf(plain: string): { readonly isNegative: boolean; readonly rest: string } | undefined {
  const inner = /^\(([^()]*)\)(.*)$/.exec(plain)
  if (inner) {
    const [, rest = '', tail = ''] = inner
    return /^[-+负]/.test(rest) ? undefined : { isNegative: true, rest: rest + tail }
  }
  const [, sign = '', rest = ''] = /^([-+负]?)(.*)$/.exec(plain) ?? []
  return { isNegative: sign === '-' || sign === '负', rest }
}

const chinese = new RegExp(`^[${chineseSigns}]+`)

/** The digits, and the words behind them; 百分之五 is 五 with a percent sign. */
function partsOf(rest: string): { readonly digits: string; readonly tail: string } {
  const ofHundred = /^百分之(.+)$/.exec(rest)?.[1]
  if (ofHundred !== undefined) return { digits: ofHundred, tail: '%' }
  const [digits = ''] = /^[\d.,]+(e[+-]?\d{1,3})?/i.exec(rest) ?? chinese.exec(rest) ?? []
  return { digits, tail: rest.slice(digits.length) }
}

function numberOf(digits: string): Decimal | 'ambiguous' | undefined {
  if (chinese.test(digits)) return chineseNumber(digits)
  const [, mantissa = '', exponent] = /^([\d.,]+)(?:e([+-]?\d{1,3}))?$/i.exec(digits) ?? []
  const isGrouped = /^\d{1,3}(,\d{3})+(\.\d*)?$/.test(mantissa)
  if (mantissa.includes(',') && !isGrouped) return 'ambiguous'
  const bare = mantissa.replace(/,/g, '').replace(/\.$/, '').replace(/^\./, '0.')
  if (!/^\d+(\.\d+)?$/.test(bare)) return undefined
  if (exponent === undefined) return bare
  return Math.abs(Number(exponent)) > 18 ? undefined : shifted(bare, Number(exponent))
}

/** The number in the unit that is asked for, by the words behind it. */
function converted(number: Decimal, tail: string, { unit, decimals }: Measure, shown: string): FigureRead {
  const own = plainDigits(unit)
  if (tail === '' || tail === own) return { ok: true, value: number }
  const [asked, given] = [unitParts(own), unitParts(tail)]
  if (/[%‰]/.test(own + tail) || (given.base !== '' && given.base !== asked.base))
    return refuse(`“${shown}”的单位不对，应以“${unit}”计。`, `“${shown}” is in another unit: ${unit} is asked.`)
  const exact = multiply(number, given.times)
  // every unit word is a power of ten: dividing by it moves the point
  const value = shifted(exact, 1 - asked.times.length)
  if (decimalsOf(value) > decimals)
    return refuse(
      `“${shown}”换算成${unit}是${value}，${decimals === 0 ? '不是整数' : `多于${decimals}位小数`}，请按${unit}填写。`,
      `“${shown}” is ${value} ${unit}, which has more decimals than are asked: give it in ${unit}.`,
    )
  return { ok: true, value }
}
