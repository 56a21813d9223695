import { CsvError, type Info, parse } from 'csv-parse/sync'
import type { CsvRow } from '#domain/kernel/sheet.ts'
import { decodeText } from './decodeText.ts'
import { type Outcome, outcomeOf, refuse } from './fileRefused.ts'
import { isMarkup } from './fileType.ts'
import { isZip } from './zip.ts'

export const csvLimits = { bytes: 20_000_000, rows: 200_000 }

/**
 * Splits a file of any known encoding into records, each with the line on which it begins. Of several separators that
 * are possible the one that separates most at the file's beginning is taken.
 */
export const readCsv = (
  bytes: Buffer,
  limits = csvLimits,
  separators: readonly string[] = [','],
): Promise<Outcome<{ rows: CsvRow[] }>> =>
  outcomeOf(async () => {
    if (bytes.length > limits.bytes) {
      const megabytes = Math.floor(limits.bytes / 1_000_000)
      refuse(`文件超过${megabytes}MB。`, `The file is larger than ${megabytes} MB.`)
    }
    if (isZip(bytes))
      refuse('这是Excel工作簿，请另存为CSV文件后再选。', 'This is a workbook: save it as CSV and choose that file.')
    const decoded = decodeText(bytes)
    if (!decoded.ok) return refuse(decoded.message.zh, decoded.message.en)
    if (isMarkup(decoded.text))
      refuse('这个文件不是CSV文件（内容为网页）。', 'This file is not CSV (it is a web page).')
    const text = decoded.text.replace(/\r\n?/g, '\n')
    const rows = split(text, limits.rows, separatorOf(text, separators))
    if (rows.length > limits.rows) refuse(`文件超过${limits.rows}行。`, `The file has more than ${limits.rows} rows.`)
    return { rows }
  })

/** A quoted cell may run over several lines. */
export const breaksIn = (record: readonly string[]): number =>
  record.reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 0)

/** Counted in the first lines, outside of quotation marks. */
export function separatorOf(text: string, separators: readonly string[]): string {
  const start = text
    .split('\n', 20)
    .join('\n')
    .replace(/"[^"]*"/g, '')
  const count = (separator: string) => start.split(separator).length
  return separators.reduce((most, one) => (count(one) > count(most) ? one : most), separators[0] ?? ',')
}

function split(text: string, limit: number, delimiter: string): CsvRow[] {
  // Expected: a quotation mark that is never closed, or stands in the middle of a cell.
  try {
    const options = { delimiter, info: true, relax_column_count: true, skip_empty_lines: true, to: limit + 1 } as const
    const records = parse(text, options) as unknown as { record: string[]; info: Info }[]
    return records.map(({ record, info }) => ({ line: info.lines - breaksIn(record), cells: record }))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return unmatched(error)
  }
}

export function unmatched(error: CsvError): never {
  const line = Number(error.lines ?? 0)
  return refuse(`第${line}行引号不配对，无法读取。`, `Line ${line}: quotation marks do not match.`)
}
