import type { Change } from '#domain/kernel/history.ts'
import { inBoth } from '#domain/kernel/text.ts'
import { compareChapters, comparePlans } from '#domain/plan/compare.ts'
import {
  createPlan,
  decidePlan,
  issuePlan,
  listPlans,
  readDraftDigest,
  readPlan,
  readPlanHistory,
  returnPlan,
  savePlan,
  submitPlan,
} from '#domain/plan/plan.api.ts'
import { type PlanFacts, planStates, planTransitions, seesPlan } from '#domain/plan/plan.ts'
import {
  downloadComparison,
  type ListedVersion,
  listPlanVersions,
  readPlanVersion,
} from '#domain/plan/planVersion.api.ts'
import { layingRules, reviewModes } from '#domain/plan/review.ts'
import { generateDuties } from '#server/collection/collection.public.ts'
import { issueNotice } from '#server/document/officialDocument.public.ts'
import { Invalid, NotFound, Refused, Stale } from '#server/kernel/errors.ts'
import { historyOf } from '#server/kernel/history.ts'
import { type Acting, command, demand, type Reading, read, take } from '#server/kernel/routes.ts'
import { demandReauthentication } from '#server/session/session.public.ts'
import { comparisonFile } from './compare.document.ts'
import { annexOfPlan } from './documentSource.public.ts'
import { itemsOf } from './item.store.ts'
import { checkedFactsOf, planFactsOf } from './plan.facts.ts'
import * as store from './plan.store.ts'
import { freeze, readVersion, versionIdOf } from './planVersion.store.ts'
import { demandChanged } from './resubmission.ts'
import { latestOf, returnedNumber } from './review.store.ts'
import * as reviews from './reviewWrite.store.ts'
import { applyRevision } from './revision.apply.ts'
import { findAny } from './seenPlan.store.ts'

export const subject = (id: string) => ({ kind: 'officePlan', id })

export const stateChange = (old: PlanFacts['state'], now: PlanFacts['state']): Change => ({
  field: 'state',
  name: { zh: '状态', en: 'State' },
  old: inBoth(planStates[old]),
  new: inBoth(planStates[now]),
})

const changed = (field: string, zh: string, en: string, value: string, old: string | null = null): Change => ({
  field,
  name: { zh, en },
  old,
  new: value,
})

