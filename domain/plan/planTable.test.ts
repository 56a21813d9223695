import { describe, expect, test } from 'vitest'
import type { Sheet } from '#domain/kernel/sheet.ts'
import { letterOf } from '#domain/kernel/sheet.ts'
import type { ItemSnapshot } from './item.api.ts'
import { readCell, writeCell } from './planCells.ts'
import { planTableRefusal, readPlanTable, type TableContext } from './planTableRead.ts'
import { planTableSheets } from './planTableWrite.ts'

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const division = { id: uuid(1), name: { zh: '陆路口岸一处', en: 'First Land Ports Division' } }
const other = { id: uuid(2), name: { zh: '秘书处', en: 'Secretariat' } }
const person = { id: uuid(11), name: '陈嘉禾', divisionName: division.name }
const context: TableContext = {
  year: 2026,
  divisionId: division.id,
  dimensions: { performance: { zh: '行政业绩', en: 'Performance' }, quality: { zh: '行政质量', en: 'Quality' } },
  divisions: [division, other],
  people: [
    person,
    { id: uuid(12), name: '王伟', divisionName: division.name },
    { id: uuid(13), name: '王伟', divisionName: other.name },
  ],
  units: [{ id: uuid(21), name: { zh: '市统计局', en: 'Statistics bureau' } }],
  cityRows: [{ id: uuid(31), number: 3, name: '通关时间' }],
  usedCodes: [],
}

/** Rows of words as a sheet, from A1. */
const sheet = (rows: readonly (readonly string[])[], name = '评估事项'): Sheet => ({
  name,
  hidden: false,
  hiddenColumns: [],
  rows: rows.map((cells, at) => ({
    number: at + 1,
    hidden: false,
    cells: cells.flatMap((text, n) => (text === '' ? [] : [{ column: letterOf(n), text, value: null, merged: null }])),
  })),
})
const read = (...rows: (readonly string[])[]) => readPlanTable([sheet(rows)], context)
const said = ({ cells }: ReturnType<typeof read>) => cells.map(({ outcome, message }) => `${outcome} ${message.zh}`)

const snapshot: ItemSnapshot = {
  id: uuid(41),
  planId: uuid(42),
  year: 2026,
  code: 'KA-2026-01',
  title: '罗湖口岸镕喆䶮𠮷改造',
  kind: 'keyWork',
  dimension: 'quality',
  goal: '=一季度完成\n联检楼“一至三层”改造',
  binding: true,
  isWhitePaper: false,
  weight: '12.50',
  method: 'milestone',
  reporting: '按季书面报告',
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
  responsibleDivision: division,
  coordinatingDivision: other,
  mainResponsiblePerson: { id: person.id, name: person.name },
  responsiblePersons: [{ id: uuid(12), name: '王伟' }],
  participants: [{ id: uuid(13), name: '王伟' }],
  municipalIndicator: { id: uuid(31), number: 3, name: '通关时间' },
  measures: [{ what: '按周核对', who: '监理', untilOn: '2026-06-30', person: { id: person.id, name: person.name } }],
  coDivisions: [{ division: other, goal: '备好接口' }],
  phases: [
    {
      id: uuid(51),
      title: '上半年',
      startsOn: '2026-01-01',
      endsOn: '2026-06-30',
      goal: '一半',
      criterion: '达到',
      weight: '50.00',
      division: null,
    },
    {
      id: uuid(52),
      title: '下半年',
      startsOn: '2026-07-01',
      endsOn: '2026-12-31',
      goal: '全部',
      criterion: '达到',
      weight: '50.00',
      division: other,
    },
  ],
  indicators: [
    {
      id: uuid(61),
      name: '通关时间',
      unit: '分钟',
      decimals: 1,
      frequency: 'quarter',
      definition: '平均',
      delivery: 'mail',
      evidenceNeeded: true,
      target: '29.5',
      feed: null,
      collectingUnit: context.units[0] ?? null,
      division: other,
    },
  ],
}

