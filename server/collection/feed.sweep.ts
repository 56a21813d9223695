import { sql } from 'kysely'
import { lostAfterMinutes } from '#domain/collection/feedSource.ts'
import type { Text } from '#domain/kernel/text.ts'
import { inOffice } from '#server/kernel/clock.ts'
import type { Tx } from '#server/kernel/db.ts'
import { type Entry, recordMany } from '#server/kernel/history.ts'
import { addJob } from '#server/kernel/jobs.ts'
import type { Sweep } from '#server/kernel/sweep.ts'

/**
 * Asks once a day, after the hour that is set, for what stands at the address of each daily feed whose division has data
 * to fill in; and gives up what was asked of a process that is gone.
 */
export const sweepFeeds: Sweep = async (tx, clock, app) => {
  await recordMany(tx, null, clock, (await giveUp(tx)).map(entryOf('feed.fail')))
  const { settingsRevision } = await tx.selectFrom('office').select('settingsRevision').executeTakeFirstOrThrow()
  const settings = await app.settingsOf(app.db, settingsRevision, clock.today)
  if (Number(inOffice(clock.now).time.slice(0, 2)) < settings['collection.feedAfterHour']) return
  const asked = await askDue(tx, clock.today, clock.now)
  for (const { id } of asked) await addJob(tx, 'fetchFeed', { runId: id })
  await recordMany(
    tx,
    null,
    clock,
    asked.map(({ feedId }) => entryOf('feed.ask')(feedId)),
  )
}

const entryOf =
  (action: string) =>
  (id: string): Entry => ({ action, subject: { kind: 'feed', id }, basis: 'feed.read' })

const lost: Text = {
  zh: '取数中断（服务重启），没有读入，请再取一次。',
  en: 'The fetch was cut off (the server was restarted): nothing was read. Fetch again.',
}

async function giveUp(tx: Tx): Promise<string[]> {
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
async function askDue(tx: Tx, today: string, now: string) {
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
