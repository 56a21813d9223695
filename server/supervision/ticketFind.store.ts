import { sql } from 'kysely'
import { workingDaysBetween } from '#domain/calendar/workingDays.ts'
import { type Actor, seesEverything } from '#domain/kernel/actor.ts'
import type { ShareDetails, Ticket, TicketShare } from '#domain/supervision/ticket.api.ts'
import type { TicketStep } from '#domain/supervision/ticketLadder.ts'
import type { ExtensionState, FeedbackKind, ShareState } from '#domain/supervision/ticketShare.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'
import type { Download, Reading } from '#server/kernel/routes.ts'
import { urgedAtOf, urgesOf } from '#server/kernel/urge.ts'
import { demandVisible, factsOf, ownShare, visible } from './ticket.store.ts'

const nameOf = (column: string) => sql<string | null>`(select person.name from person where id = ${sql.ref(column)})`
const person = (column: string) =>
  sql<{ id: string; name: string }>`(select json_build_object('id', person.id, 'name', person.name)
    from person where person.id = ${sql.ref(column)})`
const filesOf = (kind: 'ticket' | 'ticketFeedback', column: string) =>
  sql<Ticket['files']>`coalesce((select json_agg(json_build_object('id', file.id, 'name', file.name, 'size', file.size)
    order by file.created_at, file.id) from stored_file as file
    where file.claimed_kind = ${sql.lit(kind)} and file.claimed_id = ${sql.ref(column)}), '[]')`

const head = (tx: Tx, actor: Actor, ticketId: string) =>
  visible(tx, actor)
    .leftJoin('item', 'item.id', 'ticket.itemId')
    .leftJoin('card', 'card.id', 'ticket.cardId')
    .leftJoin('duty', 'duty.id', 'card.dutyId')
    .leftJoin('indicator', 'indicator.id', 'duty.indicatorId')
    .leftJoin('officialDocument as document', 'document.id', 'ticket.documentId')
    .select(['ticket.openedAt', 'ticket.registeredAt', 'ticket.assignedAt', 'ticket.doneAt', 'ticket.closedAt'])
    .select([
      'ticket.reason',
      person('ticket.openedBy').as('openedBy'),
      nameOf('ticket.approvedBy').as('approvedBy'),
      nameOf('ticket.closedBy').as('closedBy'),
      filesOf('ticket', 'ticket.id').as('files'),
      sql<Ticket['item']>`case when item.id is null then null else json_build_object('id', item.id, 'code', item.code,
        'title', item.title) end`.as('item'),
      sql<Ticket['card']>`case when card.id is null then null else json_build_object('id', card.id,
        'indicator', indicator.name, 'firedOn', card.fired_on) end`.as('card'),
      sql<Ticket['document']>`case when document.id is null then null else json_build_object('id', document.id,
        'title', document.title, 'number', document.number) end`.as('document'),
    ])
    .where('ticket.id', '=', ticketId)
    .executeTakeFirstOrThrow(() => new NotFound())

/** A ticket in full, each share as far as this post sees it. */
export async function find(tx: Tx, actor: Actor, ticketId: string, context: Reading): Promise<Ticket> {
  const shown = await head(tx, actor, ticketId)
  const { openedBy: _, shares: _shares, ...facts } = await factsOf(tx, ticketId)
  const { dueOn } = facts
  const workingDaysLeft = dueOn === null ? null : workingDaysBetween(context.today, dueOn, context.app.holidays)
  return { ...facts, ...shown, workingDaysLeft, shares: await sharesOf(tx, actor, ticketId, context) }
}

const sharesIn = (tx: Tx, actor: Actor, ticketId: string) =>
  tx
    .selectFrom('ticketShare')
    .innerJoin('division', 'division.id', 'ticketShare.divisionId')
    .select(['ticketShare.id', 'ticketShare.version', 'ticketShare.isLead', 'ticketShare.requirement'])
    .select(['ticketShare.dueOn', 'ticketShare.receivedAt', 'ticketShare.submittedAt', 'ticketShare.doneAt'])
    .select(['division.id as divisionId', 'division.nameZh', 'division.nameEn'])
    .select([
      'division.housesPerformanceOffice as judgedByDeputy',
      sql<ShareState>`ticket_share.state`.as('state'),
      nameOf('ticketShare.receivedBy').as('receivedBy'),
      nameOf('ticketShare.submittedBy').as('submittedBy'),
      nameOf('ticketShare.doneBy').as('doneBy'),
      ownShare(actor).as('isOwn'),
      sql<boolean>`(ticket_share.is_late or exists (select from ticket_step as step
        where step.share_id = ticket_share.id and step.step = 'overdue'))`.as('isLate'),
      urgesOf('share', 'ticketShare.id', 'ticketShare.divisionId').as('urges'),
      urgedAtOf('share', 'ticketShare.id', 'ticketShare.divisionId').as('urgedAt'),
      sql<string | null>`(select nullif(urge.words, '') from urge where urge.subject_kind = 'share'
        and urge.subject_id = ticket_share.id order by urged_at desc limit 1)`.as('urgeWords'),
    ])
    .where('ticketShare.ticketId', '=', ticketId)
    .orderBy('ticketShare.sort')
    .execute()

