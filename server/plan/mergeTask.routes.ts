import type { Change } from '#domain/kernel/history.ts'
import { type DecisionRead, declineTask, linkTask, takeTasks } from '#domain/plan/merge.api.ts'
import { freeCode } from '#domain/plan/merge.ts'
import { contentOfTask, isAsRead, taskRules } from '#domain/plan/mergeTask.ts'
import { Invalid, NotFound, Stale } from '#server/kernel/errors.ts'
import type { Entry } from '#server/kernel/history.ts'
import { type Acting, command, demand } from '#server/kernel/routes.ts'
import { itemsOf } from './item.store.ts'
import { withoutAbsentOf } from './itemReferences.store.ts'
import { find, lockDraft } from './merge.routes.ts'
import * as store from './mergeTask.store.ts'

const basis = 'plan.draft'
const officePlan = (id: string) => ({ kind: 'officePlan', id })

/** The latest version of the work plan, which must be the one that was read. */
async function readVersion({ tx }: Acting, year: number, number: number): Promise<store.Latest> {
  const latest = await store.latestOf(tx, year)
  if (!latest) throw new NotFound()
  if (latest.number !== number) throw new Stale()
  return latest
}

/** One task of the latest version, or one dropped since that an item rests on. */
async function taskBy({ tx }: Acting, latest: store.Latest, taskId: string): Promise<store.SourceTask> {
  const task = (await store.tasksFor(tx, latest)).find((one) => one.taskId === taskId)
  if (!task || task.kind === 'dropped') throw new NotFound()
  return task
}

/** What was decided on the task is still what was read: nobody undoes what they did not see. */
function demandAsRead(task: store.SourceTask, read: DecisionRead | null, context: Acting): void {
  demand(taskRules, basis, task, context)
  if (!isAsRead(task, read)) throw new Stale()
}

export const mergeTaskRoutes = [
  command(
    takeTasks,
    async ({ params, body }, context) => {
      const { tx, today, record, recordMany } = context
      const plan = await lockDraft(context, params.id)
      const latest = await readVersion(context, plan.year, body.workPlanNumber)
      const byId = new Map((await store.tasksFor(tx, latest)).map((task) => [task.taskId, task]))
      const read = new Map(body.decided.map(({ taskId, ...decision }) => [taskId, decision]))
      const chosen = [...new Set(body.taskIds)].map((taskId, at) => {
        const task = byId.get(taskId)
        if (!task || task.kind === 'dropped') throw new Invalid([{ path: `body.taskIds.${at}`, message: noTask }])
        demandAsRead(task, read.get(taskId) ?? null, context)
        return task
      })
      const used = new Set((await itemsOf(tx, plan.id)).map(({ code }) => code))
      const written = chosen.map((task) => contentOfTask(task, plan.year))
      const taken = (await withoutAbsentOf(tx, plan, written, today)).map((content, at) => {
        const code = freeCode(content.code, used)
        used.add(code)
        return { taskId: chosen[at]?.taskId ?? '', content: { ...content, code } }
      })
      const ids = await store.take(context, plan, latest, taken)
      await recordMany(
        ids.map(
          (id, at): Entry => ({
            ...{ action: 'item.takeTask', subject: { kind: 'item', id }, basis },
            changes: [from(latest, chosen[at])],
          }),
        ),
      )
      await record('plan.takeTasks', officePlan(plan.id), { basis, changes: [counted(latest, ids.length)] })
      return plan.id
    },
    find,
  ),

  command(
    linkTask,
    async ({ params, body }, context) => {
      const { tx, record } = context
      const plan = await lockDraft(context, params.id)
      const latest = await readVersion(context, plan.year, body.workPlanNumber)
      const task = await taskBy(context, latest, body.taskId)
      demandAsRead(task, body.was, context)
      const item = await store.itemOf(tx, plan.id, body.itemId)
      if (!item) throw new Invalid([{ path: 'body.itemId', message: noItem }])
      await store.decide(context, latest, [{ taskId: task.taskId, outcome: 'linked', itemId: item.id }])
      await record('item.linkTask', { kind: 'item', id: item.id }, { basis, changes: [from(latest, task)] })
      const changes = [from(latest, task), coveredBy(item, task)]
      await record('plan.linkTask', officePlan(plan.id), { basis, changes })
      return plan.id
    },
    find,
  ),

  command(
    declineTask,
    async ({ params, body: { workPlanNumber, taskId, reason, was } }, context) => {
      const plan = await lockDraft(context, params.id)
      const latest = await readVersion(context, plan.year, workPlanNumber)
      const task = await taskBy(context, latest, taskId)
      demandAsRead(task, was, context)
      await store.decide(context, latest, [{ taskId, outcome: 'declined', reason }])
      const details = { basis, changes: [from(latest, task)], reason }
      await context.record('plan.declineTask', officePlan(plan.id), details)
      return plan.id
    },
    find,
  ),
]

const from = ({ title, number }: store.Latest, task: store.SourceTask | undefined): Change => ({
  ...{ field: 'task', name: { zh: '工作计划任务', en: 'Task of the work plan' }, old: null },
  new: `《${title}》第${number}版 ${task?.number ?? ''} ${task?.text ?? ''}`,
})
const counted = ({ title, number }: store.Latest, n: number): Change => ({
  ...{ field: 'tasks', name: { zh: '纳入任务', en: 'Tasks taken over' }, old: null },
  new: `《${title}》第${number}版 ${n}`,
})
const coveredBy = (item: { code: string; title: string }, { item: before }: store.SourceTask): Change => ({
  ...{ field: 'item', name: { zh: '对应事项', en: 'Covered by' } },
  old: before && `${before.code} ${before.title}`,
  new: `${item.code} ${item.title}`,
})
const noTask = { zh: '工作计划的这一版没有这项任务。', en: 'This version of the work plan has no such task.' }
const noItem = { zh: '本方案没有这个事项。', en: 'The plan has no such item.' }
