import { dayText } from '#domain/calendar/workingDays.ts'
import { inLanguage, joinTexts, type Language, type Text } from '#domain/kernel/text.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import type { OutboxKind } from './outbox.ts'

/** The to-dos of one post of a person, and what the post was told without being asked to act. */
export type PostTodos = {
  readonly post: Text
  readonly todos: readonly MailTodo[]
  readonly notices: readonly MailNotice[]
}
type MailNotice = { readonly sentence: Text; readonly link: string }
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
type Section = { readonly post: string; readonly lines: readonly Line[]; readonly notices: readonly Line[] }
type Counts = { readonly todos: number; readonly notices: number }

/**
 * A reminder as plain text and as simple HTML. The subject says how many and nothing of what; the body names act, subject,
 * day and the address of the page with its button, and no figure: to-dos carry none.
 */
export function mailOf(facts: MailFacts): Mail {
  const { kind, language, name, office, groups, origin } = facts
  const say = (text: Text) => inLanguage(text, language)
  const count = groups.reduce((sum, { todos }) => sum + todos.length, 0)
  const counts = { todos: count, notices: groups.reduce((sum, { notices }) => sum + notices.length, 0) }
  const subject = say(kind === 'digest' ? digestSubject(counts, facts.today) : newSubject(counts))
  const greeting = say({ zh: `${name}：`, en: `Dear ${name},` })
  const sentence = say(kind === 'digest' ? digestSentence(counts) : newSentence(counts))
  const more = say(moreWords(counts))
  const foot = [
    `${say({ zh: '全部待办', en: 'All to-dos' })}: ${urlOf('/todos', origin)}`,
    ...(counts.notices > 0 ? [`${say({ zh: '通知消息', en: 'Notices' })}: ${urlOf('/notices', origin)}`] : []),
    `${say({ zh: '修改提醒方式', en: 'Change reminders' })}: ${urlOf('/reminders', origin)}`,
    say({
      zh: `本邮件由${office.zh}绩效管理系统（绩衡）自动发出，请勿回复；邮件不载数据，办理须登录系统。`,
      en: `Sent by the performance system (Jiheng) of ${office.en}; please do not reply. Mails carry no data: log in to act.`,
    }),
  ]
  const told = say({ zh: '通知消息（不用办理）', en: 'Notices, which ask nothing of you' })
  const sections = sectionsOf(facts)
  return {
    subject,
    text: textOf({ greeting, sentence, told, sections, more, foot }),
    html: htmlOf({ greeting, sentence, told, sections, more, foot }, language),
  }
}

const digestSubject = (counts: Counts, today: string): Text => ({
  zh: `【绩衡】您有${countsOf(counts).zh}（${dayText(today).zh}）`,
  en: `[Jiheng] ${countsOf(counts).en} (${dayText(today).en})`,
})
const newSubject = (counts: Counts): Text => ({
  zh: `【绩衡】您有${countsOf(counts, true).zh}`,
  en: `[Jiheng] ${countsOf(counts, true).en}`,
})
const digestSentence = (counts: Counts): Text => ({
  zh: `您现有${countsOf(counts).zh}：`,
  en: `You have ${countsOf(counts).en}:`,
})
const newSentence = ({ todos, notices }: Counts): Text => {
  const { zh, en } = countsOf({ todos, notices }, true)
  return { zh: `您有${todos > 0 ? zh.replace('项新待办', '项新的待办') : zh}：`, en: `You have ${en}:` }
}

/** Neither is named where there is none of it, unless there is nothing else. */
function countsOf({ todos, notices }: Counts, isNew = false): Text {
  const which = isNew ? { zh: '新', en: 'new ' } : { zh: '', en: '' }
  const named = [
    ...(todos > 0 || notices === 0
      ? [{ zh: `${todos}项${which.zh}待办`, en: `${todos} ${which.en}${todos === 1 ? 'to-do' : 'to-dos'}` }]
      : []),
    ...(notices > 0
      ? [{ zh: `${notices}条${which.zh}通知`, en: `${notices} ${which.en}${notices === 1 ? 'notice' : 'notices'}` }]
      : []),
  ]
  return joinTexts(named, '、', ' and ')
}

