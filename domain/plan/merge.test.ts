import { expect, test } from 'vitest'
import { alike, freeCode, inCommon, itemFate } from './merge.ts'

const item = (id: string, values: object = {}) =>
  ({ ...{ id, code: id, title: id, indicators: [], municipalIndicator: null }, ...values }) as unknown as Parameters<
    typeof alike
  >[0]
const figure = (name: string, unit: string) => [{ name, unit }]

test.each([
  [
    'names that differ in signs alone',
    item('a', { title: '口岸通关（保障）' }),
    item('b', { title: '口岸通关 保障' }),
    '名称相同',
  ],
  [
    'one figure asked twice',
    item('a', { indicators: figure('旅客量', '人次') }),
    item('b', { indicators: figure('旅客量', '人次') }),
    '要同一个数',
  ],
  [
    'the same name in another unit',
    item('a', { indicators: figure('旅客量', '人次') }),
    item('b', { indicators: figure('旅客量', '万人次') }),
    undefined,
  ],
  [
    'one row of the city',
    item('a', { municipalIndicator: { id: 'm' } }),
    item('b', { municipalIndicator: { id: 'm' } }),
    '同一市级指标',
  ],
  ['nothing in common', item('a'), item('b'), undefined],
  ['itself', item('a'), item('a'), undefined],
])('%s', (_, one, other, words) => {
  const found = alike(one, other)?.zh
  if (words === undefined) expect(found).toBeUndefined()
  else expect(found).toContain(words)
})

test('among many only those with something in common are named, five at most', () => {
  const many = Array.from({ length: 9 }, (_, n) => item(`i${n}`, { title: '通关' }))
  const of = inCommon([...many, item('other')])
  expect(of(item('x', { title: '通关' }))).toHaveLength(5)
  expect(of(item('other'))).toEqual([])
})

test('a code that is used gets a number after it', () => {
  expect(freeCode('KA-1', new Set())).toBe('KA-1')
  expect(freeCode('KA-1', new Set(['KA-1', 'KA-1-2']))).toBe('KA-1-3')
})

test.each([
  ['taken over', 'D-1', null, '已纳入'],
  ['not taken over', null, '与办重点工作重复', '没有纳入办年度方案。理由：与办重点工作重复'],
  ['neither', null, null, '纳入办年度方案并印发后生效'],
] as const)('an item of a division that is %s says so', (_, takenAs, reason, words) =>
  expect(itemFate(takenAs, reason).zh).toContain(words),
)
