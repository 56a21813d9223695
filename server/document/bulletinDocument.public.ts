import type { DocumentWords } from '#domain/document/documentKind.ts'
import { documentStates, documentTransitions } from '#domain/document/officialDocument.ts'
import { changesOf } from '#domain/kernel/history.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'
import type { Acting } from '#server/kernel/routes.ts'
import { take } from '#server/kernel/routes.ts'
import { subjectOf, wordFields } from './documentChanges.ts'
import * as store from './officialDocument.store.ts'
import * as write from './officialDocumentWrite.store.ts'

/** The document of a bulletin, begun with it. */
export async function beginBulletinDocument(
  context: Acting,
  bulletinId: string,
  words: DocumentWords,
): Promise<string> {
  const about = { subject: 'bulletin', kind: 'circular', bulletinId } as const
  const id = await write.insert(
    context,
    { ...about, planId: null, planVersionId: null, callId: null, reviewId: null },
    words,
  )
  if (id === undefined) throw new Error('a bulletin has one document')
  await context.record('document.draft', subjectOf(id), { changes: changesOf(wordFields, {}, words) })
  return id
}

/** The one document of a bulletin. */
const idOf = async (tx: Tx, bulletinId: string): Promise<string> =>
  (
    await tx
      .selectFrom('officialDocument')
      .select('id')
      .where('bulletinId', '=', bulletinId)
      .executeTakeFirstOrThrow(() => new NotFound())
  ).id

/** The document of a bulletin, locked, as one that is being drafted: refused in every other state. */
export async function lockBulletinDocument(context: Acting, bulletinId: string) {
  const { tx, actor } = context
  const row = await store.lock(tx, actor, await idOf(tx, bulletinId))
  take(documentTransitions.edit, store.factsOf(row), context, documentStates)
  return row
}

/** What the document says, after the bulletin was changed: whoever changed it drafted it last. */
export async function saveBulletinDocument(
  { tx, actor, clock }: Acting,
  id: string,
  words: Partial<Pick<DocumentWords, 'title' | 'addressee' | 'text'>>,
): Promise<void> {
  await write.save(tx, id, { ...words, draftedBy: actor.id, draftedAt: clock.now })
}
