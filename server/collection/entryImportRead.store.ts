import { sql } from 'kysely'
import { importFailures } from '#domain/collection/entryImport.ts'
import { type Headings, headingsIn, type Placed, type TableRow, tableReader } from '#domain/collection/entryTable.ts'
import type { TableIndicator } from '#domain/collection/entryTableFind.ts'
import type { App } from '#server/kernel/app.ts'
import { type TablePiece, tablePieces } from '#server/kernel/office/tablePieces.ts'
import { type Connection, type Import, ImportEnded, ImportFailed } from './entryImport.shape.ts'
import { draftsOfDuties, type FillableDuty, fillableAt, fillableIndicators } from './entryTable.store.ts'

/**
 * The dry run: piece by piece it is read what each row is about, the duties of the piece are asked for at once, and what
 * becomes of its rows is kept beside the import, in the transaction that says how far it is. It begins anew wherever an
 * earlier run was killed, and ends where the person has cancelled.
 */
export async function readImport(app: App, connection: Connection, one: Import): Promise<void> {
  await sql`delete from entry_import_row where import_id = ${one.id}`.execute(connection)
  await progress(connection, one, { done: 0, total: null })
  const indicators = await fillableIndicators(connection, one)
  let table: (ReturnType<typeof tableReader> & { headings: Headings; sheet: number }) | undefined
  let done = 0
  const outcome = await tablePieces(
    { name: one.fileName, open: () => app.files.open(one.fileDigest) },
    async (piece) => {
      if (table && table.sheet !== piece.sheet) return false
      const fresh = table ? undefined : opened(piece, indicators)
      table ??= fresh
      if (!table) return false
      const rows = fresh ? piece.rows.slice(fresh.headings.at + 1) : piece.rows
      done += piece.rows.length
      await judge(connection, one, table, { rows, done, total: piece.total })
      return true
    },
  )
  if (!outcome.ok) throw new ImportFailed(outcome.message)
  if (!table) throw new ImportFailed(importFailures.noTable)
  await finish(connection, one, table.headings)
}

function opened(piece: TablePiece, indicators: readonly TableIndicator[]) {
  const headings = headingsIn(piece.rows)
  return headings && { ...tableReader(headings, indicators, piece.isText), headings, sheet: piece.sheet }
}

type Reader = ReturnType<typeof tableReader>
type Part = { readonly rows: TablePiece['rows']; readonly done: number; readonly total: number }

async function judge(connection: Connection, one: Import, table: Reader, { rows, done, total }: Part): Promise<void> {
  const placed = table.placed(rows)
  const duties = await dutiesOf(connection, one, placed)
  const judged = table.judged(placed, duties)
  await connection.transaction().execute(async (tx) => {
    await progress(tx, one, { done, total: Math.max(done, total) })
    await keep(tx, one, judged, duties)
  })
}

async function dutiesOf(connection: Connection, one: Import, placed: readonly Placed[]): Promise<FillableDuty[]> {
  const places = placed.map(({ place }) => place)
  const duties = await fillableAt(connection, one, {
    keys: places.flatMap((place) => ('key' in place && isId.test(place.key) ? [place.key] : [])),
    places: places.flatMap((place) => ('indicatorId' in place ? [place] : [])),
  })
  return draftsOfDuties(connection, one.personId, duties)
}
const isId = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/

/** How far it is; where the person has cancelled meanwhile it ends here, and what goes with it is undone. */
async function progress(
  tx: Connection,
  one: Import,
  { done, total }: { done: number; total: number | null },
): Promise<void> {
  const { numAffectedRows } =
    await sql`update entry_import set state = 'reading', rows_done = ${done}, rows_total = ${total}::int
    where id = ${one.id} and state in ('waiting', 'reading')`.execute(tx)
  if (!numAffectedRows) throw new ImportEnded()
}

async function keep(
  tx: Connection,
  one: Import,
  rows: readonly TableRow[],
  duties: readonly FillableDuty[],
): Promise<void> {
  const byId = new Map(duties.map((duty) => [duty.id, duty]))
  const kept = rows.map(({ row, outcome, message, column, dutyId, entry, further, cells }) => {
    const duty = dutyId === null ? undefined : byId.get(dutyId)
    return {
      ...{ row, outcome, message, column, dutyId, kind: entry?.kind, value: entry?.value, note: entry?.note },
      ...{ dutyVersion: duty?.version, draftVersion: duty?.draft, evidenceFileId: duty?.evidenceFileId },
      content: further ?? undefined,
      cells: outcome === 'refused' ? cells : undefined,
    }
  })
  await sql`insert into entry_import_row (import_id, outcome, row, message, column_name, duty_id, kind, value, note,
      duty_version, draft_version, evidence_file_id, content, cells)
    select ${one.id}, outcome, row, message, "column", "dutyId", kind, value, note, "dutyVersion", "draftVersion", "evidenceFileId",
      content, cells
    from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as one(row int, outcome text, message jsonb, "column" text,
      "dutyId" uuid, kind text, value text, note text, "dutyVersion" int, "draftVersion" int, "evidenceFileId" uuid,
      content jsonb, cells jsonb)`.execute(tx)
}

async function finish(connection: Connection, one: Import, { cells }: Headings): Promise<void> {
  const headings = JSON.stringify(cells.map(({ text }) => text))
  await sql`update entry_import set state = 'read', headings = ${headings}::jsonb, attempts = 0, rows_total = rows_done,
      accepted = of.accepted, unchanged = of.unchanged, refused = of.refused
    from (select count(*) filter (where outcome = 'accepted') as accepted, count(*) filter (where outcome = 'unchanged') as unchanged,
      count(*) filter (where outcome = 'refused') as refused from entry_import_row where import_id = ${one.id}) of
    where id = ${one.id} and state = 'reading'`.execute(connection)
}
