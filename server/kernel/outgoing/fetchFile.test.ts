import http, { type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Fetched, fetchFile, fetchLimits, type Resolve } from './fetchFile.ts'

const csv = '报送期,数值\n2025-10,5\n'
const answers: Record<string, RequestListener> = {
  '/good': (_q, a) => a.writeHead(200, { 'content-type': 'text/csv' }).end(csv),
  '/packed': (_q, a) => a.writeHead(200, { 'content-type': 'text/csv', 'content-encoding': 'gzip' }).end(gzipSync(csv)),
  '/bomb': (_q, a) =>
    a
      .writeHead(200, { 'content-type': 'text/csv', 'content-encoding': 'gzip' })
      .end(gzipSync(Buffer.alloc(60_000_000))),
  '/said': (_q, a) => a.writeHead(200, { 'content-length': '50000000' }).flushHeaders(),
  '/huge': (_q, a) => {
    const more = () => {
      while (!a.destroyed && a.write(Buffer.alloc(64_000, 'x')));
    }
    a.on('drain', more)
    more()
  },
  '/drip': (_q, a) => {
    a.writeHead(200, { 'content-type': 'text/csv' })
    const timer = setInterval(() => a.write('1'), 20)
    a.once('close', () => clearInterval(timer))
  },
  '/silent': () => undefined,
  '/page': (_q, a) => a.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html>log in</html>'),
  '/picture': (_q, a) => a.writeHead(200, { 'content-type': 'image/png' }).end('x'),
  '/brotli': (_q, a) => a.writeHead(200, { 'content-encoding': 'br' }).end('x'),
  '/cut': (_q, a) => {
    a.writeHead(200, { 'content-type': 'text/csv', 'content-length': '100' })
    a.write(csv, () => a.destroy())
  },
  '/cutPacked': (_q, a) => {
    a.writeHead(200, { 'content-type': 'text/csv', 'content-encoding': 'gzip' })
    a.end(gzipSync(csv.repeat(1000)).subarray(0, 40))
  },
  '/empty': (_q, a) => a.writeHead(200, { 'content-type': 'text/csv' }).end(),
  '/missing': (_q, a) => a.writeHead(404).end('no'),
  '/within': (_q, a) => a.writeHead(302, { location: '/good' }).end(),
  '/toPrivate': (_q, a) => a.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end(),
  '/toOther': (_q, a) => a.writeHead(307, { location: 'http://other.example/good' }).end(),
  '/toFile': (_q, a) => a.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/round': (_q, a) => a.writeHead(302, { location: '/round' }).end(),
}
const seen: string[] = []
const server = http.createServer((q, a) => {
  seen.push(`${q.method} ${q.url}`)
  answers[q.url ?? '']?.(q, a)
})
let port = 0
beforeAll(async () => {
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done)
  })
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const limits = { ...fetchLimits, connectMs: 400, wholeMs: 1_500 }
const toServer: Resolve = async () => [{ address: '127.0.0.1', family: 4 }]
type Given = { isInternal?: boolean; resolve?: Resolve; host?: string }
const ask = (path: string, { isInternal = true, resolve = toServer, host = 'data.example' }: Given = {}) =>
  fetchFile(`http://${host}:${port}${path}`, [{ host, port, isInternal }], { limits, resolve })
const said = (fetched: Fetched): string => (fetched.ok ? 'taken' : fetched.message.zh)

test('a file is fetched by GET, also packed and after a redirect within the host', async () => {
  for (const path of ['/good', '/packed', '/within']) {
    const fetched = await ask(path)
    expect(fetched).toMatchObject({ ok: true, type: 'text/csv' })
    expect(fetched.ok && fetched.content.toString()).toBe(csv)
  }
  expect(seen.every((one) => one.startsWith('GET '))).toBe(true)
})

test.each([
  ['/bomb', '超过10MB'],
  ['/said', '超过10MB'],
  ['/huge', '超过10MB'],
  ['/drip', '超过2秒'],
  ['/silent', '超过2秒'],
  ['/page', '网页'],
  ['/picture', 'image/png'],
  ['/brotli', 'br压缩'],
  ['/cut', '没有发完'],
  ['/cutPacked', '压缩内容损坏'],
  ['/empty', '空的'],
  ['/missing', '状态404'],
  ['/toPrivate', '另一主机169.254.169.254'],
  ['/toOther', '另一主机other.example'],
  ['/toFile', '另一主机'],
  ['/round', '一再'],
])('%s is refused in words: %s', async (path, words) => {
  const fetched = await ask(path)
  expect(said(fetched)).toContain(words)
  expect(!fetched.ok && fetched.message.en).toMatch(/^[A-Z].*\.$/)
})

describe('what is asked is the address that was checked', () => {
  test('a name that leads into the own network is not connected to, unless it is an internal host', async () => {
    const before = seen.length
    expect(said(await ask('/good', { isInternal: false }))).toContain('127.0.0.1不在公网')
    const mixed: Resolve = async () => [
      { address: '93.184.216.34', family: 4 },
      { address: '10.0.0.8', family: 4 },
    ]
    expect(said(await ask('/good', { isInternal: false, resolve: mixed }))).toContain('10.0.0.8不在公网')
    expect(seen.length).toBe(before)
  })

  test('a name that changes between look-ups is looked up once', async () => {
    let asked = 0
    const rebinding: Resolve = async () => {
      asked += 1
      return asked === 1 ? [{ address: '127.0.0.1', family: 4 }] : [{ address: '169.254.169.254', family: 4 }]
    }
    expect(said(await ask('/good', { resolve: rebinding }))).toBe('taken')
    expect(asked).toBe(1)
    expect(said(await ask('/good', { resolve: rebinding }))).toContain('169.254.169.254不在公网')
  })

  test('numbers in the address are checked as names are', async () => {
    const before = seen.length
    expect(said(await ask('/good', { host: '127.0.0.1', isInternal: false }))).toContain('127.0.0.1不在公网')
    expect(said(await ask('/good', { host: '[::1]', isInternal: false }))).toContain('::1不在公网')
    expect(seen.length).toBe(before)
    expect(said(await ask('/good', { host: '127.0.0.1' }))).toBe('taken')
  })

  test('another host, another port, another kind of address: not on the list', async () => {
    const allowed = [{ host: 'data.example', port: 1, isInternal: true }]
    expect(said(await fetchFile(`http://data.example:${port}/good`, allowed))).toContain('不在允许的主机之列')
    expect(said(await fetchFile('http://other.example:1/good', allowed))).toContain('不在允许的主机之列')
    expect(said(await fetchFile('ftp://data.example:1/good', allowed))).toContain('http或者https')
  })

  test('a name nobody knows, and a port where nobody listens', async () => {
    const none: Resolve = async () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }))
    expect(said(await ask('/good', { resolve: none }))).toContain('找不到这台主机')
    const closed = fetchFile('http://data.example:9/x', [{ host: 'data.example', port: 9, isInternal: true }], {
      ...{ limits, resolve: toServer },
    })
    expect(said(await closed)).toContain('没有开放这个端口')
  })
})
