import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrate, withClient } from '#server/kernel/migrate.ts'
import { type ClonedDatabase, cloneDatabase, emptyDatabase } from '#test/template.ts'
import { writeBackup } from './backup.ts'
import { restoreBackup } from './restore.ts'
import { digestTables } from './tables.ts'
import { partSize } from './tar.ts'
import { verifyBackup } from './verify.ts'

/** Every shape of table that could be restored wrongly. */
const awkward = `
  CREATE TABLE division (id text PRIMARY KEY, parent text REFERENCES division, head integer);
  CREATE TABLE person (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, division text NOT NULL REFERENCES division);
  ALTER TABLE division ADD FOREIGN KEY (head) REFERENCES person DEFERRABLE INITIALLY DEFERRED;
  CREATE TABLE kind (name text PRIMARY KEY); INSERT INTO kind VALUES ('made by the migration');
  CREATE TABLE entry (
    at timestamptz NOT NULL, content jsonb, bytes bytea, amount numeric, days date[], span interval, words text,
    double numeric GENERATED ALWAYS AS (amount * 2) STORED
  );
  CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'append-only'; END $$;
  CREATE TRIGGER refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON entry FOR EACH STATEMENT EXECUTE FUNCTION refuse();
  CREATE TABLE "Left" (id serial PRIMARY KEY); CREATE TABLE "right" (id serial PRIMARY KEY);`
const rows = `
  BEGIN;
  INSERT INTO division VALUES ('秘书处', NULL, 1), ('b', 'z', NULL), ('z', '秘书处', NULL), ('A', NULL, NULL);
  INSERT INTO person (division) VALUES ('秘书处'), ('b');
  COMMIT;
  DELETE FROM kind; INSERT INTO kind VALUES ('changed since');
  INSERT INTO entry (at, content, bytes, amount, days, span, words) VALUES
    ('2025-11-06 12:00:00.123456+08', '{"b": 1, "a": [1.50, "\\\\n"]}', '\\x00ff0a', 0.10, '{2025-11-06}', '1 mon 2 days', E'tab\\t line\\n \\\\N'),
    ('infinity', NULL, '', 1e30, NULL, NULL, '');
  INSERT INTO entry (at, words) SELECT now(), repeat('大', 1000) FROM generate_series(1, 3000)`

const folder = mkdtempSync(join(tmpdir(), 'jiheng-backup-'))
const filesFolder = join(folder, 'files')
const file = join(folder, 'office.tar.gz')
const migrations = pathToFileURL(`${join(folder, 'migrations')}/`)
let source: ClonedDatabase
const made: ClonedDatabase[] = []

beforeAll(async () => {
  mkdirSync(join(folder, 'migrations'))
  writeFileSync(join(folder, 'migrations/0001_awkward.sql'), awkward)
  source = await emptyDatabase()
  await migrate({ ...source, folder: migrations })
  await withClient(source.ownerUrl, (client) => client.query(rows))
  for (const name of ['ab', 'cd']) mkdirSync(join(filesFolder, name), { recursive: true })
  writeFileSync(join(filesFolder, 'ab/empty'), '')
  writeFileSync(join(filesFolder, 'ab/large'), randomBytes(partSize * 2 + 100_000))
  writeFileSync(join(filesFolder, 'cd/being-written.part'), 'half')
  await writeBackup({ ...source, filesFolder, file })
})
afterAll(async () => {
  for (const database of [source, ...made]) await database.drop()
  rmSync(folder, { recursive: true })
})

async function emptyPlace() {
  const database = await emptyDatabase()
  made.push(database)
  return { ...database, filesFolder: join(folder, `files-${made.length}`), migrations }
}
const digests = (url: string) =>
  withClient(url, async (client) => {
    await client.query('BEGIN')
    return digestTables(client)
  })
const ask = (url: string, sql: string) => withClient(url, async (client) => (await client.query(sql)).rows)
const tablesIn = (url: string) => ask(url, `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace`)

