import { expect, test } from 'vitest'
import { changesSince, keyOfChange, ledToLine, likelyOf } from './ledTo.ts'
import { fullItem, fullPlan } from './plan.fixtures.ts'

const reader = { language: 'zh', dimensions: {} } as const
const before = fullPlan([fullItem({ id: 'a', code: 'A' }), fullItem({ id: 'b', code: 'B', title: '共建文明口岸' })])
const now = {
  ...fullPlan([
    fullItem({ id: 'a', code: 'A', goal: '年内封顶', weight: '90.00' }),
    fullItem({ id: 'c', code: 'C', title: '无缝清关' }),
  ]),
  reportingText: '按月报送。',
}
const made = changesSince(before, now, reader)

test('what of a draft is different since: a chapter, each field of an item, an item that is new or gone', () => {
  expect(made.map(keyOfChange)).toEqual([' reportingText', 'a goal', 'a weight', 'c item', 'b item'])
  expect(made.map(ledToLine)).toEqual([
    '总则“指标数据报送要求”已修改',
    'A年度目标由“主体结构封至地上二层”改为“年内封顶”',
    'A权重由“100.00”改为“90.00”',
    '增列事项C“无缝清关”',
    '取消事项B“共建文明口岸”',
  ])
})

test.each([
  ['the very part of its item', { itemId: 'a', part: 'goal' }, ['a goal']],
  ['not another part of it', { itemId: 'a', part: 'phases' }, []],
  ['not another item', { itemId: 'c', part: 'goal' }, []],
  ['the chapter it is about', { itemId: null, part: 'reportingText' }, [' reportingText']],
  ['items added and removed', { itemId: null, part: 'items' }, ['c item', 'b item']],
  ['nothing where it says nothing', { itemId: null, part: 'other' }, []],
] as const)('a comment most likely led to: %s', (_, about, keys) =>
  expect(likelyOf(about, made).map(keyOfChange)).toEqual(keys),
)
