import { sql } from 'kysely'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Figures } from '#domain/progress/light.ts'
import type { Tx } from '#server/kernel/db.ts'
import { visible } from './itemList.store.ts'

/** The most rows that one file of a list has. */
const exported = 10_000

/** The rows of the list with what the light says of them, as far as it is seen, and the last report. */
export const rowsOf = (tx: Tx, actor: Actor, query: Parameters<typeof visible>[2]) =>
  visible(tx, actor, query)
    .select(['itemLight.rule', 'itemLight.since', 'itemLight.percent', 'itemLight.planned'])
    .select([
      sql<Figures | null>`item_light.figures`.as('figures'),
      sql<{ on: string; words: string } | null>`case when item_light.item_id is null then null else (
        select json_build_object('on', report.reported_on, 'words', report.words) from progress_report as report
        where report.item_id = item.id and not exists (select from progress_report as later
          where later.replaces_id = report.id)
        order by report.reported_on desc, report.made_at desc limit 1) end`.as('last'),
    ])
    .orderBy('item.sort')
    .orderBy('item.id')
    .limit(exported)
    .execute()
export type Row = Awaited<ReturnType<typeof rowsOf>>[number]
