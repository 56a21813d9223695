import { describe, expect, test } from 'vitest'
import { countIn, numberOf } from './officialDocument.ts'

describe('the count in a number of the office', () => {
  test.each([
    ['深口绩〔2025〕3号', 3],
    ['深口绩［2025］12号', 12],
    ['深口绩[２０２５]１号', 1],
    ['深口绩(2025)7号', 7],
    ['深口绩〔2024〕3号', undefined],
    ['深口绩纪〔2025〕3号', undefined],
    ['深口绩〔2025〕预1号', undefined],
    ['深口绩〔2025〕3号之一', undefined],
    ['', undefined],
  ])('%s is %s', (number, count) => {
    expect(countIn(number, '深口绩', 2025)).toBe(count)
  })

  test('reads what is written', () => {
    expect(countIn(numberOf('试绩', 2026, 41), '试绩', 2026)).toBe(41)
  })
})
