import { describe, expect, test } from 'vitest'
import { sheetOf } from '#domain/kernel/sheet.ts'
import {
  columnsTaken,
  type FeedMapping,
  mappingOf,
  mappingText,
  proposedMapping,
  proposedPlace,
} from './feedMapping.ts'
import { addressFault, isHost } from './feedSource.ts'
import { type FeedDuty, readFeedTable } from './feedTable.ts'

const duty = (id: string, name: string, period: string, given: Partial<FeedDuty> = {}, unit = '万人次'): FeedDuty => ({
  ...{ id, period, frequency: 'month', indicatorId: name, indicator: { name, unit, decimals: 1 } },
  ...{ now: null, stage: 'open', isOpen: true, heldBy: null, ...given },
})
const duties = [
  duty('l10', '罗湖口岸旅客', '2025-10'),
  duty('l09', '罗湖口岸旅客', '2025-09', { stage: 'accepted', isOpen: false }),
  duty('f10', '福田口岸旅客', '2025-10', { now: { kind: 'value', value: '3.0', note: '' } }),
  duty('t10', '抽查次数', '2025-10', { heldBy: { zh: '另一来源', en: 'Another' } }, '次'),
]
const mapping: FeedMapping = {
  ...{ indicator: '口岸', fixed: null, period: '月份', value: '数值', unit: '单位' },
  names: [{ written: '罗湖', indicator: { name: '罗湖口岸旅客', unit: '万人次' } }],
}
const table = (...lines: string[]) =>
  readFeedTable(
    [sheetOf(['口岸,月份,数值,单位', ...lines].map((line, at) => ({ line: at + 1, cells: line.split(',') })))],
    mapping,
    duties,
  )
const outcome = (line: string) => {
  const read = table(line)
  if (!read.ok) throw new Error(read.message.zh)
  return read.rows[0]
}

describe('what becomes of a row', () => {
  test.each([
    ['罗湖,2025-10,620.3,万人次', 'taken', 'l10', '620.3'],
    ['罗湖口岸旅客,2025年10月,620.3,', 'taken', 'l10', '620.3'],
    ['福田口岸旅客,202510,3,万人次', 'unchanged', 'f10', '3.0'],
    ['福田口岸旅客,202510,0,万人次', 'taken', 'f10', '0.0'],
    ['罗湖,2025-09,1,万人次', 'passed', 'l09', null],
    ['罗湖,2025-11,1,万人次', 'passed', null, null],
    ['抽查次数,2025-10,1,次', 'passed', 't10', null],
    ['大铲湾,2025-10,1,万人次', 'passed', null, null],
    ['罗湖,2025-10,,万人次', 'passed', 'l10', null],
    ['罗湖,2025-10,无,万人次', 'passed', 'l10', null],
    ['罗湖,2025-10,6203210,个', 'refused', null, null],
    ['罗湖,2025-10,6203210,人次', 'refused', null, null],
    ['罗湖,3/4/2025,1,万人次', 'refused', null, null],
    ['罗湖,,1,万人次', 'refused', null, null],
    [',2025-10,1,万人次', 'refused', null, null],
    ['罗湖,2025-10,1.234,万人次', 'refused', null, null],
    ['罗湖,2025-10', 'refused', null, null],
  ])('%s: %s', (line, wanted, dutyId, value) => {
    const row = outcome(line)
    expect(row).toMatchObject({ row: 2, outcome: wanted, dutyId, value })
    if (wanted === 'refused' || wanted === 'passed') expect(row?.message?.zh.length).toBeGreaterThan(5)
  })

  test('the same entry twice is refused and names the other row', () => {
    const read = table('罗湖,2025-10,1,', '罗湖口岸旅客,2025-10,1,')
    expect(read.ok && read.rows.map((row) => row.outcome)).toEqual(['taken', 'refused'])
    expect(read.ok && read.rows[1]?.message?.zh).toContain('第2行')
  })
})

test('columns may change places; a heading that is gone or there twice is said', () => {
  const rows = (text: string) => [
    sheetOf(text.split('\n').map((line, at) => ({ line: at + 1, cells: line.split(',') }))),
  ]
  const turned = readFeedTable(rows('某表\n单位,数值,月份,备注,口岸\n万人次,5,2025-10,,罗湖'), mapping, duties)
  expect(turned).toMatchObject({ ok: true, rows: [{ row: 3, outcome: 'taken', value: '5.0' }] })
  const gone = readFeedTable(rows('口岸,月份,人数,单位\n罗湖,2025-10,5,'), mapping, duties)
  expect(gone).toMatchObject({ ok: false, message: { zh: expect.stringContaining('表头变了') } })
  const double = readFeedTable(rows('口岸,月份,数值,单位,数值\n罗湖,2025-10,5,,6'), mapping, duties)
  expect(double).toMatchObject({ ok: false, message: { zh: expect.stringContaining('出现两次') } })
})

test('the mapping is proposed from the headings, and only when period and figure are both there', () => {
  const proposed = (line: string, only: { name: string; unit: string } | null = null) => {
    const sheets = [
      sheetOf([
        { line: 1, cells: ['口岸统计表'] },
        { line: 3, cells: line.split(',') },
      ]),
    ]
    const place = proposedPlace(sheets)
    return place ? proposedMapping(columnsTaken(place, null), only) : undefined
  }
  expect(proposed('指标名称,报送期,计量单位,数值')).toEqual({
    ...{ indicator: '指标名称', fixed: null, period: '报送期', value: '数值', unit: '计量单位', names: [] },
  })
  expect(proposed('month,total')).toBeNull()
  expect(proposed('month,total', { name: '甲', unit: '件' })).toMatchObject({ indicator: null, fixed: { name: '甲' } })
  expect(proposed('甲,乙')).toBeNull()
})

test('a mapping goes through an address; what is none is refused', () => {
  expect(mappingOf(mappingText(mapping))).toEqual(mapping)
  expect(mappingOf('{')).toBeUndefined()
  expect(mappingOf(mappingText({ ...mapping, fixed: { name: '甲', unit: '件' } }))).toBeUndefined()
  expect(mappingOf(mappingText({ ...mapping, value: '月份' }))).toBeUndefined()
})

test.each([
  ['https://data.example.gov.cn/api/rows?month=10', true],
  ['http://10.1.2.3:8080/daily.csv', true],
  ['http://[::1]:80/x', true],
  ['http://数据.中国/x', true],
  ['ftp://example.com/x', false],
  ['file:///etc/passwd', false],
  ['http://user:pw@example.com/', false],
  ['http://example.com@10.0.0.1/', false],
  ['http:///x', false],
  ['http://example.com/#x', false],
  ['http://example.com/a b', false],
  ['data.example.com/x', false],
])('address %s: %s', (address, isSound) => expect(addressFault(address) === undefined).toBe(isSound))

test.each([
  ['data.example.gov.cn', true],
  ['10.1.2.3', true],
  ['[fd00::1]', true],
  ['*.example.com', false],
  ['example.com:80', false],
  ['http://example.com', false],
  ['example.com/x', false],
  ['', false],
])('host %s: %s', (host, is) => expect(isHost(host)).toBe(is))
