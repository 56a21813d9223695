import { inOffice } from '#server/kernel/clock.ts'
import { type Entry, recordMany } from '#server/kernel/history.ts'
import { addJob } from '#server/kernel/jobs.ts'
import type { Sweep } from '#server/kernel/sweep.ts'
import { askDue, giveUp } from './feedSweep.store.ts'

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
