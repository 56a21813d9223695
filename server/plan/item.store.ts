import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Item, ItemContent, ItemSnapshot } from '#domain/plan/item.api.ts'
import { compareCodes } from '#domain/plan/item.ts'
import { inParts, type Tx } from '#server/kernel/db.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import type { Acting } from '#server/kernel/routes.ts'
import { saveIndicators } from './indicator.store.ts'
import { findAny, type SeenPlan } from './seenPlan.store.ts'

const division = (column: 'responsible' | 'coordinating') =>
  sql<ItemSnapshot['responsibleDivision']>`(select json_build_object('id', division.id,
    'name', json_build_object('zh', name_zh, 'en', name_en))
    from division where division.id = ${sql.ref(`item.${column}DivisionId`)})`
const people = (role: 'responsible' | 'participant') =>
  sql<ItemSnapshot['participants']>`coalesce((select json_agg(json_build_object('id', person.id, 'name', person.name)
    order by person.name collate "zh-x-icu", person.id)
    from item_person join person on person.id = item_person.person_id
    where item_person.item_id = item.id and item_person.role = ${role}), '[]')`
const ofDivision = (part: 'phase' | 'indicator') => sql`(select json_build_object('id', division.id,
  'name', json_build_object('zh', division.name_zh, 'en', division.name_en))
  from division where division.id = ${sql.ref(`${part}.divisionId`)})`
const phases = sql<ItemSnapshot['phases']>`coalesce((select json_agg(json_build_object('id', id, 'title', title,
  'startsOn', starts_on, 'endsOn', ends_on, 'goal', goal, 'criterion', criterion, 'weight', weight::text,
  'division', ${ofDivision('phase')}) order by sort)
  from phase where phase.item_id = item.id), '[]')`
const indicators = sql<ItemSnapshot['indicators']>`coalesce((select json_agg(json_build_object('id', indicator.id,
  'name', name, 'unit', unit, 'decimals', decimals, 'frequency', frequency, 'definition', definition,
  'delivery', delivery, 'evidenceNeeded', evidence_needed, 'target', target::text, 'feed', feed,
  'collectingUnit', case when body.id is null then null
    else json_build_object('id', body.id, 'name', json_build_object('zh', body.name_zh, 'en', body.name_en)) end,
  'division', ${ofDivision('indicator')})
  order by sort) from indicator left join external_body body on body.id = indicator.collecting_unit_id
  where indicator.item_id = item.id and indicator.withdrawn_on is null), '[]')`

const measures = sql<ItemSnapshot['measures']>`coalesce((select json_agg(json_build_object('what', what, 'who', who,
  'untilOn', until_on, 'person', case when person.id is null then null
    else json_build_object('id', person.id, 'name', person.name) end) order by sort)
  from item_measure left join person on person.id = item_measure.person_id
  where item_measure.item_id = item.id), '[]')`
const coDivisions = sql<ItemSnapshot['coDivisions']>`coalesce((select json_agg(json_build_object('goal', goal,
  'division', json_build_object('id', division.id, 'name', json_build_object('zh', name_zh, 'en', name_en)))
  order by item_division.sort)
  from item_division join division on division.id = item_division.division_id
  where item_division.item_id = item.id), '[]')`
const silences = sql<Item['silences']>`coalesce((select json_agg(json_build_object('code', code, 'field', field,
  'reason', reason, 'byName', person.name, 'at', made_at) order by code, field)
  from lint_silence join person on person.id = lint_silence.made_by where lint_silence.item_id = item.id), '[]')`

/** Items with everything that belongs to them, in one statement. Who may see them is the caller's first question. */
export const items = (tx: Tx) =>
  tx.selectFrom('item').select([
    'item.id',
    'item.planId',
    'item.year',
    'item.version',
    'item.code',
    'item.title',
    'item.dimension',
    'item.goal',
    'item.binding',
    'item.weight',
    'item.reporting',
    'item.startsOn',
    'item.endsOn',
    sql<Item['kind']>`item.kind`.as('kind'),
    sql<Item['method']>`item.method`.as('method'),
    division('responsible').as('responsibleDivision'),
    division('coordinating').as('coordinatingDivision'),
    sql<ItemSnapshot['mainResponsiblePerson']>`(select json_build_object('id', person.id, 'name', person.name)
        from person where person.id = item.main_responsible_person_id)`.as('mainResponsiblePerson'),
    people('responsible').as('responsiblePersons'),
    people('participant').as('participants'),
    sql<ItemSnapshot['municipalIndicator']>`(select json_build_object('id', m.id, 'number', m.number, 'name', m.name)
        from municipal_indicator m where m.id = item.municipal_indicator_id)`.as('municipalIndicator'),
    'item.isWhitePaper',
    measures.as('measures'),
    coDivisions.as('coDivisions'),
    silences.as('silences'),
    phases.as('phases'),
    indicators.as('indicators'),
  ])

