import { expect, test } from 'vitest'
import { fits, plainTyped, readTyped } from './useEntry.ts'

test('while it is typed: full-width digits, blanks and whole groups of three are put right, and nothing is guessed', () => {
  const cases = ['１２３４', '1 234', '12,345', '1,234,567.8', '1,2', '1.234,567', '12,34', '−3', '一万']
  expect(cases.map(plainTyped)).toEqual([
    '1234',
    '1234',
    '12345',
    '1234567.8',
    '1,2',
    '1.234,567',
    '12,34',
    '-3',
    '一万',
  ])
})

test('when the field is left: other ways of writing become digits, and that is said; the rest stays for its refusal', () => {
  const read = (words: string) => readTyped(words, { unit: '件', decimals: 0 })
  expect(['', '12', '一万二千', '1.2万', '1.2E4', '（3）'].map((words) => read(words).value)).toEqual([
    '',
    '12',
    '12000',
    '12000',
    '12000',
    '-3',
  ])
  expect(read('1.2万').readAs?.zh).toBe('“1.2万”按12000读入。')
  expect(['12', ''].map((words) => read(words).readAs)).toEqual([undefined, undefined])
  expect(['1.234,567', '12个', '3/4'].map((words) => read(words).value)).toEqual(['1.234,567', '12个', '3/4'])
})

test('what is too long for a draft is not sent to be kept', () => {
  expect(fits({ value: '1234.5', note: '' })).toBe(true)
  expect(fits({ value: null, note: '无' })).toBe(true)
  expect(fits({ value: '1'.repeat(30), note: '字'.repeat(1000) })).toBe(true)
  expect(fits({ value: '1234567890'.repeat(4), note: '' })).toBe(false)
  expect(fits({ value: '1', note: '字'.repeat(1001) })).toBe(false)
})
