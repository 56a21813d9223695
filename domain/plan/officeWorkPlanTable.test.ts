import { describe, expect, test } from 'vitest'
import { sheetOf } from '#domain/kernel/sheet.ts'
import { readTaskLines, readTaskTable } from './officeWorkPlanTable.ts'

const divisions = [
  { id: 'a', name: { zh: '陆路口岸一处', en: 'First Land Ports Division' } },
  { id: 'b', name: { zh: '秘书处', en: 'Secretariat' } },
]
const table = (...rows: string[][]) => [sheetOf(rows.map((cells, at) => ({ line: at + 1, cells })))]
const brief = ({ tasks, faults }: ReturnType<typeof readTaskLines>) => ({
  tasks: tasks.map(({ number, text, divisionId }) => [number, text, divisionId]),
  faults: faults.map(({ message }) => message.zh),
})

describe('a table of tasks', () => {
  test('columns stand in any order under any title; headings of parts and unknown columns are named', () => {
    const read = readTaskTable(
      table(
        ['全办2026年工作计划'],
        ['牵头处室', '工作任务', '序号', '完成时限'],
        ['', '', '一、口岸建设', ''],
        ['陆路口岸一处', '皇岗口岸重建', '1', '12月'],
        ['', '通关便利化', '', ''],
      ),
      { divisions },
    )
    expect(brief(read)).toEqual({
      tasks: [
        ['1', '皇岗口岸重建', 'a'],
        ['2', '通关便利化', null],
      ],
      faults: [],
    })
    expect([read.unknown, read.left]).toEqual([['完成时限'], [{ row: 3, words: '一、口岸建设' }]])
  })

  test('what is wrong is told row by row', () => {
    const read = readTaskTable(
      table(['序号', '任务', '牵头处'], ['1', '皇岗口岸重建', '没有处'], ['1', '好', ''], ['3', '皇岗口岸重建', '']),
      { divisions },
    )
    expect(brief(read).faults).toEqual([
      '第2行：没有“没有处”这个处，或已不再有效。',
      '第3行：任务须有2至500个字。',
      '第4行：与前面的任务重复。',
    ])
  })

  test('a table without the column of tasks is refused', () => {
    expect(brief(readTaskTable(table(['甲', '乙'], ['1', '2']), { divisions })).faults).toHaveLength(1)
  })
})

describe('pasted lines', () => {
  test.each([
    ['1. 皇岗口岸重建（陆路口岸一处牵头）', ['1', '皇岗口岸重建', 'a']],
    ['（三）通关便利化。', ['（三）', '通关便利化', null]],
    ['一、规范公文(责任处：秘书处)', ['一', '规范公文', 'b']],
    ['2.1 查验提速', ['2.1', '查验提速', null]],
    ['1.5万人次以内', ['1', '1.5万人次以内', null]],
    ['2026年底前完成皇岗口岸重建', ['1', '2026年底前完成皇岗口岸重建', null]],
    ['1\t皇岗口岸重建\t陆路口岸一处', ['1', '皇岗口岸重建', 'a']],
    ['皇岗口岸重建\t秘书处', ['1', '皇岗口岸重建', 'b']],
  ])('%s', (line, expected) =>
    expect(brief(readTaskLines(line, { divisions }))).toEqual({ tasks: [expected], faults: [] }),
  )

  test('empty lines are no tasks; nothing at all is a fault', () => {
    expect(brief(readTaskLines('甲任务\n\n乙任务\r\n', { divisions })).tasks.map(([number]) => number)).toEqual([
      '1',
      '2',
    ])
    expect(brief(readTaskLines(' \n', { divisions })).faults).toHaveLength(1)
  })

  test('a division that is not known and a number that comes again are told by line', () => {
    expect(brief(readTaskLines('1、甲任务（外办牵头）\n1、乙任务', { divisions })).faults).toEqual([
      '第1行：没有“外办”这个处，或已不再有效。',
      '第2行：序号与前面的任务重复。',
    ])
  })
})
