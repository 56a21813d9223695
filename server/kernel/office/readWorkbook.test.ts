import ExcelJS from 'exceljs'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Sheet } from '#domain/kernel/sheet.ts'
import { documentWith, realWorkbook, sheetEdited, workbookWith } from '#test/fixtures/packages.ts'
import { plainNumber } from './plainSheet.ts'
import { readWorkbook } from './readWorkbook.ts'
import { workbookLimits } from './workbookLimits.ts'

const sheetsOf = async (bytes: Buffer): Promise<readonly Sheet[]> => {
  const outcome = await readWorkbook(bytes)
  if (!outcome.ok) throw new Error(outcome.message.zh)
  return outcome.sheets
}
const made = async (fill: (sheet: ExcelJS.Worksheet) => void): Promise<readonly Sheet[]> => {
  const workbook = new ExcelJS.Workbook()
  fill(workbook.addWorksheet('表'))
  return sheetsOf(Buffer.from(await workbook.xlsx.writeBuffer()))
}
const cellAt = (sheet: Sheet | undefined, row: number, column: string) =>
  sheet?.rows.find(({ number }) => number === row)?.cells.find((cell) => cell.column === column)

describe('the real table of indicators', () => {
  let sheet: Sheet | undefined
  beforeAll(async () => {
    sheet = (await sheetsOf(realWorkbook()))[0]
  })

  test('keeps names, merged ranges and percent formats', () => {
    expect(sheet).toMatchObject({ name: '市政府工作部门', hidden: false, hiddenColumns: [] })
    expect(sheet?.rows.length).toBe(12)
    expect(cellAt(sheet, 6, 'A')).toEqual({
      column: 'A',
      text: '行政业绩（45%）',
      value: null,
      merged: { master: 'A4' },
    })
    expect(cellAt(sheet, 4, 'I')).toEqual({ column: 'I', text: '35%', value: '0.35', merged: null })
    expect(cellAt(sheet, 12, 'G')).toBeUndefined()
  })
})

describe('a workbook', () => {
  test('gives values, not formulas, and says what is hidden', async () => {
    const [sheet] = await made((sheet) => {
      sheet.getCell('A1').value = { formula: 'HYPERLINK("http://example.org")', result: '总计' }
      sheet.getCell('B1').value = { formula: '1+1', result: 2 }
      sheet.getCell('C1').value = { formula: 'A9' }
      sheet.getCell('I1').value = { formula: 'SUM(I1:J1)', result: 5 }
      sheet.getCell('D1').value = { richText: [{ text: '深' }, { text: '圳' }] }
      sheet.getCell('E1').value = new Date('2025-11-06T00:00:00Z')
      sheet.getCell('F1').value = ' １２３ '
      sheet.getCell('G1').value = { error: '#N/A' }
      sheet.getCell('H1').value = { text: '网站', hyperlink: 'https://example.org' }
      sheet.getCell('A2').value = '藏'
      sheet.getRow(2).hidden = true
      sheet.getColumn('B').hidden = true
    })
    const first = sheet?.rows[0]?.cells.map(({ text, value, fault }) => [text, value, ...(fault ? [fault] : [])])
    expect(first).toEqual([
      ['总计', null],
      ['2', '2'],
      ['', null, 'noResult'],
      ['深圳', null],
      ['2025-11-06', null],
      ['１２３', null],
      ['#N/A', null],
      ['网站', null],
      ['5', '5', 'circular'],
    ])
    expect(sheet?.rows[1]?.hidden).toBe(true)
    expect(sheet?.hiddenColumns).toEqual(['B'])
  })

  test('ends at the last row with content, not at the last row with a style', async () => {
    const [sheet] = await made((sheet) => {
      sheet.getCell('A3').value = 'x'
      sheet.getCell('A1048576').style = { font: { bold: true } }
      sheet.getCell('A9').value = { formula: 'B1' }
      sheet.mergeCells('A20:B21')
    })
    expect(sheet?.rows.map(({ number }) => number)).toEqual([3])
  })

  test('may declare any dimension and validate whole columns', async () => {
    const bytes = sheetEdited((xml) =>
      xml
        .replace('A1:J12', 'A1:XFD1048576')
        .replace(
          '<pageMargins',
          '<dataValidations count="1"><dataValidation type="list" sqref="A1:XFD1048576"><formula1>"a,b"</formula1></dataValidation></dataValidations><pageMargins',
        ),
    )
    expect((await sheetsOf(bytes))[0]?.rows.length).toBe(12)
  })
})

