import ExcelJS from 'exceljs'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { pack, realWorkbook, workbookWith } from '#test/fixtures/packages.ts'
import { formParts, formSheet as sheet, unitForm } from '#test/fixtures/unitForm.ts'
import { type CellValue, fillTemplate, readTemplate, type TemplateValue } from './fillTemplate.ts'

const sheetPath = 'xl/worksheets/sheet1.xml'
const partsOf = (bytes: Uint8Array): Record<string, string> =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]))

const put = (cell: string, value: TemplateValue): CellValue => ({ sheet, cell, value })
async function filled(bytes: Buffer, ...values: readonly CellValue[]): Promise<Buffer> {
  const outcome = await fillTemplate(bytes, values)
  if (!outcome.ok) throw new Error(outcome.message.zh)
  return outcome.bytes
}
const sheetOf = async (bytes: Buffer, ...values: readonly CellValue[]): Promise<string> =>
  partsOf(await filled(bytes, ...values))[sheetPath] ?? ''
const formWith = (part: string, edit: (xml: string) => string): Buffer => {
  const parts = formParts()
  const before = parts[part] ?? ''
  const after = edit(before)
  if (after === before) throw new Error('the edit changed nothing')
  return unitForm({ ...parts, [part]: after })
}

const october = [
  put('B3', { text: '深圳市人民政府口岸办公室' }),
  put('C6', { number: '537.3' }),
  put('D6', { number: '5120.123456789012345678' }),
  put('F15', { day: '2025-11-06' }),
]

describe('what is filled', () => {
  test('only the cells that are named differ; every other part and character stays', async () => {
    const before = formParts()
    const after = partsOf(await filled(unitForm(), ...october))
    expect(Object.keys(after)).toEqual(Object.keys(before))
    const changed = Object.keys(before).filter((name) => after[name] !== before[name])
    expect(changed).toEqual(['xl/workbook.xml', sheetPath])
    const back = (after[sheetPath] ?? '')
      .replace(
        '<c r="B3" s="2" t="inlineStr"><is><t xml:space="preserve">深圳市人民政府口岸办公室</t></is></c>',
        '<c r="B3" s="2"/>',
      )
      .replace('<c r="C6" s="4"><v>537.3</v></c>', '<c r="C6" s="4"/>')
      .replace('<c r="D6" s="4"><v>5120.123456789012345678</v></c>', '<c r="D6" s="4"/>')
      .replace('<c r="F15" s="7"><v>45967</v></c>', '<c r="F15" s="7"/>')
    expect(back).toBe((before[sheetPath] ?? '').replaceAll('</f><v>0</v>', '</f>'))
    expect((after['xl/workbook.xml'] ?? '').replace(' fullCalcOnLoad="1"', '')).toBe(before['xl/workbook.xml'])
  })

  test('another library that loads and saves loses what this keeps', async () => {
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(unitForm() as unknown as ArrayBuffer)
    const saved = partsOf(new Uint8Array(await workbook.xlsx.writeBuffer()))
    expect(saved['xl/drawings/drawing1.xml'] ?? '').not.toContain('填表说明')
    expect(saved['xl/calcChain.xml']).toBeUndefined()
    const kept = partsOf(await filled(unitForm(), ...october))
    expect(kept['xl/drawings/drawing1.xml']).toContain('填表说明')
    expect(kept['xl/calcChain.xml']).toBe(formParts()['xl/calcChain.xml'])
  })

  test('the same input makes the same bytes, whatever the time and the zone', async () => {
    const once = await filled(unitForm(), ...october)
    const zone = process.env.TZ
    process.env.TZ = 'America/New_York'
    const again = await filled(unitForm(), ...october)
    process.env.TZ = zone
    expect(again.equals(once)).toBe(true)
  })

  test('another reader finds the figures, the words and the day', async () => {
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load((await filled(unitForm(), ...october)) as unknown as ArrayBuffer)
    const read = (at: string) => workbook.getWorksheet(sheet)?.getCell(at)
    expect(read('B3')?.value).toBe('深圳市人民政府口岸办公室')
    expect(read('C6')?.value).toBe(537.3)
    expect(read('F15')?.value).toEqual(new Date('2025-11-06T00:00:00Z'))
    expect(read('C13')?.formula).toBe('SUM(C6:C12)')
    expect(read('C13')?.result).toBeUndefined()
  })

  test('a workbook as it really comes keeps its parts', async () => {
    const outcome = await readTemplate(realWorkbook())
    if (!outcome.ok) throw new Error(outcome.message.zh)
    const [first] = outcome.sheets
    const name = first?.name ?? ''
    const bytes = await filled(realWorkbook(), { sheet: name, cell: 'A1', value: { text: '改' } })
    const [before, after] = [partsOf(realWorkbook()), partsOf(bytes)]
    for (const [part, xml] of Object.entries(before))
      if (!part.endsWith('/') && part !== 'xl/workbook.xml' && !part.startsWith('xl/worksheets/'))
        expect(after[part], part).toBe(xml)
  })
})

