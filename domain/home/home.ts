import { daysBetween, type Holidays, isWorkingDay, plusDays } from '#domain/calendar/workingDays.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import type { HomeYear } from './home.api.ts'

/** When a to-do is due, in the order in which the groups stand. */
export const urgencies = {
  overdue: { zh: '已逾期', en: 'Overdue' },
  today: { zh: '今天到期', en: 'Due today' },
  tomorrow: { zh: '明天到期', en: 'Due tomorrow' },
  later: { zh: '以后', en: 'Later' },
  undated: { zh: '未定期限', en: 'No due day' },
} as const satisfies Record<string, Text>
export type Urgency = keyof typeof urgencies

export function urgencyOf({ dueOn }: Pick<Todo, 'dueOn'>, today: string): Urgency {
  if (dueOn === null) return 'undated'
  if (dueOn <= today) return dueOn < today ? 'overdue' : 'today'
  return dueOn === plusDays(today, 1) ? 'tomorrow' : 'later'
}

/** The four weeks from the Monday of today's week. */
export function fourWeeksOf(today: string, holidays: Holidays): { day: string; isWorking: boolean | null }[] {
  // 3 January 2000 was a Monday.
  const monday = plusDays(today, -(((daysBetween('2000-01-03', today) % 7) + 7) % 7))
  return Array.from({ length: 28 }, (_, n) => plusDays(monday, n)).map((day) => ({
    day,
    isWorking: isWorkingDay(day, holidays),
  }))
}

/** Working days left of a performance year; where the last days await a list, up to the last that is certain. */
export function remainingOf(year: number, today: string, holidays: Holidays): Omit<HomeYear, 'year' | 'days'> {
  const last = `${year}-12-31`
  if (last <= today) return { workingDaysLeft: 0, countedTo: last }
  let [countedTo, workingDaysLeft] = [today, 0]
  while (countedTo < last) {
    const next = plusDays(countedTo, 1)
    const working = isWorkingDay(next, holidays)
    if (working === null) break
    if (working) workingDaysLeft += 1
    countedTo = next
  }
  return { workingDaysLeft, countedTo }
}

/** The days of a year that the rules fix, and the day its plan was issued, in their order. */
export function fixedDaysOf(
  year: number,
  issuedOn: string | null,
  settings: Pick<Settings, 'collection.halfYearDueOn' | 'collection.yearlyDueOn'>,
): HomeYear['days'] {
  const days = [
    {
      on: `${year}-${settings['collection.halfYearDueOn']}`,
      what: { zh: '上半年数据期限', en: 'First-half data due' },
    },
    { on: `${year}-12-31`, what: { zh: '年度终了', en: 'The year ends' } },
    { on: `${year + 1}-${settings['collection.yearlyDueOn']}`, what: { zh: '年度数据期限', en: 'Yearly data due' } },
  ]
  const issued = issuedOn === null ? [] : [{ on: issuedOn, what: { zh: '年度方案印发', en: 'Yearly plan issued' } }]
  return [...issued, ...days].toSorted((a, b) => a.on.localeCompare(b.on))
}

/** Today's month as a half-open range of days. */
export const monthOf = (today: string): { from: string; before: string } => {
  const from = `${today.slice(0, 7)}-01`
  return { from, before: `${plusDays(from, 31).slice(0, 7)}-01` }
}
