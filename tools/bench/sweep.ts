import { clockAt } from '#server/kernel/clock.ts'
import { closeApp, createApp } from '#server/main.ts'
import { benchConfig, type Stand } from './stand.ts'

export type SweepResult = {
  readonly duties: number
  readonly cards: number
  readonly seconds: number
  readonly megabytes: number
}

/** The sweep of one day over every open duty, in this process: how long, and how much memory it grew by. */
export async function benchSweep(stand: Stand, day: string): Promise<SweepResult> {
  const app = await createApp({ config: benchConfig(stand.folder), appUrl: stand.appUrl })
  const before = process.memoryUsage().rss
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 50)
  const began = performance.now()
  await app.background.db.transaction().execute((tx) => app.sweep(tx, clockAt(day)))
  const seconds = (performance.now() - began) / 1_000
  clearInterval(watch)
  const { rows } = await stand.bare.query<{ cards: number }>('select count(*)::int as cards from card')
  await closeApp(app)
  return { duties: stand.bulk.duties, cards: rows[0]?.cards ?? 0, seconds, megabytes: (most - before) / 1_048_576 }
}
