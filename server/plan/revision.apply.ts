import { compareItems } from '#domain/plan/compare.ts'
import { contentOf } from '#domain/plan/itemContent.ts'
import { planTransitions } from '#domain/plan/plan.ts'
import type { Entry } from '#server/kernel/history.ts'
import type { Acting } from '#server/kernel/routes.ts'
import { settleAmended } from './amend.ts'
import * as items from './item.store.ts'
import * as plans from './plan.store.ts'
import { checkCodes, copiesOf, pairWith } from './revision.store.ts'

type Revision = {
  readonly id: string
  readonly amendsId: string
  readonly reason: string
  readonly procedureText: string
  readonly standardsText: string
  readonly reportingText: string
}

/**
 * An issued revision enters the plan in force: items that it changed are written, new ones added, those it left out
 * withdrawn; the plan's next version is frozen and its duties follow. Answers that version.
 */
export async function applyRevision(context: Acting, revision: Revision): Promise<string> {
  const { tx, actor, today, pack } = context
  const plan = await plans.lock(tx, actor, revision.amendsId)
  const originals = await items.itemsOf(tx, plan.id)
  const byId = new Map(originals.map((item) => [item.id, item]))
  const copies = await copiesOf(tx, revision.id)
  const changed = copies.flatMap((copy) => {
    const original = byId.get(copy.originId ?? '')
    return original && JSON.stringify(contentOf(original)) !== JSON.stringify(contentOf(copy))
      ? [{ original, content: contentOf(copy) }]
      : []
  })
  const added = copies.filter(({ originId }) => originId === null)
  const kept = new Set(copies.map(({ originId }) => originId))
  const removed = originals.filter(({ id }) => !kept.has(id)).map(({ id }) => id)
  await checkCodes(tx, 'deferred')
  await items.withdraw(tx, removed, today)
  for (const { original, content } of changed) await items.write(tx, original.id, content, today)
  const made = await items.insertMany(tx, plan, added.map(contentOf))
  await pairWith(
    tx,
    added.map(({ id }) => id),
    made,
  )
  await items.orderByCode(tx, plan.id)
  await checkCodes(tx, 'immediate')
  const { procedureText, standardsText, reportingText, reason } = revision
  const chapters = { procedureText, standardsText, reportingText }
  await plans.save(tx, plan.id, chapters)
  const itemIds = [...changed.map(({ original }) => original.id), ...made, ...removed]
  const now = new Map((await items.itemsOf(tx, plan.id)).map((item) => [item.id, item]))
  const { basis } = planTransitions.issue
  const reader = { language: 'zh', dimensions: pack.dimensions } as const
  await context.recordMany(
    itemIds.map((id): Entry => {
      const [before, after] = [byId.get(id), now.get(id)]
      const action = before ? (after ? 'item.amend' : 'item.withdraw') : 'item.create'
      return { action, subject: { kind: 'item', id }, basis, reason, changes: compareItems(before, after, reader) }
    }),
  )
  const { planVersionId } = await settleAmended(context, { ...plan, ...chapters }, { itemIds, reason, basis })
  return planVersionId
}
