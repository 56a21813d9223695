import { randomBytes } from 'node:crypto'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { z } from 'zod'
import { refusalOfEndpoint } from '#domain/kernel/endpoint.ts'
import type { App } from './app.ts'
import { digestOf } from './canonical.ts'
import { clockAt } from './clock.ts'
import { Invalid, NotFound, Refused } from './errors.ts'
import { checked, runCommand, runRead } from './http.command.ts'
import { sendError } from './http.errors.ts'
import { operations } from './http.operations.ts'
import { guardOrigin, secureHeaders } from './http.security.ts'
import { cookieName, ownPasswordMissing, type Signed, signedIn } from './http.session.ts'
import { readUpload, uploadLimit, uploadRoute } from './http.upload.ts'
import { serveWeb } from './http.web.ts'
import type { Download, Outside, Route } from './routes.ts'

export type Server = FastifyInstance

const mebibyte = 1024 * 1024

/** The HTTP server with every route of the modules, and for all of them alike: log-in, parsing, keys, errors, headers. */
export async function createServer(app: App, routes: readonly Route[]): Promise<Server> {
  const server: Server = fastify({
    loggerInstance: app.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: app.config.trustProxy,
    bodyLimit: mebibyte,
    requestTimeout: 30_000,
    genReqId: () => randomBytes(4).toString('hex').toUpperCase(),
    routerOptions: { maxParamLength: 200 },
  })
  server.setErrorHandler((error, request, reply) => sendError(error, request, reply, app.pack))
  await server.register(cookie)
  await server.register(compress, { threshold: 2_048, encodings: ['gzip', 'br'] })
  await server.register(multipart, { limits: { files: 1, fileSize: uploadLimit, fields: 4, parts: 5 } })
  secureHeaders(server, app)
  guardOrigin(server, app)
  logRequests(server)
  letGoWhenStopping(server)
  const every = [...routes, uploadRoute]
  operations(server, app, every)
  for (const route of every) addRoute(server, app, route)
  await serveWeb(server, app)
  return server
}

function addRoute(server: Server, app: App, route: Route): void {
  const { method, path } = route.endpoint
  server.route({
    method,
    url: path,
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      const result = await answer(app, route, request, reply)
      return isDownload(result) ? sendFile(reply, result) : sendJson(reply, result)
    },
  })
}

async function answer(app: App, route: Route, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const setSession = cookieSetter(app, reply)
  if (route.kind === 'public') return outside(app, route, request, setSession)
  const signed = await signedIn(app, request)
  admit(route, signed)
  const input = route === uploadRoute ? await uploadInput(request) : parse(route, request)
  if (route.kind === 'command') return runCommand(app, route, signed, setSession, keyOf(request), input)
  const result = await runRead(app, route, signed, setSession, input)
  return isDownload(result) ? result : checked(route.endpoint, result)
}

/** What the endpoint requires of whoever acts, before anything is read. */
function admit({ endpoint }: Route, { actor, clock, settings, hasStartPassword }: Signed): void {
  if (hasStartPassword && !endpoint.withStartPassword) throw new Refused(ownPasswordMissing)
  const refusal = refusalOfEndpoint(endpoint, { actor, today: clock.today, settings })
  if (refusal) throw new Refused(refusal)
}

const parse = ({ endpoint }: Route, request: FastifyRequest) => {
  const params = endpoint.params.safeParse(request.params)
  if (params.error) throw new NotFound() // an address that cannot be leads to nothing
  const parts = [
    ['query', endpoint.query.safeParse(request.query)],
    ['body', endpoint.body.safeParse(request.body ?? {})],
  ] as const
  const issues = parts.flatMap(([place, { error }]) =>
    (error?.issues ?? []).map((issue) => ({ ...issue, path: [place, ...issue.path] })),
  )
  if (issues.length > 0) throw new z.ZodError(issues)
  return { params: params.data, query: parts[0][1].data, body: parts[1][1].data }
}

/** The key is bound to the content by its digest; the content itself is no part of a request's canonical form. */
async function uploadInput(request: FastifyRequest) {
  const { name, content } = await readUpload(request)
  const body = Object.defineProperty({ name, digest: digestOf(content) }, 'content', {
    value: content,
    enumerable: false,
  })
  return { params: {}, query: {}, body }
}

const uuid = z.uuid()
const keyMissing = { zh: '写操作须带请求编号。', en: 'A write needs an idempotency key.' }

function keyOf(request: FastifyRequest): string {
  const key = uuid.safeParse(request.headers['idempotency-key'])
  if (!key.success) throw new Invalid([{ path: 'idempotency-key', message: keyMissing }])
  return key.data
}

async function outside(
  app: App,
  route: Extract<Route, { kind: 'public' }>,
  request: FastifyRequest,
  setSession: Outside['setSession'],
): Promise<unknown> {
  const input = parse(route, request)
  return app.db.transaction().execute(async (tx) => {
    const office = await tx.selectFrom('office').select(['clockDay', 'settingsRevision']).executeTakeFirst()
    const context: Outside = {
      tx,
      app,
      clock: clockAt(office?.clockDay ?? null),
      settingsRevision: office?.settingsRevision ?? 0,
      network: request.ip,
      browser: request.headers['user-agent']?.slice(0, 200) ?? '',
      setSession,
    }
    const result = await route.run(input as never, context)
    return isDownload(result) ? result : checked(route.endpoint, result)
  })
}

function cookieSetter(app: App, reply: FastifyReply): Outside['setSession'] {
  const name = cookieName(app.config.origin)
  const options = { path: '/', httpOnly: true, sameSite: 'strict', secure: name.startsWith('__Host-') } as const
  return (token) => void (token ? reply.setCookie(name, token, options) : reply.clearCookie(name, options))
}

const isDownload = (result: unknown): result is Download =>
  typeof result === 'object' && result !== null && 'content' in result && 'type' in result && 'name' in result

const sendJson = (reply: FastifyReply, result: unknown) =>
  reply.header('cache-control', 'no-store').type('application/json').send(JSON.stringify(result))

const sendFile = (reply: FastifyReply, { name, type, content }: Download) =>
  reply
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .type(type)
    .send(content)

/** A connection kept open after the answer that was under way would hold up the stop for more than a minute. */
function letGoWhenStopping(server: Server): void {
  let isStopping = false
  server.addHook('preClose', async () => {
    isStopping = true
  })
  server.addHook('onSend', async (_request, reply) => {
    if (isStopping) void reply.header('connection', 'close')
  })
}

function logRequests(server: Server): void {
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    request.log.info(
      { method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'request',
    )
  })
}
