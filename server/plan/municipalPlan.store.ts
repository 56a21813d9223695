import { sql } from 'kysely'
import { addWorkingDays } from '#domain/calendar/workingDays.ts'
import type { MunicipalPlan, MunicipalRow } from '#domain/plan/municipalPlan.api.ts'
import type { MunicipalRow as TableRow } from '#domain/plan/municipalRow.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { isDrafting } from './plan.store.ts'

export const isImported = async (tx: Tx, year: number): Promise<boolean> =>
  (await tx.selectFrom('municipalPlan').select('id').where('year', '=', year).executeTakeFirst()) !== undefined

type Head = { year: number; issuedOn: string; source: string; fileId: string }

/** All rows of the city's table at once. Answers undefined where the year has its table already. */
export async function insert(tx: Tx, head: Head, rows: readonly TableRow[]): Promise<string | undefined> {
  const plan = await tx
    .insertInto('municipalPlan')
    .values(head)
    .onConflict((conflict) => conflict.column('year').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!plan) return undefined
  await tx
    .insertInto('municipalIndicator')
    .values(
      rows.map(({ row: _row, level1, weights, collectingUnits, ...rest }) => ({
        ...rest,
        municipalPlanId: plan.id,
        level1: level1.name,
        level1Weight: level1.weight,
        collectingUnits: collectingUnits.join('、'),
        weightCommission: weights.commission,
        weightBureau: weights.bureau,
        weightOffice: weights.office,
      })),
    )
    .execute()
  return plan.id
}

const rowsOf = (tx: Tx) =>
  tx.selectFrom('municipalIndicator').select([
    'id',
    'version',
    'municipalPlanId',
    'number',
    'level1',
    'level1Weight',
    'level2',
    'name',
    'collectingUnits',
    sql<MunicipalRow['frequency']>`frequency`.as('frequency'),
    'weightCommission',
    'weightBureau',
    'weightOffice',
    'note',
    'responsibleDivisionId',
    'coordinatingDivisionId',
    'notApplicableReason',
    sql<string | null>`(select item.id from item
        join plan on plan.id = item.plan_id and plan.kind = 'office'
        where item.municipal_indicator_id = municipal_indicator.id order by item.sort limit 1)`.as('itemId'),
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

/** The city's table of a year with what was made of each row. */
export async function findOfYear({ tx, app, settings }: Reading, year: number): Promise<MunicipalPlan> {
  const { fileName, size, digest, ...plan } = await tx
    .selectFrom('municipalPlan')
    .innerJoin('storedFile', 'storedFile.id', 'municipalPlan.fileId')
    .select(['municipalPlan.id', 'year', 'issuedOn', 'source', 'storedFile.name as fileName', 'size', 'digest'])
    .where('year', '=', year)
    .executeTakeFirstOrThrow(() => new NotFound())
  const rows = await rowsOf(tx).where('municipalPlanId', '=', plan.id).orderBy('number').execute()
  return {
    ...plan,
    file: { name: fileName, size, digest },
    officeClass: settings['plan.officeClass'],
    toCityDueOn: addWorkingDays(plan.issuedOn, settings['plan.toCityWorkingDays'], app.holidays),
    isDrafting: await isDrafting(tx, year),
    rows: rows.map(shown),
  }
}

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

type Allotment = Pick<MunicipalRow, 'responsibleDivisionId' | 'coordinatingDivisionId' | 'notApplicableReason'>

export const saveRow = (tx: Tx, id: string, allotment: Allotment) =>
  tx
    .updateTable('municipalIndicator')
    .set({ ...allotment, version: sql`version + 1` })
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
