import { sql } from 'kysely'
import { z } from 'zod'
import type { ReportRow } from '#domain/collection/dataReport.api.ts'
import type { State } from '#domain/collection/dataReport.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import { cursorAt, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { divisionOnDay } from '#server/kernel/divisionName.ts'
import { visible } from './dataReport.store.ts'

/** Some duty of the report has another accepted submission by now than the report holds, or none. */
export const isOutdated = sql<boolean>`exists (
  select from data_report_line line join duty on duty.id = line.duty_id
  where line.report_id = data_report.id
    and (duty.submission_id is distinct from line.submission_id
      or duty.stage not in ('accepted', 'reported', 'acknowledged')))`

export const dueOnOf = sql<string | null>`(
  select min(duty.external_due_on) from duty
  where duty.collecting_unit_id = data_report.collecting_unit_id and duty.period = data_report.period
    and duty.coordinating_division_id = data_report.coordinating_division_id)`

/** The last month of the period, so that a quarter stands with its third month: '2025-Q3' as '2025-09'. */
const lastMonth = sql<string>`case
  when data_report.period ~ 'Q' then left(data_report.period, 5) || lpad((right(data_report.period, 1)::int * 3)::text, 2, '0')
  when data_report.period ~ 'H' then left(data_report.period, 5) || lpad((right(data_report.period, 1)::int * 6)::text, 2, '0')
  when length(data_report.period) = 4 then data_report.period || '-12'
  else data_report.period end`

const Place = z.tuple([z.string(), z.uuid()])

type Query = {
  year?: number | undefined
  state?: State | undefined
  unitId?: string | undefined
  after?: string | undefined
  limit: number
}

/** Latest period first, page by page. */
export async function listReports(tx: Tx, actor: Actor, { year, state, unitId, after, limit }: Query) {
  const place = placeOf(after, Place)
  const rows = await visible(tx, actor)
    .innerJoin('externalBody as unit', 'unit.id', 'dataReport.collectingUnitId')
    .select([
      'dataReport.id',
      'dataReport.year',
      'dataReport.period',
      'dataReport.number',
      'dataReport.state',
      'dataReport.subject',
      'dataReport.sentOn',
      'dataReport.documentNumber',
      'unit.id as unitId',
      'unit.nameZh as unitZh',
      'unit.nameEn as unitEn',
      sql<Text>`${divisionOnDay('dataReport.coordinatingDivisionId', 'dataReport.sentOn')} -> 'name'`.as(
        'divisionName',
      ),
      dueOnOf.as('dueOn'),
      lastMonth.as('lastMonth'),
      sql<boolean>`${isOutdated} and not exists (
        select from data_report successor where successor.corrects_id = data_report.id)`.as('isOutdated'),
    ])
    .$if(year !== undefined, (query) => query.where('dataReport.year', '=', year ?? 0))
    .$if(state !== undefined, (query) => query.where('dataReport.state', '=', state ?? ''))
    .$if(unitId !== undefined, (query) => query.where('dataReport.collectingUnitId', '=', unitId ?? ''))
    .$if(place !== undefined, (query) =>
      query.where(sql<boolean>`(${lastMonth}, data_report.id) < (${place?.[0]}, ${place?.[1]}::uuid)`),
    )
    .orderBy(lastMonth, 'desc')
    .orderBy('dataReport.id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = pageFrom(rows, limit, ({ lastMonth, id }) => cursorAt(lastMonth, id))
  return { ...page, rows: page.rows.map(shown) }
}

function shown({
  unitId,
  unitZh,
  unitEn,
  divisionName,
  lastMonth: _,
  ...row
}: RawRow): Omit<ReportRow, 'workingDaysLeft'> {
  return {
    ...row,
    state: row.state as State,
    collectingUnit: { id: unitId, name: { zh: unitZh, en: unitEn } },
    coordinatingDivisionName: divisionName,
  }
}

type RawRow = Omit<ReportRow, 'workingDaysLeft' | 'state' | 'collectingUnit' | 'coordinatingDivisionName'> & {
  readonly state: string
  readonly lastMonth: string
  readonly unitId: string
  readonly unitZh: string
  readonly unitEn: string
  readonly divisionName: Text
}
