import { sql } from 'kysely'
import { divisionPosts, isOneOf, officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import { refusalOf } from '#domain/kernel/lifecycle.ts'
import { same, type Text } from '#domain/kernel/text.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import { type TicketAction, type TicketState, ticketNumber, ticketTransitions } from '#domain/supervision/ticket.ts'
import { seeOverdueShare } from '#domain/supervision/ticketShare.api.ts'
import { extensionTransitions, isInCharge, type ShareState, shareTransitions } from '#domain/supervision/ticketShare.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { factsIn } from './ticket.store.ts'

const module = 'supervision'

type Of = { id: string; year: number; number: number | null; title: string; dueOn: string | null }
const todoOf = (
  { id, year, number, title, dueOn }: Of,
  { label, basis }: { label: Text; basis: string },
  from: Text,
  hash: string,
): Todo => ({
  ...{ module, id, action: label, basis, dueOn, from, link: `/tickets/${id}#act-${hash}` },
  object: same(number === null ? title : `${ticketNumber(year, number)}　${title}`),
})

/** What tickets ask of this post: to receive and deal with, to judge, to approve, to assign, to close. */
export async function ticketTodos(context: Reading): Promise<Todo[]> {
  const { actor } = context
  if (isOneOf(actor.post, divisionPosts)) return ofDivision(context)
  const isOffice = isOneOf(actor.post, performanceOffice)
  if (!isOffice && !isOneOf(actor.post, officeLeaders)) return []
  return [...(await ofTickets(context)), ...(await toJudge(context)), ...(await toDecide(context))].concat(
    isOffice ? [] : await toSee(context),
  )
}

const shares = ({ tx }: Reading) =>
  tx
    .selectFrom('ticketShare as share')
    .innerJoin('ticket', 'ticket.id', 'share.ticketId')
    .innerJoin('division', 'division.id', 'share.divisionId')
    .select(['ticket.id', 'ticket.year', 'ticket.number', 'ticket.title', 'share.dueOn', 'share.id as shareId'])
    .select(['division.id as divisionId', 'division.nameZh', 'division.nameEn'])
    .select(['division.housesPerformanceOffice as judgedByDeputy'])
    .select([
      sql<ShareState>`share.state`.as('state'),
      sql<TicketState>`ticket.state`.as('ticketState'),
      sql<string[]>`array(select distinct written_by from ticket_feedback
        where share_id = share.id and kind <> 'returned')`.as('fedBackBy'),
    ])
    .where('ticket.state', '=', 'assigned')
    .orderBy('share.dueOn')
    .orderBy('share.id')
    .limit(200)

const office = { zh: '办绩效办交办', en: 'Assigned by the performance office' }

async function ofDivision(context: Reading): Promise<Todo[]> {
  const rows = await shares(context)
    .where('share.divisionId', '=', context.actor.divisionId)
    .where('share.state', 'in', ['assigned', 'received'])
    .execute()
  return rows.map((row) =>
    row.state === 'assigned'
      ? todoOf(row, shareTransitions.receive, office, 'receive')
      : todoOf(row, shareTransitions.feedBack, office, 'feedBack'),
  )
}

async function toJudge(context: Reading): Promise<Todo[]> {
  const rows = await shares(context).where('share.state', '=', 'submitted').execute()
  return rows
    .filter((row) => !refusalOf(shareTransitions.accept, row, context))
    .map((row) => todoOf(row, shareTransitions.accept, { zh: row.nameZh, en: row.nameEn }, `accept-${row.shareId}`))
}

async function toDecide(context: Reading): Promise<Todo[]> {
  const rows = await shares(context)
    .innerJoin('ticketExtension as request', 'request.shareId', 'share.id')
    .select(['request.askedBy'])
    .where('request.state', '=', 'asked')
    .execute()
  return rows
    .filter((row) => {
      const facts = { ...row, shareState: row.state, state: 'asked' as const }
      return !refusalOf(extensionTransitions.refuse, facts, context)
    })
    .map((row) => todoOf(row, laterDay, { zh: row.nameZh, en: row.nameEn }, `grant-${row.shareId}`))
}
const laterDay = { label: { zh: '审核延期', en: 'Decide on a later day' }, basis: extensionTransitions.grant.basis }

/** Overdue shares that were reported to the leader in charge and are still open. */
async function toSee(context: Reading): Promise<Todo[]> {
  const rows = await shares(context)
    .where('share.state', 'in', ['assigned', 'received'])
    .where(
      sql<boolean>`exists (select from ticket_step as step where step.share_id = share.id
        and step.step = 'escalated' and step.seen_at is null)`,
    )
    .execute()
  const { summary: label, basis } = seeOverdueShare
  return rows
    .filter(({ divisionId }) => isInCharge(context, divisionId))
    .map((row) => todoOf(row, { label, basis }, { zh: row.nameZh, en: row.nameEn }, `see-${row.shareId}`))
}

const waitsAt: readonly (readonly [TicketState, TicketAction])[] = [
  ['proposed', 'approve'],
  ['registered', 'assign'],
  ['done', 'close'],
]

/** Tickets as a whole: to be approved, assigned or closed by whoever may. */
async function ofTickets(context: Reading): Promise<Todo[]> {
  const rows = await factsIn(context.tx)
    .innerJoin('person', 'person.id', 'ticket.openedBy')
    .select('person.name')
    .where('state', 'in', ['proposed', 'registered', 'done'])
    .orderBy('openedAt')
    .limit(100)
    .execute()
  return rows.flatMap((row) => {
    const [, action] = waitsAt.find(([state]) => state === row.state) ?? []
    if (!action || refusalOf(ticketTransitions[action], row, context)) return []
    return [todoOf(row, ticketTransitions[action], same(row.name), action)]
  })
}
