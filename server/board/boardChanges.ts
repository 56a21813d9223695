import type { BoardChange, BoardChanges } from '#domain/board/board.api.ts'
import { listOfOverdue, namedChanges } from '#domain/board/board.ts'
import { periodText } from '#domain/calendar/periods.ts'
import { stepReason } from '#domain/card/card.ts'
import type { Text } from '#domain/kernel/text.ts'
import { lightSentence } from '#domain/progress/light.ts'
import { orderStates } from '#domain/rectification/orderStates.ts'
import { ticketStates } from '#domain/supervision/ticket.ts'
import { cardChanges } from '#server/card/card.public.ts'
import { overdueSince } from '#server/collection/collection.public.ts'
import { inOffice } from '#server/kernel/clock.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { lightChanges, reportChanges } from '#server/progress/progress.public.ts'
import { orderChanges } from '#server/rectification/rectification.public.ts'
import { ticketChanges } from '#server/supervision/supervision.public.ts'
import { seenAt } from './board.store.ts'
import { scopeOf } from './boardPage.ts'

type Since = { readonly year: number; readonly since: string; readonly limit: number }
type Found = { readonly rows: readonly BoardChange[]; readonly count: number }
const plain = { division: null, light: null, card: null }

async function ofLights({ tx, actor }: Reading, scope: string | null, since: Since): Promise<Found> {
  const { rows, count } = await lightChanges(tx, actor, { ...since, ...(scope === null ? {} : { divisionId: scope }) })
  return {
    count,
    rows: rows.map(({ id, itemId, title, changedAt, before, light, rule, figures }) => ({
      ...plain,
      ...{ kind: 'light' as const, key: id, at: changedAt, title, link: `/items/${itemId}` },
      sentence: light === null || rule === null ? takenOut : lightSentence({ light, rule, figures }),
      light: { before, after: light },
    })),
  }
}
const takenOut: Text = { zh: '事项已退出方案', en: 'The item was taken out of the plan' }

async function ofCards({ tx }: Reading, scope: string | null, since: Since): Promise<Found> {
  const { rows, count } = await cardChanges(tx, scope, since)
  return {
    count,
    rows: rows.map(({ id, firedAt, duty, division, step, ladder, firedOn, dueOn }) => ({
      ...plain,
      ...{ kind: 'card' as const, key: id, at: firedAt, link: `/cards/${id}`, division: division.name, card: step },
      title: `${duty.indicator}，${periodText(duty.period).zh}`,
      sentence: stepReason({ step, ladder, on: firedOn, dueOn }),
    })),
  }
}

async function ofOverdue({ tx, today, clock }: Reading, scope: string | null, { year, since }: Since): Promise<Found> {
  const { day } = inOffice(since)
  const count = await overdueSince(tx, scope, { year, since: day }, today)
  if (count === 0) return { rows: [], count }
  const link = listOfOverdue(year, day, scope ?? undefined)
  const sentence = {
    zh: `新增逾期数据${count}项，期限已过，责任处尚未签字提供`,
    en: `${count} more data are past their day and not signed yet`,
  }
  const row = { ...plain, kind: 'overdue' as const, key: 'overdue', at: clock.now, title: '', link, sentence }
  return { count, rows: [row] }
}

async function ofReports({ tx }: Reading, scope: string | null, since: Since): Promise<Found> {
  const { rows, count } = await reportChanges(tx, scope, since)
  return {
    count,
    rows: rows.map(({ id, itemId, title, at, division, reached, percent, hasProblem }) => ({
      ...plain,
      ...{ kind: 'report' as const, key: id, at, title, link: `/items/${itemId}`, division },
      sentence: reportSentence(reached, percent, hasProblem),
    })),
  }
}

function reportSentence(reached: boolean, percent: number | null, hasProblem: boolean): Text {
  const stand = reached
    ? { zh: '报告已达到阶段目标', en: 'Reported as reached' }
    : percent === null
      ? { zh: '报告了进展', en: 'Progress reported' }
      : { zh: `报告完成${percent}%`, en: `Reported ${percent}% done` }
  return hasProblem ? { zh: `${stand.zh}，反映了问题`, en: `${stand.en}, with a problem` } : stand
}

async function ofTickets(context: Reading, since: Since): Promise<Found> {
  const { rows, count } = await ticketChanges(context, since)
  return {
    count,
    rows: rows.map(({ id, title, at, state, isFeedback }) => ({
      ...plain,
      ...{ kind: 'ticket' as const, key: id, at, title, link: `/tickets/${id}` },
      sentence: isFeedback ? { zh: '有新的办理反馈', en: 'New words on it' } : ticketStates[state],
    })),
  }
}

async function ofOrders({ tx, actor }: Reading, since: Since): Promise<Found> {
  const { rows, count } = await orderChanges(tx, actor, since)
  return {
    count,
    rows: rows.map(({ id, title, at, state, division }) => ({
      ...plain,
      ...{ kind: 'order' as const, key: id, at, title, link: `/rectifications/${id}`, division },
      sentence: orderStates[state],
    })),
  }
}

/** What changed since this person looked at the board of the year last: one statement for each kind. */
export async function changesOf(context: Reading, year: number): Promise<BoardChanges> {
  const since = await seenAt(context.tx, context.actor.id, year)
  const asOf = context.clock.now
  if (since === null) return { asOf, since, counts: [], rows: [] }
  const scope = scopeOf(context)
  const asked = { year, since, limit: namedChanges }
  const found = {
    light: await ofLights(context, scope, asked),
    card: await ofCards(context, scope, asked),
    overdue: await ofOverdue(context, scope, asked),
    report: await ofReports(context, scope, asked),
    ticket: await ofTickets(context, asked),
    order: await ofOrders(context, asked),
  }
  return {
    ...{ asOf, since },
    counts: Object.entries(found).flatMap(([kind, { count }]) =>
      count === 0 ? [] : [{ kind: kind as BoardChange['kind'], count }],
    ),
    rows: Object.values(found)
      .flatMap(({ rows }) => rows)
      .toSorted((a, b) => b.at.localeCompare(a.at) || a.key.localeCompare(b.key)),
  }
}