describe('a restored office', () => {
  let place: Awaited<ReturnType<typeof emptyPlace>>
  beforeAll(async () => {
    place = await emptyPlace()
    await restoreBackup({ ...place, file })
  })

  test('has the same rows in every table and the same files', async () => {
    const expected = await digests(source.ownerUrl)
    expect(Object.keys(expected)).toEqual(['Left', 'division', 'entry', 'kind', 'person', 'right'])
    expect(await digests(place.ownerUrl)).toEqual(expected)
    expect(readFileSync(join(place.filesFolder, 'ab/large')).equals(readFileSync(join(filesFolder, 'ab/large')))).toBe(
      true,
    )
    expect(readFileSync(join(place.filesFolder, 'ab/empty'))).toHaveLength(0)
    expect(existsSync(join(place.filesFolder, 'cd'))).toBe(false)
  })

  test('guards its rows as before: keys, triggers, identity and rights', async () => {
    expect(await ask(place.ownerUrl, `INSERT INTO person (division) VALUES ('b') RETURNING id`)).toEqual([{ id: 3 }])
    await expect(ask(place.ownerUrl, `INSERT INTO person (division) VALUES ('none')`)).rejects.toThrow('foreign key')
    await expect(ask(place.ownerUrl, 'DELETE FROM entry')).rejects.toThrow('append-only')
    await expect(ask(place.appUrl, 'DELETE FROM schema_migration')).rejects.toMatchObject({ code: '42501' })
    await expect(ask(place.appUrl, 'SELECT FROM division')).resolves.toHaveLength(4)
  })

  test('is not overwritten by another restore', async () => {
    await expect(restoreBackup({ ...place, file })).rejects.toThrow(
      'into an empty database and an empty data folder only',
    )
    await expect(ask(place.appUrl, 'SELECT FROM division')).resolves.toHaveLength(4)
  })
})

test('a backup shows one moment, although the office goes on working', async () => {
  let working = true
  const work = withClient(source.ownerUrl, async (client) => {
    while (working)
      await client.query('BEGIN; INSERT INTO "Left" DEFAULT VALUES; INSERT INTO "right" DEFAULT VALUES; COMMIT')
  })
  const later = join(folder, 'later.tar.gz')
  await writeBackup({ ...source, filesFolder, file: later })
  working = false
  await work
  const place = await emptyPlace()
  await restoreBackup({ ...place, file: later })
  const [counts] = await ask(
    place.ownerUrl,
    'SELECT (SELECT count(*) FROM "Left") AS "left", (SELECT count(*) FROM "right") AS "right"',
  )
  expect(counts?.left).toBe(counts?.right)
})

test('the tables of the office itself come back equal', async () => {
  const office = await cloneDatabase()
  made.push(office)
  await ask(
    office.ownerUrl,
    `INSERT INTO office (name_zh, name_en, short_zh, short_en) VALUES ('口岸办', 'Port Office', '口岸办', 'Port Office');
     INSERT INTO history (subject_kind, subject_id, action, basis, occurred_at, canonical, digest)
       SELECT 'duty', gen_random_uuid(), 'submit', 'system', now(), convert_to(i::text, 'UTF8'), 'x' FROM generate_series(1, 5000) i;
     INSERT INTO security_log (kind, detail) VALUES ('login', '{"a": "二"}')`,
  )
  const whole = join(folder, 'whole.tar.gz')
  await writeBackup({ ...office, filesFolder, file: whole })
  const { migrations: _, ...place } = await emptyPlace()
  await restoreBackup({ ...place, file: whole })
  expect(await digests(place.ownerUrl)).toEqual(await digests(office.ownerUrl))
})

test('an office without a single file comes back, and so does its empty folder', async () => {
  const bare = join(folder, 'bare.tar.gz')
  const manifest = await writeBackup({ ...source, filesFolder: join(folder, 'never-made'), file: bare })
  expect(manifest.files).toEqual({})
  const place = await emptyPlace()
  await restoreBackup({ ...place, file: bare })
  expect(await digests(place.ownerUrl)).toEqual(await digests(source.ownerUrl))
  expect(readdirSync(place.filesFolder)).toEqual([])
})

