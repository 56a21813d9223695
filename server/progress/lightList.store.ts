import { sql } from 'kysely'
import { z } from 'zod'
import { type Actor, seesEverything } from '#domain/kernel/actor.ts'
import { id, instant } from '#domain/kernel/endpoint.ts'
import type { Light } from '#domain/kernel/light.ts'
import type { Figures } from '#domain/progress/light.ts'
import { cursorAt, instantForCursor, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'

/**
 * Ids of a year's items in force that the actor sees in full. Each relation has a branch with an index of its own, so
 * that the weakest role is as fast as the strongest.
 */
const seenItems = (actor: Actor, year: number) => {
  const inForce = sql`item.year = ${year} and item.withdrawn_on is null`
  if (seesEverything(actor)) return sql`select item.id from item where ${inForce}`
  const own = actor.divisionId
  return sql`select item.id from item where item.responsible_division_id = ${own}::uuid and ${inForce}
    union select item.id from item where item.coordinating_division_id = ${own}::uuid and ${inForce}
    union select item.id from item_division join item on item.id = item_division.item_id
      where item_division.division_id = ${own}::uuid and ${inForce}`
}

export type LightCount = {
  readonly divisionId: string | null
  readonly dimension: string
  readonly light: Light
  readonly count: number
}

/** How many items of a year show each light, by responsible division and dimension. */
export async function lightCounts(tx: Tx, actor: Actor, year: number): Promise<LightCount[]> {
  const { rows } = await sql<LightCount>`select item.responsible_division_id as "divisionId", item.dimension,
      item_light.light, count(*)::int as count
    from (${seenItems(actor, year)}) as seen join item_light on item_light.item_id = seen.id
      join item on item.id = seen.id
    where item_light.light is not null
    group by 1, 2, 3`.execute(tx)
  return rows
}

type Asked = {
  readonly year: number
  readonly light?: Light | undefined
  readonly divisionId?: string | undefined
  readonly dimension?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}
const Place = z.tuple([z.coerce.number().int(), id])

/** Items of a year with their lights in the order of their codes, a page at a time. */
export async function lightList(tx: Tx, actor: Actor, asked: Asked) {
  const after = placeOf(asked.after, Place)
  const rows = await tx
    .selectFrom(sql<{ id: string }>`(${seenItems(actor, asked.year)})`.as('seen'))
    .innerJoin('item', 'item.id', 'seen.id')
    .innerJoin('itemLight', 'itemLight.itemId', 'seen.id')
    .select(['item.id', 'item.sort', 'item.code', 'item.title', 'item.dimension', 'item.responsibleDivisionId'])
    .select(['itemLight.rule', 'itemLight.since', 'itemLight.percent', 'itemLight.planned'])
    .select([sql<Light>`item_light.light`.as('light'), sql<Figures>`item_light.figures`.as('figures')])
    .where('itemLight.light', 'is not', null)
    .$if(asked.light !== undefined, (q) => q.where('itemLight.light', '=', asked.light ?? ''))
    .$if(asked.divisionId !== undefined, (q) => q.where('item.responsibleDivisionId', '=', asked.divisionId ?? ''))
    .$if(asked.dimension !== undefined, (q) => q.where('item.dimension', '=', asked.dimension ?? ''))
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(item.sort, item.id) > (${after?.[0]}::integer, ${after?.[1]}::uuid)`),
    )
    .orderBy('item.sort')
    .orderBy('item.id')
    .limit(asked.limit + 1)
    .execute()
  return pageFrom(rows, asked.limit, ({ sort, id: last }) => cursorAt(String(sort), last))
}

type Since = {
  readonly year: number
  readonly since: string
  readonly divisionId?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}
const Moment = z.tuple([instant, id])

/** What changed of a year's lights since an instant, the latest first; `count`: how many from this page on. */
export async function lightChanges(tx: Tx, actor: Actor, { year, since, divisionId, after, limit }: Since) {
  const place = placeOf(after, Moment)
  const rows = await tx
    .selectFrom(sql<{ id: string }>`(${seenItems(actor, year)})`.as('seen'))
    .innerJoin('item', 'item.id', 'seen.id')
    .innerJoin('lightChange', 'lightChange.itemId', 'seen.id')
    .select(['lightChange.id', 'item.id as itemId', 'item.code', 'item.title', 'lightChange.rule'])
    .select(['lightChange.changedOn', instantForCursor('lightChange.changedAt').as('changedAt')])
    .select([sql<Light | null>`light_before`.as('before'), sql<Light | null>`light_change.light`.as('light')])
    .select(sql<Figures>`light_change.figures`.as('figures'))
    .select(sql<number>`(count(*) over ())::int`.as('count'))
    .where(sql<boolean>`light_change.changed_at > ${since}::timestamptz`)
    .$if(divisionId !== undefined, (q) => q.where('item.responsibleDivisionId', '=', divisionId ?? ''))
    .$if(place !== undefined, (q) =>
      q.where(
        sql<boolean>`(light_change.changed_at, light_change.id) < (${place?.[0]}::timestamptz, ${place?.[1]}::uuid)`,
      ),
    )
    .orderBy('lightChange.changedAt', 'desc')
    .orderBy('lightChange.id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = pageFrom(rows, limit, ({ changedAt, id: last }) => cursorAt(changedAt, last))
  return { ...page, count: rows[0]?.count ?? 0 }
}
