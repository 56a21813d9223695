import { expect, test } from 'vitest'
import { beginRules, compareFigures, figureRules, proposedCutOff, proposedTitle } from './bulletin.ts'
import { type BlockWords, markOf, partsOf, piecesOf, textOf, unknownMarks, usedKeys } from './content.ts'
import { blockKinds, type Counted, figureKeys, figures, type SourceKey, sourceKeys, tableKeys } from './figure.ts'
import { proposedWords } from './template.ts'

const span = { from: '2025-10-01', to: '2025-10-31', cutOff: '2025-10-31' }
const none = Object.fromEntries(blockKinds.map((kind) => [kind, ''])) as BlockWords
const counted = (values: Partial<Counted['figures']> = {}, rows: Partial<Counted['tables']> = {}): Counted => ({
  figures: { ...(Object.fromEntries(figureKeys.map((key) => [key, '0'])) as Counted['figures']), ...values },
  tables: { ...(Object.fromEntries(tableKeys.map((key) => [key, []])) as unknown as Counted['tables']), ...rows },
})
const context = { today: '2025-11-06' } as never

test('every figure has a name of its own, and the proposed words use marks of the list alone', () => {
  const names = figureKeys.map((key) => figures[key].name.zh)
  expect(new Set(names).size).toBe(names.length)
  for (const words of Object.values(proposedWords(span))) expect(unknownMarks(words)).toEqual([])
  const used = usedKeys(proposedWords(span))
  expect(figureKeys.filter((key) => !used.includes(key))).toEqual([])
})

test('a mark becomes its figure with the unit; what cannot be counted says so; an unknown one is told', () => {
  expect(piecesOf('亮红牌{红牌}。', counted({ redCards: '3' }).figures).map(({ text }) => text)).toEqual([
    ...['亮红牌', '3张', '。'],
  ])
  expect(piecesOf('{完整率}', counted({ complete: null }).figures)[0]?.text).toBe('（无可计数据）')
  expect(unknownMarks('{红牌}{蓝牌}{}')).toEqual(['{蓝牌}', '{}'])
})

test('blocks are numbered in their order; one without words is left out with its tables', () => {
  const words = { ...none, cards: '亮牌{黄牌}', progress: '如下', satisfaction: '没有调查' }
  const rows = { progressTable: [['一处', '2', '1', '0', '1', '0']], dueTable: [['2025-11-07', '3', '一处']] }
  const parts = partsOf(words, counted({ yellowCards: '2' }, rows))
  expect(textOf(parts)).toBe('一、预警和亮牌情况\n亮牌2张\n二、各处事项进展\n如下\n三、满意度情况\n没有调查')
  expect(parts.map(({ kind }) => kind)).toContain('chart')
  expect(usedKeys(words)).toEqual(['yellowCards', 'cardTable', 'progressTable'].toSorted(inOrder))
})
const inOrder = (a: string, b: string) => sourceKeys.indexOf(a as SourceKey) - sourceKeys.indexOf(b as SourceKey)

test('a figure that changed is named with both values, a table with its line and column', () => {
  const kept = new Map([
    ['redCards', { value: '1', isConfirmed: true }],
    ['progressTable', { value: [['一处', '2', '2', '0', '0', '0']], isConfirmed: true }],
    ['missing', { value: '0', isConfirmed: false }],
  ] as const) as ReadonlyMap<SourceKey, { value: unknown; isConfirmed: boolean }>
  const now = counted({ redCards: '2' }, { progressTable: [['一处', '2', '1', '0', '1', '0']] })
  const facts = compareFigures(['redCards', 'missing', 'progressTable'], kept, now)
  expect(facts.unconfirmed).toEqual(['missing'])
  expect(facts.changed).toEqual([
    { key: 'redCards', old: '1张', now: '2张' },
    { key: 'progressTable', old: '一处 正常 2', now: '1' },
  ])
  const [changed, unconfirmed] = figureRules
  expect(changed?.holds(facts, context)).toBe(false)
  expect(changed?.message(facts, context).zh).toContain('“红牌”由1张变为2张')
  expect(unconfirmed?.message(facts, context).zh).toContain('缺报数据')
  const same = compareFigures(['redCards'], kept, counted({ redCards: '1' }))
  expect(figureRules.every((rule) => rule.holds(same, context))).toBe(true)
})

test('of what is drafted: a month or quarter that has begun, once; a correction of an issued one', () => {
  const facts = { period: '2025-10', cutOffOn: '2025-10-31', standing: null, corrected: null }
  const codes = (more: Partial<typeof facts> | object) =>
    beginRules.filter((rule) => !rule.holds({ ...facts, ...more }, context)).map(({ code }) => code)
  expect(codes({})).toEqual([])
  expect(codes({ period: '2025' })).toEqual(['period_kind'])
  expect(codes({ period: '2025-12', cutOffOn: '2025-12-01' })).toEqual(['period_to_come', 'cut_off_day'])
  expect(codes({ cutOffOn: '2025-11-07' })).toEqual(['cut_off_day'])
  expect(codes({ standing: '通报' })).toEqual(['bulletin_exists'])
  expect(codes({ corrected: 'drafted' })).toEqual(['not_issued'])
  expect(proposedCutOff('2025-11', '2025-11-06')).toBe('2025-11-06')
  expect(proposedTitle('2025-10', null)).toBe('关于2025年10月绩效情况的通报')
  expect(markOf('redCards')).toBe('{红牌}')
})
