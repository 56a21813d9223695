import { describe, expect, test } from 'vitest'
import { type Line, valueWords } from './dataReport.content.ts'
import { documentCodeOf, letterContentOf, letterOf, selfOf, tableOf } from './dataReport.document.ts'

import { line, passengers, waiting, words } from './dataReport.fixtures.ts'

describe('the letter', () => {
  test('of a first report', () => {
    expect(letterOf({ ...words, lines: [...passengers, line('莲塘口岸旅客', null, { note: '停办' })] })).toEqual({
      sender: '深圳市人民政府口岸办公室',
      number: '深口函〔2025〕×号',
      title: '深圳市人民政府口岸办公室关于报送2025年10月口岸通关数据的函',
      to: '市统计局',
      paragraphs: [
        '按照贵单位数据采集要求，现将我办2025年10月口岸通关数据报送贵单位，共5项，其中零报告1项（莲塘口岸旅客：停办）。',
        '经汇总，2025年10月4项数据合计10,859,819人次。',
        '特此函告。',
      ],
      attachments: ['2025年10月口岸通关数据表'],
      contact: '联系人：周以宁，电话：88100000',
      datedOn: '2025-11-06',
    })
  })

  const late = {
    change: 'corrected',
    before: { kind: 'value', value: '20' },
    correctionReason: '漏计一个晚高峰时段',
  } as const
  const previous = { sentOn: '2025-10-14', documentNumber: '深口函〔2025〕9号' }
  const correction = { ...words, number: 2, period: '2025-09', previous, withTotal: false }

  test('of a correction says what was said and what is right', () => {
    const lines = [waiting('罗湖口岸最长候检时间', '18'), waiting('福田口岸最长候检时间', '22', late)]
    const letter = letterOf({ ...correction, lines })
    expect(letter.title).toBe('深圳市人民政府口岸办公室关于更正报送2025年9月口岸通关数据的函')
    expect(letter.paragraphs).toEqual([
      '我办于2025年10月14日报送的2025年9月口岸通关数据（深口函〔2025〕9号）中，福田口岸最长候检时间有误，现更正报送：' +
        '原报20分钟，更正为22分钟。更正原因：漏计一个晚高峰时段。其余数据不变。',
      '特此函告。',
    ])
    expect(letter.attachments).toEqual(['2025年9月口岸通关数据表（更正）'])
  })

  test('of a correction in several places, of a nil return and of what was left out', () => {
    const lines = [
      waiting('甲', '22', late),
      waiting('乙', null, { change: 'corrected', before: { kind: 'value', value: '3' } }),
      waiting('丙', '5', { change: 'added' }),
    ]
    expect(letterOf({ ...correction, lines }).paragraphs[0]).toMatch(
      /有3项数据有误，现更正报送：甲原报20分钟，更正为22分钟（漏计一个晚高峰时段）；乙原报3分钟，更正为零报告；丙补报5分钟。$/,
    )
  })

  test('of a final figure in place of a preliminary one speaks of no error; beside a correction of both', () => {
    const final = { change: 'final', before: { kind: 'value', value: '20' } } as const
    const lines = [waiting('甲', '18'), waiting('乙', '22', final)]
    const letter = letterOf({ ...correction, lines })
    expect(letter.title).toBe('深圳市人民政府口岸办公室关于报送2025年9月口岸通关数据正式数的函')
    expect(letter.paragraphs[0]).toBe(
      '我办于2025年10月14日报送的2025年9月口岸通关数据（深口函〔2025〕9号）中，乙为快报数，现报送正式数：' +
        '快报20分钟，正式数22分钟。其余数据不变。',
    )
    expect(letter.attachments).toEqual(['2025年9月口岸通关数据表（正式数）'])
    const both = letterOf({ ...correction, lines: [...lines, waiting('丙', '22', late)] })
    expect(both.title).toContain('关于更正报送')
    expect(both.paragraphs[0]).toMatch(/有2项数据有变动，现更正报送：乙快报20分钟，正式数22分钟；丙原报20分钟，更正为/)
  })

  test.each([
    ['深圳市人民政府口岸办公室', '我办'],
    ['青川市统计局', '我局'],
    ['青川市发展和改革委员会', '我委'],
    ['青川市消防救援支队', '我单位'],
  ])('%s calls itself %s', (name, self) => expect(selfOf(name)).toBe(self))

  test('a number drawn before signing stands on it; the code is known from an earlier number', () => {
    expect(letterOf({ ...words, documentNumber: '深口函〔2025〕12号' }).number).toBe('深口函〔2025〕12号')
    expect(letterOf({ ...words, documentCode: null }).number).toBe('×函〔2025〕×号')
    expect(documentCodeOf('深口函〔2025〕9号')).toBe('深口函')
    expect(documentCodeOf('9号')).toBeNull()
  })
})

describe('the table', () => {
  test('one item and one unit: the unit stands in the header, the total below', () => {
    const table = tableOf(words)
    expect(table.columns.map(({ name }) => name)).toEqual(['序号', '指标', '数值（人次）', '备注'])
    expect(table.rows[3]?.cells).toEqual(['4', '沙头角口岸旅客', '0', '停办旅检'])
    expect(table.rows.at(-1)).toMatchObject({ cells: ['', '合计', '10859819', ''], isTotal: true })
  })

  test('several items and units have their columns; nil is no figure; corrections are marked', () => {
    const late = { change: 'corrected', before: { kind: 'value', value: '20' } } as const
    const lines = [passengers[0] as Line, waiting('候检', null, { itemTitle: '候检时间' }), waiting('福田', '22', late)]
    const table = tableOf({ ...words, lines })
    expect(table.columns.map(({ name }) => name)).toEqual(['序号', '评估事项', '指标', '单位', '数值', '备注'])
    expect(table.rows[1]?.cells).toEqual(['2', '候检时间', '候检', '分钟', null, '零报告'])
    expect(table.rows[2]).toMatchObject({
      cells: ['3', '口岸通关', '福田', '分钟', '22', '更正，原报20'],
      isChanged: true,
    })
  })

  test('a preliminary figure is marked, and what takes its place says what it was', () => {
    const final = { change: 'final', before: { kind: 'value', value: '20' } } as const
    const lines = [waiting('甲', '18', { isPreliminary: true }), waiting('乙', '22', final)]
    expect(tableOf({ ...words, number: 2, lines }).rows.map(({ cells }) => cells.at(-1))).toEqual([
      '快报数',
      '正式数，快报20',
    ])
  })

  test('is the annex of the letter', () => {
    const content = letterContentOf(letterOf(words), tableOf(words))
    expect(content.tables.map(({ title }) => title)).toEqual(content.attachments)
  })

  test('a value in words', () => {
    expect(valueWords({ kind: 'value', value: '-1234.5' }, { unit: '万元', decimals: 2 })).toEqual({
      zh: '−1,234.50万元',
      en: '−1,234.50万元',
    })
    expect(valueWords({ kind: 'nil', value: null }, { unit: '人次', decimals: 0 })).toEqual({
      zh: '零报告',
      en: 'Nil return',
    })
  })
})
