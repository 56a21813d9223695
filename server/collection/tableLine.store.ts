import { sql } from 'kysely'
import type { EntryKind } from '#domain/collection/duty.ts'
import { headingsIn } from '#domain/collection/entryTable.ts'
import type { TableLine } from '#domain/collection/vouching.api.ts'
import { compare } from '#domain/kernel/decimal.ts'
import { digestOf } from '#server/kernel/canonical.ts'
import type { Tx } from '#server/kernel/db.ts'
import { contentOf, type FileStore } from '#server/kernel/files.ts'
import { tablePieces } from '#server/kernel/office/tablePieces.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { underHeadings } from './feedLine.store.ts'
import { type FigureRow, proofOf } from './vouching.store.ts'

type Figure = Pick<FigureRow, 'id' | 'kind' | 'value'>

/** The last table that whoever entered the figure imported for its duty before; `isFirst`: nothing was handed in since. */
const originOf = (tx: Tx, { id }: Figure) =>
  tx
    .selectFrom('submission')
    .innerJoin('entryOriginFigure as figure', 'figure.dutyId', 'submission.dutyId')
    .innerJoin('entryOrigin as origin', (join) =>
      join.onRef('origin.id', '=', 'figure.originId').onRef('origin.personId', '=', 'submission.enteredBy'),
    )
    .select(['figure.row', 'figure.kind', 'figure.value', 'origin.fileName', 'origin.fileDigest'])
    .select(['origin.takenAt', sql<boolean>`origin.file_id is not null`.as('isKept')])
    .select(
      sql<boolean>`not exists (select from submission before where before.duty_id = submission.duty_id
        and before.number < submission.number and before.entered_at >= origin.taken_at)`.as('isFirst'),
    )
    .where('submission.id', '=', id)
    .whereRef('origin.takenAt', '<=', 'submission.enteredAt')
    .orderBy('origin.takenAt', 'desc')
    .orderBy('origin.id')
    .limit(1)
    .executeTakeFirst()

/** The row of the table from which the figure came. A table that is no longer kept, or cannot be read, shows no cells. */
export async function tableLineOf({ tx, app }: Reading, figure: Figure): Promise<TableLine | null> {
  const found = await originOf(tx, figure)
  if (!found) return null
  const { fileDigest, isKept, isFirst, kind, ...line } = found
  const isSame = figure.kind === kind && sameValue(line.value, figure.value)
  if (!isFirst && !isSame) return null
  const again = isKept ? digestOf(await contentOf(app.files, fileDigest)) : null
  return {
    ...{ ...line, kind: kind as EntryKind, isSame },
    proof: again === null ? null : proofOf(fileDigest, again, true),
    cells: again === fileDigest ? await cellsOf(app.files, { ...line, fileDigest }) : [],
  }
}

const sameValue = (read: string | null, given: string | null): boolean =>
  read === null || given === null ? read === given : compare(read, given) === 0

type Place = { readonly fileName: string; readonly fileDigest: string; readonly row: number }

/** Reads the table as its import did, up to the row. */
async function cellsOf(files: FileStore, { fileName, fileDigest, row }: Place): Promise<TableLine['cells']> {
  let table: { readonly headings: NonNullable<ReturnType<typeof headingsIn>>; readonly sheet: number } | undefined
  let cells: TableLine['cells'] = []
  await tablePieces({ name: fileName, open: () => files.open(fileDigest) }, async ({ rows, sheet }) => {
    const headings = table ? undefined : headingsIn(rows)
    table ??= headings && { headings, sheet }
    if (table?.sheet !== sheet) return false
    const found = rows.find(({ number }) => number === row)
    if (found) cells = underHeadings(table.headings.cells, found)
    return found === undefined
  })
  return cells
}
