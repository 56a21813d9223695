import { describe, expect, test } from 'vitest'
import { context, other, person, said, sheet } from './planTable.fixtures.ts'
import {
  mappingAsRead,
  type PlanTableMapping,
  planMappingOf,
  planMappingText,
  type TableMemory,
  textOf,
} from './planTableMapping.ts'
import { type PlanTable, readPlanTable } from './planTableRead.ts'

const items = [
  ['口岸处2025年任务分工'],
  ['编号', '重点任务', '牵头人', '协调处', '时限', '状态'],
  ['A-1', '罗湖口岸𠮷祥通道', '陈嘉禾', '秘书处', '45930', '在办'],
]
const columns = (...pairs: readonly (readonly [string, string])[]) =>
  pairs.map(([column, field]) => ({ column, field }))
const mapping: PlanTableMapping = [
  {
    ...{ sheet: 1, headerRow: 2, headerRows: 1 },
    columns: columns(['A', 'code'], ['B', 'title'], ['C', 'mainResponsiblePersonId'], ['E', 'endsOn']),
  },
]
const memoryOf = ({ sheets }: PlanTable): TableMemory[] =>
  sheets.map(({ of, signature, columns: all }) => ({
    ...{ sheet: of.key, signature },
    columns: all.map((one) => ({ heading: textOf(one), field: one.field })),
  }))
const originsOf = ({ sheets }: PlanTable) =>
  sheets.flatMap(({ columns: all }) => all.map(({ column, field, origin }) => `${column} ${field} ${origin}`))

describe('what the columns are, said by a person', () => {
  test('without it nothing is read; with it each column is what was said, and what is not read is told', () => {
    expect(said(readPlanTable([sheet(items)], context))[0]).toContain('没有找到表头')
    const table = readPlanTable([sheet(items)], context, { memory: [], mapping })
    expect(table.items).toMatchObject([
      {
        content: {
          ...{ code: 'A-1', title: '罗湖口岸𠮷祥通道', endsOn: '2026-09-30' },
          ...{ mainResponsiblePersonId: person.id, coordinatingDivisionId: null },
        },
      },
    ])
    expect(originsOf(table)).toEqual([
      ...['A code recognised', 'B title given', 'C mainResponsiblePersonId given', 'D null given'],
      ...['E endsOn given', 'F null none'],
    ])
    expect(said(table)).toEqual([
      'left 第1张表“评估事项”第2行D列：这一列指定为不读入。',
      'left 第1张表“评估事项”第2行F列：不认识这个表头，这一列没有读入。',
      'changed 第1张表“评估事项”第3行E列：“45930”是Excel的日期序号，按2025-09-30读入。',
      'changed 第1张表“评估事项”第3行E列：2025-09-30移到本年度，为2026-09-30。',
    ])
  })

  test('the row of the headings alone may be said: the columns are then recognised', () => {
    const rows = [...Array.from({ length: 12 }, () => ['说明文字']), ['编号', '事项'], ['A', '甲']]
    expect(readPlanTable([sheet(rows)], context).items).toEqual([])
    const at13 = [{ sheet: 1, headerRow: 13, headerRows: 1 }]
    const table = readPlanTable([sheet(rows)], context, { memory: [], mapping: at13 })
    expect(table.items).toMatchObject([{ row: 14, content: { code: 'A', title: '甲' } }])
  })

  test('two columns said to be the same are refused at the second; without a title nothing is read', () => {
    const as = (...pairs: readonly (readonly [string, string])[]) =>
      readPlanTable([sheet(items)], context, {
        memory: [],
        mapping: [{ sheet: 1, headerRow: 2, headerRows: 1, columns: columns(...pairs) }],
      })
    const double = as(['A', 'code'], ['B', 'title'], ['C', 'title'])
    expect(said(double)).toContain('refused 第1张表“评估事项”第2行C列：有两列都指定为“事项”。')
    const untitled = as(['A', 'code'])
    expect(said(untitled)).toEqual(['refused 第1张表“评估事项”第2行：没有“事项”一列，请在“各列含义”中指定。'])
    expect(untitled.items).toEqual([])
    const absent = readPlanTable([sheet(items)], context, {
      memory: [],
      mapping: [{ sheet: 9, headerRow: 1, headerRows: 1 }],
    })
    expect(said(absent)[0]).toContain('refused 第9张表')
  })

  test('a column without a heading is told, and can be said to be something', () => {
    const rows = [
      ['编号', '事项', ''],
      ['A', '甲', '秘书处'],
    ]
    const told = readPlanTable([sheet(rows)], context)
    expect(said(told)).toEqual(['left 第1张表“评估事项”第1行C列：没有表头，这一列没有读入。'])
    const as = columns(['A', 'code'], ['B', 'title'], ['C', 'coordinatingDivisionId'])
    const given = [{ sheet: 1, headerRow: 1, headerRows: 1, columns: as }]
    const table = readPlanTable([sheet(rows)], context, { memory: [], mapping: given })
    expect(table.items).toMatchObject([{ content: { coordinatingDivisionId: other.id } }])
    expect(said(table)).toEqual([])
  })

  test('a hidden column is read and told', () => {
    const hidden = {
      ...sheet([
        ['编号', '事项'],
        ['A', '甲'],
      ]),
      hiddenColumns: ['B'],
    }
    const table = readPlanTable([hidden], context)
    expect(table.items).toHaveLength(1)
    expect(said(table)).toEqual(['changed 第1张表“评估事项”第1行B列：该列被隐藏，已一并读入。'])
  })

  test('a sheet of a part is corrected by itself; without the code it is left, and told', () => {
    const own = sheet([
      ['编号', '事项'],
      ['A', '甲'],
    ])
    const phases = sheet(
      [
        ['事项代号', '阶段', '起始日', '终止日'],
        ['A', '一', '2026-01-01', '3月底'],
      ],
      '阶段',
    )
    const left = readPlanTable([own, phases], context)
    expect(said(left)).toEqual([
      'left 第2张表“阶段”第1行：没有“编号”一列，各行对不上事项，这张表没有读入。可在“各列含义”中指定。',
    ])
    const as = columns(
      ['A', 'phases:itemCode'],
      ['B', 'phases:title'],
      ['C', 'phases:startsOn'],
      ['D', 'phases:endsOn'],
    )
    const given = [
      { sheet: 1, headerRow: 0, headerRows: 0 },
      { sheet: 2, headerRow: 1, headerRows: 1, columns: as },
    ]
    const table = readPlanTable([own, phases], context, { memory: [], mapping: given })
    expect(table.items).toMatchObject([{ content: { phases: [{ title: '一', endsOn: '2026-03-31' }] } }])
    const again = readPlanTable([own, phases], context, { memory: memoryOf(table) })
    expect(again.items).toEqual(table.items)
  })
})

