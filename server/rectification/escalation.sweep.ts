import { inBoth } from '#domain/kernel/text.ts'
import { escalationSteps, stepsBy } from '#domain/rectification/escalation.ts'
import { recordMany } from '#server/kernel/history.ts'
import type { Reading } from '#server/kernel/routes.ts'
import type { Sweep } from '#server/kernel/sweep.ts'
import { advance, atOnce, type Due, type Fired, insertSteps, lockDue } from './escalation.store.ts'
import { subjectOf } from './order.acts.ts'
import { tellEscalated } from './orderTold.ts'

/** The first day after a due day on which somebody is told that an order is overdue. */
export const firstStepOn = (dueOn: string, { today, settings, app }: Pick<Reading, 'today' | 'settings' | 'app'>) =>
  stepsBy(dueOn, today < dueOn ? today : dueOn, settings, app.holidays).next

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
    await tellEscalated(tx, clock, due, fired)
    await advance(tx, looks)
  } while (last)
}