async function sharesOf(tx: Tx, actor: Actor, ticketId: string, { today, app }: Reading): Promise<TicketShare[]> {
  const shares = await sharesIn(tx, actor, ticketId)
  const own = shares.filter(({ isOwn }) => isOwn).map((share) => share.id)
  const [feedbacks, extensions, steps] =
    own.length === 0 ? [[], [], []] : [await feedbacksOf(tx, own), await extensionsOf(tx, own), await stepsOf(tx, own)]
  const ofShare = <Line extends { shareId: string }>(lines: readonly Line[], shareId: string) =>
    lines.filter((line) => line.shareId === shareId).map(({ shareId: _, ...line }) => line)
  return shares.map(({ id, version, isLead, state, divisionId, nameZh, nameEn, isOwn, ...details }) => {
    const said = ofShare(feedbacks, id)
    const full: ShareDetails = {
      ...details,
      workingDaysLeft: details.dueOn === null ? null : workingDaysBetween(today, details.dueOn, app.holidays),
      fedBackBy: [...new Set(said.flatMap(({ kind, by }) => (kind === 'returned' ? [] : [by.id])))],
      ...{ feedbacks: said, extensions: ofShare(extensions, id), steps: ofShare(steps, id) },
    }
    const division = { id: divisionId, name: { zh: nameZh, en: nameEn } }
    return { ...{ id, version, isLead, state, division }, details: isOwn ? full : null }
  })
}

const feedbacksOf = (tx: Tx, shareIds: readonly string[]) =>
  tx
    .selectFrom('ticketFeedback as feedback')
    .select(['feedback.id', 'shareId', 'words', 'percent', 'writtenAt as at'])
    .select([
      sql<FeedbackKind>`kind`.as('kind'),
      person('feedback.writtenBy').as('by'),
      filesOf('ticketFeedback', 'feedback.id').as('files'),
    ])
    .where('shareId', 'in', shareIds)
    .orderBy('writtenAt')
    .orderBy('feedback.id')
    .execute()

const extensionsOf = (tx: Tx, shareIds: readonly string[]) =>
  tx
    .selectFrom('ticketExtension as extension')
    .select(['extension.id', 'shareId', 'beforeOn', 'untilOn', 'reason', 'askedAt', 'decidedAt', 'decisionReason'])
    .select([
      sql<ExtensionState>`state`.as('state'),
      person('extension.askedBy').as('askedBy'),
      person('extension.decidedBy').as('decidedBy'),
    ])
    .where('shareId', 'in', shareIds)
    .orderBy('askedAt')
    .execute()

const stepsOf = (tx: Tx, shareIds: readonly string[]) =>
  tx
    .selectFrom('ticketStep as step')
    .select(['shareId', 'firedOn', 'dueOn', 'seenAt', sql<TicketStep>`step`.as('step')])
    .select(nameOf('step.seenBy').as('seenBy'))
    .where('shareId', 'in', shareIds)
    .orderBy('firedOn')
    .orderBy('dueRevision')
    .execute()

/** A file of the ticket itself, or of what was said of a share that this post sees. */
export async function fileOf({ tx, actor, app }: Reading, ticketId: string, fileId: string): Promise<Download> {
  await demandVisible(tx, actor, ticketId)
  const said = seesEverything(actor)
    ? sql<boolean>`true`
    : sql<boolean>`ticket_share.division_id = any(array(select divisions_of(${actor.divisionId}::uuid)))`
  const file = await tx
    .selectFrom('storedFile')
    .select(['name', 'type', 'digest'])
    .where('id', '=', fileId)
    .where(
      sql<boolean>`((claimed_kind = 'ticket' and claimed_id = ${ticketId}::uuid) or (claimed_kind = 'ticketFeedback'
        and exists (select from ticket_feedback join ticket_share on ticket_share.id = share_id
          where ticket_feedback.id = claimed_id and ticket_share.ticket_id = ${ticketId}::uuid and ${said})))`,
    )
    .executeTakeFirstOrThrow(() => new NotFound())
  return { name: file.name, type: file.type, content: await app.files.open(file.digest) }
}
