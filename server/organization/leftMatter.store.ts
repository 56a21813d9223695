import { sql } from 'kysely'
import type { Text } from '#domain/kernel/text.ts'
import type { LeftKind } from '#domain/organization/leftMatter.ts'
import type { LeftMatter } from '#domain/organization/reorganisation.api.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'

/** Settled by what was done since: another division coordinates, the item or the year has ended, the plan is accepted. */
const isDone = sql<boolean>`(case matter.kind
  when 'sameDivision' then item.withdrawn_on is not null
    or item.responsible_division_id is distinct from item.coordinating_division_id
  else plan.state = 'accepted' or not exists (select from item own where own.plan_id = plan.id) end
  or performance_year.state = 'closed')`

const division = sql<Text>`(select jsonb_build_object('zh', name_zh, 'en', name_en) from division
  where division.id = coalesce(item.responsible_division_id, plan.division_id))`

const matters = (tx: Tx) =>
  tx
    .selectFrom('reorganisationMatter as matter')
    .leftJoin('item', 'item.id', 'matter.itemId')
    .leftJoin('plan', 'plan.id', 'matter.planId')
    .innerJoin('performanceYear', (join) =>
      join.on('performanceYear.year', '=', sql<number>`coalesce(item.year, plan.year)`),
    )
    .leftJoin('person as keeper', 'keeper.id', 'matter.keptBy')
    .select(['matter.id', 'matter.version', 'matter.reorganisationId', 'matter.itemId', 'matter.planId'])
    .select(['performanceYear.year', 'matter.keptReason', 'matter.keptAt', 'keeper.name as keptBy'])
    .select([
      sql<LeftKind>`matter.kind`.as('kind'),
      sql<string>`coalesce(item.code, '')`.as('code'),
      sql<string>`coalesce(item.title, plan.title)`.as('title'),
      division.as('division'),
      isDone.as('isDone'),
    ])

type Row = Awaited<ReturnType<ReturnType<typeof matters>['executeTakeFirstOrThrow']>>
const shown = ({ reorganisationId: _, keptReason, keptBy, keptAt, ...row }: Row): LeftMatter => ({
  ...row,
  kept: keptReason && keptBy && keptAt ? { reason: keptReason, by: keptBy, at: keptAt } : null,
})

/** What a reorganisation has left, the open ones first. */
export const leftBy = async (tx: Tx, reorganisationId: string): Promise<LeftMatter[]> =>
  (
    await matters(tx)
      .where('matter.reorganisationId', '=', reorganisationId)
      .orderBy(sql`(matter.kept_reason is not null or ${isDone})`)
      .orderBy('code')
      .orderBy('matter.id')
      .execute()
  ).map(shown)

/** What nobody has settled yet. */
export const openLeft = (tx: Tx) =>
  matters(tx)
    .where('matter.keptReason', 'is', null)
    .where(sql<boolean>`not ${isDone}`)
    .orderBy('code')
    .orderBy('matter.id')
    .limit(200)
    .execute()

/** Locks one; `version` is the one the person was looking at. */
export async function lockLeft(tx: Tx, id: string, version: number): Promise<Row> {
  const row = await matters(tx)
    .where('matter.id', '=', id)
    .forUpdate('matter')
    .executeTakeFirstOrThrow(() => new NotFound())
  if (row.version !== version) throw new Stale()
  return row
}

type New = { readonly kind: LeftKind; readonly itemId?: string; readonly planId?: string }

export const insertLeft = async (tx: Tx, reorganisationId: string, rows: readonly New[]): Promise<void> => {
  if (rows.length === 0) return
  await tx
    .insertInto('reorganisationMatter')
    .values(rows.map((row) => ({ ...row, reorganisationId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export const keepLeft = (tx: Tx, id: string, kept: { keptReason: string; keptBy: string; keptAt: string }) =>
  tx
    .updateTable('reorganisationMatter')
    .set({ ...kept, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .execute()
