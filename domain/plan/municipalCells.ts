import type { Frequency } from '#domain/calendar/periods.ts'
import { add, compare, type Decimal, divide, isDecimal } from '#domain/kernel/decimal.ts'
import { plainDigits as plain } from '#domain/kernel/readFigure.ts'
import type { SheetCell } from '#domain/kernel/sheet.ts'
import type { Text } from '#domain/kernel/text.ts'

/** A sentence without its place; the reader of the table adds sheet, row and column. */
export type Problem = Text

/** What no text of an office holds and no database keeps. */
const unkept = /[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu

/** A name without line breaks and double blanks; ideographic blanks count as blanks. */
export const clean = (text: string): string =>
  text
    .replace(/\s*\n\s*/g, '')
    .replace(/[\s\u3000]+/g, ' ')
    .replace(unkept, '')
    .trim()

/** A longer text that keeps its lines: a standard, a note. */
export const cleanLines = (text: string): string => text.split(/\r?\n/).map(clean).join('\n').trim()

/** '行政业绩（45%）' is a name and a weight; the weight may be missing. */
export function levelIn(text: string): { name: string; weight: Decimal | null } | Problem {
  const words = clean(text).replace(/[（(【]?续(表|上页|前)?[）)】]?$/, (tail) => (tail === '续' ? tail : ''))
  if (words === '') {
    return {
      zh: '为空，且不在合并单元格内（可能拆分了合并单元格）。',
      en: 'empty and not in a merged cell (a merged cell may have been split).',
    }
  }
  const [, name = words, weight] = /^([^（(]*)[（(]([^（()）]*)[%％]\s*[)）]$/.exec(words) ?? []
  if (weight === undefined) return { name: words, weight: null }
  const points = plain(weight)
  if (!isDecimal(points) || outOfRange(points)) return notANumber(`${weight}%`)
  return { name: name.trim(), weight: add(points, '0') }
}

/** The running number: a positive whole number that no row before has. */
export function numberIn(cell: SheetCell | undefined, taken: ReadonlyMap<number, number>): number | Problem {
  const text = cell?.value ?? plain(cell?.text ?? '')
  if (text === '') return { zh: '没有序号。', en: 'the number is missing.' }
  if (!/^\d{1,4}$/.test(text) || Number(text) === 0) return notANumber(cell?.text ?? '')
  const number = Number(text)
  const row = taken.get(number)
  if (row === undefined) return number
  return { zh: `序号${number}与第${row}行重复。`, en: `the number ${number} is already in row ${row}.` }
}

export const nameIn = (text: string): string | Problem =>
  clean(text) || { zh: '没有指标名称。', en: 'the indicator has no name.' }

/** A text that is longer than its field holds; characters count as a person counts them (𠮷 is one). */
export function tooLong(text: string, limit: number): Problem | undefined {
  const length = text.length > limit ? [...text].length : text.length
  if (length <= limit) return undefined
  return { zh: `有${length}个字，最多${limit}个字。`, en: `${length} characters; at most ${limit} are taken.` }
}

/** Characters that other computers do not show: of somebody's own font, or lost when the file was made. */
export function unreadable(text: string): Problem | undefined {
  const found = /[\p{Co}\uFFFD]/u.exec(text)?.[0]
  if (found === undefined) return undefined
  const code = `U+${found.codePointAt(0)?.toString(16).toUpperCase()}`
  return {
    zh: `含有别的电脑显示不出的字（自造字或乱码，${code}），请核对。`,
    en: `has a character that other computers do not show (${code}): please check.`,
  }
}

/** One or several names, separated by 、 or the like; a separator inside brackets belongs to the name. */
export function namesIn(text: string): string[] | Problem {
  const names = text.match(/(?:[（(][^（()）]*[）)]|[^、，,；;\n])+/g) ?? []
  const found = [...new Set(names.map(clean).filter((name) => name !== ''))]
  return found.length > 0 ? found : { zh: '没有责任单位。', en: 'the collecting unit is missing.' }
}

const frequencyWords: Record<string, Frequency> = {
  月: 'month',
  月度: 'month',
  每月: 'month',
  季: 'quarter',
  季度: 'quarter',
  每季度: 'quarter',
  半年: 'halfYear',
  半年度: 'halfYear',
  每半年: 'halfYear',
  年: 'year',
  年度: 'year',
  全年: 'year',
  每年: 'year',
}

export const frequencyIn = (text: string): Frequency | Problem =>
  frequencyWords[plain(text)] ?? {
    zh: `报送频度“${clean(text)}”无法识别，应为月度、季度、半年或年度。`,
    en: `the frequency “${clean(text)}” is not known: 月度, 季度, 半年 or 年度.`,
  }

type Weight = { points: Decimal | null; remark?: Problem }

/** How the weights of a column without a percent sign are written: in points, some as fractions, or it cannot be told. */
export type Scale = 'points' | 'mixed' | 'unknown'

/** What the unsigned weights of a column say of each other. */
export function scaleOf(cells: readonly (SheetCell | undefined)[]): Scale {
  const unsigned = cells.map((cell) => plain(cell?.text ?? '')).filter((text) => isDecimal(text))
  const points = unsigned.filter((text) => compare(text, '1') > 0).length
  const fractions = unsigned.filter((text) => compare(text, '0') > 0 && compare(text, '1') < 0).length
  if (points > 0 && fractions > 0) return points >= fractions ? 'mixed' : 'unknown'
  return points > 0 ? 'points' : 'unknown'
}

/**
 * A weight in percent points. With a percent sign (typed or from the cell's format) it is taken as shown, below 1 as a
 * fraction; above 1 as points, with a remark; 1 alone is refused unless its column is in points, and so is
 * 0.5 among points. Nothing is null.
 */
export function weightIn(cell: SheetCell | undefined, scale: Scale = 'unknown'): Weight | Problem {
  const shown = plain(cell?.text ?? '')
  if (shown === '') return { points: null }
  const signed = shown.endsWith('%')
  const number = signed ? shown.slice(0, -1) : shown
  if (!isDecimal(number) || outOfRange(number)) return notANumber(cell?.text ?? '')
  if (signed) return { points: add(number, '0') }
  const order = compare(number, '1')
  if (order === 0 && scale === 'points') return pointsOf(number)
  if (order < 0 && scale === 'mixed' && compare(number, '0') > 0) {
    return {
      zh: `“${number}”是${number}%还是${timesHundred(number)}%？同一列有的按百分点写，请写明百分号。`,
      en: `is “${number}” ${number}% or ${timesHundred(number)}%? Others of the column are in points: write the sign.`,
    }
  }
  if (order < 0) return { points: timesHundred(number) }
  if (order > 0) return pointsOf(number)
  return { zh: '“1”是1%还是100%？请写明百分号。', en: 'is “1” 1% or 100%? Write the percent sign.' }
}

const timesHundred = (number: Decimal): Decimal => add(divide(number, '0.01', 8), '0')
const pointsOf = (number: Decimal): Weight => ({
  points: add(number, '0'),
  remark: { zh: `按${number}%读入。`, en: `read as ${number}%.` },
})

const outOfRange = (points: Decimal): boolean => compare(points, '0') < 0 || compare(points, '100') > 0

function notANumber(text: string): Problem {
  const words = clean(text)
  const isOne = isDecimal(plain(text).replace(/%$/, ''))
  if (isOne) return { zh: `“${words}”超出范围。`, en: `“${words}” is out of range.` }
  return { zh: `“${words}”不是数字。`, en: `“${words}” is not a number.` }
}
