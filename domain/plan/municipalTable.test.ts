import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Sheet, SheetCell } from '#domain/kernel/sheet.ts'
import { frequencyIn, levelIn, namesIn, weightIn } from './municipalCells.ts'
import { importRefusal, readMunicipalTable as read } from './municipalTable.ts'

const readMunicipalTable = (sheets: readonly Sheet[]) => read(sheets, { officeClass: 'office' })
const cell = (text: string, column = 'I'): SheetCell => ({ column, text, value: null, merged: null })
const header = [
  ['一级指标', '二级指标', '序号', '三级指标', '数据采集、报送责任单位', '报送频度', '权重', '', '', '备注'],
  ['', '', '', '', '', '', '委', '局', '办', ''],
]
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
