import { receiptRules, scanFault, scanRules, urgeRules } from '#domain/document/documentReceipt.ts'
import {
  acknowledgeDocument,
  attachScan,
  downloadDocument,
  downloadScan,
  urgeReceipt,
} from '#domain/document/officialDocument.api.ts'
import { changesOf } from '#domain/kernel/history.ts'
import { inBoth } from '#domain/kernel/text.ts'
import { partsOfBulletin } from '#server/bulletin/ofDocument.public.ts'
import { Invalid, NotFound } from '#server/kernel/errors.ts'
import { claimFile } from '#server/kernel/files.ts'
import { fileTypes } from '#server/kernel/office/fileType.ts'
import { type Acting, command, demand, type Reading, read } from '#server/kernel/routes.ts'
import { insertUrge, urgedOn } from '#server/kernel/urge.ts'
import { annexOf } from '#server/plan/documentSource.public.ts'
import { subjectOf } from './documentChanges.ts'
import { writeDocument } from './documentFile.ts'
import * as store from './officialDocument.store.ts'
import * as write from './officialDocumentWrite.store.ts'

const find = (tx: Reading['tx'], actor: Reading['actor'], id: string) => store.find(tx, actor, id)

/** What a scanner makes; what a file is was decided by its content when it was uploaded. */
const scanTypes: readonly string[] = [fileTypes.pdf, fileTypes.png, fileTypes.jpeg].map(({ mediaType }) => mediaType)
const noScan = { zh: '盖章扫描件须为PDF、JPG或PNG文件。', en: 'A scan is a PDF, JPG or PNG file.' }

/** The paper itself: its bytes, its sealed scan, and who has received it. */
export const documentPaperRoutes = [
  read(
    downloadDocument,
    async ({ params }, context) => {
      const { tx, actor, app } = context
      const row = await store.findRow(tx, actor, params.id)
      if (row.fileId !== null) return stored(tx, app, row.fileId)
      const parts = row.bulletinId === null ? null : await partsOfBulletin(tx, row.bulletinId)
      const content = await writeDocument(row, { number: null, datedOn: null }, await annexOf(context, row), parts)
      return { name: `${row.title}（未印发）.docx`, type: fileTypes.docx.mediaType, content }
    },
    { snapshot: true },
  ),

  command(
    attachScan,
    async ({ params, body }, context) => {
      const { tx, actor, record } = context
      const row = await store.lock(tx, actor, params.id, body.version)
      demand(scanRules, attachScan.basis ?? '', { isIssued: row.state === 'issued' }, context)
      const fault = scanFault(row.scanFileId !== null, body.reason)
      if (fault) throw new Invalid([{ path: 'body.reason', message: fault }])
      const { name, type } = await claimFile(tx, actor.id, body.fileId, subjectOf(row.id))
      if (!scanTypes.includes(type)) throw new Invalid([{ path: 'body.fileId', message: noScan }])
      await write.save(tx, row.id, { scanFileId: body.fileId, paperPlace: body.paperPlace })
      const before = { scan: row.scanName, paperPlace: row.paperPlace }
      const changes = changesOf(scanFields, before, { scan: name, paperPlace: body.paperPlace })
      await record('document.scan', subjectOf(row.id), {
        changes,
        ...(row.scanFileId !== null && body.reason ? { reason: body.reason } : {}),
      })
      return row.id
    },
    find,
  ),

  read(downloadScan, async ({ params }, { tx, actor, app }) => {
    const { scanFileId } = await store.findRow(tx, actor, params.id)
    if (scanFileId === null) throw new NotFound()
    return stored(tx, app, scanFileId)
  }),

  command(
    acknowledgeDocument,
    async ({ params }, context) => {
      const { row, name, isRead } = await receipt(context, params.id, context.actor.divisionId ?? '')
      demand(receiptRules, acknowledgeDocument.basis ?? '', { isIssued: row.state === 'issued', isRead }, context)
      await write.receive(context, row.id, context.actor.divisionId ?? '')
      const changes = [{ field: 'receipt', name: { zh: '签收', en: 'Received by' }, old: null, new: inBoth(name) }]
      await context.record('document.receive', subjectOf(row.id), { changes })
      return row.id
    },
    find,
  ),

  command(
    urgeReceipt,
    async ({ params, body }, context) => {
      const { tx, record } = context
      const { row, name, isRead, isPassedOn } = await receipt(context, params.id, body.divisionId)
      const urging = { kind: 'document' as const, id: row.id, divisionId: body.divisionId }
      const facts = { isIssued: row.state === 'issued', isRead, isPassedOn, urgedOn: await urgedOn(tx, urging) }
      demand(urgeRules, urgeReceipt.basis ?? '', facts, context)
      await insertUrge(context, urging)
      const changes = [{ field: 'urge', name: { zh: '催办', en: 'Urged' }, old: null, new: inBoth(name) }]
      await record('document.urge', subjectOf(row.id), { changes })
      return row.id
    },
    find,
  ),
]

const scanFields = {
  scan: { name: { zh: '盖章扫描件', en: 'Sealed scan' } },
  paperPlace: { name: { zh: '纸质件存放', en: 'Where the paper lies' } },
}

async function stored(tx: Reading['tx'], app: Reading['app'], fileId: string) {
  const { name, type, digest } = await store.fileOf(tx, fileId)
  return { name, type, content: await app.files.open(digest) }
}

/** The document and one division's receipt of it: 404 where it is not for that division. */
async function receipt({ tx, actor }: Acting, id: string, divisionId: string) {
  const row = await store.lock(tx, actor, id)
  const own = await write.lockReceipt(tx, row.id, divisionId)
  if (!own) throw new NotFound()
  return { row, name: { zh: own.nameZh, en: own.nameEn }, isRead: own.readAt !== null, isPassedOn: own.isPassedOn }
}
