import { closeApp, createApp } from '#server/main.ts'
import { remind } from '#server/reminder/reminder.public.ts'

// A process of its own that runs one round of reminders: `node test/remindOnce.ts <database> <folder> <mail port> <now>`.
const [appUrl = '', dataDir = '', port = '', now = ''] = process.argv.slice(2)
const app = await createApp({
  config: {
    mode: 'test',
    host: '127.0.0.1',
    port: 0,
    origin: 'http://127.0.0.1',
    trustProxy: false,
    dataDir,
    rulePack: 'shenzhen',
    mail: {
      ...{ host: '127.0.0.1', port: Number(port), security: 'none', user: null, password: null },
      from: 'jixiao@example.gov.cn',
    },
    logLevel: 'silent',
  },
  appUrl,
})
await remind(app, new Date(now))
await closeApp(app)
