import { randomUUID } from 'node:crypto'
import { withClient } from '#server/kernel/migrate.ts'
import { startThrowAway } from '#server/kernel/postgres/throwAway.ts'

/** Both roles on one PostgreSQL server. */
export type Roles = { readonly ownerUrl: string; readonly appUrl: string }
export type TestServer = Roles & { readonly stop: () => Promise<void> }

export type ClonedDatabase = Roles & { readonly drop: () => Promise<void> }

/** The outside PostgreSQL that the environment names, or a throw-away one. */
export const startTestServer = async (): Promise<TestServer> => outside() ?? (await startThrowAway())

/** A new database with what `from` holds; nobody may be connected to `from` just then. */
export async function createDatabase(server: Roles, from: string, name = freshName('test')): Promise<ClonedDatabase> {
  await withClient(server.ownerUrl, async (client) => {
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${from} ENCODING 'UTF8'`)
    // rights on a database are not cloned with it
    await client.query(`REVOKE TEMPORARY ON DATABASE ${name} FROM PUBLIC`)
  })
  return {
    ownerUrl: inDatabase(server.ownerUrl, name),
    appUrl: inDatabase(server.appUrl, name),
    drop: () => drop(server.ownerUrl, name),
  }
}

/** insufficient_privilege */
const notAllowed = '42501'

async function drop(ownerUrl: string, name: string, tries = 50): Promise<void> {
  try {
    await withClient(ownerUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
  } catch (error) {
    // only a superuser may end an autovacuum that is at work there just now: it ends by itself
    if (tries === 0 || !(error instanceof Error) || !('code' in error) || error.code !== notAllowed) throw error
    await new Promise((resume) => setTimeout(resume, 200))
    await drop(ownerUrl, name, tries - 1)
  }
}

export const freshName = (kind: string): string => `jiheng_${kind}_${randomUUID().slice(0, 8)}`

function inDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

/** An outside PostgreSQL: a role that may create databases, and one that may do nothing by itself. */
function outside(): TestServer | undefined {
  const { TEST_MIGRATION_DATABASE_URL: ownerUrl, TEST_DATABASE_URL: appUrl } = process.env
  return ownerUrl && appUrl ? { ownerUrl, appUrl, stop: async () => {} } : undefined
}
