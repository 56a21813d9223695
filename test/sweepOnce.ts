import { sweepNow } from '#server/kernel/sweep.ts'
import { closeApp, createApp } from '#server/main.ts'
import { configIn } from './configIn.ts'

// A process of its own that sweeps one database once: `node test/sweepOnce.ts <address of the database> <folder> [<day>]`;
// the day is one of rest that the list of holidays does not have yet.
const [appUrl = '', dataDir = '', restDay] = process.argv.slice(2)
const app = await createApp({
  config: configIn(dataDir),
  appUrl,
})
if (restDay) {
  const { holidays } = app
  Object.assign(app, { holidays: { ...holidays, days: new Map([...holidays.days, [restDay, 'rest' as const]]) } })
}
await sweepNow(app)
await closeApp(app)
