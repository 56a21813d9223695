import {
  acknowledgeNotice,
  attachScan,
  checkNotice,
  downloadNotice,
  downloadScan,
  draftNotice,
  readDocumentHistory,
  readNotice,
  returnNotice,
  saveNotice,
  signNotice,
  takeBackNotice,
  urgeReceipt,
} from '#domain/document/officialDocument.api.ts'
import { noticePaper, proposedNotice } from '#domain/document/officialDocument.content.ts'
import {
  beginRules,
  documentStates,
  documentTransitions,
  receiptRules,
  scanRules,
  urgeRules,
} from '#domain/document/officialDocument.ts'
import { seesEverything } from '#domain/kernel/actor.ts'
import { type Change, changesOf } from '#domain/kernel/history.ts'
import { inBoth } from '#domain/kernel/text.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import { claimFile } from '#server/kernel/files.ts'
import { historyOf } from '#server/kernel/history.ts'
import { fileTypes } from '#server/kernel/office/fileType.ts'
import { type Acting, command, demand, type Reading, read, take } from '#server/kernel/routes.ts'
import { decidedPlan, frozenPlan } from '#server/plan/plan.public.ts'
import { demandReauthentication } from '#server/session/session.public.ts'
import * as store from './officialDocument.store.ts'
import * as write from './officialDocumentWrite.store.ts'

const subject = (id: string) => ({ kind: 'officialDocument', id })
const find = (tx: Reading['tx'], actor: Reading['actor'], id: string) => store.find(tx, actor, id)

const wordFields = {
  title: { name: { zh: '标题', en: 'Title' } },
  addressee: { name: { zh: '主送', en: 'Addressee' } },
  text: { name: { zh: '正文', en: 'Text' } },
}
const stateChange = (old: keyof typeof documentStates, now: keyof typeof documentStates): Change => ({
  ...{ field: 'state', name: { zh: '状态', en: 'State' } },
  ...{ old: inBoth(documentStates[old]), new: inBoth(documentStates[now]) },
})

/** The document, locked, after one of its transitions. */
async function taken(context: Acting, action: keyof typeof documentTransitions, id: string, version: number) {
  const row = await store.lock(context.tx, context.actor, id, version)
  const state = take(documentTransitions[action], store.factsOf(row), context, documentStates)
  return { row, state, changes: [stateChange(row.state, state)] }
}

/** Back to the draft with a reason. */
const sentBack = async (
  context: Acting,
  action: 'return' | 'takeBack',
  id: string,
  body: { version: number; reason: string },
) => {
  const { changes } = await taken(context, action, id, body.version)
  await write.unsign(context.tx, id, body.reason)
  await context.record(documentTransitions[action].basis, subject(id), { changes, reason: body.reason })
  return id
}

