import { expect, test } from 'vitest'
import type { Refusal } from '#domain/kernel/lifecycle.ts'
import { sentenceOfRefusal } from './refusal.ts'

const label = { zh: '销号…', en: 'Close…' }
const article = { zh: '第40条', en: 'Art. 40' }
const refusal = (code: string, zh: string, en: string): Refusal => ({
  code,
  message: { zh, en },
  basis: 'rectification.close',
  role: false,
})

test('a refusal says what is not possible, why, and on which article', () => {
  expect(
    sentenceOfRefusal(
      refusal('own_report', '填报人不得核验自己的填报。', 'Somebody else must verify.'),
      label,
      article,
    ),
  ).toEqual({
    zh: '不能销号：填报人不得核验自己的填报（第40条）。',
    en: '“Close” is not possible. Somebody else must verify (Art. 40).',
  })
})

test('a sentence that already says so is not introduced twice', () => {
  const wrongState = refusal(
    'wrong_state',
    '现为“已报送”，不能销号。',
    '“Close” is not possible: the state is “Reported”.',
  )
  expect(sentenceOfRefusal(wrongState, label, article)).toEqual({
    zh: '现为“已报送”，不能销号（第40条）。',
    en: '“Close” is not possible: the state is “Reported” (Art. 40).',
  })
  expect(sentenceOfRefusal(refusal('late', '不能计算期限。', 'No due day.'), label, article).zh).toBe(
    '不能计算期限（第40条）。',
  )
})
