import { describe, expect, test } from 'vitest'
import { inUnit, portOfFeed, proposalsFor, type Target } from './feed.ts'
import type { PortMonth } from './passengers.ts'

test.each([
  ['passengers:Lo Wu', 'luohu'],
  ['passengers:Heung Yuen Wai', 'liantang'],
  ['passengers:Airport', undefined],
  ['passengers:Nowhere', undefined],
  ['weather:Lo Wu', undefined],
  [null, undefined],
])('%s fills %s', (feed, port) => expect(portOfFeed(feed)).toBe(port))

test.each([
  ['6203210', '万人次', 1, '620.3'],
  ['5232142', '万人次', 1, '523.2'],
  ['6203500', '万人次', 1, '620.4'],
  ['0', '万人次', 1, '0.0'],
  ['6203210', '人次', 0, '6203210'],
  ['6203210', '千人次', 1, '6203.2'],
  ['6203210', '亿人次', 4, '0.0620'],
  ['250144000000', '百万人次', 2, '250144.00'],
])('%s persons are %s', (passengers, unit, decimals, value) => expect(inUnit(passengers, unit, decimals)).toBe(value))

describe('proposals', () => {
  const target: Target = { dutyId: 'a', period: '2025-10', feed: 'passengers:Lo Wu', unit: '万人次', decimals: 1 }
  const month: PortMonth = {
    port: 'luohu',
    month: '2025-10',
    passengers: '6203210',
    days: 31,
    lines: 62,
    complete: true,
  }
  const before = { ...month, month: '2024-10', passengers: '5777000' }
  const values = (target: Target, months: PortMonth[], last: PortMonth[] = []) =>
    proposalsFor([target], months, last).map(({ value, lastYearValue }) => [value, lastYearValue])

  test.each([
    ['a complete month', target, [month], [before], [['620.3', '577.7']]],
    ['last year’s month is not complete', target, [month], [{ ...before, complete: false }], [['620.3', null]]],
    ['a month that is not complete gives nothing', target, [{ ...month, complete: false }], [before], []],
    ['another month', target, [{ ...month, month: '2025-09' }], [], []],
    ['another port', { ...target, feed: 'passengers:Lok Ma Chau' }, [month], [], []],
    ['no feed', { ...target, feed: null }, [month], [], []],
    ['zero is a value', target, [{ ...month, passengers: '0' }], [], [['0.0', null]]],
  ] as const)('%s', (_, given, months, last, expected) =>
    expect(values(given, [...months], [...last])).toEqual(expected),
  )
})
