import { changesOf } from '#domain/kernel/history.ts'
import {
  correctContact,
  downloadContactFile,
  keepPromise,
  recordContact,
  withdrawContact,
} from '#domain/opinion/contact.api.ts'
import {
  contactFields,
  dayFaults,
  keepPromiseRules,
  opinionWays,
  recordRules,
  withdrawContactRules,
} from '#domain/opinion/opinion.ts'
import { type Acting, command, demand, read } from '#server/kernel/routes.ts'
import { chainOf, claimAll, fileOf } from './chain.store.ts'
import { sound } from './opinion.routes.ts'
import * as store from './opinion.store.ts'
import * as write from './opinionWrite.store.ts'

const subjectOf = (id: string) => ({ kind: 'contact' as const, id })

type Said = Omit<Parameters<typeof write.insertContact>[1], 'itemId' | 'correctsId' | 'way'> & {
  readonly way: keyof typeof opinionWays
  readonly fileIds: readonly string[]
}
type Of = { readonly itemId: string; readonly correctsId?: string; readonly reason?: string }

/** Writes down a talk about an item: the first time, or in place of what was written down wrongly. */
async function writeDown(context: Acting, { fileIds, ...said }: Said, { itemId, correctsId, reason }: Of) {
  const { bodyName, year: _, ...chain } = await chainOf(context.tx, itemId, said)
  demand(recordRules, 'contact.record', chain, context)
  sound(dayFaults('contactOn', said.contactOn, context.today))
  const id = await write.insertContact(context, { ...said, itemId, ...(correctsId ? { correctsId } : {}) })
  const files = await claimAll(context, fileIds, subjectOf(id))
  const now = { ...said, body: bodyName, way: opinionWays[said.way].zh, files }
  await context.record('contact.record', subjectOf(id), {
    changes: changesOf(contactFields, {}, now),
    ...(reason ? { reason } : {}),
  })
  return id
}

async function takeBack(context: Acting, id: string, reason: string) {
  const row = await store.contactFacts(context.tx, context.actor, id)
  demand(withdrawContactRules, 'contact.record', row, context)
  await write.closeContact(context, id, 'withdrawn', reason)
  await context.record('contact.withdraw', subjectOf(id), { basis: 'contact.record', reason })
  return row
}

export const contactRoutes = [
  read(downloadContactFile, async ({ params }, { tx, actor, app }) => {
    await store.findContact(tx, actor, params.id)
    return fileOf(tx, app.files, subjectOf(params.id), params.fileId)
  }),

  command(
    recordContact,
    ({ params, body }, context) => writeDown(context, body, { itemId: params.id }),
    store.findContact,
  ),

  command(
    correctContact,
    async ({ params: { id }, body: { reason, ...said } }, context) => {
      const { itemId } = await takeBack(context, id, reason)
      return writeDown(context, said, { itemId, correctsId: id, reason })
    },
    store.findContact,
  ),

  command(
    withdrawContact,
    async ({ params: { id }, body: { reason } }, context) => {
      await takeBack(context, id, reason)
      return id
    },
    store.findContact,
  ),

  command(
    keepPromise,
    async ({ params: { id }, body: { outcome } }, context) => {
      const row = await store.contactFacts(context.tx, context.actor, id)
      demand(keepPromiseRules, keepPromise.basis, row, context)
      await write.closeContact(context, id, 'kept', outcome)
      const changes = changesOf(contactFields, {}, { outcome })
      await context.record('contact.keep', subjectOf(id), { basis: 'contact.record', changes })
      return id
    },
    store.findContact,
  ),
]
