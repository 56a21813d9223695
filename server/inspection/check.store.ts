import { type RawBuilder, sql } from 'kysely'
import type { AttachedFile } from '#domain/inspection/check.api.ts'
import type { Fault } from '#domain/inspection/check.ts'
import { type Actor, divisionPosts, isOneOf, seesEverything } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Tx } from '#server/kernel/db.ts'
import { Invalid } from '#server/kernel/errors.ts'

type Named = { id: string; name: Text }

/** A division or outside body as JSON: `table` is its alias in the query. */
export const namedOf = (table: string) =>
  sql<Named>`json_build_object('id', ${sql.ref(`${table}.id`)}, 'name',
    json_build_object('zh', ${sql.ref(`${table}.nameZh`)}, 'en', ${sql.ref(`${table}.nameEn`)}))`

export const divisionOf = (column: string) =>
  sql<Named>`(select ${namedOf('named')} from division as named where named.id = ${sql.ref(column)})`

/** Somebody by id, null where nobody is. */
export const personOf = (column: string) =>
  sql<{ id: string; name: string } | null>`(select json_build_object('id', person.id, 'name', person.name)
    from person where person.id = ${sql.ref(column)})`

/** An instant inside of JSON, as the interface writes it. */
export const instantOf = (column: string) =>
  sql<string | null>`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** What kinds of rows of the module claim files. */
type ClaimKind = 'inspectionFinding' | 'inspectionReply' | 'conformity' | 'conformityMaterial' | 'selfCheckEvidence'

/** The files that a row has claimed, in the order in which they came. */
export const filesOf = (kind: ClaimKind, column: string) =>
  sql<AttachedFile[]>`coalesce((select json_agg(json_build_object('id', file.id, 'name', file.name, 'size', file.size)
    order by file.created_at, file.id) from stored_file as file
    where file.claimed_kind = ${sql.lit(kind)} and file.claimed_id = ${sql.ref(column)}), '[]')`

/** Whether a column names the actor's division, or one whose successor it is. */
export const isOwnDivision = (actor: Actor, column: string): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(column)} in (select divisions_of(${actor.divisionId}::uuid))`

/** True for those who see everything, else the condition. */
export const unlessAll = (actor: Actor, condition: RawBuilder<boolean>): RawBuilder<boolean> =>
  seesEverything(actor) ? sql<boolean>`true` : condition

/** Throws 422 where there are faults. */
export const sound = (faults: readonly Fault[]): void => {
  if (faults.length > 0) throw new Invalid(faults.map(({ path, message }) => ({ path: `body.${path}`, message })))
}

/** Divisions of the day by id, in the order of the organization; 422 where one is not. */
export async function divisionsOf(tx: Tx, ids: readonly string[], path: string, today: string) {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return []
  const rows = await tx
    .selectFrom('division')
    .select(['id', 'nameZh', 'nameEn', 'housesPerformanceOffice'])
    .where('id', 'in', wanted)
    .where('fromOn', '<=', today)
    .where((or) => or.or([or('toOn', 'is', null), or('toOn', '>', today)]))
    .orderBy('sort')
    .orderBy('id')
    .execute()
  if (rows.length < wanted.length) sound([{ path, message: noSuchDivision }])
  return rows
}
const noSuchDivision = { zh: '没有这个处。', en: 'There is no such division.' }

/** Items of the year's plan in force; 422 where one is not. */
export async function demandItems(tx: Tx, ids: readonly string[], year: number, path: string): Promise<void> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return
  const rows = await tx
    .selectFrom('item')
    .innerJoin('plan', 'plan.id', 'item.planId')
    .select('item.id')
    .where('item.id', 'in', wanted)
    .where('item.year', '=', year)
    .where('plan.kind', '=', 'office')
    .where('plan.state', '=', 'issued')
    .execute()
  if (rows.length < wanted.length) sound([{ path, message: noSuchItem }])
}
const noSuchItem = { zh: '不是这一年度方案中的事项。', en: "It is not an item of the year's plan." }

/** The performance year of a day or a form; 422 where there is none. */
export async function demandYear(tx: Tx, year: number, path: string): Promise<number> {
  const row = await tx.selectFrom('performanceYear').select('year').where('year', '=', year).executeTakeFirst()
  if (!row) sound([{ path, message: { zh: '没有这个年度。', en: 'There is no such year.' } }])
  return year
}

/** Whether this post acts for a division. */
export const isInDivision = (actor: Actor): boolean => isOneOf(actor.post, divisionPosts) && actor.divisionId !== null
