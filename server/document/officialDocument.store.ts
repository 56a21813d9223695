import { sql } from 'kysely'
import { z } from 'zod'
import { type CosignatureState, isSettled } from '#domain/document/cosignature.ts'
import { signedContent } from '#domain/document/documentForm.ts'
import {
  type DocumentKind,
  type DocumentSubject,
  type DocumentWords,
  subjectsSeenBy,
} from '#domain/document/documentKind.ts'
import type { DocumentRef, OfficialDocument, Receipt } from '#domain/document/officialDocument.api.ts'
import type { DocumentFacts, DocumentState } from '#domain/document/officialDocument.ts'
import { type Actor, seesEverything } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import { canonicalOf } from '#server/kernel/canonical.ts'
import { cursorAt, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { divisionWhen } from '#server/kernel/divisionName.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import type { IsSeen } from '#server/kernel/seen.ts'
import { urgedAtOf, urgesOf } from '#server/kernel/urge.ts'
import { isAddressed } from './addressed.store.ts'
import { cosignaturesOf } from './cosignature.store.ts'

/** Of each division that was asked to co-sign, the last request. */
const requests = sql<Request[]>`coalesce((
  select json_agg(json_build_object('name', json_build_object('zh', division.name_zh, 'en', division.name_en),
    'state', last.state, 'digest', last.digest) order by division.sort)
  from (select distinct on (division_id) * from document_cosignature where document_id = document.id
    order by division_id, number desc) as last
  join division on division.id = last.division_id), '[]')`
type Request = { readonly name: Text; readonly state: CosignatureState; readonly digest: string | null }

/** The plan that goes to the city is the one that stands; a notice keeps the version that was decided. */
const isPlanCurrent = sql<boolean>`(document.subject <> 'planSending' or not exists (
  select from plan_version as later where later.plan_id = document.plan_id and later.number > plan_version.number))`

/** Names of the files that go along; the plan is bound in. */
const attachments = sql<string[]>`case when template.name is null then '[]'::json
  else json_build_array(regexp_replace(template.name, '\\.[^.]*$', '')) end`

/**
 * Documents that this post sees: drafts are the business of those who see everything and of a division that is asked to
 * co-sign, issued ones of whom they are for.
 */
const visible = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('officialDocument as document')
    .leftJoin('planVersion', 'planVersion.id', 'document.planVersionId')
    .leftJoin('plan', 'plan.id', 'document.planId')
    .leftJoin('planCall', 'planCall.id', 'document.callId')
    .leftJoin('rectification', 'rectification.id', 'document.rectificationId')
    .leftJoin('bulletin', 'bulletin.id', 'document.bulletinId')
    .leftJoin('storedFile as template', 'template.id', 'planCall.templateFileId')
    .innerJoin('person as drafter', 'drafter.id', 'document.draftedBy')
    .leftJoin('person as checker', 'checker.id', 'document.checkedBy')
    .leftJoin('person as signer', 'signer.id', 'document.signedBy')
    .leftJoin('storedFile as file', 'file.id', 'document.fileId')
    .leftJoin('storedFile as scan', 'scan.id', 'document.scanFileId')
    .select(['document.id', 'document.version', 'document.planId', 'document.callId', 'document.reviewId'])
    .select(['document.rectificationId', 'document.bulletinId', 'bulletin.contentDigest'])
    .select(
      sql<string | null>`case plan.kind when 'revision' then plan.id::text else plan.year::text end`.as('planKey'),
    )
    .select(['document.title', 'document.addressee', 'document.text', 'document.attendance'])
    .select(['planVersion.number as planNumber', 'planVersion.digest as planDigest'])
    .select(['document.returnReason', 'document.draftedBy', 'document.draftedAt', 'document.checkedBy'])
    .select(['document.checkedAt', 'document.signedBy', 'document.signedAt', 'document.number', 'document.datedOn'])
    .select(['document.paperPlace', 'document.fileId', 'document.scanFileId', 'document.digest as signedDigest'])
    .select(['drafter.name as drafterName', 'checker.name as checkerName', 'signer.name as signerName'])
    .select(['file.name as fileName', 'file.size as fileSize', 'scan.name as scanName', 'scan.size as scanSize'])
    .select([sql<DocumentState>`document.state`.as('state'), sql<string>`(select name_zh from office)`.as('sender')])
    .select([sql<DocumentKind>`document.kind`.as('kind'), sql<DocumentSubject>`document.subject`.as('subject')])
    .select([
      sql<number>`coalesce(plan.year, plan_call.year, rectification.year, bulletin.year)`.as('year'),
      attachments.as('attachments'),
    ])
    .select([requests.as('requests'), isPlanCurrent.as('isPlanCurrent')])
    .where(sql<boolean>`(rectification.person_id is null or rectification.person_id = ${actor.id}::uuid
      or rectification.person_id <> ${actor.standsInFor?.personId ?? actor.id}::uuid)`)
    .$if(!seesEverything(actor), (query) =>
      query.where((or) =>
        or.or([
          or.and([
            or('document.state', '=', 'issued'),
            or('document.subject', 'in', [...subjectsSeenBy(actor)]),
            isAddressed(actor),
          ]),
          ...(actor.post === 'division.head' && actor.divisionId !== null
            ? [
                or.exists(
                  or
                    .selectFrom('documentCosignature as request')
                    .whereRef('request.documentId', '=', 'document.id')
                    .where('request.divisionId', '=', actor.divisionId)
                    .where('request.state', '<>', 'withdrawn'),
                ),
              ]
            : []),
        ]),
      ),
    )

export const documentIsSeen: IsSeen = ({ tx, actor }, id) =>
  sql<boolean>`exists (${visible(tx, actor).where('document.id', '=', id)})`

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

/** The notice that issued, or is to issue, a plan: that of a year, or a revision by its id. */
export async function idOf(tx: Tx, actor: Actor, key: number | string): Promise<string> {
  const { id } = await visible(tx, actor)
    .$if(typeof key === 'number', (query) =>
      query.where('plan.kind', '=', 'office').where('plan.year', '=', Number(key)),
    )
    .$if(typeof key === 'string', (query) => query.where('plan.id', '=', String(key)))
    .where('document.subject', '=', 'plan')
    .where('document.state', '<>', 'withdrawn')
    .orderBy('document.draftedAt')
    .executeTakeFirstOrThrow(() => new NotFound())
  return id
}

/** The document as its transitions ask about it. */
export function factsOf(row: DocumentRow): DocumentFacts {
  const { state, draftedBy, checkedBy, isPlanCurrent: isCurrent } = row
  // what is read by whoever signs: not worked out where nobody was asked
  const digest = row.requests.length > 0 ? digestOf(row) : ''
  const unsettled = row.requests.filter((request) => !isSettled(request, digest)).map(({ name }) => name)
  return { state, draftedBy, checkedBy, isPlanCurrent: isCurrent, unsettled }
}

export const wordsOf = ({ title, addressee, text, attendance }: DocumentRow): DocumentWords => ({
  ...{ title, addressee, text, attendance },
})

/** The bytes that a signature is over, and their digest. */
export const canonicalOfRow = (row: DocumentRow) => {
  const { kind, subject, planId, planDigest, callId, reviewId, rectificationId, attachments: names } = row
  const { bulletinId, contentDigest } = row
  const aboutId = callId ?? reviewId ?? rectificationId ?? bulletinId ?? planId ?? ''
  const words = wordsOf(row)
  return canonicalOf(
    signedContent({ kind, subject, words, planId, planDigest, aboutId, attachments: names, contentDigest }),
  )
}
/** Of what was signed, or of what would be signed now. */
export const digestOf = (row: DocumentRow): string => row.signedDigest ?? canonicalOfRow(row).digest

/** What a division that has ended had not received is received by its successor. */
const passedTo = sql<Text | null>`(select jsonb_build_object('zh', heir.name_zh, 'en', heir.name_en)
  from division_successor succession join division heir on heir.id = succession.successor_id
  where succession.division_id = receipt.division_id and receipt.read_at is null)`

export const receiptsOf = (tx: Tx, documentId: string, divisionId: string | null): Promise<Receipt[]> =>
  tx
    .selectFrom('documentReceipt as receipt')
    .innerJoin('division', 'division.id', 'receipt.divisionId')
    .leftJoin('person', 'person.id', 'receipt.readBy')
    .select(['person.name as readBy', 'readAt'])
    .select([
      divisionWhen('receipt.divisionId', 'receipt.readAt').as('division'),
      passedTo.as('passedTo'),
      urgesOf('document', 'receipt.documentId', 'receipt.divisionId').as('urges'),
      urgedAtOf('document', 'receipt.documentId', 'receipt.divisionId').as('urgedAt'),
    ])
    .where('documentId', '=', documentId)
    .$if(divisionId !== null, (query) => query.where('receipt.divisionId', '=', divisionId ?? ''))
    .orderBy('division.sort')
    .orderBy('division.id')
    .execute()

const stored = (id: string | null, name: string | null, size: number | null) =>
  id !== null && name !== null && size !== null ? { id, name, size } : null

/** A division is shown its own receipt and co-signature, and nobody there how the draft came about. */
export async function find(tx: Tx, actor: Actor, id: string): Promise<OfficialDocument> {
  const row = await findRow(tx, actor, id)
  const { fileId, fileName, fileSize, scanFileId, scanName, scanSize, signerName, signedBy, ...document } = row
  const { signedDigest: _signed, requests: _requests, contentDigest: _content, ...shown } = document
  const digest = digestOf(row)
  const own = seesEverything(actor) ? null : (actor.divisionId ?? '00000000-0000-0000-0000-000000000000')
  return {
    ...shown,
    signedBy: signedBy && signerName ? { id: signedBy, name: signerName } : null,
    digest,
    file: stored(fileId, fileName, fileSize),
    scan: stored(scanFileId, scanName, scanSize),
    receipts: await receiptsOf(tx, id, own),
    cosignatures: await cosignaturesOf(tx, id, own, digest),
  }
}

/** The document's file or its sealed scan; the caller has made sure that the actor may see it. */
export const fileOf = (tx: Tx, fileId: string) =>
  tx.selectFrom('storedFile').select(['name', 'type', 'digest']).where('id', '=', fileId).executeTakeFirstOrThrow()

/** The stored file of an issued document; the caller has made sure that the actor may see what it is about. */
export const fileIdOf = (tx: Tx, documentId: string) =>
  tx
    .selectFrom('officialDocument')
    .select((eb) => eb.ref('fileId').$notNull().as('fileId'))
    .where('id', '=', documentId)
    .where('fileId', 'is not', null)
    .executeTakeFirstOrThrow(() => new NotFound())

/** Documents on their way to their issue. */
export const underWay = (tx: Tx, actor: Actor) =>
  visible(tx, actor)
    .where('document.state', 'in', ['drafted', 'checked', 'signedOff'])
    .orderBy('document.draftedAt')
    .execute()

/** Issued ones that a division has not received. */
export const unread = (tx: Tx, actor: Actor, divisionId: string) =>
  visible(tx, actor)
    .innerJoin('documentReceipt as receipt', 'receipt.documentId', 'document.id')
    .select(urgesOf('document', 'receipt.documentId', 'receipt.divisionId').as('urges'))
    .where('receipt.divisionId', '=', divisionId)
    .where('receipt.readAt', 'is', null)
    .orderBy('document.datedOn')
    .execute()

/** Drafts that a division has been asked to co-sign and has not answered. */
export const toCosign = (tx: Tx, actor: Actor, divisionId: string) =>
  visible(tx, actor)
    .innerJoin('documentCosignature as asked', 'asked.documentId', 'document.id')
    .where('asked.divisionId', '=', divisionId)
    .where('asked.state', '=', 'asked')
    .where('document.state', '=', 'drafted')
    .orderBy('asked.askedAt')
    .execute()

type Place = { readonly subject?: DocumentSubject | undefined; readonly aboutId?: string | undefined }
type Page = Place & { readonly after?: string | undefined; readonly limit: number }
const placeInList = z.tuple([z.iso.datetime({ offset: true }), z.uuid()])

/** Newest first, page by page. */
export async function list(tx: Tx, actor: Actor, { subject, aboutId, after, limit }: Page) {
  const place = placeOf(after, placeInList)
  const rows = await visible(tx, actor)
    .$if(subject !== undefined, (query) => query.where('document.subject', '=', subject ?? 'plan'))
    .$if(aboutId !== undefined, (query) =>
      query.where(sql<boolean>`${aboutId}::uuid in (document.plan_id, document.call_id, document.review_id,
        document.rectification_id, document.bulletin_id)`),
    )
    .$if(place !== undefined, (query) =>
      query.where(sql<boolean>`(document.drafted_at, document.id) < (${place?.[0]}::timestamptz, ${place?.[1]}::uuid)`),
    )
    .orderBy('document.draftedAt', 'desc')
    .orderBy('document.id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = pageFrom(rows, limit, ({ draftedAt, id }) => cursorAt(draftedAt, id))
  return { rows: page.rows.map(refOf), next: page.next }
}

const refOf = ({ id, kind, subject, year, state, title, number, datedOn }: DocumentRow): DocumentRef => ({
  ...{ id, kind, subject, year, state, title, number, datedOn },
})

type About = { readonly subject: DocumentSubject; readonly aboutId: string }
export type Standing = { readonly id: string; readonly state: DocumentState; readonly number: string | null }

/** The document about this that is not withdrawn, the newest where there are several; null before it is drafted. */
export async function standingOf(tx: Tx, { subject, aboutId }: About): Promise<Standing | null> {
  const column = {
    plan: 'planId',
    planSending: 'planId',
    planCall: 'callId',
    review: 'reviewId',
    rectification: 'rectificationId',
    bulletin: 'bulletinId',
  } as const
  const row = await tx
    .selectFrom('officialDocument')
    .select(['id', 'number', sql<DocumentState>`state`.as('state')])
    .where('subject', '=', subject)
    .where(column[subject], '=', aboutId)
    .where('state', '<>', 'withdrawn')
    .orderBy('draftedAt', 'desc')
    .executeTakeFirst()
  return row ?? null
}
