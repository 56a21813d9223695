import { dayText } from '#domain/calendar/workingDays.ts'
import { same, type Text } from '#domain/kernel/text.ts'
import { ticketNumber } from '#domain/supervision/ticket.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { Acting } from '#server/kernel/routes.ts'
import { tell } from '#server/notice/notice.public.ts'

type Ticket = { readonly id: string; readonly year: number; readonly number: number | null; readonly title: string }
const nameOf = ({ year, number, title }: Ticket): Text =>
  same(number === null ? title : `${ticketNumber(year, number)}　${title}`)

const sharesOf = (tx: Tx, ticketId: string) =>
  tx
    .selectFrom('ticketShare as share')
    .innerJoin('division', 'division.id', 'share.divisionId')
    .select(['division.id', 'division.nameZh as zh', 'division.nameEn as en', 'share.dueOn'])
    .where('share.ticketId', '=', ticketId)
    .orderBy('share.sort')
    .execute()

/** The deputies in charge hear what was assigned to their divisions; these have it to receive. */
export async function tellAssigned({ tx, clock, actor }: Acting, ticket: Ticket): Promise<void> {
  const shares = await sharesOf(tx, ticket.id)
  await tell(
    tx,
    clock,
    shares.map(({ id, zh, en, dueOn }) => ({
      ...({ kind: 'ticketAssigned', subjectId: ticket.id, occasion: id, leaderOf: id, causedBy: actor.id } as const),
      facts: { ticket: nameOf(ticket), division: { zh, en }, dueOn: dueOn === null ? same('–') : dayText(dueOn) },
    })),
  )
}

export async function tellClosed({ tx, clock, actor }: Acting, ticket: Ticket): Promise<void> {
  const divisionIds = (await sharesOf(tx, ticket.id)).map(({ id }) => id)
  const facts = { ticket: nameOf(ticket) }
  await tell(tx, clock, [{ kind: 'ticketClosed', subjectId: ticket.id, facts, divisionIds, causedBy: actor.id }])
}

type Share = { readonly id: string; readonly version: number; readonly divisionId: string }

/** What a division handed in was returned, with the reason, or its share is done. */
export async function tellJudged({ tx, clock, actor }: Acting, ticket: Ticket, share: Share, reason?: string) {
  const { divisionId } = share
  const named = (await sharesOf(tx, ticket.id)).find(({ id }) => id === divisionId)
  const facts = { ticket: nameOf(ticket), division: { zh: named?.zh ?? '', en: named?.en ?? '' } }
  const at = {
    subjectId: ticket.id,
    occasion: `${share.id} ${share.version}`,
    leaderOf: divisionId,
    causedBy: actor.id,
  }
  await tell(tx, clock, [
    reason === undefined
      ? { ...at, kind: 'ticketDone', facts, divisionIds: [divisionId] }
      : { ...at, kind: 'ticketReturned', facts: { ...facts, reason: same(reason) } },
  ])
}

/** An urge about a share; its division finds its to-do marked. */
export async function tellUrged({ tx, clock, actor }: Acting, urgeId: string, shareId: string): Promise<void> {
  const { divisionId, zh, en, ...ticket } = await tx
    .selectFrom('ticketShare as share')
    .innerJoin('ticket', 'ticket.id', 'share.ticketId')
    .innerJoin('division', 'division.id', 'share.divisionId')
    .select(['ticket.id', 'ticket.year', 'ticket.number', 'ticket.title', 'share.divisionId'])
    .select(['division.nameZh as zh', 'division.nameEn as en'])
    .where('share.id', '=', shareId)
    .executeTakeFirstOrThrow()
  const facts = { ticket: nameOf(ticket), division: { zh, en } }
  const at = { subjectId: ticket.id, occasion: urgeId, leaderOf: divisionId, causedBy: actor.id }
  await tell(tx, clock, [{ ...at, kind: 'ticketUrged', facts }])
}
