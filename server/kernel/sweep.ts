import type { App } from './app.ts'
import { type Clock, clockAt } from './clock.ts'
import type { Tx } from './db.ts'

/** What one module's passing days bring about: set-based, and the same however often and by how many processes it runs. */
export type Sweep = (tx: Tx, clock: Clock, app: App) => Promise<void>

/** Runs the sweep of the present day every minute until it is stopped; a failing round is logged and tried again. */
export function startSweeping(app: App, everyMs = 60_000): () => void {
  const round = async () => {
    try {
      await sweepNow(app)
    } catch (error) {
      app.log.warn({ err: error }, 'the sweep did not run; it will be tried again')
    }
  }
  void round()
  const timer = setInterval(() => void round(), everyMs)
  return () => clearInterval(timer)
}

export const sweepNow = (app: App): Promise<void> =>
  app.background.db.transaction().execute(async (tx) => {
    const office = await tx.selectFrom('office').select(['clockDay', 'setUpAt']).executeTakeFirst()
    if (office?.setUpAt) await app.sweep(tx, clockAt(office.clockDay))
  })
