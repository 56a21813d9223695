import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { setTimeout as rest } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { CompiledQuery } from 'kysely'
import type { App } from '#server/kernel/app.ts'
import type { StreamedColumn } from './sheetStream.ts'
import type { CellContent } from './writeWorkbook.ts'

/**
 * How rows of a query become rows of a sheet: a module of its own, loaded by the worker. Values come as the text the
 * database sends; `given` is what the sheet needs besides, as the office's day.
 */
export type ExportedRows<Given = unknown> = {
  readonly columns: readonly StreamedColumn[]
  readonly cellsOf: (row: readonly (string | null)[], given: Given) => readonly CellContent[]
}
export type ExportOf = {
  readonly query: CompiledQuery
  /** Of the module that exports `exported: ExportedRows`. */
  readonly rowsModule: URL
  readonly sheet: string
  readonly given: unknown
}
export type ExportWork = {
  readonly connectionString: string
  readonly name: string
  readonly sql: string
  readonly values: readonly unknown[]
  readonly rowsModule: string
  readonly sheet: string
  readonly given: unknown
}
/** `bytes` null: that was all. */
export type ExportAnswer = { readonly bytes: Uint8Array | null } | { readonly failed: string }

/** As many exports are under way at once in one process; others begin when one of them ends. */
const mostAtOnce = 2
let underWay = 0
const waiting: (() => void)[] = []

/**
 * The rows of a query as .xlsx, written while they are read: a worker with a connection of its own reads them through a
 * cursor, a piece each time the receiver has taken the one before. Exports work in turn, so that however many are asked
 * for, one core is left to everybody else. Whoever no longer listens ends the query.
 */
export function exportQuery(app: App, of: ExportOf): Readable {
  let [export_, isGone]: [Running | undefined, boolean] = [undefined, false]
  const started = place().then(() => {
    if (isGone) leave()
    else export_ = start(app, of)
  })
  return new Readable({
    highWaterMark: 256 * 1024,
    read() {
      started
        .then(() => (isGone ? null : inTurn(() => export_?.next())))
        .then((bytes) => this.push(bytes ?? null))
        .catch((error: Error) => this.destroy(error))
    },
    destroy(error, done) {
      isGone = true
      const end = export_?.end() ?? Promise.resolve()
      if (export_) leave()
      end.then(
        () => done(error),
        (failure: Error) => done(error ?? failure),
      )
    },
  })
}

function place(): Promise<void> {
  if (underWay < mostAtOnce) {
    underWay += 1
    return Promise.resolve()
  }
  return new Promise((resume) => waiting.push(resume))
}

function leave(): void {
  const next = waiting.shift()
  if (next) next()
  else underWay -= 1
}

let last: Promise<unknown> = Promise.resolve()

/**
 * One piece after the other, whichever export it is of. Where several are under way each piece is followed by as long a
 * rest as it took: a download may take longer, a page that somebody waits for may not.
 */
function inTurn<Result>(make: () => Promise<Result> | undefined): Promise<Result | undefined> {
  const began = last.then(() => performance.now())
  const turn = last.then(make)
  last = Promise.all([began, turn]).then(
    ([at]) => (underWay > 1 ? rest(Math.min(200, performance.now() - at)) : undefined),
    () => undefined,
  )
  return turn
}

type Running = { readonly next: () => Promise<Uint8Array | null>; readonly end: () => Promise<void> }

function start(app: App, { query, rowsModule, sheet, given }: ExportOf): Running {
  const name = `jiheng export ${randomUUID()}`
  const workerData: ExportWork = {
    ...{ connectionString: app.pool.options.connectionString ?? '', name, sql: query.sql, values: query.parameters },
    ...{ rowsModule: rowsModule.href, sheet, given },
  }
  const worker = new Worker(new URL('./export.worker.ts', import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16 },
    execArgv: [],
  })
  const gone = new Error('the receiver of the export has gone')
  let failure: Error | undefined
  let settle: ((answer: ExportAnswer | Error) => void) | undefined
  worker.on('message', (answer: ExportAnswer) => settle?.(answer))
  worker.on('error', (error: Error) => {
    failure = error
    settle?.(error)
  })
  const next = () =>
    new Promise<Uint8Array | null>((resolve, reject) => {
      if (failure) return reject(failure)
      settle = (answer) => {
        if (answer instanceof Error) reject(answer)
        else if ('failed' in answer) reject(new Error(answer.failed))
        else resolve(answer.bytes)
      }
      worker.postMessage('next')
    })
  const end = async () => {
    failure ??= gone
    settle?.(gone)
    await worker.terminate()
    // a statement that runs does not notice that nobody listens
    await app.background.pool.query('select pg_cancel_backend(pid) from pg_stat_activity where application_name = $1', [
      name,
    ])
  }
  return { next, end }
}
