import { pipeline, Readable } from 'node:stream'
import { CsvError, type Info, parse } from 'csv-parse'
import { letterOf, type SheetRow } from '#domain/kernel/sheet.ts'
import { type Outcome, outcomeOf, refuse } from './fileRefused.ts'
import { isMarkup } from './fileType.ts'
import { breaksIn, separatorOf, unmatched } from './readCsv.ts'
import { isWorkbook } from './readTable.ts'
import { readWorkbook } from './readWorkbook.ts'
import { firstBytes, textFacts, textPieces } from './textStream.ts'

/** Some rows of one sheet. `sheet` tells the sheets of a workbook apart; a text file is one. */
export type TablePiece = {
  readonly sheet: number
  readonly isText: boolean
  readonly rows: readonly SheetRow[]
  /** Rows of the sheet as far as they are known beforehand: of a text file its lines. */
  readonly total: number
}
export type TableFile = { readonly name: string; readonly open: () => Promise<Readable> }

export const pieceLimits = { rows: 200_000, piece: 1_000 }

/**
 * Goes through a table piece by piece. A text file (commas, semicolons or tabs, any known encoding) is read as it comes
 * and never held as a whole; a workbook is read by `readWorkbook` within its limits. `visit` answers whether it wants the
 * next piece of this sheet; the others come all the same.
 */
export const tablePieces = (
  file: TableFile,
  visit: (piece: TablePiece) => Promise<boolean>,
  limits = pieceLimits,
): Promise<Outcome<object>> =>
  outcomeOf(async () => {
    if (isWorkbook({ name: file.name, start: await firstBytes(file.open, 32) }))
      await ofWorkbook(file, visit, limits.piece)
    else await ofText(file, visit, limits)
    return {}
  })

type Visit = (piece: TablePiece) => Promise<boolean>

async function ofWorkbook({ open }: TableFile, visit: Visit, size: number): Promise<void> {
  const parts: Buffer[] = []
  for await (const part of await open()) parts.push(part as Buffer)
  const workbook = await readWorkbook(Buffer.concat(parts))
  if (!workbook.ok) return refuse(workbook.message.zh, workbook.message.en)
  for (const [sheet, { hidden, rows }] of workbook.sheets.entries()) {
    if (hidden) continue
    for (let at = 0; at < rows.length; at += size)
      if (!(await visit({ sheet, isText: false, rows: rows.slice(at, at + size), total: rows.length }))) break
  }
}

async function ofText({ open }: TableFile, visit: Visit, limits: typeof pieceLimits): Promise<void> {
  const { encoding, beginning, lines } = await textFacts(open)
  if (isMarkup(beginning)) refuse('这个文件不是CSV文件（内容为网页）。', 'This file is not CSV (it is a web page).')
  const delimiter = separatorOf(beginning, [',', ';', '\t'])
  const parser = parse({ delimiter, info: true, relax_column_count: true, skip_empty_lines: true })
  // what goes wrong on the way ends the parser, and with it the loop below
  pipeline(Readable.from(textPieces(open, encoding)), parser, () => undefined)
  let [rows, read]: [SheetRow[], number] = [[], 0]
  const give = () => {
    const piece = { sheet: 0, isText: true, rows, total: lines }
    rows = []
    return visit(piece)
  }
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      read += 1
      if (read > limits.rows) refuse(`文件超过${limits.rows}行。`, `The file has more than ${limits.rows} rows.`)
      rows.push(rowOf(info.lines - breaksIn(record), record))
      if (rows.length >= limits.piece && !(await give())) return
    }
    if (rows.length > 0) await give()
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    unmatched(error)
  } finally {
    parser.destroy()
  }
}

const rowOf = (number: number, cells: readonly string[]): SheetRow => ({
  number,
  hidden: false,
  cells: cells.map((text, at) => ({ column: letterOf(at), text, value: null, merged: null })),
})
