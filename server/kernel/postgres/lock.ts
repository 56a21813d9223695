import { accessSync, constants, mkdirSync, rmSync, statSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { Problem } from '#server/kernel/problem.ts'

/**
 * Makes this process the only one that works in `folder` and returns how to let go. The lock is a listening socket:
 * the operating system frees it however the process ends, `kill -9` included, so it is never stale.
 */
export async function takeLock(folder: string): Promise<() => Promise<void>> {
  const release = await tryLock(folder)
  if (release) return release
  throw new Problem({
    zh: `另一个绩衡进程正在使用数据文件夹“${folder}”。请先停止它，或另指定数据文件夹。`,
    en: `Another Jiheng process is using the data folder ${folder}. Stop it first, or name another data folder.`,
  })
}

/** The same, answering `undefined` when another process holds the lock. */
export async function tryLock(folder: string): Promise<(() => Promise<void>) | undefined> {
  open(folder)
  const { dev, ino } = statSync(folder)
  const address = process.platform === 'linux' ? `\0jiheng-${dev}-${ino}` : join(folder, 'lock')
  return (await listen(address)) ?? ((await isDead(address)) ? listen(address) : undefined)
}

function open(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (cause) {
    const text = {
      zh: `数据文件夹“${folder}”不可读写：可能由其他用户（如 root）建立。请换用该用户，或另指定数据文件夹。`,
      en: `The data folder ${folder} cannot be read and written: another user, such as root, may have made it. Run as that user, or name another data folder.`,
    }
    throw new Problem(text, { cause })
  }
}

function listen(address: string): Promise<(() => Promise<void>) | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<(() => Promise<void>) | undefined>()
  const server = createServer((socket) => socket.destroy())
  server.once('error', (error: NodeJS.ErrnoException) =>
    error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
  )
  server.listen(address, () => {
    server.unref()
    resolve(() => new Promise((closed) => server.close(() => closed())))
  })
  return promise
}

/** Only outside Linux, where the socket is a file: it stays behind after `kill -9` and then nobody answers. */
async function isDead(address: string): Promise<boolean> {
  if (address.startsWith('\0')) return false
  const answers = await new Promise<boolean>((resolve) => {
    const socket = connect(address, () => resolve(true)).once('error', () => resolve(false))
    socket.unref()
  })
  if (!answers) rmSync(address, { force: true })
  return !answers
}
