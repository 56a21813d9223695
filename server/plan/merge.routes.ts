import type { Change } from '#domain/kernel/history.ts'
import { contentOf } from '#domain/plan/itemContent.ts'
import { declineItem, readLineage, readMerge, takeItems } from '#domain/plan/merge.api.ts'
import { freeCode, sourceRules } from '#domain/plan/merge.ts'
import { planStates, planTransitions } from '#domain/plan/plan.ts'
import { Invalid, NotFound, Stale } from '#server/kernel/errors.ts'
import type { Entry } from '#server/kernel/history.ts'
import { type Acting, command, demand, type Reading, read, take } from '#server/kernel/routes.ts'
import { isFull, whateverItHolds } from './item.routes.ts'
import { find as findItem, itemsOf } from './item.store.ts'
import { withoutAbsentOf } from './itemReferences.store.ts'
import * as store from './merge.store.ts'
import * as plans from './plan.store.ts'

/** The merge as it stands after an act. */
export const find = async (tx: Reading['tx'], actor: Reading['actor'], id: string) => {
  const { year, state } = await plans.findRow(tx, actor, id)
  return store.mergeOf(tx, { id, year, state }, await itemsOf(tx, id))
}

/** The office's plan, locked, while it is drafted. */
export async function lockDraft(context: Acting, id: string) {
  const plan = await plans.lock(context.tx, context.actor, id)
  take(planTransitions.edit, { ...whateverItHolds, state: plan.state }, context, planStates)
  return plan
}

export const mergeRoutes = [
  read(readMerge, async ({ params }, { tx, actor }) => find(tx, actor, await plans.idOf(tx, actor, params.year)), {
    snapshot: true,
  }),

  read(
    readLineage,
    async ({ params }, { tx, actor, pack }) => {
      const { item, plan } = await findItem(tx, actor, params.id)
      if (!isFull(actor, plan, item)) throw new NotFound()
      return store.lineageOf(tx, item, { language: 'zh', dimensions: pack.dimensions })
    },
    { snapshot: true },
  ),

  command(
    takeItems,
    async ({ params, body }, context) => {
      const { tx, today, recordMany, record } = context
      const plan = await lockDraft(context, params.id)
      const byId = new Map((await store.sources(tx, plan.year)).map((source) => [source.itemId, source]))
      const used = new Set((await itemsOf(tx, plan.id)).map(({ code }) => code))
      const read = new Map(body.declined.map(({ itemId, reason }) => [itemId, reason]))
      const chosen = [...new Set(body.itemIds)].map((itemId, at) => {
        const source = byId.get(itemId)
        if (!source) throw new Invalid([{ path: `body.itemIds.${at}`, message: notAccepted }])
        demand(sourceRules, takeItems.basis ?? '', { state: store.stateOf(source) }, context)
        if (source.reason !== (read.get(itemId) ?? null)) throw new Stale()
        return source
      })
      const contents = await withoutAbsentOf(
        tx,
        plan,
        chosen.map(({ content }) => contentOf(content)),
        today,
      )
      const taken = contents.map((content, at) => {
        const versionId = chosen[at]?.versionId ?? ''
        const code = freeCode(content.code, used)
        used.add(code)
        return { versionId, content: { ...content, code } }
      })
      const ids = await store.take(context, plan, taken)
      await store.dropDeclined(
        tx,
        chosen.map(({ itemId }) => itemId),
      )
      const basis = takeItems.basis ?? ''
      await recordMany(
        ids.map(
          (id, at): Entry => ({
            ...{ action: 'item.take', subject: { kind: 'item', id }, basis },
            changes: [from(chosen[at])],
          }),
        ),
      )
      await record('plan.merge', { kind: 'officePlan', id: plan.id }, { basis, changes: [counted(ids.length)] })
      return plan.id
    },
    find,
  ),

  command(
    declineItem,
    async ({ params, body: { itemId, reason, was } }, context) => {
      const plan = await lockDraft(context, params.id)
      const source = (await store.sources(context.tx, plan.year)).find((one) => one.itemId === itemId)
      if (!source) throw new NotFound()
      demand(sourceRules, declineItem.basis ?? '', { state: store.stateOf(source) }, context)
      if (source.reason !== was) throw new Stale()
      await store.decline(context, plan.id, itemId, reason)
      const details = { basis: declineItem.basis ?? '', reason }
      await context.record('item.decline', { kind: 'item', id: itemId }, { ...details, changes: [from(source)] })
      return plan.id
    },
    find,
  ),
]

const from = (source: store.Source | undefined): Change => ({
  ...{ field: 'source', name: { zh: '来源', en: 'From' }, old: null },
  new: source ? `${source.division.name.zh} ${source.content.code} ${source.content.title}` : '',
})
const counted = (n: number): Change => ({
  ...{ field: 'items', name: { zh: '纳入事项', en: 'Items taken over' }, old: null },
  new: String(n),
})
const notAccepted = { zh: '没有这个已接收的处方案事项。', en: 'No accepted plan of a division has this item.' }
