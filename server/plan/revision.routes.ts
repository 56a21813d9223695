import type { Change } from '#domain/kernel/history.ts'
import { inBoth } from '#domain/kernel/text.ts'
import { comparePlans, type Reader } from '#domain/plan/compare.ts'
import { consultationStates } from '#domain/plan/consultation.ts'
import { planStates, planTransitions } from '#domain/plan/plan.ts'
import {
  beginRevision,
  listRevisions,
  readRevised,
  readWithdrawnRevision,
  withdrawRevision,
} from '#domain/plan/revision.api.ts'
import { beginRevisionRules } from '#domain/plan/revision.ts'
import { withdrawNotice } from '#server/document/officialDocument.public.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'
import { type Acting, command, demand, read, take } from '#server/kernel/routes.ts'
import { amendedSince } from './amendedSince.store.ts'
import * as consultations from './consultationWrite.store.ts'
import { planFactsOf } from './plan.facts.ts'
import { stateChange, subject } from './plan.routes.ts'
import * as plans from './plan.store.ts'
import * as reviews from './reviewWrite.store.ts'
import * as store from './revision.store.ts'
import { rewrittenIn } from './rewritten.store.ts'

export const revisionRoutes = [
  read(listRevisions, async ({ params }, { tx, actor }) => ({ rows: await store.list(tx, actor, params) })),

  read(readWithdrawnRevision, async ({ params }, { tx, actor }) => {
    const found = (await store.list(tx, actor, params)).find(({ state }) => state === 'withdrawn')
    if (!found) throw new NotFound()
    return found
  }),

  read(
    readRevised,
    async ({ params, query: { language } }, { tx, actor, pack }) => {
      const revision = await plans.findRow(tx, actor, params.id)
      const { amendsId, planNumber } = revision
      if (amendsId === null) throw new NotFound()
      const reader = { language, dimensions: pack.dimensions }
      const since = await amendedSince(tx, { ...revision, amendsId })
      const of = { ...revision, amendsId }
      const comparison =
        planNumber === null
          ? await store.revised(tx, of, reader)
          : await comparedAtIssue(tx, { amendsId, planNumber }, reader)
      return { ...comparison, rewritten: await rewrittenIn(tx, revision.id, comparison), since }
    },
    { snapshot: true },
  ),

  command(
    beginRevision,
    async ({ params, body: { reason } }, context) => {
      const { tx, actor, clock, record } = context
      const plan = await plans.lock(tx, actor, params.id)
      const isUnderWay = (await store.openOf(tx, plan.id)) !== undefined
      const facts = { planState: plan.state, isRevision: plan.amendsId !== null, isUnderWay }
      demand(beginRevisionRules, 'plan.beginRevision', facts, context)
      const id = await store.begin(tx, plan, { reason, begunAt: clock.now })
      const changes: Change[] = [{ field: 'title', name: { zh: '名称', en: 'Title' }, old: null, new: plan.title }]
      await record('plan.beginRevision', subject(id), { changes, reason })
      await record('plan.beginRevision', subject(plan.id), { reason })
      return id
    },
    plans.find,
  ),

  command(
    withdrawRevision,
    async ({ params, body: { version, reason } }, context) => {
      const { tx, actor, record } = context
      const asked = await consultations.lockOpenOf(tx, params.id)
      const plan = await plans.lock(tx, actor, params.id, version)
      const state = take(planTransitions.withdraw, await planFactsOf(context, plan), context, planStates)
      await plans.save(tx, plan.id, { state })
      if (asked) await withdrawConsultation(context, asked.id, reason)
      await reviews.withdraw(tx, plan.id, reason)
      await withdrawNotice(context, plan.id, reason)
      await record('plan.withdrawRevision', subject(plan.id), { changes: [stateChange(plan.state, state)], reason })
      return plan.id
    },
    plans.find,
  ),
]

async function comparedAtIssue(tx: Tx, revision: { amendsId: string; planNumber: number }, reader: Reader) {
  const [before, after] = await store.revisedAtIssue(tx, revision)
  return comparePlans(before, after, reader)
}

/** What the divisions were asked ends with the revision. */
async function withdrawConsultation(context: Acting, id: string, reason: string): Promise<void> {
  await consultations.withdraw(context.tx, id, context.today)
  const state = {
    ...{ field: 'state', name: { zh: '状态', en: 'State' } },
    ...{ old: inBoth(consultationStates.open), new: inBoth(consultationStates.withdrawn) },
  }
  const details = { basis: 'plan.withdrawRevision', changes: [state], reason }
  await context.record('consultation.withdraw', { kind: 'consultation', id }, details)
}
