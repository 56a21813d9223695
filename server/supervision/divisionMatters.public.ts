import { sql } from 'kysely'
import { ticketNumber } from '#domain/supervision/ticket.ts'
import { type MatterSource, passedEntry } from '#server/kernel/divisionMatter.ts'

const open: MatterSource['open'] = async (tx, divisionIds) => {
  const rows = await tx
    .selectFrom('ticketShare as share')
    .innerJoin('ticket', 'ticket.id', 'share.ticketId')
    .select(['ticket.id', 'ticket.title', 'ticket.year', 'ticket.number', 'share.divisionId'])
    .where('ticket.state', 'not in', ['closed', 'withdrawn'])
    .where('share.state', '<>', 'done')
    .where('share.divisionId', 'in', [...divisionIds])
    .orderBy('ticket.openedAt')
    .execute()
  return rows.map(({ id, title, year, number, divisionId }) => ({
    ...{ kind: 'ticket' as const, id, divisionId, also: [] },
    title: number === null ? title : `${ticketNumber(year, number)}　${title}`,
  }))
}

/** An open share goes to the successor as it is; what was done keeps its division. */
const pass: MatterSource['pass'] = async (tx, passing) => {
  const matters = await open(tx, [passing.from.id])
  await sql`update ticket_share as share set division_id = ${passing.to.id}::uuid, version = share.version + 1
    from ticket where ticket.id = share.ticket_id and ticket.state not in ('closed', 'withdrawn')
      and share.state <> 'done' and share.division_id = ${passing.from.id}::uuid`.execute(tx)
  return matters.map(({ id }) => passedEntry('ticket', id, passing))
}

export const ticketMatters: MatterSource = { open, pass }
