import { withClient } from './migrate.ts'
import { Problem } from './problem.ts'

type Addresses = { readonly appUrl: string; readonly ownerUrl: string }

/** Both addresses can be reached and are of one and the same database; otherwise says which is not, and why. */
export async function demandOneDatabase({ appUrl, ownerUrl }: Addresses): Promise<void> {
  const application = await reach('DATABASE_URL', appUrl)
  const owner = await reach('MIGRATION_DATABASE_URL', ownerUrl)
  if (application === owner) return
  throw new Problem({
    zh: 'DATABASE_URL 与 MIGRATION_DATABASE_URL 指向不同的数据库：两者须为同一数据库，仅用户不同。',
    en: 'DATABASE_URL and MIGRATION_DATABASE_URL are of different databases: they must name the same one by two roles.',
  })
}

/** What tells one database from every other: two servers do not start in the same microsecond. */
const identity = `SELECT oid || '-' || extract(epoch FROM pg_postmaster_start_time()) AS identity
  FROM pg_database WHERE datname = current_database()`

async function reach(name: string, url: string): Promise<string> {
  try {
    return await withClient(
      url,
      async (client) => (await client.query<{ identity: string }>(identity)).rows[0]?.identity ?? '',
    )
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Problem(
      {
        zh: `${name} 所指的数据库连接不上：${reason}。请检查地址、用户和密码，以及数据库是否在运行。`,
        en: `The database of ${name} cannot be reached: ${reason}. Check address, role and password, and whether it is running.`,
      },
      { cause },
    )
  }
}