/** All items in force of a plan in the order of their codes. */
export const itemsOf = (tx: Tx, planId: string): Promise<Item[]> =>
  items(tx)
    .where('item.planId', '=', planId)
    .where('item.withdrawnOn', 'is', null)
    .orderBy('item.sort')
    .orderBy('item.id')
    .execute()

/** An item by its id with its plan, where the actor may see that. */
export async function find(tx: Tx, actor: Actor, id: string): Promise<{ item: Item; plan: SeenPlan }> {
  const item = await items(tx)
    .where('item.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound())
  return { item, plan: await findAny(tx, actor, item.planId) }
}

/** Locks the plan of an item, so that nothing is saved into a plan that is being submitted. */
export async function planIdOf(tx: Tx, itemId: string): Promise<string> {
  const row = await tx
    .selectFrom('item')
    .select('planId')
    .where('id', '=', itemId)
    .executeTakeFirstOrThrow(() => new NotFound())
  return row.planId
}

/** Locks the item; `version` is the one the person was looking at. */
export async function lock(tx: Tx, id: string, version: number): Promise<Item> {
  const row = await tx
    .selectFrom('item')
    .select('version')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound())
  if (row.version !== version) throw new Stale()
  return items(tx).where('item.id', '=', id).executeTakeFirstOrThrow()
}

export const columnsOf = (content: ItemContent) => {
  const { phases: _p, indicators: _i, responsiblePersonIds: _r, participantIds: _q, ...more } = content
  const { measures: _m, coDivisions: _d, ...columns } = more
  return columns
}

export async function insert(
  tx: Tx,
  plan: { readonly id: string; readonly year: number },
  content: ItemContent,
): Promise<string> {
  const [id = ''] = await insertMany(tx, plan, [content])
  return id
}

/** Many items in few statements, however many there are; answers their ids in the same order. */
export async function insertMany(
  tx: Tx,
  plan: { readonly id: string; readonly year: number },
  contents: readonly ItemContent[],
): Promise<string[]> {
  const ids = contents.map(() => randomUUID())
  const of = <Row extends object>(parts: (content: ItemContent) => readonly Row[]) =>
    contents.flatMap((content, at) => parts(content).map((row) => ({ itemId: ids[at] ?? '', ...row })))
  const numbered = <Row extends object>(rows: readonly Row[]) => rows.map((row, at) => ({ sort: at + 1, ...row }))
  const rows = contents.map((content, at) => ({
    ...{ id: ids[at] ?? '', planId: plan.id, year: plan.year, sort: 0 },
    ...columnsOf(content),
  }))
  const people = (content: ItemContent) => [
    ...content.responsiblePersonIds.map((personId) => ({ personId, role: 'responsible' })),
    ...content.participantIds.map((personId) => ({ personId, role: 'participant' })),
  ]
  for (const part of inParts(rows)) await tx.insertInto('item').values(part).execute()
  for (const part of inParts(of(people))) await tx.insertInto('itemPerson').values(part).execute()
  for (const part of inParts(of((one) => numbered(one.measures))))
    await tx.insertInto('itemMeasure').values(part).execute()
  for (const part of inParts(of((one) => numbered(one.coDivisions))))
    await tx.insertInto('itemDivision').values(part).execute()
  for (const part of inParts(of((one) => numbered(one.phases)))) await tx.insertInto('phase').values(part).execute()
  for (const part of inParts(of((one) => numbered(one.indicators))))
    await tx.insertInto('indicator').values(part).execute()
  await orderByCode(tx, plan.id)
  return ids
}

export async function save(
  tx: Tx,
  item: Pick<Item, 'id' | 'planId'>,
  content: ItemContent,
  today: string,
): Promise<void> {
  await write(tx, item.id, content, today)
  await orderByCode(tx, item.planId)
}

/** Saves an item of several; the caller puts them in order afterwards. */
export async function write(tx: Tx, id: string, content: ItemContent, today: string): Promise<void> {
  await tx
    .updateTable('item')
    .set({ ...columnsOf(content), version: sql`version + 1` })
    .where('id', '=', id)
    .execute()
  await saveParts(tx, id, content, today)
}

/** The day on which the item was taken out of its issued plan; null while it is in force. */
export const withdrawnOn = async (tx: Tx, id: string): Promise<string | null> =>
  (await tx.selectFrom('item').select('withdrawnOn').where('id', '=', id).executeTakeFirst())?.withdrawnOn ?? null

export const isWithdrawn = async (tx: Tx, id: string | null): Promise<boolean> =>
  id !== null && (await withdrawnOn(tx, id)) !== null

