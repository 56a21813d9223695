import { sql } from 'kysely'
import { workingDaysBetween } from '#domain/calendar/workingDays.ts'
import { type Actor, personsOf } from '#domain/kernel/actor.ts'
import type { Escalation, Order, Round } from '#domain/rectification/order.api.ts'
import { isOverdue } from '#domain/rectification/order.ts'
import type { Tx } from '#server/kernel/db.ts'
import { nameOrder } from '#server/kernel/nameOrder.ts'
import type { Reading } from '#server/kernel/routes.ts'
import * as store from './order.store.ts'

const act = (by: string, at: string) => sql`json_build_object('by', ${store.personOf(by)}, 'at', ${sql.ref(at)})`
const actOrNull = <T>(by: string, at: string) =>
  sql<T | null>`(case when ${sql.ref(by)} is null then null else ${act(by, at)} end)`
type Act = { by: { id: string; name: string }; at: string }

/** JSON of the database says instants its own way. */
const sound = <T extends Act | null>(given: T): T =>
  given === null ? given : { ...given, at: new Date(given.at).toISOString() }

export const filesOf = (kind: 'rectification' | 'rectificationRound' | 'rectificationGrave', of: string) =>
  sql<{ id: string; name: string; size: number }[]>`coalesce((select json_agg(json_build_object('id', file.id,
    'name', file.name, 'size', file.size) order by file.created_at, file.id) from stored_file as file
    where file.claimed_kind = ${sql.lit(kind)} and file.claimed_id = ${sql.ref(of)}), '[]')`

async function roundsOf(tx: Tx, orderId: string): Promise<Round[]> {
  const rows = await tx
    .selectFrom('rectificationRound as round')
    .select(['round.id', 'round.number', 'round.dueOn', 'round.measures', 'round.result', 'round.noEvidence'])
    .select(['round.isMet', 'round.verdict', sql<Act>`${act('round.answeredBy', 'round.answeredAt')}`.as('answered')])
    .select([actOrNull<Act>('round.verifiedBy', 'round.verifiedAt').as('verified')])
    .select(filesOf('rectificationRound', 'round.id').as('files'))
    .where('round.rectificationId', '=', orderId)
    .orderBy('round.number', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, answered: sound(row.answered), verified: sound(row.verified) }))
}

async function extensionsOf(tx: Tx, orderId: string): Promise<Order['extensions']> {
  const rows = await tx
    .selectFrom('rectificationExtension as extension')
    .select(['extension.id', 'extension.fromOn', 'extension.untilOn', 'extension.reason', 'extension.words'])
    .select(sql<Order['extensions'][number]['state']>`extension.state`.as('state'))
    .select([sql<Act>`${act('extension.askedBy', 'extension.askedAt')}`.as('asked')])
    .select([actOrNull<Act>('extension.decidedBy', 'extension.decidedAt').as('decided')])
    .where('extension.rectificationId', '=', orderId)
    .orderBy('extension.askedAt', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, asked: sound(row.asked), decided: sound(row.decided) }))
}

async function escalationsOf(tx: Tx, orderId: string): Promise<Escalation[]> {
  const rows = await tx
    .selectFrom('rectificationEscalation as escalation')
    .select(['escalation.id', 'escalation.dueOn', 'escalation.firedOn'])
    .select(sql<Escalation['step']>`escalation.step`.as('step'))
    .select([actOrNull<Act>('escalation.seenBy', 'escalation.seenAt').as('seen')])
    .where('escalation.rectificationId', '=', orderId)
    .orderBy('escalation.firedOn')
    .orderBy(sql`array_position(array['officeHead', 'deputy', 'group'], escalation.step)`)
    .execute()
  return rows.map((row) => ({ ...row, seen: sound(row.seen) }))
}

