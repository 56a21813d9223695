import { addWorkingDays } from '#domain/calendar/workingDays.ts'
import { changesOf } from '#domain/kernel/history.ts'
import { opinionFields } from '#domain/opinion/opinion.ts'
import { recordMany } from '#server/kernel/history.ts'
import type { Sweep } from '#server/kernel/sweep.ts'
import { lockOpen } from './opinion.store.ts'
import { saveDueDays } from './opinionWrite.store.ts'

/**
 * The day by which an open opinion is to be answered follows the list of holidays: one that was awaited, or was corrected
 * since, moves it, by the settings of the day on which it was recorded. A day that is over stays.
 */
export const sweepOpinions: Sweep = async (tx, clock, app) => {
  const open = await lockOpen(tx, clock.today)
  if (open.length === 0) return
  const { settingsRevision } = await tx.selectFrom('office').select('settingsRevision').executeTakeFirstOrThrow()
  const moved: { id: string; before: string | null; dueOn: string }[] = []
  for (const { id, receivedOn, recordedOn, dueOn: before } of open) {
    const settings = await app.settingsOf(tx, settingsRevision, recordedOn)
    const dueOn = addWorkingDays(receivedOn, settings['opinion.answerWorkingDays'], app.holidays)
    if (dueOn !== null && dueOn !== before) moved.push({ id, before, dueOn })
  }
  await saveDueDays(tx, moved)
  await recordMany(
    tx,
    null,
    clock,
    moved.map(({ id, before, dueOn }) => ({
      ...{ action: 'opinion.revise', subject: { kind: 'opinion', id }, basis: 'duty.revise' },
      changes: changesOf(opinionFields, { dueOn: before }, { dueOn }),
    })),
  )
}
