import { parseArgs } from 'node:util'
import { cookieName, sessionStatement, tokenDigest } from '#server/kernel/http.session.ts'
import { createServer } from '#server/kernel/http.ts'
import { startJobs } from '#server/kernel/jobs.ts'
import { allRoutes, allTasks, createApp } from '#server/main.ts'
import type { Statement } from './capture.ts'
import { benchConfig } from './stand.ts'

/** The server under test as a process of its own, and beside it the barest handler that asks the same of the database. */
const { values } = parseArgs({
  options: { url: { type: 'string', default: '' }, folder: { type: 'string', default: '' } },
})
const config = benchConfig(values.folder)
const app = await createApp({ config, appUrl: values.url })
const server = await createServer(app, allRoutes)
await startJobs(app, allTasks)
let statements: readonly Statement[] = []
server.post('/bare', async (request) => {
  statements = request.body as Statement[]
  return {}
})
server.get('/bare', async (request, reply) => {
  const token = request.cookies[cookieName(config.origin)] ?? ''
  const session = await app.pool.query({ name: 'session', text: sessionStatement, values: [tokenDigest(token)] })
  const rows = []
  for (const { text, values: of, name } of statements)
    rows.push((await app.pool.query({ text, values: [...of], ...(name ? { name } : {}) })).rows)
  return reply.type('application/json').send(JSON.stringify({ rows, session: session.rowCount }))
})
const base = await server.listen({ host: config.host, port: 0 })
process.send?.(base)
process.on('message', (message) => {
  if (message === 'memory') process.send?.(process.memoryUsage().rss)
})
