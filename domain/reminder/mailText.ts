import { dayText } from '#domain/calendar/workingDays.ts'
import { inLanguage, type Language, type Text } from '#domain/kernel/text.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import type { OutboxKind } from './outbox.ts'

/** The to-dos of one post of a person. */
export type PostTodos = { readonly post: Text; readonly todos: readonly MailTodo[] }
type MailTodo = Pick<Todo, 'action' | 'object' | 'dueOn' | 'link'>

export type MailFacts = {
  readonly kind: OutboxKind
  readonly language: Language
  readonly name: string
  readonly office: Text
  readonly today: string
  /** What people type into the browser. */
  readonly origin: string
  readonly groups: readonly PostTodos[]
}
export type Mail = { readonly subject: string; readonly text: string; readonly html: string }

/** More than these a mail does not list: the page does. */
const mostListed = 30

type Line = { readonly words: string; readonly due: string; readonly url: string }
type Section = { readonly post: string; readonly lines: readonly Line[] }

/**
 * A reminder as plain text and as simple HTML. The subject says how many and nothing of what; the body names act, subject,
 * day and the address of the page with its button, and no figure: to-dos carry none.
 */
export function mailOf(facts: MailFacts): Mail {
  const { kind, language, name, office, groups, origin } = facts
  const say = (text: Text) => inLanguage(text, language)
  const count = groups.reduce((sum, { todos }) => sum + todos.length, 0)
  const subject = say(kind === 'digest' ? digestSubject(count, facts.today) : newSubject(count))
  const greeting = say({ zh: `${name}：`, en: `Dear ${name},` })
  const sentence = say(kind === 'digest' ? digestSentence(count) : newSentence(count))
  const left = count - mostListed
  const more = left > 0 ? say({ zh: `另有${left}项，见待办页面。`, en: `${left} more are on the page of to-dos.` }) : ''
  const foot = [
    `${say({ zh: '全部待办', en: 'All to-dos' })}: ${urlOf('/todos', origin)}`,
    `${say({ zh: '修改提醒方式', en: 'Change reminders' })}: ${urlOf('/reminders', origin)}`,
    say({
      zh: `本邮件由${office.zh}绩效管理系统（绩衡）自动发出，请勿回复；邮件不载数据，办理须登录系统。`,
      en: `Sent by the performance system (Jiheng) of ${office.en}; please do not reply. Mails carry no data: log in to act.`,
    }),
  ]
  const sections = sectionsOf(facts)
  return {
    subject,
    text: textOf({ greeting, sentence, sections, more, foot }),
    html: htmlOf({ greeting, sentence, sections, more, foot }, language),
  }
}

const digestSubject = (count: number, today: string): Text => ({
  zh: `【绩衡】您有${count}项待办（${dayText(today).zh}）`,
  en: `[Jiheng] ${countOf(count)} (${dayText(today).en})`,
})
const newSubject = (count: number): Text => ({
  zh: `【绩衡】您有${count}项新待办`,
  en: `[Jiheng] ${countOf(count, 'new ')}`,
})
const digestSentence = (count: number): Text => ({
  zh: `您现有${count}项待办：`,
  en: `You have ${countOf(count)}:`,
})
const newSentence = (count: number): Text => ({
  zh: `您有${count}项新的待办：`,
  en: `You have ${countOf(count, 'new ')}:`,
})
const countOf = (count: number, which = ''): string => `${count} ${which}${count === 1 ? 'to-do' : 'to-dos'}`

/** Links of to-dos begin at the root, and an origin has no path. */
const urlOf = (link: string, origin: string): string => `${origin}${link}`

/** Post by post, in the order of the page; a person with one post needs no heading. */
function sectionsOf({ groups, language, origin, today }: MailFacts): Section[] {
  let room = mostListed
  return groups.flatMap(({ post, todos }) => {
    const listed = todos.slice(0, Math.max(room, 0))
    room -= listed.length
    const lines = listed.map(({ action, object, dueOn, link }) => ({
      words: oneLine(`${inLanguage(action, language)} ${inLanguage(object, language)}`),
      due: dueOn === null ? '' : inLanguage(dueWords(dueOn, today), language),
      url: urlOf(link, origin),
    }))
    return lines.length === 0 ? [] : [{ post: groups.length > 1 ? inLanguage(post, language) : '', lines }]
  })
}

function dueWords(dueOn: string, today: string): Text {
  const { zh, en } = dayText(dueOn)
  if (dueOn < today) return { zh: `期限${zh}，已过期`, en: `due ${en}, overdue` }
  return dueOn === today ? { zh: `今天（${zh}）到期`, en: `due today, ${en}` } : { zh: `期限${zh}`, en: `due ${en}` }
}

/** What people wrote begins no line of its own. */
const oneLine = (words: string): string => words.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()

type Parts = {
  readonly greeting: string
  readonly sentence: string
  readonly sections: readonly Section[]
  readonly more: string
  readonly foot: readonly string[]
}

function textOf({ greeting, sentence, sections, more, foot }: Parts): string {
  const body = sections.flatMap(({ post, lines }) => [
    ...(post ? ['', post] : []),
    ...lines.flatMap(({ words, due, url }) => ['', `- ${words}${due ? ` (${due})` : ''}`, `  ${url}`]),
  ])
  return [greeting, '', sentence, ...body, ...(more ? ['', more] : []), '', ...foot, ''].join('\n')
}

function htmlOf({ greeting, sentence, sections, more, foot }: Parts, language: Language): string {
  const lists = sections.map(({ post, lines }) => {
    const rows = lines.map(
      ({ words, due, url }) =>
        `<li><a href="${escaped(url)}">${escaped(words)}</a>${due ? ` ${escaped(due)}` : ''}</li>`,
    )
    return `${post ? `<h2 style="font-size:1em">${escaped(post)}</h2>` : ''}<ul>${rows.join('')}</ul>`
  })
  const paragraphs = [greeting, sentence].map((words) => `<p>${escaped(words)}</p>`).join('')
  const last = [more, ...foot].filter(Boolean).map((words) => `<p>${escaped(words)}</p>`)
  return `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><meta charset="utf-8"><body>${paragraphs}${lists.join('')}${last.join('')}</body></html>`
}

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (words: string): string => words.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign)
