import { connect, createServer, type Socket } from 'node:net'

export type Gate = {
  readonly url: string
  readonly shut: () => void
  readonly hold: () => void
  readonly open: () => void
  readonly close: () => Promise<void>
}

/** A door between the application and its database that can be shut (connections break) or held (nothing answers). */
export async function gate(databaseUrl: string): Promise<Gate> {
  const sockets = new Set<Socket>()
  let state: 'open' | 'shut' | 'held' = 'open'
  const server = createServer((near) => {
    if (state === 'shut') return void near.destroy()
    sockets.add(near)
    const far = connect(placeOf(databaseUrl))
    sockets.add(far)
    near.on('data', (data) => state === 'open' && far.write(data))
    far.on('data', (data) => state === 'open' && near.write(data))
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => other.destroy())
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const through = new URL(databaseUrl)
  through.hostname = '127.0.0.1'
  through.searchParams.delete('host')
  through.port = String(typeof address === 'object' && address ? address.port : 0)
  const breakAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: through.href,
    shut: () => {
      state = 'shut'
      breakAll()
    },
    hold: () => {
      state = 'held'
    },
    open: () => {
      state = 'open'
    },
    close: async () => {
      breakAll()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A database is reached by its host and port, or by a socket in the folder that the parameter `host` names. */
function placeOf(databaseUrl: string) {
  const { hostname, port, searchParams } = new URL(databaseUrl)
  const host = searchParams.get('host') ?? hostname
  return host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port || 5432}` } : { host, port: Number(port || 5432) }
}
