import { sql } from 'kysely'
import type { OfficialDocument, Receipt } from '#domain/document/officialDocument.api.ts'
import { signedContent } from '#domain/document/officialDocument.content.ts'
import type { DocumentFacts, DocumentState } from '#domain/document/officialDocument.ts'
import { type Actor, seesEverything } from '#domain/kernel/actor.ts'
import type { NamedRef } from '#domain/plan/item.api.ts'
import { canonicalOf } from '#server/kernel/canonical.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'

/** With the version of the plan that was decided: amendments come later. Documents that this post sees: drafts are the business of those who see everything, issued ones everybody's. */
const visible = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('officialDocument as document')
    .innerJoin('plan', 'plan.id', 'document.planId')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('review')
          .innerJoin('planVersion', 'planVersion.id', 'review.planVersionId')
          .select(['planVersion.number as planNumber', 'planVersion.digest as planDigest'])
          .whereRef('review.planId', '=', 'plan.id')
          .where('review.state', '=', 'decided')
          .orderBy('planVersion.number', 'desc')
          .limit(1)
          .as('decided'),
      (join) => join.onTrue(),
    )
    .innerJoin('person as drafter', 'drafter.id', 'document.draftedBy')
    .leftJoin('person as checker', 'checker.id', 'document.checkedBy')
    .leftJoin('person as signer', 'signer.id', 'document.signedBy')
    .leftJoin('storedFile as file', 'file.id', 'document.fileId')
    .leftJoin('storedFile as scan', 'scan.id', 'document.scanFileId')
    .select(['document.id', 'document.version', 'document.planId', 'plan.year', 'plan.title as planTitle'])
    .select(['document.title', 'document.addressee', 'document.text'])
    .select([sql<number>`decided.plan_number`.as('planNumber'), sql<string>`decided.plan_digest`.as('planDigest')])
    .select(['document.returnReason', 'document.draftedBy', 'document.draftedAt', 'document.checkedBy'])
    .select(['document.checkedAt', 'document.signedBy', 'document.signedAt', 'document.number', 'document.datedOn'])
    .select(['document.paperPlace', 'document.fileId', 'document.scanFileId', 'document.digest as signedDigest'])
    .select(['drafter.name as drafterName', 'checker.name as checkerName', 'signer.name as signerName'])
    .select(['file.name as fileName', 'file.size as fileSize', 'scan.name as scanName', 'scan.size as scanSize'])
    .select([sql<DocumentState>`document.state`.as('state'), sql<string>`(select name_zh from office)`.as('sender')])
    .$if(!seesEverything(actor), (query) => query.where('document.state', '=', 'issued'))

export type DocumentRow = Awaited<ReturnType<typeof findRow>>
export const findRow = (tx: Tx, actor: Actor, id: string) =>
  visible(tx, actor)
    .where('document.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound())

/** Locks the document; `version`, where given, is the one the person was looking at. */
export async function lock(tx: Tx, actor: Actor, id: string, version?: number): Promise<DocumentRow> {
  const row = await visible(tx, actor)
    .where('document.id', '=', id)
    .forUpdate('document')
    .executeTakeFirstOrThrow(() => new NotFound())
  if (version !== undefined && row.version !== version) throw new Stale()
  return row
}

export async function idOfYear(tx: Tx, actor: Actor, year: number): Promise<string> {
  const { id } = await visible(tx, actor)
    .where('plan.year', '=', year)
    .executeTakeFirstOrThrow(() => new NotFound())
  return id
}

export const factsOf = ({ state, draftedBy, checkedBy }: DocumentRow): DocumentFacts => ({
  ...{ state, draftedBy, checkedBy },
})

/** The bytes that a signature is over, and their digest. */
export const canonicalOfRow = ({ title, addressee, text, planId, planDigest }: DocumentRow) =>
  canonicalOf(signedContent({ title, addressee, text }, { id: planId, digest: planDigest }))

export const receiptsOf = (tx: Tx, documentId: string, divisionId: string | null): Promise<Receipt[]> =>
  tx
    .selectFrom('documentReceipt as receipt')
    .innerJoin('division', 'division.id', 'receipt.divisionId')
    .leftJoin('person', 'person.id', 'receipt.readBy')
    .select(['person.name as readBy', 'readAt'])
    .select([
      sql<NamedRef>`json_build_object('id', division.id, 'name', json_build_object('zh', name_zh, 'en', name_en))`.as(
        'division',
      ),
      sql<number>`(select count(*)::int from document_urge as urge where urge.document_id = receipt.document_id
        and urge.division_id = receipt.division_id)`.as('urges'),
      sql<string | null>`(select max(urged_at) from document_urge as urge where urge.document_id = receipt.document_id
        and urge.division_id = receipt.division_id)`.as('urgedAt'),
    ])
    .where('documentId', '=', documentId)
    .$if(divisionId !== null, (query) => query.where('receipt.divisionId', '=', divisionId ?? ''))
    .orderBy('division.sort')
    .orderBy('division.id')
    .execute()

const stored = (id: string | null, name: string | null, size: number | null) =>
  id !== null && name !== null && size !== null ? { id, name, size } : null

/** A division is shown its own receipt, and nobody there how the draft came about. */
export async function find(tx: Tx, actor: Actor, id: string): Promise<OfficialDocument> {
  const row = await findRow(tx, actor, id)
  const { fileId, fileName, fileSize, scanFileId, scanName, scanSize, signerName, signedBy, ...document } = row
  const { signedDigest, planTitle: _title, ...shown } = document
  const own = seesEverything(actor) ? null : (actor.divisionId ?? '00000000-0000-0000-0000-000000000000')
  return {
    ...shown,
    signedBy: signedBy && signerName ? { id: signedBy, name: signerName } : null,
    digest: signedDigest ?? canonicalOfRow(row).digest,
    file: stored(fileId, fileName, fileSize),
    scan: stored(scanFileId, scanName, scanSize),
    receipts: await receiptsOf(tx, id, own),
  }
}

/** The document's file or its sealed scan; the caller has made sure that the actor may see it. */
export const fileOf = (tx: Tx, fileId: string) =>
  tx.selectFrom('storedFile').select(['name', 'type', 'digest']).where('id', '=', fileId).executeTakeFirstOrThrow()

/** Documents that are not issued, and issued ones that a division has not received. */
export const underWay = (tx: Tx, actor: Actor) =>
  visible(tx, actor).where('document.state', '<>', 'issued').orderBy('plan.year').execute()

export const unread = (tx: Tx, actor: Actor, divisionId: string) =>
  visible(tx, actor)
    .innerJoin('documentReceipt as receipt', 'receipt.documentId', 'document.id')
    .where('receipt.divisionId', '=', divisionId)
    .where('receipt.readAt', 'is', null)
    .orderBy('plan.year')
    .execute()

/** Where the notice of a plan stands; null before it is drafted. */
export async function stateOf(tx: Tx, planId: string): Promise<{ id: string; state: DocumentState } | null> {
  const row = await tx
    .selectFrom('officialDocument')
    .select(['id', sql<DocumentState>`state`.as('state')])
    .where('planId', '=', planId)
    .executeTakeFirst()
  return row ?? null
}

/** What bears a document number already. */
export const titleOfNumber = async (tx: Tx, number: string): Promise<string | null> =>
  (await tx.selectFrom('officialDocument').select('title').where('number', '=', number).executeTakeFirst())?.title ??
  null