describe('what is remembered', () => {
  const once = readPlanTable([sheet(items)], context, { memory: [], mapping })
  const memory = memoryOf(once)

  test('is used for the very headings, whatever stands above them', () => {
    const again = readPlanTable([sheet(items.slice(1))], context, { memory })
    expect(again.items.map(({ content }) => content)).toEqual(once.items.map(({ content }) => content))
    expect(again.sheets[0]?.isRemembered).toBe(true)
    expect(originsOf(again)).toContain('D null remembered')
    expect(originsOf(again)).toContain('F null none')
  })

  test('is used for one of its headings elsewhere, and for none of another sheet', () => {
    const rows = [
      ['重点任务', '年度目标'],
      ['甲', '达标'],
    ]
    const elsewhere = readPlanTable([sheet(rows)], context, { memory })
    expect(elsewhere.items).toMatchObject([{ content: { title: '甲', goal: '达标' } }])
    expect(elsewhere.sheets[0]?.isRemembered).toBe(false)
    const foreign = memory.map((one) => ({ ...one, sheet: 'phases' as const }))
    expect(readPlanTable([sheet(rows)], context, { memory: foreign }).items).toEqual([])
  })

  test('gives way to what is said, and a field that is no more is not used', () => {
    const said2 = mapping.map((one) => ({ ...one, columns: columns(['A', 'code'], ['B', 'title'], ['C', 'goal']) }))
    const table = readPlanTable([sheet(items)], context, { memory, mapping: said2 })
    expect(table.items).toMatchObject([{ content: { goal: '陈嘉禾', mainResponsiblePersonId: null } }])
    const old = memory.map((one) => ({
      ...one,
      columns: one.columns.map((column) => (column.heading === '牵头人' ? { ...column, field: 'leader' } : column)),
    }))
    expect(originsOf(readPlanTable([sheet(items)], context, { memory: old }))).toContain('C null none')
  })
})

test('a mapping in an address comes back as it was, with no column to read too; another text is none', () => {
  const none = [...mapping, { sheet: 2, headerRow: 1, headerRows: 1, columns: [] }]
  expect(planMappingOf(planMappingText(none))).toEqual(none)
  for (const text of ['', '1.2', '1.1.1.A-nothing', '0.1.1', '1.1.1.a-code', '1.1.1~']) {
    expect(planMappingOf(text)).toBeUndefined()
  }
})

test('a table is read by the mapping it was read by: the same items, the same words', () => {
  const twice = [
    ['编号', '事项', '事项名称', '备注'],
    ['A', '甲', '乙', ''],
  ]
  const first = readPlanTable([sheet(twice)], context)
  const shown = first.sheets.map(({ index, of, heading, columns: all }) => ({
    ...{ sheet: index + 1, sheetName: '', of: of.key, row: heading.first, rows: 1, isRemembered: false },
    columns: all.map(({ column, field, origin }) => ({
      ...{ column, field, origin, heading: '', isHidden: false, samples: [] },
    })),
  }))
  const again = readPlanTable([sheet(twice)], context, { memory: [], mapping: mappingAsRead(shown) })
  expect(again.items).toEqual(first.items)
  expect(again.cells.length).toBe(first.cells.length)
})
