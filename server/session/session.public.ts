import { sql } from 'kysely'
import { reauthenticationMissing } from '#domain/session/session.ts'
import type { Tx } from '#server/kernel/db.ts'
import { Refused } from '#server/kernel/errors.ts'
import type { Reading } from '#server/kernel/routes.ts'

export { demandPatience, noteFailure } from './delay.store.ts'
export { hashPassword } from './password.ts'
export { presentYear } from './session.store.ts'

/** Ends every session of these people: their posts or their right to log in changed. */
export const endSessionsOf = (tx: Tx, personIds: readonly string[]) =>
  tx
    .updateTable('session')
    .set({ endedAt: sql`now()` })
    .where('personId', 'in', [...personIds])
    .where('endedAt', 'is', null)
    .execute()

/** Ends the sessions in which somebody acts under these substitutes or delegations. */
export const endSessionsUnder = (tx: Tx, standInIds: readonly string[]) =>
  tx
    .updateTable('session')
    .set({ endedAt: sql`now()` })
    .where('standInId', 'in', [...standInIds])
    .where('endedAt', 'is', null)
    .execute()

/** A signature needs the password given again within the last minutes (setting session.reauthenticationMinutes). */
export function demandReauthentication({ session, settings }: Pick<Reading, 'session' | 'settings'>): void {
  const until = reauthenticatedUntil(session.reauthenticatedAt, settings['session.reauthenticationMinutes'])
  if (!until || Date.parse(until) < Date.now()) throw new Refused(reauthenticationMissing)
}

export const reauthenticatedUntil = (at: string | null, minutes: number): string | null =>
  at === null ? null : new Date(Date.parse(at) + minutes * 60_000).toISOString()
