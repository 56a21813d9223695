import type { Actor } from '#domain/kernel/actor.ts'
import type { Amendment } from '#domain/plan/amendment.api.ts'
import type { AmendmentFacts } from '#domain/plan/amendment.ts'
import { compareItems } from '#domain/plan/compare.ts'
import type { Item } from '#domain/plan/item.api.ts'
import { itemOf } from '#domain/plan/itemContent.ts'
import type { Finding } from '#domain/plan/linter.api.ts'
import { blockingIn, lintAmended } from '#domain/plan/linter.ts'
import { canonicalOf } from '#server/kernel/canonical.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { Reading } from '#server/kernel/routes.ts'
import * as store from './amendment.store.ts'
import { opinionsOf, receiptsOf } from './amendmentBeside.store.ts'
import { readersOf } from './amendmentReading.store.ts'
import { isWithdrawn, items } from './item.store.ts'
import { lintFactsOf } from './lintFacts.store.ts'
import { isBeingRevised } from './revision.store.ts'

/** What is approved: the content with its reason, and for a special task where it comes from. */
export const canonicalOfAmendment = (row: store.AmendmentOf) => {
  const { planId, itemId, itemVersion, route, content, reason, taskOn, taskSource } = row
  return canonicalOf({ planId, itemId, itemVersion, route, content, reason, taskOn, taskSource })
}

/** The item as it is now; undefined for a special task that is not in the plan yet. */
export const itemBefore = (tx: Tx, { itemId, state, route }: store.AmendmentOf): Promise<Item | undefined> =>
  itemId === null || (route === 'specialTask' && state !== 'applied')
    ? Promise.resolve(undefined)
    : items(tx).where('item.id', '=', itemId).executeTakeFirst()

/** What the linter says of the item as it would be. */
export async function findingsOf(context: Reading, row: store.AmendmentOf): Promise<Finding[]> {
  const item = itemOf(row.content, { id: row.itemId ?? row.id, year: row.year })
  return lintAmended(item, await lintFactsOf(context.tx, row.year, context))
}

const isRevisedNow = async (tx: Tx, row: store.AmendmentOf): Promise<boolean> => {
  const item = await itemBefore(tx, row)
  return item !== undefined && isBeingRevised(tx, item)
}

/** The item is no longer the one on which the amendment was written. */
const isOutdatedNow = async (tx: Tx, row: store.AmendmentOf): Promise<boolean> => {
  const item = await itemBefore(tx, row)
  return item !== undefined && item.version !== row.itemVersion
}

/** The amendment as its transitions ask about it; the linter is asked only where its answer counts. */
export async function amendmentFacts(
  context: Reading,
  row: store.AmendmentOf,
  isLinted = false,
): Promise<AmendmentFacts> {
  const hasDeputyInCharge = await store.hasDeputyInCharge(context.tx, row, context.today)
  const blockingFaults = isLinted ? blockingIn(await findingsOf(context, row)) : 0
  const isRevised = await isRevisedNow(context.tx, row)
  const isTakenOut = await isWithdrawn(context.tx, row.itemId)
  const isOutdated = await isOutdatedNow(context.tx, row)
  return store.factsOf(row, { hasDeputyInCharge, blockingFaults, isRevised, isTakenOut, isOutdated })
}

export async function findAmendment(tx: Tx, actor: Actor, id: string, context: Reading): Promise<Amendment> {
  const row = await store.findRow(tx, actor, id)
  const names = await store.namesOf(tx)
  const before = await itemBefore(tx, row)
  const after = itemOf(row.content, { id, year: row.year }, names)
  const isOpen = row.state === 'drafted' || row.state === 'proposed' || row.state === 'approved'
  const findings = isOpen ? await findingsOf(context, row) : []
  const reader = { language: 'zh', dimensions: context.pack.dimensions } as const
  const person = (of: string | null, name: string | null) => (of && name ? { id: of, name } : null)
  return {
    ...store.rowOf(row),
    ...{ content: row.content, taskOn: row.taskOn, taskSource: row.taskSource, returnReason: row.returnReason },
    ...{ submittedBy: row.submittedBy, submitterName: row.submitterName, submittedAt: row.submittedAt },
    changes: row.state === 'applied' ? await store.changesApplied(tx, row) : compareItems(before, after, reader),
    draftedBy: { id: row.draftedBy, name: row.drafterName },
    approvedBy: person(row.approvedBy, row.approverName),
    approvedAt: row.approvedAt,
    appliedBy: person(row.appliedBy, row.applierName),
    divisionId: row.divisionId,
    hasDeputyInCharge: await store.hasDeputyInCharge(tx, row, context.today),
    blockingFaults: blockingIn(findings),
    isRevised: isOpen && (await isRevisedNow(tx, row)),
    isTakenOut: isOpen && (await isWithdrawn(tx, row.itemId)),
    isOutdated: isOpen && (await isOutdatedNow(tx, row)),
    findings,
    digest: canonicalOfAmendment(row).digest,
    readers: await readersOf(tx, id),
    opinions: await opinionsOf(tx, id),
    receipts: await receiptsOf(tx, id),
  }
}
