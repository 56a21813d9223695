import { sql } from 'kysely'
import type { EntryImportState } from '#domain/collection/entryImport.ts'
import { type EntryImport, mostImportsShown, mostRowsShown } from '#domain/collection/entryTable.api.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'

const fields = [
  ...(['id', 'state', 'fileName', 'rowsDone', 'rowsTotal', 'accepted', 'unchanged', 'refused'] as const),
  ...(['failure', 'begunAt'] as const),
] as const

/** An import is its person's alone. */
const own = (tx: Tx, actor: Actor) => tx.selectFrom('entryImport').where('personId', '=', actor.id)

type Row = Omit<EntryImport, 'rows'>
const shown = ({
  state,
  failure,
  ...row
}: { state: string; failure: unknown } & Omit<Row, 'state' | 'failure'>): Row => ({
  ...row,
  state: state as EntryImportState,
  failure: failure as Text | null,
})

export async function listImports(tx: Tx, actor: Actor): Promise<Row[]> {
  const rows = await own(tx, actor)
    .select(fields)
    .orderBy('begunAt', 'desc')
    .orderBy('id')
    .limit(mostImportsShown)
    .execute()
  return rows.map(shown)
}

/** An own import, its row locked: whoever cancels or takes it comes one after the other. */
export const lockImport = (tx: Tx, actor: Actor, id: string) =>
  own(tx, actor)
    .select(['id', 'accepted', 'refused'])
    .select(sql<EntryImportState>`state`.as('state'))
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound())

/** The name of the file that this person's running import is about, or null. */
export async function runningImport(tx: Tx, actor: Actor): Promise<string | null> {
  const states = ['waiting', 'reading', 'taking']
  const row = await own(tx, actor).select('fileName').where('state', 'in', states).executeTakeFirst()
  return row?.fileName ?? null
}

/** What was read of earlier files of this person, and is not imported yet, makes room for the next one. */
export async function dropEarlier(tx: Tx, actor: Actor): Promise<void> {
  const { rows } = await sql<{ id: string }>`update entry_import set state = 'cancelled', ended_at = now()
    where person_id = ${actor.id} and state = 'read' returning id`.execute(tx)
  const ids = rows.map(({ id }) => id)
  await dropRows(tx, ids)
}

export const dropRows = (tx: Tx, ids: readonly string[]) =>
  sql`delete from entry_import_row where import_id = any(${ids}::uuid[])`.execute(tx)

export async function findImport(tx: Tx, actor: Actor, id: string): Promise<EntryImport> {
  const row = await own(tx, actor)
    .select(fields)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound())
  return { ...shown(row), rows: ['waiting', 'reading', 'cancelled'].includes(row.state) ? [] : await rowsOf(tx, id) }
}

/** Refused rows first, then what is accepted, then what stays as it is; each in the order of the file. */
async function rowsOf(tx: Tx, id: string): Promise<EntryImport['rows']> {
  const found: EntryImport['rows'] = []
  for (const outcome of ['refused', 'accepted', 'unchanged'] as const) {
    if (found.length >= mostRowsShown) break
    const rows = await tx
      .selectFrom('entryImportRow as one')
      .leftJoin('duty', 'duty.id', 'one.dutyId')
      .leftJoin('indicator', 'indicator.id', 'duty.indicatorId')
      .select(['one.row', 'one.columnName as column', 'duty.period', 'indicator.name as indicator', 'one.value'])
      .select([sql<Text | null>`one.message`.as('message'), sql<'value' | 'nil' | null>`one.kind`.as('kind')])
      .where('one.importId', '=', id)
      .where('one.outcome', '=', outcome)
      .orderBy('one.row')
      .limit(mostRowsShown - found.length)
      .execute()
    found.push(...rows.map((row) => ({ ...row, outcome })))
  }
  return found
}

/** The refused rows of an own import, as they came. */
export async function refusedRows(tx: Tx, actor: Actor, id: string) {
  const { fileName, headings } = await own(tx, actor)
    .select('fileName')
    .select(sql<string[]>`headings`.as('headings'))
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound())
  const rows = await tx
    .selectFrom('entryImportRow')
    .select(['row', 'columnName as column'])
    .select([sql<string[]>`cells`.as('cells'), sql<Text | null>`message`.as('message')])
    .where('importId', '=', id)
    .where('outcome', '=', 'refused')
    .orderBy('row')
    .execute()
  return { fileName, headings, rows }
}
