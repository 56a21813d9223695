import { startJobs } from '#server/kernel/jobs.ts'
import { allTasks, createApp } from '#server/main.ts'

// A process of its own that does the jobs of one database until it is killed: `node test/importOnce.ts <address> <folder>`.
const [appUrl = '', dataDir = ''] = process.argv.slice(2)
const app = await createApp({
  config: {
    mode: 'test',
    mail: null,
    host: '127.0.0.1',
    port: 0,
    origin: 'http://127.0.0.1',
    trustProxy: false,
    dataDir,
    rulePack: 'shenzhen',
    logLevel: 'silent',
  },
  appUrl,
})
await startJobs(app, allTasks)
