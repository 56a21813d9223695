import type { Change } from '#domain/kernel/history.ts'
import { inBoth, same } from '#domain/kernel/text.ts'
import { compareChapters } from '#domain/plan/compare.ts'
import {
  acceptDivisionPlan,
  attachPlanFile,
  detachPlanFile,
  downloadPlanFile,
  listDivisionPlans,
  readDivisionPlan,
  returnDivisionPlan,
  saveWorkPlan,
  submitDivisionPlan,
} from '#domain/plan/divisionPlan.api.ts'
import {
  type DivisionPlanState,
  divisionPlanStates,
  divisionPlanTransitions,
  fewFiles,
} from '#domain/plan/divisionPlan.ts'
import { blockingIn } from '#domain/plan/linter.ts'
import { Stale } from '#server/kernel/errors.ts'
import { claimFile } from '#server/kernel/files.ts'
import { type Acting, command, demand, type Reading, read, take } from '#server/kernel/routes.ts'
import { type Told, tell } from '#server/notice/notice.public.ts'
import * as store from './divisionPlan.store.ts'
import { list } from './divisionPlanList.store.ts'
import * as write from './divisionPlanWrite.store.ts'
import { itemsOf } from './item.store.ts'
import { versions } from './plan.store.ts'
import { draftedItems } from './planItems.store.ts'
import { freeze } from './planVersion.store.ts'
import { demandChanged } from './resubmission.ts'

export const subject = (id: string) => ({ kind: 'divisionPlan', id })
export const find = (tx: Reading['tx'], actor: Reading['actor'], id: string, context: Reading) =>
  store.find(tx, actor, id, context)

const stateChange = (old: DivisionPlanState, now: DivisionPlanState): Change => ({
  field: 'state',
  name: { zh: '状态', en: 'State' },
  old: inBoth(divisionPlanStates[old]),
  new: inBoth(divisionPlanStates[now]),
})
const said = (field: string, zh: string, en: string, value: string | number): Change => ({
  field,
  name: { zh, en },
  old: null,
  new: String(value),
})

/** The plan, locked, and the actor may write into it. */
async function lockDraft(context: Acting, id: string, version: number) {
  const plan = await store.lock(context.tx, context.actor, id, context.today, version)
  take(divisionPlanTransitions.edit, store.factsOf(plan), context, divisionPlanStates)
  return plan
}

