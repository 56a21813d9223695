import { sql } from 'kysely'
import { lostAfterMinutes } from '#domain/collection/feedSource.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Tx } from '#server/kernel/db.ts'

const lost: Text = {
  zh: '取数中断（服务重启），没有读入，请再取一次。',
  en: 'The fetch was cut off (the server was restarted): nothing was read. Fetch again.',
}

/** Gives up what was asked of a process that is gone. Answers the feeds. */
export async function giveUp(tx: Tx): Promise<string[]> {
  const rows = await tx
    .updateTable('feedRun')
    .set({ state: 'failed', fault: JSON.stringify(lost) })
    .where('state', '=', 'asked')
    .where('askedAt', '<', sql<string>`now() - make_interval(mins => ${lostAfterMinutes})`)
    .returning(sql<string>`feed_id`.as('feedId'))
    .execute()
  return rows.map(({ feedId }) => feedId)
}

/** One reading for each feed and day, whichever process comes first. */
export async function askDue(tx: Tx, today: string, now: string) {
  const { rows } = await sql<{ id: string; feedId: string }>`
    insert into feed_run (feed, feed_id, run_at, summary, state, scheduled_on)
    select 'table', feed.id, ${now}::timestamptz, '{}'::jsonb, 'asked', ${today}::date from feed
    where feed.is_daily and feed.ended_at is null
      and exists (select from feed_mapping where feed_mapping.feed_id = feed.id)
      and exists (select from duty where duty.responsible_division_id = feed.division_id
        and duty.stage in ('open', 'returned') and duty.opens_on <= ${today})
      and not exists (select from feed_run run where run.feed_id = feed.id
        and (run.state = 'asked' or run.scheduled_on = ${today}))
    order by feed.id
    on conflict do nothing returning id, feed_id as "feedId"`.execute(tx)
  return rows
}
