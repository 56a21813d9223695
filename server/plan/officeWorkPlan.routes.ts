import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { type Change, changesOf } from '#domain/kernel/history.ts'
import {
  downloadWorkPlanFile,
  dryRunWorkPlanTable,
  listOfficeWorkPlans,
  listWorkPlanTasks,
  readOfficeWorkPlan,
  readWorkPlanHistory,
  readWorkPlanVersion,
  recordWorkPlan,
  reviseWorkPlan,
} from '#domain/plan/officeWorkPlan.api.ts'
import {
  compareWorkPlans,
  continued,
  newWorkPlanRules,
  type Task,
  taskFaults,
  textOf,
  type WorkPlanComparison,
  type WorkPlanContent,
  workPlanFields,
  workPlanRevisionRules,
} from '#domain/plan/officeWorkPlan.ts'
import { readTaskTable } from '#domain/plan/officeWorkPlanTable.ts'
import { Invalid } from '#server/kernel/errors.ts'
import { claimFile, contentOf, type StoredFile, unclaimedFile } from '#server/kernel/files.ts'
import { historyOf } from '#server/kernel/history.ts'
import { readTable } from '#server/kernel/office/readTable.ts'
import { type Acting, command, demand, type Reading, read } from '#server/kernel/routes.ts'
import * as store from './officeWorkPlan.store.ts'
import { beginYear } from './plan.store.ts'

const basis = 'plan.workPlan'
const subject = (id: string) => ({ kind: 'workPlan', id })
const find = async (tx: Reading['tx'], actor: Reading['actor'], id: string) =>
  store.find(tx, actor, await store.findRow(tx, id))

type Given = Pick<z.output<typeof recordWorkPlan.body>, 'title' | 'documentNumber' | 'text' | 'fileId' | 'tasks'>

export const officeWorkPlanRoutes = [
  read(listOfficeWorkPlans, async (_input, { tx }) => ({ rows: await store.list(tx) })),

  read(
    readOfficeWorkPlan,
    async ({ params: { year } }, { tx, actor }) => {
      const row = await store.rowOfYear(tx, year)
      return { year, workPlan: row ? await store.find(tx, actor, row) : null }
    },
    { snapshot: true },
  ),

  read(readWorkPlanVersion, async ({ params }, { tx }) => {
    const { tasks, ...text } = await store.contentOf(tx, params.id, params.number)
    return { ...text, tasks: [...tasks] }
  }),

  read(
    listWorkPlanTasks,
    async ({ params, query }, { tx, actor }) => store.listTasks(tx, actor, { ...params, ...query }),
    {
      snapshot: true,
    },
  ),

  read(downloadWorkPlanFile, async ({ params }, { tx, app }) => {
    const { name, type, digest } = await store.fileOf(tx, params.id, params.number)
    return { name, type, content: await app.files.open(digest) }
  }),

  read(
    readWorkPlanHistory,
    async ({ params }, { tx }) => {
      await store.findRow(tx, params.id)
      return { rows: await historyOf(tx, [subject(params.id)]) }
    },
    { snapshot: true },
  ),

  read(
    dryRunWorkPlanTable,
    async ({ params }, { tx, actor, app, today }) => {
      const file = await unclaimedFile(tx, actor.id, params.id)
      const table = await readTable({ name: file.name, bytes: await contentOf(app.files, file.digest) })
      if (!table.ok) throw new Invalid([{ path: 'params.id', message: table.message }])
      const divisions = [...(await store.divisionsOn(tx, today)).values()]
      const { tasks, faults, unknown, left } = readTaskTable(table.sheets, { divisions })
      return { tasks: [...tasks], faults: [...faults], unknown: [...unknown], left: [...left] }
    },
    { snapshot: true },
  ),

  command(
    recordWorkPlan,
    async ({ body: { year, ...given } }, context) => {
      const { tx, record } = context
      await beginYear(tx, year)
      const row = await store.insert(tx, year)
      demand(newWorkPlanRules, basis, { isRecorded: row === undefined }, context)
      const id = row?.id ?? ''
      const tasks = await tasksOf(context, given, [])
      const file = given.fileId === null ? null : await claimFile(tx, context.actor.id, given.fileId, subject(id))
      const content = { ...textIn(given), file, tasks }
      const digest = await store.insertVersion(context, { ...content, workPlanId: id, year, number: 1, reason: null })
      const changes = [...changesOf(workPlanFields, {}, textOf(content)), counted('tasks', tasks.length), made(digest)]
      await record('workPlan.record', subject(id), { basis, changes })
      return id
    },
    find,
  ),

  command(
    reviseWorkPlan,
    async ({ params, body: { version, reason, ...given } }, context) => {
      const { tx, record } = context
      const row = await store.lock(tx, params.id, version)
      const before = await store.latestVersion(tx, row.id)
      const was = await store.contentOf(tx, row.id, before.number)
      const file = await fileOf(context, given.fileId, before.fileId, row.id)
      const content: WorkPlanContent = { ...textIn(given), file, tasks: await tasksOf(context, given, was.tasks) }
      const comparison = compareWorkPlans(was, content, 'zh')
      demand(workPlanRevisionRules, basis, { isSame: isSame(comparison, was, content) }, context)
      const number = before.number + 1
      const digest = await store.insertVersion(context, {
        ...{ ...content, file, workPlanId: row.id, year: row.year, number, reason },
      })
      await store.moveOn(tx, row.id)
      const changes = [...comparison.text, ...countsIn(comparison), made(digest)]
      await record('workPlan.revise', subject(row.id), { basis, changes, reason })
      return row.id
    },
    find,
  ),
]

