import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { CatalogueIndicator, CatalogueYear } from '#domain/catalogue/catalogue.api.ts'
import type { Level } from '#domain/catalogue/catalogue.ts'
import { type CityRow, type Known, type Proposed, proposedFromCity } from '#domain/catalogue/catalogueFromCity.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import { statesSeenBy } from '#domain/plan/plan.ts'
import type { Tx } from '#server/kernel/db.ts'
import { headingsOf } from './catalogue.store.ts'
import { initialsOfAll } from './initials.ts'

/** The city's table of the year: its version, and the rows it still has. */
export async function cityOf(tx: Tx, year: number): Promise<{ version: number; rows: CityRow[] } | null> {
  const city = await tx
    .selectFrom('municipalPlan')
    .select(['id', 'version'])
    .where('year', '=', year)
    .executeTakeFirst()
  if (!city) return null
  const rows = await tx
    .selectFrom('municipalIndicator as row')
    .select(['row.id', 'row.number', 'row.level1', 'row.level2', 'row.name', 'row.standard', 'row.sourceDocument'])
    .select([
      sql<CityRow['frequency']>`row.frequency`.as('frequency'),
      sql<string | null>`(select unit.id from external_body unit where unit.kind = 'collectingUnit'
        and strpos(row.collecting_units, unit.name_zh) > 0
        order by strpos(row.collecting_units, unit.name_zh), unit.id limit 1)`.as('collectingUnitId'),
    ])
    .where('row.municipalPlanId', '=', city.id)
    .where('row.withdrawnOn', 'is', null)
    .orderBy('row.number')
    .execute()
  return { version: city.version, rows }
}

/** The entries of the year, those out of use too, and of each other indicator the last entry of an earlier year. */
const knownTo = async (tx: Tx, year: number): Promise<Known[]> =>
  await tx
    .selectFrom('catalogueEntry')
    .distinctOn('indicatorId')
    .select(['indicatorId', 'name', 'parentId', 'number', 'path'])
    .select([
      sql<Level>`level`.as('level'),
      sql<boolean>`year = ${year}`.as('isOfYear'),
      sql<string | null>`case when year = ${year} then municipal_indicator_id end`.as('municipalIndicatorId'),
    ])
    .where('year', '<=', year)
    .orderBy('indicatorId')
    .orderBy('year', 'desc')
    .execute()

/** What the city's table adds to the catalogue of the year. */
export async function proposalOf(tx: Tx, year: number): Promise<{ version: number | null; proposed: Proposed[] }> {
  const city = await cityOf(tx, year)
  if (!city) return { version: null, proposed: [] }
  return { version: city.version, proposed: proposedFromCity(city.rows, await knownTo(tx, year)) }
}

/** Makes what was proposed, all at once; answers the indicators by their places in the proposal. */
export async function insertProposed(tx: Tx, year: number, proposed: readonly Proposed[]): Promise<string[]> {
  const initials = await initialsOfAll(proposed.map(({ name }) => name))
  const ids = new Map(proposed.map(({ key, indicatorId }) => [key, indicatorId ?? randomUUID()]))
  const fresh = proposed
    .filter(({ indicatorId }) => indicatorId === null)
    .map(({ key, level }) => ({ id: ids.get(key) ?? '', level }))
  if (fresh.length > 0) await tx.insertInto('catalogueIndicator').values(fresh).execute()
  const entries = proposed.map(({ key, parentKey, level, number, name, path, row }, at) => ({
    ...{ year, level, number, name, path, initials: initials[at] ?? '' },
    indicatorId: ids.get(key) ?? '',
    // what the year has already is named by its own id
    parentId: parentKey === null ? null : (ids.get(parentKey) ?? parentKey),
    frequency: row?.frequency ?? null,
    definition: row?.standard ?? '',
    source: row?.sourceDocument ?? '',
    collectingUnitId: row?.collectingUnitId ?? null,
    municipalIndicatorId: row?.id ?? null,
  }))
  await tx.insertInto('catalogueEntry').values(entries).execute()
  return entries.map(({ indicatorId }) => indicatorId)
}

/** The catalogue of a year as that of an earlier one, without target and base values and without what is out of use. */
export const copyYear = async (tx: Tx, from: number, to: number): Promise<string[]> =>
  (
    await tx
      .insertInto('catalogueEntry')
      .columns([
        ...(['indicatorId', 'year', 'level', 'parentId', 'number', 'name', 'initials', 'path', 'unit'] as const),
        ...(['direction', 'decimals', 'frequency', 'definition', 'source', 'collectingUnitId', 'scoring'] as const),
      ])
      .expression((eb) =>
        eb
          .selectFrom('catalogueEntry')
          .select([
            'indicatorId',
            sql<number>`${to}::int`.as('year'),
            'level',
            'parentId',
            'number',
            'name',
            'initials',
          ])
          .select(['path', 'unit', 'direction', 'decimals', 'frequency', 'definition', 'source'])
          .select(['collectingUnitId', 'scoring'])
          .where('year', '=', from)
          .where('withdrawnOn', 'is', null),
      )
      .returning('indicatorId')
      .execute()
  ).map(({ indicatorId }) => indicatorId)

