import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { PostKind, StandInKind } from '#domain/kernel/actor.ts'
import type { Post } from '#domain/session/session.api.ts'
import type { YearState } from '#domain/session/session.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'
import { tokenDigest } from '#server/kernel/http.session.ts'

/** The posts a person acts under on a day: the own ones, the most deciding first, then those of people stood in for. */
export async function postsOf(tx: Tx, personId: string, today: string): Promise<Post[]> {
  const rows = await tx
    .selectFrom(actingPosts(personId, today).as('acting'))
    .innerJoin('post', 'post.id', 'acting.postId')
    .innerJoin('person as holder', 'holder.id', 'post.personId')
    .leftJoin('standIn', 'standIn.id', 'acting.standInId')
    .leftJoin('division', 'division.id', 'post.divisionId')
    .select(['post.id', 'post.kind', 'post.divisionId', 'division.nameZh', 'division.nameEn'])
    .select(['acting.standInId', 'acting.toOn', 'standIn.kind as how', 'standIn.bases'])
    .select(['holder.id as holderId', 'holder.name as holderName'])
    .orderBy(sql`acting.stand_in_id is not null`)
    .orderBy(sql`post.by_virtue_of is not null`)
    .orderBy('post.kind')
    .orderBy('post.id')
    .execute()
  return rows.map(({ id, kind, divisionId, nameZh, nameEn, ...row }) => ({
    id,
    kind: kind as PostKind,
    divisionId,
    divisionName: nameZh && nameEn ? { zh: nameZh, en: nameEn } : null,
    ...(row.standInId ? { standsInFor: standsInForOf({ ...row, standInId: row.standInId }) } : {}),
  }))
}

type Acting = { readonly postId: string; readonly standInId: string | null; readonly toOn: string | null }
const actingPosts = (personId: string, today: string) => sql<Acting>`acting_posts(${personId}, ${today})`

type StandInRow = {
  standInId: string
  how: string | null
  bases: string[] | null
  holderId: string
  holderName: string
  toOn: string | null
}
const standsInForOf = ({ standInId, how, bases, holderId, holderName, toOn }: StandInRow) => ({
  standInId,
  kind: how as StandInKind,
  personId: holderId,
  personName: holderName,
  toOn,
  bases,
})

export const findAccount = (tx: Tx, userName: string) =>
  tx
    .selectFrom('person')
    .select(['id', 'passwordHash'])
    .where('userName', '=', userName)
    .where('disabledAt', 'is', null)
    .executeTakeFirst()

/** Keeps an own password and ends every other session of the person. */
export async function savePassword(tx: Tx, personId: string, sessionId: string, passwordHash: string): Promise<void> {
  await tx
    .updateTable('person')
    .set((eb) => ({ passwordHash, hasStartPassword: false, version: eb('version', '+', 1) }))
    .where('id', '=', personId)
    .execute()
  await tx
    .updateTable('session')
    .set({ endedAt: sql`now()` })
    .where('personId', '=', personId)
    .where('id', '!=', sessionId)
    .where('endedAt', 'is', null)
    .execute()
}

export const passwordHashOf = (tx: Tx, personId: string) =>
  tx.selectFrom('person').select('passwordHash').where('id', '=', personId).executeTakeFirstOrThrow()

type NewSession = {
  personId: string
  postId: string
  standInId?: string | null
  browser: string
  network: string
  reauthenticated: boolean
}

/** Starts a session and answers the token, which is kept nowhere but in the browser. */
export async function insertSession(
  tx: Tx,
  session: NewSession,
): Promise<{ token: string; id: string; createdAt: string; reauthenticatedAt: string | null }> {
  const token = randomBytes(32).toString('base64url')
  const { personId, postId, standInId = null, browser, network, reauthenticated } = session
  const row = await tx
    .insertInto('session')
    .values({
      personId,
      postId,
      standInId,
      browser,
      network,
      tokenDigest: tokenDigest(token),
      reauthenticatedAt: reauthenticated ? sql<string>`now()` : null,
    })
    .returning(['id', 'createdAt', 'reauthenticatedAt'])
    .executeTakeFirstOrThrow()
  return { token, ...row }
}

export const findPerson = (tx: Tx, id: string) =>
  tx
    .selectFrom('person')
    .select(['id', 'name', 'userName', 'language', 'hasStartPassword'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

export const findOffice = (tx: Tx) => tx.selectFrom('office').selectAll().executeTakeFirst()

const calendarYear = sql<number>`(select extract(year from
  coalesce(clock_day, (now() at time zone 'Asia/Shanghai')::date))::int from office)`

/** The year of today that is being carried out, else one before it, else the newest that is not closed, else the newest. */
export async function presentYear(tx: Tx): Promise<{ year: number; state: YearState } | null> {
  const row = await tx
    .selectFrom('performanceYear')
    .select(['year', 'state'])
    .orderBy(sql`state = 'executing' and year <= ${calendarYear}`, 'desc')
    .orderBy(sql`state = 'executing'`, 'desc')
    .orderBy(sql`state <> 'closed'`, 'desc')
    .orderBy('year', 'desc')
    .executeTakeFirst()
  return row ? { year: row.year, state: row.state as YearState } : null
}

export const listOwn = (tx: Tx, personId: string) =>
  tx
    .selectFrom('session')
    .select(['id', 'createdAt', 'seenAt', 'network', 'browser'])
    .where('personId', '=', personId)
    .where('endedAt', 'is', null)
    .orderBy('seenAt', 'desc')
    .limit(50)
    .execute()

/** A session of this person's, running or ended. */
export const findOwn = (tx: Tx, personId: string, id: string) =>
  tx
    .selectFrom('session')
    .select(['id', 'createdAt', 'reauthenticatedAt', 'postId', 'standInId', 'network', 'browser'])
    .where('personId', '=', personId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound())

export const saveReauthentication = (tx: Tx, id: string) =>
  tx.updateTable('session').set({ reauthenticatedAt: sql`now()` }).where('id', '=', id).execute()

export const saveLanguage = (tx: Tx, personId: string, language: string) =>
  tx.updateTable('person').set({ language }).where('id', '=', personId).execute()

export const securityEvent = (tx: Tx, kind: string, personId: string, network: string | null) =>
  tx
    .insertInto('securityLog')
    .values({ kind, personId, network, detail: JSON.stringify({}) })
    .execute()

export const endSessionRow = (tx: Tx, personId: string, id: string) =>
  tx
    .updateTable('session')
    .set({ endedAt: sql`now()` })
    .where('personId', '=', personId)
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
