import { sql } from 'kysely'
import { z } from 'zod'
import type { Frequency } from '#domain/calendar/periods.ts'
import { CollectionContent } from '#domain/collection/collectionContent.ts'
import type {
  CollectionPlan,
  CollectionRow,
  CollectionVersion,
  listCollectionPlans,
} from '#domain/collection/collectionPlan.api.ts'
import type { Known, VersionState } from '#domain/collection/collectionPlan.ts'
import { type Actor, seesEverything } from '#domain/kernel/actor.ts'
import { id as anId } from '#domain/kernel/endpoint.ts'
import { cursorAt, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import type { FileStore } from '#server/kernel/files.ts'
import type { Download } from '#server/kernel/routes.ts'
import { evidenceOf, named, text } from './duty.shape.ts'

const responsibleOf = sql<string>`coalesce(indicator.division_id, item.responsible_division_id)`

/** The indicators of the issued plan that this post sees: a division those it owes or coordinates. */
const indicators = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('indicator')
    .innerJoin('item', 'item.id', 'indicator.itemId')
    .innerJoin('plan', 'plan.id', 'item.planId')
    .innerJoin('division as responsible', (join) => join.on(sql<boolean>`responsible.id = ${responsibleOf}`))
    .innerJoin('division as coordinating', 'coordinating.id', 'item.coordinatingDivisionId')
    .where('plan.kind', '=', 'office')
    .where('plan.state', '=', 'issued')
    .$if(!seesEverything(actor), (query) =>
      query.where((eb) =>
        eb.or([
          eb('item.coordinatingDivisionId', '=', actor.divisionId),
          sql<boolean>`${responsibleOf} = ${actor.divisionId}::uuid`,
        ]),
      ),
    )
    .select(['indicator.id', 'indicator.name', 'indicator.unit', 'indicator.decimals', 'indicator.evidenceNeeded'])
    .select([
      'item.year',
      'item.id as itemId',
      'item.code',
      'item.title',
      sql<Frequency>`indicator.frequency`.as('frequency'),
    ])
    .select([
      'responsible.id as responsibleId',
      'responsible.nameZh as responsibleZh',
      'responsible.nameEn as responsibleEn',
    ])
    .select(['coordinating.id as coordinatingId', 'coordinating.nameZh as coordinatingZh'])
    .select(['coordinating.nameEn as coordinatingEn'])
    .select(sql<boolean>`indicator.withdrawn_on is not null or item.withdrawn_on is not null`.as('isWithdrawn'))

type Row = Awaited<ReturnType<ReturnType<typeof indicators>['executeTakeFirstOrThrow']>>

const indicatorOf = (row: Row) => ({
  indicator: { id: row.id, name: row.name, unit: row.unit, decimals: row.decimals, frequency: row.frequency },
  item: { id: row.itemId, code: row.code, title: row.title },
  year: row.year,
  responsibleDivision: { id: row.responsibleId, name: text(row.responsibleZh, row.responsibleEn) },
  coordinatingDivision: { id: row.coordinatingId, name: text(row.coordinatingZh, row.coordinatingEn) },
})

/** One indicator with its unit by the plan, or 404. */
export async function indicatorAt(tx: Tx, actor: Actor, indicatorId: string) {
  const row = await indicators(tx, actor)
    .leftJoin('externalBody as unit', 'unit.id', 'indicator.collectingUnitId')
    .select(['unit.id as unitId', 'unit.nameZh as unitZh', 'unit.nameEn as unitEn'])
    .where('indicator.id', '=', indicatorId)
    .executeTakeFirstOrThrow(() => new NotFound())
  const { evidenceNeeded, isWithdrawn } = row
  return { ...indicatorOf(row), collectingUnit: named(row.unitId, row.unitZh, row.unitEn), evidenceNeeded, isWithdrawn }
}

const versions = (tx: Tx) =>
  tx
    .selectFrom('collectionVersion as of')
    .innerJoin('person as maker', 'maker.id', 'of.madeBy')
    .leftJoin('person as forcer', 'forcer.id', 'of.forcedBy')
    .leftJoin('person as offerer', 'offerer.id', 'of.offeredBy')
    .leftJoin('externalBody as unit', 'unit.id', 'of.collectingUnitId')
    .leftJoin('storedFile as file', 'file.id', 'of.requirementFileId')
    .select([
      'of.id',
      'of.version',
      'of.number',
      'of.effectiveOn',
      sql<VersionState>`of.state`.as('state'),
      'of.content',
    ])
    .select(['of.madeAt', 'of.forcedAt', 'maker.name as makerName', 'forcer.name as forcerName'])
    .select(['of.offeredAt', 'offerer.name as offererName'])
    .select(['unit.id as unitId', 'unit.nameZh as unitZh', 'unit.nameEn as unitEn'])
    .select(['file.id as fileId', 'file.name as fileName', 'file.size as fileSize', 'of.indicatorId'])
    .select(sql<number>`(select count(*)::int from duty where duty.collection_version_id = of.id)`.as('duties'))

type VersionRow = Awaited<ReturnType<ReturnType<typeof versions>['executeTakeFirstOrThrow']>>
const versionOf = (row: VersionRow): CollectionVersion => ({
  ...{ id: row.id, version: row.version, number: row.number, effectiveOn: row.effectiveOn, state: row.state },
  content: CollectionContent.parse(row.content),
  collectingUnit: named(row.unitId, row.unitZh, row.unitEn),
  requirementFile: evidenceOf(row.fileId, row.fileName, row.fileSize),
  made: { name: row.makerName, at: row.madeAt },
  offered: row.offeredAt && row.offererName ? { name: row.offererName, at: row.offeredAt } : null,
  forced: row.forcedAt && row.forcerName ? { name: row.forcerName, at: row.forcedAt } : null,
  duties: row.duties,
})

/** The versions of an indicator's plan, the newest first, without those that were discarded. */
export const versionsOf = async (tx: Tx, indicatorId: string): Promise<CollectionVersion[]> =>
  (
    await versions(tx)
      .where('of.indicatorId', '=', indicatorId)
      .where('of.state', '<>', 'discarded')
      .orderBy('of.number', 'desc')
      .execute()
  ).map(versionOf)

/** Whose plan a version is. */
export const indicatorOfVersion = async (tx: Tx, versionId: string): Promise<string> =>
  (
    await tx
      .selectFrom('collectionVersion')
      .select('indicatorId')
      .where('id', '=', versionId)
      .executeTakeFirstOrThrow(() => new NotFound())
  ).indicatorId

/** Locks the versions of an indicator's plan; `version` is the one the person was looking at. */
export async function lock(tx: Tx, versionId: string, version: number): Promise<void> {
  const row = await tx
    .selectFrom('collectionVersion')
    .select('version')
    .where('id', '=', versionId)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound())
  if (row.version !== version) throw new Stale()
}

