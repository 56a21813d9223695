import { z } from 'zod'
import { Card } from '#domain/card/card.api.ts'
import { cardSteps } from '#domain/card/card.ts'
import { DueTodo } from '#domain/home/home.api.ts'
import { leadingGroup, performanceOffice } from '#domain/kernel/actor.ts'
import { byId, day, endpoint, id, instant, performanceYear, text, yearInAddress } from '#domain/kernel/endpoint.ts'
import { businessPost, hasPost } from '#domain/kernel/lifecycle.ts'
import { lightNames } from '#domain/kernel/light.ts'
import { boardGroupingNames, changeKindNames, mostViews, viewPaths } from './board.ts'

const count = z.int().min(0)
const light = z.enum(lightNames)

/** The numbers of a line: items by light, standing cards by step, data that are missing, data reported in time of those that count. */
const Numbers = z.strictObject({
  ...{ red: count, yellow: count, green: count, blue: count },
  ...{ redCards: count, yellowCards: count, warnings: count },
  ...{ missing: count, met: count, counted: count },
})
export type BoardNumbers = z.infer<typeof Numbers>

/** `key`: the division or the dimension. */
export const BoardLine = z.strictObject({ key: z.string(), name: text, numbers: Numbers })
export type BoardLine = z.infer<typeof BoardLine>

const DueDay = z.strictObject({ on: day, workingDaysLeft: z.int().nullable(), total: count, owed: count })
export type BoardDay = z.infer<typeof DueDay>

const Behind = z.strictObject({
  ...{ id, code: z.string(), title: z.string(), light, since: day, sentence: text },
  division: text.nullable(),
})

const Open = z.strictObject({
  ...{ tickets: count, overdueTickets: count, opinions: count, overdueOpinions: count },
  ...{ orders: count, overdueOrders: count, nextOrderOn: day.nullable() },
})

/**
 * The board of a year. Whoever sees the whole office has a line for each division in the order of the organization, or
 * for each dimension; everybody else the own division's.
 */
export const Board = z.strictObject({
  asOf: instant,
  division: z.strictObject({ id, name: text }).nullable(),
  lines: z.array(BoardLine),
  total: Numbers,
  days: z.array(DueDay),
  open: Open,
  cards: z.array(Card),
  behind: z.array(Behind),
})
export type Board = z.infer<typeof Board>

export const readBoard = endpoint({
  method: 'GET',
  path: '/api/board',
  summary: { zh: '督查台', en: 'Supervision board' },
  basis: 'supervision',
  access: [businessPost],
  query: z.strictObject({ year: yearInAddress, by: z.enum(boardGroupingNames).default('division') }),
  reply: Board,
})

/** One change: what it is about and where it is read, with the light before and after or the card where it is one. */
export const BoardChange = z.strictObject({
  kind: z.enum(changeKindNames),
  key: z.string(),
  at: instant,
  title: z.string(),
  sentence: text,
  link: z.string(),
  division: text.nullable(),
  light: z.strictObject({ before: light.nullable(), after: light.nullable() }).nullable(),
  card: z.enum(cardSteps).nullable(),
})
export type BoardChange = z.infer<typeof BoardChange>

/** `asOf` is what the visit is recorded with. `since` null: this person has not looked at the board yet, and nothing is told as changed. */
export const BoardChanges = z.strictObject({
  asOf: instant,
  since: instant.nullable(),
  counts: z.array(z.strictObject({ kind: z.enum(changeKindNames), count })),
  rows: z.array(BoardChange),
})
export type BoardChanges = z.infer<typeof BoardChanges>

export const readBoardChanges = endpoint({
  method: 'GET',
  path: '/api/board-changes',
  summary: { zh: '上次查看以来的变化', en: 'Changes since the last visit' },
  basis: 'supervision',
  access: [businessPost],
  query: z.strictObject({ year: yearInAddress }),
  reply: BoardChanges,
})

/** What was read by then is seen; an earlier moment than the one that is kept changes nothing. */
export const recordBoardVisit = endpoint({
  method: 'POST',
  path: '/api/board-visits',
  summary: { zh: '记下已查看', en: 'Record that the board was seen' },
  access: [businessPost],
  body: z.strictObject({ year: performanceYear, asOf: instant }),
  reply: z.strictObject({}),
})

const inTime = z.strictObject({ period: z.string(), met: count, late: count, missing: count })
export type PeriodInTime = z.infer<typeof inTime>

/** The leader's one screen: what waits for the post, what is behind, what is due, the data in time by period. */
export const readCockpit = endpoint({
  method: 'GET',
  path: '/api/cockpit',
  summary: { zh: '驾驶舱', en: "Leader's cockpit" },
  basis: 'supervision',
  access: [hasPost<unknown>([...leadingGroup, ...performanceOffice])],
  query: z.strictObject({ year: yearInAddress }),
  reply: Board.extend({
    todos: z.strictObject({ rows: z.array(DueTodo), total: count, today: count }),
    periods: z.array(inTime),
  }),
})
export type Cockpit = z.infer<typeof readCockpit.reply>

const path = z.enum(viewPaths)
const viewName = z.string().trim().min(1).max(40)

export const SavedView = z.strictObject({ id, path, name: z.string(), search: z.string() })
export type SavedView = z.infer<typeof SavedView>

export const listSavedViews = endpoint({
  method: 'GET',
  path: '/api/saved-views',
  summary: { zh: '常用视图', en: 'Saved views' },
  access: [businessPost],
  query: z.strictObject({ path }),
  reply: z.strictObject({ rows: z.array(SavedView).max(mostViews) }),
})

/** Keeps the filters of a page under a name; one of the same name is replaced. */
export const saveView = endpoint({
  method: 'POST',
  path: '/api/saved-views',
  summary: { zh: '存为常用视图', en: 'Save a view' },
  access: [businessPost],
  body: z.strictObject({ path, name: viewName, search: z.string().max(600) }),
  reply: SavedView,
})

export const removeView = endpoint({
  method: 'POST',
  path: '/api/saved-views/:id/removals',
  summary: { zh: '删除常用视图', en: 'Remove a saved view' },
  access: [businessPost],
  params: byId,
  reply: z.strictObject({}),
})
