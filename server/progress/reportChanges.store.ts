import { sql } from 'kysely'
import type { Text } from '#domain/kernel/text.ts'
import { instantForCursor } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'

type Since = { readonly year: number; readonly since: string; readonly limit: number }

/** Progress that was reported of a year's items since a moment; of a division that of the items it is responsible for. */
export async function reportChanges(tx: Tx, divisionId: string | null, { year, since, limit }: Since) {
  const rows = await tx
    .selectFrom('progressReport as report')
    .innerJoin('item', 'item.id', 'report.itemId')
    .innerJoin('division', 'division.id', 'report.divisionId')
    .select(['report.id', 'report.itemId', 'item.title', 'report.reached', 'report.percent'])
    .select(instantForCursor('report.madeAt').as('at'))
    .select([
      sql<Text>`json_build_object('zh', division.name_zh, 'en', division.name_en)`.as('division'),
      sql<boolean>`report.problem <> ''`.as('hasProblem'),
      sql<number>`(count(*) over ())::int`.as('count'),
    ])
    .where('item.year', '=', year)
    .where(sql<boolean>`report.made_at > ${since}::timestamptz`)
    .$if(divisionId !== null, (q) => q.where('item.responsibleDivisionId', '=', divisionId ?? ''))
    .orderBy('report.madeAt', 'desc')
    .orderBy('report.id')
    .limit(limit)
    .execute()
  return { rows, count: rows[0]?.count ?? 0 }
}
