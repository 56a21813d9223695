import { createServer } from '#server/kernel/http.ts'
import { allRoutes, createApp } from '#server/main.ts'
import { configIn } from './configIn.ts'

// A process of its own that serves one database until it is killed: `node test/serve.ts <address> <folder>`; it says its port.
const [appUrl = '', dataDir = ''] = process.argv.slice(2)
const app = await createApp({
  config: configIn(dataDir),
  appUrl,
})
const server = await createServer(app, allRoutes)
console.log(await server.listen({ host: '127.0.0.1', port: 0 }))
