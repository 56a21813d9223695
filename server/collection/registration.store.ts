import { sql } from 'kysely'
import type { Tx } from '#server/kernel/db.ts'
import { nameOrder } from '#server/kernel/nameOrder.ts'

/** Who on a day was head of a division, or signed in the head's place; by name. */
export async function headsOn(tx: Tx, divisionId: string, day: string) {
  const acting = sql<{ postId: string; standInId: string | null }>`acting_posts(person.id, ${day}::date)`
  const rows = await tx
    .selectFrom('person')
    .innerJoinLateral(acting.as<'acting'>(sql`acting(post_id, stand_in_id, to_on)`), (join) => join.onTrue())
    .innerJoin('post', 'post.id', 'acting.postId')
    .innerJoin('person as holder', 'holder.id', 'post.personId')
    .leftJoin('standIn', 'standIn.id', 'acting.standInId')
    .select(['person.id', 'person.name', 'post.id as postId', 'acting.standInId'])
    .select(['holder.id as holderId', 'holder.name as holderName'])
    .where('post.kind', '=', 'division.head')
    .where('post.divisionId', '=', divisionId)
    .where((eb) => eb.or([eb('standIn.bases', 'is', null), sql<boolean>`'duty.sign' = any(stand_in.bases)`]))
    .orderBy('acting.standInId', (order) => order.asc().nullsFirst())
    .orderBy(nameOrder('person.name'))
    .execute()
  return rows.map(({ id, name, postId, standInId, holderId, holderName }) => ({
    ...{ id, name, postId, standInId },
    heldBy: standInId === null ? null : { id: holderId, name: holderName },
  }))
}

type Registered = {
  readonly submissionId: string
  readonly signer: Awaited<ReturnType<typeof headsOn>>[number]
  readonly divisionId: string
  readonly statement: { readonly number: number; readonly text: string }
  readonly way: string
  readonly signedOn: string
  readonly receivedOn: string
  readonly registeredBy: string
  readonly signedAt: string
  readonly bytes: Buffer
  readonly digest: string
}

/** The signature on what came, as it was registered. */
export const insertRegistered = (tx: Tx, { submissionId, signer, statement, bytes, ...given }: Registered) =>
  tx
    .insertInto('signature')
    .values({
      ...given,
      ...{ subjectKind: 'submission', subjectId: submissionId, canonical: bytes },
      ...{ personId: signer.id, postId: signer.postId, standInId: signer.standInId },
      ...{ statement: statement.text, statementNumber: statement.number },
    })
    .execute()
