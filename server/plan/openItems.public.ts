import { sql } from 'kysely'
import { type ItemStand, standsOnce } from '#domain/plan/itemStand.ts'
import type { Tx } from '#server/kernel/db.ts'

/** Of an item of a division's plan, the item of the office's plan that was made from it. */
const mergedInto = sql<string | null>`(select origin.item_id from item_version as taken
  join item_origin as origin on origin.item_version_id = taken.id
  join item as merged on merged.id = origin.item_id
  where taken.item_id = item.id and merged.withdrawn_on is null order by merged.sort, merged.id limit 1)`

/**
 * Items of years that are not closed: what is still to be done, or to be answered for. An item of a revision goes along
 * with the one that it stands for.
 */
const openItems = (tx: Tx) =>
  tx
    .selectFrom('item')
    .innerJoin('performanceYear', 'performanceYear.year', 'item.year')
    .innerJoin('plan', 'plan.id', 'item.planId')
    .select(['item.id', 'item.code', 'item.title', 'item.year', 'item.planId', mergedInto.as('mergedInto')])
    .select(sql<ItemStand>`plan.kind`.as('stand'))
    .where('performanceYear.state', '<>', 'closed')
    .where('item.withdrawnOn', 'is', null)
    .where('plan.kind', '<>', 'revision')
    .orderBy('item.year')
    .orderBy('item.sort')
    .orderBy('item.id')

/** The open items that these divisions answer for, coordinate, or share. */
export const itemsOfDivisions = (tx: Tx, divisionIds: readonly string[]) =>
  openItems(tx)
    .select(['item.responsibleDivisionId', 'item.coordinatingDivisionId'])
    .select(
      sql<string[]>`array(select division_id::text from item_division where item_id = item.id order by sort)`.as(
        'coDivisionIds',
      ),
    )
    .where((eb) =>
      eb.or([
        eb('item.responsibleDivisionId', 'in', [...divisionIds]),
        eb('item.coordinatingDivisionId', 'in', [...divisionIds]),
        eb.exists(
          eb
            .selectFrom('itemDivision')
            .select('itemDivision.itemId')
            .whereRef('itemDivision.itemId', '=', 'item.id')
            .where('itemDivision.divisionId', 'in', [...divisionIds]),
        ),
      ]),
    )
    .execute()

/** Codes of items by their ids, as history names them. */
export async function codesOfItems(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('item')
    .select(['id', 'code'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map(({ id, code }) => [id, code]))
}

export type PersonRole = 'main' | 'responsible' | 'participant'

/** The open items a person is named in, once for each role; what a division's plan and the office's both have is one. */
export async function itemsOfPerson(tx: Tx, personId: string) {
  const main = await openItems(tx).where('item.mainResponsiblePersonId', '=', personId).execute()
  const named = await openItems(tx)
    .innerJoin('itemPerson', 'itemPerson.itemId', 'item.id')
    .select('itemPerson.role')
    .where('itemPerson.personId', '=', personId)
    .execute()
  const rows = [...main.map((item) => ({ ...item, role: 'main' })), ...named].map((item) => ({
    ...item,
    role: item.role as PersonRole,
  }))
  return standsOnce(rows, ({ role }) => role)
}

/** The open items of which one of these people is the main responsible person. */
export async function itemsOfMain(tx: Tx, personIds: readonly string[]) {
  if (personIds.length === 0) return []
  const rows = await openItems(tx)
    .innerJoin('person', 'person.id', 'item.mainResponsiblePersonId')
    .select(['person.name as personName', 'item.responsibleDivisionId'])
    .where('person.id', 'in', [...personIds])
    .execute()
  return standsOnce(rows, ({ personName }) => personName)
}

/** Open items of the office's plan in force whose main responsible person is none of those who hold a post on the day. */
export const itemsWithoutHolder = (tx: Tx, today: string) =>
  openItems(tx)
    .innerJoin('person', 'person.id', 'item.mainResponsiblePersonId')
    .select(['person.name as personName', 'item.responsibleDivisionId'])
    .where('plan.kind', '=', 'office')
    .where('plan.state', '=', 'issued')
    .where(
      sql<boolean>`(person.disabled_at is not null or not exists (select from post where post.person_id = person.id
        and post.line = 'business' and (post.to_on is null or post.to_on > ${today}::date)))`,
    )
    .limit(200)
    .execute()
