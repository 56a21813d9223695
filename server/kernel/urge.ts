import { type RawBuilder, sql } from 'kysely'
import type { Tx } from './db.ts'
import type { Acting } from './routes.ts'

/** What a division is urged about: the kind of the record and its id. */
export type UrgeKind = 'consultation' | 'document' | 'amendmentAnswer' | 'amendmentReceipt' | 'item' | 'duty' | 'share'
export type UrgeOf = { readonly kind: UrgeKind; readonly id: string; readonly divisionId: string }

/** The last day on which the division was urged about it; null where it never was. */
export async function urgedOn(tx: Tx, { kind, id, divisionId }: UrgeOf): Promise<string | null> {
  const row = await tx
    .selectFrom('urge')
    .select((eb) => eb.fn.max('urgedOn').as('on'))
    .where('subjectKind', '=', kind)
    .where('subjectId', '=', id)
    .where('divisionId', '=', divisionId)
    .executeTakeFirst()
  return row?.on ?? null
}

/** Writes down that a division was urged. The caller has made sure that it may be, under the lock of what it is about. */
export async function insertUrge(context: Acting, { kind, id, divisionId }: UrgeOf, words = ''): Promise<string> {
  const { tx, actor, clock, today } = context
  const urge = await tx
    .insertInto('urge')
    .values({
      ...{ subjectKind: kind, subjectId: id, divisionId, words },
      ...{ urgedBy: actor.id, urgedOn: today, urgedAt: clock.now },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return urge.id
}

const of = (kind: UrgeKind, subject: string, division: string) =>
  sql`urge.subject_kind = ${sql.lit(kind)} and urge.subject_id = ${sql.ref(subject)}
    and urge.division_id = ${sql.ref(division)}`

/** How often a division was urged about the record of a query, whose columns are named. */
export const urgesOf = (kind: UrgeKind, subject: string, division: string): RawBuilder<number> =>
  sql<number>`(select count(*)::int from urge where ${of(kind, subject, division)})`

/** When it was urged last. */
export const urgedAtOf = (kind: UrgeKind, subject: string, division: string): RawBuilder<string | null> =>
  sql<string | null>`(select max(urged_at) from urge where ${of(kind, subject, division)})`
