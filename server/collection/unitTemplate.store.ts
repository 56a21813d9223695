import { type Insertable, sql, type Updateable } from 'kysely'
import { z } from 'zod'
import type { Frequency } from '#domain/calendar/periods.ts'
import type { TemplateIndicator, TemplateRow, UnitTemplate } from '#domain/collection/unitTemplate.api.ts'
import type { CellFact, MappedCell } from '#domain/collection/unitTemplate.cells.ts'
import type { NilWay, TemplateState } from '#domain/collection/unitTemplate.ts'
import { type Actor, seesEverything } from '#domain/kernel/actor.ts'
import { cursorAt, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { UnitTemplateVersion } from '#server/kernel/db.types.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'

/** A template is its coordinating division's; the performance office and the group's head and deputies see every one. */
const visible = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('unitTemplate')
    .$if(!seesEverything(actor), (query) => query.where('unitTemplate.coordinatingDivisionId', '=', actor.divisionId))

const withNames = (tx: Tx, actor: Actor) =>
  visible(tx, actor)
    .innerJoin('externalBody as unit', 'unit.id', 'unitTemplate.collectingUnitId')
    .innerJoin('division', 'division.id', 'unitTemplate.coordinatingDivisionId')
    .selectAll('unitTemplate')
    .select(['unit.nameZh as unitZh', 'unit.nameEn as unitEn', 'division.nameZh', 'division.nameEn'])

/** Locks a template that this post sees; `version` is the one the person was looking at. */
export async function lock(tx: Tx, actor: Actor, id: string, version: number) {
  const row = await visible(tx, actor)
    .selectAll('unitTemplate')
    .where('unitTemplate.id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound())
  if (row.version !== version) throw new Stale()
  return row
}

export const findHead = (tx: Tx, actor: Actor, id: string) =>
  withNames(tx, actor)
    .where('unitTemplate.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound())

type HeadRow = Omit<Awaited<ReturnType<typeof findHead>>, 'version'>
const headOf = (row: HeadRow) => ({
  id: row.id,
  name: row.name,
  frequency: row.frequency as Frequency,
  collectingUnit: { id: row.collectingUnitId, name: { zh: row.unitZh, en: row.unitEn } },
  coordinatingDivision: { id: row.coordinatingDivisionId, name: { zh: row.nameZh, en: row.nameEn } },
})

const Place = z.tuple([z.string(), z.uuid()])

/** By the unit's name, page by page. */
export async function list(tx: Tx, actor: Actor, query: { after?: string | undefined; limit: number }) {
  const place = placeOf(query.after, Place)
  const rows = await withNames(tx, actor)
    .select([
      sql<string | null>`(select max(effective_from) from unit_template_version
        where template_id = unit_template.id and state = 'inForce')`.as('inForceFrom'),
      sql<number | null>`(select number from unit_template_version
        where template_id = unit_template.id and state = 'drafted')`.as('draftNumber'),
    ])
    .$if(place !== undefined, (q) =>
      q.where(sql<boolean>`(unit.name_zh, unit_template.id) > (${place?.[0]}, ${place?.[1]}::uuid)`),
    )
    .orderBy('unit.nameZh')
    .orderBy('unitTemplate.id')
    .limit(query.limit + 1)
    .execute()
  const page = pageFrom(rows, query.limit, ({ unitZh, id }) => cursorAt(unitZh, id))
  const shown = page.rows.map(
    (row): TemplateRow => ({ ...headOf(row), inForceFrom: row.inForceFrom, draftNumber: row.draftNumber }),
  )
  return { rows: shown, next: page.next }
}

/** Units and frequencies of the data that a division coordinates and that have no template yet. */
export async function choices(tx: Tx, divisionId: string | null) {
  const rows = await tx
    .selectFrom('duty')
    .innerJoin('externalBody as unit', 'unit.id', 'duty.collectingUnitId')
    .select(['unit.id', 'unit.nameZh', 'unit.nameEn', 'duty.frequency'])
    .distinct()
    .where('duty.coordinatingDivisionId', '=', divisionId)
    .where('duty.stage', '<>', 'withdrawn')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('unitTemplate')
            .select('unitTemplate.id')
            .whereRef('unitTemplate.coordinatingDivisionId', '=', 'duty.coordinatingDivisionId')
            .whereRef('unitTemplate.collectingUnitId', '=', 'duty.collectingUnitId')
            .whereRef('unitTemplate.frequency', '=', 'duty.frequency'),
        ),
      ),
    )
    .orderBy('unit.nameZh')
    .orderBy('duty.frequency')
    .limit(500)
    .execute()
  return rows.map(({ id, nameZh, nameEn, frequency }) => ({
    collectingUnit: { id, name: { zh: nameZh, en: nameEn } },
    frequency: frequency as Frequency,
  }))
}

export type TemplateKey = {
  readonly coordinatingDivisionId: string
  readonly collectingUnitId: string
  readonly frequency: string
}

export const templateOfKey = (tx: Tx, key: TemplateKey) =>
  tx
    .selectFrom('unitTemplate')
    .select(['id', 'name'])
    .where('coordinatingDivisionId', '=', key.coordinatingDivisionId)
    .where('collectingUnitId', '=', key.collectingUnitId)
    .where('frequency', '=', key.frequency)
    .executeTakeFirst()

