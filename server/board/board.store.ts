import { sql } from 'kysely'
import type { SavedView } from '#domain/board/board.api.ts'
import { mostViews, type ViewPath } from '#domain/board/board.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Tx } from '#server/kernel/db.ts'
import { Invalid, NotFound } from '#server/kernel/errors.ts'

/** The divisions of a day in the order of the organization, with those of the given ids that have ended. */
export async function divisionsOf(tx: Tx, today: string, ids: readonly string[]) {
  const { rows } = await sql<{
    id: string
    name: Text
  }>`select id, json_build_object('zh', name_zh, 'en', name_en) as name
    from division where id = any(${[...ids]}::uuid[])
      or (from_on <= ${today}::date and (to_on is null or to_on > ${today}::date))
    order by sort, id`.execute(tx)
  return rows
}

/** When this person read the board of the year that was left last. */
export const seenAt = async (tx: Tx, personId: string, year: number): Promise<string | null> =>
  (
    await tx
      .selectFrom('boardVisit')
      .select(sql<string>`seen_at`.as('seenAt'))
      .where('personId', '=', personId)
      .where('year', '=', year)
      .executeTakeFirst()
  )?.seenAt ?? null

/** Two windows may be left in any order: the later reading counts. */
export const saveVisit = (tx: Tx, personId: string, year: number, at: string) =>
  tx
    .insertInto('boardVisit')
    .values({ personId, year, seenAt: at })
    .onConflict((conflict) =>
      conflict
        .columns(['personId', 'year'])
        .doUpdateSet({ seenAt: sql`greatest(board_visit.seen_at, excluded.seen_at)` }),
    )
    .execute()

const views = (tx: Tx, personId: string) =>
  tx
    .selectFrom('savedView')
    .select(['id', 'name', 'search', sql<ViewPath>`path`.as('path')])
    .where('personId', '=', personId)

export const viewsOf = (tx: Tx, personId: string, path: ViewPath): Promise<SavedView[]> =>
  views(tx, personId).where('path', '=', path).orderBy('savedAt').orderBy('id').limit(mostViews).execute()

export const viewOf = (tx: Tx, personId: string, id: string): Promise<SavedView> =>
  views(tx, personId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound())

type NewView = { readonly path: ViewPath; readonly name: string; readonly search: string }

/** Keeps a view; one of the same name takes the new filters. The person's views of a page are counted under its lock. */
export async function saveView(tx: Tx, personId: string, view: NewView, now: string): Promise<string> {
  await tx.selectFrom('person').select('id').where('id', '=', personId).forUpdate().executeTakeFirstOrThrow()
  const others = await tx
    .selectFrom('savedView')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('personId', '=', personId)
    .where('path', '=', view.path)
    .where('name', '<>', view.name)
    .executeTakeFirstOrThrow()
  if (others.count >= mostViews) throw new Invalid([{ path: 'body.name', message: tooMany }])
  const { id } = await tx
    .insertInto('savedView')
    .values({ personId, ...view, savedAt: now })
    .onConflict((conflict) => conflict.columns(['personId', 'path', 'name']).doUpdateSet({ search: view.search }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

const tooMany: Text = {
  zh: `一个页面最多存${mostViews}个常用视图，请先删除不用的。`,
  en: `A page keeps ${mostViews} views at most: remove one first.`,
}

export const removeView = (tx: Tx, personId: string, id: string) =>
  tx.deleteFrom('savedView').where('personId', '=', personId).where('id', '=', id).execute()
