import { workingDaysBetween } from '#domain/calendar/workingDays.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import { compareItems } from '#domain/plan/compare.ts'
import { divisionPlanStates, divisionPlanTransitions } from '#domain/plan/divisionPlan.ts'
import {
  createItem,
  type Item,
  type ItemPage,
  listItems,
  readItem,
  readItemHistory,
  removeItem,
  saveItem,
} from '#domain/plan/item.api.ts'
import { lintDivisionItem, lintItem } from '#domain/plan/linter.ts'
import { planStates, planTransitions, seesInFull } from '#domain/plan/plan.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'
import { historyOf } from '#server/kernel/history.ts'
import { type Acting, command, type Reading, read, take } from '#server/kernel/routes.ts'
import * as divisionPlans from './divisionPlan.store.ts'
import * as store from './item.store.ts'
import { latestDuties, list, nextDue } from './itemList.store.ts'
import { demandPossible } from './itemReferences.store.ts'
import { divisionLintFacts, lintFactsOf } from './lintFacts.store.ts'
import * as plans from './plan.store.ts'
import { isFinished } from './planItems.routes.ts'
import { itemVersions } from './planVersion.store.ts'
import { findAny, type SeenPlan } from './seenPlan.store.ts'

const subject = (id: string) => ({ kind: 'item', id })
/** What history says is said in Chinese, the language of the office's papers. */
const readerOf = ({ pack }: Reading) => ({ language: 'zh' as const, dimensions: pack.dimensions })

type Draft = { readonly id: string; readonly year: number; readonly divisionId: string | null; readonly basis: string }

/** The plan, of whichever kind, locked against being submitted meanwhile, and still a draft. */
export async function lockDraft(context: Acting, planId: string): Promise<Draft> {
  const { tx, actor, today } = context
  const { kind, id, year } = await findAny(tx, actor, planId)
  if (kind === 'division') {
    const plan = await divisionPlans.lock(tx, actor, id, today)
    take(divisionPlanTransitions.edit, divisionPlans.factsOf(plan), context, divisionPlanStates)
    return { id, year, divisionId: plan.divisionId, basis: divisionPlanTransitions.edit.basis }
  }
  const plan = await plans.lock(tx, actor, id)
  take(planTransitions.edit, { state: plan.state, ...whateverItHolds }, context, planStates)
  return { id, year, divisionId: null, basis: planTransitions.edit.basis }
}

/** A draft is written whatever is still to be put right or answered. */
export const whateverItHolds = {
  ...{ blockingFaults: 0, submittedBy: null, isConsulted: false, undisposed: 0 },
  ...{ isNoticeSigned: false, undecidedItems: 0, undecidedTasks: 0, entrustedTo: null, meetsOn: null },
  revised: null,
}

const findItem = async (tx: Tx, actor: Actor, id: string): Promise<Item> => (await store.find(tx, actor, id)).item

const partiesOf = (item: Item) => ({
  responsibleDivisionId: item.responsibleDivision?.id ?? null,
  coordinatingDivisionId: item.coordinatingDivision?.id ?? null,
  coDivisionIds: item.coDivisions.map(({ division }) => division.id),
})

/** Whoever sees a division's plan sees all of it. */
export const isFull = (actor: Actor, plan: SeenPlan, item: Item): boolean =>
  plan.kind === 'division' || seesInFull(actor, partiesOf(item))

export const itemRoutes = [
  read(listItems, async ({ query }, { tx, actor }) => list(tx, actor, query)),

  read(readItem, async ({ params }, context) => pageOf(context, params.id), { snapshot: true }),

  read(
    readItemHistory,
    async ({ params }, { tx, actor }) => {
      const { item, plan } = await store.find(tx, actor, params.id)
      if (!isFull(actor, plan, item)) throw new NotFound()
      return { rows: await historyOf(tx, [subject(item.id)]) }
    },
    { snapshot: true },
  ),

  command(
    createItem,
    async ({ params, body: { content } }, context) => {
      const { tx, today, pack, record } = context
      const plan = await lockDraft(context, params.id)
      await demandPossible(tx, plan, content, { dimensions: Object.keys(pack.dimensions), today })
      const id = await store.insert(tx, plan, content)
      const item = await store.items(tx).where('item.id', '=', id).executeTakeFirstOrThrow()
      await record('item.create', subject(id), {
        basis: plan.basis,
        changes: compareItems(undefined, item, readerOf(context)),
      })
      return id
    },
    findItem,
  ),

  command(
    saveItem,
    async ({ params, body: { version, content } }, context) => {
      const { tx, today, pack, record } = context
      const plan = await lockDraft(context, await store.planIdOf(tx, params.id))
      const before = await store.lock(tx, params.id, version)
      const dimensions = Object.keys(pack.dimensions)
      await demandPossible(tx, plan, content, { dimensions, today, itemId: before.id })
      await store.save(tx, before, content, today)
      const after = await store.items(tx).where('item.id', '=', before.id).executeTakeFirstOrThrow()
      await record('item.save', subject(before.id), {
        basis: plan.basis,
        changes: compareItems(before, after, readerOf(context)),
      })
      return before.id
    },
    findItem,
  ),

  command(
    removeItem,
    async ({ params, body }, context) => {
      const { tx, record } = context
      const { basis } = await lockDraft(context, await store.planIdOf(tx, params.id))
      const item = await store.lock(tx, params.id, body.version)
      await store.remove(tx, item.id)
      const changes = compareItems(item, undefined, readerOf(context))
      await record('item.remove', subject(item.id), { basis, changes })
      return item.id
    },
    async () => ({}),
  ),
]

/** Everything about one item; data, versions and the next due day only for whoever sees it in full. */
async function pageOf(context: Reading, id: string): Promise<ItemPage> {
  const { tx, actor, app, today } = context
  const { item, plan } = await store.find(tx, actor, id)
  const seesAll = isFull(actor, plan, item)
  const next = seesAll ? await nextDue(tx, actor, item) : null
  return {
    item,
    plan,
    withdrawnOn: await store.withdrawnOn(tx, id),
    findings: await findingsOf(context, plan, item),
    data: seesAll ? await latestDuties(tx, actor, id) : null,
    next: next && { ...next, workingDaysLeft: workingDaysBetween(today, next.dueOn, app.holidays) },
    versions: seesAll ? await itemVersions(tx, id) : null,
  }
}

/** What the linter says while the plan is on its way. */
export async function findingsOf(context: Reading, plan: SeenPlan, item: Item) {
  if (isFinished(plan)) return []
  return plan.kind === 'division'
    ? lintDivisionItem(item, await divisionLintFacts(context.tx, item.year, plan.division.id, context))
    : lintItem(item, await lintFactsOf(context.tx, item.year, context, { planId: plan.id, itemId: item.id }))
}
