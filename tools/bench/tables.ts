import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { sql } from 'kysely'
import { downloadDuties, listDuties } from '#domain/collection/duty.api.ts'
import { isRunning } from '#domain/collection/entryImport.ts'
import {
  type EntryImport,
  readEntryImport,
  startEntryImport,
  takeEntryImport,
} from '#domain/collection/entryTable.api.ts'
import { uploadFile } from '#domain/kernel/file.api.ts'
import { exported } from '#server/collection/dutyTable.rows.ts'
import { dutyTableQuery } from '#server/collection/dutyTable.store.ts'
import { withoutTransaction } from '#server/kernel/db.ts'
import { SheetStream } from '#server/kernel/office/sheetStream.ts'
import { command } from '../command.ts'
import { round } from './load.ts'
import { grown } from './memory.ts'
import { type Stand, standWith } from './stand.ts'

/**
 * Tables of figures in and out: a file of so many rows into the drafts of its person, and the list of data of so many rows
 * as .xlsx, each with the growth of the server's process and beside the bare work in the same run. Sizes grow tenfold;
 * `--small` measures the first two, `--only import` or `--only export` one of both.
 */
const isSmall = process.argv.includes('--small')
const only = process.argv[process.argv.indexOf('--only') + 1]
const wants = (name: string) => !process.argv.includes('--only') || only === name
const importSizes = isSmall ? [1_000, 10_000] : [1_000, 10_000, 100_000]
const exportSizes = isSmall ? [1_000, 10_000] : [10_000, 100_000, 1_000_000]
const today = '2025-11-06'

/** All data are owed by one division and open, so that one file fills them. */
const ofOneDivision = ({ owner, bulk }: Stand) =>
  sql`update duty set responsible_division_id = ${bulk.divisions[1]}::uuid, opens_on = date '2025-01-01'`.execute(owner)

async function csvOf({ bare }: Stand): Promise<string> {
  const { rows } = await bare.query<{ id: string }>('select id from duty order by id')
  const lines = rows.map(
    ({ id }, n) => `${id},2025年,指标${n},件,${n % 7 === 0 ? `"${n % 10},${100 + (n % 900)}"` : n},,说明${n}`,
  )
  return ['数据编码,报送期,指标,单位,数值,零报告,说明', ...lines].join('\r\n')
}

const keyed = () => ({ 'idempotency-key': randomUUID() })

async function uploaded({ base, bulk }: Stand, csv: string): Promise<string> {
  const form = new FormData()
  form.append('file', new Blob([csv]), '数据.csv')
  const headers = { ...keyed(), origin: base, cookie: `jiheng=${bulk.people.officer.token}` }
  const answer = await fetch(`${base}${uploadFile.path}`, { method: 'POST', headers, body: form })
  if (!answer.ok) throw new Error(await answer.text())
  return ((await answer.json()) as { id: string }).id
}

async function imported(stand: Stand, csv: string) {
  const officer = stand.bulk.people.officer
  const asked = async (path: string, body?: unknown): Promise<EntryImport> =>
    JSON.parse(await stand.ask(officer, path, body, body === undefined ? {} : keyed()))
  const steps = new Set<string>()
  const ended = async (id: string) => {
    for (;;) {
      const run = await asked(readEntryImport.path.replace(':id', id))
      steps.add(`${run.state} ${run.rowsDone}`)
      if (!isRunning(run.state)) return run
      await new Promise((resume) => setTimeout(resume, 200))
    }
  }
  const began = performance.now()
  const { id } = await asked(startEntryImport.path, { fileId: await uploaded(stand, csv) })
  const read = await ended(id)
  const readSeconds = (performance.now() - began) / 1_000
  if (read.refused > 0 || read.failure) throw new Error(JSON.stringify([read.failure, read.rows.slice(0, 3)]))
  await asked(takeEntryImport.path.replace(':id', id), {})
  const taken = await ended(id)
  if (taken.state !== 'taken') throw new Error(JSON.stringify(taken.failure))
  return { readSeconds, accepted: taken.accepted, steps: steps.size }
}

