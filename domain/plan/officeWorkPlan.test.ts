import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changesSinceTask, codeOfTask, contentOfTask, likelyItems } from './mergeTask.ts'
import { compareWorkPlans, continued, type Task, taskFaults } from './officeWorkPlan.ts'
import { fullItem } from './plan.fixtures.ts'

const task = (taskId: string, number: string, text: string, division: Task['division'] = null): Task => ({
  ...{ taskId, number, text, division },
})
const led = { id: 'd', name: { zh: '口岸一处', en: 'First Division' } }
const text = { title: '2026年工作计划', documentNumber: null, text: '', file: null }

describe('which task goes on in the next version', () => {
  test.each([
    [
      'words that stay keep the task, wherever they stand',
      ['1甲任务', '2乙任务'],
      ['1新任务', '2甲任务', '3乙任务'],
      [undefined, '甲任务', '乙任务'],
    ],
    [
      'other words under the same number are a change',
      ['1甲任务', '2乙任务'],
      ['1甲任务', '2丙任务'],
      ['甲任务', '乙任务'],
    ],
    [
      'what stood in between and goes is gone',
      ['1甲任务', '2乙任务', '3丙任务'],
      ['1甲任务', '2丙任务'],
      ['甲任务', '丙任务'],
    ],
    ['signs and blanks are no words', ['1甲，任务'], ['5甲 任务。'], ['甲，任务']],
    ['one task goes on once', ['1甲任务'], ['1甲任务', '1甲任务'], ['甲任务', undefined]],
  ])('%s', (_, before, after, expected) => {
    const read = (words: string) => ({ number: words.slice(0, 1), text: words.slice(1) })
    expect(continued(before.map(read), after.map(read)).map((one) => one?.text)).toEqual(expected)
  })

  test('no task of the version before is two tasks of the next', () => {
    const worded = fc.record({ number: fc.constantFrom('1', '2', '3'), text: fc.constantFrom('甲', '乙', '丙') })
    fc.assert(
      fc.property(fc.array(worded), fc.array(worded), (before, after) => {
        const found = continued(before, after).filter((one) => one !== undefined)
        return new Set(found).size === found.length
      }),
    )
  })
})

test('a number or a task that is there twice is named where it comes again', () => {
  const tasks = [
    { number: '1', text: '甲任务', divisionId: null },
    { number: '1', text: '乙任务', divisionId: null },
    { number: '2', text: '甲 任务。', divisionId: null },
  ]
  expect(taskFaults(tasks).map(({ at, field }) => [at, field])).toEqual([
    [1, 'number'],
    [2, 'text'],
  ])
  expect(taskFaults(tasks.slice(0, 1))).toEqual([])
})

test('two versions are told apart task by task, field by field', () => {
  const before = { ...text, tasks: [task('a', '1', '甲任务'), task('b', '2', '乙任务'), task('c', '3', '丙任务')] }
  const after = {
    ...{ ...text, documentNumber: '深口〔2026〕1号' },
    tasks: [task('a', '1', '甲任务'), task('c', '2', '丙任务，年底完成', led), task('d', '3', '丁任务')],
  }
  const { text: ofText, tasks, unchanged } = compareWorkPlans(before, after, 'zh')
  expect(ofText.map(({ field }) => field)).toEqual(['documentNumber'])
  expect(tasks.map(({ kind, task: of, changes }) => [kind, of.taskId, changes.map(({ field }) => field)])).toEqual([
    ['changed', 'c', ['number', 'text', 'division']],
    ['added', 'd', ['number', 'text']],
    ['removed', 'b', ['number', 'text']],
  ])
  expect(unchanged).toBe(1)
  expect(compareWorkPlans(after, after, 'zh')).toMatchObject({ text: [], tasks: [], unchanged: 3 })
})

describe('a task as an item', () => {
  test.each([
    ['3', 'GZ-3'],
    ['（三）', 'GZ-三'],
    ['2（1）', 'GZ-2-1'],
    ['1.2', 'GZ-1.2'],
    ['——', 'GZ'],
  ])('number %s becomes code %s', (number, code) => expect(codeOfTask(number)).toBe(code))

  test('its words are the title; those that are too long for one are the goal in full', () => {
    expect(contentOfTask(task('a', '1', '甲任务', led), 2026)).toMatchObject({
      ...{ title: '甲任务', goal: '', kind: 'keyWork', responsibleDivisionId: 'd', startsOn: '2026-01-01' },
    })
    const long = '长'.repeat(81)
    const content = contentOfTask(task('a', '1', long), 2026)
    expect([[...content.title].length, content.goal]).toEqual([80, long])
  })

  test('what was changed since is only what the task had said', () => {
    const of = task('a', '1', '皇岗口岸重建', led)
    const item = fullItem({ title: '皇岗口岸重建工程' })
    const reader = { language: 'zh' as const, dimensions: {} }
    expect(changesSinceTask(of, item, reader).map(({ field, old, new: now }) => [field, old, now])).toEqual([
      ['title', '皇岗口岸重建', '皇岗口岸重建工程'],
      ['responsibleDivision', '口岸一处', '甲处'],
    ])
    expect(changesSinceTask({ ...of, division: null }, fullItem({ responsibleDivision: null }), reader)).toEqual([])
  })

  test('an item whose title the task names may cover it', () => {
    const items = ['皇岗口岸重建', '通关便利化', '口岸'].map((title, at) => ({
      id: String(at),
      code: `K-${at}`,
      title,
    }))
    const of = likelyItems(items)
    expect(of('推进皇岗口岸（重建），年内封顶').map(({ id }) => id)).toEqual(['0'])
    expect(of('口岸安全')).toEqual([])
    expect(of('')).toEqual([])
  })
})