/** Serialises what adds many entries to a year. False where the year has not been opened. */
export const lockYear = async (tx: Tx, year: number): Promise<boolean> =>
  (await tx.selectFrom('performanceYear').select('year').where('year', '=', year).forUpdate().executeTakeFirst()) !==
  undefined

/** One entry of a year: a command's subject is a record. */
export const anEntryOf = async (tx: Tx, year: number): Promise<string> =>
  (
    await tx
      .selectFrom('catalogueEntry')
      .select('id')
      .where('year', '=', year)
      .orderBy('path')
      .limit(1)
      .executeTakeFirstOrThrow()
  ).id

export const yearOf = async (tx: Tx, entryId: string): Promise<number> =>
  (await tx.selectFrom('catalogueEntry').select('year').where('id', '=', entryId).executeTakeFirstOrThrow()).year

/** A year as its page shows it. */
export async function readYear(tx: Tx, year: number): Promise<CatalogueYear> {
  const opened = await tx.selectFrom('performanceYear').select('year').where('year', '=', year).executeTakeFirst()
  const counts = await tx
    .selectFrom('catalogueEntry')
    .select([
      sql<number>`count(*) filter (where level < 3 and withdrawn_on is null)::int`.as('headings'),
      sql<number>`count(*) filter (where level = 3 and withdrawn_on is null)::int`.as('indicators'),
      sql<number>`count(*) filter (where withdrawn_on is not null)::int`.as('withdrawn'),
    ])
    .where('year', '=', year)
    .executeTakeFirstOrThrow()
  const years = await tx.selectFrom('catalogueEntry').select('year').distinct().orderBy('year', 'desc').execute()
  const { version, proposed } = await proposalOf(tx, year)
  return {
    ...{ year, counts, isOpened: opened !== undefined, years: years.map((one) => one.year) },
    headings: await headingsOf(tx, year),
    earlier: years.find((one) => one.year < year)?.year ?? null,
    city: version === null ? null : { version, missing: proposed.filter(({ level }) => level === 3).length },
    unmatched: (await matchesOf(tx, year)).length,
  }
}

/**
 * Indicators of the office's plan that have the name and the unit of exactly one entry of their year, and of which nobody
 * said which one they are.
 */
export const matchesOf = (tx: Tx, year: number) =>
  tx
    .selectFrom('indicator')
    .innerJoin('item', 'item.id', 'indicator.itemId')
    .innerJoin('plan', 'plan.id', 'item.planId')
    .innerJoin('catalogueEntry as entry', (join) =>
      join.onRef('entry.year', '=', 'plan.year').onRef('entry.name', '=', 'indicator.name'),
    )
    .select(['indicator.id', 'entry.indicatorId as catalogueIndicatorId', 'item.code', 'indicator.name'])
    .where('plan.kind', '=', 'office')
    .where('plan.year', '=', year)
    .where('item.withdrawnOn', 'is', null)
    .where('indicator.withdrawnOn', 'is', null)
    .where('indicator.catalogueIndicatorId', 'is', null)
    .where('entry.level', '=', 3)
    .where('entry.withdrawnOn', 'is', null)
    .where(sql<boolean>`entry.unit in (indicator.unit, '')`)
    .where(
      sql<boolean>`not exists (select from catalogue_entry other where other.year = entry.year and other.id <> entry.id
        and other.level = 3 and other.withdrawn_on is null and other.name = entry.name
        and other.unit in (indicator.unit, ''))`,
    )
    .orderBy('item.code')
    .orderBy('indicator.id')
    .execute()

/** The items that carry an indicator, of the plans that the actor may see. */
export const usesOf = (tx: Tx, actor: Actor, indicatorId: string): Promise<CatalogueIndicator['uses']> =>
  tx
    .selectFrom('indicator')
    .innerJoin('item', 'item.id', 'indicator.itemId')
    .innerJoin('plan', 'plan.id', 'item.planId')
    .select(['item.id as itemId', 'item.code as itemCode', 'item.title as itemTitle', 'plan.year'])
    .select(['indicator.name', 'indicator.unit'])
    .where('indicator.catalogueIndicatorId', '=', indicatorId)
    .where('indicator.withdrawnOn', 'is', null)
    .where('item.withdrawnOn', 'is', null)
    .where('plan.kind', '=', 'office')
    .where('plan.state', 'in', statesSeenBy(actor))
    .orderBy('plan.year', 'desc')
    .orderBy('item.code')
    .orderBy('indicator.id')
    .execute()
