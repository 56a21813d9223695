import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Logger, run } from 'graphile-worker'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appendOnly } from '#server/migrations/grants.ts'
import { type ClonedDatabase, cloneDatabase, emptyDatabase } from '#test/template.ts'
import { assertAppRoleIsWeak, migrate, schemaVersion, withClient } from './migrate.ts'

describe("the application's role", () => {
  let database: ClonedDatabase
  let app: pg.Client
  beforeAll(async () => {
    database = await cloneDatabase()
    app = new pg.Client(database.appUrl)
    await app.connect()
  })
  afterAll(async () => {
    await app.end()
    await database.drop()
  })
  const denied = { code: '42501' }

  test('is weak, and the owner of the tables is refused in its place', async () => {
    await expect(assertAppRoleIsWeak(database.appUrl)).resolves.toBe(new URL(database.appUrl).username)
    await expect(assertAppRoleIsWeak(database.ownerUrl)).rejects.toThrow('may do too much')
  })

  test.each(appendOnly)('may read %s and add to it, but never change, delete or empty it', async (table) => {
    const { rows } = await app.query(
      `SELECT has_table_privilege($1, 'SELECT') AS read, has_table_privilege($1, 'INSERT') AS add`,
      [table],
    )
    expect(rows).toEqual([{ read: true, add: true }])
    const column = (
      await app.query('SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attnum = 1', [table])
    ).rows[0].attname
    await expect(app.query(`UPDATE ${table} SET ${column} = ${column}`)).rejects.toMatchObject(denied)
    await expect(app.query(`DELETE FROM ${table}`)).rejects.toMatchObject(denied)
    await expect(app.query(`TRUNCATE ${table}`)).rejects.toMatchObject(denied)
  })

  test.each([
    'CREATE TABLE sneaked (id int)',
    'CREATE TEMPORARY TABLE sneaked (id int)',
    'CREATE SCHEMA sneaked',
    'DROP TABLE history',
    'ALTER TABLE history ADD COLUMN sneaked int',
    'ALTER TABLE history DISABLE TRIGGER ALL',
    'CREATE INDEX ON history (id)',
    'CREATE FUNCTION sneaked() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
    `INSERT INTO schema_migration (number, name, digest) VALUES (9999, 'x', 'x')`,
    'DELETE FROM schema_migration',
  ])('is denied: %s', async (statement) => {
    await expect(app.query(statement)).rejects.toMatchObject(denied)
  })

  test('adds a job inside its transaction and runs it, owning nothing of the queue', async () => {
    const done: unknown[] = []
    await app.query('BEGIN')
    await app.query(`SELECT graphile_worker.add_job('remember', '{"number": 1}', queue_name := 'q')`)
    await app.query('ROLLBACK')
    await app.query(`SELECT graphile_worker.add_job('remember', '{"number": 2}', queue_name := 'q')`)
    const ran = Promise.withResolvers<void>()
    const runner = await run({
      connectionString: database.appUrl,
      noHandleSignals: true,
      logger: new Logger(() => () => {}),
      taskList: {
        remember: async (payload) => {
          done.push(payload)
          ran.resolve()
        },
      },
    })
    await ran.promise
    // the job is done before its row is gone
    const left = async () => (await app.query('SELECT FROM graphile_worker._private_jobs')).rows
    await expect.poll(left, { timeout: 10_000 }).toEqual([])
    await runner.stop()
    expect(done).toEqual([{ number: 2 }])
  })
})

describe('migrations', () => {
  const folder = mkdtempSync(join(tmpdir(), 'migrations-'))
  const file = (name: string, sql: string) => writeFileSync(join(folder, name), sql)
  const numbers = (url: string) =>
    withClient(url, async (client) =>
      (await client.query('SELECT number FROM schema_migration ORDER BY number')).rows.map(({ number }) => number),
    )
  let database: ClonedDatabase
  const run = (upTo?: number) =>
    migrate({ ...database, folder: pathToFileURL(`${folder}/`), ...(upTo === undefined ? {} : { upTo }) })

  beforeAll(async () => {
    database = await emptyDatabase()
    file('0001_first.sql', 'CREATE TABLE first (id int)')
    file('0002_second.sql', 'CREATE TABLE second (id int)')
  })
  afterAll(async () => {
    await database.drop()
    rmSync(folder, { recursive: true })
  })

  test('are applied once and in order, also when two processes start together, and up to a given number', async () => {
    await run(1)
    expect(await numbers(database.ownerUrl)).toEqual([1])
    await Promise.all([run(), run(), run()])
    expect(await numbers(database.ownerUrl)).toEqual([1, 2])
    expect(await withClient(database.appUrl, schemaVersion)).toBe(2)
  })

  test('that fail leave nothing of themselves', async () => {
    file('0003_third.sql', 'CREATE TABLE third (id int); SELECT 1 / 0')
    await expect(run()).rejects.toThrow('migration 3 (third): division by zero')
    expect(await numbers(database.ownerUrl)).toEqual([1, 2])
    const { rows } = await withClient(database.ownerUrl, (client) => client.query(`SELECT to_regclass('third') AS it`))
    expect(rows).toEqual([{ it: null }])
    rmSync(join(folder, '0003_third.sql'))
  })

  test('with one number twice or a name out of order are refused', async () => {
    file('0002_again.sql', '')
    await expect(run()).rejects.toThrow('two migrations have the number 2')
    rmSync(join(folder, '0002_again.sql'))
    file('second.sql', '')
    await expect(run()).rejects.toThrow('a migration is named NNNN_name.sql')
    rmSync(join(folder, 'second.sql'))
  })

  test('changed or missing after they were applied are refused', async () => {
    file('0002_second.sql', 'CREATE TABLE second (id bigint)')
    await expect(run()).rejects.toThrow('migration 2 (second) was changed')
    rmSync(join(folder, '0002_second.sql'))
    await expect(run()).rejects.toThrow('has migration 2 (second), this program has not')
  })
})