/** The same file parsed and its figures inserted as drafts, without looking at anything. */
async function bareImport({ bare, bulk }: Stand, csv: string): Promise<number> {
  await bare.query('delete from draft')
  const began = performance.now()
  const client = await bare.connect()
  try {
    await client.query('begin')
    let part: unknown[] = []
    const put = async () => {
      await client.query(
        `insert into draft (person_id, form, subject_id, content) select $1, 'duty', "dutyId", content
         from jsonb_to_recordset($2::jsonb) as one("dutyId" uuid, content jsonb)`,
        [bulk.people.officer.id, JSON.stringify(part)],
      )
      part = []
    }
    for await (const [dutyId, , , , value, , note] of Readable.from([csv]).pipe(parse({ from: 2 }))) {
      part.push({ dutyId, content: { kind: 'value', value: value.replace(',', ''), note, evidenceFileId: null } })
      if (part.length === 5_000) await put()
    }
    await put()
    await client.query('commit')
  } finally {
    client.release()
  }
  return (performance.now() - began) / 1_000
}

async function benchImport(size: number): Promise<void> {
  const stand = await standWith(size)
  try {
    await ofOneDivision(stand)
    const csv = await csvOf(stand)
    const bare = await bareImport(stand, csv)
    await stand.bare.query('delete from draft')
    // a first small one: what the process loads once is not the file's
    await imported(stand, csv.split('\r\n').slice(0, 3).join('\r\n'))
    const { result, seconds, megabytes } = await grown(stand.pid, () => imported(stand, csv))
    console.log(
      `import of ${size} rows (${(csv.length / 1e6).toFixed(1)} MB): ${seconds.toFixed(2)} s, of which upload and dry run ${result.readSeconds.toFixed(2)} s (goal ≤ 15 at 100,000), grew by ${Math.round(megabytes)} MB (goal ≤ 300), ${result.steps} steps of progress seen, bare parse and insert ${bare.toFixed(2)} s, ratio ${(seconds / bare).toFixed(1)}`,
    )
  } finally {
    await stand.close()
  }
}

type Taken = { readonly bytes: number; readonly first: number }

/** The whole answer, thrown away as it comes. */
async function exportTaken({ base, bulk }: Stand, signal?: AbortSignal): Promise<Taken> {
  const began = performance.now()
  const headers = { cookie: `jiheng=${bulk.people.performanceOffice.token}` }
  const answer = await fetch(`${base}${downloadDuties.path}?year=2025`, { headers, ...(signal ? { signal } : {}) })
  if (!answer.ok || !answer.body) throw new Error(`the export answered ${answer.status}`)
  let [bytes, first] = [0, 0]
  for await (const part of answer.body) {
    if (bytes === 0) first = (performance.now() - began) / 1_000
    bytes += part.length
  }
  return { bytes, first }
}

const given = { today, cards: {} }

/** The same statement read through a cursor, and the same cells packed: without HTTP, worker and turns. */
async function bareExport({ bare, owner }: Stand): Promise<{ statement: number; writer: number }> {
  const query = dutyTableQuery(
    withoutTransaction(owner),
    { post: 'performanceOffice.staff' } as never,
    { year: 2025, due: 'external', withdrawn: 'included' },
    today,
  )
  const client = await bare.connect()
  let [statement, writer, began] = [0, 0, performance.now()]
  const lap = () => {
    const now = performance.now()
    const span = now - began
    began = now
    return span / 1_000
  }
  const stream = new SheetStream({ name: '数据', columns: exported.columns, give: () => undefined })
  try {
    await client.query(
      'begin; set local cursor_tuple_fraction = 1; set local jit = off; set local statement_timeout = 0',
    )
    await client.query({ text: `declare bench no scroll cursor for ${query.sql}`, values: [...query.parameters] })
    for (;;) {
      const types = { getTypeParser: () => (value: string) => value }
      const { rows } = await client.query<(string | null)[]>({
        text: 'fetch 2000 from bench',
        rowMode: 'array',
        types,
      } as never)
      statement += lap()
      if (rows.length === 0) break
      stream.add(rows.map((row) => exported.cellsOf(row, given)))
      writer += lap()
    }
    stream.end()
    await client.query('commit')
  } finally {
    client.release()
  }
  return { statement, writer: writer + lap() }
}