/** The further fields that collection plans ask for beside an indicator's figure, but for files; beside `indicator`. */
export const furtherNames = sql<TemplateIndicator['fields']>`coalesce((
  select jsonb_agg(jsonb_build_object('key', named.key, 'name', named.name) order by named.key)
  from (select distinct on (field->>'key') field->>'key' as key, field->>'name' as name
    from collection_version as asked, jsonb_array_elements(asked.content->'fields') as field
    where asked.indicator_id = indicator.id and asked.state = 'inForce' and field->>'kind' <> 'file'
    order by field->>'key', asked.effective_on desc, asked.number desc) as named), '[]')`

/** The indicators of a unit that a division coordinates, those of the latest year first. */
export async function indicatorsOf(tx: Tx, key: TemplateKey): Promise<TemplateIndicator[]> {
  const rows = await tx
    .selectFrom('duty')
    .innerJoin('indicator', 'indicator.id', 'duty.indicatorId')
    .innerJoin('item', 'item.id', 'duty.itemId')
    .select(['indicator.id as indicatorId', 'duty.year', 'item.title as itemTitle', 'indicator.name', 'indicator.unit'])
    .select(['item.sort as itemSort', 'indicator.sort', furtherNames.as('fields')])
    .distinct()
    .where('duty.coordinatingDivisionId', '=', key.coordinatingDivisionId)
    .where('duty.collectingUnitId', '=', key.collectingUnitId)
    .where('duty.frequency', '=', key.frequency)
    .where('duty.stage', '<>', 'withdrawn')
    .orderBy('duty.year', 'desc')
    .orderBy('item.sort')
    .orderBy('indicator.sort')
    .orderBy('indicator.id')
    .limit(1000)
    .execute()
  return rows.map(({ itemSort: _item, sort: _sort, ...row }) => row)
}

/** Periods whose entry has opened, the latest first. */
export const openPeriods = async (tx: Tx, key: TemplateKey, today: string): Promise<string[]> =>
  (
    await tx
      .selectFrom('duty')
      .select(['period', sql<string>`min(opens_on)`.as('opensOn')])
      .where('coordinatingDivisionId', '=', key.coordinatingDivisionId)
      .where('collectingUnitId', '=', key.collectingUnitId)
      .where('frequency', '=', key.frequency)
      .where('stage', '<>', 'withdrawn')
      .where('opensOn', '<=', today)
      .groupBy('period')
      .orderBy('opensOn', 'desc')
      .limit(24)
      .execute()
  ).map(({ period }) => period)

export async function insertTemplate(tx: Tx, key: TemplateKey & { name: string }): Promise<string> {
  const { id } = await tx
    .insertInto('unitTemplate')
    .values(key)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirstOrThrow(() => new Stale())
  return id
}

export const touch = (tx: Tx, id: string) =>
  tx
    .updateTable('unitTemplate')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()

export const insertVersion = async (tx: Tx, row: Insertable<UnitTemplateVersion>): Promise<string> =>
  (await tx.insertInto('unitTemplateVersion').values(row).returning('id').executeTakeFirstOrThrow()).id

export const saveVersion = (tx: Tx, id: string, change: Updateable<UnitTemplateVersion>) =>
  tx.updateTable('unitTemplateVersion').set(change).where('id', '=', id).execute()

/** The versions of a template with their files and people, the latest first. */
export async function versionsOf(tx: Tx, templateId: string) {
  const rows = await tx
    .selectFrom('unitTemplateVersion as of')
    .innerJoin('storedFile', 'storedFile.id', 'of.fileId')
    .innerJoin('person as changer', 'changer.id', 'of.changedBy')
    .leftJoin('person as forcer', 'forcer.id', 'of.forcedBy')
    .selectAll('of')
    .select(['storedFile.name as fileName', 'storedFile.size', 'storedFile.digest', 'storedFile.type'])
    .select(['changer.name as changerName', 'forcer.name as forcerName'])
    .where('of.templateId', '=', templateId)
    .orderBy('of.number', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, state: row.state as TemplateState, nilAs: row.nilAs as NilWay }))
}
export type VersionRecord = Awaited<ReturnType<typeof versionsOf>>[number]

/** Another version is in force from the very day of this one. */
export const hasSameDay = (versions: readonly VersionRecord[], of: VersionRecord): boolean =>
  versions.some((one) => one.id !== of.id && one.state === 'inForce' && one.effectiveFrom === of.effectiveFrom)

/** The template with its versions as its page shows them. */
export async function find(tx: Tx, actor: Actor, id: string): Promise<UnitTemplate> {
  const head = await findHead(tx, actor, id)
  const versions = (await versionsOf(tx, id)).map((of) => ({
    ...{ number: of.number, state: of.state, effectiveFrom: of.effectiveFrom, fileName: of.fileName },
    ...{ changedBy: of.changerName, forcedBy: of.forcerName, forcedOn: of.forcedOn },
    withdrawnReason: of.withdrawnReason,
  }))
  return { ...headOf(head), version: head.version, versions }
}

export async function cellsOf(tx: Tx, versionId: string): Promise<MappedCell[]> {
  const rows = await tx
    .selectFrom('unitTemplateCell')
    .select(['sheet', 'cell', 'fact', 'indicatorId', 'part'])
    .where('versionId', '=', versionId)
    .orderBy('sort')
    .execute()
  return rows.map((row) => ({ ...row, fact: row.fact as CellFact }))
}

/** Puts these cells in the place of those there were. */
export async function replaceCells(tx: Tx, versionId: string, cells: readonly MappedCell[]): Promise<void> {
  await tx.deleteFrom('unitTemplateCell').where('versionId', '=', versionId).execute()
  if (cells.length === 0) return
  await tx
    .insertInto('unitTemplateCell')
    .values(cells.map((cell, at) => ({ ...cell, versionId, sort: at + 1 })))
    .execute()
}
