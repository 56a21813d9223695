import { expect, test } from 'vitest'
import { proposedRectification, type RectificationSource } from './noticeOfRectification.ts'

const source: RectificationSource = {
  ...{ title: '候检时间记录不全', addressee: '陆路口岸一处', isToPerson: false, ground: 'notDone', foundIn: '' },
  ...{ finding: '10月有4天没有记录。', article: 26, requirement: '补齐记录。\n明确专人。', dueOn: '2025-11-14' },
}

test('the notice says what was found, on which ground, what is to be done and until when', () => {
  const { title, addressee, text } = proposedRectification(source)
  expect(title).toBe('关于责令整改“候检时间记录不全”的通知')
  expect(addressee).toBe('陆路口岸一处')
  expect(text).toContain('在日常监督检查中发现，你处存在不履行绩效评估工作责任的情形。')
  expect(text).toContain('《实施细则》第二十六条')
  expect(text).toContain('二、整改要求\n补齐记录。\n明确专人。')
  expect(text).toContain('请于2025年11月14日前完成整改')
})

test('a person is addressed as one, and where it was found is named', () => {
  const { text } = proposedRectification({ ...source, isToPerson: true, foundIn: '旅客人次，10月', ground: 'notRight' })
  expect(text).toContain('发现（旅客人次，10月），你存在不正确履行')
})

test.each([
  [7, '第七条'],
  [10, '第十条'],
  [13, '第十三条'],
  [20, '第二十条'],
  [43, '第四十三条'],
])('article %i is %s', (article, words) => {
  expect(proposedRectification({ ...source, article }).text).toContain(words)
})
