import { readFile } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { App } from './app.ts'
import { openApiOf } from './openapi.ts'
import { referencePage, stylePath } from './reference.ts'
import type { Route } from './routes.ts'

const referenceStyle = readFile(new URL('./reference.css', import.meta.url))

/** For whoever runs the server: is it alive, is it ready, how is it doing, what does it offer. No log-in, no business data. */
export function operations(server: FastifyInstance, app: App, routes: readonly Route[]): void {
  server.get('/healthz', async (_request, reply) => reply.type('text/plain').send('ok\n'))
  server.get('/readyz', async (_request, reply) => {
    await app.pool.query('select 1')
    return reply.type('text/plain').send('ready\n')
  })
  const metrics = metricsOf(server, app)
  server.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.metrics()))
  // made when first asked for: it would take a tenth of a second from every start
  let made: ReturnType<typeof openApiOf> | undefined
  const document = () => {
    made ??= openApiOf(routes)
    return made
  }
  server.get('/api/openapi.json', async (_request, reply) =>
    reply.type('application/json').send(JSON.stringify(document())),
  )
  server.get('/api/reference', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(referencePage(document())),
  )
  server.get(stylePath, async (_request, reply) => reply.type('text/css; charset=utf-8').send(await referenceStyle))
}

function metricsOf(server: FastifyInstance, app: App): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'jiheng_http_seconds',
    help: 'How long requests took, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2],
    registers: [registry],
  })
  new Gauge({
    name: 'jiheng_database_connections',
    help: 'Connections to the database, and requests waiting for one',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      this.set({ state: 'open' }, app.pool.totalCount)
      this.set({ state: 'waiting' }, app.pool.waitingCount)
    },
  })
  server.addHook('onResponse', async (request, reply) => {
    const labels = {
      method: request.method,
      route: request.routeOptions.url ?? 'page',
      status: String(reply.statusCode),
    }
    seconds.observe(labels, reply.elapsedTime / 1_000)
  })
  return registry
}
