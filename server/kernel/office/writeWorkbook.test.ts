import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Sheet } from '#domain/kernel/sheet.ts'
import { partOf } from '#test/fixtures/packages.ts'
import { neutral, sheetNames } from './cellText.ts'
import { fileTypeOf } from './fileType.ts'
import { readWorkbook } from './readWorkbook.ts'
import { type CellContent, streamWorkbook, writeWorkbook } from './writeWorkbook.ts'

const columns = [{ heading: '口岸' }, { heading: '旅客（人次）', width: 20 }, { heading: '备注' }]
const one = (rows: CellContent[][]) => writeWorkbook([{ name: '数据', title: '2025年9月数据表', columns, rows }])
const read = async (bytes: Buffer): Promise<readonly Sheet[]> => {
  const outcome = await readWorkbook(bytes)
  if (!outcome.ok) throw new Error(outcome.message.zh)
  return outcome.sheets
}
const texts = (sheet: Sheet | undefined) => sheet?.rows.map(({ cells }) => cells.map(({ text }) => text))
const sheetXml = (bytes: Buffer) => partOf(bytes, 'xl/worksheets/sheet1.xml')

describe('a workbook', () => {
  test('holds every word and figure, and a reader sees them again', async () => {
    const bytes = await one([
      ['罗湖口岸', { number: '5373454', decimals: 0 }, ''],
      ['沙头角口岸', { number: '0', decimals: 1 }, '停办旅检'],
      ['比率', { number: '0.29', decimals: 1 }, null],
      ['很长的数', { number: '12345678901234567.25', decimals: 2 }, null],
    ])
    expect(await fileTypeOf(bytes)).toEqual({ ok: true, type: 'xlsx' })
    const [sheet] = await read(bytes)
    expect(sheet?.name).toBe('数据')
    expect(texts(sheet)).toEqual([
      ['2025年9月数据表', '2025年9月数据表', '2025年9月数据表'],
      ['口岸', '旅客（人次）', '备注'],
      ['罗湖口岸', '5373454'],
      ['沙头角口岸', '0', '停办旅检'],
      ['比率', '0.29'],
      ['很长的数', '12345678901234567.25'],
    ])
    expect(sheet?.rows[2]?.cells[1]?.value).toBe('5373454')
    expect(sheet?.rows[5]?.cells[1]?.value).toBeNull()
    expect(sheet?.rows[0]?.cells[2]?.merged).toEqual({ master: 'A1' })
  })

  test('keeps its heading in sight, its widths and its number formats', async () => {
    const bytes = await one([['a', { number: '1.5', decimals: 3 }, null]])
    expect(sheetXml(bytes)).toMatch(/<pane [^>]*ySplit="2"[^>]*state="frozen"/)
    expect(sheetXml(bytes)).toMatch(/<col [^>]*width="20"/)
    expect(partOf(bytes, 'xl/styles.xml')).toContain('#,##0.000')
  })

  test('may have several sheets of the same name', async () => {
    const rows = [['a']]
    const bytes = await writeWorkbook(
      ['表/一', '表:一', ''].map((name) => ({ name, columns: [{ heading: '甲' }], rows })),
    )
    expect((await read(bytes)).map(({ name }) => name)).toEqual(['表 一', '表 一（2）', '表3'])
  })
})

describe('words never become formulas', () => {
  test.each([
    ['=HYPERLINK("http://example.org","点此")'],
    ['+1'],
    ['-1+2'],
    ['@SUM(A1)'],
    ['\t=1'],
    ['\r=1'],
    [' =1'],
    ['　=1'],
    ['＝1+1'],
    ['＋1'],
    ['－1'],
    ['＠SUM'],
    ['|cmd /c calc'],
  ])('%j', (text) => expect(neutral(text)).toBe(`'${text}`))

  test.each([['罗湖'], ['a=b'], ['−5'], ['—'], ["'引"], ['']])('%j stays as it is', (text) => {
    expect(neutral(text)).toBe(text)
  })

  test('whatever is entered', async () => {
    const piece = fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '＝',
      '\t',
      '\n',
      ' ',
      '<f>1</f>',
      '&',
      ']]>',
      '\u0000',
      '\u0007',
      '\ud800',
      '口岸',
      'A1',
    )
    const word = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''))
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 20 }), async (words) => {
        const bytes = await one(words.map((text) => [text]))
        const [sheet, strings] = [sheetXml(bytes), partOf(bytes, 'xl/sharedStrings.xml')]
        expect(/<f[ >]/.test(sheet)).toBe(false)
        const written = [...strings.matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, text = '']) => text)
        expect(written.length).toBeGreaterThan(3)
        expect(written.some((text) => /^\s*[=+\-@＝]|^\t/.test(text))).toBe(false)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may come through
        expect(/[\u0000-\u0008]/.test(strings)).toBe(false)
      }),
      { numRuns: 40 },
    )
  })

  test('a word longer than a cell is cut, not lost with the file', () => {
    expect(neutral('长'.repeat(40_000)).length).toBeLessThanOrEqual(32_767)
    expect(sheetNames(['口'.repeat(40)])[0]?.length).toBeLessThanOrEqual(31)
  })
})

describe('a long list', () => {
  async function* rows(count: number): AsyncGenerator<CellContent[]> {
    for (let index = 0; index < count; index++) yield [`第${index}行`, { number: String(index), decimals: 0 }]
  }
  const sheet = (count: number) => [{ name: '清单', columns, rows: rows(count) }]

  test('is streamed whole to a slow receiver', async () => {
    const to = new PassThrough({ highWaterMark: 1024 })
    const [bytes] = await Promise.all([buffer(to), streamWorkbook(sheet(20_000), to)])
    expect(sheetXml(bytes).match(/<row /g)).toHaveLength(20_001)
    expect(sheetXml(bytes)).toContain('第19999行')
  })

  test('ends when the receiver has gone', async () => {
    const to = new PassThrough()
    to.destroy()
    await expect(streamWorkbook(sheet(20_000), to)).rejects.toThrow('gone')
  })
})
