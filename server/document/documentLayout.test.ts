import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { DocumentKind } from '#domain/document/documentKind.ts'
import { fileTypeOf } from '#server/kernel/office/fileType.ts'
import { writeLetter } from '#server/kernel/office/letter.ts'
import { writePaper } from '#server/kernel/office/paper.ts'
import { paper } from '#test/fixtures/papers.ts'

const bytesOf = (kind: DocumentKind): Promise<Buffer> => {
  const written = paper(kind)
  return written.layout === 'letter' ? writeLetter(written.content) : writePaper(written.content)
}
const xmlOf = async (kind: DocumentKind): Promise<string> =>
  strFromU8(unzipSync(await bytesOf(kind))['word/document.xml'] ?? new Uint8Array())
const paragraphsOf = (xml: string): string[] => xml.match(/<w:p>.*?<\/w:p>|<w:p .*?<\/w:p>/gs) ?? []
const textOf = (xml: string): string => xml.replaceAll(/<w:tab\/>/g, '\t').replaceAll(/<[^>]+>/g, '')
const within = (xml: string, words: string): string =>
  paragraphsOf(xml).find((one) => textOf(one).includes(words)) ?? ''
const textsOf = (xml: string): string[] => paragraphsOf(xml).map(textOf).filter(Boolean)

const kinds = ['notice', 'report', 'letter', 'minutes'] as const

describe('documents in the layout of GB/T 9704-2012 (upstream-facts 4.1)', () => {
  test.each(kinds)('a %s is a Word document on A4 with a type area of 156 × 225 mm', async (kind) => {
    expect(await fileTypeOf(await bytesOf(kind))).toEqual({ ok: true, type: 'docx' })
    const xml = await xmlOf(kind)
    expect(xml).toMatch(/<w:pgSz w:w="11905" w:h="16837"/)
    expect(xml).toContain('w:top="2097" w:right="1474" w:bottom="1984" w:left="1587"')
  })

  test.each([
    ['notice', '深圳市人民政府口岸办公室文件'],
    ['report', '深圳市人民政府口岸办公室文件'],
    ['minutes', '深圳市人民政府口岸办公室会议纪要'],
  ] as const)('a %s has its name in red over a red line, the last lines on an even page', async (kind, name) => {
    const xml = await xmlOf(kind)
    const mark = within(xml, name)
    expect(textOf(mark)).toBe(name)
    expect(mark).toContain('w:val="FF0000"')
    expect(mark).toContain('方正小标宋简体')
    expect(paragraphsOf(xml).filter((one) => /<w:bottom [^>]*w:color="FF0000"/.test(one))).toHaveLength(1)
    expect(xml).toContain('<w:type w:val="evenPage"/>')
    expect(textsOf(xml).at(-1)).toBe('　深圳市人民政府口岸办公室\t2025年1月21日印发')
  })

  test('the number of what stays or goes down stands in the middle', async () => {
    const number = within(await xmlOf('notice'), '深口绩〔2025〕2号')
    expect(number).toContain('<w:jc w:val="center"/>')
    expect(textOf(number)).toBe('深口绩〔2025〕2号')
  })

  test('what goes upward has its number one character in at the left, 签发人 at the right, the name in 楷体', async () => {
    const line = within(await xmlOf('report'), '签发人')
    expect(textOf(line)).toBe('　深口绩〔2025〕2号\t签发人：沈怀远')
    // 156 mm less one character of 315 twentieths
    expect(line).toContain('<w:tab w:val="right" w:pos="8529"/>')
    expect(line.slice(line.lastIndexOf('<w:r>'))).toContain('楷体_GB2312')
    expect(line).toContain('w:color="FF0000"')
  })

  test.each(['report', 'letter'] as const)(
    'the %s to the city names the plan as its annex, which is bound in',
    async (kind) => {
      const xml = await xmlOf(kind)
      const texts = textsOf(xml)
      expect(texts).toContain('市绩效办：')
      expect(texts).toContain('附件：2025年度绩效工作方案')
      const own = paragraphsOf(xml).find((one) => textOf(one) === '附件') ?? ''
      expect(own).toContain('<w:pageBreakBefore/>')
      expect(own).toContain('黑体')
      expect(xml).toContain('w:orient="landscape"')
      expect(xml).toContain('<w:tblHeader/>')
      // name over the day, neither of them in the type of a title
      const [at, day] = [texts.lastIndexOf('深圳市人民政府口岸办公室'), texts.indexOf('2025年1月21日')]
      expect(day).toBe(at + 1)
    },
  )

  test('a 报告 carries no request, a 函 ends as one', async () => {
    const [report, letter] = [textsOf(await xmlOf('report')), textsOf(await xmlOf('letter'))]
    expect(report).toContain('特此报告。')
    expect(report.join('')).not.toContain('请')
    expect(letter).toContain('专此函达。')
  })

  test('a letter has no last lines; its number is at the right below the double red line of the first page', async () => {
    const xml = await xmlOf('letter')
    expect(xml).toContain('<w:titlePg/>')
    expect(xml).not.toContain('evenPage')
    expect(textOf(xml)).not.toContain('印发日期')
    expect(within(xml, '深口绩〔2025〕2号')).toContain('<w:jc w:val="right"/>')
    const parts = unzipSync(await bytesOf('letter'))
    const headers = Object.entries(parts).filter(([name]) => /word\/header\d/.test(name))
    expect(headers.map(([, part]) => strFromU8(part)).join('')).toContain('w:val="thickThinSmallGap"')
  })

  test('the notice of a call names the template that goes along', async () => {
    const texts = textsOf(await xmlOf('notice'))
    expect(texts).toContain('附件：2026年度方案模板')
    expect(texts.join('')).toContain('关于编制2026年度绩效工作方案的通知')
  })

  test('minutes address nobody and bear no seal: name and day above the line, those present in 黑体 at the end', async () => {
    const xml = await xmlOf('minutes')
    const texts = textsOf(xml)
    expect(texts).toContain('　深圳市人民政府口岸办公室\t2025年1月21日')
    expect(texts.some((one) => one.startsWith('机关各处'))).toBe(false)
    const present = within(xml, '出席：')
    expect(textOf(present)).toBe('出席：沈怀远、叶知秋、陈嘉禾、罗景行')
    expect(present.slice(0, present.indexOf('沈怀远'))).toContain('黑体')
    // two characters in, what does not fit hangs behind the colon
    expect(present).toMatch(
      /<w:ind [^>]*w:left="1575"[^>]*w:hanging="945"|<w:ind [^>]*w:hanging="945"[^>]*w:left="1575"/,
    )
    expect(texts.indexOf('出席：沈怀远、叶知秋、陈嘉禾、罗景行')).toBe(texts.length - 2)
  })
})