describe('how a value is written', () => {
  test('a day as a number where the cell shows days, else in words; from 1904 where the workbook counts so', async () => {
    expect(await sheetOf(unitForm(), put('B3', { day: '2025-11-06' }))).toContain('>2025年11月6日</t>')
    const from1904 = formWith('xl/workbook.xml', (xml) => xml.replace('<workbookPr', '<workbookPr date1904="1"'))
    expect(await sheetOf(from1904, put('F15', { day: '2025-11-06' }))).toContain('<v>44505</v>')
  })

  test.each([
    ['=1+1', "'=1+1"],
    ['<b>&"', '&lt;b&gt;&amp;&quot;'],
    ['一\u0000二', '一二'],
  ])('%s is words and nothing else', async (text, shown) => {
    expect(await sheetOf(unitForm(), put('B3', { text }))).toContain(`<t xml:space="preserve">${shown}</t>`)
  })

  test('where no cell was written one is put at its place, with the style of its row or column', async () => {
    const xml = await sheetOf(
      unitForm(),
      put('C4', { number: '1' }),
      put('H2', { text: '附' }),
      put('B2', { number: '2' }),
    )
    expect(xml).toContain(
      '<row r="2" ht="6" customHeight="1"><c r="B2"><v>2</v></c><c r="H2" t="inlineStr"><is><t xml:space="preserve">附</t></is></c></row>',
    )
    expect(xml).toContain('<row r="4"><c r="C4"><v>1</v></c></row><row r="5"')
    const styled = formWith(sheetPath, (before) =>
      before.replace('<col min="3" max="6"', '<col min="3" max="6" style="4"'),
    )
    expect(await sheetOf(styled, put('D4', { number: '1' }))).toContain('<c r="D4" s="4"><v>1</v></c>')
    const between = formWith(sheetPath, (before) => before.replace('<c r="C7" s="4"/>', ''))
    expect(await sheetOf(between, put('C7', { number: '1' }))).toContain('</c><c r="C7"><v>1</v></c><c r="D7" s="4"/>')
    const empty = formWith(sheetPath, (before) =>
      before.replace(/<sheetData>.*<\/sheetData>/, '<sheetData/>').replace(/<mergeCells.*<\/mergeCells>/, ''),
    )
    expect(await sheetOf(empty, put('B2', { number: '-1.50' }))).toContain(
      '<sheetData><row r="2"><c r="B2"><v>-1.50</v></c></row></sheetData>',
    )
  })

  test('a workbook whose elements carry a prefix keeps it', async () => {
    const prefixed = formWith(sheetPath, (xml) =>
      xml
        .replace(/<(\/?)(?!\?)(?!x14ac)(\w)/g, '<$1x:$2')
        .replace(
          `xmlns="http://schemas.openxmlformats.org/spreadsheetml`,
          'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml',
        ),
    )
    const xml = await sheetOf(prefixed, put('C6', { number: '5' }), put('C4', { text: '甲' }))
    expect(xml).toContain('<x:c r="C6" s="4"><x:v>5</x:v></x:c>')
    expect(xml).toContain(
      '<x:row r="4"><x:c r="C4" t="inlineStr"><x:is><x:t xml:space="preserve">甲</x:t></x:is></x:c></x:row>',
    )
  })

  test('a workbook that says nothing of counting is told to count when it is opened', async () => {
    const silent = formWith('xl/workbook.xml', (xml) => xml.replace('<calcPr calcId="191029"/>', ''))
    expect(partsOf(await filled(silent))['xl/workbook.xml']).toContain('</definedNames><calcPr fullCalcOnLoad="1"/>')
  })
})

