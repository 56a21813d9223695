import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from './db.types.ts'
import { preparing, withLiteralLimits } from './prepared.ts'

/** A query inside the request's transaction. Stores take nothing else, so a query outside of it does not compile. */
export type Tx = Transaction<DB>
export type Database = Kysely<DB>

const { builtins } = pg.types
const types = new pg.TypeOverrides()
types.setTypeParser(builtins.DATE, (text) => text)
types.setTypeParser(builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString())
types.setTypeParser(builtins.INT8, (text) => Number(text))

/** For requests: no statement may keep a person waiting longer. */
const requestLimits = { statement_timeout: 8_000, query_timeout: 9_000, idle_in_transaction_session_timeout: 20_000 }
/** For the start, the sweep and for jobs, which may have a million rows to go through and keep nobody waiting. */
export const backgroundLimits = {
  statement_timeout: 600_000,
  idle_in_transaction_session_timeout: 600_000,
  connectionTimeoutMillis: 30_000,
}

/** A pool that gives up on a dead database within two seconds and never leaves a transaction hanging. */
export function createPool(
  connectionString: string,
  max = 16,
  limits: Partial<typeof requestLimits & { connectionTimeoutMillis: number }> = requestLimits,
): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    types,
    connectionTimeoutMillis: 1_500,
    ...limits,
    application_name: 'jiheng',
  })
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

export const createDatabase = (pool: pg.Pool): Database =>
  new Kysely<DB>({
    dialect: new PostgresDialect({ pool: preparing(pool) }),
    plugins: [withLiteralLimits, new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })

/**
 * A read that is one statement needs no BEGIN. Only the kernel calls this; a read of several statements asks for a
 * snapshot instead.
 */
export const withoutTransaction = (db: Database): Tx => db as unknown as Tx

/** What PostgreSQL ends one of two transactions with that cannot both go on: as they stand, or each waiting for the other. */
const inEachOthersWay = /^(40001|40P01)$/

/**
 * One transaction, begun anew up to three times where another one got in its way: of the attempts before, nothing is
 * left. What it does outside of the database has to bear being done again.
 */
export async function inTurn<Result>(db: Database, run: (tx: Tx) => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(run)
    } catch (error) {
      if (attempt > 3 || !inEachOthersWay.test(String((error as { code?: string }).code))) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * attempt))
    }
  }
}

/** A statement has 65,535 parameters at most: rows of many columns go in parts. */
export function inParts<Row>(rows: readonly Row[], most = 1000): Row[][] {
  const parts = Math.ceil(rows.length / most)
  return Array.from({ length: parts }, (_, at) => rows.slice(at * most, (at + 1) * most))
}
