import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { day, reason } from './endpoint.ts'
import { lengthSaid, sentenceOfIssue } from './fault.ts'

const faultOf = (schema: z.ZodType, value: unknown): string | undefined => {
  const issue = schema.safeParse(value).error?.issues[0]
  return issue && sentenceOfIssue(issue).zh
}

describe('what is wrong with an entered value', () => {
  test.each([
    ['nothing entered', reason, undefined, '须填写。'],
    ['an empty text', z.string().min(1), '', '须填写。'],
    ['a text too short', reason, '改', '至少2个字符。'],
    ['a text too long', reason, '改'.repeat(501), '至多500个字符。'],
    ['a number too small', z.int().min(0), -1, '不能小于0。'],
    ['a number too big', z.number().max(100), 948, '不能大于100。'],
    ['an empty list', z.array(day).min(1), [], '至少1项。'],
    ['no day of the calendar', day, '2025-02-30', '应为日期，如2025-11-06。'],
    ['an unknown choice', z.enum(['a', 'b']), 'c', '请从所列选项中选择。'],
    ['a field nobody asked for', z.strictObject({}), { extra: 1 }, '不认识的字段：extra。'],
    ['a number in place of a text', z.string(), 7, '没有填写，或写法不对。'],
    ['a good reason', reason, '岗位调整', undefined],
  ] as const)('%s', (_, schema, value, sentence) => {
    expect(faultOf(schema, value)).toBe(sentence)
  })
})

test.each([
  [0, undefined],
  [899, undefined],
  [900, '还可以写100个字符。'],
  [1000, '还可以写0个字符。'],
  [1001, '至多1000个字符，多了1个：请删减，已写的内容没有截断。'],
] as const)('of %i characters where 1000 are taken it says so', (length, words) => {
  const said = lengthSaid(length, 1000)
  expect(said?.words.zh).toBe(words)
  expect(said?.isOver ?? false).toBe(length > 1000)
})
