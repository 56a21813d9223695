import { type RawBuilder, sql, type Updateable } from 'kysely'
import { z } from 'zod'
import { workingDaysBetween } from '#domain/calendar/workingDays.ts'
import { type Actor, personsOf, seesEverything } from '#domain/kernel/actor.ts'
import { id, instant } from '#domain/kernel/endpoint.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { listOrders, OrderContent, OrderRow } from '#domain/rectification/order.api.ts'
import { isConcerned, isOverdue, type OrderFacts } from '#domain/rectification/order.ts'
import { type Ground, type OrderState, openStates, owedStates, type Source } from '#domain/rectification/orderStates.ts'
import { cursorAt, instantForCursor, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { Rectification } from '#server/kernel/db.types.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import type { Acting, Reading } from '#server/kernel/routes.ts'
import { newSalt } from '#server/kernel/saltedDigest.ts'
import type { IsSeen } from '#server/kernel/seen.ts'

const isIssued = sql<boolean>`rectification.issued_at is not null`

/**
 * Whose orders a post sees. The performance office and the leaders: all, but nothing of one that is about themselves, or
 * about whoever they stand in for, before it reaches them. A division: what is addressed to it. A person's: that person,
 * and the head of the person's division.
 */
export function visibleTo(actor: Actor): RawBuilder<boolean> {
  const own = sql<boolean>`rectification.person_id = ${actor.id}::uuid and ${isIssued}`
  const { divisionId, standsInFor } = actor
  if (seesEverything(actor))
    return sql<boolean>`(rectification.person_id is null
      or rectification.person_id <> all(${[...personsOf(actor)]}::uuid[]) or ${standsInFor ? sql`false` : own})`
  const ofDivision = sql`rectification.division_id = ${divisionId}::uuid and ${isIssued}`
  const head =
    actor.post === 'division.head'
      ? sql`rectification.person_id is not null and rectification.head_sees and ${ofDivision}`
      : sql`false`
  return sql<boolean>`(rectification.person_id is null and ${ofDivision} or ${standsInFor ? sql`false` : own} or ${head})`
}

/** Whether somebody is shown how an order came about: the performance office and the leaders, of what is not about them. */
export const seesDraft = (actor: Actor, personId: string | null): boolean =>
  seesEverything(actor) && !isConcerned(actor, personId)

export const personOf = (column: string) =>
  sql<{ id: string; name: string } | null>`(select json_build_object('id', person.id, 'name', person.name)
    from person where person.id = ${sql.ref(column)})`
export const divisionOf = (column: string) =>
  sql<{ id: string; name: Text }>`(select json_build_object('id', division.id,
    'name', json_build_object('zh', name_zh, 'en', name_en)) from division where division.id = ${sql.ref(column)})`

/** Who holds a post of the division on a day. */
export const holdersOf = (column: string, today: string) => sql<string[]>`array(select distinct post.person_id::text
  from post where post.division_id = ${sql.ref(column)} and post.kind in ('division.head', 'division.officer')
    and post.from_on <= ${today}::date and (post.to_on is null or post.to_on > ${today}::date))`

const answerers = sql<string[]>`array(select distinct round.answered_by::text from rectification_round as round
  where round.rectification_id = rectification.id)`
const asker = sql<string | null>`(select asked_by::text from rectification_extension as extension
  where extension.rectification_id = rectification.id and extension.state = 'asked')`
const houses = sql<boolean>`(select houses_performance_office from division where division.id = rectification.division_id)`

/** Orders that this post sees. */
export const seen = (tx: Tx, actor: Actor) => tx.selectFrom('rectification').where(visibleTo(actor))

export const orderIsSeen: IsSeen = ({ tx, actor }, id) =>
  sql<boolean>`exists (${seen(tx, actor).select('rectification.id').where('rectification.id', '=', id)})`

const rows = (tx: Tx, actor: Actor) =>
  seen(tx, actor)
    .select(['rectification.id', 'rectification.version', 'rectification.year', 'rectification.number'])
    .select(['rectification.title', 'rectification.dueOn', 'rectification.round', 'rectification.draftedAt'])
    .select(['rectification.issuedAt', 'rectification.personId', sql<OrderState>`rectification.state`.as('state')])
    .select([divisionOf('rectification.divisionId').as('division'), personOf('rectification.personId').as('person')])
    .select(instantForCursor('rectification.draftedAt').as('place'))

type Day = Pick<Reading, 'today' | 'app'>
type Read = Awaited<ReturnType<ReturnType<typeof rows>['executeTakeFirstOrThrow']>>
const rowOf =
  ({ today, app }: Day) =>
  ({ place: _, personId, ...row }: Read): OrderRow => ({
    ...row,
    target: personId === null ? 'division' : 'person',
    isOverdue: isOverdue(row, today),
    workingDaysLeft: workingDaysBetween(today, row.dueOn, app.holidays),
  })

const Place = z.tuple([instant, id])

/** Newest first, page by page. */
export async function list(tx: Tx, actor: Actor, at: Day, query: z.output<typeof listOrders.query>) {
  const { today } = at
  const { year, state, divisionId, target, standing, limit } = query
  const after = placeOf(query.after, Place)
  const found = await rows(tx, actor)
    .$if(year !== undefined, (q) => q.where('rectification.year', '=', year ?? 0))
    .$if(state !== undefined, (q) => q.where('rectification.state', '=', state ?? ''))
    .$if(divisionId !== undefined, (q) => q.where('rectification.divisionId', '=', divisionId ?? ''))
    .$if(target !== undefined, (q) => q.where('rectification.personId', target === 'person' ? 'is not' : 'is', null))
    .$if(standing === 'open', (q) => q.where('rectification.state', 'in', openStates))
    .$if(standing === 'overdue', (q) =>
      q.where('rectification.state', 'in', owedStates).where('rectification.dueOn', '<', today),
    )
    .$if(after !== undefined, (q) =>
      q.where(
        sql<boolean>`(rectification.drafted_at, rectification.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`,
      ),
    )
    .orderBy('rectification.draftedAt', 'desc')
    .orderBy('rectification.id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = pageFrom(found, limit, ({ place, id: last }) => cursorAt(place, last))
  return { rows: page.rows.map(rowOf(at)), next: page.next }
}

/** Counts of a year's open orders as this post sees them. */
export const counts = (tx: Tx, actor: Actor, today: string, year: number) =>
  seen(tx, actor)
    .select([
      sql<number>`count(*)::int`.as('open'),
      sql<number>`count(*) filter (where state <> 'answered' and due_on < ${today}::date)::int`.as('overdue'),
      sql<number>`count(*) filter (where state = 'answered')::int`.as('answered'),
      sql<string | null>`min(due_on) filter (where state <> 'answered' and due_on >= ${today}::date)`.as('nextDueOn'),
    ])
    .where('rectification.year', '=', year)
    .where('rectification.state', 'in', openStates)
    .executeTakeFirstOrThrow()

/** One order as it is asked about and written; also what history needs. */
export const facts = (tx: Tx, actor: Actor, today: string) =>
  seen(tx, actor)
    .selectAll('rectification')
    .select([sql<OrderState>`rectification.state`.as('state'), sql<Ground>`rectification.ground`.as('ground')])
    .select([
      sql<Source>`rectification.source`.as('source'),
      holdersOf('rectification.divisionId', today).as('ofDivision'),
    ])
    .select([answerers.as('answeredBy'), asker.as('extensionAskedBy'), houses.as('judgedByDeputy')])
export type OrderAt = Awaited<ReturnType<ReturnType<typeof facts>['executeTakeFirstOrThrow']>>

/** What the transitions ask about. */
export const factsOf = (row: OrderAt): OrderFacts => ({
  ...row,
  target: row.personId === null ? 'division' : 'person',
  isExtensionAsked: row.extensionAskedBy !== null,
})

export const findRow = (tx: Tx, actor: Actor, today: string, orderId: string): Promise<OrderAt> =>
  facts(tx, actor, today)
    .where('rectification.id', '=', orderId)
    .executeTakeFirstOrThrow(() => new NotFound())

/** Locks an order that the actor sees; `version` is the one that was looked at. */
export async function lock({ tx, actor, today }: Acting, orderId: string, version?: number): Promise<OrderAt> {
  const row = await facts(tx, actor, today)
    .where('rectification.id', '=', orderId)
    .forUpdate('rectification')
    .executeTakeFirstOrThrow(() => new NotFound())
  if (version !== undefined && row.version !== version) throw new Stale()
  return row
}

export type Written = Omit<OrderContent, 'target'> & { readonly sourceTitle: string; readonly headSees: boolean }

export async function insert(
  { tx, actor, clock, today }: Acting,
  content: Written,
): Promise<{ id: string; salt: string }> {
  const drafted = { draftedBy: actor.id, draftedAt: clock.now, year: Number(today.slice(0, 4)), salt: newSalt() }
  return tx
    .insertInto('rectification')
    .values({ ...content, ...drafted })
    .returning(['id', 'salt'])
    .executeTakeFirstOrThrow()
}

export const save = (tx: Tx, orderId: string, change: Updateable<Rectification>) =>
  tx
    .updateTable('rectification')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', orderId)
    .execute()

/** The next number of the orders to divisions; the row stays locked, so that no two are alike. */
export async function nextCount(tx: Tx, year: number): Promise<number> {
  const { last } = await tx
    .insertInto('rectificationSequence')
    .values({ year, last: 1 })
    .onConflict((conflict) => conflict.column('year').doUpdateSet({ last: sql`rectification_sequence.last + 1` }))
    .returning('last')
    .executeTakeFirstOrThrow()
  return last
}

export const isNumberUsed = async (tx: Tx, number: string): Promise<boolean> =>
  (await tx.selectFrom('officialDocument').select('id').where('number', '=', number).executeTakeFirst()) !== undefined
