import {
  listSavedViews,
  readBoard,
  readBoardChanges,
  readCockpit,
  recordBoardVisit,
  removeView,
  saveView,
} from '#domain/board/board.api.ts'
import { workingDaysBetween } from '#domain/calendar/workingDays.ts'
import { inTimeByPeriod } from '#server/collection/collection.public.ts'
import { todosOf } from '#server/home/home.public.ts'
import { command, type Reading, read } from '#server/kernel/routes.ts'
import * as store from './board.store.ts'
import { changesOf } from './boardChanges.ts'
import { boardOf, scopeOf } from './boardPage.ts'

/** How many to-dos the cockpit names. */
const named = 5

async function todosFor(context: Reading) {
  const { today, app } = context
  const all = await todosOf(context)
  return {
    total: all.length,
    today: all.filter(({ dueOn }) => dueOn !== null && dueOn <= today).length,
    rows: all.slice(0, named).map((todo) => ({
      ...todo,
      workingDaysLeft: todo.dueOn === null ? null : workingDaysBetween(today, todo.dueOn, app.holidays),
    })),
  }
}

export const boardRoutes = [
  read(readBoard, ({ query }, context) => boardOf(context, query), { snapshot: true }),

  read(readBoardChanges, ({ query: { year } }, context) => changesOf(context, year), { snapshot: true }),

  read(
    readCockpit,
    async ({ query: { year } }, context) => ({
      ...(await boardOf(context, { year, by: 'dimension' })),
      todos: await todosFor(context),
      periods: await inTimeByPeriod(context.tx, scopeOf(context), year, context.today),
    }),
    { snapshot: true },
  ),

  command(
    recordBoardVisit,
    async ({ body: { year, asOf } }, { tx, actor, clock }) => {
      // nobody has seen what is yet to come
      await store.saveVisit(tx, actor.id, year, Date.parse(asOf) < Date.parse(clock.now) ? asOf : clock.now)
      return actor.id
    },
    async () => ({}),
    { recordsNothing: true },
  ),
]

export const savedViewRoutes = [
  read(listSavedViews, async ({ query: { path } }, { tx, actor }) => ({
    rows: await store.viewsOf(tx, actor.id, path),
  })),

  command(
    saveView,
    ({ body }, { tx, actor, clock }) => store.saveView(tx, actor.id, body, clock.now),
    (tx, actor, id) => store.viewOf(tx, actor.id, id),
    { recordsNothing: true },
  ),

  command(
    removeView,
    async ({ params: { id } }, { tx, actor }) => {
      await store.viewOf(tx, actor.id, id)
      await store.removeView(tx, actor.id, id)
      return id
    },
    async () => ({}),
    { recordsNothing: true },
  ),
]
