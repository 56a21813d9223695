import { expect, test } from 'vitest'
import { formulaFault } from './cellFault.ts'

test.each(['#REF!', '#N/A', '#VALUE!', '#NAME?', '#DIV/0!', '#NUM!', '#NULL!'])(
  '%s is an error, also as text',
  (text) => expect(formulaFault({ text })?.zh).toBe(`公式有错误（${text}）。`),
)
test('a circle and a lost result are told, whatever the cell shows', () => {
  expect(formulaFault({ text: '5', fault: 'circular' })?.zh).toContain('循环引用')
  expect(formulaFault({ text: '', fault: 'noResult' })?.zh).toContain('没有保存结果')
})
test.each(['', '5', '#1', '#罗湖口岸', 'REF!', '见#REF!'])('“%s” is words', (text) =>
  expect(formulaFault({ text })).toBeUndefined(),
)
