import ExcelJS, { type CellValue, type Worksheet } from 'exceljs'
import { describe, expect, test } from 'vitest'
import type { MunicipalField } from '#domain/plan/municipalField.ts'
import type { MunicipalMapping } from '#domain/plan/municipalMapping.ts'
import { importRefusal, type MunicipalTable, readMunicipalTable } from '#domain/plan/municipalTable.ts'
import { plainSheet } from '#server/kernel/office/plainSheet.ts'
import { readWorkbook } from '#server/kernel/office/readWorkbook.ts'
import { messyTable, tableWith } from './fixtures/municipalTables.ts'
import { realWorkbook } from './fixtures/packages.ts'

/** Without the worker, which every copy would have to wait for; the real table goes the whole way. */
const tableOf = async (bytes: Buffer): Promise<MunicipalTable> => {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(bytes as unknown as ArrayBuffer)
  return readMunicipalTable(workbook.worksheets.map(plainSheet), { officeClass: 'office' })
}
const messages = (faults: MunicipalTable['errors']) => faults.map(({ message }) => message.zh)

describe("the city's real table of 2010", () => {
  test('is read without an error, row 9 without weights', async () => {
    const outcome = await readWorkbook(realWorkbook())
    const table = readMunicipalTable(outcome.ok ? outcome.sheets : [], { officeClass: 'office' })
    expect(table.errors).toEqual([])
    expect(table.title).toBe('深圳市2010年度政府绩效评估指标体系（市政府工作部门，节录）')
    const lines = table.rows.map(({ number, level1, level2, name, collectingUnits, frequency, weights }) => {
      const { commission, bureau, office } = weights
      return [
        level1.name,
        level1.weight,
        level2,
        number,
        name,
        collectingUnits.join('+'),
        frequency,
        commission,
        bureau,
        office,
      ]
    })
    expect(lines).toEqual([
      ['行政业绩', '45', '重点工作', 1, '公共服务白皮书', '被评估单位', 'quarter', '30', '30', '35'],
      ['行政业绩', '45', '重点工作', 2, '政府投资项目（A类）完成率', '市发展改革委', 'quarter', '4', '4', '0'],
      ['行政业绩', '45', '重点工作', 3, '临时性专项工作', '牵头单位', 'quarter', '5', '5', '4'],
      ['行政业绩', '45', '改革创新', 4, '重大改革及工作创新', '市委政研室（改革办）', 'halfYear', '6', '6', '6'],
      ['行政效率', '25', '行政审批', 5, '行政审批绩效', '市监察局', 'month', '4', '4', '0'],
      ['行政效率', '25', '行政审批', 6, '行政审批网上实现率', '市科工贸信委', 'month', '3', '3', '0'],
      ['行政效率', '25', '行政执法', 7, '行政执法结案率', '市监察局+市法制办', 'month', '2', '2', '0'],
      ['行政效率', '25', '行政执法', 8, '行政执法错案率', '市监察局+市法制办', 'month', '2', '2', '0'],
      ['行政效率', '25', '电子政务', 9, '政府信息网上公开', '市监察局', 'month', null, null, null],
    ])
    expect(table.rows[8]).toMatchObject({ row: 12, note: '权重不详' })
    expect(messages(table.warnings)).toEqual([
      '第1张表第12行G列：“政府信息网上公开”没有权重。',
      '第1张表第8行G列：第8—12行“行政效率”（25%）：“委”合计11%，少14个百分点。',
      '第1张表第8行H列：第8—12行“行政效率”（25%）：“局”合计11%，少14个百分点。',
      '第1张表第8行I列：第8—12行“行政效率”（25%）：“办”合计0%，少25个百分点。',
      '第1张表第4行A列：一级指标权重合计70%，少30个百分点。',
    ])
  })
})

const set = (address: string, value: CellValue, format?: string) => (sheet: Worksheet) => {
  sheet.getCell(address).value = value
  if (format) sheet.getCell(address).numFmt = format
}

const crossLevels = (sheet: Worksheet) => {
  sheet.unMergeCells('B8:B9')
  sheet.mergeCells('B7:B8')
}

