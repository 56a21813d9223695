import { describe, expect, test } from 'vitest'
import { pairIndicators } from './indicatorPairs.ts'

const one = (id: string, name: string, frequency = 'month') => ({
  ...{ id, name, unit: '万人次', frequency },
  divisionId: null as string | null,
})
const [passengers, vehicles, goods] = [one('p', '出入境人员'), one('v', '出入境车辆'), one('g', '货物')]
const ids = (before: ReturnType<typeof one>[], after: ReturnType<typeof one>[]) => {
  const { of, gone } = pairIndicators(before, after)
  return { of: of.map((old) => old?.id), gone: gone.map(({ id }) => id) }
}

describe('which indicators stay what they were', () => {
  test('the order does not matter', () => {
    expect(ids([passengers, vehicles], [vehicles, passengers])).toEqual({ of: ['v', 'p'], gone: [] })
  })

  test('one that is taken out does not lend its place to the next', () => {
    expect(ids([passengers, vehicles], [vehicles])).toEqual({ of: ['v'], gone: ['p'] })
  })

  test('one that is renamed in its place stays', () => {
    expect(ids([passengers, vehicles], [one('', '出入境旅客'), vehicles])).toEqual({ of: ['p', 'v'], gone: [] })
  })

  test('two of one name are told apart by their divisions, and one may go to another', () => {
    const shared = { ...one('s', '出入境人员'), divisionId: 'B' }
    expect(ids([passengers, shared], [shared, passengers])).toEqual({ of: ['s', 'p'], gone: [] })
    expect(ids([passengers], [{ ...passengers, divisionId: 'B' }])).toEqual({ of: ['p'], gone: [] })
  })

  test('another frequency or unit is another indicator', () => {
    expect(ids([passengers], [one('', '出入境人员', 'quarter')])).toEqual({ of: [undefined], gone: ['p'] })
    expect(ids([passengers], [{ ...one('', '出入境人员'), unit: '人次' }])).toEqual({ of: [undefined], gone: ['p'] })
  })

  test('two of the same name are told apart by their number', () => {
    expect(ids([one('a', '货物'), one('b', '货物')], [goods])).toEqual({ of: ['a'], gone: ['b'] })
    expect(ids([one('a', '货物'), one('b', '货物')], [goods, goods, goods])).toEqual({
      of: ['a', 'b', undefined],
      gone: [],
    })
  })
})
