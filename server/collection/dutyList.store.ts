import { sql } from 'kysely'
import { z } from 'zod'
import type { listDuties } from '#domain/collection/duty.api.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import { day, id } from '#domain/kernel/endpoint.ts'
import { cursorAt, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { rowOf } from './duty.shape.ts'
import { filtered } from './dutyFilters.store.ts'
import { branchesOf, type Duties, dutyRows } from './dutyRows.store.ts'

const place = z.tuple([day, id])

/** One page of duties by external due day. */
export async function listPage(tx: Tx, actor: Actor, query: z.output<typeof listDuties.query>, today: string) {
  const at = placeOf(query.after, place)
  const page = (duties: Duties) =>
    filtered(duties, query, today)
      .select(['duty.id as id', 'duty.sortOn as sortOn'])
      .$if(at !== undefined, (q) => q.where(afterPlace(at ?? ['', ''])))
      .orderBy('duty.sortOn')
      .orderBy('duty.id')
      .limit(query.limit + 1)
  const [first, ...more] = branchesOf(tx, actor).map((duties) => tx.selectFrom(page(duties).as('branch')).selectAll())
  if (!first) return { rows: [], next: null }
  const rows = await dutyRows(tx, today)
    .innerJoin(more.reduce((all, branch) => all.unionAll(branch), first).as('page'), 'page.id', 'duty.id')
    .orderBy('page.sortOn')
    .orderBy('page.id')
    .limit(query.limit + 1)
    .execute()
  const { rows: shown, next } = pageFrom(rows, query.limit, (row) => cursorAt(row.sortOn, row.id))
  return { rows: shown.map(rowOf), next }
}

const afterPlace = ([sortOn, lastId]: readonly [string, string]) =>
  sql<boolean>`(duty.sort_on, duty.id) > (${sortOn}::date, ${lastId}::uuid)`
