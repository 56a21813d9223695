import { sql } from 'kysely'
import { firstStepOn } from '#domain/card/card.ts'
import { dueFields } from '#domain/collection/dueException.ts'
import type { RevisedDays } from '#domain/collection/dueRevision.ts'
import { changesOf } from '#domain/kernel/history.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { Entry } from '#server/kernel/history.ts'

type Revised = {
  readonly id: string
  readonly opensOn: string
  readonly days: RevisedDays
  readonly extendedInternalOn: string | null
  readonly extendedExternalOn: string | null
}

/** Gives duties their new days in one statement; where a due day is another one, a new due revision begins. */
export async function reviseDays(tx: Tx, revised: readonly Revised[]): Promise<void> {
  if (revised.length === 0) return
  const rows = revised.map(({ id, opensOn, days: { isRevision, ...days }, ...extended }) => ({
    ...{ id, opensOn, isRevision, ...days, ...extended, stepOn: firstStepOn({ ...days, opensOn }, false) },
  }))
  await sql`update duty set opens_on = next."opensOn", reminder_on = next."reminderOn", internal_due_on = next."internalDueOn",
      early_warning_on = next."earlyWarningOn", external_due_on = next."externalDueOn", red_on = next."redOn",
      awaiting = next.awaiting, step_on = next."stepOn", extended_internal_on = next."extendedInternalOn",
      extended_external_on = next."extendedExternalOn", version = version + 1,
      due_revision = due_revision + case when next."isRevision" then 1 else 0 end
    from json_to_recordset(${JSON.stringify(rows)}::json) as next(id uuid, "opensOn" date, "isRevision" boolean, "reminderOn" date,
      "internalDueOn" date, "earlyWarningOn" date, "externalDueOn" date, "redOn" date, awaiting text, "stepOn" date,
      "extendedInternalOn" date, "extendedExternalOn" date)
    where duty.id = next.id`.execute(tx)
}

type Shown = { readonly [Field in keyof typeof dueFields]: string | null }

/** What the history of a duty says of its new days. */
export const revisedEntry = (
  {
    id,
    action,
    reason,
  }: { readonly id: string; readonly action: 'duty.extend' | 'duty.revise'; readonly reason?: string },
  before: Shown,
  days: Shown,
): Entry => ({
  ...{ action, subject: { kind: 'duty', id }, basis: action },
  changes: changesOf(dueFields, before, days),
  ...(reason ? { reason } : {}),
})
