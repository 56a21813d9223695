import { randomBytes } from 'node:crypto'
import type { Tx } from '#server/kernel/db.ts'
import { tokenDigest } from '#server/kernel/http.session.ts'

type Whose = { readonly personId: string; readonly postId: string }

/** 256 bits, so that nobody finds an address by trying. */
export const newToken = (): string => randomBytes(32).toString('base64url')

const inForce = (tx: Tx) => tx.selectFrom('calendarAddress').where('calendarAddress.revokedAt', 'is', null)

/** The address in force of a person under a post, without the token: only its digest is kept. */
export const findOwn = (tx: Tx, { personId, postId }: Whose) =>
  inForce(tx).select(['id', 'madeAt']).where('personId', '=', personId).where('postId', '=', postId).executeTakeFirst()

/** Whose calendar a token opens, or undefined: never made, revoked, or of somebody who may not log in. */
export const findByToken = (tx: Tx, token: string) =>
  inForce(tx)
    .innerJoin('person', 'person.id', 'calendarAddress.personId')
    .select(['calendarAddress.id', 'calendarAddress.personId', 'calendarAddress.postId', 'person.language'])
    .where('calendarAddress.tokenDigest', '=', tokenDigest(token))
    .where('person.disabledAt', 'is', null)
    .where('person.hasStartPassword', '=', false)
    .executeTakeFirst()

/** Ends the address in force; false where there is none. */
export async function revoke(tx: Tx, { personId, postId }: Whose, now: string): Promise<boolean> {
  const revoked = await tx
    .updateTable('calendarAddress')
    .set({ revokedAt: now })
    .where('personId', '=', personId)
    .where('postId', '=', postId)
    .where('revokedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return revoked !== undefined
}

export const insert = (tx: Tx, { personId, postId }: Whose, token: string, now: string) =>
  tx
    .insertInto('calendarAddress')
    .values({ personId, postId, tokenDigest: tokenDigest(token), madeAt: now })
    .execute()

/** Two windows of one person renew one after the other. */
export const lockPerson = (tx: Tx, personId: string) =>
  tx.selectFrom('person').select('id').where('id', '=', personId).forUpdate().executeTakeFirstOrThrow()
