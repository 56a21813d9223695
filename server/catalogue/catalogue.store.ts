import { sql } from 'kysely'
import { z } from 'zod'
import type { CatalogueEntry, EntryContent } from '#domain/catalogue/catalogue.api.ts'
import type { EntryState, Level } from '#domain/catalogue/catalogue.ts'
import { id as anId } from '#domain/kernel/endpoint.ts'
import { cursorAt, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'

export type Filter = {
  readonly year: number
  readonly search?: string | undefined
  readonly level1Id?: string | undefined
  readonly frequency?: string | undefined
  readonly collectingUnitId?: string | undefined
  readonly withdrawn?: 'yes' | undefined
}

const heading = (table: 'above' | 'top') =>
  sql`case when ${sql.ref(`${table}.id`)} is null then null else json_build_object('id', ${sql.ref(`${table}.indicatorId`)},
    'number', ${sql.ref(`${table}.number`)}, 'name', ${sql.ref(`${table}.name`)}) end`

/** Every entry with what it stands under; whoever reads the catalogue reads all of it. */
const visible = (tx: Tx) =>
  tx
    .selectFrom('catalogueEntry as entry')
    .leftJoin('catalogueEntry as above', (join) =>
      join.onRef('above.indicatorId', '=', 'entry.parentId').onRef('above.year', '=', 'entry.year'),
    )
    .leftJoin('catalogueEntry as top', (join) =>
      join.onRef('top.indicatorId', '=', 'above.parentId').onRef('top.year', '=', 'entry.year'),
    )
    .leftJoin('externalBody as unit', 'unit.id', 'entry.collectingUnitId')
    .leftJoin('municipalIndicator as city', 'city.id', 'entry.municipalIndicatorId')
    .select([
      'entry.id',
      'entry.indicatorId',
      'entry.year',
      'entry.version',
      'entry.number',
      'entry.name',
      'entry.unit',
    ])
    .select(['entry.decimals', 'entry.definition', 'entry.source', 'entry.target', 'entry.base', 'entry.withdrawnOn'])
    .select([
      'entry.path',
      'city.number as municipalNumber',
      sql<EntryState>`case when entry.withdrawn_on is null then 'inUse' else 'withdrawn' end`.as('state'),
      sql<number>`(select count(*)::int from catalogue_entry below where below.parent_id = entry.indicator_id
        and below.year = entry.year and below.withdrawn_on is null)`.as('under'),
      sql<Level>`entry.level`.as('level'),
      sql<CatalogueEntry['direction']>`entry.direction`.as('direction'),
      sql<CatalogueEntry['frequency']>`entry.frequency`.as('frequency'),
      sql<CatalogueEntry['scoring']>`entry.scoring`.as('scoring'),
      sql<
        CatalogueEntry['trail']
      >`array_to_json(array_remove(array[${heading('top')}::jsonb, ${heading('above')}::jsonb], null))`.as('trail'),
      sql<CatalogueEntry['collectingUnit']>`case when unit.id is null then null else json_build_object('id', unit.id,
        'name', json_build_object('zh', unit.name_zh, 'en', unit.name_en)) end`.as('collectingUnit'),
    ])

type Row = Awaited<ReturnType<ReturnType<typeof visible>['executeTakeFirstOrThrow']>>
const shown = ({ path: _path, ...row }: Row): CatalogueEntry => row

const filtered = (tx: Tx, { year, search, level1Id, frequency, collectingUnitId, withdrawn }: Filter) =>
  visible(tx)
    .where('entry.year', '=', year)
    .$if(withdrawn === undefined, (query) => query.where('entry.withdrawnOn', 'is', null))
    .$if(level1Id !== undefined, (query) =>
      query.where(sql<boolean>`${level1Id}::uuid in (entry.indicator_id, above.indicator_id, top.indicator_id)`),
    )
    .$if(frequency !== undefined, (query) => query.where('entry.frequency', '=', frequency ?? ''))
    .$if(collectingUnitId !== undefined, (query) => query.where('entry.collectingUnitId', '=', collectingUnitId ?? ''))
    .$if(search !== undefined && search !== '', (query) => query.where(isFound(search ?? '')))

/** Words of the name, letters of its pinyin, or how its number begins; letters and digits also in full width. */
function isFound(search: string) {
  const words = search.toLowerCase()
  const narrow = search.normalize('NFKC')
  const letters = narrow.toLowerCase().replace(/\s+/g, '')
  return sql<boolean>`(strpos(lower(entry.name), ${words}) > 0 or starts_with(entry.number, ${narrow})
    or (${/^[a-z0-9]+$/.test(letters)} and strpos(entry.initials, ${letters}) > 0))`
}

const place = z.tuple([z.string(), anId])

/** The entries of a year in the order of the tree, a page at a time. */
export async function list(tx: Tx, filter: Filter & { after?: string | undefined; limit: number }) {
  const after = placeOf(filter.after, place)
  const rows = await filtered(tx, filter)
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(entry.path, entry.id) > (${after?.[0]} collate "C", ${after?.[1]}::uuid)`),
    )
    .orderBy('entry.path')
    .orderBy('entry.id')
    .limit(filter.limit + 1)
    .execute()
  const { rows: page, next } = pageFrom(rows, filter.limit, ({ path, id }) => cursorAt(path, id))
  return { rows: page.map(shown), next }
}

/** Everything that is filtered, for a file. */
export const listAll = async (tx: Tx, filter: Filter): Promise<CatalogueEntry[]> =>
  (await filtered(tx, filter).orderBy('entry.path').orderBy('entry.id').execute()).map(shown)

/** The years of one indicator, newest first. */
export async function entriesOf(tx: Tx, indicatorId: string): Promise<CatalogueEntry[]> {
  const rows = await visible(tx).where('entry.indicatorId', '=', indicatorId).orderBy('entry.year', 'desc').execute()
  if (rows.length === 0) throw new NotFound()
  return rows.map(shown)
}

/** The headings of a year, in the order of the tree. */
export const headingsOf = (tx: Tx, year: number) =>
  tx
    .selectFrom('catalogueEntry')
    .select(['indicatorId as id', 'number', 'name', 'parentId', sql<Level>`level`.as('level')])
    .where('year', '=', year)
    .where('level', '<', 3)
    .where('withdrawnOn', 'is', null)
    .orderBy('path')
    .orderBy('id')
    .execute()

/** Locks the entry; `version` is the one the person was looking at. */
export async function lock(tx: Tx, id: string, version: number) {
  const found = await tx
    .selectFrom('catalogueEntry')
    .select(['id', 'version'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound())
  if (found.version !== version) throw new Stale()
  return visible(tx).where('entry.id', '=', id).executeTakeFirstOrThrow()
}

/** What an entry is to stand under in a year; undefined where it is not there or out of use. */
export const parentOf = (tx: Tx, year: number, indicatorId: string | null) =>
  tx
    .selectFrom('catalogueEntry')
    .select(['indicatorId', 'path', 'number', 'name', sql<Level>`level`.as('level')])
    .where('year', '=', year)
    .where('indicatorId', '=', indicatorId)
    .where('withdrawnOn', 'is', null)
    .executeTakeFirst()

export const isNumberTaken = async (
  tx: Tx,
  {
    year,
    parentId,
    number,
    exceptId,
  }: { year: number; parentId: string | null; number: string; exceptId: string | null },
): Promise<boolean> =>
  (await tx
    .selectFrom('catalogueEntry')
    .select('id')
    .where('year', '=', year)
    .where('parentId', 'is not distinct from', parentId)
    .where('number', '=', number)
    .where('withdrawnOn', 'is', null)
    .$if(exceptId !== null, (query) => query.where('id', '<>', exceptId ?? ''))
    .executeTakeFirst()) !== undefined

type Written = EntryContent & { readonly initials: string; readonly path: string }

export async function insert(tx: Tx, year: number, level: Level, content: Written): Promise<string> {
  const { id } = await tx.insertInto('catalogueIndicator').values({ level }).returning('id').executeTakeFirstOrThrow()
  await tx
    .insertInto('catalogueEntry')
    .values({ indicatorId: id, year, level, ...content })
    .execute()
  return id
}

/** Saves an entry; what stands under it moves with it. */
export async function save(tx: Tx, before: Pick<Row, 'id' | 'year' | 'path'>, content: Written): Promise<void> {
  await tx
    .updateTable('catalogueEntry')
    .set((eb) => ({ ...content, version: eb('version', '+', 1) }))
    .where('id', '=', before.id)
    .execute()
  if (before.path === content.path) return
  await tx
    .updateTable('catalogueEntry')
    .set({ path: sql`${content.path} || substr(path, ${[...before.path].length + 1})` })
    .where('year', '=', before.year)
    .where(sql<boolean>`starts_with(path, ${`${before.path}/`})`)
    .where(under(before.id))
    .execute()
}

/** Whether an entry stands under another, directly or one level further down. */
const under = (id: string) => sql<boolean>`exists (select from catalogue_entry above
  left join catalogue_entry top on top.indicator_id = above.parent_id and top.year = above.year
  where above.indicator_id = catalogue_entry.parent_id and above.year = catalogue_entry.year
    and ${id}::uuid in (above.id, top.id))`

export const withdraw = (tx: Tx, id: string, today: string) =>
  tx
    .updateTable('catalogueEntry')
    .set((eb) => ({ withdrawnOn: today, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()

/** Whom the data go to, by its id; undefined where there is no such outside body. */
export async function collectingUnit(tx: Tx, id: string) {
  const row = await tx.selectFrom('externalBody').select(['nameZh', 'nameEn']).where('id', '=', id).executeTakeFirst()
  return row && { name: { zh: row.nameZh, en: row.nameEn } }
}
