import { sql } from 'kysely'
import { type Actor, seesEverything } from '#domain/kernel/actor.ts'
import type { Light } from '#domain/kernel/light.ts'
import type { Item, ItemPage, ItemRow, LatestDuty } from '#domain/plan/item.api.ts'
import { type PlanState, statesSeenBy } from '#domain/plan/plan.ts'
import type { Tx } from '#server/kernel/db.ts'
import { Invalid } from '#server/kernel/errors.ts'

type Query = {
  readonly year: number
  readonly divisionId?: string | undefined
  readonly responsibleId?: string | undefined
  readonly kind?: string | undefined
  readonly dimension?: string | undefined
  readonly search?: string | undefined
  readonly mine?: 'yes' | undefined
  readonly light?: Light | undefined
  readonly after?: string | undefined
  readonly limit: number
}

/** Items of the plans that the actor may see, in the order of their codes, a page at a time. */
export async function list(tx: Tx, actor: Actor, query: Query): Promise<{ rows: ItemRow[]; next: string | null }> {
  const rows = await visible(tx, actor, query)
    .$if(query.after !== undefined, (q) => {
      const { sort, id } = placeOf(query.after ?? '')
      return q.where(sql<boolean>`(item.sort, item.id) > (${sort}, ${id}::uuid)`)
    })
    .orderBy('item.sort')
    .orderBy('item.id')
    .limit(query.limit + 1)
    .execute()
  return pageOf(rows, query.limit)
}

/** A page of rows of which one more than asked was read, and where the next one begins. */
export function pageOf<Row extends { readonly sort: number; readonly id: string }>(
  rows: readonly Row[],
  limit: number,
) {
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return {
    rows: page.map(({ sort: _sort, ...row }) => row),
    next: last ? Buffer.from(JSON.stringify([last.sort, last.id])).toString('base64url') : null,
  }
}

const named = (table: string) =>
  sql<ItemRow['responsibleDivision']>`case when ${sql.ref(`${table}.id`)} is null then null
    else json_build_object('id', ${sql.ref(`${table}.id`)}, 'name',
      json_build_object('zh', ${sql.ref(`${table}.nameZh`)}, 'en', ${sql.ref(`${table}.nameEn`)})) end`

/** Lights are seen of items that are seen in full. */
const seesLight = (actor: Actor) => (seesEverything(actor) ? sql<boolean>`true` : isOf(actor.divisionId))

export const visible = (
  tx: Tx,
  actor: Actor,
  { year, divisionId, responsibleId, kind, dimension, search, mine, light }: Omit<Query, 'after' | 'limit'>,
) =>
  tx
    .selectFrom('item')
    .innerJoin('plan', 'plan.id', 'item.planId')
    .leftJoin('division as responsible', 'responsible.id', 'item.responsibleDivisionId')
    .leftJoin('division as coordinating', 'coordinating.id', 'item.coordinatingDivisionId')
    .leftJoin('person as main', 'main.id', 'item.mainResponsiblePersonId')
    .leftJoin('itemLight', (join) => join.onRef('itemLight.itemId', '=', 'item.id').on(seesLight(actor)))
    .select(['item.id', 'item.sort', 'item.code', 'item.title', 'item.dimension', 'item.goal', 'item.binding'])
    .select([
      'item.weight',
      sql<ItemRow['kind']>`item.kind`.as('kind'),
      sql<PlanState>`plan.state`.as('planState'),
      named('responsible').as('responsibleDivision'),
      named('coordinating').as('coordinatingDivision'),
      sql<ItemRow['mainResponsiblePerson']>`case when main.id is null then null
        else json_build_object('id', main.id, 'name', main.name) end`.as('mainResponsiblePerson'),
      sql<number>`(select count(*)::int from phase where phase.item_id = item.id)`.as('phaseCount'),
      sql<number>`(select count(*)::int from indicator where indicator.item_id = item.id
        and indicator.withdrawn_on is null)`.as('indicatorCount'),
      sql<Light | null>`item_light.light`.as('light'),
    ])
    .where('plan.kind', '=', 'office')
    .where('plan.year', '=', year)
    .where('plan.state', 'in', statesSeenBy(actor))
    .where('item.withdrawnOn', 'is', null)
    .$if(divisionId !== undefined, (query) => query.where(isOf(divisionId ?? '')))
    .$if(responsibleId !== undefined, (query) => query.where('item.responsibleDivisionId', '=', responsibleId ?? ''))
    .$if(kind !== undefined, (query) => query.where('item.kind', '=', kind ?? ''))
    .$if(dimension !== undefined, (query) => query.where('item.dimension', '=', dimension ?? ''))
    .$if(light !== undefined, (query) => query.where('itemLight.light', '=', light ?? ''))
    .$if(search !== undefined && search !== '', (query) =>
      query.where(sql<boolean>`strpos(lower(item.code || ' ' || item.title), ${(search ?? '').toLowerCase()}) > 0`),
    )
    .$if(mine === 'yes', (query) =>
      query.where(
        sql<boolean>`(item.main_responsible_person_id = ${actor.id} or exists (select from item_person
          where item_person.item_id = item.id and item_person.person_id = ${actor.id}))`,
      ),
    )

