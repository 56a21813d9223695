import { sweepNow } from '#server/kernel/sweep.ts'
import { closeApp, createApp } from '#server/main.ts'

// A process of its own that sweeps one database once: `node test/sweepOnce.ts <address of the database> <folder>`.
const [appUrl = '', dataDir = ''] = process.argv.slice(2)
const app = await createApp({
  config: {
    mode: 'test',
    host: '127.0.0.1',
    port: 0,
    origin: 'http://127.0.0.1',
    trustProxy: false,
    dataDir,
    rulePack: 'shenzhen',
    mail: null,
    logLevel: 'silent',
  },
  appUrl,
})
await sweepNow(app)
await closeApp(app)