/** Two who begin a version of the same plan do it one after the other. */
export const lockIndicator = (tx: Tx, indicatorId: string) =>
  tx.selectFrom('indicator').select('id').where('id', '=', indicatorId).forUpdate().execute()

type New = {
  readonly indicatorId: string
  readonly effectiveOn: string
  readonly content: CollectionContent
  readonly madeBy: string
  readonly madeAt: string
}
export const insert = (tx: Tx, { content, indicatorId, ...given }: New) =>
  tx
    .insertInto('collectionVersion')
    .values({
      ...{ ...given, indicatorId, state: 'draft', content: JSON.stringify(content) },
      ...{ collectingUnitId: content.collectingUnitId, requirementFileId: content.requirementFileId },
      number: sql<number>`(select coalesce(max(number), 0) + 1 from collection_version
        where indicator_id = ${indicatorId})`,
    })
    .execute()

export const save = (tx: Tx, versionId: string, effectiveOn: string, content: CollectionContent) =>
  tx
    .updateTable('collectionVersion')
    .set({
      ...{ effectiveOn, content: JSON.stringify(content), version: sql`version + 1` },
      ...{ offeredBy: null, offeredAt: null },
      ...{ collectingUnitId: content.collectingUnitId, requirementFileId: content.requirementFileId },
    })
    .where('id', '=', versionId)
    .execute()

export const offer = (tx: Tx, versionId: string, by: { readonly offeredBy: string; readonly offeredAt: string }) =>
  tx
    .updateTable('collectionVersion')
    .set({ ...by, version: sql`version + 1` })
    .where('id', '=', versionId)
    .execute()

export const close = (
  tx: Tx,
  versionId: string,
  to:
    | { readonly state: 'discarded' }
    | { readonly state: 'inForce'; readonly forcedBy: string; readonly forcedAt: string },
) =>
  tx
    .updateTable('collectionVersion')
    .set({ ...to, version: sql`version + 1` })
    .where('id', '=', versionId)
    .execute()

