import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import staticFiles from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { App } from './app.ts'
import { NotFound } from './errors.ts'
import { sendError } from './http.errors.ts'
import { pagePolicy } from './http.security.ts'

const built = fileURLToPath(new URL('../../dist/web/', import.meta.url))

/** Serves the built pages: files by their hashed name, and the one page, with a fresh nonce, for every other address. */
export async function serveWeb(server: FastifyInstance, app: App): Promise<void> {
  server.setNotFoundHandler((request, reply) => {
    const isPage =
      request.method === 'GET' && !request.url.startsWith('/api') && !/\.\w+$/.test(request.url.split('?')[0] ?? '')
    return isPage ? sendPage(reply) : sendError(new NotFound(), request, reply, app.pack)
  })
  if (!existsSync(`${built}assets`)) return
  await server.register(staticFiles, {
    root: `${built}assets`,
    prefix: '/assets/',
    index: false,
    decorateReply: false,
    cacheControl: true,
    maxAge: '365d',
    immutable: true,
  })
}

let page: Promise<string> | undefined

async function sendPage(reply: FastifyReply): Promise<FastifyReply> {
  page ??= readFile(`${built}index.html`, 'utf8')
  const nonce = randomBytes(16).toString('base64url')
  return reply
    .header('cache-control', 'no-store')
    .header('content-security-policy', pagePolicy(nonce))
    .type('text/html; charset=utf-8')
    .send((await page).replaceAll('__NONCE__', nonce))
}