describe('a file that is not a whole backup is refused with a sentence:', () => {
  const broken = join(folder, 'broken.tar.gz')
  const turned = join(folder, 'turned.tar.gz')
  const whole = () => readFileSync(file)
  const damaged = 'is damaged or incomplete'

  // The last byte of what is packed is filled up with bits that say nothing: turning one of them changes no content.
  test('one bit turned anywhere after the header of the compression, where it changes anything', async () => {
    const good = whole()
    const content = gunzipSync(good)
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 10, max: good.length - 1 }),
        fc.integer({ min: 0, max: 7 }),
        async (at, bit) => {
          const bad = Buffer.from(good)
          bad[at] = (bad[at] ?? 0) ^ (1 << bit)
          writeFileSync(turned, bad)
          const told = await verifyBackup(turned).catch((error: Error) => error.message)
          if (typeof told === 'string') expect(told).toContain(damaged)
          else expect(gunzipSync(bad).equals(content)).toBe(true)
        },
      ),
      { numRuns: 25, examples: [0, 1, 2, 3, 4, 5, 6, 7].map((bit) => [good.length - 9, bit] as [number, number]) },
    )
  }, 180_000)

  test('cut off anywhere', async () => {
    const good = whole()
    for (const length of [0, 1, 100, good.length >> 1, good.length - 9, good.length - 1]) {
      writeFileSync(broken, good.subarray(0, length))
      await expect(verifyBackup(broken)).rejects.toThrow(damaged)
    }
  })

  test('something else, or nothing', async () => {
    writeFileSync(broken, 'a letter')
    await expect(verifyBackup(broken)).rejects.toThrow(damaged)
    await expect(verifyBackup(join(folder, 'absent'))).rejects.toThrow('cannot be read')
  })

  test('and nothing of it is restored', async () => {
    const place = await emptyPlace()
    const bad = whole()
    bad[bad.length >> 1] = (bad[bad.length >> 1] ?? 0) ^ 1
    writeFileSync(broken, bad)
    await expect(restoreBackup({ ...place, file: broken })).rejects.toThrow('Nothing was restored')
    expect(await tablesIn(place.ownerUrl)).toEqual([])
    expect(existsSync(place.filesFolder)).toBe(false)
  })
})

test('a backup of other tables than this program makes leaves the place empty', async () => {
  const others = join(folder, 'others')
  mkdirSync(others)
  writeFileSync(join(others, '0001_awkward.sql'), `${awkward} CREATE TABLE more ()`)
  const place = await emptyPlace()
  const attempt = restoreBackup({ ...place, file, migrations: pathToFileURL(`${others}/`) })
  await expect(attempt).rejects.toThrow('restore with the version that made it')
  expect(await tablesIn(place.ownerUrl)).toEqual([])
  expect(existsSync(place.filesFolder)).toBe(false)
  await expect(restoreBackup({ ...place, file })).resolves.toMatchObject({ format: 'jiheng-backup-1' })
})

test('an earlier backup is not replaced, and a failed one leaves no file', async () => {
  const before = readFileSync(file)
  await expect(writeBackup({ ...source, filesFolder, file })).rejects.toThrow('exists already')
  expect(readFileSync(file).equals(before)).toBe(true)
  const nowhere = join(folder, 'nowhere/office.tar.gz')
  await expect(writeBackup({ ...source, filesFolder, file: nowhere })).rejects.toThrow('cannot be written to')
  const never = join(folder, 'never.tar.gz')
  await expect(writeBackup({ ...source, ownerUrl: source.appUrl, filesFolder, file: never })).rejects.toThrow()
  expect(readdirSync(folder).filter((name) => name.includes('.part') || name.includes('never'))).toEqual([])
})
