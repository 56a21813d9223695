import { readdir } from 'node:fs/promises'
import { sql } from 'kysely'
import type { World } from '#test/world.ts'

/** What a refusal may leave behind: the security log, counted failures of log-in, and when a session was last used. */
const apart = ['security_log', 'login_failure']

export type Digest = Readonly<Record<string, string>>

/** Every table, from one snapshot, and the names of all stored files. */
export async function digestOfAll(w: World): Promise<Digest> {
  const { rows: tables } = await sql<{ name: string }>`select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> all(${apart}) order by 1`.execute(
    w.owner,
  )
  const columns = tables.map(({ name }) => {
    const content = name === 'session' ? sql`to_jsonb(t) - 'seen_at'` : sql`t`
    return sql`(select md5(string_agg(md5((${content})::text), '' order by md5((${content})::text)))
      from ${sql.table(name)} t) as ${sql.ref(name)}`
  })
  const { rows } = await sql<Record<string, string | null>>`select ${sql.join(columns)}`.execute(w.owner)
  const files = await readdir(w.app.files.folder, { recursive: true }).catch(() => [])
  return {
    ...Object.fromEntries(Object.entries(rows[0] ?? {}).map(([name, md5]) => [name, md5 ?? ''])),
    files: files.toSorted().join(),
  }
}

/** The tables in which two digests differ. */
export const differing = (before: Digest, after: Digest): string[] =>
  Object.keys(after).filter((name) => before[name] !== after[name])
