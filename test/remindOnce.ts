import { closeApp, createApp } from '#server/main.ts'
import { remind } from '#server/reminder/reminder.public.ts'
import { configIn } from './configIn.ts'

// A process of its own that runs one round of reminders: `node test/remindOnce.ts <database> <folder> <mail port> <now>`.
const [appUrl = '', dataDir = '', port = '', now = ''] = process.argv.slice(2)
const app = await createApp({
  config: configIn(dataDir, {
    mail: {
      ...{ host: '127.0.0.1', port: Number(port), security: 'none', user: null, password: null },
      from: 'jixiao@example.gov.cn',
    },
  }),
  appUrl,
})
await remind(app, new Date(now))
await closeApp(app)
