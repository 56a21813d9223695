import { shortPeriodText } from '#domain/calendar/periods.ts'
import { dayText, plusDays } from '#domain/calendar/workingDays.ts'
import { joinTexts, type Text } from '#domain/kernel/text.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import type { NextDue } from './home.api.ts'
import { urgencyOf } from './home.ts'

type Due = Pick<Todo, 'dueOn'>
type Next = Pick<NextDue, 'on' | 'periods'>

/** The one sentence under the title, counted from the very rows below it. `standing`: warnings and cards not settled. */
export function homeSentence(todos: readonly Due[], next: Next | null, today: string, standing = 0): Text {
  const parts = [...(next ? [nextSentence(next, today)] : []), todoSentence(todos, today)]
  if (todos.length === 0 && standing > 0) parts.push(standingSentence(standing))
  return joinTexts(parts, '', ' ')
}

const standingSentence = (count: number): Text => ({
  zh: `有${count}张预警和牌未解除。`,
  en: `Warnings and cards still standing: ${count}.`,
})

/** "10月数据明天（11月7日）截止，还有3项未报送。" */
function nextSentence({ on, periods }: Next, today: string): Text {
  const names = joinTexts(periods.map(({ period }) => shortPeriodText(period)))
  const owed = periods.reduce((sum, { count }) => sum + count, 0)
  const when = dueWords(on, today)
  return {
    zh: `${names.zh}数据${when.zh}截止，还有${owed}项未报送。`,
    en: `Data for ${names.en} are due ${when.en}: ${owed} not yet reported.`,
  }
}

function dueWords(on: string, today: string): Text {
  const { zh, en } = dayText(on)
  if (on === today) return { zh: '今天', en: 'today' }
  return on === plusDays(today, 1) ? { zh: `明天（${zh}）`, en: `tomorrow (${en})` } : { zh, en: `on ${en}` }
}

/** "您有9项待办，其中1项已逾期、2项今天到期。" */
export function todoSentence(todos: readonly Due[], today: string): Text {
  if (todos.length === 0) return { zh: '您没有待办。', en: 'You have nothing to do.' }
  const count = (urgency: 'overdue' | 'today') => todos.filter((todo) => urgencyOf(todo, today) === urgency).length
  const [overdue, due] = [count('overdue'), count('today')]
  const parts = [
    ...(overdue > 0 ? [{ zh: `${overdue}项已逾期`, en: `${overdue} overdue` }] : []),
    ...(due > 0 ? [{ zh: `${due}项今天到期`, en: `${due} due today` }] : []),
  ]
  const among = joinTexts(parts, '、', ' and ')
  return {
    zh: `您有${todos.length}项待办${parts.length > 0 ? `，其中${among.zh}` : ''}。`,
    en: `You have ${todos.length} ${todos.length === 1 ? 'to-do' : 'to-dos'}${parts.length > 0 ? `, ${among.en}` : ''}.`,
  }
}

/** "今天没有待办。下一个期限是11月10日。" Two sentences for an empty list; the second only where a day is known. */
export const emptyWords = (next: Next | null): { why: Text; next?: Text } => {
  const why = { zh: '今天没有待办。', en: 'Nothing to do today.' }
  if (!next) return { why }
  const { zh, en } = dayText(next.on)
  return { why, next: { zh: `下一个期限是${zh}。`, en: `Next due day: ${en}.` } }
}