export const documentRoutes = [
  read(
    readNotice,
    async ({ params }, { tx, actor }) => store.find(tx, actor, await store.idOfYear(tx, actor, params.year)),
    { snapshot: true },
  ),

  command(
    draftNotice,
    async ({ params }, context) => {
      const { tx, actor, record } = context
      const plan = await decidedPlan(tx, actor, params.id)
      const isBegun = (await store.stateOf(tx, plan.id)) !== null
      demand(beginRules, draftNotice.basis ?? '', { planState: plan.state, isBegun }, context)
      const words = proposedNotice(plan.title, plan.officeName)
      const id = await write.insert(context, plan.id, words)
      if (id === undefined) throw new Stale()
      await record('document.draft', subject(id), { changes: changesOf(wordFields, {}, words) })
      return id
    },
    find,
  ),

  command(
    saveNotice,
    async ({ params, body: { version, ...words } }, context) => {
      const { tx, actor, clock, record } = context
      const { row } = await taken(context, 'edit', params.id, version)
      await write.save(tx, row.id, { ...words, draftedBy: actor.id, draftedAt: clock.now })
      await record('document.draft', subject(row.id), { changes: changesOf(wordFields, row, words) })
      return row.id
    },
    find,
  ),

  command(
    checkNotice,
    async ({ params, body }, context) => {
      const { tx, actor, clock, record } = context
      const { row, state, changes } = await taken(context, 'check', params.id, body.version)
      await write.save(tx, row.id, { state, checkedBy: actor.id, checkedAt: clock.now, returnReason: '' })
      await record('document.check', subject(row.id), { changes })
      return row.id
    },
    find,
  ),

  command(returnNotice, ({ params, body }, context) => sentBack(context, 'return', params.id, body), find),
  command(takeBackNotice, ({ params, body }, context) => sentBack(context, 'takeBack', params.id, body), find),

  command(
    signNotice,
    async ({ params, body }, context) => {
      const { row, changes } = await taken(context, 'sign', params.id, body.version)
      demandReauthentication(context)
      const content = store.canonicalOfRow(row)
      if (content.digest !== body.digest) throw new Stale()
      await write.sign(context, row.id, content)
      const digest = { field: 'digest', name: { zh: '内容摘要', en: 'Digest' }, old: null, new: content.digest }
      await context.record('document.sign', subject(row.id), { changes: [...changes, digest] })
      return row.id
    },
    find,
  ),

  read(
    downloadNotice,
    async ({ params }, { tx, actor, app }) => {
      const { fileId, planId, title, addressee, text, sender } = await store.findRow(tx, actor, params.id)
      if (fileId !== null) return stored(tx, app, fileId)
      const { writePaper } = await import('#server/kernel/office/paper.ts')
      const plan = await frozenPlan(tx, planId)
      const words = { title, addressee, text }
      const content = await writePaper(noticePaper({ words, sender, number: null, datedOn: null, plan }))
      return { name: `${title}（未印发）.docx`, type: fileTypes.docx.mediaType, content }
    },
    { snapshot: true },
  ),

  command(
    attachScan,
    async ({ params, body }, context) => {
      const { tx, actor, record } = context
      const row = await store.lock(tx, actor, params.id, body.version)
      demand(scanRules, attachScan.basis ?? '', { isIssued: row.state === 'issued' }, context)
      const { name } = await claimFile(tx, actor.id, body.fileId, subject(row.id))
      await write.save(tx, row.id, { scanFileId: body.fileId, paperPlace: body.paperPlace })
      const before = { scan: row.scanName, paperPlace: row.paperPlace }
      const changes = changesOf(scanFields, before, { scan: name, paperPlace: body.paperPlace })
      await record('document.scan', subject(row.id), { changes })
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
    acknowledgeNotice,
    async ({ params }, context) => {
      const { row, name, isRead } = await receipt(context, params.id, context.actor.divisionId ?? '')
      demand(receiptRules, acknowledgeNotice.basis ?? '', { isIssued: row.state === 'issued', isRead }, context)
      await write.receive(context, row.id, context.actor.divisionId ?? '')
      const changes = [{ field: 'receipt', name: { zh: '签收', en: 'Received by' }, old: null, new: inBoth(name) }]
      await context.record('document.receive', subject(row.id), { changes })
      return row.id
    },
    find,
  ),

  command(
    urgeReceipt,
    async ({ params, body }, context) => {
      const { tx, today, record } = context
      const { row, name, isRead } = await receipt(context, params.id, body.divisionId)
      const urgedToday = await write.wasUrgedOn(tx, row.id, body.divisionId, today)
      const facts = { isIssued: row.state === 'issued', isRead, urgedToday }
      demand(urgeRules, urgeReceipt.basis ?? '', facts, context)
      await write.urge(context, row.id, body.divisionId)
      const changes = [{ field: 'urge', name: { zh: '催办', en: 'Urged' }, old: null, new: inBoth(name) }]
      await record('document.urge', subject(row.id), { changes })
      return row.id
    },
    find,
  ),

  read(
    readDocumentHistory,
    async ({ params }, { tx, actor }) => {
      await store.findRow(tx, actor, params.id)
      if (!seesEverything(actor)) throw new NotFound()
      return { rows: await historyOf(tx, [subject(params.id)]) }
    },
    { snapshot: true },
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
  return { row, name: { zh: own.nameZh, en: own.nameEn }, isRead: own.readAt !== null }
}
