import type { Change } from '#domain/kernel/history.ts'
import { inBoth, same } from '#domain/kernel/text.ts'
import {
  applyAmendment,
  approveAmendment,
  beginAmendment,
  listAmendments,
  readAmendment,
  readAmendmentFacts,
  readAmendmentHistory,
  returnAmendment,
  saveAmendment,
  submitAmendment,
  withdrawAmendment,
} from '#domain/plan/amendment.api.ts'
import {
  type AmendmentState,
  amendmentStates,
  amendmentTransition,
  basisOfRoute,
  beginRules,
} from '#domain/plan/amendment.ts'
import { amendmentFaults, taskDayFault } from '#domain/plan/amendmentFaults.ts'
import { askedOf, toldOf } from '#domain/plan/amendmentOpinion.ts'
import { isGroupInformed } from '#domain/plan/amendmentReading.ts'
import { compareItems } from '#domain/plan/compare.ts'
import type { ItemContent } from '#domain/plan/item.api.ts'
import { contentOf, itemOf } from '#domain/plan/itemContent.ts'
import { Invalid, NotFound, Stale } from '#server/kernel/errors.ts'
import { historyOf } from '#server/kernel/history.ts'
import { type Acting, command, demand, read, take } from '#server/kernel/routes.ts'
import { tell } from '#server/notice/notice.public.ts'
import { settleAmended } from './amend.ts'
import { amendmentFacts, canonicalOfAmendment, findAmendment } from './amendment.find.ts'
import * as store from './amendment.store.ts'
import * as beside from './amendmentBeside.store.ts'
import { inform } from './amendmentReading.store.ts'
import * as items from './item.store.ts'
import { demandPossible } from './itemReferences.store.ts'
import { lintFactsOf } from './lintFacts.store.ts'
import * as plans from './plan.store.ts'
import { followItem, followNew, isBeingRevised, lockOpen, openOf } from './revision.store.ts'

const subject = (id: string) => ({ kind: 'amendment', id })

const stateChange = (old: AmendmentState, now: AmendmentState): Change => ({
  ...{ field: 'state', name: { zh: '状态', en: 'State' } },
  ...{ old: inBoth(amendmentStates[old]), new: inBoth(amendmentStates[now]) },
})

const askedField = { field: 'asked', name: { zh: '征询处室', en: 'Divisions asked' } }
const toldField = { field: 'told', name: { zh: '告知处室', en: 'Divisions told' } }
const informedField = { field: 'informed', name: { zh: '告知领导小组成员', en: 'Informed of the group' } }
const counted = (field: Pick<Change, 'field' | 'name'>, count: number): Change[] =>
  count === 0 ? [] : [{ ...field, old: null, new: String(count) }]

type Words = {
  readonly content: ItemContent
  readonly reason: string
  readonly taskOn: string | null
  readonly taskSource: string
}

/** Throws Invalid where the content does not fit its route, or names what is not there. */
async function demandFitting(
  { tx, today, pack }: Acting,
  of: Pick<store.AmendmentOf, 'planId' | 'year' | 'route' | 'divisionId' | 'itemId'>,
  before: ItemContent | null,
  { content, taskOn, taskSource }: Words,
): Promise<void> {
  const faults = amendmentFaults(of, before, content, today).map(({ path, message }) => ({
    ...{ path: `body.content.${path}`, message },
  }))
  const dayFault = of.route === 'specialTask' ? taskDayFault(taskOn, today) : undefined
  if (dayFault) faults.push({ path: 'body.taskOn', message: dayFault })
  if (of.route === 'specialTask' && taskSource.length < 2) faults.push({ path: 'body.taskSource', message: taskFrom })
  if (faults.length > 0) throw new Invalid(faults)
  const plan = { id: of.planId, year: of.year, divisionId: null }
  const more = { dimensions: Object.keys(pack.dimensions), today }
  await demandPossible(tx, plan, content, of.itemId === null ? more : { ...more, itemId: of.itemId })
  const open = of.itemId === null ? await openOf(tx, of.planId) : undefined
  // a task enters the open revision too
  if (open) await demandPossible(tx, { ...open, divisionId: null }, content, more)
}

const taskFrom = { zh: '请填写任务来源（文件、会议或领导批示）。', en: 'Say where the task comes from.' }

