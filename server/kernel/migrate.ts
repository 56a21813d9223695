import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { Logger, runMigrations } from 'graphile-worker'
import pg from 'pg'
import { appendOnly, readOnly } from '#server/migrations/grants.ts'
import { Problem } from './problem.ts'

type Migration = { readonly number: number; readonly name: string; readonly digest: string; readonly sql: string }
type Applied = Omit<Migration, 'sql'>

export type MigrateOptions = {
  readonly ownerUrl: string
  readonly appUrl: string
  /** Where the numbered files lie; the system's own unless a test says otherwise. */
  readonly folder?: URL
  /** The last number to apply: a restore stops at the version of the backup. */
  readonly upTo?: number
}

const home = new URL('../migrations/', import.meta.url)

/** Brings the database to the newest version, one transaction per file, then sets what the application's role may do. */
export async function migrate({ ownerUrl, appUrl, folder = home, upTo }: MigrateOptions): Promise<void> {
  const role = await assertAppRoleIsWeak(appUrl)
  const migrations = await migrationsIn(folder)
  await withClient(ownerUrl, async (client) => {
    await assertUsable(client)
    await client.query(`SELECT pg_advisory_lock(hashtext('jiheng migrate'))`)
    await client.query(`CREATE TABLE IF NOT EXISTS schema_migration (
      number integer PRIMARY KEY, name text NOT NULL, digest text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now()
    )`)
    for (const migration of await pending(client, migrations)) {
      if (migration.number <= (upTo ?? Number.POSITIVE_INFINITY)) await apply(client, migration)
    }
    await runMigrations({ connectionString: ownerUrl, maxPoolSize: 1, logger: silent })
    await inTransaction(client, () => grant(client, role))
  })
}

/** The version of the database: the number of its last migration, 0 before the first. */
export async function schemaVersion(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ number: number }>(
    'SELECT coalesce(max(number), 0) AS number FROM schema_migration',
  )
  return rows[0]?.number ?? 0
}

/** Refuses an application role that could get round the grants; answers its name. */
export async function assertAppRoleIsWeak(appUrl: string): Promise<string> {
  const role = await withClient(appUrl, async (client) => (await client.query<Strength>(strength)).rows[0])
  if (role && !role.superuser && !role.bypasses && !role.owns && !role.creates) return role.name
  throw new Problem({
    zh: `DATABASE_URL 的数据库用户“${role?.name}”权限过大：不得为超级用户，不得绕过行级安全，不得拥有任何表，不得建表。请另建一个普通用户。`,
    en: `The database role ${role?.name} of DATABASE_URL may do too much: it must not be superuser, bypass row security, own a table or create one. Make an ordinary role for it.`,
  })
}

type Strength = { name: string; superuser: boolean; bypasses: boolean; owns: boolean; creates: boolean }
const strength = `
  SELECT rolname AS name, rolsuper AS superuser, rolbypassrls OR rolcreaterole AS bypasses,
    EXISTS (
      SELECT FROM pg_class
      WHERE relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
        AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND relpersistence <> 't' AND pg_has_role(relowner, 'MEMBER')
    ) AS owns,
    has_schema_privilege('public', 'CREATE') OR has_database_privilege(current_database(), 'CREATE') AS creates
  FROM pg_roles WHERE rolname = current_user`

