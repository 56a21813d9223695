import { sql } from 'kysely'
import type { Item } from '#domain/plan/item.api.ts'
import type { Plan } from '#domain/plan/plan.api.ts'
import type { Tx } from '#server/kernel/db.ts'
import { items } from './item.store.ts'
import { isOf, pageOf, placeOf } from './itemList.store.ts'

type Query = {
  readonly divisionId?: string | undefined
  readonly dimension?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}

/**
 * The items of a plan in the order of their codes, a page at a time. A page begins after the last item of the one before
 * wherever that stands by now: what others add or take out above it neither hides a row nor shows one twice. Who may
 * see them is the caller's first question.
 */
export async function list(tx: Tx, planId: string, query: Query): Promise<{ rows: Item[]; next: string | null }> {
  const { divisionId, dimension, after, limit } = query
  const rows = await items(tx)
    .select('item.sort')
    .where('item.planId', '=', planId)
    .where('item.withdrawnOn', 'is', null)
    .$if(divisionId !== undefined, (of) => of.where(isOf(divisionId ?? '')))
    .$if(dimension !== undefined, (of) => of.where('item.dimension', '=', dimension ?? ''))
    .$if(after !== undefined, (of) => {
      const { sort, id } = placeOf(after ?? '')
      const now = sql`coalesce((select sort from item last where last.id = ${id}::uuid and last.plan_id = ${planId}), ${sort})`
      return of.where(sql<boolean>`(item.sort, item.id) > (${now}, ${id}::uuid)`)
    })
    .orderBy('item.sort')
    .orderBy('item.id')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit)
}

const lastCode = sql<string | null>`(array_agg(code order by sort desc, id desc))[1]`

/** What the page of the office's plan says of all its items. */
export async function sumsOf(tx: Tx, planId: string): Promise<Pick<Plan, 'itemCount' | 'lastCode' | 'weights'>> {
  const rows = await tx
    .selectFrom('item')
    .select([
      'dimension',
      sql<number>`count(*)::int`.as('count'),
      sql<string>`coalesce(sum(weight), 0)::text`.as('weight'),
    ])
    .where('planId', '=', planId)
    .where('withdrawnOn', 'is', null)
    .groupBy('dimension')
    .orderBy('dimension')
    .execute()
  const last = await tx
    .selectFrom('item')
    .select('code')
    .where('planId', '=', planId)
    .where('withdrawnOn', 'is', null)
    .orderBy('sort', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return {
    itemCount: rows.reduce((count, row) => count + row.count, 0),
    lastCode: last?.code ?? null,
    weights: rows.map(({ dimension, weight }) => ({ dimension, weight })),
  }
}

type Drafted = Pick<Plan, 'itemCount' | 'lastCode'> & { readonly digest: string }

/** Items that divisions share, with the divisions in one text. */
const sharedIn = (planId: string) =>
  sql<{ itemId: string; divisions: string }>`(
    select item_id, string_agg(division_id::text, ' ' order by item_division.sort) as divisions
    from item_division join item on item.id = item_division.item_id and item.plan_id = ${planId}
    group by item_id)`.as<'shared'>('shared')

const drafted = (tx: Tx, planId: string) =>
  tx
    .selectFrom('item')
    .leftJoin(sharedIn(planId), (join) => join.onRef('shared.itemId', '=', 'item.id'))
    .select(
      sql<string>`encode(sha256(convert_to(coalesce(string_agg(concat_ws(' ', item.id, version, shared.divisions), ','
        order by item.id), ''), 'UTF8')), 'hex')`.as('digest'),
    )
    .where('planId', '=', planId)
    .where('withdrawnOn', 'is', null)

/** Over the items of a draft: another version of any of them changes it. */
export const itemsDigest = async (tx: Tx, planId: string): Promise<string> =>
  (await drafted(tx, planId).executeTakeFirstOrThrow()).digest

/** What the page of a division's plan says of all its items, with the digest over them. */
export const draftedItems = (tx: Tx, planId: string): Promise<Drafted> =>
  drafted(tx, planId)
    .select([sql<number>`count(*)::int`.as('itemCount'), lastCode.as('lastCode')])
    .executeTakeFirstOrThrow()