describe('a faulty copy is refused by row and column', () => {
  test.each([
    ['a number in words', set('C7', '十二万'), '第1张表第7行C列：“十二万”不是数字。'],
    ['a number twice', set('C7', 2), '第1张表第7行C列：序号2与第5行重复。'],
    ['a number twice in full width', set('C7', '２'), '第1张表第7行C列：序号2与第5行重复。'],
    ['no number', set('C7', null), '第1张表第7行C列：没有序号。'],
    ['a fraction as number', set('C7', 4.5), '第1张表第7行C列：“4.5”超出范围。'],
    ['no name', set('D6', ' 　'), '第1张表第6行D列：没有指标名称。'],
    ['no collecting unit', set('E6', '、'), '第1张表第6行E列：没有责任单位。'],
    [
      'an unknown frequency',
      set('F6', '每旬'),
      '第1张表第6行F列：报送频度“每旬”无法识别，应为月度、季度、半年或年度。',
    ],
    ['a weight in words', set('I6', '百分之四'), '第1张表第6行I列：“百分之四”不是数字。'],
    ['a negative weight', set('I6', -0.04), '第1张表第6行I列：“-4%”超出范围。'],
    ['a weight over 100%', set('I6', 1.5), '第1张表第6行I列：“150%”超出范围。'],
    ['a weight of 1 without sign', set('I6', 1, 'General'), '第1张表第6行I列：“1”是1%还是100%？请写明百分号。'],
    ['an error value', set('I6', '#REF!'), '第1张表第6行I列：“#REF!”不是数字。'],
    [
      'another heading',
      set('E2', '主办单位'),
      '第1张表第2行：没有认出“数据采集责任单位”一列，请在“各列含义”中指定；表中确实没有的，按现在的含义重读即可。',
    ],
    ['one class twice', set('G3', '办'), '第1张表第2行I列：“权重／办”与G列像是同一项，请在“各列含义”中指定用哪一列。'],
    [
      'a merged level split',
      (sheet: Worksheet) => sheet.unMergeCells('B4:B6'),
      '第1张表第5行B列：为空，且不在合并单元格内（可能拆分了合并单元格）。',
    ],
    [
      'weights merged downwards',
      (sheet: Worksheet) => sheet.mergeCells('I8:I9'),
      '第1张表第9行I列：与I8合并，应单独填写。',
    ],
    [
      'name and unit merged',
      (sheet: Worksheet) => sheet.mergeCells('D9:E9'),
      '第1张表第9行E列：与D9合并，应单独填写。',
    ],
    ['a level across two levels', crossLevels, '第1张表第8行B列：与B7合并，跨了两个一级指标。'],
    [
      'no heading',
      (sheet: Worksheet) => sheet.spliceRows(1, 3),
      '第1张表第1行：没有认出表头，请指明表头在第几行、各列是什么。',
    ],
  ])('%s', async (_, edit, sentence) => {
    const table = await tableOf(await tableWith(edit))
    expect(messages(table.errors)).toContain(sentence)
    expect(importRefusal(table)?.zh.endsWith('没有导入任何一行。')).toBe(true)
    expect(importRefusal(table)?.en.endsWith('No row was imported.')).toBe(true)
  })

  test('several errors are counted, the first is quoted', async () => {
    const edit = (sheet: Worksheet) => {
      for (const change of [set('C4', '一'), set('D4', ''), set('F9', '旬')]) change(sheet)
    }
    expect(importRefusal(await tableOf(await tableWith(edit)))).toEqual({
      zh: '第1张表第4行C列：“一”不是数字。另有2处错误。没有导入任何一行。',
      en: 'Sheet 1, row 4, column C: “一” is not a number. 2 more errors. No row was imported.',
    })
  })
})

describe('a weight means the same however it is written', () => {
  test.each([
    ['a percent format', 0.35, '0%'],
    ['a fraction', 0.35, 'General'],
    ['words', '35%', 'General'],
    ['words with a blank', '35 %', 'General'],
    ['full-width words', '３５％', 'General'],
    ['a fraction in full width', '０．３５', 'General'],
    ['points', 35, 'General'],
  ])('%s', async (_, value, format) => {
    const table = await tableOf(await tableWith(set('I4', value, format)))
    expect(table.errors).toEqual([])
    expect(table.rows[0]?.weights.office).toBe('35')
  })

  test('points without a sign are remarked on', async () => {
    const table = await tableOf(await tableWith(set('I4', 35, 'General')))
    expect(messages(table.warnings)).toContain('第1张表第4行I列：按35%读入。')
  })
})

