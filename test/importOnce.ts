import { startJobs } from '#server/kernel/jobs.ts'
import { allTasks, createApp } from '#server/main.ts'
import { configIn } from './configIn.ts'

// A process of its own that does the jobs of one database until it is killed: `node test/importOnce.ts <address> <folder>`.
const [appUrl = '', dataDir = ''] = process.argv.slice(2)
const app = await createApp({
  config: configIn(dataDir),
  appUrl,
})
await startJobs(app, allTasks)
