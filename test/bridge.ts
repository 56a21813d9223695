import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Received = { readonly headers: IncomingMessage['headers']; readonly body: string }

/** The office's bridge: a real HTTP server that keeps what it was sent and answers as told. */
export async function startBridge(port = 0) {
  const received: Received[] = []
  const bridge = {
    received,
    port: 0,
    answer: (response: ServerResponse): unknown => response.writeHead(204).end(),
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
  const server = http.createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(pieces).toString() })
      bridge.answer(response)
    })
  })
  await new Promise<void>((done) => {
    server.listen(port, '127.0.0.1', done)
  })
  bridge.port = (server.address() as AddressInfo).port
  return bridge
}
export type Bridge = Awaited<ReturnType<typeof startBridge>>