describe('what the person should know is said', () => {
  test.each([
    [
      'a hidden row',
      (sheet: Worksheet) => Object.assign(sheet.getRow(6), { hidden: true }),
      '第1张表第6行：该行被隐藏，已一并读入。',
    ],
    [
      'a hidden column',
      (sheet: Worksheet) => Object.assign(sheet.getColumn('E'), { hidden: true }),
      '第1张表第2行E列：该列被隐藏，已一并读入。',
    ],
    ['a remark below', set('A13', '注：权重按类别分列。'), '第1张表第13行A列：该行是说明，没有读入。'],
    ['a weight for some classes', set('H4', null), '第1张表第4行H列：“公共服务白皮书”没有“局”的权重。'],
    ['a level without weight', set('A8', '行政效率'), '第1张表第8行A列：“行政效率”没有写明权重。'],
    ['a class over its level', set('I4', 0.4), '第1张表第4行I列：第4—7行“行政业绩”（45%）：“办”合计50%，多5个百分点。'],
  ])('%s', async (_, edit, sentence) => {
    const table = await tableOf(await tableWith(edit))
    expect(table.errors).toEqual([])
    expect(messages(table.warnings)).toContain(sentence)
    expect(table.rows.length).toBe(9)
  })

  test('the table may lie on the second sheet', async () => {
    const bytes = await tableWith((sheet, workbook) => {
      workbook.addWorksheet('说明').getCell('A1').value = '填表说明'
      const [first, second] = workbook.worksheets
      if (first && second) Object.assign(first, { orderNo: 2 })
      sheet.getCell('C7').value = '四'
      if (second) Object.assign(second, { orderNo: 1 })
    })
    expect(messages((await tableOf(bytes)).errors)).toEqual(['第2张表第7行C列：“四”不是数字。'])
  })
})

