import { sql } from 'kysely'
import type { EscalationStep } from '#domain/rectification/escalation.ts'
import type { Tx } from '#server/kernel/db.ts'

/** Few enough to stay small in memory. */
export const atOnce = 1_000

/** The next orders of which a step has come, locked; locked ones are passed over. */
export const lockDue = (tx: Tx, today: string, after: { stepOn: string; id: string } | undefined) =>
  tx
    .selectFrom('rectification')
    .select([
      'id',
      'number',
      'draftedBy',
      'issuedBy',
      'dueOn',
      'dueRevision',
      (eb) => eb.ref('stepOn').$notNull().as('stepOn'),
    ])
    .where('stepOn', '<=', today)
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(step_on, id) > (${after?.stepOn}::date, ${after?.id}::uuid)`),
    )
    .orderBy('stepOn')
    .orderBy('id')
    .limit(atOnce)
    .forUpdate()
    .skipLocked()
    .execute()
export type Due = Awaited<ReturnType<typeof lockDue>>[number]

export type Fired = { readonly rectificationId: string; readonly step: EscalationStep; readonly dueOn: string }
type New = Fired & { readonly dueRevision: number; readonly firedOn: string }

/** Answers the steps that are really new: one that came before, or in another process, stays as it is. */
export async function insertSteps(
  tx: Tx,
  steps: readonly New[],
  versions: { packVersion: string; settingsRevision: number },
) {
  if (steps.length === 0) return []
  return tx
    .insertInto('rectificationEscalation')
    .values(steps.map((step) => ({ ...step, ...versions })))
    .onConflict((conflict) => conflict.columns(['rectificationId', 'step', 'dueRevision']).doNothing())
    .returning(['rectificationId', 'dueOn', sql<EscalationStep>`step`.as('step')])
    .execute()
}

/** Notes when to look at each order again; no person sees it, so the version stays. */
export async function advance(tx: Tx, looks: readonly { readonly id: string; readonly next: string | null }[]) {
  if (looks.length === 0) return
  const rows = JSON.stringify(looks.map(({ id, next: on }) => ({ id, on })))
  await sql`update rectification set step_on = next."on" from json_to_recordset(${rows}::json) as next(id uuid,
    "on" date) where rectification.id = next.id`.execute(tx)
}
