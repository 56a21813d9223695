import {
  columnsTaken,
  type FeedMapping,
  mappedPlace,
  proposedMapping,
  proposedPlace,
} from '#domain/collection/feedMapping.ts'
import { type FeedTrial, mostFeedRows } from '#domain/collection/feedSource.api.ts'
import type { FeedFormat } from '#domain/collection/feedSource.ts'
import { type FeedDuty, type FeedRow, type FeedTable, givenBy, readFeedTable } from '#domain/collection/feedTable.ts'
import { passengerTable } from '#domain/collection/passengerTable.ts'
import { changesOf } from '#domain/kernel/history.ts'
import { plainDigits } from '#domain/kernel/readFigure.ts'
import type { Sheet } from '#domain/kernel/sheet.ts'
import { sheetOf } from '#domain/kernel/sheet.ts'
import type { Text } from '#domain/kernel/text.ts'
import { canonicalOf } from '#server/kernel/canonical.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { Entry } from '#server/kernel/history.ts'
import type { Outcome } from '#server/kernel/office/fileRefused.ts'
import { csvLimits, readCsv } from '#server/kernel/office/readCsv.ts'
import { readJsonRows } from '#server/kernel/office/readJsonRows.ts'
import { readWorkbook } from '#server/kernel/office/readWorkbook.ts'
import { saveFigures } from './feedReading.store.ts'

/** The tables in what a feed gave, by its format; of the daily passenger file the months. */
export async function sheetsOf(bytes: Buffer, format: FeedFormat): Promise<Outcome<{ sheets: Sheet[] }>> {
  if (format === 'xlsx') return readWorkbook(bytes)
  if (format === 'json') return readJsonRows(bytes)
  const table = await readCsv(bytes, csvLimits, [',', ';', '\t'])
  if (!table.ok) return table
  const months = passengerTable(table.rows)
  if (months && 'message' in months) return { ok: false, message: months.message }
  return { ok: true, sheets: [sheetOf(months?.rows ?? table.rows)] }
}

/** What was looked at, as one digest: another mapping, figure or duty makes it another. */
export const seenOf = (mapping: FeedMapping | null, rows: readonly FeedRow[]): string =>
  canonicalOf({
    mapping,
    rows: rows.map(({ row, outcome, dutyId, value }) => [row, outcome, dutyId, value]),
  }).digest

type Tried = {
  readonly sheets: readonly Sheet[]
  readonly mapping: FeedMapping | null
  readonly duties: readonly FeedDuty[]
}

/** A file as a person looks at it: its columns with what they are taken for, and what becomes of each row. */
export function trialOf({ sheets, mapping: given, duties }: Tried): Omit<FeedTrial, 'file' | 'isKept'> {
  const place = (given && mappedPlace(sheets, given)) ?? proposedPlace(sheets)
  const columns = place ? columnsTaken(place, given) : []
  const indicators = indicatorsOf(duties)
  const mapping = given ?? proposedMapping(columns, indicators.length === 1 ? (indicators[0] ?? null) : null)
  const table = mapping ? readFeedTable(sheets, mapping, duties) : null
  const rows = table?.ok ? table.rows : []
  const count = (wanted: FeedRow['outcome']) => rows.filter(({ outcome }) => outcome === wanted).length
  const order = ['refused', 'taken', 'unchanged', 'passed'] as const
  const byId = new Map(duties.map((duty) => [duty.id, duty]))
  return {
    columns: columns.map(({ column: _, ...one }) => ({ ...one, samples: [...one.samples] })),
    ...{ mapping, indicators, fault: table?.ok === false ? table.message : null },
    unknownNames: mapping && table?.ok ? unknownNames(mapping, table, indicators) : [],
    ...{ taken: count('taken'), unchanged: count('unchanged'), passed: count('passed'), refused: count('refused') },
    rows: order
      .flatMap((wanted) => rows.filter(({ outcome }) => outcome === wanted))
      .slice(0, mostFeedRows)
      .map((row) => shown(row, row.dutyId === null ? undefined : byId.get(row.dutyId))),
    seen: seenOf(mapping, rows),
  }
}

const indicatorsOf = (duties: readonly FeedDuty[]): FeedTrial['indicators'] => [
  ...new Map(duties.map(({ indicator: { name, unit } }) => [`${name} ${unit}`, { name, unit }])).values(),
]

function unknownNames(
  mapping: FeedMapping,
  { headings, rows }: Extract<FeedTable, { ok: true }>,
  indicators: FeedTrial['indicators'],
): string[] {
  const at = mapping.indicator === null ? -1 : headings.indexOf(mapping.indicator)
  if (at < 0) return []
  const known = new Set(indicators.map(({ name }) => plainDigits(name)))
  const written = rows.map(({ cells }) => cells[at]?.trim() ?? '').filter((name) => name !== '')
  return [...new Set(written)].filter((name) => !known.has(plainDigits(name))).slice(0, 100)
}

const shown = ({ row, outcome, message, dutyId, value }: FeedRow, duty: FeedDuty | undefined) => ({
  ...{ row, outcome, message, dutyId, value },
  indicator: duty?.indicator.name ?? null,
  unit: duty?.indicator.unit ?? null,
  decimals: duty?.indicator.decimals ?? null,
  period: duty?.period ?? null,
  before: duty?.now?.value ?? null,
})

/** Why a reading gives nothing; the first rows are told. */
export function faultIn(table: FeedTable): Text | undefined {
  if (!table.ok) return table.message
  const { refused } = givenBy(table.rows)
  if (refused.length === 0) return undefined
  const first = refused.slice(0, 3)
  const said = (language: keyof Text) =>
    first.map(({ row, message }) => (language === 'zh' ? `第${row}行：${message?.zh}` : `Row ${row}: ${message?.en}`))
  return {
    zh: `有${refused.length}行不能读入，没有读入任何一行。${said('zh').join('')}`,
    en: `${refused.length} rows cannot be read; nothing was taken. ${said('en').join(' ')}`,
  }
}

/** Figures become what is offered for their duties; a person of the division hands them in or does not. */
export async function takeIn(
  tx: Tx,
  runId: string,
  table: Extract<FeedTable, { ok: true }>,
  duties: readonly FeedDuty[],
): Promise<Entry[]> {
  const { taken } = givenBy(table.rows)
  const figures = taken.flatMap(({ row, dutyId, value }) => (dutyId && value ? [{ dutyId, value, line: row }] : []))
  await saveFigures(tx, runId, table.sheet, figures)
  const before = new Map(duties.map(({ id, now }) => [id, now?.value]))
  return figures.map(({ dutyId, value }) => ({
    action: 'duty.suggest',
    subject: { kind: 'duty', id: dutyId },
    basis: 'feed.read',
    changes: changesOf(suggestedField, { value: before.get(dutyId) }, { value }),
  }))
}

const suggestedField = { value: { name: { zh: '数据源带出', en: 'Given by a feed' } } }

/** What is kept of a reading that was taken in. */
export const summaryOf = ({ rows }: Extract<FeedTable, { ok: true }>) => ({
  figures: givenBy(rows).taken.length,
  passed: rows.filter(({ outcome }) => outcome === 'passed').length,
})
