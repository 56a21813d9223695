import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { type Config, type Mode, readConfig } from '#server/kernel/config.ts'
import { migrate } from '#server/kernel/migrate.ts'
import { demandOneDatabase } from '#server/kernel/outsideDatabase.ts'
import { startPostgres } from '#server/kernel/postgres/postgres.ts'
import { removeData } from '#server/kernel/postgres/throwAway.ts'
import { Problem } from '#server/kernel/problem.ts'
import { demoVersion } from './demo-office/version.ts'
import { buildWeb } from './web.ts'

export type Office = {
  readonly config: Config
  readonly url: string
  readonly appUrl: string
  /** What the first person types to set the office up; null once that is done. */
  readonly setupCode: string | null
  readonly close: () => Promise<void>
}

/** Starts database, server and pages of one office; in demo mode fills it on the first start. */
export async function openOffice(mode: Mode, { withWeb = true } = {}): Promise<Office> {
  const config = readConfig({ ...process.env, PORT: String(await portFor(mode)) }, mode)
  if (mode === 'demo') await discardUnfinished(config)
  // the server's modules take as long to load as the database to start
  const main = import('#server/main.ts')
  main.catch(() => {}) // awaited below, after the database
  const database = await openDatabase(config)
  try {
    const [{ startServer }] = await Promise.all([main, withWeb ? buildWeb() : undefined, migrate(database)])
    const isNew = mode === 'demo' && !existsSync(builtMark(config))
    const clockDay = isNew ? (await demoBuilder()).demoClockDay : null
    const server = await startServer({ config, appUrl: database.appUrl, clockDay })
    const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${server.port}`
    const close = () => server.close().finally(database.stop)
    if (isNew) await fill(config, url, server.setupCode).catch((error) => close().then(() => Promise.reject(error)))
    else if (mode === 'demo') await tellOfOtherVersion(config)
    return { config, url, appUrl: database.appUrl, setupCode: server.setupCode, close }
  } catch (error) {
    await database.stop()
    throw error
  }
}

/** Keeps the process until Ctrl-C or SIGTERM, then closes the office in order; a second signal changes nothing. */
export async function untilStopped(office: Office): Promise<void> {
  // what nobody waited for is a bug to be told; it must not end the process that everybody works with
  process.on('unhandledRejection', (error) => console.error(error))
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
  await office.close()
}

type OpenDatabase = { readonly ownerUrl: string; readonly appUrl: string; readonly stop: () => Promise<void> }

/** The outside database of the configuration, or the embedded one in the data folder. */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'migrationDatabaseUrl' | 'dataDir'>,
): Promise<OpenDatabase> {
  const { databaseUrl: appUrl, migrationDatabaseUrl: ownerUrl, dataDir } = config
  if (appUrl === null || ownerUrl === null) return startPostgres({ dataDir })
  await demandOneDatabase({ appUrl, ownerUrl })
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  return { ownerUrl, appUrl, stop: async () => {} }
}

/** Production takes the port it is given; a demo takes the next free one. */
async function portFor(mode: Mode): Promise<number | string> {
  const wanted = process.env.PORT || '3000'
  const first = Number(wanted)
  if (!Number.isInteger(first) || first < 1 || first > 65_435) return wanted // readConfig says what is wrong with it
  const host = process.env.HOST || '127.0.0.1'
  const tries = mode === 'production' ? 1 : 100
  for (let port = first; port < first + tries; port++) if (await isFree(port, host)) return port
  throw new Problem({
    zh: `端口 ${first} 已被占用：请停止占用它的程序，或用 PORT 另指定端口。`,
    en: `Port ${first} is taken: stop the program that uses it, or name another one by PORT.`,
  })
}

const isFree = (port: number, host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, host, () => server.close(() => resolve(true)))
  })

const builtMark = ({ dataDir }: Pick<Config, 'dataDir'>): string => join(dataDir, 'demo-office-complete')

/** A demo office whose building was interrupted is begun anew. */
async function discardUnfinished(config: Config): Promise<void> {
  if (config.databaseUrl === null && !existsSync(builtMark(config))) await removeData(config.dataDir)
}

async function fill(config: Config, url: string, setupCode: string | null): Promise<void> {
  if (setupCode === null) throw occupied
  console.log(
    '正在建立演示单位，按日补录一年的工作，约一分钟…\nBuilding the demo office, its year day by day, about a minute …',
  )
  const { buildDemoOffice } = await demoBuilder()
  await buildDemoOffice(url, setupCode, (month) => console.log(`  … ${month}`))
  await markComplete(config)
}

const occupied = new Problem({
  zh: '数据库里已有一个单位，演示不在其中建立数据。请另指定数据库，或去掉 DATABASE_URL 使用内置数据库。',
  en: 'There is an office in this database already and no demo is built in it: name another database, or leave DATABASE_URL out for the embedded one.',
})

/** Loaded for the first start of a demo alone. */
const demoBuilder = () => import('./demo-office/build.ts')

/** From now on the next start of the demo keeps what is in the data folder. */
export const markComplete = async (config: Pick<Config, 'dataDir'>): Promise<void> =>
  writeFile(builtMark(config), `${await demoVersion()}\n`)

/** A demo office that an earlier version built has nothing of what came since. */
async function tellOfOtherVersion(config: Config): Promise<void> {
  if ((await readFile(builtMark(config), 'utf8')).trim() === (await demoVersion())) return
  console.log(
    `这个演示单位由另一版本建成，缺少新功能的数据；删除 ${config.dataDir} 后重新启动即重建。\nAnother version built this demo office, so it lacks what is new: remove ${config.dataDir} and start again to build it anew.`,
  )
}
