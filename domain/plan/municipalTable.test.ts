import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { letterOf, type Sheet, type SheetCell, type SheetRow } from '#domain/kernel/sheet.ts'
import { frequencyIn, levelIn, namesIn, weightIn } from './municipalCells.ts'
import { fieldOfHeadings, type MunicipalField } from './municipalField.ts'
import { mappingOf, mappingText } from './municipalMapping.ts'
import { importRefusal, readMunicipalTable as read } from './municipalTable.ts'

const readMunicipalTable = (sheets: readonly Sheet[]) => read(sheets, { officeClass: 'office' })
const cell = (text: string, column = 'I'): SheetCell => ({ column, text, value: null, merged: null })
const header = [
  ['一级指标', '二级指标', '序号', '三级指标', '数据采集、报送责任单位', '报送频度', '权重', '', '', '备注'],
  ['', '', '', '', '', '', '委', '局', '办', ''],
]
/** One line of a table that is written down by columns. */
const rowOf = (number: number, columns: readonly (readonly string[])[], at: number): SheetRow => ({
  number,
  hidden: false,
  cells: columns.map((texts, column) => cell(texts[at] ?? '', letterOf(column))).filter(({ text }) => text !== ''),
})
const said = (fields: Record<string, MunicipalField>) =>
  Object.entries(fields).map(([column, field]) => ({ column, field }))
const sheetOf = (rows: readonly (readonly string[])[]): Sheet => ({
  name: '表',
  hidden: false,
  hiddenColumns: [],
  rows: [...header, ...rows].map((texts, index) => ({
    number: index + 1,
    hidden: false,
    cells: texts.map((text, at) => cell(text, 'ABCDEFGHIJ'[at])).filter(({ text }) => text !== ''),
  })),
})

describe('cells of the table', () => {
  test.each([
    ['行政业绩（45%）', { name: '行政业绩', weight: '45' }],
    ['行政业绩\n（４５．５０％）', { name: '行政业绩', weight: '45.5' }],
    ['行政业绩 (45 %)', { name: '行政业绩', weight: '45' }],
    ['行政业绩', { name: '行政业绩', weight: null }],
    ['行政业绩（A类）', { name: '行政业绩（A类）', weight: null }],
  ])('level %j', (text, level) => expect(levelIn(text)).toEqual(level))

  test.each([
    ['市监察局、市法制办', ['市监察局', '市法制办']],
    ['市监察局,市法制办；市监察局\n牵头单位', ['市监察局', '市法制办', '牵头单位']],
    ['市委政研室（改革办、督查室）', ['市委政研室（改革办、督查室）']],
    ['市委（未完', ['市委（未完']],
  ])('names %j', (text, names) => expect(namesIn(text)).toEqual(names))

  test.each([
    ['月 度', 'month'],
    ['季', 'quarter'],
    ['半年度', 'halfYear'],
    ['每年', 'year'],
  ])('frequency %s', (text, frequency) => expect(frequencyIn(text)).toBe(frequency))

  test.each([
    ['', null],
    ['0', '0'],
    ['0.005', '0.5'],
    ['0.5%', '0.5'],
    ['１００％', '100'],
    ['7.25', '7.25'],
  ])('weight %j', (text, points) => expect(weightIn(cell(text))).toMatchObject({ points }))

  test.each(['1', '-1%', '101%', '100.01', '1e2', '%', '—', '0.123456789'])('no weight: %s', (text) => {
    expect(weightIn(cell(text))).toHaveProperty('zh')
  })
})

describe('whatever a sheet holds', () => {
  const word = fc.constantFrom(
    '',
    '一级（60%）',
    '一级（40%）',
    '二级',
    '1',
    '2',
    '市统计局',
    '月度',
    '30%',
    '0.7',
    '1',
    '无',
  )

  test('every row is read, remarked on, or an error at its place', () => {
    fc.assert(
      fc.property(fc.array(fc.array(word, { minLength: 9, maxLength: 9 }), { maxLength: 6 }), (rows) => {
        const { rows: read, errors, warnings } = readMunicipalTable([sheetOf(rows)])
        const named = new Set([...read, ...errors, ...warnings].map(({ row }) => row))
        for (const [index, texts] of rows.entries()) {
          expect(named.has(index + 3)).toBe(texts.some((text) => text !== '') || (index === 0 && named.has(3)))
        }
        expect(importRefusal({ errors }) === undefined).toBe(errors.length === 0)
        expect(new Set(read.map(({ number }) => number)).size).toBe(read.length)
      }),
    )
  })

  test('no sheet at all and an empty table are errors', () => {
    expect(readMunicipalTable([]).errors).toHaveLength(1)
    expect(readMunicipalTable([sheetOf([])]).errors[0]?.message.zh).toBe('第1张表第1行：表头以下没有指标。')
  })
})

