import { expect, test } from 'vitest'
import type { GridDuty } from '#domain/collection/entryGrid.api.ts'
import { wordsOfBlock } from '#web/kernel/grid/block.ts'
import { parseBlock } from '#web/kernel/grid/tsv.ts'
import { checkOf, type EntryField, entryColumns, entryOf, isReady, marksOf, textOf } from './entryRow.ts'
import { begin, type EntryAction, type EntryGridState, reduce } from './entryState.ts'

const column = (field: EntryField) => entryColumns.findIndex((one) => one.field === field)
const settings = { 'collection.noteAbovePercent': 30 }
const duty = (n: number, given: Partial<GridDuty> = {}): GridDuty =>
  ({
    ...{ id: `duty-${n}`, version: 1, period: '2025-10', stage: 'open', returnReason: null, evidenceNeeded: false },
    ...{ indicator: { id: `i-${n}`, name: `指标${n}`, unit: '件', decimals: 0 } },
    ...{ last: null, lastYear: null, recent: [], suggested: null, before: null, draft: null },
    ...given,
  }) as unknown as GridDuty

const acted = (state: EntryGridState, ...actions: EntryAction[]) => actions.reduce(reduce, state)
const put = (row: number, field: EntryField, block: string): EntryAction => {
  const range = { top: row, bottom: row, left: column(field), right: column(field) }
  return { kind: 'write', words: wordsOfBlock(parseBlock(block), range, entryColumns.length) }
}
const shown = (state: EntryGridState, field: EntryField) =>
  state.rows.map((row) => textOf(row, entryColumns[column(field)] ?? entryColumns[0], 'zh'))
const results = (state: EntryGridState) => state.rows.map((row) => checkOf(row, settings).result)
const start = begin([duty(1), duty(2), duty(3)])

test('a block from a spreadsheet fills figure, nil return and note; one undo takes it back, one redo brings it', () => {
  const pasted = acted(start, put(0, 'value', '1,234\t\t正常\r\n\t是\t\r\n１２件\t否\t\r\n9\t\t\r\n'))
  expect(shown(pasted, 'value')).toEqual(['1234', '零报告', '12'])
  expect(shown(pasted, 'nil')).toEqual(['', '是', ''])
  expect(shown(pasted, 'note')).toEqual(['正常', '', ''])
  expect(results(pasted)).toEqual(['pass', 'pass', 'pass'])
  const undone = acted(pasted, { kind: 'undo' })
  expect(shown(undone, 'value')).toEqual(['', '', ''])
  expect(shown(acted(undone, { kind: 'redo' }), 'value')).toEqual(['1234', '零报告', '12'])
})

test('what is no figure stays in its cell with the sentence and is not handed in', () => {
  const state = acted(start, put(0, 'value', '3/4'), put(1, 'value', '1.2万'), put(2, 'nil', '也许'))
  expect(shown(state, 'value')).toEqual(['3/4', '12000', ''])
  const checks = state.rows.map((row) => checkOf(row, settings))
  expect(checks.map(isReady)).toEqual([false, true, false])
  const [first, second, third] = state.rows.map((row, at) => marksOf(row, checks[at] ?? { result: 'pass' }, undefined))
  expect(first?.get('value')?.message.zh).toContain('是日期')
  expect(second?.get('value')).toMatchObject({ level: 'hint', message: { zh: '“1.2万”按12000读入。' } })
  expect(third?.get('nil')?.level).toBe('refused')
})

test('an outlier asks for a note beside the figure', () => {
  const last = { period: '2025-09', kind: 'value' as const, value: '10' }
  const state = acted(begin([duty(1, { last })]), put(0, 'value', '20'))
  expect(results(state)).toEqual(['explain'])
  expect(results(acted(state, put(0, 'note', '新口岸启用')))).toEqual(['pass'])
})

test('a figure takes back a nil return, a nil return the figure; cells that are only read stay', () => {
  const nil = acted(start, put(0, 'value', '5'), put(0, 'nil', '是'), put(0, 'unit', '万'), put(0, 'last', '7'))
  expect(nil.rows.slice(0, 1).map(({ content }) => entryOf(content))).toMatchObject([{ kind: 'nil', value: null }])
  expect(shown(nil, 'unit')[0]).toBe('件')
  expect(shown(acted(nil, put(0, 'value', '0')), 'value')[0]).toBe('0')
})

test('rows begin with the draft, else with what came back, else with what the source gives', () => {
  const draft = {
    kind: 'value' as const,
    value: '5',
    note: '草稿',
    evidenceFileId: null,
    version: 2,
    savedAt: '',
    evidence: null,
    content: { values: {}, reasons: {} },
  }
  const before = { kind: 'nil' as const, value: null, note: '', evidence: null }
  const state = begin([duty(1, { draft, before }), duty(2, { before, suggested: '8' }), duty(3, { suggested: '8' })])
  expect(shown(state, 'value')).toEqual(['5', '零报告', '8'])
})

test('what is read anew takes handed-in rows away and leaves what is typed', () => {
  const typed = acted(start, put(1, 'value', '5'))
  const now = acted(typed, { kind: 'fresh', duties: [duty(2, { version: 4 }), duty(4)], isOver: false })
  expect(now.rows.map(({ key, duty: { version }, content }) => [key, version, content.value])).toEqual([
    ['duty-2', 4, '5'],
    ['duty-4', 1, ''],
  ])
})
