import { z } from 'zod'
import { officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import { byId, day, endpoint, id, instant, reason, text, yearInAddress } from '#domain/kernel/endpoint.ts'
import { Change } from '#domain/kernel/history.ts'
import { businessPost, hasPost } from '#domain/kernel/lifecycle.ts'
import { NamedRef, planState } from './item.api.ts'
import { type SourceState, sourceStates, type WaitingState, waitingStates } from './merge.ts'
import { type TaskRevision, type TaskState, taskRevisions, taskStates } from './mergeTask.ts'
import { TaskRow } from './officeWorkPlan.api.ts'

/** One item of a division's accepted plan, with what becomes of it. `hints`: what it has in common with others. */
export const MergeSource = z.strictObject({
  itemId: id,
  code: z.string(),
  title: z.string(),
  goal: z.string(),
  weight: z.string().nullable(),
  division: NamedRef,
  planId: id,
  state: z.enum(Object.keys(sourceStates) as [SourceState, ...SourceState[]]),
  takenAs: z.strictObject({ id, code: z.string() }).nullable(),
  reason: z.string().nullable(),
  hints: z.array(text),
})
export type MergeSource = z.infer<typeof MergeSource>

const keys = <Key extends string>(names: Record<Key, unknown>) => Object.keys(names) as [Key, ...Key[]]
const itemRef = z.strictObject({ id, code: z.string(), title: z.string() })

/**
 * One task of the office's work plan, with what becomes of it. `revised`: a later version says something else than the
 * one it was decided on in, or has it no more. `likely`: items of the draft that may cover it.
 */
export const MergeTask = TaskRow.extend({
  state: z.enum(keys<TaskState>(taskStates)),
  item: itemRef.nullable(),
  reason: z.string().nullable(),
  revised: z
    .strictObject({ kind: z.enum(keys<TaskRevision>(taskRevisions)), since: z.int(), was: z.string() })
    .nullable(),
  likely: z.array(itemRef),
})
export type MergeTask = z.infer<typeof MergeTask>

/** A division that was called and whose plan is not accepted: where it stands. */
export const WaitingDivision = z.strictObject({
  division: NamedRef,
  state: z.enum(keys<WaitingState>(waitingStates)),
  planId: id.nullable(),
  dueOn: day.nullable(),
})
export type WaitingDivision = z.infer<typeof WaitingDivision>

export const Merge = z.strictObject({
  planId: id,
  year: z.int(),
  /** What is taken over goes into the draft alone. */
  planState,
  /** The call of the year is issued: without it no division is asked for its plan. */
  isCalled: z.boolean(),
  waiting: z.array(WaitingDivision),
  rows: z.array(MergeSource),
  /** The latest version of the office's work plan; null where it is not recorded. */
  workPlan: z.strictObject({ title: z.string(), number: z.int() }).nullable(),
  tasks: z.array(MergeTask),
})
export type Merge = z.infer<typeof Merge>

export const readMerge = endpoint({
  method: 'GET',
  path: '/api/plans/of/:year/merge',
  summary: { zh: '查看各处方案汇总', en: 'Read the merge of the division plans' },
  access: [hasPost<unknown>([...officeLeaders, ...performanceOffice])],
  params: z.strictObject({ year: yearInAddress }),
  reply: Merge,
})

/** Why an item was not taken over, as it was read; an item that was read as undecided has none. */
const declinedAs = z
  .array(z.strictObject({ itemId: id, reason: z.string() }))
  .max(10_000)
  .default([])

/**
 * Copies items of accepted division plans into the office's draft, each with where it came from. `declined`: those of
 * them that were read as not taken over, with the reason that stood there. 409 `taken_already`; `stale` where a decision
 * is another one by now.
 */
export const takeItems = endpoint({
  method: 'POST',
  path: '/api/plans/:id/merge',
  summary: { zh: '纳入办方案', en: 'Take over' },
  basis: 'plan.draft',
  access: [hasPost<unknown>(performanceOffice)],
  params: byId,
  body: z.strictObject({ itemIds: z.array(id).min(1).max(10_000), declined: declinedAs }),
  reply: Merge,
})

/** Says why an item is not taken over: its division sees the reason. `was`: the reason that was read; 409 `stale` by now. */
export const declineItem = endpoint({
  method: 'POST',
  path: '/api/plans/:id/merge/declined',
  summary: { zh: '不纳入', en: 'Do not take over' },
  basis: 'plan.draft',
  access: [hasPost<unknown>(performanceOffice)],
  params: byId,
  body: z.strictObject({ itemId: id, reason, was: z.string().nullable().default(null) }),
  reply: Merge,
})

/** The version of the work plan that was read; another one by now means 409. */
const workPlanNumber = z.int().min(1)

/** What was decided on a task as it was read: covered by an item, or why not taken over. */
export const DecisionRead = z.strictObject({ itemId: id.nullable(), reason: z.string().nullable() })
export type DecisionRead = z.infer<typeof DecisionRead>
/** Null: it was read as not dealt with. 409 `stale` where the decision is another one by now. */
const was = DecisionRead.nullable().default(null)

/**
 * Makes items of the draft from tasks of the work plan, each with where it came from. `decided`: those of them that were
 * read as dealt with. 409 `taken_already`; `stale` where a decision is another one by now.
 */
export const takeTasks = endpoint({
  method: 'POST',
  path: '/api/plans/:id/merge/tasks',
  summary: { zh: '纳入工作计划任务', en: 'Take tasks over' },
  basis: 'plan.draft',
  access: [hasPost<unknown>(performanceOffice)],
  params: byId,
  body: z.strictObject({
    workPlanNumber,
    taskIds: z.array(id).min(1).max(10_000),
    decided: z
      .array(DecisionRead.extend({ taskId: id }))
      .max(10_000)
      .default([]),
  }),
  reply: Merge,
})

/** Says which item of the draft covers a task. */
export const linkTask = endpoint({
  method: 'POST',
  path: '/api/plans/:id/merge/tasks/linked',
  summary: { zh: '对应已有事项', en: 'Say which item covers it' },
  basis: 'plan.draft',
  access: [hasPost<unknown>(performanceOffice)],
  params: byId,
  body: z.strictObject({ workPlanNumber, taskId: id, itemId: id, was }),
  reply: Merge,
})

/** Says why a task does not go into the plan: the division it names sees the reason. */
export const declineTask = endpoint({
  method: 'POST',
  path: '/api/plans/:id/merge/tasks/declined',
  summary: { zh: '不纳入', en: 'Do not take over' },
  basis: 'plan.draft',
  access: [hasPost<unknown>(performanceOffice)],
  params: byId,
  body: z.strictObject({ workPlanNumber, taskId: id, reason, was }),
  reply: Merge,
})

/** A task of the work plan that an item was made from or covers, in the words it was decided on in. */
export const TaskOrigin = TaskRow.extend({
  year: z.int(),
  title: z.string(),
  version: z.int(),
  state: z.enum(['taken', 'linked']),
  byName: z.string(),
  at: instant,
  /** What the latest version says of it, where that is something else. */
  revised: z
    .strictObject({ kind: z.enum(keys<TaskRevision>(taskRevisions)), version: z.int(), text: z.string().nullable() })
    .nullable(),
  /** How the item differs now from what the task gave it; of an item that merely covers it, nothing. */
  changes: z.array(Change),
})
export type TaskOrigin = z.infer<typeof TaskOrigin>

/** Of an item of the office's plan where it came from; of one of a division's plan what became of it. */
export const Lineage = z.strictObject({
  source: z
    .strictObject({
      itemId: id,
      code: z.string(),
      title: z.string(),
      division: NamedRef,
      takenBy: z.string(),
      takenAt: instant,
    })
    .nullable(),
  takenAs: z.strictObject({ id, code: z.string() }).nullable(),
  declined: z.strictObject({ reason: z.string(), by: z.string(), at: instant }).nullable(),
  /** How it differs now from the frozen item it was made from. */
  changes: z.array(Change),
  tasks: z.array(TaskOrigin),
})
export type Lineage = z.infer<typeof Lineage>

/** 404 for whoever does not see the item in full. */
export const readLineage = endpoint({
  method: 'GET',
  path: '/api/items/:id/lineage',
  summary: { zh: '查看事项来源', en: 'Read where an item came from' },
  access: [businessPost],
  params: byId,
  reply: Lineage,
})