describe('headings', () => {
  test.each<[string[], MunicipalField | null]>([
    [['一级指标'], 'level1'],
    [['一级指标', '权重'], 'level1Weight'],
    [['二级\n指标', '分值（%）'], 'level2Weight'],
    [['指标体系', '三级指标', '名称'], 'name'],
    [['三级指标', '序 号'], 'number'],
    [['三级指标', '权重'], 'weight'],
    [['权重（％）', '委'], 'weightCommission'],
    [['权重', '办'], 'weightOffice'],
    [['局权重'], 'weightBureau'],
    [['数据采集、报送责任单位'], 'collectingUnits'],
    [['被评估单位'], null],
    [['报送频率'], 'frequency'],
    [['评分细则'], 'standard'],
    [['标准分'], 'weight'],
    [['文件依据'], 'sourceDocument'],
    [['主办机关'], null],
    [['Ｎｏ．'], 'number'],
  ])('%j is %s', (parts, field) => expect(fieldOfHeadings(parts)).toBe(field))

  const columns = [
    ['一级指标', '行政业绩（60%）', '行政效率（40%）', '行政效率（40%）'],
    ['二级指标', '重点工作', '行政审批', '行政审批'],
    ['序号', '1', '２', '3'],
    ['指标名称', '白皮书', '审批绩效', '网上实现率'],
    ['责任单位', '市监察局', '市监察局', '市法制办'],
    ['报送频度', '月度', '季度', '年'],
    ['委权重', '60%', '30%', '0.1'],
    ['局权重', '60 %', '0.3', '10%'],
    ['办权重', '0.6', '30%', '10%'],
    ['备注', '', '', '见附件'],
  ]
  const plain: Sheet = {
    ...{ name: '表', hidden: false, hiddenColumns: [] },
    rows: [0, 1, 2, 3].map((at) => rowOf(at + 1, columns, at)),
  }
  const valuesOnly = ({ rows, errors }: ReturnType<typeof read>) => ({
    errors: errors.map(({ message }) => message.zh),
    rows: rows.map(({ row: _row, ...values }) => values),
  })
  const expected = valuesOnly(readMunicipalTable([plain]))

  test('in any order of the columns, with titles above and the headings come again, the table says the same', () => {
    expect(expected.errors).toEqual([])
    expect(expected.rows).toHaveLength(3)
    const orders = fc.shuffledSubarray(columns, { minLength: columns.length, maxLength: columns.length })
    const repeats = fc.array(fc.boolean(), { minLength: 3, maxLength: 3 })
    fc.assert(
      fc.property(orders, fc.nat(4), repeats, (order, titles, repeated) => {
        const lines = [0, ...[1, 2, 3].flatMap((at) => (repeated[at - 1] ? [0, at] : [at]))]
        const above = Array.from({ length: titles }, (_, at) => ({
          number: at + 1,
          hidden: false,
          cells: [cell('标题', 'A')],
        }))
        const rows = [...above, ...lines.map((at, line) => rowOf(titles + line + 1, order, at))]
        expect(valuesOnly(readMunicipalTable([{ ...plain, rows }]))).toEqual(expected)
      }),
    )
  })

  test('a mapping survives its way through an address', () => {
    const mapping = { sheet: 2, headerRow: 4, headerRows: 3, columns: said({ A: 'note', AB: 'name' }) }
    expect(mappingOf(mappingText(mapping))).toEqual(mapping)
    expect(mappingOf('2.0.0')).toEqual({ sheet: 2, headerRow: 0, headerRows: 0 })
    expect(mappingOf('1.1.1.A-nothing')).toBeUndefined()
    expect(mappingOf('1.x')).toBeUndefined()
  })

  test('one column of weights is that of the class of the office; sections stand for the first level', () => {
    const rows = [
      ['序号', '指标名称', '分值'],
      ['一、行政业绩（60%）', '', ''],
      ['1', '白皮书', '60'],
      ['二、行政效率（40%）', '', ''],
      ['2', '审批绩效', '39.5'],
    ].map((texts, at) =>
      rowOf(
        at + 1,
        texts.map((text) => [text]),
        0,
      ),
    )
    const sheet = { ...plain, rows }
    expect(
      readMunicipalTable([sheet])
        .errors.map(({ message }) => message.zh)
        .join(),
    ).toContain('“一级指标”')
    const mapping = { sheet: 1, headerRow: 1, headerRows: 1, columns: said({ A: 'number', B: 'name', C: 'weight' }) }
    const table = read([sheet], { officeClass: 'bureau', mapping })
    expect(table.errors).toEqual([])
    expect(table.rows).toMatchObject([
      { level1: { name: '行政业绩', weight: '60' }, weights: { commission: null, bureau: '60', office: null } },
      { level1: { name: '行政效率', weight: '40' }, weights: { bureau: '39.5' }, collectingUnits: [], frequency: null },
    ])
    expect(table.warnings.map(({ message }) => message.zh)).toContain(
      '第1张表第5行C列：第5—5行“行政效率”（40%）：“局”合计39.5%，少0.5个百分点。',
    )
  })

  test('0.5 among points is asked about, 1 among points is one point', () => {
    const weighted = (...weights: string[]) => {
      const all = columns.map((column, at) => (at === 8 ? [column[0] ?? '', ...weights] : column))
      return readMunicipalTable([{ ...plain, rows: [0, 1, 2, 3].map((at) => rowOf(at + 1, all, at)) }])
    }
    expect(weighted('60', '39', '1').rows.map(({ weights }) => weights.office)).toEqual(['60', '39', '1'])
    expect(weighted('60', '39.5', '0.5').errors.map(({ message }) => message.zh)).toEqual([
      '第1张表第4行I列：“0.5”是0.5%还是50%？同一列有的按百分点写，请写明百分号。',
    ])
  })

  describe('a row of sums', () => {
    const row = (...weights: string[]) => ['合 计', '', '', '', '', '', ...weights]
    const said = (...sums: readonly (readonly string[])[]) => {
      const lines = [0, 1, 2, 3].map((at) => columns.slice(0, 9).map((column) => column[at] ?? ''))
      const rows = [...lines, ...sums].map((texts, at) => ({
        ...{ number: at + 1, hidden: false },
        cells: texts.map((text, column) => cell(text, letterOf(column))).filter(({ text }) => text !== ''),
      }))
      const { warnings, errors } = readMunicipalTable([{ ...plain, rows }])
      expect(errors).toEqual([])
      return warnings.filter((one) => one.row > 4).map(({ message }) => message.zh)
    }

    test.each([
      ['that agrees', row('100%', '100%', '1'), ['第1张表第5行A列：该行是合计，与各行之和相符，没有读入。']],
      ['without figures', row('', '', ''), ['第1张表第5行A列：该行是合计，没有读入。']],
      ['of one class', row('', '', '100'), ['第1张表第5行A列：该行是合计，与各行之和相符，没有读入。']],
      [
        'that says too little',
        row('100%', '98%', '100%'),
        ['第1张表第5行H列：合计行“局”写的是98%，各行之和为100%，合计少2个百分点；该行没有读入。'],
      ],
      [
        'that says too much, in two classes',
        row('101.5%', '100%', '105%'),
        [
          '第1张表第5行G列：合计行“委”写的是101.5%，各行之和为100%，合计多1.5个百分点；该行没有读入。',
          '第1张表第5行I列：合计行“办”写的是105%，各行之和为100%，合计多5个百分点；该行没有读入。',
        ],
      ],
      [
        'without a number',
        row('一百', '100%', '100%'),
        ['第1张表第5行G列：合计行写的是“一百”，不是数字，没有核对，也没有读入。'],
      ],
    ])('%s', (_, sums, expectedWords) => expect(said(sums)).toEqual(expectedWords))

    test('after a first one is that of all rows', () => {
      const agrees = ['第1张表第5行A列：该行是合计，与各行之和相符，没有读入。']
      expect(said(row('100%'), row('100%'))).toEqual([...agrees, agrees[0]?.replace('第5行', '第6行')])
    })
  })
})
