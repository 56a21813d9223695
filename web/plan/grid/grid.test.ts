import { describe, expect, test } from 'vitest'
import type { Item, ItemContent } from '#domain/plan/item.api.ts'
import { emptyContent } from '#domain/plan/item.ts'
import type { TableNames } from '#domain/plan/planNames.ts'
import { type Words, wordsOfBlock } from '#web/kernel/grid/block.ts'
import { at, inside, moved, rangeOf, tabbed } from '#web/kernel/grid/selection.ts'
import { blockOf, parseBlock } from '#web/kernel/grid/tsv.ts'
import { choicesBefore, chosenOf, partedBetween } from '#web/kernel/parted.ts'
import { itemOfValues, valuesOf } from '../itemForm.ts'
import { faultsOf, type GridPlan, gridColumns, isDirty, isPlain, rowOf, textOf } from './gridRow.ts'
import { type Action, begin, type GridState, placeOfStep, reduce, shownRows } from './gridState.ts'

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const division = { id: uuid(1), name: { zh: '陆路口岸一处', en: 'First Land Ports Division' } }
const names: TableNames = {
  year: 2026,
  dimensions: { performance: { zh: '行政业绩', en: 'Performance' } },
  divisions: [division, { id: uuid(2), name: { zh: '秘书处', en: 'Secretariat' } }],
  people: [{ id: uuid(11), name: '陈嘉禾', divisionName: division.name }],
  units: [],
  cityRows: [],
}
const plan: GridPlan = { year: 2026, divisionId: division.id, dimensions: ['performance'] }
const item = (n: number, values: Partial<ItemContent> = {}, version = 1): Item => ({
  ...itemOfValues(
    { ...emptyContent(2026), code: `A-${n}`, title: `事项${n}`, responsibleDivisionId: division.id, ...values },
    { id: uuid(100 + n), year: 2026, silences: [] },
  ),
  version,
})
const columns = gridColumns(plan)
const column = (field: string) => columns.findIndex((one) => one.field === field)
const write = (...cells: Words[]): Action => ({ kind: 'write', cells, names, plan })
const acted = (state: GridState, ...actions: Action[]) => actions.reduce(reduce, state)
const shown = (state: GridState, field: string) =>
  shownRows(state).map((row) => {
    const of = columns[column(field)]
    return of ? textOf(row, of, names, 'zh') : ''
  })

describe('blocks of Excel and WPS', () => {
  test.each([
    [
      'cells and rows',
      'a\tb\r\nc\td\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a cell of several lines', '"第一行\n第二行"\tb\n', [['第一行\n第二行', 'b']]],
    ['doubled quotation marks', '"说“好”，""完"""\tb', [['说“好”，"完"', 'b']]],
    ['a quotation mark that is none', '"好\tb', [['"好', 'b']]],
    ['a tab inside of a cell', '"a\tb"\tc', [['a\tb', 'c']]],
    [
      'empty cells',
      'a\t\t\n\t\tb',
      [
        ['a', '', ''],
        ['', '', 'b'],
      ],
    ],
    ['a single word', '一', [['一']]],
    ['an empty row between', 'a\n\nb', [['a'], [''], ['b']]],
  ])('%s', (_, text, block) => expect(parseBlock(text)).toEqual(block))

  test('what is copied is what is pasted', () => {
    const block = [
      ['甲\n乙', '说"好"'],
      ['a\tb', ''],
    ]
    expect(parseBlock(blockOf(block))).toEqual(block)
  })
})

describe('moving', () => {
  const size = { rows: 5, columns: 4 }
  const key = (name: string, more: object = {}) => ({ key: name, shift: false, control: false, ...more })
  test.each([
    ['ArrowDown', {}, { row: 2, column: 1 }],
    ['ArrowUp', { control: true }, { row: 0, column: 1 }],
    ['End', {}, { row: 1, column: 3 }],
    ['End', { control: true }, { row: 4, column: 3 }],
    ['Home', { control: true }, { row: 0, column: 0 }],
    ['PageDown', {}, { row: 4, column: 1 }],
  ] as const)('%s %o', (name, more, active) => {
    expect(moved(at(1, 1), key(name, more), size)).toEqual({ active, anchor: active })
  })

  test('Shift widens the range, the edges hold, other keys are no move', () => {
    const wide = moved(at(1, 1), key('ArrowLeft', { shift: true }), size)
    expect(wide && rangeOf(wide)).toEqual({ top: 1, bottom: 1, left: 0, right: 1 })
    expect(moved(at(0, 0), key('ArrowLeft'), size)).toEqual(at(0, 0))
    expect(moved(at(0, 0), key('a'), size)).toBeUndefined()
    expect(inside(at(9, 9), size)).toEqual(at(4, 3))
  })

  test('Tab goes on to the next row and leaves behind the last cell', () => {
    expect(tabbed(at(1, 3), false, size)).toEqual(at(2, 0))
    expect(tabbed(at(1, 0), true, size)).toEqual(at(0, 3))
    expect(tabbed(at(4, 3), false, size)).toBeUndefined()
    expect(tabbed(at(0, 0), true, size)).toBeUndefined()
  })
})