const exportsUnderWay = async ({ bare }: Stand): Promise<number> =>
  Number(
    (await bare.query(`select count(*) as n from pg_stat_activity where application_name like 'jiheng export%'`))
      .rows[0].n,
  )

/** How long the query lives on after its receiver has gone. */
async function cancelled(stand: Stand): Promise<number> {
  const control = new AbortController()
  const asked = exportTaken(stand, control.signal).catch(() => undefined)
  while ((await exportsUnderWay(stand)) === 0) await new Promise((resume) => setTimeout(resume, 5))
  await new Promise((resume) => setTimeout(resume, 100))
  control.abort()
  const began = performance.now()
  await asked
  while ((await exportsUnderWay(stand)) > 0) await new Promise((resume) => setTimeout(resume, 5))
  return performance.now() - began
}

/** The list of data beside two exports that do not end before it. */
async function besideTwo(stand: Stand): Promise<string> {
  const times = isSmall ? 100 : 1_000
  const path = `${listDuties.path}?year=2025&limit=50`
  const list = () => round(times, 2, () => stand.ask(stand.bulk.people.performanceOffice, path))
  await list()
  const ratios: number[] = []
  for (let n = 0; n < 3; n += 1) {
    const alone = await list()
    const control = new AbortController()
    let isOver = false
    const again = async () => {
      while (!isOver) await exportTaken(stand, control.signal).catch(() => undefined)
    }
    const both = Promise.all([again(), again()])
    await new Promise((resume) => setTimeout(resume, 500))
    const beside = await list()
    isOver = true
    control.abort()
    await both
    ratios.push(beside.p95 / alone.p95)
    console.log(`  list alone p95 ${alone.p95.toFixed(1)} ms, beside two exports ${beside.p95.toFixed(1)} ms`)
  }
  return (ratios.toSorted((a, b) => a - b)[1] ?? 0).toFixed(2)
}

async function benchExport(size: number): Promise<void> {
  const stand = await standWith(size)
  try {
    const { statement, writer } = await bareExport(stand)
    await stand.ask(stand.bulk.people.performanceOffice, `${listDuties.path}?year=2025&limit=50`)
    const { result, seconds, megabytes } = await grown(stand.pid, () => exportTaken(stand))
    const goal = size === 100_000 ? ' (goal ≤ 3)' : ''
    console.log(
      `export of ${size} rows: ${seconds.toFixed(2)} s${goal}, first bytes after ${result.first.toFixed(2)} s, ${(result.bytes / 1e6).toFixed(1)} MB, grew by ${Math.round(megabytes)} MB (goal ≤ ${size > 100_000 ? 300 : 250}), bare SQL ${statement.toFixed(2)} s, bare writer ${writer.toFixed(2)} s, ratio to both ${(seconds / (statement + writer)).toFixed(2)}`,
    )
    console.log(`  cancelled: its query is gone after ${Math.round(await cancelled(stand))} ms`)
    console.log(`  list beside two exports: ${await besideTwo(stand)} × alone, p95 (goal ≤ 1.5)`)
  } finally {
    await stand.close()
  }
}

await command(async () => {
  if (wants('import')) for (const size of importSizes) await benchImport(size)
  if (wants('export')) for (const size of exportSizes) await benchExport(size)
})
