import type pg from 'pg'
import type { Logger } from 'pino'
import type { Holidays } from '#domain/calendar/workingDays.ts'
import type { RulePack } from '#domain/kernel/settings.ts'
import type { Clock } from './clock.ts'
import type { Database, Tx } from './db.ts'
import type { FileStore } from './files.ts'
import type { SettingsReader } from './settings.ts'

/** What the running server needs of its configuration; reading and checking it is `config.ts`. */
export type ServerConfig = {
  readonly mode: 'demo' | 'production' | 'test'
  readonly host: string
  readonly port: number
  readonly origin: string
  readonly trustProxy: boolean | string[]
  readonly dataDir: string
  readonly rulePack: string
  readonly logLevel: string
  /** The mail server of the office; null: none, and no mail goes out. */
  readonly mail: MailServer | null
}

export type MailServer = {
  readonly host: string
  readonly port: number
  /** From the first byte, by STARTTLS and not without it, or in the clear within the machine itself. */
  readonly security: 'tls' | 'startTls' | 'none'
  readonly user: string | null
  readonly password: string | null
  readonly from: string
}

/** What one server process holds for its whole life. */
export type App = {
  readonly config: ServerConfig
  readonly pool: pg.Pool
  readonly db: Database
  /** The same database for work that no person waits for. */
  readonly background: { readonly pool: pg.Pool; readonly db: Database }
  readonly pack: RulePack
  readonly holidays: Holidays
  readonly settingsOf: SettingsReader
  readonly files: FileStore
  readonly log: Logger
  /** Everything that the office's day brings about by itself; in the caller's transaction, harmless to repeat. */
  readonly sweep: (tx: Tx, clock: Clock) => Promise<void>
}
