import { unzipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import type { LetterContent } from '#domain/kernel/letter.ts'
import { letter } from '#test/fixtures/letters.ts'
import { fileTypeOf } from './fileType.ts'
import { writeLetter } from './letter.ts'

/** The file's own XML, read without the library that wrote it. */
const partsOf = async (content: LetterContent): Promise<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(unzipSync(await writeLetter(content))).map(([name, part]) => [
      name,
      Buffer.from(part).toString('utf8'),
    ]),
  )
const paragraphsOf = (xml: string): string[] => xml.match(/<w:p>.*?<\/w:p>|<w:p .*?<\/w:p>/gs) ?? []
const textOf = (xml: string): string =>
  [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join('')
const attributes = (tag: string): Record<string, string> =>
  Object.fromEntries([...tag.matchAll(/w:(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]))
const within = (value: string | undefined, millimetres: number) =>
  expect(Math.abs(Number(value) / 56.693 - millimetres)).toBeLessThan(0.05)

describe('a letter in the layout of GB/T 9704-2012', () => {
  let parts: Record<string, string>
  let document = ''
  const paragraphWith = (words: string): string =>
    paragraphsOf(document).find((one) => textOf(one).includes(words)) ?? ''
  const headersUsed = (kind: 'header' | 'footer', type: string): string => {
    const id = new RegExp(`<w:${kind}Reference (?=[^>]*w:type="${type}")[^>]*r:id="([^"]+)"`).exec(document)?.[1]
    const target = new RegExp(`<Relationship (?=[^>]*Id="${id}")[^>]*Target="([^"]+)"`).exec(
      parts['word/_rels/document.xml.rels'] ?? '',
    )
    return parts[`word/${target?.[1]}`] ?? ''
  }

  beforeAll(async () => {
    parts = await partsOf(letter)
    document = parts['word/document.xml'] ?? ''
  })

  test('is a Word document by its content', async () => {
    expect(await fileTypeOf(await writeLetter(letter))).toEqual({ ok: true, type: 'docx' })
  })

  test('A4, margins 37, 26, 35, 28 mm, 22 lines a page', () => {
    const size = attributes(/<w:pgSz[^>]*>/.exec(document)?.[0] ?? '')
    const margins = attributes(/<w:pgMar[^>]*>/.exec(document)?.[0] ?? '')
    within(size.w, 210)
    within(size.h, 297)
    within(margins.top, 37)
    within(margins.bottom, 35)
    within(margins.left, 28)
    within(margins.right, 26)
    within(margins.header, 30)
    within(margins.footer, 20)
    const lines = paragraphsOf(document.replace(/<w:tbl>.*?<\/w:tbl>/gs, '')).map((one) =>
      /w:line="(\d+)" w:lineRule="(\w+)"/.exec(one),
    )
    const heights = lines.map((line) => [Number(line?.[1]), line?.[2]])
    expect(heights.every(([height, rule]) => rule === 'exact' && (height === 579 || height === 724))).toBe(true)
    expect(22 * 579).toBeLessThanOrEqual(16_838 - Number(margins.top) - Number(margins.bottom))
    expect(document).toContain('w:linePitch="579"')
  })

  test('28 characters of 3号 fill a line of 156 mm and a 29th does not fit', () => {
    const run = /<w:rPr>.*?<\/w:rPr>/.exec(paragraphWith('我办于'))?.[0] ?? ''
    const spacing = Number(/<w:spacing w:val="(-?\d+)"/.exec(run)?.[1])
    const width = 16 * 20 + spacing
    const area = 56.693 * 156
    expect(28 * width).toBeLessThanOrEqual(area)
    expect(29 * width).toBeGreaterThan(area)
  })

  test.each([
    ['深口函〔2025〕×号', '仿宋_GB2312', 32],
    ['深圳市人民政府口岸办公室关于更正报送', '方正小标宋简体', 44],
    ['2025年9月口岸通关数据的函', '方正小标宋简体', 44],
    ['市统计局：', '仿宋_GB2312', 32],
    ['16,450,398人次', '仿宋_GB2312', 32],
    ['附件：2025年9月', '仿宋_GB2312', 32],
    ['2025年11月6日', '仿宋_GB2312', 32],
    ['（联系人：周以宁，电话：××××）', '仿宋_GB2312', 32],
  ])('%s is in %s', (words, face, size) => {
    const run = paragraphWith(words)
    expect(run).toContain(`<w:sz w:val="${size}"/>`)
    const fonts = attributes(/<w:rFonts[^>]*>/.exec(run)?.[0] ?? '')
    expect(fonts).toMatchObject({ ascii: face, hAnsi: face, eastAsia: face })
  })

  test('every run names its face for every script', () => {
    const runs = Object.entries(parts)
      .filter(([name]) => /^word\/(document|header\d|footer\d)\.xml$/.test(name))
      .flatMap(([, xml]) => xml.match(/<w:r>.*?<\/w:r>/gs) ?? [])
    expect(runs.length).toBeGreaterThan(40)
    for (const run of runs) expect(run).toMatch(/<w:rFonts (?=[^>]*w:ascii)(?=[^>]*w:hAnsi)[^>]*w:eastAsia/)
  })

  test('the number lies right, the title in the middle, two lines apart; paragraphs begin two characters in', () => {
    const texts = paragraphsOf(document).map(textOf)
    expect(texts.slice(0, 7)).toEqual([
      '深口函〔2025〕×号',
      '',
      '',
      '深圳市人民政府口岸办公室关于更正报送',
      '2025年9月口岸通关数据的函',
      '',
      '市统计局：',
    ])
    expect(paragraphWith('深口函〔2025〕×号')).toContain('<w:jc w:val="right"/>')
    expect(paragraphWith('关于更正报送')).toContain('<w:jc w:val="center"/>')
    expect(paragraphWith('我办于')).toMatch(/w:firstLineChars="200"/)
    const date = attributes(/<w:ind[^>]*>/.exec(paragraphWith('2025年11月6日'))?.[0] ?? '')
    expect(Number(date.right)).toBeGreaterThanOrEqual(4 * 315)
  })

  test('first page: red name, red double lines of 170 mm, thick outside, no page number', () => {
    const [header, footer] = [headersUsed('header', 'first'), headersUsed('footer', 'first')]
    expect(document).toContain('<w:titlePg/>')
    expect(textOf(header)).toBe('深圳市人民政府口岸办公室')
    expect(header).toContain('<w:color w:val="FF0000"/>')
    expect(header).toContain('方正小标宋简体')
    expect(header).toMatch(/<w:bottom [^>]*w:val="thickThinSmallGap"/)
    expect(footer).toMatch(/<w:bottom [^>]*w:val="thinThickSmallGap"/)
    expect(footer).not.toContain('PAGE')
    for (const xml of [header, footer]) {
      expect(xml).toMatch(/<w:bottom [^>]*w:color="FF0000"/)
      const indent = attributes(/<w:ind[^>]*>/.exec(xml)?.[0] ?? '')
      within(String(56.693 * 156 - Number(indent.left) - Number(indent.right)), 170)
    }
    const space = Number(/<w:bottom [^>]*w:space="(\d+)"/.exec(header)?.[1])
    expect(Math.abs((space * 25.4) / 72 - 4)).toBeLessThan(0.2)
  })

  test('later pages: no red line; the page number right on odd pages, left on even ones', () => {
    for (const type of ['default', 'even']) expect(headersUsed('header', type)).not.toContain('w:pBdr')
    expect(headersUsed('footer', 'default')).toMatch(/w:val="right".*PAGE/s)
    expect(headersUsed('footer', 'even')).toMatch(/w:val="left".*PAGE/s)
    expect(parts['word/settings.xml']).toContain('evenAndOddHeaders')
  })

  test('the annex begins a page and holds every figure in a table with black lines and a repeated heading', () => {
    expect(paragraphsOf(document).find((one) => textOf(one) === '附件')).toContain('<w:pageBreakBefore/>')
    const table = /<w:tbl>.*<\/w:tbl>/s.exec(document)?.[0] ?? ''
    const rows = (table.match(/<w:tr>.*?<\/w:tr>|<w:tr .*?<\/w:tr>/gs) ?? []).map((row) =>
      (row.match(/<w:tc>.*?<\/w:tc>/gs) ?? []).map(textOf),
    )
    expect(rows).toEqual([
      ['序号', '口岸', '旅客（人次）', '最长候检（分钟）', '备注'],
      ['1', '罗湖口岸', '5,373,454', '18', ''],
      ['2', '福田口岸', '4,463,217', '22', '更正，原报20'],
      ['3', '沙头角口岸', '0', '—', '停办旅检'],
      ['', '合计', '9,836,671', '', ''],
    ])
    expect(table.match(/<w:tblHeader\/>/g)).toHaveLength(1)
    expect(table).toMatch(/<w:insideH [^>]*w:color="000000"/)
    const widths = [...table.matchAll(/<w:gridCol w:w="(\d+)"/g)].map(([, width]) => Number(width))
    expect(widths.reduce((sum, width) => sum + width, 0)).toBeLessThanOrEqual(56.693 * 156)
  })

  test('neither a missing contact nor several annexes disturb it', async () => {
    const [table] = letter.tables
    const xml = await partsOf({
      ...letter,
      contact: null,
      attachments: ['甲表', '乙表'],
      tables: table ? [table, table] : [],
    })
    const texts = paragraphsOf(xml['word/document.xml'] ?? '').map(textOf)
    expect(texts).toEqual(expect.arrayContaining(['附件：1. 甲表', '2. 乙表', '附件1', '附件2']))
    expect(texts.some((text) => text.includes('联系人'))).toBe(false)
  })

  test('words are words: markup is escaped, a tab is an element, what XML cannot hold is left out', async () => {
    const xml = await partsOf({ ...letter, to: '<b>&"\u0001\u0000甲\ud800', paragraphs: ['一\t二'] })
    const document = xml['word/document.xml'] ?? ''
    expect(document).toContain('&lt;b&gt;&amp;')
    expect(document).toMatch(/一<\/w:t><w:tab\/><w:t[^>]*>二/)
    expect(document.includes('\t') || document.includes('\u0001') || document.includes('\u0000')).toBe(false)
    expect(document.isWellFormed()).toBe(true)
  })
})
