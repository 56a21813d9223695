import type { Board } from '#domain/board/board.api.ts'
import type { BoardGrouping } from '#domain/board/board.ts'
import { plusDays, workingDaysBetween } from '#domain/calendar/workingDays.ts'
import { seesEverything } from '#domain/kernel/actor.ts'
import { lightSentence } from '#domain/progress/light.ts'
import { standingCards } from '#server/card/card.public.ts'
import { dueDays } from '#server/collection/collection.public.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { opinionCounts } from '#server/opinion/opinion.public.ts'
import { lightList } from '#server/progress/progress.public.ts'
import { rectificationCounts } from '#server/rectification/rectification.public.ts'
import { ticketCounts } from '#server/supervision/supervision.public.ts'
import { divisionsOf } from './board.store.ts'
import { linesOf } from './boardLines.ts'

/** How far ahead the days are counted on which data are due. */
const ahead = 31
/** How many items that are behind are named. */
const named = 6

/** The division that a post's board is about; null is the whole office. */
export const scopeOf = ({ actor }: Reading): string | null =>
  seesEverything(actor) ? null : (actor.divisionId ?? none)
/** A post without a division has a board of nothing. */
const none = '00000000-0000-0000-0000-000000000000'

async function openOf(context: Reading, year: number, scope: string | null): Promise<Board['open']> {
  const { tx, actor, today } = context
  const tickets = await ticketCounts(context, year)
  const opinions = await opinionCounts(tx, actor, year, scope, today)
  const orders = await rectificationCounts(tx, actor, today, year)
  return {
    ...{ tickets: tickets.open, overdueTickets: tickets.overdue },
    ...{ opinions: opinions.open, overdueOpinions: opinions.overdue },
    ...{ orders: orders.open, overdueOrders: orders.overdue, nextOrderOn: orders.nextDueOn },
  }
}

async function behindOf({ tx, actor, today }: Reading, year: number, scope: string | null): Promise<Board['behind']> {
  const asked = { year, light: 'red', limit: named, ...(scope === null ? {} : { divisionId: scope }) } as const
  const { rows } = await lightList(tx, actor, asked)
  const ids = rows.flatMap(({ responsibleDivisionId }) => responsibleDivisionId ?? [])
  const names = new Map(
    rows.length === 0 ? [] : (await divisionsOf(tx, today, ids)).map(({ id, name }) => [id, name] as const),
  )
  return rows.map(({ id, code, title, light, rule, figures, since, responsibleDivisionId }) => ({
    ...{ id, code, title, light },
    since: since ?? today,
    sentence: lightSentence({ light, rule: rule ?? 0, figures }),
    division: names.get(responsibleDivisionId ?? '') ?? null,
  }))
}

/** Everything on the board, in a number of statements that no number of items or duties changes. */
export async function boardOf(
  context: Reading,
  asked: { readonly year: number; readonly by: BoardGrouping },
): Promise<Board> {
  const { tx, today, clock, app } = context
  const scope = scopeOf(context)
  const { lines, total } = await linesOf(context, scope, asked)
  const days = await dueDays(tx, scope, today, plusDays(today, ahead))
  const own = scope === null ? null : ((await divisionsOf(tx, today, [scope])).find(({ id }) => id === scope) ?? null)
  return {
    ...{ asOf: clock.now, division: own, lines, total },
    days: days.map((day) => ({ ...day, workingDaysLeft: workingDaysBetween(today, day.on, app.holidays) })),
    open: await openOf(context, asked.year, scope),
    cards: [...(await standingCards(tx, scope, today)).rows],
    behind: await behindOf(context, asked.year, scope),
  }
}
