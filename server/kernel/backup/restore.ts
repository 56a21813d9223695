import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type pg from 'pg'
import { migrate, withClient } from '#server/kernel/migrate.ts'
import { Problem } from '#server/kernel/problem.ts'
import { filesIn, syncFolder } from './backup.ts'
import { load } from './load.ts'
import type { Manifest } from './manifest.ts'
import { verifyBackup } from './verify.ts'

type Target = {
  readonly file: string
  readonly ownerUrl: string
  readonly appUrl: string
  readonly filesFolder: string
  /** Where the migrations lie; the system's own unless a test says otherwise. */
  readonly migrations?: URL
}

/**
 * Loads a backup into an empty database and an empty files folder. The file is read and checked to its end first; then
 * everything is loaded in one transaction and compared with the manifest again. What fails leaves nothing behind.
 */
export async function restoreBackup({ file, ownerUrl, appUrl, filesFolder, migrations }: Target): Promise<Manifest> {
  const manifest = await verifyBackup(file)
  await withClient(ownerUrl, (client) => demandEmpty(client, filesFolder))
  const loading = `${filesFolder}.loading`
  try {
    await rm(loading, { recursive: true, force: true }) // of a restore that was killed
    await mkdir(loading, { recursive: true, mode: 0o700 })
    const upTo = manifest.migrations.at(-1)?.number ?? 0
    await migrate({ ownerUrl, appUrl, upTo, ...(migrations ? { folder: migrations } : {}) })
    await withClient(ownerUrl, async (client) => {
      await demandSameMigrations(client, manifest)
      await client.query('BEGIN')
      await load(client, file, manifest, loading)
      await rm(filesFolder, { recursive: true, force: true })
      await rename(loading, filesFolder)
      await syncFolder(dirname(filesFolder))
      await client.query('COMMIT')
    })
    return manifest
  } catch (error) {
    await rm(loading, { recursive: true, force: true })
    await rm(filesFolder, { recursive: true, force: true })
    await withClient(ownerUrl, emptyAgain)
    throw error
  }
}

async function demandEmpty(client: pg.Client, filesFolder: string): Promise<void> {
  const { rows } = await client.query(
    `SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') LIMIT 1`,
  )
  if (rows.length === 0 && (await filesIn(filesFolder)).length === 0) return
  throw new Problem({
    zh: '恢复只能写入空的数据库和空的数据文件夹：请另指定 DATA_DIR 或新建数据库。',
    en: 'A backup is restored into an empty database and an empty data folder only: name another DATA_DIR or make a new database.',
  })
}

async function demandSameMigrations(client: pg.Client, { migrations }: Manifest): Promise<void> {
  const { rows } = await client.query('SELECT number, name, digest FROM schema_migration ORDER BY number')
  if (JSON.stringify(rows) === JSON.stringify(migrations)) return
  throw new Problem({
    zh: '备份所用的表结构与本程序不同：请用制作备份的版本或更新的正式版本恢复。',
    en: 'The tables of the backup are not those of this program: restore with the version that made it or a later release.',
  })
}

/** Takes back what `migrate` made in a database that was empty before. */
async function emptyAgain(client: pg.Client): Promise<void> {
  await client.query(`
    DROP SCHEMA IF EXISTS graphile_worker CASCADE;
    DO $$ DECLARE made record; BEGIN
      FOR made IN SELECT oid::regclass AS name FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
      LOOP EXECUTE format('DROP TABLE %s CASCADE', made.name); END LOOP;
      FOR made IN SELECT p.oid::regprocedure AS name FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace AND p.prokind = 'f'
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
      LOOP EXECUTE format('DROP FUNCTION %s CASCADE', made.name); END LOOP;
    END $$`)
}
