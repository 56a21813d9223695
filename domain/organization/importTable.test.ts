import { describe, expect, test } from 'vitest'
import { letterOf, type Sheet, sheetOf } from '#domain/kernel/sheet.ts'
import { dayIn, divisionIn, oneOf, yesOrNo } from './importCells.ts'
import { personColumns } from './importPeople.ts'
import { readTable, rowLimit } from './importTable.ts'
import { personKinds } from './organization.ts'

const today = '2025-11-06'
const sheet = (rows: readonly (readonly string[])[]): readonly Sheet[] => [
  sheetOf(rows.map((cells, at) => ({ line: at + 1, cells }))),
]

describe('cells', () => {
  test.each([
    '2025-11-06',
    '2025/11/6',
    '2025.11.6',
    '2025年11月6日',
    '２０２５－１１－０６',
    '20251106',
    '2025-11-06 00:00:00',
  ])('the day %s', (text) => expect(dayIn(text)).toEqual({ value: today }))
  test.each(['', '2025-02-30', '11/6/2025', '45967', '明天'])('no day: %s', (text) =>
    expect(dayIn(text)).toHaveProperty('problem'),
  )
  test.each([
    ['公务员', 'civilServant'],
    ['Civil Servant', 'civilServant'],
    ['雇 员', 'employee'],
    ['employee', 'employee'],
  ])('the kind %s', (text, kind) => expect(oneOf(personKinds)(text)).toEqual({ value: kind }))
  test('yes or no', () => {
    expect([yesOrNo('是'), yesOrNo('No'), yesOrNo('')]).toEqual([{ value: true }, { value: false }, { value: false }])
    expect(yesOrNo('也许')).toHaveProperty('problem')
  })
  test('a division by code before name; two of one name need the code', () => {
    const named = (id: string, code: string, nameZh: string) => ({ id, code, nameZh, nameEn: `Of ${code}` })
    const find = divisionIn([named('a', '01', '综合处'), named('b', '02', '规划处'), named('c', '03', '规划处')])
    expect(find('01')).toMatchObject({ value: { id: 'a' } })
    expect(find('综合处')).toMatchObject({ value: { id: 'a' } })
    expect(find('of 02')).toMatchObject({ value: { id: 'b' } })
    expect(find('规划处')).toMatchObject({ problem: { zh: '有2个处叫“规划处”，请写编号。' } })
    expect(find('不存在')).toHaveProperty('problem')
  })
  test('columns have letters', () =>
    expect([0, 25, 26, 27, 701, 702].map(letterOf)).toEqual(['A', 'Z', 'AA', 'AB', 'ZZ', 'AAA']))
})

describe('the table', () => {
  const heading = ['姓名', '用户名', '身份']
  test('titles above, an unknown column, blank rows and repeated headings', () => {
    const table = readTable(
      sheet([
        ['某办人员表'],
        [],
        ['姓名', '工资', 'User name', '身份（必填）'],
        ['镕喆', '1', 'rong', '公务员'],
        [],
        ['姓名', '', '用户名', '身份'],
      ]),
      personColumns,
    )
    expect(table).toMatchObject({
      headerRow: 3,
      columnOf: { name: 'A', userName: 'C', kind: 'D' },
      unknown: [{ column: 'B', text: '工资' }],
      entries: [{ row: 4, words: { name: '镕喆', userName: 'rong', kind: '公务员' } }],
      faults: [],
    })
  })
  test.each([
    [
      'no headings',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
      '没有找到表头：前20行中应有“姓名”“用户名”“身份”。',
    ],
    ['nothing at all', [], '没有找到表头：前20行中应有“姓名”“用户名”“身份”。'],
    [
      'a column missing',
      [
        ['姓名', '身份'],
        ['甲', '雇员'],
      ],
      '表头缺少“用户名”一列。',
    ],
    [
      'a column twice',
      [
        [...heading, '用户名'],
        ['甲某', 'a', '雇员', 'b'],
      ],
      '“用户名”有两列，只能有一列。',
    ],
    ['headings alone', [heading], '表头以下没有内容。'],
    [
      'too many rows',
      [heading, ...Array.from({ length: rowLimit + 1 }, () => ['甲'])],
      `一次最多导入${rowLimit}行，请分成几个文件。`,
    ],
  ])('%s', (_, rows, sentence) => {
    const table = readTable(sheet(rows), personColumns)
    expect(table.faults.map(({ message }) => message.zh)).toContain(sentence)
    expect(table.entries).toEqual([])
  })
  test('what an export marked as words is read as it was', () => {
    const table = readTable(sheet([heading, ["'=1+1", 'a1', '雇员']]), personColumns)
    expect(table.entries[0]?.words.name).toBe('=1+1')
  })
})