function moreWords({ todos, notices }: Counts): Text {
  const [moreTodos, moreNotices] = [todos - mostListed, notices - mostListed]
  const words = [
    ...(moreTodos > 0
      ? [{ zh: `另有${moreTodos}项，见待办页面。`, en: `${moreTodos} more are on the page of to-dos.` }]
      : []),
    ...(moreNotices > 0
      ? [{ zh: `另有${moreNotices}条通知，见通知页面。`, en: `${moreNotices} more notices are on their page.` }]
      : []),
  ]
  return joinTexts(words, '', ' ')
}

/** Links of to-dos begin at the root, and an origin has no path. */
const urlOf = (link: string, origin: string): string => `${origin}${link}`

/** Post by post, in the order of the page; a person with one post needs no heading. */
function sectionsOf({ groups, language, origin, today }: MailFacts): Section[] {
  const room = { todos: mostListed, notices: mostListed }
  const take = <Of>(all: readonly Of[], which: keyof typeof room): readonly Of[] => {
    const taken = all.slice(0, Math.max(room[which], 0))
    room[which] -= taken.length
    return taken
  }
  return groups.flatMap((group) => {
    const lines = take(group.todos, 'todos').map(({ action, object, dueOn, link }) => ({
      words: oneLine(`${inLanguage(action, language)} ${inLanguage(object, language)}`),
      due: dueOn === null ? '' : inLanguage(dueWords(dueOn, today), language),
      url: urlOf(link, origin),
    }))
    const notices = take(group.notices, 'notices').map(({ sentence, link }) => ({
      ...{ words: oneLine(inLanguage(sentence, language)), due: '', url: urlOf(link, origin) },
    }))
    const post = groups.length > 1 ? inLanguage(group.post, language) : ''
    return lines.length + notices.length === 0 ? [] : [{ post, lines, notices }]
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
  /** What stands above notices. */
  readonly told: string
  readonly sections: readonly Section[]
  readonly more: string
  readonly foot: readonly string[]
}

function textOf({ greeting, sentence, told, sections, more, foot }: Parts): string {
  const listed = (lines: readonly Line[]) =>
    lines.flatMap(({ words, due, url }) => ['', `- ${words}${due ? ` (${due})` : ''}`, `  ${url}`])
  const body = sections.flatMap(({ post, lines, notices }) => [
    ...(post ? ['', post] : []),
    ...listed(lines),
    ...(notices.length > 0 ? ['', told, ...listed(notices)] : []),
  ])
  return [greeting, '', sentence, ...body, ...(more ? ['', more] : []), '', ...foot, ''].join('\n')
}

function htmlOf({ greeting, sentence, told, sections, more, foot }: Parts, language: Language): string {
  const listed = (lines: readonly Line[]) => {
    const rows = lines.map(
      ({ words, due, url }) =>
        `<li><a href="${escaped(url)}">${escaped(words)}</a>${due ? ` ${escaped(due)}` : ''}</li>`,
    )
    return lines.length === 0 ? '' : `<ul>${rows.join('')}</ul>`
  }
  const lists = sections.map(({ post, lines, notices }) => {
    const heading = post ? `<h2 style="font-size:1em">${escaped(post)}</h2>` : ''
    return `${heading}${listed(lines)}${notices.length > 0 ? `<p>${escaped(told)}</p>` : ''}${listed(notices)}`
  })
  const paragraphs = [greeting, sentence].map((words) => `<p>${escaped(words)}</p>`).join('')
  const last = [more, ...foot].filter(Boolean).map((words) => `<p>${escaped(words)}</p>`)
  return `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><meta charset="utf-8"><body>${paragraphs}${lists.join('')}${last.join('')}</body></html>`
}

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (words: string): string => words.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign)
