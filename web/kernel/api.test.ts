import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { byId, endpoint, paging } from '#domain/kernel/endpoint.ts'
import { ApiError, addressOf, call } from './api.ts'

const common = { summary: { zh: '', en: '' }, access: 'anyPost', reply: z.object({ done: z.boolean() }) } as const
const list = endpoint({ ...common, method: 'GET', path: '/api/items', query: z.strictObject(paging) })
const close = endpoint({
  ...common,
  method: 'POST',
  path: '/api/items/:id/close',
  params: byId,
  body: z.strictObject({ version: z.int() }),
})
const id = '00000000-0000-4000-8000-000000000001'
const closing = { address: { id }, body: { version: 3 } }

// A real server on a real socket; only the browser's own origin is put in front of the path.
let answer: (request: IncomingMessage, response: ServerResponse, attempt: number) => void
let seen: { url: string; key: string | undefined; body: string }[]
let server: ReturnType<typeof createServer>

beforeEach(async () => {
  seen = []
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => {
      body += part.toString()
    })
    request.on('end', () => {
      seen.push({ url: request.url ?? '', key: request.headers['idempotency-key'] as string | undefined, body })
      answer(request, response, seen.length)
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  const real = globalThis.fetch
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => real(`http://127.0.0.1:${port}${path}`, init))
})

afterEach(async () => {
  vi.unstubAllGlobals()
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
})

const json = (
  response: ServerResponse,
  status: number,
  content: unknown,
  headers: Record<string, string> = {},
): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(content))
}

test('the path is filled, the rest goes into the query, what is not set is left out', () => {
  expect(addressOf(close, { id: 'a/b' })).toBe('/api/items/a%2Fb/close')
  expect(addressOf(list, { after: 'x y', limit: undefined, state: ['a', 'b'] })).toBe(
    '/api/items?after=x+y&state=a&state=b',
  )
})

test('a write that got no answer is sent again with the same key and the same body', async () => {
  answer = (request, response, attempt) => {
    if (attempt < 3) request.socket.destroy()
    else json(response, 200, { done: true })
  }
  await expect(call(close, closing)).resolves.toEqual({ done: true })
  expect(seen).toHaveLength(3)
  expect(new Set(seen.map(({ key }) => key)).size).toBe(1)
  expect(seen.every(({ body }) => body === '{"version":3}')).toBe(true)
})

test('two intents have two keys', async () => {
  answer = (_request, response) => json(response, 200, { done: true })
  await call(close, closing)
  await call(close, closing)
  expect(seen[0]?.key).not.toBe(seen[1]?.key)
})

test('a refusal is an answer: not sent again, and told in words', async () => {
  const refused = {
    code: 'own_report',
    message: { zh: '不得', en: 'no' },
    citation: { zh: '第40条', en: 'Art. 40' },
    request: '7F3A',
  }
  answer = (_request, response) => json(response, 409, refused)
  const error = await call(close, closing).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ApiError)
  expect(error).toMatchObject({
    status: 409,
    code: 'own_report',
    text: refused.message,
    request: '7F3A',
    isUnknown: false,
  })
  expect(seen).toHaveLength(1)
})

test('seconds to wait come from the body or the header', async () => {
  answer = (_request, response) =>
    json(response, 429, { code: 'wait', message: { zh: '等', en: 'wait' } }, { 'retry-after': '8' })
  await expect(call(close, closing)).rejects.toMatchObject({ status: 429, retryAfter: 8 })
})

test('a proxy’s page instead of an answer leaves the outcome unknown', async () => {
  answer = (_request, response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>')
  await expect(call(list)).rejects.toMatchObject({ status: 502, isUnknown: true })
  expect(seen).toHaveLength(4)
})
