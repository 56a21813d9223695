import { z } from 'zod'
import { periodCode } from '#domain/calendar/periods.ts'
import { Card } from '#domain/card/card.api.ts'
import { cardSteps } from '#domain/card/card.ts'
import { day, endpoint, id, text } from '#domain/kernel/endpoint.ts'
import { Todo } from '#domain/kernel/todo.ts'

/** `workingDaysLeft`: from today to the due day, negative once past, null without a day or while a list is awaited. */
export const DueTodo = Todo.extend({ workingDaysLeft: z.int().nullable() })
export type DueTodo = z.infer<typeof DueTodo>

const count = z.int().min(0)

/** The next external due day on which data are still owed, and of which periods how many. */
export const NextDue = z.strictObject({
  on: day,
  workingDaysLeft: z.int().nullable(),
  periods: z.array(z.strictObject({ period: periodCode, count })),
})
export type NextDue = z.infer<typeof NextDue>

/** Everything that waits for the acting post, earliest first. The badge is the number of these rows. */
export const listTodos = endpoint({
  method: 'GET',
  path: '/api/todos',
  summary: { zh: '待办', en: 'To-dos' },
  access: 'anyPost',
  reply: z.strictObject({ rows: z.array(DueTodo), nextDue: NextDue.nullable() }),
})

export const HomeItem = z.strictObject({
  id,
  code: z.string(),
  title: z.string(),
  /** The phase that runs today, else the next, else the last. */
  phase: z.strictObject({ number: z.int(), title: z.string(), startsOn: day, endsOn: day }).nullable(),
  /** The earliest external due day of data not yet reported. */
  nextDueOn: day.nullable(),
})
export type HomeItem = z.infer<typeof HomeItem>

/** A day of the calendar; `isWorking` is null while the list of its year is awaited. `card` is the gravest fired that day. */
export const HomeDay = z.strictObject({
  day,
  isWorking: z.boolean().nullable(),
  card: z.enum(cardSteps).nullable(),
  cardCount: count,
})
export type HomeDay = z.infer<typeof HomeDay>

/** What the matters of a post look like: its division's, or the whole office's for those who see all. */
const Business = z.strictObject({
  scope: z.enum(['division', 'office']),
  nextDue: NextDue.nullable(),
  /** Standing cards: how many of each step, and the latest few of the gravest. */
  cards: z.strictObject({
    standing: z.strictObject({ earlyWarning: count, yellow: count, red: count }),
    rows: z.array(Card),
  }),
  /** The first few of the year's items in the order of the plan, and how many there are. */
  items: z.strictObject({ rows: z.array(HomeItem), total: count }),
  /** Figures whose entry opened this month, and for how many of them the system proposes a value. */
  burden: z.strictObject({ asked: count, prefilled: count }),
})
export type HomeBusiness = z.infer<typeof Business>

/** The year's ring: working days after today up to `countedTo`, which is the last day a published list makes certain. */
export const HomeYear = z.strictObject({
  year: z.int(),
  workingDaysLeft: count,
  countedTo: day,
  days: z.array(z.strictObject({ on: day, what: text })),
})
export type HomeYear = z.infer<typeof HomeYear>

/** The first page. Administrators are given no business: their to-dos, the calendar and the year. */
export const readHome = endpoint({
  method: 'GET',
  path: '/api/home',
  summary: { zh: '首页', en: 'Home' },
  access: 'anyPost',
  reply: z.strictObject({
    todos: z.array(DueTodo),
    /** Four weeks from the Monday of this one. */
    weeks: z.array(HomeDay),
    year: HomeYear.nullable(),
    business: Business.nullable(),
  }),
})
export type Home = z.infer<typeof readHome.reply>