/** What the responsible division reports already in that year, but for this indicator. */
export const knownTo = (tx: Tx, of: CollectionPlan): Promise<Known[]> =>
  tx
    .selectFrom('indicator')
    .innerJoin('item', 'item.id', 'indicator.itemId')
    .innerJoin('plan', 'plan.id', 'item.planId')
    .select(['indicator.name', 'indicator.unit', 'item.code as itemCode'])
    .where('plan.kind', '=', 'office')
    .where('item.year', '=', of.year)
    .where('indicator.withdrawnOn', 'is', null)
    .where('indicator.id', '<>', of.indicator.id)
    .where(responsibleOf, '=', of.responsibleDivision.id)
    .orderBy('item.code')
    .execute()

/** A file of a plan; the caller has made sure that the actor may see the plan. */
export async function fileOf(tx: Tx, files: FileStore, fileId: string | null): Promise<Download> {
  const { name, type, digest } = await tx
    .selectFrom('storedFile')
    .select(['name', 'type', 'digest'])
    .where('id', '=', fileId)
    .executeTakeFirstOrThrow(() => new NotFound())
  return { name, type, content: await files.open(digest) }
}

type Query = z.output<typeof listCollectionPlans.query>
const Place = z.tuple([z.coerce.number(), z.coerce.number(), anId])

const hasDraft = sql<boolean>`exists (select from collection_version as draft where draft.indicator_id = indicator.id
  and draft.state = 'draft')`

/** A year's indicators in the order of the plan, with how each is collected on this day. */
export async function list(tx: Tx, actor: Actor, query: Query, today: string) {
  const after = placeOf(query.after, Place)
  const unit = sql<
    string | null
  >`case when now.id is null then indicator.collecting_unit_id else now.collecting_unit_id end`
  const rows = await indicators(tx, actor)
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('collectionVersion as of')
          .select(['of.id', 'of.number', 'of.effectiveOn', 'of.content', 'of.collectingUnitId'])
          .whereRef('of.indicatorId', '=', 'indicator.id')
          .where('of.state', '=', 'inForce')
          .where('of.effectiveOn', '<=', today)
          .orderBy('of.effectiveOn', 'desc')
          .orderBy('of.number', 'desc')
          .limit(1)
          .as('now'),
      (join) => join.onTrue(),
    )
    .leftJoin('externalBody as unit', (join) => join.on(sql<boolean>`unit.id = ${unit}`))
    .select(['unit.id as unitId', 'unit.nameZh as unitZh', 'unit.nameEn as unitEn'])
    .select([sql<number>`item.sort`.as('itemSort'), sql<number>`coalesce(indicator.sort, 0)`.as('sort')])
    .select(['now.number', 'now.effectiveOn', 'now.content'])
    .select(hasDraft.as('hasDraft'))
    .where('item.year', '=', query.year)
    .where('item.withdrawnOn', 'is', null)
    .where('indicator.withdrawnOn', 'is', null)
    .$if(query.plan === 'none', (q) => q.where('now.id', 'is', null))
    .$if(query.plan === 'draft', (q) => q.where(hasDraft))
    .$if(query.collectingUnitId !== undefined, (q) => q.where(unit, '=', query.collectingUnitId ?? null))
    .$if(after !== undefined, (q) =>
      q.where(
        sql<boolean>`(item.sort, coalesce(indicator.sort, 0), indicator.id) > (${after?.[0]}::int, ${after?.[1]}::int, ${after?.[2]}::uuid)`,
      ),
    )
    .orderBy('item.sort')
    .orderBy(sql`coalesce(indicator.sort, 0)`)
    .orderBy('indicator.id')
    .limit(query.limit + 1)
    .execute()
  const { rows: page, next } = pageFrom(rows, query.limit, (row) => cursorAt(`${row.itemSort}`, `${row.sort}`, row.id))
  return {
    next,
    rows: page.map((row): CollectionRow => {
      const content = row.content === null ? undefined : CollectionContent.parse(row.content)
      return {
        ...indicatorOf(row),
        ...{ collectingUnit: named(row.unitId, row.unitZh, row.unitEn), number: row.number },
        ...{ effectiveOn: row.effectiveOn, hasDraft: row.hasDraft, fields: content?.fields.length ?? 0 },
        evidence: content?.evidence ?? row.evidenceNeeded,
        externalDue: content?.externalDue ?? { kind: 'office' },
      }
    }),
  }
}
