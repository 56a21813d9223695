import { sql } from 'kysely'
import { type FeedMapping, mappedPlace } from '#domain/collection/feedMapping.ts'
import type { FeedFormat } from '#domain/collection/feedSource.ts'
import type { FeedLine } from '#domain/collection/vouching.api.ts'
import { compare } from '#domain/kernel/decimal.ts'
import type { Sheet, SheetCell, SheetRow } from '#domain/kernel/sheet.ts'
import { digestOf } from '#server/kernel/canonical.ts'
import type { Tx } from '#server/kernel/db.ts'
import { contentOf } from '#server/kernel/files.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { sheetsOf } from './feedReading.ts'
import { type FigureRow, proofOf } from './vouching.store.ts'

/** The reading that gave the figure: the last one before it was entered. */
const figureOf = (tx: Tx, { dutyId, enteredAt }: Pick<FigureRow, 'dutyId' | 'enteredAt'>) =>
  tx
    .selectFrom('feedFigure as figure')
    .innerJoin('feedRun as run', 'run.id', 'figure.runId')
    .innerJoin('feed', 'feed.id', 'run.feedId')
    .innerJoin('storedFile as file', 'file.id', 'run.fileId')
    .leftJoin('feedMapping as mapping', 'mapping.id', 'run.mappingId')
    .leftJoin('person', 'person.id', 'run.runBy')
    .select(['run.id as runId', 'run.runAt', 'person.name as runBy', 'feed.id as feedId', 'feed.name as feedName'])
    .select(['figure.value', 'figure.sheet', 'figure.line', 'file.name as fileName', 'file.digest', 'mapping.number'])
    .select([sql<FeedFormat>`feed.format`.as('format'), sql<FeedMapping | null>`mapping.content`.as('mapping')])
    .where('figure.dutyId', '=', dutyId)
    .where('run.runAt', '<=', enteredAt)
    .orderBy('run.runAt', 'desc')
    .orderBy('run.askedAt', 'desc')
    .limit(1)
    .executeTakeFirst()

/** The line of the file from which the figure came, with its cells. A file that can no longer be read shows none. */
export async function feedLineOf({ tx, app }: Reading, row: FigureRow): Promise<FeedLine | null> {
  const found = await figureOf(tx, row)
  if (!found) return null
  const { digest, format, mapping, number, ...line } = found
  const bytes = await contentOf(app.files, digest)
  const read = await sheetsOf(bytes, format)
  return {
    ...line,
    mappingNumber: number,
    proof: proofOf(digest, digestOf(bytes), true),
    cells: read.ok && mapping ? cellsAt(read.sheets, mapping, line.line) : [],
    isSame: row.value !== null && compare(line.value, row.value) === 0,
  }
}

function cellsAt(sheets: readonly Sheet[], mapping: FeedMapping, line: number): FeedLine['cells'] {
  const place = mappedPlace(sheets, mapping)
  const row = place?.sheet.rows.find(({ number }) => number === line)
  return row ? underHeadings(place?.sheet.rows[place.at]?.cells ?? [], row) : []
}

/** The cells of a row, each under the heading of its column. */
export const underHeadings = (heads: readonly SheetCell[], row: SheetRow): FeedLine['cells'] =>
  heads
    .filter(({ text }) => text.trim() !== '')
    .map(({ column, text }) => ({
      heading: text.trim(),
      text: row.cells.find((cell) => cell.column === column)?.text ?? '',
    }))
