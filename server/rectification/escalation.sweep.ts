import { sql } from 'kysely'
import { inBoth } from '#domain/kernel/text.ts'
import { type EscalationStep, escalationSteps, stepsBy } from '#domain/rectification/escalation.ts'
import type { Tx } from '#server/kernel/db.ts'
import { recordMany } from '#server/kernel/history.ts'
import type { Reading } from '#server/kernel/routes.ts'
import type { Sweep } from '#server/kernel/sweep.ts'
import { subjectOf } from './order.acts.ts'

/** The first day after a due day on which somebody is told that an order is overdue. */
export const firstStepOn = (dueOn: string, { today, settings, app }: Pick<Reading, 'today' | 'settings' | 'app'>) =>
  stepsBy(dueOn, today < dueOn ? today : dueOn, settings, app.holidays).next

const atOnce = 1_000

const lockDue = (tx: Tx, today: string, after: { stepOn: string; id: string } | undefined) =>
  tx
    .selectFrom('rectification')
    .select(['id', 'dueOn', 'dueRevision', (eb) => eb.ref('stepOn').$notNull().as('stepOn')])
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
type Due = Awaited<ReturnType<typeof lockDue>>[number]

type Fired = { readonly rectificationId: string; readonly step: EscalationStep; readonly dueOn: string }
type New = Fired & { readonly dueRevision: number; readonly firedOn: string }

/** Answers the steps that are really new: one that came before, or in another process, stays as it is. */
async function insertSteps(tx: Tx, steps: readonly New[], versions: { packVersion: string; settingsRevision: number }) {
  if (steps.length === 0) return []
  return tx
    .insertInto('rectificationEscalation')
    .values(steps.map((step) => ({ ...step, ...versions })))
    .onConflict((conflict) => conflict.columns(['rectificationId', 'step', 'dueRevision']).doNothing())
    .returning(['rectificationId', 'dueOn', sql<EscalationStep>`step`.as('step')])
    .execute()
}

const entryOf = ({ rectificationId, step, dueOn }: Fired) => ({
  action: 'rectification.escalate',
  subject: subjectOf(rectificationId),
  basis: 'rectification.escalate',
  changes: [
    { field: 'step', name: { zh: '逾期', en: 'Overdue' }, old: null, new: inBoth(escalationSteps[step]) },
    { field: 'dueOn', name: { zh: '整改期限', en: 'Due day' }, old: null, new: dueOn },
  ],
})

/**
 * Puts overdue orders before whoever is next, each step once for each due day (Art. 40), however late the sweep is and
 * however many processes run it. Orders that another process or a person holds wait for the next round.
 */
export const sweepRectifications: Sweep = async (tx, clock, app) => {
  const { settingsRevision } = await tx.selectFrom('office').select('settingsRevision').executeTakeFirstOrThrow()
  const settings = await app.settingsOf(app.background.db, settingsRevision, clock.today)
  const versions = { packVersion: app.pack.version, settingsRevision }
  let last: Due | undefined
  do {
    const due = await lockDue(tx, clock.today, last)
    last = due.length === atOnce ? due.at(-1) : undefined
    const looks = due.map((row) => ({ ...row, ...stepsBy(row.dueOn, clock.today, settings, app.holidays) }))
    const steps = looks.flatMap(({ id: rectificationId, dueOn, dueRevision, come }) =>
      come.map(({ step, on }) => ({ rectificationId, dueOn, dueRevision, step, firedOn: on })),
    )
    const fired = await insertSteps(tx, steps, versions)
    await recordMany(tx, null, clock, fired.map(entryOf))
    if (looks.length > 0) {
      const next = JSON.stringify(looks.map(({ id, next: on }) => ({ id, on })))
      await sql`update rectification set step_on = next."on" from json_to_recordset(${next}::json) as next(id uuid,
        "on" date) where rectification.id = next.id`.execute(tx)
    }
  } while (last)
}
