import { sql } from 'kysely'
import type { Text } from '#domain/kernel/text.ts'
import type { Database } from '#server/kernel/db.ts'
import { Wait } from '#server/kernel/errors.ts'

/**
 * Failures slow down further tries of the same account from the same network, and of one network over many accounts.
 * The account itself is never locked: from another network its owner still gets in.
 */
const freeTries = { pair: 3, network: 30 }
const longestWait = 900

const waitOf = (failures: number, free: number): number =>
  failures < free ? 0 : Math.min(2 ** (failures - free + 1), longestWait)

/** What is tried: a log-in, or the address of a calendar, whose failures hold up no log-in. `every`: all accounts of a network. */
const scopes = {
  logIn: {
    every: '*',
    kind: 'loginFailed',
    sentence: (seconds: number): Text => ({
      zh: `用户名或密码不正确。再次尝试须等待${seconds}秒。`,
      en: `User name or password is wrong. Wait ${seconds} seconds.`,
    }),
  },
  calendar: {
    every: '* calendar',
    kind: 'calendarRefused',
    sentence: (seconds: number): Text => ({
      zh: `没有找到。再次尝试须等待${seconds}秒。`,
      en: `Not found. Wait ${seconds} seconds.`,
    }),
  },
} as const
type Scope = keyof typeof scopes

/** Throws while the pair of account and network has to wait. Failures older than a day are forgotten. */
export async function demandPatience(
  db: Database,
  account: string,
  network: string,
  scope: Scope = 'logIn',
): Promise<void> {
  const { every, sentence } = scopes[scope]
  const rows = await db
    .selectFrom('loginFailure')
    .select(['account', 'failures', sql<number>`extract(epoch from now() - failed_at)::float8`.as('age')])
    .where('network', '=', network)
    .where('account', 'in', [account, every])
    .where('failedAt', '>', sql<string>`now() - interval '1 day'`)
    .execute()
  const waits = rows.map(({ account: of, failures, age }) => {
    const free = of === every ? freeTries.network : freeTries.pair
    return Math.ceil(waitOf(failures, free) - age)
  })
  const seconds = Math.max(0, ...waits)
  if (seconds > 0) throw new Wait(seconds, sentence(seconds))
}

/** In its own transaction, so that the refusal that follows does not undo it. */
export async function noteFailure(
  db: Database,
  account: string,
  network: string,
  scope: Scope = 'logIn',
): Promise<void> {
  const { every, kind } = scopes[scope]
  await db
    .insertInto('loginFailure')
    .values([account, every].map((of) => ({ account: of, network, failures: 1 })))
    .onConflict((conflict) =>
      conflict.columns(['account', 'network']).doUpdateSet({
        failures: sql`case when login_failure.failed_at < now() - interval '1 day' then 1 else login_failure.failures + 1 end`,
        failedAt: sql`now()`,
      }),
    )
    .execute()
  await db
    .insertInto('securityLog')
    .values({ kind, network, detail: JSON.stringify({}) })
    .execute()
}

export const forgetFailures = (db: Database, account: string, network: string) =>
  db.deleteFrom('loginFailure').where('account', '=', account).where('network', '=', network).execute()
