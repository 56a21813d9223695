import { performanceOffice } from '#domain/kernel/actor.ts'
import { type Change, changesOf } from '#domain/kernel/history.ts'
import { businessPost, hasPost, type Rule } from '#domain/kernel/lifecycle.ts'
import { inLanguage, type Language, type Text } from '#domain/kernel/text.ts'
import type { NamedRef } from './item.api.ts'
import { bare } from './merge.ts'

/**
 * The office's own yearly work plan (全办年度工作计划): the office's plan is made together with it (Art. 17) and drafted on
 * it (Art. 21). The work plan itself is made outside of this system; each version of it is recorded here as it stands.
 */

/** Every version is a published document of the whole office: whoever holds a business post reads it, administrators do not. */
export const workPlanReader: Rule<unknown> = businessPost

/** Whoever records it is who drafts the office's plan on it. */
export const workPlanWriter: Rule<unknown> = hasPost(performanceOffice, {
  zh: '全办年度工作计划由办绩效办录入。',
  en: "The office's work plan is recorded by the performance office.",
})

/** How many tasks one version has at most. */
export const mostTasks = 2000

/** A task as it is written: its number in the work plan, its words, and the division that leads, where it is known. */
export type TaskContent = { readonly number: string; readonly text: string; readonly divisionId: string | null }
export type Task = {
  readonly taskId: string
  readonly number: string
  readonly text: string
  readonly division: NamedRef | null
}
export type TaskFault = { readonly at: number; readonly field: keyof TaskContent; readonly message: Text }

/** What no version may hold: one number twice, or one task twice. */
export function taskFaults(tasks: readonly TaskContent[]): TaskFault[] {
  const [numbers, words] = [new Map<string, number>(), new Map<string, number>()]
  return tasks.flatMap(({ number, text }, at) => {
    const [sameNumber, sameWords] = [numbers.get(number), words.get(bare(text))]
    if (sameNumber === undefined) numbers.set(number, at)
    if (sameWords === undefined) words.set(bare(text), at)
    return [
      ...(sameNumber === undefined ? [] : [{ at, field: 'number' as const, message: sameAs(sameNumber) }]),
      ...(sameWords === undefined ? [] : [{ at, field: 'text' as const, message: sameAs(sameWords) }]),
    ]
  })
}

const sameAs = (at: number): Text => ({
  zh: `与第${at + 1}项任务重复。`,
  en: `The same as in task ${at + 1}.`,
})

type Worded = Pick<Task, 'number' | 'text'>

/**
 * Which task of the version before each task goes on: the one with its words, wherever it stands now; else the one with
 * its number, whose words were changed. Undefined for a task that is new.
 */
export function continued<Before extends Worded>(
  before: readonly Before[],
  after: readonly Worded[],
): (Before | undefined)[] {
  const left = new Set(before)
  const found = new Map<number, Before>()
  const pair = (key: (task: Worded) => string) => {
    const byKey = new Map<string, Before[]>()
    for (const task of left) {
      const same = byKey.get(key(task))
      if (same) same.push(task)
      else byKey.set(key(task), [task])
    }
    for (const [at, task] of after.entries()) {
      const one = found.has(at) ? undefined : byKey.get(key(task))?.shift()
      if (!one) continue
      found.set(at, one)
      left.delete(one)
    }
  }
  pair(({ number, text }) => JSON.stringify([number, bare(text)]))
  pair(({ text }) => bare(text))
  pair(({ number }) => number)
  return after.map((_, at) => found.get(at))
}

export type RevisionFacts = { readonly isSame: boolean }
/** A further version says something else than the one before. */
export const workPlanRevisionRules: readonly Rule<RevisionFacts>[] = [
  {
    code: 'nothing_changed',
    message: () => ({ zh: '与上一版完全相同，不必修订。', en: 'It is the same as the version before.' }),
    holds: ({ isSame }) => !isSame,
  },
]

export type NewFacts = { readonly isRecorded: boolean }
/** A year has one work plan; what comes later is a version of it. */
export const newWorkPlanRules: readonly Rule<NewFacts>[] = [
  {
    code: 'work_plan_exists',
    message: () => ({
      zh: '该年度的工作计划已经录入，请修订。',
      en: 'The work plan of this year is recorded already: record a further version.',
    }),
    holds: ({ isRecorded }) => !isRecorded,
  },
]

export type WorkPlanText = {
  readonly title: string
  readonly documentNumber: string | null
  readonly text: string
  readonly file: { readonly name: string; readonly digest: string } | null
}
export type WorkPlanContent = WorkPlanText & { readonly tasks: readonly Task[] }

/** The fields of a version as history and comparison name them. */
export const workPlanFields = {
  title: { name: { zh: '名称', en: 'Title' } },
  documentNumber: { name: { zh: '文号', en: 'Document number' } },
  text: { name: { zh: '正文', en: 'Text' } },
  file: { name: { zh: '原件', en: 'Original' } },
  digest: { name: { zh: '原件摘要', en: 'Digest of the original' } },
} as const

const taskFields = {
  number: { name: { zh: '序号', en: 'Number' } },
  text: { name: { zh: '任务', en: 'Task' } },
  division: { name: { zh: '牵头处', en: 'Leading division' } },
} as const

/** The text fields of a version, with the file by its name and its digest. */
export const textOf = ({ file, title, documentNumber, text }: WorkPlanText) => ({
  ...{ title, documentNumber, text },
  file: file?.name,
  digest: file?.digest,
})

export type TaskComparison = {
  readonly task: Worded & { readonly taskId: string }
  readonly kind: 'added' | 'removed' | 'changed'
  readonly changes: readonly Change[]
}
export type WorkPlanComparison = {
  readonly text: readonly Change[]
  readonly tasks: readonly TaskComparison[]
  readonly unchanged: number
}

/** What differs between two states of one task. */
export function compareTasks(before: Task | undefined, after: Task | undefined, language: Language): Change[] {
  const shown = (task: Task | undefined) =>
    task && {
      number: task.number,
      text: task.text,
      division: task.division && inLanguage(task.division.name, language),
    }
  return changesOf(taskFields, shown(before) ?? {}, shown(after) ?? {})
}

/** Two versions, task by task: those of the later in its order, then those that are gone. */
export function compareWorkPlans(
  before: WorkPlanContent,
  after: WorkPlanContent,
  language: Language,
): WorkPlanComparison {
  const old = new Map(before.tasks.map((task) => [task.taskId, task]))
  const now = new Set(after.tasks.map(({ taskId }) => taskId))
  const pairs = [
    ...after.tasks.map((task) => [old.get(task.taskId), task] as const),
    ...before.tasks.filter(({ taskId }) => !now.has(taskId)).map((task) => [task, undefined] as const),
  ]
  const tasks = pairs.flatMap(([was, is]): TaskComparison[] => {
    const changes = compareTasks(was, is, language)
    const task = is ?? was
    if (!task || changes.length === 0) return []
    return [{ task, kind: !was ? 'added' : is ? 'changed' : 'removed', changes }]
  })
  return {
    text: changesOf(workPlanFields, textOf(before), textOf(after)),
    tasks,
    unchanged: pairs.length - tasks.length,
  }
}