/** Whether a division is responsible for an item, shares the responsibility, or coordinates it. */
export const isOf = (divisionId: string | null) => sql<boolean>`(item.responsible_division_id = ${divisionId}::uuid
  or item.coordinating_division_id = ${divisionId}::uuid or exists (select from item_division
    where item_division.item_id = item.id and item_division.division_id = ${divisionId}::uuid))`

/** Where a page begins: after the item that was the last of the page before. */
export function placeOf(after: string): { sort: number; id: string } {
  const text = Buffer.from(after, 'base64url').toString('utf8')
  const [, sort = '', id = ''] = /^\[(\d{1,9}),"([0-9a-f-]{36})"\]$/.exec(text) ?? []
  if (sort === '') throw new Invalid([{ path: 'query.after', message: unknownPlace }])
  return { sort: Number(sort), id }
}

const unknownPlace = { zh: '翻页位置不对，请重新查询。', en: 'This page of the list cannot be found; ask anew.' }

/** Whether the actor may open a duty: of a joint item each division opens its own. */
const seesDuty = (actor: Actor) =>
  seesEverything(actor)
    ? sql<boolean>`true`
    : sql<boolean>`coalesce(${actor.divisionId}::uuid in (responsible_division_id, coordinating_division_id), false)`

/** For each indicator of an item its latest period that has begun to be reported, or the first one. */
export async function latestDuties(tx: Tx, actor: Actor, itemId: string): Promise<LatestDuty[]> {
  return tx
    .selectFrom('duty')
    .distinctOn('indicatorId')
    .select([
      'indicatorId',
      'id as dutyId',
      'period',
      sql<LatestDuty['stage']>`stage`.as('stage'),
      sql<LatestDuty['kind']>`kind`.as('kind'),
      'value',
      'firstSignedOn',
      'internalDueOn',
      'externalDueOn',
      'isCorrected',
      'lateStart',
      seesDuty(actor).as('isVisible'),
    ])
    .where('itemId', '=', itemId)
    .where('stage', '<>', 'withdrawn')
    .orderBy('indicatorId')
    .orderBy(sql`stage = 'upcoming'`)
    .orderBy(sql`case when stage = 'upcoming' then opens_on end`)
    .orderBy('opensOn', 'desc')
    .execute()
}

type Next = Omit<NonNullable<ItemPage['next']>, 'workingDaysLeft'>

/** The next due day of what is still owed, as far as the actor sees it; what is reported afterwards (补报) has none. */
export async function nextDue(tx: Tx, actor: Actor, { id }: Pick<Item, 'id'>): Promise<Next | null> {
  const row = await tx
    .selectFrom('duty')
    .select(['id as dutyId', 'period', sql<string | null>`coalesce(internal_due_on, external_due_on)`.as('dueOn')])
    .where('itemId', '=', id)
    .where('stage', 'in', ['upcoming', 'open', 'offered', 'returned'])
    .where('lateStart', '=', false)
    .where(seesDuty(actor))
    .orderBy(sql`coalesce(internal_due_on, external_due_on) nulls last`)
    .orderBy('id')
    .executeTakeFirst()
  return row?.dueOn ? { ...row, dueOn: row.dueOn } : null
}
