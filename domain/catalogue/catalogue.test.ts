import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { entryRules, entryTransitions, pathOf, sortKeyOf, startRules } from './catalogue.ts'
import { type CityRow, type Known, proposedFromCity } from './catalogueFromCity.ts'

const context = {} as Parameters<typeof refusalOfRules>[3]
const figures = {
  unit: '',
  decimals: 0,
  frequency: null,
  collectingUnitId: null,
  target: null,
  base: null,
  scoring: null,
}
const third = {
  level: 3 as const,
  parentLevel: 2,
  isNumberTaken: false,
  content: { ...figures, unit: '%', target: '5' },
}

describe('an indicator as it is written', () => {
  test.each([
    ['a third one under a second one', third, undefined],
    ['a first one under nothing', { ...third, level: 1 as const, parentLevel: 0, content: figures }, undefined],
    ['a first one under another', { ...third, level: 1 as const, parentLevel: 1, content: figures }, 'wrong_parent'],
    ['a third one under a first one', { ...third, parentLevel: 1 }, 'wrong_parent'],
    ['under what is not there', { ...third, parentLevel: null }, 'wrong_parent'],
    ['with a number that is taken', { ...third, isNumberTaken: true }, 'number_taken'],
    ['a heading with a unit', { ...third, level: 2 as const, parentLevel: 1 }, 'heading_with_figures'],
    [
      'a target finer than its decimals',
      { ...third, content: { ...third.content, target: '5.5' } },
      'too_many_decimals',
    ],
    [
      'a base value as fine as they are',
      { ...third, content: { ...third.content, decimals: 1, base: '5.5' } },
      undefined,
    ],
  ] as const)('%s', (_, facts, code) => {
    expect(refusalOfRules(entryRules, 'catalogue.keep', facts, context)?.code).toBe(code)
  })

  test.each([
    ['in use with nothing under it', { state: 'inUse', under: 0 }, 'performanceOffice.staff', undefined],
    ['with others under it', { state: 'inUse', under: 2 }, 'performanceOffice.staff', 'indicators_under_it'],
    ['once it is out of use', { state: 'withdrawn', under: 0 }, 'performanceOffice.head', 'wrong_state'],
    ['by a division', { state: 'inUse', under: 0 }, 'division.head', 'not_your_post'],
  ] as const)('taken out of use: %s', (_, facts, post, code) => {
    const asked = { ...context, actor: { post } } as typeof context
    expect(refusalOf(entryTransitions.withdraw, facts, asked)?.code).toBe(code)
  })

  test.each([
    ['an empty year after another', { isOpened: true, entries: 0, earlier: 2024 }, undefined],
    ['a year that is not opened', { isOpened: false, entries: 0, earlier: 2024 }, 'year_not_opened'],
    ['a year with entries', { isOpened: true, entries: 1, earlier: 2024 }, 'year_has_entries'],
    ['the first year', { isOpened: true, entries: 0, earlier: null }, 'no_year_before'],
  ] as const)('started from the year before: %s', (_, facts, code) => {
    expect(refusalOfRules(startRules, 'catalogue.keep', facts, context)?.code).toBe(code)
  })
})

test('numbers sort as they are read, whatever their width', () => {
  const numbers = ['10', '2', '1.10', '１.2', '1', 'A-3']
  expect(numbers.toSorted((a, b) => (sortKeyOf(a) < sortKeyOf(b) ? -1 : 1))).toEqual([
    '1',
    '１.2',
    '1.10',
    '2',
    '10',
    'A-3',
  ])
  const n = fc.nat(1_000_000)
  fc.assert(fc.property(n, n, (a, b) => sortKeyOf(String(a)) < sortKeyOf(String(b)) === a < b))
  expect(pathOf(pathOf(null, '1'), '2/3')).toBe('00000001/00000002-00000003')
})

