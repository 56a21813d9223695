import { sql } from 'kysely'
import { transitions } from '#domain/collection/duty.ts'
import { Stale } from '#server/kernel/errors.ts'
import type { Acting } from '#server/kernel/routes.ts'

/** A report with these duties was sent on the day: all of them must still be accepted, else nothing is done. */
export const markReported = (context: Acting, dutyIds: readonly string[], on = context.today): Promise<void> =>
  move(context, 'report', dutyIds, { reportedOn: sql<string>`coalesce(reported_on, ${on})` })

/** The receipt of a report came: duties corrected since it was sent are not among `dutyIds`. */
export const markAcknowledged = (context: Acting, dutyIds: readonly string[]): Promise<void> =>
  move(context, 'acknowledge', dutyIds, {})

async function move(
  { tx, recordMany }: Acting,
  action: 'report' | 'acknowledge',
  dutyIds: readonly string[],
  change: { reportedOn?: ReturnType<typeof sql<string>> },
): Promise<void> {
  if (dutyIds.length === 0) return
  const { from, to, basis } = transitions[action]
  const moved = await tx
    .updateTable('duty')
    .set({ stage: to, version: sql`version + 1`, ...change })
    .where('id', 'in', dutyIds)
    .where('stage', 'in', from)
    .returning('id')
    .execute()
  if (moved.length !== new Set(dutyIds).size) throw new Stale()
  await recordMany(moved.map(({ id }) => ({ action: `duty.${action}`, subject: { kind: 'duty', id }, basis })))
}
