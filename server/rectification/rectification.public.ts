import type { Actor } from '#domain/kernel/actor.ts'
import type { Tx } from '#server/kernel/db.ts'
import * as orders from './order.store.ts'

export { sweepRectifications } from './escalation.sweep.ts'
export { writeNote as noteFinding } from './note.acts.ts'
export { draftOrder as beginOrder } from './order.draft.ts'
export { orderIsSeen } from './order.store.ts'
export { orderChanges } from './orderChanges.store.ts'
export { rectificationTodos } from './todos.ts'

/** How many orders of a year this post sees that are not closed, past their day, or wait for verification. */
export const rectificationCounts = (tx: Tx, actor: Actor, today: string, year: number) =>
  orders.counts(tx, actor, today, year)
