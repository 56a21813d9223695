import { sql } from 'kysely'
import { type Actor, seesEverything } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { AttachedFile } from '#domain/opinion/opinion.api.ts'
import type { Tx } from '#server/kernel/db.ts'
import { Invalid, NotFound } from '#server/kernel/errors.ts'
import { claimFile, type FileStore } from '#server/kernel/files.ts'
import type { Subject } from '#server/kernel/history.ts'
import type { Acting, Download } from '#server/kernel/routes.ts'

type Named = { id: string; name: Text }

/** The duty's own divisions where it is about one, else the item's: of a query that joins `item` and `duty`. */
export const responsibleId = sql<string | null>`coalesce(duty.responsible_division_id, item.responsible_division_id)`
export const coordinatingId = sql<string | null>`coalesce(duty.coordinating_division_id, item.coordinating_division_id)`

/** Whether this post sees what is about an item: its divisions their own, the steering posts everything. */
export const visible = (actor: Actor) =>
  seesEverything(actor)
    ? sql<boolean>`true`
    : sql<boolean>`${actor.divisionId}::uuid in (${responsibleId}, ${coordinatingId})`

const division = (of: typeof responsibleId) =>
  sql<Named | null>`(select json_build_object('id', division.id, 'name', json_build_object('zh', name_zh, 'en', name_en))
    from division where division.id = ${of})`

export const person = (column: string) =>
  sql<{ id: string; name: string } | null>`(select json_build_object('id', person.id, 'name', person.name)
    from person where person.id = ${sql.ref(column)})`

/** The files that a record has claimed, in the order in which they came. */
export const filesOf = (kind: 'opinion' | 'contact' | 'problem') =>
  sql<AttachedFile[]>`coalesce((select json_agg(json_build_object('id', file.id, 'name', file.name, 'size', file.size)
    order by file.created_at, file.id) from stored_file as file
    where file.claimed_kind = ${sql.lit(kind)} and file.claimed_id = ${sql.ref(`${kind}.id`)}), '[]')`

/** What a record is about, of a query that joins `item`, `duty` and `data_report`. */
export const dutyOf = sql<{ id: string; indicator: string; period: string } | null>`(
  select json_build_object('id', duty.id, 'indicator', indicator.name, 'period', duty.period)
  from indicator where indicator.id = duty.indicator_id)`
export const reportOf = sql<{ id: string; subject: string; period: string } | null>`(case when data_report.id is null
  then null else json_build_object('id', data_report.id, 'subject', data_report.subject,
    'period', data_report.period) end)`
export const subject = [
  sql<{ id: string; code: string; title: string }>`json_build_object('id', item.id, 'code', item.code,
    'title', item.title)`.as('item'),
  dutyOf.as('duty'),
  reportOf.as('report'),
  division(responsibleId).as('responsibleDivision'),
  division(coordinatingId).as('coordinatingDivision'),
  sql<Named>`(select json_build_object('id', body.id, 'name', json_build_object('zh', name_zh, 'en', name_en))
    from external_body as body where body.id = body_id)`.as('body'),
]

/** An item of the plan in force with its year; items of drafts have no opinions. */
export const findItem = (tx: Tx, id: string) =>
  tx
    .selectFrom('item')
    .innerJoin('plan', 'plan.id', 'item.planId')
    .select(['item.id', 'item.year', 'item.title', 'item.responsibleDivisionId', 'item.coordinatingDivisionId'])
    .where('item.id', '=', id)
    .where('plan.kind', '=', 'office')
    .where('plan.state', '=', 'issued')
    .executeTakeFirstOrThrow(() => new NotFound())

type About = { readonly dutyId: string | null; readonly reportId: string | null; readonly bodyId: string }

/** The divisions that an item, or one of its duties, gives; 422 where duty, report or unit does not belong to it. */
export async function chainOf(tx: Tx, itemId: string, { dutyId, reportId, bodyId }: About) {
  const item = await findItem(tx, itemId)
  const duty = dutyId
    ? await tx
        .selectFrom('duty')
        .select(['responsibleDivisionId', 'coordinatingDivisionId'])
        .where('id', '=', dutyId)
        .where('itemId', '=', itemId)
        .executeTakeFirst()
    : undefined
  const faults = []
  if (dutyId && !duty) faults.push({ path: 'body.dutyId', message: notOfItem })
  if (reportId && !(await isReportOf(tx, reportId, itemId))) faults.push({ path: 'body.reportId', message: notOfItem })
  const body = await tx
    .selectFrom('externalBody')
    .select(['nameZh'])
    .where('id', '=', bodyId)
    .where('kind', 'in', ['collectingUnit', 'municipalPerformanceOffice'])
    .executeTakeFirst()
  if (!body) faults.push({ path: 'body.bodyId', message: notAUnit })
  if (faults.length > 0 || !body) throw new Invalid(faults)
  return { year: item.year, title: item.title, bodyName: body.nameZh, ...(duty ?? item) }
}

const isReportOf = async (tx: Tx, reportId: string, itemId: string): Promise<boolean> =>
  (await tx
    .selectFrom('dataReportLine')
    .innerJoin('duty', 'duty.id', 'dataReportLine.dutyId')
    .select('duty.id')
    .where('dataReportLine.reportId', '=', reportId)
    .where('duty.itemId', '=', itemId)
    .executeTakeFirst()) !== undefined

const notOfItem = { zh: '不属于这一事项。', en: 'It does not belong to this item.' }
const notAUnit = {
  zh: '须为市级数据采集责任单位或市绩效办。',
  en: 'Must be a collecting unit or the municipal performance office.',
}

/** Makes uploads part of a record and answers their names, as the history shows them. */
export async function claimAll({ tx, actor }: Acting, fileIds: readonly string[], owner: Subject): Promise<string> {
  const names: string[] = []
  for (const fileId of new Set(fileIds)) names.push((await claimFile(tx, actor.id, fileId, owner)).name)
  return names.join('、')
}

/** A file of this record; the caller has made sure that the actor may see the record. */
export async function fileOf(tx: Tx, files: FileStore, owner: Subject, fileId: string): Promise<Download> {
  const { name, type, digest } = await tx
    .selectFrom('storedFile')
    .select(['name', 'type', 'digest'])
    .where('id', '=', fileId)
    .where('claimedKind', '=', owner.kind)
    .where('claimedId', '=', owner.id)
    .executeTakeFirstOrThrow(() => new NotFound())
  return { name, type, content: await files.open(digest) }
}
