import { expect, test } from 'vitest'
import { weaknessOf } from './password.ts'

test.each([
  ['too short', 'lan-se-7', true],
  ['a common word doubled', 'passwordpassword', true],
  ['a row of digits', '123456789012', true],
  ['one letter', 'aaaaaaaaaaaaaaaa', true],
  ['the office’s words', '深圳口岸绩效jiheng2025', true],
  ['mostly the person’s name', 'chenjiahe-2025', true],
  ['full-width forms of a common word', 'ｐａｓｓｗｏｒｄ1234', true],
  ['a phrase', 'lan-se-hai-yang-7', false],
  ['Chinese', '春眠不觉晓处处闻啼鸟夜来', false],
  ['emoji and letters', '🚢🚇🚌🚲🛳️ gangkou tongguan', false],
  ['200 characters', 'ab9-'.repeat(50), false],
])('%s', (_name, password, weak) => {
  expect(weaknessOf(password, ['chenjiahe', '陈嘉禾']) !== undefined).toBe(weak)
})
