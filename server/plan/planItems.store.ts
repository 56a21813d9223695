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

/** What the page of a division's plan says of all its items, and a digest that another version of any of them changes. */
export const draftedItems = (tx: Tx, planId: string): Promise<Drafted> =>
  tx
    .selectFrom('item')
    .select([
      sql<number>`count(*)::int`.as('itemCount'),
      lastCode.as('lastCode'),
      sql<string>`encode(sha256(convert_to(coalesce(string_agg(concat_ws(' ', id, version,
        (select string_agg(division_id::text, ' ' order by sort) from item_division where item_id = item.id)),
        ',' order by id), ''), 'UTF8')), 'hex')`.as('digest'),
    ])
    .where('planId', '=', planId)
    .where('withdrawnOn', 'is', null)
    .executeTakeFirstOrThrow()
