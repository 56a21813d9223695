import { sql } from 'kysely'
import { addWorkingDays, workingDaysBetween } from '#domain/calendar/workingDays.ts'
import type { MunicipalPlan, MunicipalRow } from '#domain/plan/municipalPlan.api.ts'
import type { PlanState } from '#domain/plan/plan.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { sendingsOf } from './municipalSending.store.ts'

const rowsOf = (tx: Tx) =>
  tx.selectFrom('municipalIndicator').select([
    'id',
    'version',
    'municipalPlanId',
    'number',
    'level1',
    'level1Weight',
    'level2',
    'level2Weight',
    'name',
    'collectingUnits',
    sql<MunicipalRow['frequency']>`frequency`.as('frequency'),
    'weightCommission',
    'weightBureau',
    'weightOffice',
    'standard',
    'sourceDocument',
    'note',
    'withdrawnOn',
    'revisedOn',
    'responsibleDivisionId',
    'coordinatingDivisionId',
    'notApplicableReason',
    sql<string | null>`(select item.id from item
        join plan on plan.id = item.plan_id and plan.kind = 'office'
        where item.municipal_indicator_id = municipal_indicator.id and item.withdrawn_on is null order by item.sort limit 1)`.as(
      'itemId',
    ),
  ])

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['executeTakeFirstOrThrow']>>

const shown = ({
  weightCommission,
  weightBureau,
  weightOffice,
  municipalPlanId: _plan,
  ...row
}: Row): MunicipalRow => ({
  ...row,
  weights: { commission: weightCommission, bureau: weightBureau, office: weightOffice },
})

/** The office's plan of a year as far as the city's table asks about it. */
export const officePlanOf = async (tx: Tx, year: number) =>
  (await tx
    .selectFrom('plan')
    .select(['id', sql<PlanState>`state`.as('state'), 'issuedOn', 'documentNumber'])
    .where('year', '=', year)
    .where('kind', '=', 'office')
    .executeTakeFirst()) ?? null

export const isDrafting = (plan: { readonly state: PlanState } | null): boolean =>
  plan === null || plan.state === 'drafting'

/** Every table of the city that was taken in, newest first. */
async function importsOf(tx: Tx, planId: string): Promise<MunicipalPlan['imports']> {
  const rows = await tx
    .selectFrom('municipalImport')
    .innerJoin('storedFile', 'storedFile.id', 'municipalImport.fileId')
    .innerJoin('person', 'person.id', 'municipalImport.madeBy')
    .select(['number', 'issuedOn', 'source', 'reason', 'added', 'changed', 'withdrawn', 'madeAt'])
    .select(['storedFile.name as fileName', 'size', 'digest', 'person.id as personId', 'person.name as personName'])
    .where('municipalPlanId', '=', planId)
    .orderBy('number', 'desc')
    .execute()
  return rows.map(({ fileName, size, digest, personId, personName, ...row }) => ({
    ...row,
    file: { name: fileName, size, digest },
    madeBy: { id: personId, name: personName },
  }))
}

/** By when the office's plan has to be with the city, counted from the day on which the indicators were issued. */
export const toCityDueOn = (issuedOn: string, { app, settings }: Pick<Reading, 'app' | 'settings'>): string | null =>
  addWorkingDays(issuedOn, settings['plan.toCityWorkingDays'], app.holidays)

/** The city's table of a year with what was made of each row. */
export async function findOfYear(context: Reading, year: number): Promise<MunicipalPlan> {
  const { tx, app, settings, today } = context
  const city = await tx
    .selectFrom('municipalPlan')
    .select(['id', 'year', 'version', 'issuedOn', 'source'])
    .where('year', '=', year)
    .executeTakeFirstOrThrow(() => new NotFound())
  const rows = await rowsOf(tx)
    .where('municipalPlanId', '=', city.id)
    .orderBy(sql`withdrawn_on is not null`)
    .orderBy('number')
    .execute()
  const dueOn = toCityDueOn(city.issuedOn, context)
  const plan = await officePlanOf(tx, year)
  return {
    ...city,
    officeClass: settings['plan.officeClass'],
    toCityDueOn: dueOn,
    toCityWorkingDays: settings['plan.toCityWorkingDays'],
    workingDaysLeft: dueOn === null ? null : workingDaysBetween(today, dueOn, app.holidays),
    sendings: await sendingsOf(tx, city.id, app.holidays),
    plan,
    isDrafting: isDrafting(plan),
    imports: await importsOf(tx, city.id),
    rows: rows.map(shown),
  }
}

/** Locks the city's table; `version` is the one the person was looking at. */
export async function lock(tx: Tx, id: string, version: number) {
  const city = await tx
    .selectFrom('municipalPlan')
    .select(['id', 'year', 'version', 'issuedOn', 'source', 'fileId'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound())
  if (city.version !== version) throw new Stale()
  return city
}

type Head = { issuedOn: string; source: string; fileId: string }
export const save = (tx: Tx, id: string, values: Partial<Head> = {}) =>
  tx
    .updateTable('municipalPlan')
    .set({ ...values, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()

/** The year of a table of the city. */
export const yearOf = async (tx: Tx, id: string): Promise<number> =>
  (
    await tx
      .selectFrom('municipalPlan')
      .select('year')
      .where('id', '=', id)
      .executeTakeFirstOrThrow(() => new NotFound())
  ).year

/** The row of the city's table as it is sent back. */
export async function findRow(tx: Tx, id: string): Promise<MunicipalRow> {
  return shown(
    await rowsOf(tx)
      .where('municipalIndicator.id', '=', id)
      .executeTakeFirstOrThrow(() => new NotFound()),
  )
}

/** Locks a row of the city's table; `version` is the one the person was looking at. */
export async function lockRow(tx: Tx, id: string, version: number): Promise<MunicipalRow & { year: number }> {
  const row = await rowsOf(tx)
    .innerJoin('municipalPlan', 'municipalPlan.id', 'municipalIndicator.municipalPlanId')
    .select('municipalPlan.year')
    .clearSelect()
    .select(['municipalIndicator.version', 'municipalPlan.year'])
    .where('municipalIndicator.id', '=', id)
    .forUpdate('municipalIndicator')
    .executeTakeFirstOrThrow(() => new NotFound())
  if (row.version !== version) throw new Stale()
  return { ...(await findRow(tx, id)), year: row.year }
}

/** Every row of a city's table, by its id. */
export const rowIds = async (tx: Tx, cityId: string): Promise<string[]> =>
  (await tx.selectFrom('municipalIndicator').select('id').where('municipalPlanId', '=', cityId).execute()).map(
    ({ id }) => id,
  )

type Allotment = Pick<MunicipalRow, 'responsibleDivisionId' | 'coordinatingDivisionId' | 'notApplicableReason'>

export const saveRow = (tx: Tx, id: string, allotment: Allotment) =>
  tx
    .updateTable('municipalIndicator')
    .set({ ...allotment, revisedOn: null, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()

/** The names of divisions, as far as they are there on this day. */
export async function divisionNames(tx: Tx, ids: readonly string[], today: string): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('division')
    .select(['id', 'nameZh'])
    .where('id', 'in', [...ids])
    .where('fromOn', '<=', today)
    .where((or) => or.or([or('toOn', 'is', null), or('toOn', '>', today)]))
    .execute()
  return new Map(rows.map(({ id, nameZh }) => [id, nameZh]))
}
