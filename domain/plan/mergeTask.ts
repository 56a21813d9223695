import type { Change } from '#domain/kernel/history.ts'
import type { Rule } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import { compareItems, type Reader } from './compare.ts'
import type { Item, ItemContent } from './item.api.ts'
import { emptyContent } from './item.ts'
import { itemOf } from './itemContent.ts'
import type { DecisionRead } from './merge.api.ts'
import { bare } from './merge.ts'
import type { Task } from './officeWorkPlan.ts'

/** What becomes of a task of the office's work plan in the office's plan (Art. 21). */
export const taskStates = {
  open: { zh: '未处理', en: 'Not dealt with' },
  taken: { zh: '已纳入', en: 'Taken over' },
  linked: { zh: '已对应', en: 'Covered' },
  declined: { zh: '不纳入', en: 'Not taken over' },
} as const satisfies Record<string, Text>
export type TaskState = keyof typeof taskStates

type TaskFacts = { readonly state: TaskState }

/** Conditions of deciding on a task: of one that became an item nothing else can be said while the item is there. */
export const taskRules: readonly Rule<TaskFacts>[] = [
  {
    code: 'taken_already',
    message: () => ({
      zh: '该任务已纳入为办方案事项；要改，先从草案中删除该事项。',
      en: "The task is an item of the office's plan already: to decide anew, take the item out of the draft first.",
    }),
    holds: ({ state }) => state !== 'taken',
  },
]

type DecidedTask = TaskFacts & { readonly item: { readonly id: string } | null; readonly reason: string | null }

/** What was decided on a task, as a decision that takes its place says it was read; null where nothing was. */
export const decisionOf = ({ state, item, reason }: DecidedTask): DecisionRead | null =>
  state === 'open' ? null : { itemId: item?.id ?? null, reason }

/** Whether the decision on a task is still the one that was read. */
export function isAsRead(task: DecidedTask, read: DecisionRead | null): boolean {
  const now = decisionOf(task)
  return now?.itemId === read?.itemId && now?.reason === read?.reason
}

/** What a later version of the work plan did to a task after it was decided on. */
export const taskRevisions = {
  changed: { zh: '工作计划已改动', en: 'Changed in the work plan' },
  dropped: { zh: '工作计划已取消', en: 'Dropped from the work plan' },
} as const satisfies Record<string, Text>
export type TaskRevision = keyof typeof taskRevisions

const longestTitle = 80

/** A new item as a task gives it: its words are the title; those that are too long for one are the goal, in full. */
export function contentOfTask({ number, text, division }: Omit<Task, 'taskId'>, year: number): ItemContent {
  const isLong = [...text].length > longestTitle
  return {
    ...emptyContent(year),
    code: codeOfTask(number),
    title: isLong ? `${[...text].slice(0, longestTitle - 1).join('')}…` : text,
    goal: isLong ? text : '',
    kind: 'keyWork',
    responsibleDivisionId: division?.id ?? null,
  }
}

/** GZ-3 of 3, GZ-三 of （三）, GZ-2-1 of 二级 numbers such as 2（1）. */
export function codeOfTask(number: string): string {
  const words = number
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}.]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
  return words === '' ? 'GZ' : `GZ-${words}`.slice(0, 26)
}

const given: readonly string[] = ['title', 'kind', 'goal', 'responsibleDivision']

/** How an item differs now from what its task gave it; what the task does not say is no change. */
export function changesSinceTask(task: Task, item: Item, reader: Reader): Change[] {
  const content = contentOfTask(task, item.year)
  const made = itemOf(content, item, {
    division: () => task.division?.name ?? { zh: '', en: '' },
    person: () => '',
    unit: () => ({ zh: '', en: '' }),
  })
  return compareItems(made, item, reader).filter(
    ({ field, old }) => given.includes(field) && (old !== null || field !== 'goal'),
  )
}

type Titled = { readonly id: string; readonly code: string; readonly title: string }
const [shortest, mostLikely] = [4, 3]

/**
 * For each task the items that may cover it: those whose title the task names. Titles are found by their first four
 * letters, so that ten thousand tasks and as many items take no longer than their words.
 */
export function likelyItems<One extends Titled>(items: readonly One[]): (text: string) => One[] {
  const byStart = new Map<string, { words: string; item: One }[]>()
  for (const item of items) {
    const words = bare(item.title)
    if (words.length < shortest) continue
    const start = words.slice(0, shortest)
    const among = byStart.get(start)
    if (among) among.push({ words, item })
    else byStart.set(start, [{ words, item }])
  }
  return (text) => {
    const words = bare(text)
    const found = new Set<One>()
    for (let at = 0; at + shortest <= words.length && found.size < mostLikely; at += 1)
      for (const one of byStart.get(words.slice(at, at + shortest)) ?? [])
        if (words.startsWith(one.words, at)) found.add(one.item)
    return [...found].slice(0, mostLikely)
  }
}
