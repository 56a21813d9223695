import { type NotNull, sql } from 'kysely'
import { isWorkingDay, plusDays } from '#domain/calendar/workingDays.ts'
import type { Direction } from '#domain/catalogue/direction.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import { isOpenRow } from '#domain/plan/municipalPlan.ts'
import type { LintFacts } from '#domain/plan/plan.api.ts'
import type { App } from '#server/kernel/app.ts'
import type { Tx } from '#server/kernel/db.ts'
import { revisedTasksOf } from './mergeTask.store.ts'

/** Of a plan that is no longer linted. */
export const noLintFacts: LintFacts = {
  ...{ restDays: [], unallottedRows: [], allottedRows: [], withdrawnRows: [], revisedRows: [], revisedTasks: {} },
  ...{ overPhases: {}, holders: [], lastTargets: [], itemsPerPerson: 0 },
}

type Revised = { readonly planId: string; readonly itemId?: string }

/** What the linter asks of the office's plan; of a revision also what is over of the plan in force, of one item or all. */
export async function lintFactsOf(tx: Tx, year: number, context: LintContext, of?: Revised): Promise<LintFacts> {
  const rows = await tx
    .selectFrom('municipalIndicator')
    .innerJoin('municipalPlan', 'municipalPlan.id', 'municipalIndicator.municipalPlanId')
    .select(['municipalIndicator.id', 'number', 'name', 'responsibleDivisionId', 'notApplicableReason'])
    .select(['withdrawnOn', 'revisedOn'])
    .where('municipalPlan.year', '=', year)
    .orderBy('number')
    .execute()
  const brief = ({ id, number, name }: (typeof rows)[number]) => ({ id, number, name })
  return {
    ...(await commonLintFacts(tx, year, null, context)),
    unallottedRows: rows.filter(isOpenRow).map(brief),
    allottedRows: rows.filter((row) => row.responsibleDivisionId && !row.withdrawnOn).map(brief),
    withdrawnRows: rows.filter((row) => row.withdrawnOn).map(brief),
    revisedTasks: await revisedTasksOf(tx, year),
    overPhases: of ? await overPhasesOf(tx, of, context.today) : {},
    revisedRows: rows.filter((row) => row.revisedOn && !row.withdrawnOn && !isOpenRow(row)).map(brief),
  }
}

export type LintContext = {
  readonly app: Pick<App, 'holidays'>
  readonly today: string
  readonly settings: Pick<Settings, 'plan.itemsPerPerson'>
}

/** What the linter asks of either kind of plan; of a division's own, only what concerns that division. */
async function commonLintFacts(
  tx: Tx,
  year: number,
  divisionId: string | null,
  { app, today, settings }: LintContext,
): Promise<
  Omit<LintFacts, 'allottedRows' | 'unallottedRows' | 'withdrawnRows' | 'revisedRows' | 'revisedTasks' | 'overPhases'>
> {
  const holders = await tx
    .selectFrom('post')
    .select(['personId', 'divisionId'])
    .distinct()
    .$narrowType<{ divisionId: NotNull }>()
    .where('fromOn', '<=', today)
    .where((eb) => eb.or([eb('toOn', 'is', null), eb('toOn', '>', today)]))
    .$if(divisionId === null, (query) => query.where('divisionId', 'is not', null))
    .$if(divisionId !== null, (query) => query.where('divisionId', '=', divisionId ?? ''))
    .orderBy('personId')
    .orderBy('divisionId')
    .execute()
  return {
    restDays: restDaysOf(year, app.holidays),
    holders,
    lastTargets: await lastTargetsOf(tx, year - 1, divisionId),
    itemsPerPerson: settings['plan.itemsPerPerson'],
  }
}

/** By item of a revision: the phases that are over of the item that it stands for. */
async function overPhasesOf(tx: Tx, { planId, itemId }: Revised, today: string): Promise<LintFacts['overPhases']> {
  const rows = await tx
    .selectFrom('item as copy')
    .innerJoin('phase', 'phase.itemId', 'copy.originItemId')
    .select([
      'copy.id',
      'phase.title',
      'phase.startsOn',
      'phase.endsOn',
      'phase.goal',
      'phase.criterion',
      'phase.weight',
    ])
    .select([
      'phase.divisionId',
      sql<number>`(select count(*)::int + 1 from phase as before
      where before.item_id = phase.item_id and before.sort < phase.sort)`.as('number'),
    ])
    .where('copy.planId', '=', planId)
    .$if(itemId !== undefined, (query) => query.where('copy.id', '=', itemId ?? ''))
    .where('phase.endsOn', '<', today)
    .orderBy('phase.sort')
    .execute()
  const byItem = Map.groupBy(rows, ({ id }) => id)
  return Object.fromEntries([...byItem].map(([id, of]) => [id, of.map(({ id: _id, ...phase }) => phase)]))
}

/** Who owes an indicator's data. */
const ofIndicator = sql<string>`coalesce(indicator.division_id, item.responsible_division_id)`

/** What a larger figure means, by the newest version of the catalogue; 'none' where the indicator has no entry. */
const directionOf = sql<Direction>`coalesce((select direction from catalogue_entry as entry
  where entry.indicator_id = indicator.catalogue_indicator_id order by entry.year desc limit 1), 'none')`

const lastTargetsOf = (tx: Tx, year: number, divisionId: string | null): Promise<LintFacts['lastTargets']> =>
  tx
    .selectFrom('indicator')
    .innerJoin('item', 'item.id', 'indicator.itemId')
    .innerJoin('plan', 'plan.id', 'item.planId')
    .select(['indicator.name', 'indicator.unit', 'indicator.target', ofIndicator.as('divisionId')])
    .select(directionOf.as('direction'))
    .$narrowType<{ target: NotNull }>()
    .where('plan.kind', '=', 'office')
    .where('plan.year', '=', year)
    .where('plan.state', '=', 'issued')
    .where('indicator.target', 'is not', null)
    .where('indicator.withdrawnOn', 'is', null)
    .where('item.withdrawnOn', 'is', null)
    .where('item.responsibleDivisionId', 'is not', null)
    .$if(divisionId !== null, (query) => query.where(ofIndicator, '=', divisionId ?? ''))
    .orderBy('item.sort')
    .orderBy('indicator.sort')
    .execute()

/** Days of a year on which nobody works, as far as the official list is known. */
function restDaysOf(year: number, holidays: App['holidays']): string[] {
  const first = `${year}-01-01`
  const days = Array.from({ length: 366 }, (_, at) => plusDays(first, at)).filter((day) => day.startsWith(`${year}-`))
  return days.filter((day) => isWorkingDay(day, holidays) === false)
}

/** A division's plans know no row of the city's table: which of them it carries the office's plan decides. */
export const divisionLintFacts = async (
  tx: Tx,
  year: number,
  divisionId: string,
  context: LintContext,
): Promise<LintFacts> => ({
  ...(await commonLintFacts(tx, year, divisionId, context)),
  unallottedRows: [],
  allottedRows: [],
  withdrawnRows: [],
  revisedRows: [],
  revisedTasks: {},
  overPhases: {},
})
