import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import pg from 'pg'
import type { ExportAnswer, ExportedRows, ExportWork } from './exportQuery.ts'
import { SheetStream } from './sheetStream.ts'

/** Reads through a cursor what one query gives and packs it into a sheet, a piece each time it is asked. */
const { connectionString, name, sql, values, rowsModule, sheet, given } = workerData as ExportWork
const pieceRows = 2_000

// of this thread alone: whoever waits for a page comes first
setPriority(0, 3)

const { exported } = (await import(rowsModule)) as { exported: ExportedRows }
const asText = { getTypeParser: () => (value: string) => value }
const client = new pg.Client({ connectionString, application_name: name, types: asText as never })
let parts: Uint8Array[] = []
const stream = new SheetStream({ name: sheet, columns: exported.columns, give: (bytes) => parts.push(bytes) })
const opened = open()
let isDone = false

async function open(): Promise<void> {
  await client.connect()
  // the rows are read to the end: a plan that is quick with the first of them is not wanted
  await client.query(`begin isolation level repeatable read read only; set local cursor_tuple_fraction = 1; set local jit = off;
    set local work_mem = '32MB'; set local statement_timeout = '10min'`)
  await client.query({ text: `declare exported no scroll cursor for ${sql}`, values: [...values] })
}

async function piece(): Promise<Uint8Array | null> {
  await opened
  const { rows } = await client.query<(string | null)[]>({
    text: `fetch ${pieceRows} from exported`,
    rowMode: 'array',
  } as never)
  if (rows.length > 0) stream.add(rows.map((row) => exported.cellsOf(row, given)))
  else {
    isDone = true
    stream.end()
    await client.query('commit')
    await client.end()
  }
  const bytes = Buffer.concat(parts)
  parts = []
  return new Uint8Array(bytes)
}

parentPort?.on('message', async () => {
  let answer: ExportAnswer
  try {
    answer = { bytes: isDone ? null : await piece() }
  } catch (error) {
    // whatever it is, the receiver of the export has to be told that it does not come to its end
    answer = { failed: error instanceof Error ? error.message : String(error) }
  }
  const bytes = 'bytes' in answer && answer.bytes ? [answer.bytes.buffer as ArrayBuffer] : []
  parentPort?.postMessage(answer, bytes)
  if (isDone && 'bytes' in answer && answer.bytes === null) parentPort?.close()
})
