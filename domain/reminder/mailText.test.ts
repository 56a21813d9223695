import { expect, test } from 'vitest'
import { type MailFacts, mailOf } from './mailText.ts'

const todo = {
  action: { zh: '填报', en: 'Fill in' },
  object: { zh: '旅客人次<b>2025年10月', en: 'Passengers "October" 2025' },
  dueOn: '2025-11-07',
  link: '/duties/1#act-fill',
}
const facts: MailFacts = {
  kind: 'digest',
  language: 'zh',
  name: '周以宁',
  office: { zh: '口岸办', en: 'Port Office' },
  today: '2025-11-06',
  origin: 'https://jixiao.example.gov.cn',
  groups: [{ post: { zh: '陆路口岸一处 处工作人员', en: 'Officer' }, todos: [todo], notices: [] }],
}

test('the subject says how many and nothing of what', () => {
  expect(mailOf(facts).subject).toBe('【绩衡】您有1项待办（11月6日）')
  expect(mailOf({ ...facts, kind: 'atOnce', language: 'en' }).subject).toBe('[Jiheng] 1 new to-do')
})

test('the text names act, subject, day and the address of the page with its button', () => {
  expect(mailOf(facts).text.split('\n')).toEqual([
    ...['周以宁：', '', '您现有1项待办：', '', '- 填报 旅客人次<b>2025年10月 (期限11月7日)'],
    ...['  https://jixiao.example.gov.cn/duties/1#act-fill', ''],
    '全部待办: https://jixiao.example.gov.cn/todos',
    '修改提醒方式: https://jixiao.example.gov.cn/reminders',
    '本邮件由口岸办绩效管理系统（绩衡）自动发出，请勿回复；邮件不载数据，办理须登录系统。',
    '',
  ])
})

test('what people wrote is no markup, and begins no line of its own', () => {
  const { html } = mailOf(facts)
  expect(html).toContain('>填报 旅客人次&lt;b&gt;2025年10月</a>')
  expect(html).toContain('href="https://jixiao.example.gov.cn/duties/1#act-fill"')
  const object = { zh: '甲\r\n乙', en: 'A' }
  expect(
    mailOf({ ...facts, groups: [{ post: facts.office, todos: [{ ...todo, object }], notices: [] }] }).text,
  ).toContain('填报 甲 乙')
})

test.each([
  ['2025-11-05', '期限11月5日，已过期', 'due 5 Nov 2025, overdue'],
  ['2025-11-06', '今天（11月6日）到期', 'due today, 6 Nov 2025'],
])('a day: %s', (dueOn, zh, en) => {
  const groups = [{ post: facts.office, todos: [{ ...todo, dueOn }], notices: [] }]
  expect(mailOf({ ...facts, groups }).text).toContain(zh)
  expect(mailOf({ ...facts, groups, language: 'en' }).text).toContain(en)
})

test('several posts have their headings; past thirty the page is named', () => {
  const many = Array.from({ length: 29 }, (_, at) => ({ ...todo, link: `/duties/${at}` }))
  const groups = [
    { post: { zh: '处长', en: 'Head' }, todos: many, notices: [] },
    { post: { zh: '成员', en: 'Member' }, todos: [todo, todo, todo], notices: [] },
  ]
  const { text, subject, html } = mailOf({ ...facts, groups })
  expect(subject).toContain('32项')
  expect(text.match(/^- /gm)).toHaveLength(30)
  expect(text).toContain('\n处长\n')
  expect(text).toContain('\n成员\n')
  expect(text).toContain('另有2项，见待办页面。')
  expect(html).toContain('>成员</h2>')
})

test('the English mail has no Chinese but what people wrote', () => {
  const { text, html, subject } = mailOf({ ...facts, language: 'en', name: 'Zhou' })
  expect(`${subject}${text}${html}`).not.toMatch(/\p{Script=Han}/u)
})

test('notices stand below the to-dos, named as what asks nothing, and have a limit of their own', () => {
  const notice = (at: number) => ({
    sentence: { zh: `“方案${at}”已接收`, en: `“${at}” was accepted` },
    link: `/division-plans/${at}`,
  })
  const notices = Array.from({ length: 31 }, (_, at) => notice(at))
  const group = { post: facts.office, todos: [todo], notices }
  const { subject, text, html } = mailOf({ ...facts, groups: [group] })
  expect(subject).toBe('【绩衡】您有1项待办、31条通知（11月6日）')
  expect(text).toContain('通知消息（不用办理）')
  expect(text).toContain('另有1条通知，见通知页面。')
  expect(text).toContain('https://jixiao.example.gov.cn/notices')
  expect(html).toContain('href="https://jixiao.example.gov.cn/division-plans/0"')
  const alone = mailOf({
    ...facts,
    kind: 'atOnce',
    language: 'en',
    groups: [{ ...group, todos: [], notices: [notice(1)] }],
  })
  expect(alone.subject).toBe('[Jiheng] 1 new notice')
  expect(alone.text).toContain('You have 1 new notice:')
})