const textIn = ({ title, documentNumber, text }: Given) => ({ title, text, documentNumber: documentNumber || null })

/** The order of the tasks counts as well. */
const isSame = ({ text, tasks }: WorkPlanComparison, was: WorkPlanContent, is: WorkPlanContent): boolean =>
  text.length === 0 && tasks.length === 0 && was.tasks.every(({ taskId }, at) => is.tasks[at]?.taskId === taskId)

/** The original of the version before goes on; another one is claimed. */
async function fileOf({ tx, actor }: Acting, fileId: string | null, before: string | null, workPlanId: string) {
  if (fileId === null) return null
  if (fileId !== before) return claimFile(tx, actor.id, fileId, subject(workPlanId))
  return tx
    .selectFrom('storedFile')
    .select(['id', 'name', 'type', 'size', 'digest'])
    .where('id', '=', fileId)
    .executeTakeFirstOrThrow() as Promise<StoredFile>
}

/** The tasks with the names of their divisions, each as the task of the version before that it goes on; or every fault. */
async function tasksOf({ tx, today }: Acting, { tasks }: Given, before: readonly Task[]): Promise<Task[]> {
  const divisions = await store.divisionsOn(tx, today)
  const faults = [
    ...taskFaults(tasks),
    ...tasks.flatMap(({ divisionId }, at) =>
      divisionId === null || divisions.has(divisionId) ? [] : [{ at, field: 'divisionId', message: noDivision }],
    ),
  ]
  if (faults.length > 0)
    throw new Invalid(faults.map(({ at, field, message }) => ({ path: `body.tasks.${at}.${field}`, message })))
  const earlier = continued(before, tasks)
  return tasks.map(({ number, text, divisionId }, at) => ({
    ...{ number, text, taskId: earlier[at]?.taskId ?? randomUUID() },
    division: divisionId === null ? null : (divisions.get(divisionId) ?? null),
  }))
}

const counts = {
  tasks: { zh: '任务', en: 'Tasks' },
  added: { zh: '新增任务', en: 'Tasks added' },
  changed: { zh: '改动任务', en: 'Tasks changed' },
  removed: { zh: '取消任务', en: 'Tasks dropped' },
} as const
const counted = (field: keyof typeof counts, n: number): Change => ({
  ...{ field, name: counts[field], old: null },
  new: String(n),
})
const countsIn = ({ tasks }: WorkPlanComparison): Change[] =>
  (['added', 'changed', 'removed'] as const).flatMap((kind) => {
    const n = tasks.filter((task) => task.kind === kind).length
    return n === 0 ? [] : [counted(kind, n)]
  })
const made = (digest: string): Change => ({
  ...{ field: 'version', name: { zh: '版本摘要', en: 'Digest of the version' }, old: null },
  new: digest,
})
const noDivision = { zh: '没有这个处，或已不再有效。', en: 'There is no such division, or no longer.' }
