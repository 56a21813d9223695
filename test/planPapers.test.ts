import { strFromU8, unzipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import { paperOf } from '#domain/document/documentPaper.ts'
import { planAnnex, proposedNotice } from '#domain/document/noticeOfPlan.ts'
import { adoptionColumns } from '#domain/plan/consultation.document.ts'
import { reviewColumns } from '#domain/plan/review.document.ts'
import { writePaper } from '#server/kernel/office/paper.ts'
import { writeTableDocument } from '#server/kernel/office/tableDocument.ts'

const sender = '深圳市人民政府口岸办公室'
const plan = {
  ...{ title: '2025年度绩效工作方案', procedureText: '按月收集，按季通报。', standardsText: '按各事项考核标准。' },
  ...{ reportingText: '各处按期报送。', items: [] },
}
const notice = async (): Promise<Buffer> => {
  const annex = planAnnex(plan)
  const written = paperOf({
    ...{ kind: 'notice', words: proposedNotice(plan.title, sender), sender, signerName: '沈怀远' },
    ...{ number: '深口绩〔2025〕1号', datedOn: '2025-01-21', attachments: [] },
    annex: { ...annex, tables: annex.tables.map((table) => ({ ...table, rows: rows(table.columns) })) },
  })
  if (written.layout === 'letter') throw new Error('a notice is no letter')
  return writePaper(written.content)
}
const rows = (columns: readonly unknown[]) =>
  Array.from({ length: 40 }, (_, at) => columns.map((_one, column) => (column === 0 ? String(at + 1) : '镕喆䶮𠮷意见')))
const table = (title: string, columns: typeof adoptionColumns | typeof reviewColumns): Promise<Buffer> =>
  writeTableDocument({ title, remark: '2025年1月6日至10日', sender, columns, rows: rows(columns) })

const papers = {
  'the notice of the plan with its items': notice,
  'what the leading group said of it': () => table('2025年度绩效工作方案领导小组审定情况', reviewColumns),
  征求意见采纳情况: () => table('2025年度绩效工作方案征求意见采纳情况', adoptionColumns),
}

const millimetres = (twips: string | undefined): number => Number(twips) / 56.693
const near = (value: number, wanted: number, by = 0.1) => expect(Math.abs(value - wanted)).toBeLessThan(by)
const attributes = (tag: string | undefined): Record<string, string> =>
  Object.fromEntries([...(tag ?? '').matchAll(/w:(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]))
const all = (xml: string, tag: string): string[] =>
  xml.match(new RegExp(`<w:${tag}(?: [^>]*)?>.*?</w:${tag}>`, 'gs')) ?? []
const textOf = (xml: string): string => xml.replaceAll(/<w:tab\/>/g, '\t').replaceAll(/<[^>]+>/g, '')

describe.each(Object.entries(papers))('%s (upstream-facts 4.1)', (name, make) => {
  const isNotice = name.startsWith('the notice')
  let parts: Record<string, string> = {}
  let document = ''
  beforeAll(async () => {
    const files = unzipSync(await make())
    parts = Object.fromEntries(Object.entries(files).map(([file, bytes]) => [file, strFromU8(bytes)]))
    document = parts['word/document.xml'] ?? ''
  })
  const outsideTables = () => document.replace(/<w:tbl>.*?<\/w:tbl>/gs, '')
  const paragraphWith = (words: string) => all(outsideTables(), 'p').find((one) => textOf(one).includes(words)) ?? ''
  const sections = () =>
    (document.match(/<w:sectPr.*?<\/w:sectPr>/gs) ?? []).map((xml) => ({
      xml,
      size: attributes(/<w:pgSz[^>]*>/.exec(xml)?.[0]),
      margins: attributes(/<w:pgMar[^>]*>/.exec(xml)?.[0]),
    }))
  const footerOf = (section: string, type: string): string => {
    const id = new RegExp(`<w:footerReference (?=[^>]*w:type="${type}")[^>]*r:id="([^"]+)"`).exec(section)?.[1]
    const links = parts['word/_rels/document.xml.rels'] ?? ''
    return parts[`word/${new RegExp(`<Relationship (?=[^>]*Id="${id}")[^>]*Target="([^"]+)"`).exec(links)?.[1]}`] ?? ''
  }

  test('A4 with margins of 37, 26, 35 and 28 mm, turned with the page where it lies down', () => {
    for (const { size, margins } of sections()) {
      const isLying = size.orient === 'landscape'
      near(millimetres(size.w), isLying ? 297 : 210)
      near(millimetres(size.h), isLying ? 210 : 297)
      const [top, right, bottom, left] = isLying ? [28, 35, 26, 37] : [37, 26, 35, 28]
      near(millimetres(margins.top), top)
      near(millimetres(margins.right), right)
      near(millimetres(margins.bottom), bottom)
      near(millimetres(margins.left), left)
    }
    expect(sections().map(({ size }) => size.orient === 'landscape')).toEqual(isNotice ? [false, true, false] : [true])
  })

  test('22 lines of 28.95 points on 225 mm, whatever stands on them', () => {
    const pitches = all(outsideTables(), 'p')
      .filter((one) => textOf(one) !== '')
      .map((one) => attributes(/<w:spacing [^>]*w:line=[^>]*>/.exec(one)?.[0]))
    const shares = pitches.map(({ line, lineRule }) => [Number(line) / 579, lineRule])
    // the name in red takes the room of its own size
    expect(shares.filter(([share, rule]) => share === 1 && rule === 'exact').length).toBeGreaterThanOrEqual(
      pitches.length - (isNotice ? 1 : 0),
    )
    near(22 * (579 / 56.693), 225, 0.5)
    if (isNotice) expect(document).toContain('w:linePitch="579"')
  })

  test('no face but 小标宋, 仿宋, 黑体 and 楷体, and 宋体 for page numbers; the title in 2号 小标宋 in the middle', () => {
    const faces = new Set([...document.matchAll(/w:eastAsia="([^"]+)"/g)].map(([, face = '']) => face))
    const known = ['方正小标宋简体', '仿宋_GB2312', '黑体', '楷体_GB2312', 'zh-CN']
    expect([...faces].filter((face) => !known.includes(face))).toEqual([])
    const title = paragraphWith(isNotice ? '关于印发' : '2025年度绩效工作方案')
    expect(title).toContain('方正小标宋简体')
    expect(title).toContain('<w:sz w:val="44"/>')
    expect(title).toContain('<w:jc w:val="center"/>')
  })

  test('page numbers in 4号 宋体 between dashes, 7 mm below the text, outside: right on odd pages, left on even ones', () => {
    const numbered = sections().filter(({ xml }) => footerOf(xml, 'default').includes('PAGE'))
    expect(numbered).toHaveLength(isNotice ? 2 : 1)
    expect(parts['word/settings.xml']).toContain('evenAndOddHeaders')
    for (const { xml, margins } of numbered)
      for (const [type, side] of [
        ['default', 'right'],
        ['even', 'left'],
      ] as const) {
        const footer = footerOf(xml, type)
        expect(textOf(footer.replace(/<w:instrText.*?<\/w:instrText>/gs, '1'))).toMatch(/^\s*— 1 —$/)
        expect(footer).toContain(`<w:jc w:val="${side}"/>`)
        expect(footer).toContain('w:eastAsia="宋体"')
        expect(footer).toContain('<w:sz w:val="28"/>')
        expect(attributes(/<w:ind [^>]*>/.exec(footer)?.[0])[side]).toBe('315')
        const { line, after } = attributes(/<w:spacing [^>]*w:line=[^>]*>/.exec(footer)?.[0])
        const dashes = millimetres(margins.footer) + millimetres(after) + millimetres(line) / 2
        near(millimetres(margins.bottom) - dashes, 7, 0.3)
      }
  })

  test('its table has black lines, a heading row in 黑体 that comes again, and fills the width of the page', () => {
    const [table = ''] = document.match(/<w:tbl>.*<\/w:tbl>/s) ?? []
    const [heading = '', ...others] = all(table, 'tr')
    expect(others).toHaveLength(40)
    expect(heading).toContain('<w:tblHeader/>')
    expect(heading).toContain('黑体')
    expect(others.some((row) => row.includes('<w:tblHeader/>'))).toBe(false)
    expect(table).toMatch(/<w:insideH [^>]*w:color="000000"/)
    const widths = [...table.matchAll(/<w:gridCol w:w="(\d+)"/g)].map(([, width]) => Number(width))
    near(widths.reduce((sum, width) => sum + width, 0) / 56.693, 297 - 37 - 35, 0.5)
    expect(textOf(others[0] ?? '')).toContain('镕喆䶮𠮷')
  })

  if (isNotice)
    test('mark, number, addressee, text, annexes, name and day, last lines: each where the standard has it', () => {
      const order = all(outsideTables(), 'p').map(textOf).filter(Boolean)
      const at = (words: string) => order.findIndex((one) => one.startsWith(words))
      const places = [`${sender}文件`, '深口绩〔2025〕1号', '机关各处：', `附件：${plan.title}`].map(at)
      expect(places).toEqual(places.toSorted((a, b) => a - b))
      expect(places).not.toContain(-1)
      const mark = paragraphWith(`${sender}文件`)
      expect(mark).toContain('<w:color w:val="FF0000"/>')
      expect(mark).toContain('方正小标宋简体')
      const text = paragraphWith('已经我办')
      expect(text).toMatch(/w:firstLineChars="200"/)
      expect(text).toContain('仿宋_GB2312')
      expect(text).toContain('<w:sz w:val="32"/>')
      // the day stands four characters from the right under the seal
      const day = all(outsideTables(), 'p').find((one) => textOf(one).trim() === '2025年1月21日') ?? ''
      expect(Number(attributes(/<w:ind [^>]*>/.exec(day)?.[0]).right)).toBeGreaterThanOrEqual(4 * 315)
      const annex = all(outsideTables(), 'p').find((one) => textOf(one) === '附件') ?? ''
      expect(annex).toContain('<w:pageBreakBefore/>')
      expect(annex).toContain('黑体')
      const last = sections().at(-1)?.xml ?? ''
      expect(last).toContain('<w:type w:val="evenPage"/>')
      expect(footerOf(last, 'default')).not.toContain('PAGE')
      const printed = paragraphWith('印发') && (all(outsideTables(), 'p').at(-2) ?? '')
      expect(textOf(printed)).toBe(`　${sender}\t2025年1月21日印发`)
      expect(printed).toContain('<w:sz w:val="28"/>')
    })
})
