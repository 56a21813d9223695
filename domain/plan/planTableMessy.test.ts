import { describe, expect, test } from 'vitest'
import { letterOf, type Sheet, type SheetCell } from '#domain/kernel/sheet.ts'
import { context, other, person, said } from './planTable.fixtures.ts'
import { readPlanTable } from './planTableRead.ts'

/** Rows of words; ^ goes on from the cell above, < from the cell to its left, as merged cells do. */
function merged(rows: readonly (readonly string[])[]): Sheet {
  const done: SheetCell[][] = []
  const masterOf = (row: number, at: number): string => done[row]?.[at]?.merged?.master ?? `${letterOf(at)}${row + 1}`
  for (const [row, cells] of rows.entries()) {
    const made: SheetCell[] = []
    done.push(made)
    for (const [at, text] of cells.entries()) {
      const from = text === '^' ? done[row - 1]?.[at] : text === '<' ? made[at - 1] : undefined
      const master = text === '^' ? masterOf(row - 1, at) : masterOf(row, at - 1)
      made.push({ column: letterOf(at), text: from?.text ?? text, value: null, merged: from ? { master } : null })
    }
  }
  const sheetRows = done.map((cells, row) => ({ number: row + 1, hidden: false, cells }))
  return { name: '事项表', hidden: false, hiddenColumns: [], rows: sheetRows }
}
const read = (...rows: (readonly string[])[]) => readPlanTable([merged(rows)], context)

const heading = [
  ['序号', '工作事项', '目标任务', '协调单位', '负责人', '权重（%）', '阶段安排', '<', '<', '考核标准', '备注'],
  ['^', '^', '^', '^', '^', '^', '阶段', '开始时间', '完成时限', '^', '^'],
]

describe('a table as offices write it: an item over several rows, a phase in each', () => {
  const table = read(
    ['陆路口岸一处2025年度绩效评估事项表', ...Array(10).fill('<')],
    ...heading,
    [
      ...['１', '罗湖口岸𠮷祥通道改造', '年内完成', '秘书处', '陈嘉禾', '35%'],
      ...['上半年', '2026.1.1', '２０２６年６月３０日', '过半', ''],
    ],
    ['^', '^', '^', '^', '^', '^', '下半年', '2026-07-01', '2026-12-31', '验收', ''],
    ['续表', ...Array(10).fill('<')],
    ...heading,
    ['2', '镕喆䶮窗口', '建成1个窗口', '', '', '65', '', '', '2026-06-30', '建成', ''],
    ['', '', '', '', '', '', '', '', '2026-12-31', '运行', ''],
    ['', '合计', '', '', '', '100', '', '', '', '', ''],
    ['注：本表由各处填写。', '', '', '', '', '', '', '', '', '', ''],
  )

  test('is read with every phase at its item', () => {
    expect(table.cells.filter(({ outcome }) => outcome === 'refused')).toEqual([])
    expect(table.items.map(({ content }) => content)).toMatchObject([
      {
        ...{ code: '1', title: '罗湖口岸𠮷祥通道改造', goal: '年内完成', weight: '35' },
        ...{ coordinatingDivisionId: other.id, mainResponsiblePersonId: person.id },
        phases: [
          { title: '上半年', startsOn: '2026-01-01', endsOn: '2026-06-30', criterion: '过半' },
          { title: '下半年', startsOn: '2026-07-01', endsOn: '2026-12-31', criterion: '验收' },
        ],
      },
      {
        ...{ code: '2', title: '镕喆䶮窗口', weight: '65' },
        phases: [
          { title: '第1阶段', startsOn: '2026-01-01', endsOn: '2026-06-30', criterion: '建成' },
          { title: '第2阶段', startsOn: '2026-07-01', endsOn: '2026-12-31', criterion: '运行' },
        ],
      },
    ])
  })

  test('says what was left: the remark column, the printed heading, the sum and the remark below', () => {
    const left = said(table).filter((sentence) => sentence.startsWith('left'))
    expect(left).toEqual([
      'left 第1张表“事项表”第2行K列：不认识这个表头，这一列没有读入。',
      'left 第1张表“事项表”第6行A列：该行没有事项内容，没有读入。',
      'left 第1张表“事项表”第7行A列：表头重复（续表），没有读入。',
      'left 第1张表“事项表”第8行A列：表头重复（续表），没有读入。',
      'left 第1张表“事项表”第11行B列：该行没有事项内容，没有读入。',
      'left 第1张表“事项表”第12行A列：该行没有事项内容，没有读入。',
    ])
    expect(said(table)).toContain('changed 第1张表“事项表”第9行H列：没有起始日，按2026-01-01读入。')
  })

  test('a fault of a phase is told at its own cell, and nothing is taken', () => {
    const faulty = read(
      ...heading,
      ['1', '甲', '', '', '', '', '上半年', '2026-01-01', '2026-13-45', '过半', ''],
      ['^', '^', '^', '^', '^', '^', '下半年', '2026-07-01', '2026-12-31', '验收', ''],
    )
    expect(faulty.items).toEqual([])
    expect(faulty.cells.filter(({ outcome }) => outcome === 'refused').map(({ message }) => message.zh)).toEqual([
      '第1张表“事项表”第3行I列：“2026-13-45”不是日期，应如2026-03-01。',
    ])
  })

  test.each([
    [
      ['0.35', '0.65'],
      ['35', '65'],
    ],
    [
      ['0.5', '99.5'],
      ['0.5', '99.5'],
    ],
    [['1'], ['1']],
    [
      ['35%', '65'],
      ['35', '65'],
    ],
  ])('weights %j are read as %j', (written, weights) => {
    const weighed = read(['编号', '事项', '权重'], ...written.map((weight, at) => [`A${at}`, `事项${at}`, weight]))
    expect(weighed.items.map(({ content }) => content.weight)).toEqual(weights)
  })

  test('one person for one item stays one item a row where no phases stand beside it', () => {
    const plain = read(['编号', '事项', '负责人'], ['1', '甲', '陈嘉禾'], ['2', '乙', '^'])
    expect(plain.items.map(({ content }) => [content.title, content.mainResponsiblePersonId])).toEqual([
      ['甲', person.id],
      ['乙', person.id],
    ])
  })
})
