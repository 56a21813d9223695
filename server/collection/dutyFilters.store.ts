import { sql } from 'kysely'
import type { z } from 'zod'
import type { downloadDuties } from '#domain/collection/duty.api.ts'
import { type Counted, daysOfMonth } from '#domain/collection/dutyFilters.ts'
import type { DataState } from '#domain/collection/dutyStates.ts'
import type { Duties } from './dutyRows.store.ts'

export type Filters = z.output<typeof downloadDuties.query>

/** The same states as dutyStates.ts, for filtering and counting; a test holds the two together. */
export const inState = (state: DataState, today: string) =>
  ({
    nil: sql<boolean>`duty.kind = 'nil'`,
    zero: sql<boolean>`duty.kind = 'value' and duty.value = 0`,
    missing: sql<boolean>`duty.first_signed_on is null and not duty.late_start and duty.stage <> 'withdrawn'
      and (duty.external_due_on < ${today} or duty.internal_due_on < ${today})`,
    late: sql<boolean>`duty.first_signed_on > duty.external_due_on and not duty.late_start`,
    corrected: sql<boolean>`duty.is_corrected`,
  })[state]

/** Not yet with whoever collects it; where nobody outside does, acceptance is the end. */
export const isOwed = sql<boolean>`(duty.stage not in ('reported', 'acknowledged', 'withdrawn')
  and not (duty.stage = 'accepted' and duty.collecting_unit_id is null))`

export const ofDimension = (dimension: string) =>
  sql<boolean>`duty.item_id in (select of.id from item of where of.dimension = ${dimension})`

/** How many further fields of a kind a duty's form has. */
export const askedBeside = (kind: string) => sql<number>`(
  select count(*)::int from collection_version asked, jsonb_array_elements(asked.content->'fields') field
  where asked.id = duty.collection_version_id and ${sql.raw(kind)})`

/** Whether the burden meter counts a duty whose form opened in the month; the count and its list ask the same. */
export const isCounted = (kind: Counted) =>
  ({
    fields: sql<boolean>`duty.stage <> 'withdrawn'`,
    files: sql<boolean>`duty.stage <> 'withdrawn' and (
      coalesce((select (asked.content->>'evidence')::boolean from collection_version asked
          where asked.id = duty.collection_version_id),
        (select of.evidence_needed from indicator of where of.id = duty.indicator_id)) or ${askedBeside("field->>'kind' = 'file'")} > 0)`,
    prefilled: sql<boolean>`duty.stage <> 'withdrawn' and exists (
      select from duty_suggestion where duty_suggestion.duty_id = duty.id)`,
    carried: sql<boolean>`duty.stage <> 'withdrawn' and (exists (
      select from duty_suggestion given where given.duty_id = duty.id and given.last_year_value is not null) or exists (
      select from indicator of join indicator same on same.name = of.name and same.unit = of.unit
      join duty earlier on earlier.indicator_id = same.id
        and earlier.period = (left(duty.period, 4)::int - 1) || substr(duty.period, 5)
        and earlier.responsible_division_id = duty.responsible_division_id and earlier.signed_by is not null
      where of.id = duty.indicator_id))`,
    twice: sql<boolean>`duty.stage <> 'withdrawn' and exists (
      select from indicator of join indicator same on same.name = of.name and same.unit = of.unit and same.id <> of.id
      join duty twin on twin.indicator_id = same.id and twin.period = duty.period
        and twin.responsible_division_id = duty.responsible_division_id and twin.stage <> 'withdrawn'
      where of.id = duty.indicator_id)`,
  })[kind]

/** What opens or falls due in a calendar year belongs to the performance year of the same number or to the one before. */
export const yearsAt = (day: string): number[] => [Number(day.slice(0, 4)) - 1, Number(day.slice(0, 4))]

const yearsOf = ({ year, dueOn, askedIn }: Filters): number[] =>
  year !== undefined ? [year] : yearsAt(dueOn ?? askedIn ?? '')

/** The duties that a list was asked for. */
export function filtered(query: Duties, filters: Filters, today: string): Duties {
  const { period, stage, divisionId, collectingUnitId, dataState, dueOn, due, askedIn, counted, withdrawn } = filters
  const { dimension, owed, missedFrom } = filters
  const month = daysOfMonth(askedIn ?? '2000-01')
  return query
    .where('duty.year', 'in', yearsOf(filters))
    .$if(period !== undefined, (q) => q.where('duty.period', '=', period ?? ''))
    .$if(stage !== undefined, (q) => q.where('duty.stage', '=', stage ?? ''))
    .$if(divisionId !== undefined, (q) => q.where('duty.responsibleDivisionId', '=', divisionId ?? ''))
    .$if(collectingUnitId !== undefined, (q) => q.where('duty.collectingUnitId', '=', collectingUnitId ?? ''))
    .$if(dataState !== undefined, (q) => q.where(inState(dataState ?? 'nil', today)))
    .$if(dueOn !== undefined, (q) =>
      q.where(due === 'external' ? 'duty.externalDueOn' : 'duty.internalDueOn', '=', dueOn ?? ''),
    )
    .$if(askedIn !== undefined, (q) => q.where('duty.opensOn', '>=', month.from).where('duty.opensOn', '<=', month.to))
    .$if(counted !== undefined, (q) => q.where(isCounted(counted ?? 'fields')))
    .$if(withdrawn === 'excluded', (q) => q.where('duty.stage', '<>', 'withdrawn'))
    .$if(dimension !== undefined, (q) => q.where(ofDimension(dimension ?? '')))
    .$if(owed !== undefined, (q) => q.where(isOwed))
    .$if(missedFrom !== undefined, (q) =>
      q.where(sql<boolean>`least(duty.internal_due_on, duty.external_due_on) >= ${missedFrom}::date`),
    )
}
