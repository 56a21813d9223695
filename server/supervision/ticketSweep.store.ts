import { sql } from 'kysely'
import { addWorkingDays, longDayText } from '#domain/calendar/workingDays.ts'
import { changesOf } from '#domain/kernel/history.ts'
import { inBoth } from '#domain/kernel/text.ts'
import { ticketFields } from '#domain/supervision/ticket.ts'
import { ladderOf, type TicketStep } from '#domain/supervision/ticketLadder.ts'
import type { Clock } from '#server/kernel/clock.ts'
import type { Tx } from '#server/kernel/db.ts'
import { recordMany } from '#server/kernel/history.ts'
import type { Sweep } from '#server/kernel/sweep.ts'

const atOnce = 2_000

/**
 * Stores the steps of tickets whose day has come, each once whoever sweeps and however late (Art. 10). Shares that
 * another process or a person holds are left to the next round.
 */
export const sweepTickets: Sweep = async (tx, clock, app) => {
  const shares = await lockedShares(tx, clock.today)
  await awaitedDays(
    tx,
    shares,
    (dueOn, n) => addWorkingDays(dueOn, n, app.holidays),
    async () => {
      const { settingsRevision } = await tx.selectFrom('office').select('settingsRevision').executeTakeFirstOrThrow()
      return app.settingsOf(app.background.db, settingsRevision, clock.today)
    },
  )
  await fireSteps(
    tx,
    clock,
    shares.map(({ id }) => id),
  )
}

const lockedShares = (tx: Tx, today: string) =>
  tx
    .selectFrom('ticketShare')
    .select(['id', 'dueOn', 'escalateOn'])
    .where('stepOn', '<=', today)
    .orderBy('stepOn')
    .orderBy('id')
    .limit(atOnce)
    .forUpdate()
    .skipLocked()
    .execute()

type Locked = Awaited<ReturnType<typeof lockedShares>>

/** Days that waited for their list of working days are set once it is there. */
async function awaitedDays(
  tx: Tx,
  shares: Locked,
  dayOf: (dueOn: string, n: number) => string | null,
  settings: () => Promise<{ readonly 'supervision.escalateWorkingDays': number }>,
): Promise<void> {
  const awaited = shares.filter(({ escalateOn, dueOn }) => escalateOn === null && dueOn !== null)
  if (awaited.length === 0) return
  const n = (await settings())['supervision.escalateWorkingDays']
  for (const { id, dueOn } of awaited) {
    const escalateOn = dueOn === null ? null : dayOf(dueOn, n)
    if (escalateOn !== null) await tx.updateTable('ticketShare').set({ escalateOn }).where('id', '=', id).execute()
  }
}

/** Stores what has come by today of these shares, which the caller has locked, and notes when to look again. */
export async function fireSteps(tx: Tx, clock: Clock, shareIds: readonly string[]): Promise<void> {
  if (shareIds.length === 0) return
  const shares = await sharesOf(tx, shareIds)
  const looks = shares.map((share) => ({ share, ...lookAt(share, clock.today) }))
  const fired = await insertSteps(
    tx,
    looks.flatMap(({ share, due }) => due.map(({ step, on }) => ({ step, on, share }))),
  )
  await recordMany(tx, null, clock, fired)
  const next = JSON.stringify(looks.map(({ share, stepOn }) => ({ id: share.id, on: stepOn })))
  await sql`update ticket_share set step_on = next."on" from json_to_recordset(${next}::json) as next(id uuid, "on" date)
    where ticket_share.id = next.id`.execute(tx)
}

const sharesOf = (tx: Tx, shareIds: readonly string[]) =>
  tx
    .selectFrom('ticketShare as share')
    .innerJoin('ticket', 'ticket.id', 'share.ticketId')
    .innerJoin('division', 'division.id', 'share.divisionId')
    .select(['share.id', 'share.state', 'share.dueOn', 'share.remindOn', 'share.escalateOn'])
    .select(['share.assignedOn', 'share.returnedOn', 'share.dueRevision', 'ticket.state as ticketState', 'nameZh'])
    .select(
      sql<TicketStep[]>`array(select step from ticket_step where share_id = share.id
        and due_revision = share.due_revision)`.as('fired'),
    )
    .where('share.id', '=', sql<string>`any(${[...shareIds]}::uuid[])`)
    .execute()
type Share = Awaited<ReturnType<typeof sharesOf>>[number]

/** Nothing fires for a share that is handed in, or of a ticket that is withdrawn. */
function lookAt(share: Share, today: string) {
  const isOpen = share.ticketState === 'assigned' && (share.state === 'assigned' || share.state === 'received')
  const { dueOn, assignedOn } = share
  if (!isOpen || dueOn === null || assignedOn === null) return { due: [], stepOn: null }
  return ladderOf({ ...share, dueOn, assignedOn }, today, share.fired)
}

type New = { readonly step: TicketStep; readonly on: string; readonly share: Share }

/** Answers history of the steps that are really new: one that another process stored stays as it is. */
async function insertSteps(tx: Tx, steps: readonly New[]) {
  if (steps.length === 0) return []
  const stored = await tx
    .insertInto('ticketStep')
    .values(
      steps.map(({ step, on, share: { id, dueOn, dueRevision } }) => ({
        ...{ shareId: id, step, dueRevision, dueOn: dueOn ?? on, firedOn: on },
      })),
    )
    .onConflict((conflict) => conflict.columns(['shareId', 'step', 'dueRevision']).doNothing())
    .returning(['shareId', 'step', 'dueOn'])
    .execute()
  const shareOf = new Map(steps.map(({ share }) => [share.id, share]))
  return stored.map(({ shareId, step, dueOn }) => ({
    ...{ action: `ticket.${step}`, basis: 'supervision.step' },
    subject: { kind: 'ticketShare', id: shareId },
    changes: changesOf(ticketFields, {}, { division: shareOf.get(shareId)?.nameZh, dueOn: inBoth(longDayText(dueOn)) }),
  }))
}
