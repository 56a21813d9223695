import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { inTenThousands, type Passengers, readPassengers } from '#domain/collection/passengers.ts'
import { portIds } from '#domain/collection/ports.ts'
import { readCsv } from '#server/kernel/office/readCsv.ts'
import { monthlyPassengers } from './fixtures/monthlyPassengers.ts'

describe('the daily file of 2023 to 2025', () => {
  let read: Passengers
  beforeAll(async () => {
    const file = readFileSync(new URL('../data/hk-immigration-daily-passengers-2023-2025.csv', import.meta.url))
    const outcome = await readCsv(file)
    if (!outcome.ok) throw new Error(outcome.message.zh)
    read = readPassengers(
      outcome.rows,
      monthlyPassengers.map(({ month }) => month),
    )
  })

  test('has no problem, and every month is complete', () => {
    expect(read.problems).toEqual([])
    expect(read.months).toHaveLength(36 * 8)
    expect(read.months.every(({ complete }) => complete)).toBe(true)
    expect(read.ignored).toEqual([
      'Airport',
      'China Ferry Terminal',
      'Harbour Control',
      'Hong Kong-Zhuhai-Macao Bridge',
      'Hung Hom',
      'Kai Tak Cruise Terminal',
      'Macau Ferry Terminal',
    ])
  })

  test.each(monthlyPassengers)('gives for $month what was reckoned elsewhere', ({ month, days, figures, total }) => {
    const months = portIds.map((port) => read.months.find((one) => one.port === port && one.month === month))
    expect(months.map((one) => inTenThousands(one?.passengers ?? '-1'))).toEqual(figures)
    expect(months.every((one) => one?.days === days && one.lines === 2 * days)).toBe(true)
    const all = months.reduce((sum, one) => sum + BigInt(one?.passengers ?? 0), 0n)
    expect(inTenThousands(String(all))).toBe(total)
  })
})
