import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Config, type Mode, readConfig } from '#server/kernel/config.ts'
import { demandOneDatabase } from '#server/kernel/outsideDatabase.ts'
import { tryLock } from '#server/kernel/postgres/lock.ts'
import { databaseFolders } from '#server/kernel/postgres/place.ts'
import { runningPostgres, startPostgres } from '#server/kernel/postgres/postgres.ts'
import { Problem } from '#server/kernel/problem.ts'

export type Storage = Pick<Config, 'databaseUrl' | 'migrationDatabaseUrl' | 'dataDir'>
export type Opened = { readonly ownerUrl: string; readonly appUrl: string; readonly stop: () => Promise<void> }

/** The file and the office that the words after `npm run backup --` name: production's, or with --demo the demo's. */
export function readWords(usage: string): { file: string; mode: Mode; storage: Storage } {
  const words = process.argv.slice(2)
  const [name, ...more] = words.filter((word) => word !== '--demo')
  if (!name || more.length > 0 || name.startsWith('-'))
    throw new Problem({ zh: `用法：${usage}`, en: `Usage: ${usage}` })
  const mode = words.includes('--demo') ? 'demo' : 'production'
  // npm runs scripts in the checkout; the file's name was typed in INIT_CWD
  return { file: resolve(process.env.INIT_CWD ?? '.', name), mode, storage: readStorage(mode) }
}

/** Nothing listens here, so what production says about its address is not asked for. */
function readStorage(mode: Mode): Storage {
  const { DATABASE_URL, MIGRATION_DATABASE_URL, DATA_DIR } = process.env
  const address = { ORIGIN: 'http://127.0.0.1', TRUST_PROXY: 'none' }
  return readConfig({ DATABASE_URL, MIGRATION_DATABASE_URL, DATA_DIR, ...address }, mode)
}

export const filesFolder = ({ dataDir }: Storage): string => join(dataDir, 'files')

const hasCluster = (dataDir: string): boolean =>
  databaseFolders(dataDir).some((folder) => existsSync(join(folder, 'cluster')))

async function outside(appUrl: string, ownerUrl: string): Promise<Opened> {
  await demandOneDatabase({ appUrl, ownerUrl })
  return { appUrl, ownerUrl, stop: async () => {} }
}

/** The database of an office that exists, whether or not a server is working on it. */
export async function openExisting({ databaseUrl, migrationDatabaseUrl, dataDir }: Storage): Promise<Opened> {
  if (databaseUrl !== null && migrationDatabaseUrl !== null) return outside(databaseUrl, migrationDatabaseUrl)
  if (!hasCluster(dataDir)) {
    throw new Problem({ zh: `“${dataDir}”中没有数据。`, en: `There is no office in ${dataDir}.` })
  }
  const unlock = await tryLock(dataDir)
  await unlock?.()
  const running = unlock ? undefined : runningPostgres(dataDir)
  return running ? { ...running, stop: async () => {} } : startPostgres({ dataDir })
}

const isEmpty = (folder: string): boolean => !existsSync(folder) || readdirSync(folder).length === 0

/** A database to restore into; the embedded one is made, in a folder that has none. */
export async function openEmpty({ databaseUrl, migrationDatabaseUrl, dataDir }: Storage): Promise<Opened> {
  if (databaseUrl !== null && migrationDatabaseUrl !== null) return outside(databaseUrl, migrationDatabaseUrl)
  if (!hasCluster(dataDir) && isEmpty(dataDir)) return startPostgres({ dataDir })
  throw new Problem({
    zh: `“${dataDir}”不是空的。恢复只能写入空的地方：请用 DATA_DIR 另指定文件夹，或先移走它。`,
    en: `The folder ${dataDir} is not empty. A backup is restored into an empty place only: name another folder by DATA_DIR, or move this one away.`,
  })
}
