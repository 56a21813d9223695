import { dayText } from '#domain/calendar/workingDays.ts'
import { same } from '#domain/kernel/text.ts'
import { escalationSteps } from '#domain/rectification/escalation.ts'
import type { Clock } from '#server/kernel/clock.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { Acting } from '#server/kernel/routes.ts'
import { tell } from '#server/notice/notice.public.ts'
import type { Due, Fired } from './escalation.store.ts'
import type { OrderAt } from './order.store.ts'

type Issued = { readonly id: string; readonly number: string; readonly draftedBy: string }

/** Whom it is addressed to and the leaders have it to do; its drafter is told. */
export const tellIssued = ({ tx, clock, actor }: Acting, { id, number, draftedBy }: Issued): Promise<void> =>
  tell(tx, clock, [
    {
      ...{ kind: 'orderIssued', subjectId: id, facts: { number: same(number) } },
      ...{ personIds: [draftedBy], causedBy: actor.id },
    },
  ])

/** The answer was rejected: it is answered again until the new day. */
export const tellRejected = ({ tx, clock, actor }: Acting, row: OrderAt, dueOn: string): Promise<void> =>
  tell(tx, clock, [
    {
      ...{ kind: 'orderRejected', subjectId: row.id, occasion: row.round, leaderOf: row.divisionId },
      ...{ facts: { number: same(row.number ?? ''), dueOn: dayText(dueOn) }, causedBy: actor.id },
    },
  ])

export const tellClosed = ({ tx, clock, actor }: Acting, row: OrderAt): Promise<void> =>
  tell(tx, clock, [
    {
      ...{ kind: 'orderClosed', subjectId: row.id, facts: { number: same(row.number ?? '') }, causedBy: actor.id },
      ...{ divisionIds: row.personId === null ? [row.divisionId] : [], personIds: [row.personId] },
      leaderOf: row.divisionId,
    },
  ])

/** Whoever is to see that an order is overdue has it to do; who drafted and issued it are told. */
export function tellEscalated(tx: Tx, clock: Clock, due: readonly Due[], fired: readonly Fired[]): Promise<void> {
  const orders = new Map(due.map((row) => [row.id, row]))
  return tell(
    tx,
    clock,
    fired.map(({ rectificationId, step, dueOn }) => {
      const order = orders.get(rectificationId)
      return {
        ...({ kind: 'orderEscalated', subjectId: rectificationId, occasion: `${step} ${dueOn}` } as const),
        facts: { number: same(order?.number ?? ''), step: escalationSteps[step] },
        personIds: [order?.draftedBy ?? null, order?.issuedBy ?? null],
      }
    }),
  )
}
