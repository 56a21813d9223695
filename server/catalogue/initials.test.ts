import { expect, test } from 'vitest'
import { initialsOf } from './initials.ts'

test.each([
  ['通关时间', 'tgsj'],
  ['行政审批', 'xzsp'],
  ['银行服务', 'yhfw'],
  ['重大改革', 'zdgg'],
  ['重复投诉', 'cfts'],
  ['旅客（万人次）2025', 'lkwrc2025'],
  ['ＡＢＣ 罗湖', 'abclh'],
  ['䶮𠮷', 'y𠮷'],
])('%s is found by %s', async (name, initials) => {
  expect(await initialsOf(name)).toBe(initials)
})