export const amendmentRoutes = [
  read(listAmendments, async ({ params }, { tx, actor }) => ({ rows: await store.list(tx, actor, params.year) })),

  read(readAmendmentFacts, ({ params }, context) => lintFactsOf(context.tx, params.year, context), { snapshot: true }),

  read(readAmendment, ({ params }, context) => findAmendment(context.tx, context.actor, params.id, context), {
    snapshot: true,
  }),

  command(
    beginAmendment,
    async ({ params, body: { route, itemId, ...words } }, context) => {
      const { tx, actor, clock, pack, record } = context
      const plan = await plans.lock(tx, actor, params.id)
      const item = itemId === null ? undefined : (await items.find(tx, actor, itemId)).item
      if ((item === undefined) !== (route === 'specialTask') || (item && item.planId !== plan.id)) throw new NotFound()
      const divisionId = (item ? item.responsibleDivision?.id : words.content.responsibleDivisionId) ?? ''
      const isUnderWay = itemId !== null && (await store.isUnderWay(tx, itemId))
      const isRevised = item !== undefined && (await isBeingRevised(tx, item))
      const facts = {
        route,
        divisionId,
        planState: plan.state,
        isRevision: plan.amendsId !== null,
        isUnderWay,
        isRevised,
        isTakenOut: await items.isWithdrawn(tx, itemId),
      }
      demand(beginRules, basisOfRoute[route], facts, context)
      const of = { planId: plan.id, year: plan.year, route, divisionId, itemId }
      await demandFitting(context, of, item ? contentOf(item) : null, words)
      const made = { itemVersion: item?.version ?? null, draftedBy: actor.id, draftedAt: clock.now }
      const { year: _year, ...row } = of
      const id = await store.insert(tx, { ...row, ...words, ...made })
      const after = itemOf(words.content, { id, year: plan.year }, await store.namesOf(tx))
      const changes = compareItems(item, after, { language: 'zh', dimensions: pack.dimensions })
      await record('amendment.begin', subject(id), { basis: basisOfRoute[route], changes, reason: words.reason })
      return id
    },
    findAmendment,
  ),

  command(
    saveAmendment,
    async ({ params, body: { version, ...words } }, context) => {
      const { tx, actor, pack, record } = context
      const row = await store.lock(tx, actor, params.id, version)
      take(amendmentTransition('edit', row.route), await amendmentFacts(context, row), context, amendmentStates)
      const item = row.itemId === null ? undefined : (await items.find(tx, actor, row.itemId)).item
      await demandFitting(context, row, item ? contentOf(item) : null, words)
      await store.save(tx, row.id, { ...words, ...(item ? { itemVersion: item.version } : {}) })
      const names = await store.namesOf(tx)
      const shown = (content: ItemContent) => itemOf(content, { id: row.id, year: row.year }, names)
      const reader = { language: 'zh', dimensions: pack.dimensions } as const
      const changes = compareItems(shown(row.content), shown(words.content), reader)
      await record('amendment.save', subject(row.id), { basis: basisOfRoute[row.route], changes, reason: words.reason })
      return row.id
    },
    findAmendment,
  ),

  command(
    submitAmendment,
    async ({ params, body }, context) => {
      const { actor, clock } = context
      const row = await store.lock(context.tx, actor, params.id, body.version)
      const state = take(
        amendmentTransition('submit', row.route),
        await amendmentFacts(context, row, true),
        context,
        amendmentStates,
      )
      await store.save(context.tx, row.id, { state, submittedBy: actor.id, submittedAt: clock.now, returnReason: '' })
      const asked = askedOf(row, row.content)
      await beside.ask(context.tx, { amendmentId: row.id, divisionIds: asked }, clock.now)
      const changes = [stateChange(row.state, state), ...counted(askedField, asked.length)]
      const details = { basis: basisOfRoute[row.route], changes }
      await context.record('amendment.submit', subject(row.id), details)
      return row.id
    },
    findAmendment,
  ),

  command(
    approveAmendment,
    async ({ params, body }, context) => {
      const { tx, actor, clock, record } = context
      const row = await store.lock(tx, actor, params.id, body.version)
      const state = take(
        amendmentTransition('approve', row.route),
        await amendmentFacts(context, row),
        context,
        amendmentStates,
      )
      const { digest } = canonicalOfAmendment(row)
      if (digest !== body.digest) throw new Stale()
      await store.save(tx, row.id, { state, approvedBy: actor.id, approvedAt: clock.now, digest })
      const changes = [
        stateChange(row.state, state),
        { field: 'digest', name: { zh: '内容摘要', en: 'Digest' }, old: null, new: digest },
      ]
      await record('amendment.approve', subject(row.id), {
        basis: amendmentTransition('approve', row.route).basis,
        changes,
      })
      return row.id
    },
    findAmendment,
  ),

  command(returnAmendment, ({ params, body }, context) => sendBack(context, 'return', params.id, body), findAmendment),
  command(
    withdrawAmendment,
    ({ params, body }, context) => sendBack(context, 'withdraw', params.id, body),
    findAmendment,
  ),
  command(applyAmendment, ({ params, body }, context) => apply(context, params.id, body.version), findAmendment),

  read(
    readAmendmentHistory,
    async ({ params }, { tx, actor }) => {
      await store.findRow(tx, actor, params.id)
      return { rows: await historyOf(tx, [subject(params.id)]) }
    },
    { snapshot: true },
  ),
]

