import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chineseNumber } from './chineseNumber.ts'
import { readFigure } from './readFigure.ts'

const count = { unit: '件', decimals: 0 }
const said = (words: string, measure = count) => {
  const read = readFigure(words, measure)
  return read.ok ? `${read.value}${read.readAs ? ' *' : ''}` : read.message.zh
}

test('figures as people and spreadsheets write them', () => {
  const cases: [string, string][] = [
    ['1234', '1234'],
    [' 1,234 ', '1234'],
    ['１，２３４．５', '1234.5'],
    ['−12', '-12'],
    ['（12）', '-12 *'],
    ['(1,200.50)', '-1200.5 *'],
    ['负三', '-3 *'],
    ['1.2E+4', '12000 *'],
    ['一万二千', '12000 *'],
    ['二十三万零五百', '230500 *'],
    ['三点五', '3.5 *'],
    ['12件', '12'],
    ['-0', '0'],
    ['.5', '0.5 *'],
    ['1.2万', '12000 *'],
  ]
  expect(cases.map(([words]) => said(words))).toEqual(cases.map(([, value]) => value))
})

test('a unit is converted only where that is exact; another unit is refused', () => {
  const passengers = { unit: '万人次', decimals: 1 }
  expect(said('1.2万', { unit: '人次', decimals: 0 })).toBe('12000 *')
  expect(said('523.2万人次', passengers)).toBe('523.2')
  expect(said('523.2万', passengers)).toBe('523.2 *')
  expect(said('12000人次', passengers)).toBe('1.2 *')
  expect(said('1.2亿', passengers)).toBe('12000 *')
  expect(said('12345人次', passengers)).toBe('“12345人次”换算成万人次是1.2345，多于1位小数，请按万人次填写。')
  expect(said('12个')).toBe('“12个”的单位不对，应以“件”计。')
  expect(said('12万元')).toBe('“12万元”的单位不对，应以“件”计。')
})

test('percent stands with percent alone', () => {
  const share = { unit: '%', decimals: 1 }
  expect([said('94.8%', share), said('９４．８％', share), said('百分之五', share)]).toEqual(['94.8', '94.8', '5 *'])
  expect(said('94.8%')).toContain('单位不对')
  expect(said('5‰', share)).toContain('单位不对')
  expect(said('5万', share)).toContain('单位不对')
})

describe('what can be read in two ways is refused', () => {
  test.each(['1,5', '1.234,56', '12,34', '1,2345'])('%s: is the comma a point', (words) => {
    expect(said(words)).toContain('千分位还是小数点')
  })
  test.each(['2025-10-31', '3/4/2025', '31.12.2025', '3/4', '2025年10月'])('%s is a date', (words) => {
    expect(said(words)).toContain('是日期')
  })
  test.each(['一百二', '一万五', '一亿二', '十十', '百', '点五', 'abc', '--1', '(-1)', '1e99', '1.2.3.4', ''])(
    '%s is no number',
    (words) => {
      expect(said(words)).toContain('不是数字')
    },
  )
  test('digits beyond what is kept', () => expect(said('1234567890123456789')).toContain('位数过多'))
})

/** Independent of the reader: writes a number in Chinese by its places. */
function inChinese(value: number): string {
  const signs = '零一二三四五六七八九'
  const below = (n: number) => {
    const words = [1000, 100, 10, 1].map((size, at) => {
      const digit = Math.floor(n / size) % 10
      return digit === 0 ? '零' : `${signs[digit]}${['千', '百', '十', ''][at]}`
    })
    return words.join('').replace(/零+/g, '零').replace(/零$/, '')
  }
  const parts = [value % 10_000, Math.floor(value / 10_000) % 10_000, Math.floor(value / 1e8)]
  const words = parts.map((part, at) => (part === 0 ? '零' : `${below(part)}${['', '万', '亿'][at]}`)).toReversed()
  return (
    words
      .join('')
      .replace(/零+/g, '零')
      .replace(/^零|零$/g, '') || '零'
  )
}

test('any number comes back from whichever way it is written', () => {
  const whole = fc.integer({ min: 0, max: 999_999_999_999 })
  fc.assert(
    fc.property(whole, (n) => {
      expect(chineseNumber(inChinese(n))).toBe(String(n))
    }),
  )
  fc.assert(
    fc.property(whole, fc.boolean(), fc.boolean(), (n, isNegative, isFull) => {
      const value = isNegative && n > 0 ? `-${n}` : String(n)
      const grouped = n.toLocaleString('en-US')
      const written = isNegative ? `(${grouped})` : grouped
      const wide = written.replace(/[\d,]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
      expect(readFigure(isFull ? wide : written, count)).toMatchObject({ ok: true, value })
      expect(readFigure(`${isNegative ? '-' : ''}${n.toExponential()}`, count)).toMatchObject({ ok: true, value })
    }),
  )
})

test('whatever is written: a decimal comes out or a sentence, never anything else', () => {
  const sign = fc.constantFrom(...'0123456789０９.,，-−()（）%万亿千百十点零一二两件人次eE+/年月 '.split(''))
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 14 }), fc.constantFrom('件', '万人次', '%'), (signs, unit) => {
      const read = readFigure(signs.join(''), { unit, decimals: 2 })
      if (read.ok) expect(read.value).toMatch(/^-?\d{1,18}(\.\d{1,8})?$/)
      else expect(read.message.zh).not.toBe('')
    }),
  )
})