const readersOf = (tx: Tx, orderId: string) =>
  tx
    .selectFrom('rectificationReader as reader')
    .innerJoin('person', 'person.id', 'reader.personId')
    .select([sql<{ id: string; name: string }>`json_build_object('id', person.id, 'name', person.name)`.as('person')])
    .select('reader.readAt')
    .where('reader.rectificationId', '=', orderId)
    .orderBy(nameOrder('person.name'))
    .orderBy('person.id')
    .execute()

/** Deputies in charge of a division today. */
export const hasDeputy = (column: string, today: string) => sql<boolean>`exists (select from post_charge as charge
  join post on post.id = charge.post_id where charge.division_id = ${sql.ref(column)}
    and post.kind = 'leadingGroup.deputy' and post.from_on <= ${today}::date
    and (post.to_on is null or post.to_on > ${today}::date))`

const namesOf = (tx: Tx, orderId: string, today: string) =>
  tx
    .selectFrom('rectification')
    .select([store.divisionOf('rectification.divisionId').as('division')])
    .select([
      store.personOf('rectification.personId').as('person'),
      filesOf('rectification', 'rectification.id').as('files'),
    ])
    .select([
      sql<Order['orderedDivision']>`(case when ordered_division_id is not null and ordered_division_id <> division_id
        then ${store.divisionOf('rectification.orderedDivisionId')} end)`.as('orderedDivision'),
    ])
    .select([sql<Act>`${act('rectification.draftedBy', 'rectification.draftedAt')}`.as('drafted')])
    .select([actOrNull<Act>('rectification.checkedBy', 'rectification.checkedAt').as('checked')])
    .select([actOrNull<Act>('rectification.issuedBy', 'rectification.issuedAt').as('issued')])
    .select([actOrNull<Act>('rectification.receivedBy', 'rectification.receivedAt').as('received')])
    .select([actOrNull<Act>('rectification.withdrawnBy', 'rectification.withdrawnAt').as('withdrawn')])
    .select([hasDeputy('rectification.divisionId', today).as('hasDeputy')])
    .where('rectification.id', '=', orderId)
    .executeTakeFirstOrThrow()

type Day = Pick<Reading, 'today' | 'app'>
/** One order as this post sees it: whoever it is addressed to is not shown how it came about. */
export async function findOrder(tx: Tx, actor: Actor, id: string, { today, app }: Day): Promise<Order> {
  const row = await store.findRow(tx, actor, today, id)
  const { division, person, orderedDivision, files, ...acts } = await namesOf(tx, id, today)
  const isShown = store.seesDraft(actor, row.personId)
  const { source, sourceId, sourceTitle, withdrawReason, issuedAt, number, state, title } = row
  return {
    ...{ id, version: row.version, year: row.year, number, state, title, division, person, dueOn: row.dueOn },
    ...{ round: row.round, isOverdue: isOverdue(row, today), draftedAt: row.draftedAt, issuedAt },
    target: row.personId === null ? 'division' : 'person',
    workingDaysLeft: workingDaysBetween(today, row.dueOn, app.holidays),
    ...{ ground: row.ground, finding: row.finding, article: row.article, requirement: row.requirement },
    found: { source, id: sourceId, title: sourceTitle },
    orderedDivision,
    drafted: isShown ? sound(acts.drafted) : null,
    checked: isShown ? sound(acts.checked) : null,
    ...{ issued: sound(acts.issued), received: sound(acts.received), closedAt: row.closedAt },
    withdrawn: acts.withdrawn && { ...sound(acts.withdrawn), reason: withdrawReason ?? '' },
    returnReason: isShown ? row.returnReason : '',
    ...{ judgedByDeputy: row.judgedByDeputy, hasDeputy: acts.hasDeputy, files },
    ofDivision: row.ofDivision.filter((holder) => personsOf(actor).includes(holder)),
    rounds: await roundsOf(tx, id),
    extensions: await extensionsOf(tx, id),
    escalations: await escalationsOf(tx, id),
    readers: isShown ? await readersOf(tx, id) : null,
    hasNotice: row.documentId !== null,
  }
}