describe('export and import are a round trip', () => {
  test('every field of an item comes back as it was, rare characters, line breaks and a leading = too', () => {
    const sheets = planTableSheets([snapshot], context).map(({ name, columns, rows }) =>
      sheet([columns.map(({ heading }) => heading), ...rows], name),
    )
    const table = readPlanTable(sheets, context)
    expect(said(table)).toEqual([])
    const { id: _id, planId: _plan, year: _year, ...own } = snapshot
    expect(table.items[0]?.content).toEqual({
      ...{ code: own.code, title: own.title, kind: own.kind, dimension: own.dimension, goal: own.goal },
      ...{ binding: true, isWhitePaper: false, weight: '12.50', method: 'milestone', reporting: own.reporting },
      ...{ startsOn: own.startsOn, endsOn: own.endsOn, municipalIndicatorId: uuid(31) },
      responsibleDivisionId: division.id,
      coordinatingDivisionId: other.id,
      mainResponsiblePersonId: person.id,
      responsiblePersonIds: [uuid(12)],
      participantIds: [uuid(13)],
      measures: [{ what: '按周核对', who: '监理', untilOn: '2026-06-30', personId: person.id }],
      coDivisions: [{ divisionId: other.id, goal: '备好接口' }],
      phases: own.phases.map(({ id: _one, division: of, ...phase }) => ({ ...phase, divisionId: of?.id ?? null })),
      indicators: own.indicators.map(({ id: _one, collectingUnit, division: of, ...rest }) => ({
        ...rest,
        collectingUnitId: collectingUnit?.id,
        divisionId: of?.id,
      })),
    })
  })

  test('a phase that names the responsible division is that one’s; a division that does not share is refused', () => {
    const [named, foreign] = [division, other].map((of) => {
      const item = { ...snapshot, coDivisions: [], phases: snapshot.phases.map((one) => ({ ...one, division: of })) }
      const bare = { ...item, indicators: [] }
      const sheets = planTableSheets([bare], context).map(({ name, columns, rows }) =>
        sheet([columns.map(({ heading }) => heading), ...rows], name),
      )
      return readPlanTable(sheets, context)
    })
    expect(named?.items[0]?.content.phases.map(({ divisionId }) => divisionId)).toEqual([null, null])
    expect(foreign?.items).toEqual([])
    expect(foreign && said(foreign)).toEqual([
      'refused 第2张表“阶段”第2行H列：这个处不是配合处。',
      'refused 第2张表“阶段”第3行H列：这个处不是配合处。',
    ])
  })

  test('without items it is a template: headings alone, and that is what the report says', () => {
    const sheets = planTableSheets([], context).map(({ name, columns }) => sheet([columns.map((c) => c.heading)], name))
    expect(sheets.map(({ name }) => name)).toEqual(['评估事项', '阶段', '措施', '配合处', '指标'])
    expect(said(readPlanTable(sheets, context))).toEqual(['refused 第1张表“评估事项”第1行：表头以下没有事项。'])
  })
})