async function assertUsable(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number; encoding: string }>(
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding`,
  )
  const { version = 0, encoding = '' } = rows[0] ?? {}
  if (version >= 150_000 && encoding === 'UTF8') return
  throw new Problem({
    zh: `数据库须为 PostgreSQL 15 或更高版本、UTF8 编码；现为 ${Math.floor(version / 10_000)}、${encoding}。`,
    en: `The database must be PostgreSQL 15 or later with encoding UTF8; this is ${Math.floor(version / 10_000)} with ${encoding}.`,
  })
}

async function migrationsIn(folder: URL): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const migrations = await Promise.all(names.map((name) => read(folder, name)))
  const twice = migrations.find(({ number }, index) => migrations[index - 1]?.number === number)
  if (twice) throw new Error(`two migrations have the number ${twice.number}`)
  return migrations
}

async function read(folder: URL, file: string): Promise<Migration> {
  const [, digits, name] = file.match(/^(\d{4})_([a-z0-9_]+)\.sql$/) ?? []
  if (!digits || !name) throw new Error(`${file}: a migration is named NNNN_name.sql`)
  const sql = await readFile(new URL(file, folder), 'utf8')
  return { number: Number(digits), name, sql, digest: createHash('sha256').update(sql).digest('hex') }
}

async function pending(client: pg.Client, migrations: readonly Migration[]): Promise<Migration[]> {
  const { rows: applied } = await client.query<Applied>(
    'SELECT number, name, digest FROM schema_migration ORDER BY number',
  )
  for (const { number, name, digest } of applied) {
    const migration = migrations.find((each) => each.number === number)
    if (!migration) throw unknownMigration(number, name)
    if (migration.digest !== digest) throw changedMigration(number, name)
  }
  return migrations.filter(({ number }) => !applied.some((each) => each.number === number))
}

const unknownMigration = (number: number, name: string) =>
  new Problem({
    zh: `数据库已执行迁移 ${number}（${name}），本程序没有该迁移：程序版本过旧，请换用新版本。`,
    en: `The database has migration ${number} (${name}), this program has not: the program is too old, use a newer one.`,
  })

const changedMigration = (number: number, name: string) =>
  new Problem({
    zh: `迁移 ${number}（${name}）执行后文件被改动。请恢复原文件；演示数据可用 npm run db:reset 重建。`,
    en: `The file of migration ${number} (${name}) was changed after it had been applied. Put the original back; demo data can be rebuilt by npm run db:reset.`,
  })

const apply = (client: pg.Client, { number, name, digest, sql }: Migration): Promise<void> =>
  inTransaction(client, async () => {
    await client.query(sql).catch((cause: Error) => {
      throw new Error(`migration ${number} (${name}): ${cause.message}`, { cause })
    })
    await client.query('INSERT INTO schema_migration (number, name, digest) VALUES ($1, $2, $3)', [
      number,
      name,
      digest,
    ])
  })

/** Set anew at every start, in one transaction: what this file no longer grants is gone. */
async function grant(client: pg.Client, role: string): Promise<void> {
  const app = pg.escapeIdentifier(role)
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')`,
  )
  const existing = (names: readonly string[]) =>
    names.filter((name) => rows.some((row) => row.name === name)).map((name) => pg.escapeIdentifier(name))
  await client.query(`
    DO $$ BEGIN EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database()); END $$;
    REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${app};
    GRANT USAGE ON SCHEMA public, graphile_worker TO ${app};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${app};
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public, graphile_worker TO ${app};
    ${existing(appendOnly)
      .map((table) => `REVOKE UPDATE, DELETE ON ${table} FROM ${app};`)
      .join('\n')}
    ${existing(readOnly)
      .map((table) => `REVOKE INSERT, UPDATE, DELETE ON ${table} FROM ${app};`)
      .join('\n')}
    GRANT SELECT ON ALL TABLES IN SCHEMA graphile_worker TO ${app};`)
  await client.query(workerTables.map((table) => grantWorkerTable(table, app)).join('\n'))
}

const workerTables = ['_private_jobs', '_private_job_queues', '_private_tasks', '_private_known_crontabs'] as const

/** graphile-worker switches row security on without a policy: without one, any role but the owner sees no job. */
const grantWorkerTable = (table: string, app: string): string => `
  GRANT SELECT, INSERT, UPDATE, DELETE ON graphile_worker.${table} TO ${app};
  DROP POLICY IF EXISTS application ON graphile_worker.${table};
  CREATE POLICY application ON graphile_worker.${table} TO ${app} USING (true) WITH CHECK (true);`

async function inTransaction(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query('BEGIN')
  try {
    await work()
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}

/** Connects, works and always lets go; letting go also releases the advisory lock. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const silent = new Logger(() => () => {})
