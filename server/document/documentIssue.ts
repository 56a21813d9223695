import { templateOf } from '#domain/document/documentForm.ts'
import { documentKinds } from '#domain/document/documentKind.ts'
import { numberIsFree, numberOf } from '#domain/document/documentNumber.ts'
import { documentStates, documentTransitions, numberingRules } from '#domain/document/officialDocument.ts'
import type { PaperAnnex } from '#domain/kernel/paper.ts'
import { same } from '#domain/kernel/text.ts'
import { demandFigures, freezeBulletin, partsOfBulletin, recipientsOf } from '#server/bulletin/ofDocument.public.ts'
import { insertFile } from '#server/kernel/files.ts'
import { fileTypes } from '#server/kernel/office/fileType.ts'
import { type Acting, demand, take } from '#server/kernel/routes.ts'
import { tell } from '#server/notice/notice.public.ts'
import { writeDocument } from './documentFile.ts'
import { takeNumber } from './documentNumber.public.ts'
import * as store from './officialDocument.store.ts'
import * as write from './officialDocumentWrite.store.ts'

export type Issue = {
  /** As in the office's register; null where the office has its own sequence. */
  readonly number: string | null
  readonly datedOn: string
  /** What is bound in behind it. */
  readonly annex: PaperAnnex | null
}

/**
 * Numbers a signed document, stores its bytes, and lays it before every division where its kind is received. Answers the
 * number.
 */
export async function issueRow(context: Acting, row: store.DocumentRow, given: Issue): Promise<string> {
  const { tx, actor, app, settings, clock, record } = context
  const { datedOn, annex } = given
  take(documentTransitions.issue, store.factsOf(row), context, documentStates)
  const code = settings['document.ownSequence']
  const facts = { hasOwnSequence: code !== 'register', isGiven: given.number !== null }
  demand(numberingRules, 'document.issue', facts, context)
  const year = Number(datedOn.slice(0, 4))
  const number = given.number ?? numberOf(code, year, await write.nextNumber(tx, code, year))
  const usedBy = await takeNumber(tx, number, { documentId: row.id })
  demand([numberIsFree], 'document.issue', { usedBy }, context)
  const { bulletinId } = row
  if (bulletinId !== null) await demandFigures(context, bulletinId)
  const parts = bulletinId === null ? null : await partsOfBulletin(tx, bulletinId)
  const content = await writeDocument(row, { number, datedOn }, annex, parts)
  const { id: fileId } = await insertFile(tx, app.files, {
    ...{ name: `${row.title}.docx`, type: fileTypes.docx.mediaType, content, uploadedBy: actor.id },
    claimedBy: { kind: 'officialDocument', id: row.id },
  })
  await write.issue(tx, row.id, { number, datedOn, fileId, template: templateOf(row.subject, row.kind) })
  const only = bulletinId === null ? null : await recipientsOf(tx, bulletinId)
  if (documentKinds[row.kind].hasReceipts) await write.layBeforeDivisions(context, row.id, only)
  if (bulletinId !== null) await freezeBulletin(tx, bulletinId)
  const changes = [{ field: 'number', name: { zh: '文号', en: 'Document number' }, old: null, new: number }]
  await record('document.issue', { kind: 'officialDocument', id: row.id }, { changes })
  await tell(tx, clock, [
    {
      ...{ kind: 'documentIssued', subjectId: row.id, personIds: [row.draftedBy], causedBy: actor.id },
      facts: { title: same(row.title), number: same(number) },
    },
  ])
  return number
}
