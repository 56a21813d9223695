import { z } from 'zod'
import {
  byId,
  endpoint,
  id,
  instant,
  pageOf,
  paging,
  performanceYear,
  reason,
  text,
  version,
  yearInAddress,
} from '#domain/kernel/endpoint.ts'
import { HistoryEntry } from '#domain/kernel/history.ts'
import { NamedRef, PersonRef } from './item.api.ts'
import { type TaskState, taskStates } from './mergeTask.ts'
import { mostTasks, workPlanReader, workPlanWriter } from './officeWorkPlan.ts'
import { workPlanActs } from './workPlanActs.ts'

const access = [workPlanReader]
const writers = [workPlanWriter]

/** The words of a task: its number in the work plan and what is to be done. */
export const TaskWords = z.strictObject({
  number: z.string().trim().min(1).max(20),
  text: z.string().trim().min(2).max(500),
})
const content = {
  title: z.string().trim().min(2).max(80),
  /** Of the document with which the work plan was issued; empty where it has none. */
  documentNumber: z.string().trim().max(60),
  text: z.string().trim().max(20_000),
  /** An own upload, or the original of the version before. */
  fileId: id.nullable(),
  tasks: z
    .array(TaskWords.extend({ divisionId: id.nullable() }))
    .min(1)
    .max(mostTasks),
}

/** One recorded version. `digest` is made over its canonical content. */
export const WorkPlanVersion = z.strictObject({
  number: z.int(),
  title: z.string(),
  documentNumber: z.string().nullable(),
  reason: z.string().nullable(),
  digest: z.string(),
  file: z.strictObject({ id, name: z.string(), size: z.int() }).nullable(),
  taskCount: z.int(),
  madeBy: PersonRef,
  madeAt: instant,
})
export type WorkPlanVersion = z.infer<typeof WorkPlanVersion>

const counted = Object.fromEntries(Object.keys(taskStates).map((state) => [state, z.int()]))
/** The work plan of a year, its versions newest first. `counts`: what became of the tasks, for whoever sees drafts. */
export const OfficeWorkPlan = z.strictObject({
  id,
  year: z.int(),
  version,
  versions: z.array(WorkPlanVersion).min(1),
  counts: z.strictObject(counted as Record<TaskState, z.ZodInt>).nullable(),
})
export type OfficeWorkPlan = z.infer<typeof OfficeWorkPlan>

const byYear = z.strictObject({ year: yearInAddress })
const byNumber = z.strictObject({ id, number: z.coerce.number().int().min(1) })

export const listOfficeWorkPlans = endpoint({
  method: 'GET',
  path: '/api/work-plans',
  summary: { zh: '查看各年度工作计划', en: "List the office's work plans" },
  access,
  reply: z.strictObject({
    rows: z.array(WorkPlanVersion.pick({ title: true, number: true, taskCount: true }).extend({ year: z.int() })),
  }),
})

/** `workPlan` is null where that year's is not recorded. */
export const readOfficeWorkPlan = endpoint({
  method: 'GET',
  path: '/api/work-plans/of/:year',
  summary: { zh: '查看全办年度工作计划', en: "Read the office's work plan" },
  access,
  params: byYear,
  reply: z.strictObject({ year: z.int(), workPlan: OfficeWorkPlan.nullable() }),
})

export const TaskRow = z.strictObject({
  taskId: id,
  number: z.string(),
  text: z.string(),
  division: NamedRef.nullable(),
})

/** A version in full, read from the very bytes that were recorded: with the names that held then. */
export const readWorkPlanVersion = endpoint({
  method: 'GET',
  path: '/api/work-plans/:id/versions/:number',
  summary: { zh: '查看工作计划的一版', en: 'Read a version of the work plan' },
  access,
  params: byNumber,
  reply: z.strictObject({
    title: z.string(),
    documentNumber: z.string().nullable(),
    text: z.string(),
    file: z.strictObject({ name: z.string(), digest: z.string() }).nullable(),
    tasks: z.array(TaskRow),
  }),
})

/** What became of a task, for those who see drafts and for the division it names; an item only once it may be seen. */
export const DecidedTask = TaskRow.extend({
  decision: z
    .strictObject({
      state: z.enum(Object.keys(taskStates) as [TaskState, ...TaskState[]]),
      item: z.strictObject({ id, code: z.string(), title: z.string() }).nullable(),
      reason: z.string().nullable(),
      byName: z.string(),
      at: instant,
    })
    .nullable(),
})
export type DecidedTask = z.infer<typeof DecidedTask>

/** The tasks of a version in its order. */
export const listWorkPlanTasks = endpoint({
  method: 'GET',
  path: '/api/work-plans/:id/versions/:number/tasks',
  summary: { zh: '查看工作计划的任务', en: 'List the tasks of the work plan' },
  access,
  params: byNumber,
  query: z.strictObject(paging),
  reply: pageOf(DecidedTask),
})

export const downloadWorkPlanFile = endpoint({
  method: 'GET',
  path: '/api/work-plans/:id/versions/:number/file',
  summary: { zh: '下载工作计划原件', en: 'Download the original of the work plan' },
  access,
  params: byNumber,
  reply: z.unknown(),
  download: true,
})

export const readWorkPlanHistory = endpoint({
  method: 'GET',
  path: '/api/work-plans/:id/history',
  summary: { zh: '查看工作计划办理记录', en: 'Read the history of the work plan' },
  access,
  params: byId,
  reply: z.strictObject({ rows: z.array(HistoryEntry) }),
})

/** Reads an own upload and writes nothing. 422 where the file is not a table. */
export const dryRunWorkPlanTable = endpoint({
  method: 'GET',
  path: '/api/work-plans/table/:id',
  summary: { zh: '试读任务表', en: 'Try a table of tasks' },
  basis: 'plan.workPlan',
  access: writers,
  params: byId,
  reply: z.strictObject({
    tasks: z.array(z.strictObject({ row: z.int(), number: z.string(), text: z.string(), divisionId: id.nullable() })),
    faults: z.array(z.strictObject({ row: z.int(), column: z.string().nullable(), message: text })),
    unknown: z.array(z.string()),
    left: z.array(z.strictObject({ row: z.int(), words: z.string() })),
  }),
})

/** The first version of a year's work plan, with all its tasks or not at all. 409 `work_plan_exists`. */
export const recordWorkPlan = endpoint({
  method: 'POST',
  path: '/api/work-plans',
  summary: workPlanActs.record,
  basis: 'plan.workPlan',
  access: writers,
  body: z.strictObject({ year: performanceYear, ...content }),
  reply: OfficeWorkPlan,
})

/** A further version with its reason; the ones before stay. 409 `nothing_changed`. */
export const reviseWorkPlan = endpoint({
  method: 'POST',
  path: '/api/work-plans/:id/versions',
  summary: workPlanActs.revise,
  basis: 'plan.workPlan',
  access: writers,
  params: byId,
  body: z.strictObject({ version, reason, ...content }),
  reply: OfficeWorkPlan,
})
