import { sql } from 'kysely'
import type { Remembered } from '#domain/plan/columnMapping.ts'
import type { Difference, Present } from '#domain/plan/municipalDifference.ts'
import { valuesOf } from '#domain/plan/municipalDifference.ts'
import type { MunicipalField } from '#domain/plan/municipalField.ts'
import type { MunicipalRow } from '#domain/plan/municipalRow.ts'
import { digestOf } from '#server/kernel/canonical.ts'
import type { Tx } from '#server/kernel/db.ts'

export const cityOf = async (tx: Tx, year: number): Promise<{ id: string } | undefined> =>
  tx.selectFrom('municipalPlan').select('id').where('year', '=', year).executeTakeFirst()

export const isClosed = async (tx: Tx, year: number): Promise<boolean> =>
  (await tx
    .selectFrom('performanceYear')
    .select('year')
    .where('year', '=', year)
    .where('state', '=', 'closed')
    .executeTakeFirst()) !== undefined

const columnsOf = ({ row: _row, level1, weights, collectingUnits, ...rest }: MunicipalRow) => ({
  ...rest,
  level1: level1.name,
  level1Weight: level1.weight,
  collectingUnits: collectingUnits.join('、'),
  weightCommission: weights.commission,
  weightBureau: weights.bureau,
  weightOffice: weights.office,
})

type Head = { year: number; issuedOn: string; source: string; fileId: string }

/** The city's table of a year, or undefined where the year has one already. */
export const insertCity = (tx: Tx, head: Head): Promise<{ id: string } | undefined> =>
  tx
    .insertInto('municipalPlan')
    .values(head)
    .onConflict((conflict) => conflict.column('year').doNothing())
    .returning('id')
    .executeTakeFirst()

/** Many rows at once, as many as one statement takes. */
export async function insertRows(tx: Tx, municipalPlanId: string, rows: readonly MunicipalRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += 500) {
    const values = rows.slice(start, start + 500).map((row) => ({ ...columnsOf(row), municipalPlanId }))
    await tx.insertInto('municipalIndicator').values(values).execute()
  }
}

/** The rows there are, withdrawn ones too, with the item of the office's plan that rests on each. */
export async function presentRows(tx: Tx, municipalPlanId: string): Promise<Present[]> {
  const rows = await tx
    .selectFrom('municipalIndicator')
    .select(['id', 'number', 'name', 'level1', 'level1Weight', 'level2', 'level2Weight', 'collectingUnits'])
    .select(['standard', 'sourceDocument', 'note', 'withdrawnOn'])
    .select(['weightCommission', 'weightBureau', 'weightOffice'])
    .select(sql<MunicipalRow['frequency']>`frequency`.as('frequency'))
    .select(
      sql<string | null>`(select string_agg(item.code, '、' order by item.sort) from item
        join plan on plan.id = item.plan_id and plan.kind = 'office'
        where item.municipal_indicator_id = municipal_indicator.id and item.withdrawn_on is null)`.as('itemCode'),
    )
    .where('municipalPlanId', '=', municipalPlanId)
    .orderBy('number')
    .execute()
  return rows.map(({ id, itemCode, withdrawnOn, level1Weight, collectingUnits, ...row }) => {
    const { weightCommission: commission, weightBureau: bureau, weightOffice: office, ...rest } = row
    const values = valuesOf({
      ...rest,
      level1: { name: row.level1, weight: level1Weight },
      collectingUnits: collectingUnits === '' ? [] : [collectingUnits],
      weights: { commission, bureau, office },
    })
    const { number, name, level1, level2 } = row
    return { id, number, name, level1, level2, isWithdrawn: withdrawnOn !== null, itemCode, values }
  })
}

/** Rows that change keep their allotment, to be looked at again; rows that go stay, marked. */
export async function applyDifferences(tx: Tx, planId: string, rows: readonly Difference[], on: string): Promise<void> {
  const gone = rows.flatMap(({ kind, id }) => (kind === 'withdrawn' && id ? [id] : []))
  const kept = rows.flatMap(({ kind, id, row }) =>
    id && row && (kind === 'changed' || kind === 'restored') ? [{ id, row }] : [],
  )
  if (gone.length > 0)
    await tx
      .updateTable('municipalIndicator')
      .set({ withdrawnOn: on, version: sql`version + 1` })
      .where('id', 'in', gone)
      .execute()
  // numbers may change places: none is taken while they do
  if (kept.length > 0)
    await tx
      .updateTable('municipalIndicator')
      .set({ number: sql`-1 - number`, withdrawnOn: null })
      .where(
        'id',
        'in',
        kept.map(({ id }) => id),
      )
      .execute()
  for (const { id, row } of kept)
    await tx
      .updateTable('municipalIndicator')
      .set({ ...columnsOf(row), revisedOn: on, version: sql`version + 1` })
      .where('id', '=', id)
      .execute()
  await insertRows(
    tx,
    planId,
    rows.flatMap(({ kind, row }) => (kind === 'added' && row ? [row] : [])),
  )
}

type NewImport = {
  municipalPlanId: string
  fileId: string
  issuedOn: string
  source: string
  reason: string | null
  setsDeadline: boolean
  added: number
  changed: number
  withdrawn: number
  madeBy: string
  madeAt: string
}

/** The next table of the city that was taken in. */
export const insertImport = (tx: Tx, values: NewImport) =>
  tx
    .insertInto('municipalImport')
    .values({
      ...values,
      number: sql<number>`(select count(*) + 1 from municipal_import
        where municipal_plan_id = ${values.municipalPlanId})::int`,
    })
    .execute()

/** How columns were taken before, the last used first. */
export async function memory(tx: Tx): Promise<Remembered<MunicipalField>[]> {
  const rows = await tx
    .selectFrom('municipalMapping')
    .select(['signature', sql<Remembered<MunicipalField>['columns']>`columns`.as('columns')])
    .orderBy('usedOn', 'desc')
    .orderBy('id')
    .limit(50)
    .execute()
  return rows
}

type Used = Remembered<MunicipalField> & { readonly source: string; readonly usedOn: string; readonly usedBy: string }

/** Remembers what the columns of a table with these headings were taken for; the last word counts. */
export const remember = (tx: Tx, { columns, ...used }: Used) => {
  const values = { ...used, columns: JSON.stringify(columns), digest: digestOf(used.signature) }
  const { columns: taken, source, usedOn, usedBy } = values
  return tx
    .insertInto('municipalMapping')
    .values(values)
    .onConflict((conflict) =>
      conflict
        .column('digest')
        .doUpdateSet({ columns: taken, source, usedOn, usedBy, version: sql`municipal_mapping.version + 1` }),
    )
    .execute()
}