/** Back to the draft, or withdrawn for good; what was approved no longer counts. */
async function sendBack(
  context: Acting,
  action: 'return' | 'withdraw',
  id: string,
  { version, reason }: { readonly version: number; readonly reason: string },
): Promise<string> {
  const row = await store.lock(context.tx, context.actor, id, version)
  const state = take(
    amendmentTransition(action, row.route),
    await amendmentFacts(context, row),
    context,
    amendmentStates,
  )
  const unapproved = { approvedBy: null, approvedAt: null, digest: null }
  await store.save(context.tx, row.id, { state, returnReason: reason, ...unapproved })
  const details = {
    basis: amendmentTransition(action, row.route).basis,
    changes: [stateChange(row.state, state)],
    reason,
  }
  await context.record(`amendment.${action}`, subject(row.id), details)
  if (action === 'return')
    await tell(context.tx, context.clock, [
      {
        ...{ kind: 'amendmentReturned', subjectId: row.id, occasion: version, divisionIds: [row.divisionId] },
        ...{ facts: { title: same(row.content.title), reason: same(reason) }, causedBy: context.actor.id },
      },
    ])
  return row.id
}

/** Writes the change into the plan, freezes a version with it, and lets the duties follow. */
async function apply(context: Acting, id: string, version: number): Promise<string> {
  const { tx, actor, clock, today, pack, record } = context
  const row = await store.lock(tx, actor, id, version)
  await lockOpen(tx, row.planId)
  const plan = await plans.lock(tx, actor, row.planId)
  const transition = amendmentTransition('apply', row.route)
  const state = take(transition, await amendmentFacts(context, row, true), context, amendmentStates)
  const before = row.itemId === null ? undefined : await items.lock(tx, row.itemId, row.itemVersion ?? 0)
  await demandFitting(context, row, before ? contentOf(before) : null, row)
  const itemId = before ? before.id : await items.insert(tx, plan, row.content)
  if (before) {
    await followItem(tx, before, row.content, today)
    await items.save(tx, before, row.content, today)
  } else await followNew(tx, plan.id, itemId, row.content)
  const [{ reason }, { basis }] = [row, transition]
  const after = await items.items(tx).where('item.id', '=', itemId).executeTakeFirstOrThrow()
  const changes = compareItems(before, after, { language: 'zh', dimensions: pack.dimensions })
  await record(before ? 'item.amend' : 'item.create', { kind: 'item', id: itemId }, { basis, changes, reason })
  const settled = await settleAmended(context, plan, { itemIds: [itemId], reason, basis })
  const { planVersionId } = settled
  await store.save(tx, row.id, { state, itemId, planVersionId, appliedBy: actor.id, appliedAt: clock.now })
  const informed = isGroupInformed(row.route)
    ? await inform(tx, row.id, today, [row.draftedBy, row.submittedBy, row.approvedBy, actor.id])
    : 0
  const told = toldOf(row, row.content)
  await beside.tell(tx, { amendmentId: row.id, divisionIds: told })
  const counts = [...counted(informedField, informed), ...counted(toldField, told.length)]
  const said = [stateChange(row.state, state), ...settled.changes, ...counts]
  await record('amendment.apply', subject(row.id), { basis, changes: said })
  if (told.length === 0) await tellOfPersons(context, row)
  return row.id
}

/** A change of persons or words asks nobody to receive it: the divisions concerned are told. */
function tellOfPersons({ tx, clock, actor }: Acting, { id, divisionId, content }: store.AmendmentOf): Promise<void> {
  const shared = content.coDivisions.map((one) => one.divisionId)
  return tell(tx, clock, [
    {
      ...{ kind: 'planAmended', subjectId: id, facts: { title: same(content.title) }, causedBy: actor.id },
      divisionIds: [divisionId, content.coordinatingDivisionId, ...shared],
    },
  ])
}