const row = (number: number, level1: string, level2: string, name: string): CityRow => ({
  ...{ id: `row${number}`, number, level1, level2, name, frequency: 'month', standard: '', sourceDocument: '' },
  collectingUnitId: null,
})
const known = (values: Partial<Known> & Pick<Known, 'level' | 'name'>): Known => ({
  ...{ indicatorId: `known ${values.name}`, parentId: null, number: '1', path: '00000001', municipalIndicatorId: null },
  ...{ isOfYear: true, ...values },
})
const brief = (rows: readonly CityRow[], of: readonly Known[] = []) =>
  proposedFromCity(rows, of).map(({ level, number, name, indicatorId }) => [level, number, name, indicatorId])

describe("what the city's table adds", () => {
  const rows = [
    row(1, '行政业绩', '重点工作', '白皮书'),
    row(2, '行政业绩', '改革', '重大改革'),
    row(3, '行政效率', '', '办结率'),
  ]

  test('headings in their order, and under them the indicators with the city’s numbers', () => {
    expect(brief(rows)).toEqual([
      [1, '1', '行政业绩', null],
      [2, '1.1', '重点工作', null],
      [3, '1', '白皮书', null],
      [2, '1.2', '改革', null],
      [3, '2', '重大改革', null],
      [1, '2', '行政效率', null],
      [2, '2.1', '行政效率', null],
      [3, '3', '办结率', null],
    ])
    const paths = proposedFromCity(rows, []).map(({ path }) => path)
    expect(paths).toEqual(paths.toSorted())
  })

  test('what the year has stays; what is new goes under it, with a number that is free', () => {
    const there = [
      known({ level: 1, name: '行政 业绩', indicatorId: 'a' }),
      known({ level: 2, name: '重点工作', indicatorId: 'b', parentId: 'a', path: '00000001/00000001' }),
      known({ level: 3, name: '自设指标', indicatorId: 'c', parentId: 'b', path: '00000001/00000001/00000001' }),
    ]
    const proposed = proposedFromCity(rows.slice(0, 2), there)
    expect(proposed.map(({ level, number, name, parentKey }) => [level, number, name, parentKey])).toEqual([
      [3, '1-2', '白皮书', 'b'],
      [2, '1.1', '改革', 'a'],
      [3, '2', '重大改革', 'a/改革'],
    ])
    expect(proposed[0]?.path).toBe('00000001/00000001/00000001-00000002')
  })

  test('a row that was taken over is not proposed again, nor is a heading for it', () => {
    expect(brief(rows.slice(0, 1), [known({ level: 3, name: '别名', municipalIndicatorId: 'row1' })])).toEqual([])
  })

  test('what an earlier year called the same goes on as the same indicator, once', () => {
    const before = [
      known({ level: 3, name: '白皮书', indicatorId: 'old', isOfYear: false }),
      known({ level: 1, name: '行政业绩', indicatorId: 'top', isOfYear: false }),
    ]
    const twice = [...rows.slice(0, 1), row(9, '行政效率', '重点工作', '白皮书')]
    const of = brief(twice, before)
    expect(of.filter(([, , , id]) => id !== null)).toEqual([
      [1, '1', '行政业绩', 'top'],
      [3, '1', '白皮书', 'old'],
    ])
    expect(of.filter(([, , name]) => name === '白皮书')).toHaveLength(2)
  })

  test('under one heading no number comes twice', () => {
    const some = fc.constantFrom('甲', '乙', '丙')
    const any = fc.array(fc.record({ number: fc.nat(3), level1: some, level2: some, name: some }), { maxLength: 12 })
    fc.assert(
      fc.property(any, (given) => {
        const all = given.map(({ number, level1, level2, name }, at) => ({
          ...row(number, level1, level2, name),
          id: `${at}`,
        }))
        const numbers = proposedFromCity(all, []).map(({ parentKey, number }) => `${parentKey} ${number}`)
        return new Set(numbers).size === numbers.length
      }),
    )
  })
})
