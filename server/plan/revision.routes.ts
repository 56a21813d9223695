import type { Change } from '#domain/kernel/history.ts'
import { comparePlans } from '#domain/plan/compare.ts'
import { planStates, planTransitions } from '#domain/plan/plan.ts'
import { beginRevision, listRevisions, readRevised, withdrawRevision } from '#domain/plan/revision.api.ts'
import { beginRevisionRules } from '#domain/plan/revision.ts'
import { NotFound } from '#server/kernel/errors.ts'
import { command, demand, read, take } from '#server/kernel/routes.ts'
import { planFactsOf } from './plan.facts.ts'
import { stateChange, subject } from './plan.routes.ts'
import * as plans from './plan.store.ts'
import * as store from './revision.store.ts'

export const revisionRoutes = [
  read(listRevisions, async ({ params }, { tx, actor }) => ({ rows: await store.list(tx, actor, params.year) })),

  read(
    readRevised,
    async ({ params, query: { language } }, { tx, actor, pack }) => {
      const revision = await plans.findRow(tx, actor, params.id)
      const { amendsId, planNumber } = revision
      if (amendsId === null) throw new NotFound()
      const reader = { language, dimensions: pack.dimensions }
      if (planNumber === null) return store.revised(tx, { ...revision, amendsId }, reader)
      const [before, after] = await store.revisedAtIssue(tx, { amendsId, planNumber })
      return comparePlans(before, after, reader)
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
      const plan = await plans.lock(tx, actor, params.id, version)
      const state = take(planTransitions.withdraw, await planFactsOf(context, plan), context, planStates)
      await plans.save(tx, plan.id, { state })
      await record('plan.withdrawRevision', subject(plan.id), { changes: [stateChange(plan.state, state)], reason })
      return plan.id
    },
    plans.find,
  ),
]
