import type { Entry } from '#server/kernel/history.ts'
import { recordMany } from '#server/kernel/history.ts'
import type { Sweep } from '#server/kernel/sweep.ts'
import { daysFor } from './duty.generate.ts'
import { awaitedGroups, fillDays, openDue } from './duty.store.ts'

/** Opens what has come to its day, and fills days whose list of holidays has been published since. */
export const sweepDuties: Sweep = async (tx, clock, app) => {
  const opened = await openDue(tx, clock.today)
  await recordMany(tx, null, clock, opened.map(entryOf('duty.open')))
  const revision = await tx.selectFrom('office').select('settingsRevision').executeTakeFirstOrThrow()
  for (const group of await awaitedGroups(tx, [...app.holidays.years])) {
    const settings = await app.settingsOf(app.db, revision.settingsRevision, group.setOn)
    const knownOn = group.externalDueOn === null ? clock.today : group.setOn
    const filled = await fillDays(tx, group, daysFor(group.period, settings, app.holidays, group.setOn, knownOn))
    await recordMany(tx, null, clock, filled.map(entryOf('duty.setDays')))
  }
}

const entryOf =
  (action: string) =>
  (id: string): Entry => ({ action, subject: { kind: 'duty', id }, basis: action })