describe('writing, pasting and undoing', () => {
  const start = begin([item(1), item(2)])

  test('words are read as the field means them; what cannot be stays in its cell with the sentence', () => {
    const state = acted(
      start,
      write(
        { row: 0, column: column('weight'), words: '２０' },
        { row: 0, column: column('endsOn'), words: '6月30日' },
        { row: 0, column: column('mainResponsiblePersonId'), words: '陈嘉禾' },
        { row: 1, column: column('mainResponsiblePersonId'), words: '张三' },
        { row: 1, column: column('title'), words: '' },
        { row: 1, column: column('code'), words: 'A-1' },
      ),
    )
    const [first, second] = shownRows(state)
    expect(first?.content).toMatchObject({ weight: '20', endsOn: '2026-06-30', mainResponsiblePersonId: uuid(11) })
    expect(second?.typed).toMatchObject({
      mainResponsiblePersonId: { text: '张三', message: { zh: '没有“张三”这个人，或已不在职。' } },
      title: { text: '', message: { zh: '须填写。' } },
      code: { text: 'A-1', message: { zh: '本方案已有这个编号。' } },
    })
    expect(second?.content).toMatchObject({ title: '事项2', code: 'A-2' })
    expect(shown(state, 'mainResponsiblePersonId')).toEqual(['陈嘉禾', '张三'])
    expect(second && isDirty(second)).toBe(false)
  })

  test('a block pasted over the end makes rows with codes counted on; one undo takes it all back, one redo brings it', () => {
    const words = wordsOfBlock(
      [
        ['新一', '重点工作'],
        ['新二', '白皮书'],
      ],
      { top: 2, bottom: 2, left: column('title'), right: column('title') },
      columns.length,
    )
    const pasted = acted(start, write(...words))
    expect(shown(pasted, 'title')).toEqual(['事项1', '事项2', '新一', '新二'])
    expect(shown(pasted, 'code')).toEqual(['A-1', 'A-2', 'A-3', 'A-4'])
    expect(shown(pasted, 'kind').slice(2)).toEqual(['重点工作', '白皮书'])
    const undone = acted(pasted, { kind: 'undo' })
    expect(shown(undone, 'title')).toEqual(['事项1', '事项2'])
    expect(undone.rows.some(isDirty)).toBe(false)
    expect(shown(acted(undone, { kind: 'redo' }), 'title')).toEqual(['事项1', '事项2', '新一', '新二'])
  })

  test('one cell fills a range; a block stops at the last column', () => {
    const words = wordsOfBlock([['是']], { top: 0, bottom: 1, left: 3, right: 4 }, columns.length)
    expect(words).toHaveLength(4)
    const edge = columns.length - 1
    expect(wordsOfBlock([['a', 'b']], { top: 0, bottom: 0, left: edge, right: edge }, columns.length)).toHaveLength(1)
  })

  test('undoing changes only the cells of that act, whatever the server said meanwhile', () => {
    const goal = write({ row: 0, column: column('goal'), words: '一亿人次' })
    const written = acted(start, goal)
    const [row] = shownRows(written)
    const saved = acted(written, {
      kind: 'saved',
      row: row?.key ?? '',
      sent: row?.content ?? emptyContent(2026),
      item: item(1, { goal: '一亿人次', reporting: '按季' }, 2),
    })
    const undone = acted(saved, { kind: 'undo' })
    expect(shownRows(undone)[0]).toMatchObject({
      version: 2,
      content: { goal: '', reporting: '按季' },
      saved: { goal: '一亿人次' },
    })
    expect(placeOfStep(undone, undone.undone.at(-1), columns)).toEqual({ row: 0, column: column('goal') })
  })

  test('letters typed in the side panel one after the other are one act', () => {
    const key = uuid(101)
    const typed = ['一', '一亿', '一亿人'].map(
      (reporting): Action => ({ kind: 'set', row: key, values: { reporting } }),
    )
    const state = acted(start, ...typed)
    expect(state.done).toHaveLength(1)
    expect(shownRows(acted(state, { kind: 'undo' }))[0]?.content.reporting).toBe('')
  })

  test('what is written while a save is under way is not lost when the answer comes', () => {
    const written = acted(start, write({ row: 0, column: column('goal'), words: '一' }))
    const sent = shownRows(written)[0]?.content ?? emptyContent(2026)
    const later = acted(written, write({ row: 0, column: column('title'), words: '改名' }))
    const state = acted(later, { kind: 'saved', row: uuid(101), sent, item: item(1, { goal: '一' }, 2) })
    const [row] = shownRows(state)
    expect(row).toMatchObject({ version: 2, content: { goal: '一', title: '改名' } })
    expect(row && isDirty(row)).toBe(true)
  })

  test('a removed row is gone from the screen and comes back as a new item', () => {
    const removed = acted(start, { kind: 'remove', rows: [uuid(101)] })
    expect(shown(removed, 'title')).toEqual(['事项2'])
    expect(removed.rows[0] && isDirty(removed.rows[0])).toBe(true)
    const back = acted(removed, { kind: 'removed', row: uuid(101) }, { kind: 'undo' })
    expect(shownRows(back)[0]).toMatchObject({ id: null, saved: null, content: { title: '事项1' } })
    expect(shownRows(back).map(isDirty)).toEqual([true, false])
  })

  test('no draft may hold an end before its start: the row says so and waits', () => {
    const state = acted(
      start,
      write(
        { row: 0, column: column('startsOn'), words: '2026-12-01' },
        { row: 0, column: column('endsOn'), words: '2026-06-30' },
      ),
    )
    const [row] = shownRows(state)
    expect(row && faultsOf(row, plan).map(({ path }) => path)).toEqual(['endsOn'])
  })
})