export const planRoutes = [
  read(listPlans, async (_input, { tx, actor }) => ({ rows: await store.list(tx, actor) })),

  read(readDraftDigest, async ({ params }, { tx, actor }) => {
    const plan = await store.findRow(tx, actor, params.id)
    return { digest: plan.state === 'drafting' ? await store.draftDigestOf(tx, plan) : null }
  }),

  read(readPlan, async ({ params }, { tx, actor }) => store.find(tx, actor, await store.idOf(tx, actor, params.of)), {
    snapshot: true,
  }),

  command(
    createPlan,
    async ({ body }, { tx, record }) => {
      await store.beginYear(tx, body.year)
      const plan = await store.insert(tx, body)
      if (!plan) throw new Refused({ code: 'plan_exists', message: planExists, basis: 'plan.create', role: false })
      await record('plan.create', subject(plan.id), { changes: [changed('title', '名称', 'Title', body.title)] })
      return plan.id
    },
    store.find,
  ),

  command(
    savePlan,
    async ({ params, body: { version, ...chapters } }, context) => {
      const { tx, actor, record } = context
      const plan = await store.lock(tx, actor, params.id, version)
      take(planTransitions.edit, await planFactsOf(context, plan), context, planStates)
      await store.save(tx, plan.id, chapters)
      await record('plan.draft', subject(plan.id), { changes: compareChapters(plan, chapters) })
      return plan.id
    },
    store.find,
  ),

  command(
    submitPlan,
    async ({ params, body }, context) => {
      const { tx, actor, clock, record } = context
      const plan = await store.lock(tx, actor, params.id, body.version)
      const state = take(planTransitions.submit, await checkedFactsOf(context, plan), context, planStates)
      if ((await store.draftDigestOf(tx, plan)) !== body.digest) throw new Stale()
      demand(layingRules, planTransitions.submit.basis, body, context)
      const maker = { personId: actor.id, at: clock.now }
      const items = await itemsOf(tx, plan.id)
      const returned = await returnedNumber(tx, plan.id)
      const reason = await demandChanged(context, plan, items, { returned, unchangedReason: body.unchangedReason })
      const number = await freeze(tx, plan, items, maker)
      await store.save(tx, plan.id, { state })
      const { mode, dueOn, agenda } = body
      const planVersionId = await versionIdOf(tx, plan.id, number)
      const given = { mode, dueOn, agenda, openedBy: actor.id, openedAt: clock.now }
      const asked = await reviews.open(context, { ...given, planId: plan.id, planVersionId })
      const changes = [
        stateChange(plan.state, state),
        changed('number', '版本', 'Version', String(number)),
        changed('mode', '审定方式', 'Way of the review', inBoth(reviewModes[mode])),
        ...(dueOn ? [changed('dueOn', '日期', 'Day', dueOn)] : []),
        changed('asked', '领导小组人数', 'Members asked', String(asked)),
      ]
      await record('plan.submitForDecision', subject(plan.id), { changes, ...reason })
      return plan.id
    },
    store.find,
  ),

  command(
    decidePlan,
    async ({ params, body }, context) => {
      const { tx, actor, record } = context
      const plan = await store.lock(tx, actor, params.id, body.version)
      const state = take(planTransitions.decide, await planFactsOf(context, plan), context, planStates)
      demandReauthentication(context)
      const latest = (await store.versions(tx, plan.id))[0]
      if (latest?.number !== body.number || latest.digest !== body.digest) throw new Stale()
      const { minutes } = body
      await store.save(tx, plan.id, { state })
      const review = (await latestOf(tx, plan.id)).id ?? ''
      await reviews.conclude(context, review, { state: 'decided', minutes })
      const changes = [
        stateChange(plan.state, state),
        changed('number', '审定的版本', 'Version decided', String(body.number)),
        changed('digest', '内容摘要', 'Digest', body.digest),
        ...(minutes ? [changed('minutes', '意见', 'Note', minutes)] : []),
      ]
      await record('plan.decide', subject(plan.id), { changes })
      return plan.id
    },
    store.find,
  ),

  command(
    returnPlan,
    async ({ params, body }, context) => {
      const { tx, actor, record } = context
      const plan = await store.lock(tx, actor, params.id, body.version)
      const state = take(planTransitions.return, await planFactsOf(context, plan), context, planStates)
      const { reason, items } = body
      const named = await returnedItems(context, plan.id, items)
      await store.save(tx, plan.id, { state })
      const review = (await latestOf(tx, plan.id)).id ?? ''
      await reviews.conclude(context, review, { state: 'returned', reason, items })
      await record('plan.return', subject(plan.id), { changes: [stateChange(plan.state, state), ...named], reason })
      return plan.id
    },
    store.find,
  ),

  command(
    issuePlan,
    async ({ params, body }, context) => {
      const { tx, actor } = context
      const plan = await store.lock(tx, actor, params.id, body.version)
      const state = take(planTransitions.issue, await planFactsOf(context, plan), context, planStates)
      demandDay(body.issuedOn, context)
      const { issuedOn, isProvisional } = body
      const annex = await annexOfPlan(context, plan.id)
      const said = plan.amendsId === null ? isProvisional : null
      const given = { planId: plan.id, number: body.documentNumber, datedOn: issuedOn, annex, isProvisional: said }
      const documentNumber = await issueNotice(context, given)
      const issued = { state, documentNumber, issuedOn }
      if (plan.amendsId !== null) {
        const planVersionId = await applyRevision(context, { ...plan, amendsId: plan.amendsId })
        await store.save(tx, plan.id, { ...issued, planVersionId })
        const isSettled = plan.isProvisional && !isProvisional
        if (isSettled) await settle(context, plan.amendsId)
        await recordIssue(context, plan, { documentNumber, issuedOn, isProvisional: plan.isProvisional && !isSettled })
        return plan.id
      }
      await store.save(tx, plan.id, { ...issued, isProvisional })
      await store.startYear(tx, plan.year)
      const duties = await generateDuties(context, plan.id)
      await recordIssue(context, plan, { documentNumber, issuedOn, isProvisional, duties })
      return plan.id
    },
    store.find,
  ),

  read(listPlanVersions, async ({ params }, { tx, actor }) => ({ rows: await visibleVersions(tx, actor, params.id) }), {
    snapshot: true,
  }),

  read(
    readPlanVersion,
    async ({ params }, { tx, actor }) => {
      const head = (await visibleVersions(tx, actor, params.id)).find(({ number }) => number === params.number)
      if (!head) throw new NotFound()
      return { head, content: await readVersion(tx, params.id, head.number) }
    },
    { snapshot: true },
  ),

  read(
    downloadComparison,
    async ({ params, query }, { tx, actor, pack }) => {
      const seen = new Set((await visibleVersions(tx, actor, params.id)).map(({ number }) => number))
      if (!seen.has(query.old) || !seen.has(query.new)) throw new NotFound()
      const [old, now] = [await readVersion(tx, params.id, query.old), await readVersion(tx, params.id, query.new)]
      const comparison = comparePlans(old, now, { language: 'zh', dimensions: pack.dimensions })
      return comparisonFile(comparison, { title: now.title, old: query.old, new: query.new }, query.format)
    },
    { snapshot: true },
  ),

  read(
    readPlanHistory,
    async ({ params }, { tx, actor }) => {
      const plan = await findAny(tx, actor, params.id)
      if (plan.kind === 'division') return { rows: await historyOf(tx, [{ kind: 'divisionPlan', id: plan.id }]) }
      if (!seesPlan(actor, 'drafting')) throw new NotFound()
      return { rows: await historyOf(tx, [subject(params.id)]) }
    },
    { snapshot: true },
  ),
]

