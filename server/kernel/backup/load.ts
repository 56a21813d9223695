import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { type Manifest, manifestName, ownerOf } from './manifest.ts'
import { digestTables, plainText, type Table, tablesOf } from './tables.ts'
import { demandEqual, partsOf } from './verify.ts'

/** Puts every row and file of a verified backup in place, inside the caller's transaction, and compares the digests. */
export async function load(client: pg.Client, file: string, manifest: Manifest, filesFolder: string): Promise<void> {
  await client.query(plainText)
  const tables = await tablesOf(client)
  const putGuardsBack = await takeGuardsAway(client, tables)
  await loadParts(file, (owner) => sinkFor(client, owner, tables, filesFolder))
  await putGuardsBack()
  for (const [name, { value, isCalled }] of Object.entries(manifest.sequences)) {
    await client.query('SELECT setval($1::regclass, $2, $3)', [`public.${pg.escapeIdentifier(name)}`, value, isCalled])
  }
  const loaded = await digestTables(client)
  for (const [name, digest] of Object.entries(manifest.tables)) demandEqual(name, loaded[name], digest)
}

async function loadParts(file: string, sinkOf: (owner: string) => Promise<Writable>): Promise<void> {
  let sink: ReturnType<typeof writer> | undefined
  let writing = ''
  for await (const { name, content } of partsOf(file)) {
    if (name === manifestName) break
    if (!sink || ownerOf(name) !== writing) {
      await sink?.end()
      writing = ownerOf(name)
      sink = writer(await sinkOf(writing))
    }
    await sink.write(content)
  }
  await sink?.end()
}

function writer(stream: Writable) {
  const done = finished(stream)
  done.catch(() => {}) // whoever writes or ends next meets it
  return {
    async write(content: Buffer): Promise<void> {
      if (!stream.write(content)) await Promise.race([once(stream, 'drain'), done])
    },
    async end(): Promise<void> {
      stream.end()
      await done
    },
  }
}

async function sinkFor(client: pg.Client, owner: string, tables: readonly Table[], folder: string): Promise<Writable> {
  const [kind = '', ...path] = owner.split('/')
  if (kind === 'files') {
    const place = join(folder, ...path)
    await mkdir(dirname(place), { recursive: true, mode: 0o700 })
    return createWriteStream(place, { flags: 'wx', mode: 0o600, flush: true })
  }
  const table = tables.find(({ name }) => name === path.join('/'))
  if (!table) throw new Error(`there is no table for ${owner}`)
  return client.query(copyFrom(`COPY public.${pg.escapeIdentifier(table.name)} (${table.columns}) FROM STDIN`))
}

/**
 * Foreign keys refer in all directions, so no order of tables satisfies them while loading: they are dropped and added
 * again, which checks every row. Triggers guard what people do, not a restore; rows the migrations made are replaced.
 */
async function takeGuardsAway(client: pg.Client, tables: readonly Table[]): Promise<() => Promise<void>> {
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(`
    SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
    FROM pg_constraint
    WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conparentid = 0`)
  const names = tables.map(({ name }) => `public.${pg.escapeIdentifier(name)}`)
  for (const { table, name } of keys) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`)
  for (const name of names) await client.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`)
  if (names.length > 0) await client.query(`TRUNCATE ${names.join(', ')}`)
  return async () => {
    for (const { table, name, definition } of keys) {
      await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`)
    }
    for (const name of names) await client.query(`ALTER TABLE ${name} ENABLE TRIGGER USER`)
  }
}
