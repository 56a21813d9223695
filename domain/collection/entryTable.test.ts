import { expect, test } from 'vitest'
import { sheetOf } from '#domain/kernel/sheet.ts'
import { headingsIn, type TableDuty, tableReader } from './entryTable.ts'

const duty = (n: number, given: Partial<TableDuty> = {}): TableDuty => ({
  ...{
    id: `00000000-0000-4000-8000-00000000000${n}`,
    indicatorId: `i${n}`,
    period: '2025-10',
    now: null,
  },
  indicator: { name: `指标${n}`, unit: '件', decimals: 0 },
  further: null,
  ...given,
})
const passengers = duty(3, { indicator: { name: '旅客', unit: '万人次', decimals: 1 } })
const duties = [duty(1), duty(2, { now: { kind: 'value', value: '8', note: '' } }), passengers]

const later = [{ period: '2025-11', opensOn: '2025-12-01' }]

/** Read in pieces of two rows, as a long file is in pieces of a thousand. */
function read(lines: readonly string[], known = duties) {
  const { rows } = sheetOf(lines.map((cells, at) => ({ line: at + 1, cells: cells.split('|') })))
  const headings = headingsIn(rows)
  if (!headings) return ['no headings']
  const indicators = known.map(({ indicatorId: id, indicator: { name }, period }) => {
    return { id, name, code: `A-${id.slice(1)}`, frequency: 'month' as const, periods: [period], later }
  })
  const { placed, judged } = tableReader(headings, indicators, true)
  const below = rows.slice(headings.at + 1)
  const told = []
  for (let at = 0; at < below.length; at += 2) told.push(...judged(placed(below.slice(at, at + 2)), known))
  return told.map(({ row, outcome, entry, message, column }) =>
    [row, outcome, entry && (entry.value ?? entry.kind), column && `［${column}］`, message?.zh]
      .filter((part) => part != null)
      .join(' '),
  )
}

test('a template filled in: accepted, unchanged, nil, empty', () => {
  const head = '数据编码|报送期|指标|单位|数值|零报告|说明'
  expect(
    read([
      '某处10月数据||||||',
      head,
      `${duties[0]?.id}|2025年10月|指标1|件|1,234||正常`,
      `${duties[1]?.id}|2025年10月|指标2|件|8||`,
      `${duties[2]?.id}|2025年10月|旅客|万人次||是|`,
    ]),
  ).toEqual(['3 accepted 1234', '4 unchanged 8', '5 accepted nil'])
  expect(read([head, `${duties[0]?.id}|||||否|`])).toEqual(['2 unchanged 没有填数值，不改动。'])
})

test('a free table is matched by name and period', () => {
  const rows = read([
    '月份|指标名称|本期数',
    '2025-10-01|指标1|１２',
    '202510|旅客|12000人次',
    '2025年9月|指标1|5',
    '3/4/2025|指标2|5',
    '2025-10|无此指标|5',
    '２０２５年11月|指标1|5',
  ])
  expect(rows.slice(0, 2)).toEqual(['2 accepted 12', '3 accepted 1.2 “12000人次”按1.2读入。'])
  expect(rows.slice(2)).toEqual([
    '4 refused ［月份］ 报送期“2025年9月”无法识别或者不在待填报之列（待填报的有2025年10月）。',
    '5 refused ［月份］ 报送期“3/4/2025”无法识别或者不在待填报之列（待填报的有2025年10月）。',
    '6 refused ［指标名称］ 本处待填报的数据中没有指标“无此指标”。',
    '7 refused ［月份］ 2025年11月的数据自2025年12月1日起填报，现在还不能填。',
  ])
})

test('what cannot be taken is refused row by row: repeated, another unit, two things at once, cut off', () => {
  const head = '数据编码|单位|数值|零报告'
  expect(
    read([
      head,
      `${duties[0]?.id}|件|1|`,
      `${duties[0]?.id}|件|2|`,
      `${duties[1]?.id}|万件|2|`,
      `${passengers.id}|万人次|2|是`,
      'nobody|件|2|',
      `${passengers.id}|万人`,
    ]).map((words) => words.replace(/ .*? /, ' ')),
  ).toEqual([
    '2 1',
    '3 ［数据编码］ 与第2行是同一项数据。',
    '4 ［单位］ 单位“万件”与指标的单位“件”不同。',
    '5 ［零报告］ 数值与零报告只能有一项。',
    '6 ［数据编码］ 数据编码不在本处待填报的数据中（可能已提交，或者属于别的处）。',
    '7 这一行的列数少于表头，文件可能不完整。',
  ])
})

test('indicators of one name need the code of their item', () => {
  const two = [
    duty(1, { indicator: { name: '同名', unit: '件', decimals: 0 } }),
    duty(2, { indicator: { name: '同名', unit: '件', decimals: 0 } }),
  ]
  expect(read(['期|指标|数值', '2025-10|同名|1'], two)[0]).toContain('同名')
  expect(read(['期|编号|指标|数值', '2025-10|A-2|同名|1'], two)).toEqual(['2 accepted 1'])
})

test('a table without known headings is told so', () => {
  expect(read(['甲|乙', '1|2'])).toEqual(['no headings'])
})
