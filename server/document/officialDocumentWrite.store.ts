import { sql } from 'kysely'
import type { DocumentKind, DocumentSubject, DocumentWords } from '#domain/document/documentKind.ts'
import type { DocumentState } from '#domain/document/officialDocument.ts'
import { algorithm } from '#server/kernel/canonical.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { Acting } from '#server/kernel/routes.ts'
import { highestCount } from './documentNumber.public.ts'

export type NewDocument = {
  readonly kind: DocumentKind
  readonly subject: DocumentSubject
  readonly planId: string | null
  /** The version of the plan that goes along. */
  readonly planVersionId: string | null
  readonly callId: string | null
  readonly reviewId: string | null
  readonly rectificationId?: string
  readonly bulletinId?: string
}

/** A first draft, or undefined where there is one already. */
export async function insert(
  { tx, actor, clock }: Acting,
  document: NewDocument,
  words: DocumentWords,
): Promise<string | undefined> {
  const row = await tx
    .insertInto('officialDocument')
    .values({ ...document, ...words, draftedBy: actor.id, draftedAt: clock.now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

type Saved = Partial<DocumentWords> & {
  readonly planVersionId?: string
  readonly state?: DocumentState
  readonly returnReason?: string
  readonly draftedBy?: string
  readonly draftedAt?: string
  readonly checkedBy?: string | null
  readonly checkedAt?: string | null
  readonly scanFileId?: string
  readonly paperPlace?: string
}

/** Every save is a new version. */
export const save = (tx: Tx, id: string, values: Saved) =>
  tx
    .updateTable('officialDocument')
    .set({ ...values, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()

/** Back to the draft: what was checked or signed off no longer counts. */
export const unsign = (tx: Tx, id: string, returnReason: string) =>
  tx
    .updateTable('officialDocument')
    .set({
      ...{ state: 'drafted', returnReason, checkedBy: null, checkedAt: null, signedBy: null, signedAt: null },
      ...{ canonical: null, digest: null, algorithm: null, version: sql`version + 1` },
    })
    .where('id', '=', id)
    .execute()

/** Ended with the subject that it is about: what was checked or signed off no longer counts. */
export const withdraw = (tx: Tx, id: string, returnReason: string) =>
  tx
    .updateTable('officialDocument')
    .set({
      ...{ state: 'withdrawn', returnReason, checkedBy: null, checkedAt: null, signedBy: null, signedAt: null },
      ...{ canonical: null, digest: null, algorithm: null, version: sql`version + 1` },
    })
    .where('id', '=', id)
    .execute()

export const sign = ({ tx, actor, clock }: Acting, id: string, content: { bytes: Buffer; digest: string }) =>
  tx
    .updateTable('officialDocument')
    .set({
      ...{ state: 'signedOff', signedBy: actor.id, signedAt: clock.now, algorithm },
      ...{ canonical: content.bytes, digest: content.digest, version: sql`version + 1` },
    })
    .where('id', '=', id)
    .execute()

type Issued = {
  readonly number: string
  readonly datedOn: string
  readonly fileId: string
  readonly template: string
}

/** Numbered and dated, with the bytes that were made. */
export const issue = (tx: Tx, id: string, issued: Issued) =>
  tx
    .updateTable('officialDocument')
    .set({ ...issued, state: 'issued', version: sql`version + 1` })
    .where('id', '=', id)
    .execute()

/** Every division of the day is to receive it, or of them these; a successor in place of one that has ended. */
export const layBeforeDivisions = ({ tx, today }: Acting, id: string, only: readonly string[] | null) =>
  tx
    .insertInto('documentReceipt')
    .columns(['documentId', 'divisionId'])
    .expression((eb) =>
      eb
        .selectFrom('division')
        .select([sql<string>`${id}::uuid`.as('documentId'), 'division.id'])
        .where('fromOn', '<=', today)
        .where((where) => where.or([where('toOn', 'is', null), where('toOn', '>', today)]))
        .$if(only !== null, (query) =>
          query.where(
            sql<boolean>`division.id in (select heir_of(one) from unnest(${[...(only ?? [])]}::uuid[]) as one)`,
          ),
        ),
    )
    .execute()

/**
 * The next number of the office's own sequence, behind the highest that the register gave with the same code: the row
 * stays locked, so that no two are alike.
 */
export async function nextNumber(tx: Tx, code: string, year: number): Promise<number> {
  const highest = await highestCount(tx, code, year)
  const { last } = await tx
    .insertInto('documentSequence')
    .values({ code, year, last: highest + 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['code', 'year'])
        .doUpdateSet({ last: sql`greatest(document_sequence.last, ${highest}::integer) + 1` }),
    )
    .returning('last')
    .executeTakeFirstOrThrow()
  return last
}

/** One division's receipt, locked; undefined where it has none. */
export const lockReceipt = (tx: Tx, documentId: string, divisionId: string) =>
  tx
    .selectFrom('documentReceipt')
    .innerJoin('division', 'division.id', 'documentReceipt.divisionId')
    .leftJoin('divisionSuccessor as heir', 'heir.divisionId', 'documentReceipt.divisionId')
    .select(['readAt', 'nameZh', 'nameEn', sql<boolean>`heir.division_id is not null`.as('isPassedOn')])
    .where('documentId', '=', documentId)
    .where('documentReceipt.divisionId', '=', divisionId)
    .forUpdate('documentReceipt')
    .executeTakeFirst()

export const receive = ({ tx, actor, clock }: Acting, documentId: string, divisionId: string) =>
  tx
    .updateTable('documentReceipt')
    .set({ readBy: actor.id, readAt: clock.now })
    .where('documentId', '=', documentId)
    .where('divisionId', '=', divisionId)
    .execute()
