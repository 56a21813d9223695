import { describe, expect, test } from 'vitest'
import { countIn, numberIsFree, numberKey, numberOf, numberUsed } from './documentNumber.ts'

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

describe('a number stands for one document', () => {
  test.each([
    '深口函〔2025〕9号',
    '深口函[2025]9号',
    '深口函［２０２５］９号',
    ' 深口函 (2025) 9 号',
    '深口函【2025】9号',
  ])('%s is one and the same', (number) => expect(numberKey(number)).toBe('深口函〔2025〕9号'))

  test('another count, year or code is another number', () => {
    const keys = ['深口函〔2025〕9号', '深口函〔2025〕19号', '深口函〔2024〕9号', '深口绩〔2025〕9号'].map(numberKey)
    expect(new Set(keys).size).toBe(4)
  })

  test('a used one is refused with the name of its bearer', () => {
    const usedBy = { zh: '报市统计局：2025年10月口岸通关数据', en: 'Port data, October 2025, to the bureau' }
    expect(numberIsFree.holds({ usedBy: null }, undefined as never)).toBe(true)
    expect(numberIsFree.holds({ usedBy }, undefined as never)).toBe(false)
    expect(numberUsed(usedBy)).toEqual({
      zh: '该文号已用于“报市统计局：2025年10月口岸通关数据”。',
      en: 'The number is that of “Port data, October 2025, to the bureau” already.',
    })
  })
})
