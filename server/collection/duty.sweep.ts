import { createHash } from 'node:crypto'
import { recountedDays } from '#domain/collection/dueRevision.ts'
import type { App } from '#server/kernel/app.ts'
import type { Clock } from '#server/kernel/clock.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { Entry } from '#server/kernel/history.ts'
import { recordMany } from '#server/kernel/history.ts'
import type { Sweep } from '#server/kernel/sweep.ts'
import { dueRules } from './collectionRules.store.ts'
import { reviseDays, revisedEntry } from './dueRevision.store.ts'
import { daysFor } from './duty.generate.ts'
import { awaitedGroups, fillDays, openDue } from './duty.store.ts'
import { changedLists, lockRevisable } from './holidayList.store.ts'

/**
 * Opens what has come to its day, fills days whose list of holidays has been published since, and counts open duties
 * again where a list was corrected.
 */
export const sweepDuties: Sweep = async (tx, clock, app) => {
  const opened = await openDue(tx, clock.today)
  await recordMany(tx, null, clock, opened.map(entryOf('duty.open')))
  const { settingsRevision } = await tx.selectFrom('office').select('settingsRevision').executeTakeFirstOrThrow()
  const groups = await awaitedGroups(tx, [...app.holidays.years])
  const rules = await dueRules(
    tx,
    groups.map(({ collectionVersionId }) => collectionVersionId),
  )
  for (const group of groups) {
    const settings = await app.settingsOf(app.db, settingsRevision, group.setOn)
    const knownOn = group.externalDueOn === null ? clock.today : group.setOn
    const { period, setOn, extendedExternalOn, extendedInternalOn } = group
    const days = daysFor(period, settings, app.holidays, {
      ...{ setOn, knownOn, rule: rules.get(group.collectionVersionId ?? '') ?? null },
      ...(extendedExternalOn ? { externalDueOn: extendedExternalOn } : {}),
      ...(extendedInternalOn ? { internalDueOn: extendedInternalOn } : {}),
    })
    const filled = await fillDays(tx, group, days)
    await recordMany(tx, null, clock, filled.map(entryOf('duty.setDays')))
  }
  await recount(tx, clock, app, settingsRevision)
}

/** A list of holidays that differs from the one the days were counted by moves what is open and unsigned. */
async function recount(tx: Tx, clock: Clock, app: App, settingsRevision: number): Promise<void> {
  const changed = await changedLists(tx, digestsOf(app.holidays), clock.today)
  if (changed.length === 0) return
  const duties = await lockRevisable(tx, clock.today)
  const rules = await dueRules(
    tx,
    duties.map(({ collectionVersionId }) => collectionVersionId),
  )
  const revised = []
  for (const duty of duties) {
    const settings = await app.settingsOf(app.db, settingsRevision, duty.setOn)
    const rule = rules.get(duty.collectionVersionId ?? '') ?? null
    const days = recountedDays(duty, { today: clock.today, settings, holidays: app.holidays, rule })
    if (days) revised.push({ duty, days })
  }
  await reviseDays(
    tx,
    revised.map(({ duty: { id, opensOn, extendedInternalOn, extendedExternalOn }, days }) => ({
      ...{ id, opensOn, extendedInternalOn, extendedExternalOn, days },
    })),
  )
  const entries = revised.map(({ duty, days }) => revisedEntry({ id: duty.id, action: 'duty.revise' }, duty, days))
  await recordMany(tx, null, clock, entries)
}

const known = new WeakMap<App['holidays'], ReadonlyMap<string, string>>()

/** What each year's list says, as a digest. */
function digestsOf(holidays: App['holidays']): ReadonlyMap<string, string> {
  const before = known.get(holidays)
  if (before) return before
  const days = [...holidays.days].map(([day, kind]) => `${day} ${kind}`).toSorted()
  // a notice may name days at the end of the year before its own: they count in the year in which they lie
  const of = (year: string) =>
    createHash('sha256')
      .update(days.filter((day) => day.startsWith(year)).join('\n'))
      .digest('hex')
  const digests = new Map([...holidays.years].map((year) => [year, of(year)]))
  known.set(holidays, digests)
  return digests
}

const entryOf =
  (action: string) =>
  (id: string): Entry => ({ action, subject: { kind: 'duty', id }, basis: action })
