import { sql } from 'kysely'
import { periodText } from '#domain/calendar/periods.ts'
import { divisionPosts, isOneOf } from '#domain/kernel/actor.ts'
import { same } from '#domain/kernel/text.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import { ticketNumber } from '#domain/supervision/ticket.ts'
import { answerUrge } from '#domain/supervision/ticketUrge.api.ts'
import type { Reading } from '#server/kernel/routes.ts'

type Marked = Todo & { readonly urged: NonNullable<Todo['urged']> }
const office = { zh: '办绩效办催办', en: 'Urged by the performance office' }
const doUrged = { zh: '办理被催办的事', en: 'Do what you were urged to do' }

/**
 * What a division was urged about and still owes. Where it has the to-do already, by its link, that one is marked
 * instead (home.public.ts).
 */
export async function urgeTodos(context: Reading): Promise<Todo[]> {
  if (!isOneOf(context.actor.post, divisionPosts)) return []
  return [...(await ofItems(context)), ...(await ofDuties(context)), ...(await ofShares(context))]
}

const urges = ({ tx, actor }: Reading, kind: 'item' | 'duty' | 'share') =>
  tx
    .selectFrom('urge')
    .select(['urge.subjectId'])
    .select([
      sql<number>`count(*)::int`.as('times'),
      sql<string>`max(urge.urged_on)`.as('on'),
      sql<string>`(array_agg(urge.words order by urge.urged_at desc))[1]`.as('words'),
      sql<string>`(array_agg(urge.id order by urge.urged_at desc))[1]`.as('urgeId'),
    ])
    .where('urge.subjectKind', '=', kind)
    .where('urge.answeredAt', 'is', null)
    .where(sql<boolean>`urge.division_id = any(array(select divisions_of(${actor.divisionId}::uuid)))`)
    .groupBy('urge.subjectId')
    .as('asked')

async function ofItems(context: Reading): Promise<Marked[]> {
  const rows = await context.tx
    .selectFrom(urges(context, 'item'))
    .innerJoin('item', 'item.id', 'asked.subjectId')
    .select(['item.id', 'item.code', 'item.title', 'asked.times', 'asked.on', 'asked.words', 'asked.urgeId'])
    .where('item.withdrawnOn', 'is', null)
    .orderBy('asked.on')
    .limit(100)
    .execute()
  return rows.map(({ id, code, title, urgeId, ...urged }) => ({
    ...{ module: 'supervision', id: urgeId, action: answerUrge.summary, basis: answerUrge.basis, dueOn: null },
    ...{ object: same(title), from: office, link: `/items/${id}#act-answer-urge`, item: { code, title }, urged },
  }))
}

async function ofDuties(context: Reading): Promise<Marked[]> {
  const rows = await context.tx
    .selectFrom(urges(context, 'duty'))
    .innerJoin('duty', 'duty.id', 'asked.subjectId')
    .innerJoin('indicator', 'indicator.id', 'duty.indicatorId')
    .innerJoin('item', 'item.id', 'duty.itemId')
    .select(['duty.id', 'duty.stage', 'duty.period', 'indicator.name', 'item.code', 'item.title'])
    .select(['asked.times', 'asked.on', 'asked.words'])
    .select(sql<string | null>`coalesce(duty.internal_due_on, duty.external_due_on)`.as('dueOn'))
    .where(
      sql<boolean>`((duty.responsible_division_id = ${context.actor.divisionId}::uuid
          and duty.stage in ('open', 'offered', 'returned'))
        or (duty.coordinating_division_id = ${context.actor.divisionId}::uuid and duty.stage in ('submitted', 'accepted')))`,
    )
    .orderBy('duty.id')
    .limit(200)
    .execute()
  return rows.map(({ id, stage, period, name, code, title, dueOn, ...urged }) => {
    const { zh, en } = periodText(period)
    return {
      ...{ module: 'collection', id, action: doUrged, basis: 'supervision.urge', dueOn, from: office, urged },
      ...{ object: { zh: `${name}，${zh}`, en: `${name}, ${en}` }, item: { code, title } },
      link: linkOf(id, stage, period),
    }
  })
}

/** Where the to-do of the data themselves leads at this stage. */
function linkOf(id: string, stage: string, period: string): string {
  if (stage === 'offered') return `/duties/sign/${period}#act-sign`
  if (stage === 'submitted') return `/duties/acceptance?period=${period}#act-accept`
  return stage === 'accepted' ? `/duties/${id}` : `/duties/${id}#act-fill`
}

async function ofShares(context: Reading): Promise<Marked[]> {
  const rows = await context.tx
    .selectFrom(urges(context, 'share'))
    .innerJoin('ticketShare as share', 'share.id', 'asked.subjectId')
    .innerJoin('ticket', 'ticket.id', 'share.ticketId')
    .select(['ticket.id', 'ticket.year', 'ticket.number', 'ticket.title', 'share.state', 'share.dueOn'])
    .select(['asked.times', 'asked.on', 'asked.words'])
    .where('ticket.state', '=', 'assigned')
    .where('share.state', 'in', ['assigned', 'received'])
    .orderBy('ticket.id')
    .limit(200)
    .execute()
  return rows.map(({ id, year, number, title, state, dueOn, ...urged }) => ({
    ...{ module: 'supervision', id, action: doUrged, basis: 'supervision.urge', dueOn, from: office, urged },
    object: same(number === null ? title : `${ticketNumber(year, number)}　${title}`),
    link: `/tickets/${id}#act-${state === 'assigned' ? 'receive' : 'feedBack'}`,
  }))
}