describe('numbers are the shortest decimal that names them', () => {
  test.each([
    [0.28999999999999998, '0.29'],
    [1e-7, '0.0000001'],
    [-2.5e-8, '-0.000000025'],
    [1.5e21, '1500000000000000000000'],
    [0, '0'],
    [6203210, '6203210'],
  ])('%s', (number, text) => expect(plainNumber(number)).toBe(text))

  test('in percent format the point moves by two places exactly', async () => {
    const [sheet] = await made((sheet) => {
      for (const [index, value] of [0.35, 0.29, 1, 0.0725, 0, -0.5].entries()) {
        sheet.getCell(1, index + 1).value = value
        sheet.getCell(1, index + 1).numFmt = '0.00%'
      }
      sheet.getCell('G1').value = 5
      sheet.getCell('G1').numFmt = '0"%"'
    })
    const texts = sheet?.rows[0]?.cells.map(({ text }) => text)
    expect(texts).toEqual(['35%', '29%', '100%', '7.25%', '0%', '-50%', '5'])
  })
})

describe('refused with a sentence', () => {
  const html = Buffer.from('<html><body><table><tr><td>1</td></tr></table></body></html>')
  test.each([
    ['a page named .xlsx', html, '这个文件不是Excel工作簿（内容为网页）。'],
    ['a text', Buffer.from('a,b\n1,2\n'), '这个文件不是Excel工作簿（内容为文本）。'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), '这个文件不是Excel工作簿（内容为PDF）。'],
    ['an image', Buffer.from('89504e470d0a1a0a', 'hex'), '这个文件不是Excel工作簿（内容为图片）。'],
    ['a Word document', documentWith({}), '这个文件不是Excel工作簿（内容为Word文档）。'],
    ['an old or encrypted workbook', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), '旧版（.doc、.xls）或加密'],
    ['nothing', Buffer.alloc(0), '文件是空的。'],
    ['a file cut short', realWorkbook().subarray(0, 5000), '损坏'],
    ['macros', workbookWith({ 'xl/vbaProject.bin': 'x' }), '宏'],
    ['an embedded object', workbookWith({ 'xl/embeddings/oleObject1.bin': 'x' }), '嵌入对象'],
    ['a link to another workbook', workbookWith({ 'xl/externalLinks/externalLink1.xml': '<x/>' }), '断开链接'],
    ['XML that is not well formed', sheetEdited((xml) => xml.replace('</row>', '')), '无法读取'],
    ['entities', sheetEdited((xml) => xml.replace('<worksheet', '<!DOCTYPE a [<!ENTITY b "c">]><worksheet')), '不允许'],
    ['a merged range of everything', sheetEdited((xml) => xml.replace('A4:A7', 'A4:XFD1048576')), '个单元格'],
    ['a bomb', workbookWith({ 'xl/sharedStrings.xml': new Uint8Array(60_000_000) }), '过大'],
  ])('%s', async (_, bytes, sentence) => {
    const outcome = await readWorkbook(bytes)
    expect(outcome.ok ? '' : outcome.message.zh).toContain(sentence)
  })

  const heavy = () => {
    const rows = Array.from({ length: 11_000 }, (_, row) => {
      const cells = ['A', 'B', 'C', 'D', 'E'].map(
        (c) => `<c r="${c}${row + 20}" t="inlineStr"><is><t>${Math.sin(row)}</t></is></c>`,
      )
      return `<row r="${row + 20}">${cells.join('')}</row>`
    })
    return sheetEdited((xml) => xml.replace('</sheetData>', `${rows.join('')}</sheetData>`))
  }

  test('one whose sheets are longer than a reader can hold', async () => {
    const bytes = sheetEdited((xml) => xml.replace('</sheetData>', `</sheetData><!--${'x'.repeat(10_000_000)}-->`))
    const outcome = await readWorkbook(bytes, { ...workbookLimits, ratio: 10_000 })
    expect(outcome.ok ? '' : outcome.message.zh).toContain('超出限度')
  })

  test('one that takes too long', async () => {
    expect(await readWorkbook(heavy(), { ...workbookLimits, milliseconds: 300 })).toMatchObject({ ok: false })
  })

  test('one that takes too much memory, without harm to this process', async () => {
    const outcome = await readWorkbook(heavy(), { ...workbookLimits, memoryMegabytes: 16 })
    expect(outcome.ok ? '' : outcome.message.zh).toContain('超出限度')
  })
})