/** Takes items out of an issued plan; what was owed and signed for them stays readable. */
export const withdraw = (tx: Tx, ids: readonly string[], today: string) =>
  tx
    .updateTable('item')
    .set({ withdrawnOn: today, version: sql`version + 1` })
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute()

/** Takes a draft item out; the versions that named it keep it. */
export const remove = (tx: Tx, id: string) => tx.deleteFrom('item').where('id', '=', id).execute()

async function saveParts(tx: Tx, itemId: string, content: ItemContent, today: string): Promise<void> {
  await savePeople(tx, itemId, content)
  await saveShares(tx, itemId, content)
  await savePhases(tx, itemId, content.phases)
  await saveIndicators(tx, itemId, content.indicators, today)
}

async function savePeople(tx: Tx, itemId: string, content: ItemContent): Promise<void> {
  await tx.deleteFrom('itemPerson').where('itemId', '=', itemId).execute()
  const named = [
    ...content.responsiblePersonIds.map((personId) => ({ itemId, personId, role: 'responsible' })),
    ...content.participantIds.map((personId) => ({ itemId, personId, role: 'participant' })),
  ]
  if (named.length > 0) await tx.insertInto('itemPerson').values(named).execute()
}

async function saveShares(tx: Tx, itemId: string, { measures, coDivisions }: ItemContent): Promise<void> {
  await tx.deleteFrom('itemMeasure').where('itemId', '=', itemId).execute()
  await tx.deleteFrom('itemDivision').where('itemId', '=', itemId).execute()
  const numbered = <Row extends object>(rows: readonly Row[]) =>
    rows.map((row, at) => ({ itemId, sort: at + 1, ...row }))
  if (measures.length > 0) await tx.insertInto('itemMeasure').values(numbered(measures)).execute()
  if (coDivisions.length > 0) await tx.insertInto('itemDivision').values(numbered(coDivisions)).execute()
}

type Hint = { readonly code: string; readonly field: string }

/** The answer to a hint; a second one takes the place of the first, which history keeps. The item's version moves on. */
export async function saveSilence(
  { tx, actor, clock }: Acting,
  itemId: string,
  { code, field, reason }: Hint & { readonly reason: string },
): Promise<void> {
  const made = { reason, madeBy: actor.id, madeAt: clock.now }
  await tx
    .insertInto('lintSilence')
    .values({ itemId, code, field, ...made })
    .onConflict((conflict) => conflict.columns(['itemId', 'code', 'field']).doUpdateSet(made))
    .execute()
  await moveOn(tx, itemId)
}

export async function dropSilence(tx: Tx, itemId: string, { code, field }: Hint): Promise<void> {
  await tx
    .deleteFrom('lintSilence')
    .where('itemId', '=', itemId)
    .where('code', '=', code)
    .where('field', '=', field)
    .execute()
  await moveOn(tx, itemId)
}

const moveOn = (tx: Tx, id: string) =>
  tx.updateTable('item').set({ version: sql`version + 1` }).where('id', '=', id).execute()

/** Phases keep their ids by their place. */
async function savePhases(tx: Tx, itemId: string, phases: ItemContent['phases']): Promise<void> {
  await tx.deleteFrom('phase').where('itemId', '=', itemId).where('sort', '>', phases.length).execute()
  if (phases.length === 0) return
  await tx
    .insertInto('phase')
    .values(phases.map((phase, at) => ({ itemId, sort: at + 1, ...phase })))
    .onConflict((conflict) =>
      conflict.columns(['itemId', 'sort']).doUpdateSet((eb) => ({
        title: eb.ref('excluded.title'),
        startsOn: eb.ref('excluded.startsOn'),
        endsOn: eb.ref('excluded.endsOn'),
        goal: eb.ref('excluded.goal'),
        criterion: eb.ref('excluded.criterion'),
        weight: eb.ref('excluded.weight'),
        divisionId: eb.ref('excluded.divisionId'),
      })),
    )
    .execute()
}

/** Items stand in the order of their codes, as a person would count them; only what moved is written. */
export async function orderByCode(tx: Tx, planId: string): Promise<void> {
  const rows = await tx
    .selectFrom('item')
    .select(['id', 'code', 'sort'])
    .where('planId', '=', planId)
    .where('withdrawnOn', 'is', null)
    .execute()
  const moved = rows
    .toSorted((a, b) => compareCodes(a.code, b.code))
    .map((row, at) => ({ ...row, now: at + 1 }))
    .filter(({ sort, now }) => sort !== now)
  if (moved.length === 0) return
  const [ids, places] = [moved.map(({ id }) => id), moved.map(({ now }) => now)]
  await sql`update item set sort = moved.place
    from unnest(${ids}::uuid[], ${places}::integer[]) as moved(id, place) where item.id = moved.id`.execute(tx)
}