describe('a table as it comes', () => {
  const readAs = { officeClass: 'office' } as const
  const sheetsOf = async (bytes: Buffer) => {
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(bytes as unknown as ArrayBuffer)
    return workbook.worksheets.map(plainSheet)
  }
  const corrected = ({ place, columns }: MunicipalTable, more: Record<string, MunicipalField>): MunicipalMapping => ({
    ...{ sheet: place?.sheet ?? 0, headerRow: place?.row ?? 0, headerRows: place?.rows ?? 0 },
    columns: {
      ...Object.fromEntries(columns.flatMap(({ column, field }) => (field ? [[column, field]] : []))),
      ...more,
    },
  })

  test('is found on its sheet; what is not recognised is named, and nothing is read until it is said', async () => {
    const table = readMunicipalTable(await sheetsOf(await messyTable()), readAs)
    expect(table.place).toEqual({ sheet: 2, row: 4, rows: 3 })
    expect(table.title).toBe('深圳市2026年度政府绩效评估指标体系（市政府工作部门）')
    expect(table.columns.map(({ column, text, field }) => [column, text, field])).toEqual([
      ['A', '备 注', 'note'],
      ['B', '权重（％）／按单位类别／委', 'weightCommission'],
      ['C', '权重（％）／按单位类别／局', 'weightBureau'],
      ['D', '权重（％）／按单位类别／办', 'weightOffice'],
      ['E', '指标体系／一级指标', 'level1'],
      ['F', '指标体系／二级指标', 'level2'],
      ['G', '指标体系／三级指标／序号', 'number'],
      ['H', '指标体系／三级指标／名称', 'name'],
      ['I', '主办机关', null],
      ['J', '报送周期', 'frequency'],
      ['K', '评分标准', 'standard'],
      ['L', '文件依据', 'sourceDocument'],
    ])
    expect(messages(table.errors)).toEqual([expect.stringContaining('没有认出“数据采集责任单位”一列')])
    expect(table.rows).toEqual([])
  })

  test('corrected, it is read whole: pages, hidden row, full width, percent however written, rare characters', async () => {
    const sheets = await sheetsOf(await messyTable())
    const mapping = corrected(readMunicipalTable(sheets, readAs), { I: 'collectingUnits' })
    const table = readMunicipalTable(sheets, { ...readAs, mapping })
    expect(messages(table.errors)).toEqual([])
    const read = table.rows.map(({ row, number, name, level1, level2, weights }) => [
      ...[row, number, name, level1.name, level1.weight, level2],
      ...Object.values(weights),
    ])
    expect(read).toEqual([
      [7, 1, '公共服务白皮书', '行政业绩', '45', '重点工作', '20', '20', '20'],
      [8, 2, '口岸设施（含𠮷、镕、喆、䶮字地名）完好率', '行政业绩', '45', '重点工作', '10', '10', '10'],
      [9, 3, '重大改革及工作创新', '行政业绩', '45', '改革创新', '5', '5', '5'],
      [14, 4, '廉政风险防控', '行政业绩', '45', '廉政建设', '6', '6', '6'],
      [15, 5, '机关文化建设', '行政业绩', '45', '廉政建设', '4', '4', '4'],
      [16, 6, '行政审批绩效', '行政效率', '55', '行政审批', '55', '55', '55'],
    ])
    expect(table.rows[1]).toMatchObject({
      collectingUnits: ['市监察局', '市法制办'],
      frequency: 'quarter',
      standard: '按完成率计分。\n未完成的扣分。',
      sourceDocument: '深府〔2026〕1号',
    })
    expect(messages(table.warnings)).toEqual([
      '第2张表第10行A列：该行是说明，没有读入。',
      '第2张表第11行：该行是重复的表头，没有读入。',
      '第2张表第12行：该行是重复的表头，没有读入。',
      '第2张表第13行：该行是重复的表头，没有读入。',
      '第2张表第14行E列：为空，接上页“行政业绩”。',
      '第2张表第15行：该行被隐藏，已一并读入。',
      '第2张表第15行E列：为空，接上页“行政业绩”。',
      '第2张表第17行A列：该行是合计，没有读入。',
      '第2张表第18行A列：该行是说明，没有读入。',
    ])
  })

  test('what it was corrected to is remembered for its headings, and for the one heading elsewhere', async () => {
    const sheets = await sheetsOf(await messyTable())
    const { columns, signature } = readMunicipalTable(sheets, readAs)
    const memory = [
      {
        signature,
        columns: columns.map(({ text, column, field }) => ({
          heading: text,
          field: column === 'I' ? ('collectingUnits' as const) : field,
        })),
      },
    ]
    const again = readMunicipalTable(sheets, { ...readAs, memory })
    expect(again.errors).toEqual([])
    expect(again.rows).toHaveLength(6)
    expect(again.columns.every(({ origin }) => origin === 'remembered')).toBe(true)
    const other = await sheetsOf(await tableWith(set('E2', '主办机关')))
    const elsewhere = readMunicipalTable(other, { ...readAs, memory })
    expect(elsewhere.errors).toEqual([])
    expect(elsewhere.columns.find(({ column }) => column === 'E')).toMatchObject({
      field: 'collectingUnits',
      origin: 'remembered',
    })
  })

  const long = '长'.repeat(2000)
  test.each([
    ['a name of 2,000 characters', set('H8', long), '第8行H列：有2000个字，最多300个字。'],
    [
      'a formula that refers to itself',
      set('D8', { formula: 'D8+1', result: 0 }),
      '第8行D列：公式引用自身或循环引用，请改为数值。',
    ],
    [
      'formulas in a circle',
      (s: Worksheet) => {
        s.getCell('D8').value = { formula: 'SUM(D9:D9)', result: 0.1 }
        s.getCell('D9').value = { formula: '$D$8/2', result: 0.05 }
      },
      '第9行D列：公式引用自身或循环引用，请改为数值。',
    ],
    [
      'a formula without a result',
      set('D8', { formula: '1/10' } as CellValue),
      '第8行D列：公式没有保存结果，请改为数值，或用Excel、WPS打开后另存。',
    ],
  ])('%s is refused by its cell', async (_, edit, sentence) => {
    const sheets = await sheetsOf(await messyTable({ edit }))
    const mapping = corrected(readMunicipalTable(sheets, readAs), { I: 'collectingUnits' })
    const { errors } = readMunicipalTable(sheets, { ...readAs, mapping })
    expect(messages(errors)).toContain(`第2张表${sentence}`)
  })

  test('long standards and rare characters stay as they are; what other computers cannot show is said', async () => {
    const edit = (sheet: Worksheet) => {
      sheet.getCell('K8').value = long
      sheet.getCell('A9').value = '自造字\uE815'
      sheet.getCell('D9').value = { formula: 'D8/2', result: 0.05 }
    }
    const sheets = await sheetsOf(await messyTable({ edit }))
    const mapping = corrected(readMunicipalTable(sheets, readAs), { I: 'collectingUnits' })
    const { errors, rows, warnings } = readMunicipalTable(sheets, { ...readAs, mapping })
    expect(errors).toEqual([])
    expect(rows[1]?.standard).toBe(long)
    expect(messages(warnings)).toContain('第2张表第9行A列：含有别的电脑显示不出的字（自造字或乱码，U+E815），请核对。')
  })
})
