import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { documentDate, figure, titleLines, widthOf } from './letter.ts'

describe('the words of a letter', () => {
  test.each([
    ['2025-11-06', '2025年11月6日'],
    ['2026-03-05', '2026年3月5日'],
    ['2026-12-31', '2026年12月31日'],
  ])('the date %s is written %s', (day, words) => expect(documentDate(day)).toBe(words))

  test.each([
    ['16450398', 0, '16,450,398'],
    ['523.2', 1, '523.2'],
    ['0', 1, '0.0'],
    ['-1234.5', 2, '−1,234.50'],
    ['999', 0, '999'],
    [null, 1, '—'],
    ['约三成', 1, '约三成'],
  ])('the figure %s is shown as %s', (value, decimals, shown) => expect(figure(value, decimals)).toBe(shown))

  test.each([
    ['关于报送9月数据的函', ['关于报送9月数据的函']],
    [
      '深圳市人民政府口岸办公室关于更正报送2025年9月口岸通关数据的函',
      ['深圳市人民政府口岸办公室关于更正报送', '2025年9月口岸通关数据的函'],
    ],
    [
      '深圳市人民政府口岸办公室关于商请协助核实旅客候检时间的函',
      ['深圳市人民政府口岸办公室关于', '商请协助核实旅客候检时间的函'],
    ],
    ['关于报送数据\n的复函', ['关于报送数据', '的复函']],
  ])('the title %s is broken by sense', (title, lines) => expect(titleLines(title)).toEqual(lines))

  test('no title loses a character, is too wide, or is broken inside a figure', () => {
    const title = fc
      .array(fc.constantFrom('关于', '2025年', '报送', '的', '口岸', '、', '数据', '12345', '（更正）', '函'), {
        maxLength: 60,
      })
      .map((words) => words.join(''))
    fc.assert(
      fc.property(title, (words) => {
        const lines = titleLines(words)
        expect(lines.join('')).toBe(words)
        for (const [index, line] of lines.entries()) {
          expect(widthOf(line)).toBeLessThanOrEqual(20)
          const next = lines[index + 1]
          if (next && /^[\u4e00-\u9fff\d]+$/.test(words) && !/\d{30}/.test(words)) {
            expect(/\d$/.test(line) && /^[\d年]/.test(next)).toBe(false)
          }
        }
      }),
    )
  })
})
