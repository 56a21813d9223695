import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'

export type Digest = { readonly bytes: number; readonly sha256: string }

/** A table as text that is the same on every server that holds the same rows. */
export type Table = { readonly name: string; readonly columns: string; readonly order: string }

/** Settings that change how PostgreSQL writes values. */
export const plainText = `
  SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'iso_8601';
  SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1; SET LOCAL client_encoding = 'UTF8';
  SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0;`

/**
 * Every table of the office, ordered by primary key; without one by whole row. Text sorts by its bytes, since two
 * servers need not have the same collation. What the migrations write about themselves is not data.
 */
export async function tablesOf(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; key: { name: string; text: boolean }[] }>(`
    SELECT c.relname AS name,
      (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
      coalesce((SELECT json_agg(json_build_object('name', a.attname, 'text', a.attcollation <> 0) ORDER BY k.place)
        FROM pg_index i, unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
        WHERE i.indrelid = c.oid AND i.indisprimary), '[]') AS key
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND c.relname <> 'schema_migration'
    ORDER BY c.relname COLLATE "C"`)
  return rows.map(({ name, columns, key }) => ({
    name,
    columns: columns.map(pg.escapeIdentifier).join(', '),
    order:
      key.length > 0
        ? key.map((column) => pg.escapeIdentifier(column.name) + (column.text ? ' COLLATE "C"' : '')).join(', ')
        : `${pg.escapeIdentifier(name)}::text COLLATE "C"`,
  }))
}

/** All rows of a table in the text format of COPY. */
export function readTable(client: pg.ClientBase, { name, columns, order }: Table): Readable {
  return client.query(
    copyTo(`COPY (SELECT ${columns} FROM public.${pg.escapeIdentifier(name)} ORDER BY ${order}) TO STDOUT`),
  )
}

/** The digest of every table as it is now; call it in a transaction that sees one snapshot. */
export async function digestTables(client: pg.ClientBase): Promise<Record<string, Digest>> {
  await client.query(plainText)
  const digests: Record<string, Digest> = {}
  for (const table of await tablesOf(client)) {
    const digest = newDigest()
    for await (const chunk of readTable(client, table)) digest.add(chunk)
    digests[table.name] = digest.result()
  }
  return digests
}

/** Adds up what passes by. */
export function newDigest() {
  const hash = createHash('sha256')
  let bytes = 0
  return {
    add(chunk: Buffer): void {
      hash.update(chunk)
      bytes += chunk.length
    },
    result: (): Digest => ({ bytes, sha256: hash.copy().digest('hex') }),
  }
}

export type Sequences = Record<string, { value: string; isCalled: boolean }>

export async function sequencesOf(client: pg.ClientBase): Promise<Sequences> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace ORDER BY 1`,
  )
  const sequences: Sequences = {}
  for (const { name } of rows) {
    const state = await client.query(
      `SELECT last_value::text AS value, is_called AS "isCalled" FROM public.${pg.escapeIdentifier(name)}`,
    )
    sequences[name] = state.rows[0]
  }
  return sequences
}
