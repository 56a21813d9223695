import { expect, test } from 'vitest'
import { emptyWords, homeSentence } from './homeSentence.ts'

const today = '2025-11-06'
const due = (...days: (string | null)[]) => days.map((dueOn) => ({ dueOn }))
const october = (on: string) => ({ on, periods: [{ period: '2025-10', count: 3 }] })

test.each([
  ['nothing at all', [], null, '您没有待办。', 'You have nothing to do.'],
  ['one without a day', due(null), null, '您有1项待办。', 'You have 1 to-do.'],
  [
    'overdue and due today',
    due('2025-11-05', today, today, '2025-11-07'),
    null,
    '您有4项待办，其中1项已逾期、2项今天到期。',
    'You have 4 to-dos, 1 overdue and 2 due today.',
  ],
  [
    'data due tomorrow',
    due('2025-11-07'),
    october('2025-11-07'),
    '10月数据明天（11月7日）截止，还有3项未报送。您有1项待办。',
    'Data for Oct are due tomorrow (7 Nov 2025): 3 not yet reported. You have 1 to-do.',
  ],
  [
    'data of two periods due today',
    [],
    { on: today, periods: [...october(today).periods, { period: '2025-Q3', count: 1 }] },
    '10月、第3季度数据今天截止，还有4项未报送。您没有待办。',
    'Data for Oct, Q3 are due today: 4 not yet reported. You have nothing to do.',
  ],
  [
    'data due next week',
    [],
    october('2025-11-10'),
    '10月数据11月10日截止，还有3项未报送。您没有待办。',
    'Data for Oct are due on 10 Nov 2025: 3 not yet reported. You have nothing to do.',
  ],
])('%s', (_, todos, next, zh, en) => expect(homeSentence(todos, next, today)).toEqual({ zh, en }))

test('standing cards are named where nothing else is to be done', () => {
  expect(homeSentence([], null, today, 12).zh).toBe('您没有待办。有12张预警和牌未解除。')
  expect(homeSentence(due(null), null, today, 12).zh).toBe('您有1项待办。')
})

test('an empty list names the next due day where one is known', () => {
  expect(emptyWords(october('2025-11-10')).next?.zh).toBe('下一个期限是11月10日。')
  expect(emptyWords(null)).toEqual({ why: { zh: '今天没有待办。', en: 'Nothing to do today.' } })
})