/** Whoever does not see the office's drafts reads what was issued, and until then the version under review. */
async function visibleVersions(tx: Reading['tx'], actor: Reading['actor'], id: string): Promise<ListedVersion[]> {
  const { kind, state } = await findAny(tx, actor, id)
  const all = await store.listedVersions(tx, id)
  if (kind === 'division' || seesPlan(actor, 'drafting')) return all
  return state === 'issued' ? all.filter(({ heldFrom }) => heldFrom !== null) : all.slice(0, 1)
}

type Returned = { readonly itemId: string; readonly reason: string }

/** The items of a return stand in the version under review, each once. */
async function returnedItems({ tx }: Acting, planId: string, items: readonly Returned[]): Promise<Change[]> {
  if (items.length === 0) return []
  const [latest] = await store.versions(tx, planId)
  const frozen = (await readVersion(tx, planId, latest?.number ?? 0)).items
  return items.map(({ itemId, reason }, at) => {
    const item = frozen.find(({ id }) => id === itemId)
    if (!item || items.findIndex((other) => other.itemId === itemId) !== at)
      throw new Invalid([{ path: `body.items.${at}.itemId`, message: item ? twice : noSuchItem }])
    return { field: item.id, name: { zh: item.code, en: item.code }, old: null, new: reason }
  })
}

const noSuchItem = { zh: '提请审定的方案中没有这个事项。', en: 'The plan under review has no such item.' }
const twice = { zh: '同一事项只能列一次。', en: 'An item is listed once.' }

type Issued = { documentNumber: string; issuedOn: string; isProvisional: boolean; duties?: number }

async function recordIssue(
  { record }: Acting,
  plan: { readonly id: string; readonly state: PlanFacts['state'] },
  { documentNumber, issuedOn, isProvisional, duties }: Issued,
): Promise<void> {
  await record('plan.issue', subject(plan.id), {
    changes: [
      stateChange(plan.state, 'issued'),
      changed('documentNumber', '文号', 'Document number', documentNumber),
      changed('issuedOn', '印发日期', 'Issued on', issuedOn),
      ...(isProvisional ? [changed('isProvisional', '性质', 'Kind', inBoth(provisional))] : []),
      ...(duties === undefined ? [] : [changed('duties', '报送义务', 'Duties', String(duties))]),
    ],
  })
}

function demandDay(issuedOn: string, { today }: Acting): void {
  if (issuedOn <= today) return
  const message = { zh: '印发日期不能晚于今天。', en: 'The day of issue cannot lie after today.' }
  throw new Invalid([{ path: 'body.issuedOn', message }])
}

/** The plan in force is no longer provisional: a revision has brought it in line with the city's plan. */
async function settle({ tx, record }: Acting, planId: string): Promise<void> {
  await store.settle(tx, planId)
  const changes = [changed('isProvisional', '性质', 'Kind', inBoth(settled), inBoth(provisional))]
  await record('plan.settle', subject(planId), { basis: 'plan.issue', changes })
}

const provisional = { zh: '预安排', en: 'Provisional' }
const settled = { zh: '正式方案', en: 'Settled' }
const planExists = { zh: '该年度的方案已经有了。', en: 'There is a plan of this year already.' }
