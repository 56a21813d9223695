import { sql } from 'kysely'
import { Draft, type Duty } from '#domain/collection/duty.api.ts'
import { mostGridRows } from '#domain/collection/entryGrid.ts'
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

type Kept = Draft & { readonly dutyId: string; readonly replaces: number | null }

/** Many entries of one person at once. Answers how many were kept: those whose `replaces` is the version that is there. */
export async function saveDrafts(tx: Tx, actor: Actor, drafts: readonly Kept[]): Promise<number> {
  const rows = JSON.stringify(drafts.map(({ dutyId, replaces, ...content }) => ({ dutyId, replaces, content })))
  const { numAffectedRows: made } = await sql`
    insert into draft (person_id, form, subject_id, content)
    select ${actor.id}, ${form}, "dutyId", content
    from jsonb_to_recordset(${rows}::jsonb) as one("dutyId" uuid, replaces int, content jsonb) where replaces is null
    on conflict (person_id, form, subject_id) do nothing`.execute(tx)
  const { numAffectedRows: changed } = await sql`
    update draft set content = draft.content || one.content, saved_at = now(), version = one.replaces + 1
    from jsonb_to_recordset(${rows}::jsonb) as one("dutyId" uuid, replaces int, content jsonb)
    where person_id = ${actor.id} and form = ${form} and subject_id = one."dutyId" and version = one.replaces`.execute(
    tx,
  )
  return Number(made ?? 0n) + Number(changed ?? 0n)
}

/** The versions of one person's drafts of entries. */
export const draftVersions = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('draft')
    .select(['subjectId as dutyId', 'version'])
    .where('personId', '=', actor.id)
    .where('form', '=', form)
    .orderBy('subjectId')
    .limit(mostGridRows * 2)
    .execute()

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
