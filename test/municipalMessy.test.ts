import ExcelJS, { type CellValue, type Worksheet } from 'exceljs'
import { describe, expect, test } from 'vitest'
import type { MunicipalField } from '#domain/plan/municipalField.ts'
import type { MunicipalMapping } from '#domain/plan/municipalMapping.ts'
import { type MunicipalTable, readMunicipalTable } from '#domain/plan/municipalTable.ts'
import { plainSheet } from '#server/kernel/office/plainSheet.ts'
import { messyTable, tableWith } from './fixtures/municipalTables.ts'

const messages = (faults: MunicipalTable['errors']) => faults.map(({ message }) => message.zh)
const set = (address: string, value: CellValue) => (sheet: Worksheet) => {
  sheet.getCell(address).value = value
}

describe('a table as it comes', () => {
  const readAs = { officeClass: 'office' } as const
  const sheetsOf = async (bytes: Buffer) => {
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(bytes as unknown as ArrayBuffer)
    return workbook.worksheets.map(plainSheet)
  }
  const corrected = ({ place, columns }: MunicipalTable, more: Record<string, MunicipalField>): MunicipalMapping => ({
    ...{ sheet: place?.sheet ?? 0, headerRow: place?.row ?? 0, headerRows: place?.rows ?? 0 },
    columns: [
      ...columns.flatMap(({ column, field }) => (field ? [{ column, field }] : [])),
      ...Object.entries(more).map(([column, field]) => ({ column, field })),
    ],
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
      '第2张表第18行A列：该行是说明，没有读入。',
      '第2张表第17行A列：该行是合计，与各行之和相符，没有读入。',
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