export const divisionPlanRoutes = [
  read(listDivisionPlans, async ({ query }, context) => list(context.tx, context.actor, query, context)),

  read(readDivisionPlan, async ({ params }, context) => store.find(context.tx, context.actor, params.id, context), {
    snapshot: true,
  }),

  command(
    saveWorkPlan,
    async ({ params, body: { version, ...content } }, context) => {
      const plan = await lockDraft(context, params.id, version)
      await write.save(context.tx, plan.id, content)
      const { files: _files, ...before } = plan
      const changes = compareChapters(before, { ...before, ...content })
      await context.record('divisionPlan.save', subject(plan.id), { changes })
      return plan.id
    },
    find,
  ),

  command(
    attachPlanFile,
    async ({ params, body }, context) => {
      const { tx, actor, record } = context
      const plan = await lockDraft(context, params.id, body.version)
      demand(fewFiles, 'plan.divisionDraft', { fileCount: plan.files.length }, context)
      const { name } = await claimFile(tx, actor.id, body.fileId, subject(plan.id))
      await write.attach(tx, plan.id, body.fileId)
      await write.save(tx, plan.id, {})
      await record('divisionPlan.attach', subject(plan.id), { changes: [said('file', '附件', 'Attachment', name)] })
      return plan.id
    },
    find,
  ),

  command(
    detachPlanFile,
    async ({ params, body }, context) => {
      const { tx, record } = context
      const plan = await lockDraft(context, params.id, body.version)
      const name = await write.detach(tx, plan.id, params.fileId)
      await write.save(tx, plan.id, {})
      const change = { ...said('file', '附件', 'Attachment', name), old: name, new: null }
      await record('divisionPlan.detach', subject(plan.id), { changes: [change] })
      return plan.id
    },
    find,
  ),

  read(downloadPlanFile, async ({ params }, { tx, actor, today, app }) => {
    const plan = await store.findRow(tx, actor, params.id, today)
    const { name, type, digest } = await write.fileOf(tx, plan.id, params.fileId)
    return { name, type, content: await app.files.open(digest) }
  }),

  command(
    submitDivisionPlan,
    async ({ params, body }, context) => {
      const { tx, actor, today, app, clock, record } = context
      const plan = await store.lock(tx, actor, params.id, today, body.version)
      const items = await itemsOf(tx, plan.id)
      const faults = plan.state === 'drafting' ? blockingIn(await store.faultsOf(tx, plan, items, context)) : 0
      const state = take(divisionPlanTransitions.submit, store.factsOf(plan, faults), context, divisionPlanStates)
      if (store.draftDigestOf(plan, (await draftedItems(tx, plan.id)).digest) !== body.digest) throw new Stale()
      const content = { ...plan, files: await write.frozenFiles(tx, plan.id) }
      const returned = plan.returnReason === null ? null : ((await versions(tx, plan.id))[0]?.number ?? null)
      const reason = await demandChanged(context, content, items, { returned, unchangedReason: body.unchangedReason })
      const number = await freeze(tx, content, items, { personId: actor.id, at: clock.now })
      await write.noteSubmission(tx, { planId: plan.id, number, submittedOn: today, dueOn: plan.dueOn })
      await write.save(tx, plan.id, { state, returnReason: null })
      const late = store.lateOf({ submittedOn: today, dueOn: plan.dueOn }, app.holidays)
      const changes = [
        stateChange(plan.state, state),
        said('number', '版本', 'Version', number),
        ...(late ? [said('late', '逾期工作日', 'Working days late', late.workingDays ?? '')] : []),
      ]
      await record('divisionPlan.submit', subject(plan.id), { changes, ...reason })
      return plan.id
    },
    find,
  ),

  command(
    acceptDivisionPlan,
    async ({ params, body }, context) => {
      const { tx, actor, clock, record } = context
      const { plan, state } = await judge(context, 'accept', params.id, body)
      await write.save(tx, plan.id, { state, decidedBy: actor.id, decidedAt: clock.now })
      const changes = [stateChange(plan.state, state), said('number', '接收的版本', 'Version accepted', body.number)]
      await record('divisionPlan.accept', subject(plan.id), { changes })
      await tellDivision(context, plan, { kind: 'divisionPlanAccepted', facts: { title: same(plan.title) } })
      return plan.id
    },
    find,
  ),

  command(
    returnDivisionPlan,
    async ({ params, body }, context) => {
      const { plan, state } = await judge(context, 'return', params.id, body)
      await write.save(context.tx, plan.id, { state, returnReason: body.reason })
      const { reason } = body
      await context.record('divisionPlan.return', subject(plan.id), {
        changes: [stateChange(plan.state, state)],
        reason,
      })
      await tellDivision(context, plan, {
        kind: 'divisionPlanReturned',
        facts: { title: same(plan.title), reason: same(reason) },
      })
      return plan.id
    },
    find,
  ),
]

type Judged = Extract<Told, { kind: 'divisionPlanReturned' | 'divisionPlanAccepted' }>
type Judgement = Judged extends infer K ? (K extends Judged ? Pick<K, 'kind' | 'facts'> : never) : never

const tellDivision = ({ tx, clock, actor }: Acting, plan: store.DivisionPlanOf, told: Judgement) =>
  tell(tx, clock, [
    {
      ...told,
      ...{ subjectId: plan.id, occasion: plan.version, divisionIds: [plan.divisionId], causedBy: actor.id },
    } as Told,
  ])

type Read = { readonly version: number; readonly number: number; readonly digest: string }

/** The plan, locked, in the very version that was read. */
async function judge(context: Acting, action: 'accept' | 'return', id: string, { version, number, digest }: Read) {
  const plan = await store.lock(context.tx, context.actor, id, context.today, version)
  const state = take(divisionPlanTransitions[action], store.factsOf(plan), context, divisionPlanStates)
  const latest = (await versions(context.tx, plan.id))[0]
  if (latest?.number !== number || latest.digest !== digest) throw new Stale()
  return { plan, state }
}
