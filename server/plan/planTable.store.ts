import { sql } from 'kysely'
import type { RulePack } from '#domain/kernel/settings.ts'
import type { ItemContent } from '#domain/plan/item.api.ts'
import type { TableMemory } from '#domain/plan/planTableMapping.ts'
import type { TableContext } from '#domain/plan/planTableRead.ts'
import { digestOf } from '#server/kernel/canonical.ts'
import type { Tx } from '#server/kernel/db.ts'
import { columnsOf, orderByCode } from './item.store.ts'

type Plan = { readonly id: string; readonly year: number; readonly divisionId: string | null }
type Today = { readonly today: string; readonly pack: Pick<RulePack, 'dimensions'> }

type Names = Pick<TableContext, 'divisions' | 'people' | 'units' | 'cityRows' | 'usedCodes'>

/** Who and what a cell may name today, and the codes that the draft has; one statement. */
export async function tableContextOf(tx: Tx, plan: Plan, { today, pack }: Today): Promise<TableContext> {
  const { rows } = await sql<Names>`select
    (select coalesce(json_agg(json_build_object('id', id, 'name', json_build_object('zh', name_zh, 'en', name_en))
      order by sort, id), '[]') from division where from_on <= ${today} and (to_on is null or to_on > ${today})) as divisions,
    (select coalesce(json_agg(json_build_object('id', person.id, 'name', person.name, 'divisionName',
      (select json_build_object('zh', division.name_zh, 'en', division.name_en) from post
        join division on division.id = post.division_id where post.person_id = person.id
        and post.from_on <= ${today} and (post.to_on is null or post.to_on > ${today})
        order by division.sort, division.id limit 1)) order by person.id), '[]')
      from person where line = 'business' and disabled_at is null) as people,
    (select coalesce(json_agg(json_build_object('id', id, 'name', json_build_object('zh', name_zh, 'en', name_en))
      order by id), '[]') from external_body where kind = 'collectingUnit'
      and from_on <= ${today} and (to_on is null or to_on > ${today})) as units,
    (select coalesce(json_agg(json_build_object('id', i.id, 'number', i.number, 'name', i.name) order by i.number), '[]')
      from municipal_indicator i join municipal_plan p on p.id = i.municipal_plan_id where p.year = ${plan.year}) as city_rows,
    (select coalesce(json_agg(code order by sort), '[]') from item where plan_id = ${plan.id}::uuid) as used_codes`.execute(
    tx,
  )
  const [names] = rows
  if (!names) throw new Error('a select without from has one row')
  return { ...names, year: plan.year, divisionId: plan.divisionId, dimensions: pack.dimensions }
}

/** How the columns of tables of this division, or of the office's plan, were taken before, the last used first. */
export async function memoryOf(tx: Tx, divisionId: string | null): Promise<TableMemory[]> {
  return tx
    .selectFrom('planTableMapping')
    .select(['signature', sql<TableMemory['sheet']>`sheet`.as('sheet')])
    .select(sql<TableMemory['columns']>`columns`.as('columns'))
    .where('divisionId', divisionId === null ? 'is' : '=', divisionId)
    .orderBy('usedOn', 'desc')
    .orderBy('id')
    .limit(50)
    .execute()
}

type Used = { readonly divisionId: string | null; readonly usedOn: string; readonly usedBy: string }

/** Remembers what the columns of sheets with these headings were taken for; the last word counts. */
export async function remember(tx: Tx, used: Used, sheets: readonly TableMemory[]): Promise<void> {
  const rows = sheets.map(({ sheet, signature, columns }) => ({
    ...{ ...used, sheet, signature, digest: digestOf(signature), columns: JSON.stringify(columns) },
  }))
  // two sheets with the same headings are one to remember
  const each = [...new Map(rows.map((row) => [`${row.sheet} ${row.digest}`, row])).values()]
  if (each.length === 0) return
  await tx
    .insertInto('planTableMapping')
    .values(each)
    .onConflict((conflict) =>
      conflict.columns(['divisionId', 'sheet', 'digest']).doUpdateSet((now) => ({
        columns: now.ref('excluded.columns'),
        usedOn: used.usedOn,
        usedBy: used.usedBy,
        version: sql`plan_table_mapping.version + 1`,
      })),
    )
    .execute()
}

/** New items with all their parts, a statement for each table; answers their ids. */
export async function insertMany(tx: Tx, plan: Plan, contents: readonly ItemContent[]): Promise<string[]> {
  const items = contents.map((content) => ({ id: crypto.randomUUID(), content }))
  const rows = items.map(({ id, content }) => ({
    ...{ id, planId: plan.id, year: plan.year, sort: 0 },
    ...columnsOf(content),
  }))
  for (const some of chunks(rows)) await tx.insertInto('item').values(some).execute()
  const parts = <Part extends object>(of: (content: ItemContent) => readonly Part[]) =>
    items.flatMap(({ id: itemId, content }) => of(content).map((part, at) => ({ itemId, sort: at + 1, ...part })))
  const people = items.flatMap(({ id: itemId, content }) => [
    ...content.responsiblePersonIds.map((personId) => ({ itemId, personId, role: 'responsible' })),
    ...content.participantIds.map((personId) => ({ itemId, personId, role: 'participant' })),
  ])
  const measures = parts(({ measures: all }) => all)
  const coDivisions = parts(({ coDivisions: all }) => all)
  const phases = parts(({ phases: all }) => all)
  const indicators = parts(({ indicators: all }) => all)
  for (const some of chunks(people)) await tx.insertInto('itemPerson').values(some).execute()
  for (const some of chunks(measures)) await tx.insertInto('itemMeasure').values(some).execute()
  for (const some of chunks(coDivisions)) await tx.insertInto('itemDivision').values(some).execute()
  for (const some of chunks(phases)) await tx.insertInto('phase').values(some).execute()
  for (const some of chunks(indicators)) await tx.insertInto('indicator').values(some).execute()
  await orderByCode(tx, plan.id)
  return items.map(({ id }) => id)
}

/** A statement takes 65,535 values: a thousand rows of the widest table are a quarter of that. */
const chunks = <Row>(rows: readonly Row[]): Row[][] =>
  Array.from({ length: Math.ceil(rows.length / 1_000) }, (_, at) => rows.slice(at * 1_000, (at + 1) * 1_000))
