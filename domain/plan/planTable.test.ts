import { describe, expect, test } from 'vitest'
import { readCell, writeCell } from './planCells.ts'
import { context, division, other, person, read, said, sheet, uuid } from './planTable.fixtures.ts'
import { planTableRefusal, readPlanTable } from './planTableRead.ts'

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
    ['day', '3月底', '2026-03-31'],
    ['day', '2024年2月末', '2024-02-29'],
    ['day', '12月底前', '2026-12-31'],
    ['day', '45930', '2025-09-30'],
    ['day', '45930.0', '2025-09-30'],
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
    ['day', '13月底', 'refused'],
    ['day', '月底', 'refused'],
    ['day', '2026', 'refused'],
    ['day', '99999', 'refused'],
    ['day', '45930.5', 'refused'],
    ['day', '45930', 'changed'],
    ['day', '3月底', 'changed'],
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
