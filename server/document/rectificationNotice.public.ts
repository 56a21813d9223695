import { documentForms, templateOf } from '#domain/document/documentForm.ts'
import { paperOf } from '#domain/document/documentPaper.ts'
import type { RectificationSource } from '#domain/document/noticeOfRectification.ts'
import { changesOf } from '#domain/kernel/history.ts'
import { insertFile } from '#server/kernel/files.ts'
import { fileTypes } from '#server/kernel/office/fileType.ts'
import type { Acting, Download, Reading } from '#server/kernel/routes.ts'
import { subjectOf } from './documentChanges.ts'
import { writeDocument } from './documentFile.ts'
import { takeNumber } from './documentNumber.public.ts'
import * as store from './officialDocument.store.ts'
import * as write from './officialDocumentWrite.store.ts'

const { propose } = documentForms.rectification.notice
const about = { kind: 'notice', subject: 'rectification' } as const
const ofNoPlan = { planId: null, planVersionId: null, callId: null, reviewId: null }

type Order = {
  readonly id: string
  /** The number, or the next one where the register has it already. */
  readonly nextNumber: () => Promise<string>
  /** The register of numbers is read by others: an order to a person is not in it. */
  readonly isRegistered: boolean
  readonly source: RectificationSource
  readonly drafted: { readonly by: string; readonly at: string }
  readonly checked: { readonly by: string | null; readonly at: string | null }
}

/**
 * The notice of an order, made at its issue: drafted and checked as the order was, signed off by who acts, numbered, its
 * bytes stored. Nobody receives it but whoever the order is addressed to, who does so there.
 */
export async function issueRectificationNotice(
  context: Acting,
  order: Order,
): Promise<{ documentId: string; number: string }> {
  const { tx, actor, app, today, record } = context
  const { drafted, checked } = order
  const documentId = await write.insert(
    context,
    { ...about, ...ofNoPlan, rectificationId: order.id },
    propose(order.source),
  )
  if (documentId === undefined) throw new Error('an order has one notice')
  const by = { draftedBy: drafted.by, draftedAt: drafted.at, checkedBy: checked.by, checkedAt: checked.at }
  await write.save(tx, documentId, { ...by, state: 'checked' })
  await write.sign(context, documentId, store.canonicalOfRow(await store.findRow(tx, actor, documentId)))
  const row = await store.findRow(tx, actor, documentId)
  let number = await order.nextNumber()
  while (order.isRegistered && (await takeNumber(tx, number, { documentId })) !== null)
    number = await order.nextNumber()
  const dated = { number, datedOn: today }
  const { id: fileId } = await insertFile(tx, app.files, {
    ...{ name: `${row.title}.docx`, type: fileTypes.docx.mediaType, uploadedBy: actor.id },
    content: await writeDocument(row, dated, null),
    claimedBy: subjectOf(documentId),
  })
  await write.issue(tx, documentId, { ...dated, fileId, template: templateOf(row.subject, row.kind) })
  const changes = changesOf({ number: { name: { zh: '文号', en: 'Document number' } } }, {}, { number })
  await record('document.issue', subjectOf(documentId), { basis: 'rectification.issue', changes })
  return { documentId, number }
}

/** The stored bytes of an issued notice; the caller has made sure that the actor may see the order. */
export async function noticeFile({ tx, app }: Reading, documentId: string): Promise<Download> {
  const { fileId } = await store.fileIdOf(tx, documentId)
  const { name, type, digest } = await store.fileOf(tx, fileId)
  return { name, type, content: await app.files.open(digest) }
}

/** How the notice of a draft would look. */
export async function noticePreview(sender: string, source: RectificationSource): Promise<Download> {
  const { writePaper } = await import('#server/kernel/office/paper.ts')
  const words = propose(source)
  const paper = paperOf({
    ...{ kind: about.kind, words, sender, signerName: null, number: null, datedOn: null, attachments: [], annex: null },
  })
  if (paper.layout !== 'paper') throw new Error('a notice is no letter')
  return {
    name: `${words.title}（样稿）.docx`,
    type: fileTypes.docx.mediaType,
    content: await writePaper(paper.content),
  }
}
