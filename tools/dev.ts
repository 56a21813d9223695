import { type ChildProcess, spawn } from 'node:child_process'
import { readConfig } from '#server/kernel/config.ts'
import { command } from './command.ts'
import { openDatabase } from './office.ts'

const api = 'http://127.0.0.1:3000'

/** PostgreSQL stays up while the server restarts at every change; the pages come from Vite on port 5173. */
await command(async () => {
  const database = await openDatabase(readConfig(process.env, 'demo'))
  const env = {
    ...process.env,
    PORT: '3000',
    DATABASE_URL: database.appUrl,
    MIGRATION_DATABASE_URL: database.ownerUrl,
    JIHENG_SERVER: api,
  }
  const watched = ['domain', 'server', 'packs'].map((folder) => `--watch-path=${folder}`)
  const children = [
    spawn(process.execPath, [...watched, '--watch-preserve-output', 'tools/dev-server.ts'], { stdio: 'inherit', env }),
    spawn('vite', [], { stdio: 'inherit', env }),
  ]
  await Promise.race([...children.map(ended), interrupted()])
  for (const child of children) child.kill('SIGTERM')
  await Promise.all(children.map(ended))
  await database.stop()
})

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => child.once('exit', () => resolve()))
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}
