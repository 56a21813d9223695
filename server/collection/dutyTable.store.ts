import { type CompiledQuery, sql } from 'kysely'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { type Filters, filtered } from './dutyFilters.store.ts'
import { branchesOf, type Duties } from './dutyRows.store.ts'

/** Of a duty's cards the one its cell shows, by its name alone. */
const cardStep = sql<string | null>`(select card.step from card
  where card.duty_id = duty.id and card.withdrawn_on is null and (card.step <> 'earlyWarning' or card.settled_on is null)
  order by card.settled_on is not null, card.fired_on desc, array_position(array['red', 'yellow'], card.step), card.id
  limit 1)`

/** All duties that this post sees and the filters name, in the order of the list, for `dutyTable.rows.ts`. */
export function dutyTableQuery(tx: Tx, actor: Actor, filters: Filters, today: string): CompiledQuery {
  const everything = (duties: Duties) => filtered(duties, filters, today).selectAll('duty')
  const [first, ...more] = branchesOf(tx, actor).map(everything)
  if (!first) throw new Error('no branch of duties')
  return tx
    .selectFrom(more.reduce((all, branch) => all.unionAll(branch), first).as('duty'))
    .innerJoin('indicator', 'indicator.id', 'duty.indicatorId')
    .innerJoin('item', 'item.id', 'duty.itemId')
    .innerJoin('division as responsible', 'responsible.id', 'duty.responsibleDivisionId')
    .innerJoin('division as coordinating', 'coordinating.id', 'duty.coordinatingDivisionId')
    .leftJoin('externalBody as unit', 'unit.id', 'duty.collectingUnitId')
    .select(['duty.period', 'item.code', 'item.title', 'indicator.name', 'indicator.unit', 'indicator.decimals'])
    .select(['duty.kind', 'duty.value', 'responsible.nameZh as responsible', 'coordinating.nameZh as coordinating'])
    .select(['unit.nameZh as collecting', 'duty.stage', cardStep.as('card'), 'duty.opensOn', 'duty.internalDueOn'])
    .select(['duty.externalDueOn', 'duty.firstSignedOn', 'duty.isCorrected', 'duty.lateStart'])
    .orderBy('duty.sortOn')
    .orderBy('duty.id')
    .compile()
}
