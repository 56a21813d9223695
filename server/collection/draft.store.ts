import { Draft, type Duty } from '#domain/collection/duty.api.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { evidenceOf } from './duty.shape.ts'

const form = 'duty'

/**
 * One person's entry that nobody else sees; nothing is submitted by it and no history is written. Answers whether it was
 * kept: `replaces` has to be the version that is there.
 */
export async function saveDraft(
  tx: Tx,
  actor: Actor,
  dutyId: string,
  { replaces, ...draft }: Draft & { readonly replaces: number | null },
): Promise<boolean> {
  const content = JSON.stringify(draft)
  const key = { personId: actor.id, form, subjectId: dutyId }
  const saved =
    replaces === null
      ? await tx
          .insertInto('draft')
          .values({ ...key, content })
          .onConflict((conflict) => conflict.columns(['personId', 'form', 'subjectId']).doNothing())
          .returning('version')
          .executeTakeFirst()
      : await tx
          .updateTable('draft')
          .set({ content, savedAt: new Date(), version: replaces + 1 })
          .where('personId', '=', key.personId)
          .where('form', '=', form)
          .where('subjectId', '=', dutyId)
          .where('version', '=', replaces)
          .returning('version')
          .executeTakeFirst()
  return saved !== undefined
}

export async function findDraft(tx: Tx, actor: Actor, dutyId: string): Promise<Duty['draft']> {
  const row = await tx
    .selectFrom('draft')
    .select(['content', 'savedAt', 'version'])
    .where('personId', '=', actor.id)
    .where('form', '=', form)
    .where('subjectId', '=', dutyId)
    .executeTakeFirst()
  const draft = row && Draft.safeParse(row.content)
  if (!row || !draft?.success) return null
  const fileId = draft.data.evidenceFileId
  const file =
    fileId === null
      ? undefined
      : await tx
          .selectFrom('storedFile')
          .select(['id', 'name', 'size'])
          .where('id', '=', fileId)
          .where((eb) =>
            eb.or([
              eb.and([eb('uploadedBy', '=', actor.id), eb('claimedId', 'is', null)]),
              eb.and([eb('claimedKind', '=', 'duty'), eb('claimedId', '=', dutyId)]),
            ]),
          )
          .executeTakeFirst()
  const evidence = file ? evidenceOf(file.id, file.name, file.size) : null
  return { ...draft.data, evidenceFileId: evidence?.id ?? null, version: row.version, savedAt: row.savedAt, evidence }
}

export const dropDrafts = (tx: Tx, dutyIds: readonly string[]) =>
  tx.deleteFrom('draft').where('form', '=', form).where('subjectId', 'in', dutyIds).execute()