describe('what is refused, with a sentence', () => {
  const refusal = async (bytes: Buffer, ...values: readonly CellValue[]): Promise<string> => {
    const outcome = await fillTemplate(bytes, values)
    return outcome.ok ? 'taken' : outcome.message.zh
  }

  test.each([
    ['a sheet that is not there', { sheet: '附表', cell: 'A1', value: { text: '' } }, '没有工作表“附表”'],
    ['a formula', put('C13', { number: '1' }), 'C13是公式'],
    ['a cell inside a merged one', put('C3', { number: '1' }), '合并单元格内'],
    ['no cell at all', put('XFE1', { number: '1' }), '不是单元格'],
  ])('%s', async (_, value, sentence) => expect(await refusal(unitForm(), value)).toContain(sentence))

  test('a cell twice', async () => {
    expect(await refusal(unitForm(), put('C6', { number: '1' }), put('C6', { number: '2' }))).toContain('填了两次')
  })

  test('any cell that an array formula fills', async () => {
    const array = formWith(sheetPath, (xml) =>
      xml.replace('<f>SUM(C6:C12)</f>', '<f t="array" ref="C13:E13">C6:C12</f>'),
    )
    expect(await refusal(array, put('D13', { number: '1' }))).toContain('是公式')
  })

  test.each([
    ['macros', workbookWith({ 'xl/vbaProject.bin': 'x' }), '含有宏'],
    ['a signature', workbookWith({ '_xmlsignatures/sig1.xml': '<a/>' }), '数字签名'],
    ['an encrypted or old file', Buffer.from('d0cf11e0a1b11ae1', 'hex'), '.xlsx工作簿'],
    ['a package that is none', pack({ 'a.txt': new Uint8Array(3) }), '压缩包'],
    ['XML that is not well formed', formWith(sheetPath, (xml) => xml.replace('</sheetData>', '')), '无法读取'],
    ['a bomb', workbookWith({ 'xl/media/big.xml': new Uint8Array(40_000_000) }), '过大'],
    [
      'more than a form',
      formWith(sheetPath, (xml) => xml.replace('<sheetProtection', `${' '.repeat(4_000_001)}<sheetProtection`)),
      '过多|过大',
    ],
  ])('%s', async (_, bytes, sentence) => expect(await refusal(bytes)).toMatch(new RegExp(sentence)))
})

test('the sheets are read as a person sees them: words, merged cells, formulas', async () => {
  const outcome = await readTemplate(unitForm())
  if (!outcome.ok) throw new Error(outcome.message.zh)
  const [first] = outcome.sheets
  expect(first).toMatchObject({
    name: sheet,
    isHidden: false,
    rows: 15,
    columns: 6,
    merges: ['A1:F1', 'B3:C3', 'E3:F3'],
  })
  const at = (cell: string) => first?.cells.find((one) => one.at === cell)
  expect(at('A1')).toEqual({ at: 'A1', text: '口岸客流情况月报表', isFormula: false })
  expect(at('F5')?.text).toBe('同比（%）')
  expect(at('C13')).toEqual({ at: 'C13', text: '0', isFormula: true })
  expect(at('C6')).toBeUndefined()
})
