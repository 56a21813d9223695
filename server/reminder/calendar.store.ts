import { sql } from 'kysely'
import type { Tx } from '#server/kernel/db.ts'

/** Not yet with whoever collects it, or withdrawn. Where nobody outside collects it, acceptance is the end. */
const isShown = sql<boolean>`duty.stage not in ('reported', 'acknowledged')
  and not (duty.stage = 'accepted' and duty.collecting_unit_id is null)`

/** What this division owes by its internal day and what it coordinates by the day of the collecting unit. */
export const dutiesOf = (tx: Tx, divisionId: string, today: string) =>
  tx
    .selectFrom('duty')
    .innerJoin('indicator', 'indicator.id', 'duty.indicatorId')
    .innerJoin('item', 'item.id', 'duty.itemId')
    .select(['duty.id', 'duty.period', 'duty.stage', 'duty.dueRevision', 'indicator.name', 'item.code', 'item.title'])
    .select(dayFor(divisionId).as('dueOn'))
    .where((eb) =>
      eb.or([eb('duty.responsibleDivisionId', '=', divisionId), eb('duty.coordinatingDivisionId', '=', divisionId)]),
    )
    .where('duty.year', 'in', [Number(today.slice(0, 4)), Number(today.slice(0, 4)) - 1])
    .where(isShown)
    .where(dayFor(divisionId), 'is not', null)
    .orderBy(dayFor(divisionId))
    .orderBy('duty.id')
    .limit(5000)
    .execute()

const dayFor = (divisionId: string) => sql<string>`case
  when duty.responsible_division_id = ${divisionId}::uuid then coalesce(duty.internal_due_on, duty.external_due_on)
  else duty.external_due_on end`
