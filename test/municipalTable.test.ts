import ExcelJS, { type CellValue, type Worksheet } from 'exceljs'
import { describe, expect, test } from 'vitest'
import { importRefusal, type MunicipalTable, readMunicipalTable } from '#domain/plan/municipalTable.ts'
import { plainSheet } from '#server/kernel/office/plainSheet.ts'
import { readWorkbook } from '#server/kernel/office/readWorkbook.ts'
import { tableWith } from './fixtures/municipalTables.ts'
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
    ['an error value', set('I6', '#REF!'), '第1张表第6行I列：公式有错误（#REF!）。'],
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
