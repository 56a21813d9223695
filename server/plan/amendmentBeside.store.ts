import { sql } from 'kysely'
import type { Actor } from '#domain/kernel/actor.ts'
import type { AmendmentOpinion, AmendmentReceipt } from '#domain/plan/amendment.api.ts'
import type { AmendmentAnswer } from '#domain/plan/amendmentOpinion.ts'
import type { AmendmentRoute } from '#domain/plan/amendmentRoute.ts'
import type { Tx } from '#server/kernel/db.ts'
import { divisionWhen } from '#server/kernel/divisionName.ts'
import type { UrgeKind } from '#server/kernel/urge.ts'

type Asked = { readonly amendmentId: string; readonly divisionIds: readonly string[] }
type OfDivision = { readonly amendmentId: string; readonly divisionId: string }

/** Asks the divisions with the submission of this instant. */
export const ask = (tx: Tx, { amendmentId, divisionIds }: Asked, askedAt: string) =>
  sql`insert into amendment_opinion (amendment_id, division_id, asked_at)
    select ${amendmentId}::uuid, division_id, ${askedAt}::timestamptz
    from unnest(${[...divisionIds]}::uuid[]) as division_id
    on conflict (amendment_id, division_id, asked_at)
    do update set answer = null, words = '', answered_by = null, answered_at = null`.execute(tx)

/** Tells the divisions that the change is in force. */
export const tell = (tx: Tx, { amendmentId, divisionIds }: Asked) =>
  sql`insert into amendment_receipt (amendment_id, division_id)
    select ${amendmentId}::uuid, division_id from unnest(${[...divisionIds]}::uuid[]) as division_id`.execute(tx)

/** What was asked with the latest submission, in the order of the divisions. */
const latest = (tx: Tx) =>
  tx
    .selectFrom('amendmentOpinion as opinion')
    .innerJoin('amendment', 'amendment.id', 'opinion.amendmentId')
    .where(sql<boolean>`opinion.asked_at = amendment.submitted_at`)

/** How often a division was urged about this, and when last; of a question since it was asked. */
const urgesOf = (kind: Extract<UrgeKind, `amendment${string}`>, of: 'opinion' | 'receipt') => {
  const since = kind === 'amendmentAnswer' ? sql`and urge.urged_at >= opinion.asked_at` : sql``
  const rows = sql`from urge where urge.subject_kind = ${sql.lit(kind)}
    and urge.subject_id = ${sql.ref(`${of}.amendmentId`)} and urge.division_id = ${sql.ref(`${of}.divisionId`)} ${since}`
  return [
    sql<number>`(select count(*)::int ${rows})`.as('urges'),
    sql<string | null>`(select max(urge.urged_at) ${rows})`.as('urgedAt'),
  ] as const
}

export const opinionsOf = (tx: Tx, amendmentId: string): Promise<AmendmentOpinion[]> =>
  latest(tx)
    .innerJoin('division', 'division.id', 'opinion.divisionId')
    .leftJoin('person', 'person.id', 'opinion.answeredBy')
    .select(['opinion.words', 'person.name as answeredBy', 'opinion.answeredAt'])
    .select([
      sql<AmendmentAnswer | null>`opinion.answer`.as('answer'),
      divisionWhen('opinion.divisionId', 'opinion.answeredAt', 'opinion.askedAt').as('division'),
    ])
    .select(urgesOf('amendmentAnswer', 'opinion'))
    .where('opinion.amendmentId', '=', amendmentId)
    .orderBy('division.sort')
    .orderBy('division.id')
    .execute()

export const receiptsOf = (tx: Tx, amendmentId: string): Promise<AmendmentReceipt[]> =>
  tx
    .selectFrom('amendmentReceipt as receipt')
    .innerJoin('amendment', 'amendment.id', 'receipt.amendmentId')
    .innerJoin('division', 'division.id', 'receipt.divisionId')
    .leftJoin('person', 'person.id', 'receipt.receivedBy')
    .select(['person.name as receivedBy', 'receipt.receivedAt'])
    .select(divisionWhen('receipt.divisionId', 'receipt.receivedAt', 'amendment.appliedAt').as('division'))
    .select(urgesOf('amendmentReceipt', 'receipt'))
    .where('receipt.amendmentId', '=', amendmentId)
    .orderBy('division.sort')
    .orderBy('division.id')
    .execute()

/** What one division was asked with the latest submission, locked. */
export const lockOpinion = (tx: Tx, { amendmentId, divisionId }: OfDivision) =>
  latest(tx)
    .select(['opinion.words', 'opinion.answeredAt', sql<AmendmentAnswer | null>`opinion.answer`.as('answer')])
    .where('opinion.amendmentId', '=', amendmentId)
    .where('opinion.divisionId', '=', divisionId)
    .forUpdate('opinion')
    .executeTakeFirst()

type Given = { readonly answer: AmendmentAnswer; readonly words: string; readonly by: string; readonly at: string }

export const answer = (tx: Tx, { amendmentId, divisionId }: OfDivision, { answer, words, by, at }: Given) =>
  tx
    .updateTable('amendmentOpinion')
    .set({ answer, words, answeredBy: by, answeredAt: at })
    .where('amendmentId', '=', amendmentId)
    .where('divisionId', '=', divisionId)
    .where(sql<boolean>`asked_at = (select submitted_at from amendment where id = ${amendmentId})`)
    .execute()

/** One division's receipt, locked; undefined where it was not told. */
export const lockReceipt = (tx: Tx, { amendmentId, divisionId }: OfDivision) =>
  tx
    .selectFrom('amendmentReceipt')
    .select('receivedAt')
    .where('amendmentId', '=', amendmentId)
    .where('divisionId', '=', divisionId)
    .forUpdate()
    .executeTakeFirst()

export const receive = (tx: Tx, { amendmentId, divisionId }: OfDivision, { by, at }: Pick<Given, 'by' | 'at'>) =>
  tx
    .updateTable('amendmentReceipt')
    .set({ receivedBy: by, receivedAt: at })
    .where('amendmentId', '=', amendmentId)
    .where('divisionId', '=', divisionId)
    .execute()

const named = ['amendment.id', sql<AmendmentRoute>`amendment.route`.as('route')] as const
const item = [
  sql<string>`amendment.content ->> 'code'`.as('code'),
  sql<string>`amendment.content ->> 'title'`.as('title'),
] as const

/** Changes before a leader on which this division has not answered, oldest first. */
export const unansweredBy = (tx: Tx, { divisionId }: Actor) =>
  latest(tx)
    .select([...named, ...item])
    .select(urgesOf('amendmentAnswer', 'opinion'))
    .where('opinion.divisionId', '=', divisionId)
    .where('opinion.answer', 'is', null)
    .where('amendment.state', '=', 'proposed')
    .orderBy('opinion.askedAt')
    .limit(100)
    .execute()

/** Changes in force that this division has not received, oldest first. */
export const unreceivedBy = (tx: Tx, { divisionId }: Actor) =>
  tx
    .selectFrom('amendmentReceipt as receipt')
    .innerJoin('amendment', 'amendment.id', 'receipt.amendmentId')
    .select([...named, ...item])
    .select(urgesOf('amendmentReceipt', 'receipt'))
    .where('receipt.divisionId', '=', divisionId)
    .where('receipt.receivedAt', 'is', null)
    .orderBy('amendment.appliedAt')
    .limit(100)
    .execute()