describe('a table of an earlier year', () => {
  test('other headings are known, days and codes move to this year, and each change is told', () => {
    const table = read(
      ['2025年工作要点'],
      ['序号', '工作任务', '完成时限', '权重（%）', '备注'],
      ['KA-2025-7', '文锦渡口岸改造', '２０２５年９月３０日', '２０％', '续建'],
    )
    expect(table.items).toMatchObject([
      {
        row: 3,
        content: {
          code: 'KA-2026-7',
          title: '文锦渡口岸改造',
          endsOn: '2026-09-30',
          weight: '20',
          kind: 'ownWork',
          responsibleDivisionId: division.id,
        },
      },
    ])
    expect(said(table)).toEqual([
      'left 第1张表“评估事项”第2行E列：不认识这个表头，这一列没有读入。',
      'changed 第1张表“评估事项”第3行A列：“KA-2025-7”按本年度编为“KA-2026-7”。',
      'changed 第1张表“评估事项”第3行C列：“２０２５年９月３０日”按2025-09-30读入。',
      'changed 第1张表“评估事项”第3行C列：2025-09-30移到本年度，为2026-09-30。',
      'changed 第1张表“评估事项”第3行D列：“２０％”按20读入。',
    ])
    expect(table.taken).toBe(1)
  })

  test('names that are not there leave the field empty with a reason; a shared name asks for the division', () => {
    const table = read(
      ['编号', '事项', '主要责任人', '协调处', '参与人'],
      ['A-1', '甲', '张三', '老秘书处', '陈嘉禾、李四'],
      ['A-2', '乙', '王伟', '秘书处', '王伟（秘书处）'],
    )
    expect(
      table.items.map(({ content }) => [
        content.mainResponsiblePersonId,
        content.coordinatingDivisionId,
        content.participantIds,
      ]),
    ).toEqual([
      [null, null, [person.id]],
      [null, other.id, [uuid(13)]],
    ])
    expect(table.cells.every(({ outcome }) => outcome === 'left')).toBe(true)
    expect(said(table)).toContain('left 第1张表“评估事项”第3行C列：有2个“王伟”，请写作“王伟（陆路口岸一处）”。')
    expect(planTableRefusal(table.cells)).toBeUndefined()
  })

  test.each([
    ['a title of 2,000 characters', ['A', '字'.repeat(2000), ''], '第2行B列：至多80个字符。'],
    ['a day that is none', ['A', '甲', '2026-02-30'], '第2行C列：“2026-02-30”不是日期，应如2026-03-01。'],
    ['a code that is none', ['A B', '甲', ''], '第2行A列：没有填写，或写法不对。'],
    ['an error of a formula', ['A', '#REF!', ''], '第2行B列：公式有错误（#REF!）。'],
  ])('%s is refused at its cell, once, and nothing is taken', (_, cells, sentence) => {
    const table = read(['编号', '事项', '终止日'], cells)
    expect(said(table)).toEqual([`refused 第1张表“评估事项”${sentence}`])
    expect(table.items).toEqual([])
    expect(planTableRefusal(table.cells)?.zh).toContain('没有导入任何一个事项。')
  })

  test('a code twice, or in the draft already, and another division are refused', () => {
    const rows = [
      ['编号', '事项', '责任处'],
      ['A', '甲', ''],
      ['A', '乙', '秘书处'],
      ['B', '丙', ''],
    ]
    const table = readPlanTable([sheet(rows)], { ...context, usedCodes: ['B'] })
    expect(said(table)).toEqual([
      'refused 第1张表“评估事项”第3行A列：编号“A”在表中重复。',
      'refused 第1张表“评估事项”第3行C列：本处方案的事项由本处负责。',
      'refused 第1张表“评估事项”第4行A列：本方案已有编号“B”。',
    ])
  })

  test('parts without their item, unknown and hidden sheets, and no heading at all are told', () => {
    const items = sheet([
      ['编号', '事项'],
      ['A', '甲'],
    ])
    const phases = sheet(
      [
        ['编号', '阶段', '起始日', '终止日'],
        ['X', '一', '2026-01-01', '2026-02-01'],
      ],
      '阶段',
    )
    const table = readPlanTable([items, phases, sheet([['说明']], '填表说明'), { ...phases, hidden: true }], context)
    expect(said(table)).toEqual([
      'refused 第2张表“阶段”第2行A列：“评估事项”表中没有编号“X”。',
      'left 第3张表“填表说明”第1行：不认识这张表，没有读入。',
      'left 第4张表“阶段”第1行：这张表被隐藏，没有读入。',
    ])
    expect(said(read(['甲', '乙']))[0]).toContain('没有找到表头')
    expect(said(readPlanTable([], context))[0]).toContain('没有找到表头')
  })

  test('phases outside of the item stand at their own row', () => {
    const items = sheet([
      ['编号', '事项', '终止日'],
      ['A', '甲', '2026-06-30'],
    ])
    const phases = sheet(
      [
        ['编号', '阶段', '起始日', '终止日'],
        ['A', '一', '2026-01-01', '2026-09-30'],
      ],
      '阶段',
    )
    expect(said(readPlanTable([items, phases], context))).toEqual([
      'refused 第2张表“阶段”第2行C列：第1阶段超出事项期间。',
    ])
  })

  test('more than 500 items are refused with the row where it is too much', () => {
    const rows = Array.from({ length: 501 }, (_, n) => [`A-${n}`, `事项${n}`])
    const table = readPlanTable([sheet([['编号', '事项'], ...rows])], context)
    expect(said(table)).toEqual(['refused 第1张表“评估事项”第502行：共501个事项，一次至多导入500个。'])
  })
})

describe('a single cell', () => {
  test.each([
    ['day', '2026/3/1', '2026-03-01'],
    ['day', '３月１日', '2026-03-01'],
    ['points', '１２．５', '12.5'],
    ['kind', 'Key work', 'keyWork'],
    ['dimension', ' 行政 质量 ', 'quality'],
    ['yes', '√', true],
    ['method', '', null],
    ['figure', '9,000,000', '9000000'],
    ['whole', '２', 2],
    ['division', 'secretariat', uuid(2)],
    ['cityRow', '3 通关时间', uuid(31)],
    ['unit', '市统计局', uuid(21)],
  ] as const)('%s “%s”', (kind, text, value) => {
    expect(readCell(kind, { text, value: null }, context).value).toEqual(value)
  })

  test.each([
    ['points', '十二', 'refused'],
    ['yes', '也许', 'refused'],
    ['kind', '别的', 'refused'],
    ['method', '别的', 'left'],
    ['unit', '别的', 'left'],
    ['cityRow', '别的', 'left'],
    ['person', '别的', 'left'],
    ['whole', '1.5', 'refused'],
  ] as const)('%s “%s” is %s', (kind, text, outcome) => {
    expect(readCell(kind, { text, value: null }, context).note?.outcome).toBe(outcome)
  })

  test('what is written is what the reader reads', () => {
    expect(writeCell('people', [uuid(12), person.id], context)).toBe('王伟（陆路口岸一处）、陈嘉禾')
    expect(writeCell('kind', 'keyWork', context, 'en')).toBe('Key work')
    expect(writeCell('yes', false, context)).toBe('否')
    expect(writeCell('person', uuid(99), context)).toBe('')
  })
})
