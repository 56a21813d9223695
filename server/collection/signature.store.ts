import { sql } from 'kysely'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'

type Sheet = {
  readonly sheetId: string
  readonly statement: string
  readonly statementNumber: number
  readonly signedAt: string
  readonly bytes: Buffer
  readonly digest: string
}

/** One signature per submission; all of one sheet carry the same canonical bytes. */
export const insertSignatures = (tx: Tx, actor: Actor, submissionIds: readonly string[], { bytes, ...sheet }: Sheet) =>
  tx
    .insertInto('signature')
    .columns([
      ...(['subjectKind', 'subjectId', 'personId', 'postId', 'divisionId', 'canonical'] as const),
      ...(['sheetId', 'statement', 'statementNumber', 'signedAt', 'digest', 'standInId'] as const),
    ])
    .values(
      submissionIds.map((subjectId) => ({
        ...sheet,
        ...{ subjectKind: 'submission', subjectId, personId: actor.id, postId: actor.postId, canonical: bytes },
        divisionId: sql<string>`${actor.divisionId}`,
        standInId: actor.standsInFor?.standInId ?? null,
      })),
    )
    .execute()

/** The first signature decides whether the data came in time; a later one does not move it. */
export const saveSigned = (
  tx: Tx,
  actor: Actor,
  dutyIds: readonly string[],
  { today, now }: { today: string; now: string },
) =>
  tx
    .updateTable('duty')
    .set({
      stage: 'submitted',
      signedBy: actor.id,
      signedFor: actor.standsInFor?.personId ?? null,
      signedAt: now,
      firstSignedOn: sql<string>`coalesce(first_signed_on, ${today})`,
      version: sql`version + 1`,
    })
    .where('id', 'in', dutyIds)
    .execute()

/** What was signed at once, to the person who signed it. */
export async function findSheet(tx: Tx, actor: Actor, sheetId: string) {
  const rows = await tx
    .selectFrom('signature')
    .innerJoin('submission', 'submission.id', 'signature.subjectId')
    .select(['submission.dutyId', 'signature.signedAt', 'signature.digest', 'signature.statementNumber'])
    .where('signature.sheetId', '=', sheetId)
    .where('signature.personId', '=', actor.id)
    .orderBy('submission.dutyId')
    .execute()
  const [first] = rows
  if (!first) throw new NotFound()
  const { signedAt, digest, statementNumber } = first
  return { signedAt, digest, statementNumber, dutyIds: rows.map(({ dutyId }) => dutyId) }
}
