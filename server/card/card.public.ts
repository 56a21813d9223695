import { sql } from 'kysely'
import type { Card } from '#domain/card/card.api.ts'
import { type CardStep, cardSteps, type Ladder } from '#domain/card/card.ts'
import type { DutyCard } from '#domain/collection/duty.api.ts'
import { clockAt } from '#server/kernel/clock.ts'
import type { Tx } from '#server/kernel/db.ts'
import { recordMany } from '#server/kernel/history.ts'
import { settledEntry } from './card.history.ts'
import { cardOf, withNames } from './card.store.ts'

export { cardIsSeen } from './card.store.ts'
export { sweepCards } from './card.sweep.ts'
export { type CardTally, cardChanges, cardTally } from './cardTally.store.ts'
export { cardTodos } from './cardTodos.store.ts'

/**
 * A ladder of these duties was met on a day, the external one by the report: its standing cards are settled, none is
 * erased. The caller holds the duties' locks, so no sweep fires in between. Recorded as the system's doing: the
 * person's act is the report, or the signature.
 */
export async function settleCards(
  tx: Tx,
  dutyIds: readonly string[],
  on: string,
  ladder: Ladder = 'external',
): Promise<void> {
  if (dutyIds.length === 0) return
  const settled = await tx
    .updateTable('card')
    .set({ settledOn: sql<string>`greatest(fired_on, ${on}::date)` })
    .where('dutyId', '=', sql<string>`any(${[...dutyIds]}::uuid[])`)
    .where('ladder', '=', ladder)
    .where('settledOn', 'is', null)
    .where('withdrawnOn', 'is', null)
    .returning(['id', 'settledOn'])
    .execute()
  if (settled.length === 0) return
  const office = await tx.selectFrom('office').select('clockDay').executeTakeFirstOrThrow()
  await recordMany(tx, null, clockAt(office.clockDay), settled.map(settledEntry))
}

export type StandingCards = {
  /** How many of each step stand, fired on one day since `since` or, as null, before. */
  readonly counts: readonly { readonly step: CardStep; readonly firedOn: string | null; readonly count: number }[]
  readonly rows: readonly Card[]
}

const shown = 5

/** Cards whose data are still owed, a division's or the whole office's; of the gravest the latest few in full. */
export async function standingCards(tx: Tx, divisionId: string | null, since: string): Promise<StandingCards> {
  const counts = await tx
    .selectFrom('card')
    .select(['step', sql<string | null>`case when fired_on >= ${since}::date then fired_on end`.as('firedOn')])
    .select(sql<number>`count(*)::int`.as('count'))
    .where('settledOn', 'is', null)
    .where('withdrawnOn', 'is', null)
    .$if(divisionId !== null, (query) => query.where('divisionId', '=', divisionId ?? ''))
    .groupBy([sql`1`, sql`2`])
    .execute()
  const latest = (step: CardStep) =>
    tx
      .selectFrom('card')
      .select('card.id as cardId')
      .where('card.settledOn', 'is', null)
      .where('card.withdrawnOn', 'is', null)
      .where('card.step', '=', step)
      .$if(divisionId !== null, (query) => query.where('card.divisionId', '=', divisionId ?? ''))
      .orderBy('card.firedOn', 'desc')
      .orderBy('card.id', 'desc')
      .limit(shown)
      .as('latest')
  const rows = await withNames(tx)
    .innerJoin(
      cardSteps
        .map((step) => tx.selectFrom(latest(step)).selectAll())
        .reduce((all, one) => all.unionAll(one))
        .as('page'),
      'page.cardId',
      'card.id',
    )
    .orderBy(sql`array_position(array['red', 'yellow', 'earlyWarning'], card.step)`)
    .orderBy('card.firedOn', 'desc')
    .orderBy('card.id', 'desc')
    .limit(shown)
    .execute()
  return { counts: counts.map(({ step, ...rest }) => ({ ...rest, step: step as CardStep })), rows: rows.map(cardOf) }
}

/** Every card of these duties, in the order in which they fired. */
export async function cardsOfDuties(
  tx: Tx,
  dutyIds: readonly string[],
): Promise<(DutyCard & { readonly dutyId: string })[]> {
  if (dutyIds.length === 0) return []
  const rows = await withNames(tx)
    .where('card.dutyId', '=', sql<string>`any(${[...dutyIds]}::uuid[])`)
    .orderBy('card.firedOn')
    .orderBy('card.id')
    .execute()
  return rows.map(({ dutyId, ladder, step, firedOn, dueOn, settledOn, withdrawnOn, nameZh, nameEn }) => ({
    dutyId,
    ladder: ladder as DutyCard['ladder'],
    step: step as DutyCard['step'],
    firedOn,
    dueOn,
    settledOn,
    withdrawnOn,
    division: { zh: nameZh, en: nameEn },
  }))
}
