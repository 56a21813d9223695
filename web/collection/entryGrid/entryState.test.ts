import { expect, test } from 'vitest'
import type { GridDuty } from '#domain/collection/entryGrid.api.ts'
import { noContent } from '#domain/collection/form.ts'
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
    ...{ form: null, content: noContent, files: {}, compared: { lastPeriod: {}, lastYear: {} } },
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

test('what is read again leaves every row alone of which nothing new was read', () => {
  const [first, second] = [duty(1), duty(2)]
  const state = begin([first, second])
  const now = acted(state, { kind: 'fresh', duties: [first, duty(2, { version: 2 }), duty(3)], isOver: false })
  expect(now.rows.map((row, at) => row === state.rows[at])).toEqual([true, false, false])
})

const fields = [
  {
    ...{ key: 'inspected', kind: 'number', name: '抽检', unit: '件', decimals: 0, role: 'current' },
    checks: [
      { kind: 'required', severity: 'error' },
      { kind: 'againstField', severity: 'error', relation: 'atMost', other: 'value' },
    ],
  },
  { key: 'remark', kind: 'text', name: '备注', checks: [] },
] as const
const asked = { form: { checks: [], fields } } as unknown as Partial<GridDuty>

test('further fields keep a row back until they are sound; a nil return has none', () => {
  const state = acted(begin([duty(1, asked)]), put(0, 'value', '12'))
  const typed = (inspected: string) =>
    acted(state, {
      kind: 'set',
      key: 'duty-1',
      content: { further: { content: { values: { inspected }, reasons: {} }, files: {} } },
    })
  const said = ({ rows: [row] }: EntryGridState) => {
    const check = row && checkOf(row, settings)
    return row && check && [isReady(check), marksOf(row, check, undefined).get('further')?.message.zh]
  }
  expect(said(state)).toEqual([false, '抽检：须填写。'])
  expect(said(typed('13'))).toEqual([false, '抽检：应不大于“指标1”（12）。'])
  expect(said(typed('5'))).toEqual([true, undefined])
  expect(shown(typed('5'), 'further')).toEqual(['1/2'])
  expect(typed('5').rows.map(({ content }) => entryOf(content).content.values)).toEqual([{ inspected: '5' }])
  const nil = acted(state, put(0, 'nil', '是'))
  expect(said(nil)).toEqual([true, undefined])
  expect(shown(nil, 'further')).toEqual([''])
})

test('letters typed in one field beside the grid are one act', () => {
  const further = (remark: string) => ({ content: { values: { remark }, reasons: {} }, files: {} })
  const typed = ['一', '一亿', '一亿人'].map(
    (words): EntryAction => ({ kind: 'set', key: 'duty-1', content: { further: further(words) } }),
  )
  const state = acted(begin([duty(1, asked)]), put(0, 'value', '1'), ...typed)
  expect(state.done).toHaveLength(2)
  const undone = acted(state, { kind: 'undo' })
  expect(undone.rows.map(({ content }) => content.further.content.values)).toEqual([{}])
  expect(shown(undone, 'value')).toEqual(['1'])
})
