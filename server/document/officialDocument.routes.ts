import { writtenInBlocks } from '#domain/bulletin/bulletin.ts'
import { documentKinds } from '#domain/document/documentKind.ts'
import {
  checkDocument,
  issueDocument,
  listDocuments,
  readDocument,
  readDocumentHistory,
  readNotice,
  returnDocument,
  saveDocument,
  signDocument,
  takeBackDocument,
  withdrawDocument,
} from '#domain/document/officialDocument.api.ts'
import { documentTransitions, issueRules } from '#domain/document/officialDocument.ts'
import { seesEverything } from '#domain/kernel/actor.ts'
import { changesOf } from '#domain/kernel/history.ts'
import { demandFigures } from '#server/bulletin/ofDocument.public.ts'
import { Invalid, NotFound, Stale } from '#server/kernel/errors.ts'
import { historyOf } from '#server/kernel/history.ts'
import { type Acting, command, demand, type Reading, read } from '#server/kernel/routes.ts'
import { annexOf, latestVersionOf } from '#server/plan/documentSource.public.ts'
import { demandReauthentication } from '#server/session/session.public.ts'
import { subjectOf, taken, wordFields } from './documentChanges.ts'
import { issueRow } from './documentIssue.ts'
import * as store from './officialDocument.store.ts'
import * as write from './officialDocumentWrite.store.ts'

const find = (tx: Reading['tx'], actor: Reading['actor'], id: string) => store.find(tx, actor, id)

/** Back to the draft with a reason. */
const sentBack = async (
  context: Acting,
  action: 'return' | 'takeBack',
  id: string,
  body: { version: number; reason: string },
) => {
  const { changes } = await taken(context, action, id, body.version)
  await write.unsign(context.tx, id, body.reason)
  await context.record(documentTransitions[action].basis, subjectOf(id), { changes, reason: body.reason })
  return id
}

export const documentRoutes = [
  read(readNotice, async ({ params }, { tx, actor }) => store.find(tx, actor, await store.idOf(tx, actor, params.of)), {
    snapshot: true,
  }),
  read(readDocument, ({ params }, { tx, actor }) => store.find(tx, actor, params.id), { snapshot: true }),
  read(listDocuments, ({ query }, { tx, actor }) => store.list(tx, actor, query)),

  command(
    saveDocument,
    async ({ params, body: { version, ...words } }, context) => {
      const { tx, actor, clock, record } = context
      const { row } = await taken(context, 'edit', params.id, version)
      demand([writtenInBlocks], 'bulletin.draft', { isBulletin: row.bulletinId !== null }, context)
      if (documentKinds[row.kind].hasAddressee && words.addressee.length < 2)
        throw new Invalid([{ path: 'body.addressee', message: addresseeMissing }])
      // what goes to the city is the plan as it stands
      const current = row.planId !== null && !row.isPlanCurrent ? await latestVersionOf(tx, row.planId) : null
      const planVersion = current ? { planVersionId: current.id } : {}
      await write.save(tx, row.id, { ...words, ...planVersion, draftedBy: actor.id, draftedAt: clock.now })
      const changes = changesOf(wordFields, row, words)
      const renewed = current && {
        ...{ field: 'planVersion', name: { zh: '所附方案版本', en: 'Version of the plan' } },
        ...{ old: String(row.planNumber), new: String(current.number) },
      }
      await record('document.draft', subjectOf(row.id), { changes: renewed ? [...changes, renewed] : changes })
      return row.id
    },
    find,
  ),

  command(
    checkDocument,
    async ({ params, body }, context) => {
      const { tx, actor, clock, record } = context
      const { row, state, changes } = await taken(context, 'check', params.id, body.version)
      if (row.bulletinId !== null) await demandFigures(context, row.bulletinId)
      await write.save(tx, row.id, { state, checkedBy: actor.id, checkedAt: clock.now, returnReason: '' })
      await record('document.check', subjectOf(row.id), { changes })
      return row.id
    },
    find,
  ),

  command(returnDocument, ({ params, body }, context) => sentBack(context, 'return', params.id, body), find),
  command(takeBackDocument, ({ params, body }, context) => sentBack(context, 'takeBack', params.id, body), find),

  command(
    withdrawDocument,
    async ({ params, body: { version, reason } }, context) => {
      const { row, state, changes } = await taken(context, 'withdraw', params.id, version)
      await write.save(context.tx, row.id, { state, returnReason: reason })
      await context.record('document.withdraw', subjectOf(row.id), { changes, reason })
      return row.id
    },
    find,
  ),

  command(
    signDocument,
    async ({ params, body }, context) => {
      const { row, changes } = await taken(context, 'sign', params.id, body.version)
      if (row.bulletinId !== null) await demandFigures(context, row.bulletinId)
      demandReauthentication(context)
      const content = store.canonicalOfRow(row)
      if (content.digest !== body.digest) throw new Stale()
      await write.sign(context, row.id, content)
      const digest = { field: 'digest', name: { zh: '内容摘要', en: 'Digest' }, old: null, new: content.digest }
      await context.record('document.sign', subjectOf(row.id), { changes: [...changes, digest] })
      return row.id
    },
    find,
  ),

  command(
    issueDocument,
    async ({ params, body: { version, documentNumber: number, datedOn } }, context) => {
      const row = await store.lock(context.tx, context.actor, params.id, version)
      demand(issueRules, issueDocument.basis ?? '', row, context)
      if (datedOn > context.today) throw new Invalid([{ path: 'body.datedOn', message: notAfterToday }])
      await issueRow(context, row, { number, datedOn, annex: await annexOf(context, row) })
      return row.id
    },
    find,
  ),

  read(
    readDocumentHistory,
    async ({ params }, { tx, actor }) => {
      await store.findRow(tx, actor, params.id)
      if (!seesEverything(actor)) throw new NotFound()
      return { rows: await historyOf(tx, [subjectOf(params.id)]) }
    },
    { snapshot: true },
  ),
]

const addresseeMissing = { zh: '请写明主送机关。', en: 'Say to whom it goes.' }
const notAfterToday = { zh: '印发日期不能晚于今天。', en: 'The day of issue cannot lie after today.' }