describe('what others write', () => {
  const start = begin([item(1), item(2)])

  test('untouched rows follow, rows with something unsaved wait, new ones come, removed ones go', () => {
    const mine = acted(start, write({ row: 0, column: column('goal'), words: '我的' }))
    const state = acted(mine, { kind: 'fresh', items: [item(1, { goal: '别人的' }, 2), item(3)] })
    expect(shown(state, 'goal')).toEqual(['我的', ''])
    expect(shown(state, 'code')).toEqual(['A-1', 'A-3'])
    expect(acted(start, { kind: 'fresh', items: [item(1), item(2)] })).toBe(start)
  })

  test('a new item that was read before its own answer came is there once', () => {
    const made = acted(start, write({ row: 2, column: column('title'), words: '新' }))
    const row = shownRows(made)[2]
    const both = acted(made, { kind: 'fresh', items: [item(1), item(2), item(3, { title: '新' })] })
    const state = acted(both, {
      kind: 'saved',
      row: row?.key ?? '',
      sent: row?.content ?? emptyContent(2026),
      item: item(3, { title: '新' }),
    })
    expect(shown(state, 'code')).toEqual(['A-1', 'A-2', 'A-3'])
  })

  test('both texts are set side by side; the rest of each is kept; what is confirmed is saved over their version', () => {
    const mine = acted(
      start,
      write({ row: 0, column: column('goal'), words: '我的目标' }, { row: 0, column: column('weight'), words: '10' }),
    )
    const theirs = item(1, { goal: '别人的目标', reporting: '按季' }, 2)
    const row = shownRows(mine)[0] ?? rowOf(theirs)
    const parted = partedBetween(row.saved ?? row.content, row.content, valuesOf(theirs))
    expect(parted.map(({ field, by }) => `${field} ${by}`).toSorted()).toEqual([
      'goal both',
      'reporting them',
      'weight me',
    ])
    expect(choicesBefore(parted)).toEqual({ weight: 'mine', reporting: 'theirs' })
    const content = chosenOf(row.content, valuesOf(theirs), { ...choicesBefore(parted), goal: 'mine' })
    expect(content).toMatchObject({ goal: '我的目标', weight: '10', reporting: '按季' })
    const state = acted(mine, { kind: 'merged', row: row.key, content, theirs })
    expect(shownRows(state)[0]).toMatchObject({
      version: 2,
      saved: { goal: '别人的目标' },
      content: { goal: '我的目标' },
    })
  })

  test('a version that moved on without a changed word asks nothing', () => {
    const mine = acted(start, write({ row: 0, column: column('goal'), words: '我的' }))
    const row = shownRows(mine)[0] ?? rowOf(item(1))
    expect(isPlain(row, item(1, {}, 2))).toBe(true)
    expect(isPlain(row, item(1, { title: '改名' }, 2))).toBe(false)
  })
})
