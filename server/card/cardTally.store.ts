import { sql } from 'kysely'
import type { Card } from '#domain/card/card.api.ts'
import type { CardStep } from '#domain/card/card.ts'
import { instantForCursor } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { cardOf, withNames } from './card.store.ts'

/** A division that was hit, or null for the whole office. */
type Scope = string | null

export type CardTally = { readonly key: string; readonly step: CardStep; readonly count: number }

/** Standing cards of a year by the division they hit, or by the dimension of the item. */
export async function cardTally(
  tx: Tx,
  scope: Scope,
  { year, by }: { readonly year: number; readonly by: 'division' | 'dimension' },
): Promise<CardTally[]> {
  const [key, from] =
    by === 'division'
      ? [sql`card.division_id`, sql`card`]
      : [sql`item.dimension`, sql`card join duty on duty.id = card.duty_id join item on item.id = duty.item_id`]
  const { rows } = await sql<CardTally>`select ${key} as key, card.step, count(*)::int as count from ${from}
    where card.year = ${year} and card.settled_on is null and card.withdrawn_on is null
      and ${scope === null ? sql`true` : sql`card.division_id = ${scope}::uuid`}
    group by 1, 2`.execute(tx)
  return rows
}

/** Cards of a year that were fired since a moment, the latest first: so many of them, and how many there are. */
export async function cardChanges(
  tx: Tx,
  scope: Scope,
  { year, since, limit }: { readonly year: number; readonly since: string; readonly limit: number },
): Promise<{ rows: (Card & { firedAt: string })[]; count: number }> {
  const fired = tx
    .selectFrom('card')
    .innerJoin('history', (join) =>
      join
        .onRef('history.subjectId', '=', 'card.id')
        .on('history.subjectKind', '=', 'card')
        .on('history.action', 'in', ['card.red', 'card.yellow', 'card.earlyWarning']),
    )
    .select(['card.id', 'history.occurredAt', instantForCursor('history.occurredAt').as('firedAt')])
    .select(sql<number>`(count(*) over ())::int`.as('count'))
    .where('card.year', '=', year)
    // a sweep that comes late fires under the day of the step
    .where(sql<boolean>`card.fired_on >= (${since}::timestamptz at time zone 'Asia/Shanghai')::date - 31`)
    .where(sql<boolean>`history.occurred_at > ${since}::timestamptz`)
    .$if(scope !== null, (q) => q.where('card.divisionId', '=', scope ?? ''))
    .orderBy('history.occurredAt', 'desc')
    .orderBy('card.id')
    .limit(limit)
    .as('fired')
  const rows = await withNames(tx)
    .innerJoin(fired, 'fired.id', 'card.id')
    .select(['fired.firedAt', 'fired.count'])
    .orderBy('fired.occurredAt', 'desc')
    .orderBy('fired.id')
    .execute()
  return { rows: rows.map((row) => ({ ...cardOf(row), firedAt: row.firedAt })), count: rows[0]?.count ?? 0 }
}
