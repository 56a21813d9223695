import { sql } from 'kysely'
import type { Actor } from '#domain/kernel/actor.ts'
import type { EscalationStep } from '#domain/rectification/escalation.ts'
import type { Tx } from '#server/kernel/db.ts'
import { divisionOf, facts, personOf } from './order.store.ts'
import { hasDeputy } from './orderFind.store.ts'

const atMost = 200

const named = (tx: Tx, actor: Actor, today: string) =>
  facts(tx, actor, today)
    .select([divisionOf('rectification.divisionId').as('division'), personOf('rectification.personId').as('person')])
    .select(hasDeputy('rectification.divisionId', today).as('hasDeputy'))

/** Orders on their way that this post sees; whoever has nothing to do with their state is told by the transitions. */
export const underWay = (tx: Tx, actor: Actor, today: string) =>
  named(tx, actor, today)
    .where('rectification.state', 'in', ['drafted', 'checked', 'issued', 'received', 'answered'])
    .orderBy('rectification.dueOn')
    .orderBy('rectification.id')
    .limit(atMost)
    .execute()
export type Waiting = Awaited<ReturnType<typeof underWay>>[number]

/** Orders of which this person was informed and has not read. */
export const unread = (tx: Tx, actor: Actor, today: string) =>
  named(tx, actor, today)
    .innerJoin('rectificationReader as reader', 'reader.rectificationId', 'rectification.id')
    .where('reader.personId', '=', actor.id)
    .where('reader.readAt', 'is', null)
    .orderBy('rectification.issuedAt')
    .limit(atMost)
    .execute()

/** Steps of escalation that nobody has seen, of orders that are still overdue for the day they name. */
export const unseen = (tx: Tx, actor: Actor, today: string) =>
  named(tx, actor, today)
    .innerJoin('rectificationEscalation as escalation', (join) =>
      join
        .onRef('escalation.rectificationId', '=', 'rectification.id')
        .onRef('escalation.dueRevision', '=', 'rectification.dueRevision'),
    )
    .select(['escalation.id as escalationId', sql<EscalationStep>`escalation.step`.as('step')])
    .where('escalation.seenBy', 'is', null)
    .where('rectification.state', 'in', ['issued', 'received'])
    .orderBy('escalation.firedOn')
    .limit(atMost)
    .execute()
