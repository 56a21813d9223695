import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { App } from './app.ts'
import { Refused } from './errors.ts'

const policy = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
}

const written = (directives: Record<string, string>): string =>
  Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join(';')

/** The page's own policy: the styles the components write carry the nonce of this one answer. */
export const pagePolicy = (nonce: string): string =>
  written({ ...policy, 'style-src': `'self' 'nonce-${nonce}'`, 'script-src': `'self' 'nonce-${nonce}'` })

/** Strict headers for every answer. */
export function secureHeaders(server: FastifyInstance, app: App): void {
  void server.register(helmet, {
    contentSecurityPolicy: false,
    strictTransportSecurity: app.config.origin.startsWith('https:'),
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
  })
  server.addHook('onRequest', async (_request, reply) => {
    void reply.header('content-security-policy', written(policy))
  })
}

/** A write must come from our own pages: same origin, named by the browser. */
export function guardOrigin(server: FastifyInstance, app: App): void {
  server.addHook('onRequest', async (request) => {
    if (request.method === 'GET' || request.method === 'HEAD') return
    if (!isOwn(request, app)) throw new Refused(foreignOrigin)
  })
}

function isOwn(request: FastifyRequest, { config }: App): boolean {
  const { origin } = request.headers
  if (origin === undefined) return false
  if (origin === config.origin) return true
  return config.mode !== 'production' && isLoopback(origin) && origin === `http://${request.headers.host}`
}

const isLoopback = (origin: string): boolean => /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(origin)

const foreignOrigin = {
  code: 'foreign_origin',
  message: {
    zh: '请求不是从本系统的页面发出的，没有办理。',
    en: 'The request did not come from a page of this system; nothing was done.',
  },
  basis: 'system',
  role: true,
}
