import { sql } from 'kysely'
import type { Reader } from '#domain/plan/compare.ts'
import type { Item, ItemContent, NamedRef } from '#domain/plan/item.api.ts'
import type { MergeTask, TaskOrigin } from '#domain/plan/merge.api.ts'
import { changesSinceTask, likelyItems, type TaskRevision, type TaskState } from '#domain/plan/mergeTask.ts'
import type { LintFacts } from '#domain/plan/plan.api.ts'
import { inParts, type Tx } from '#server/kernel/db.ts'
import type { Acting } from '#server/kernel/routes.ts'
import { insertMany } from './item.store.ts'

type Ref = MergeTask['item']

/** The latest version of a year's work plan. */
export const latestOf = (tx: Tx, year: number) =>
  tx
    .selectFrom('workPlanVersion as version')
    .innerJoin('workPlan', 'workPlan.id', 'version.workPlanId')
    .select(['version.id', 'version.number', 'version.title', 'workPlan.id as workPlanId'])
    .where('workPlan.year', '=', year)
    .orderBy('version.number', 'desc')
    .limit(1)
    .executeTakeFirst()
export type Latest = NonNullable<Awaited<ReturnType<typeof latestOf>>>

const divisionOf = (entry: string) => sql<NamedRef | null>`case when ${sql.ref(`${entry}.divisionId`)} is null then null
  else json_build_object('id', ${sql.ref(`${entry}.divisionId`)}, 'name', json_build_object(
    'zh', ${sql.ref(`${entry}.divisionNameZh`)}, 'en', ${sql.ref(`${entry}.divisionNameEn`)})) end`

/** Decisions on tasks of a work plan, each with the task in the words it was decided on in. */
const decided = (tx: Tx) =>
  tx
    .selectFrom('workPlanDecision as decision')
    .innerJoin('workPlanVersion as version', 'version.id', 'decision.workPlanVersionId')
    .innerJoin('workPlanEntry as was', (join) =>
      join
        .onRef('was.workPlanVersionId', '=', 'decision.workPlanVersionId')
        .onRef('was.taskId', '=', 'decision.taskId'),
    )

const saysOther = sql<boolean>`(now.number, now.text, now.division_id) is distinct from (was.number, was.text, was.division_id)`

/** The tasks of the latest version, and those dropped from it that an item still rests on. */
export async function tasksFor(tx: Tx, latest: Latest) {
  const present = await tx
    .selectFrom('workPlanEntry as now')
    .leftJoin('workPlanDecision as decision', 'decision.taskId', 'now.taskId')
    .leftJoin('workPlanVersion as version', 'version.id', 'decision.workPlanVersionId')
    .leftJoin('workPlanEntry as was', (join) =>
      join
        .onRef('was.workPlanVersionId', '=', 'decision.workPlanVersionId')
        .onRef('was.taskId', '=', 'decision.taskId'),
    )
    .leftJoin('item', 'item.id', 'decision.itemId')
    .select(['now.taskId', 'now.number', 'now.text', 'decision.reason', 'version.number as since', 'was.text as was'])
    .select([
      divisionOf('now').as('division'),
      sql<TaskState>`coalesce(decision.outcome, 'open')`.as('state'),
      sql<TaskRevision | null>`case when decision.task_id is not null and ${saysOther} then 'changed' end`.as('kind'),
      itemRef.as('item'),
    ])
    .where('now.workPlanVersionId', '=', latest.id)
    .orderBy('now.sort')
    .execute()
  const dropped = await decided(tx)
    .innerJoin('item', 'item.id', 'decision.itemId')
    .select(['was.taskId', 'was.number', 'was.text', 'decision.reason', 'version.number as since', 'was.text as was'])
    .select([
      divisionOf('was').as('division'),
      sql<TaskState>`decision.outcome`.as('state'),
      sql<TaskRevision | null>`'dropped'`.as('kind'),
      itemRef.as('item'),
    ])
    .where('version.workPlanId', '=', latest.workPlanId)
    .where(
      sql<boolean>`not exists (select from work_plan_entry now
        where now.work_plan_version_id = ${latest.id} and now.task_id = was.task_id)`,
    )
    .orderBy('was.sort')
    .execute()
  return [...present, ...dropped]
}
const itemRef = sql<Ref>`case when item.id is null then null
  else json_build_object('id', item.id, 'code', item.code, 'title', item.title) end`

export type SourceTask = Awaited<ReturnType<typeof tasksFor>>[number]

/** The tasks as the merge shows them, the open ones with the items of the draft that may cover them. */
export async function mergeTasks(tx: Tx, latest: Latest, present: readonly Item[]): Promise<MergeTask[]> {
  const likely = likelyItems(present.map(({ id, code, title }) => ({ id, code, title })))
  return (await tasksFor(tx, latest)).map(({ since, was, kind, ...task }) => ({
    ...task,
    revised: kind === null || since === null || was === null ? null : { kind, since, was },
    likely: task.state === 'open' ? likely(task.text) : [],
  }))
}

type Decided = { readonly taskId: string; readonly state: TaskState }
type Decision = { readonly outcome: Exclude<TaskState, 'open'>; readonly itemId?: string; readonly reason?: string }

/** Keeps what was decided on tasks in the words of a version; a second decision takes the place of the first. */
export async function decide(
  { tx, actor, clock }: Acting,
  latest: Pick<Latest, 'id'>,
  made: readonly (Decision & Pick<Decided, 'taskId'>)[],
): Promise<void> {
  const rows = made.map(({ taskId, outcome, itemId = null, reason = null }) => ({
    ...{ taskId, outcome, itemId, reason, workPlanVersionId: latest.id },
    ...{ decidedBy: actor.id, decidedAt: clock.now },
  }))
  for (const part of inParts(rows))
    await tx
      .insertInto('workPlanDecision')
      .values(part)
      .onConflict((conflict) =>
        conflict.column('taskId').doUpdateSet((eb) => ({
          workPlanVersionId: eb.ref('excluded.workPlanVersionId'),
          outcome: eb.ref('excluded.outcome'),
          itemId: eb.ref('excluded.itemId'),
          reason: eb.ref('excluded.reason'),
          decidedBy: eb.ref('excluded.decidedBy'),
          decidedAt: eb.ref('excluded.decidedAt'),
        })),
      )
      .execute()
}

type Taken = { readonly taskId: string; readonly content: ItemContent }

/** Makes the items in few statements, however many there are, each with the task it came from. Answers the new ids. */
export async function take(
  context: Acting,
  plan: { readonly id: string; readonly year: number },
  latest: Latest,
  taken: readonly Taken[],
): Promise<string[]> {
  const ids = await insertMany(
    context.tx,
    plan,
    taken.map(({ content }) => content),
  )
  const made = taken.flatMap(({ taskId }, at) => {
    const itemId = ids[at]
    return itemId === undefined ? [] : [{ taskId, itemId, outcome: 'taken' as const }]
  })
  await decide(context, latest, made)
  return ids
}

/** By item: the tasks it rests on that the latest version has in other words or no more. */
export async function revisedTasksOf(tx: Tx, year: number): Promise<LintFacts['revisedTasks']> {
  const latest = await latestOf(tx, year)
  if (!latest) return {}
  const rows = await decided(tx)
    .leftJoin('workPlanEntry as now', (join) =>
      join.onRef('now.taskId', '=', 'was.taskId').on('now.workPlanVersionId', '=', latest.id),
    )
    .innerJoin('item', 'item.id', 'decision.itemId')
    .select(['item.id as itemId', 'was.number', 'now.taskId as present'])
    .where('version.workPlanId', '=', latest.workPlanId)
    .where(saysOther)
    .orderBy('was.sort')
    .execute()
  const revised: LintFacts['revisedTasks'] = {}
  for (const { itemId, number, present } of rows) {
    const kind = present === null ? 'dropped' : 'changed'
    revised[itemId] ??= []
    revised[itemId].push({ number, version: latest.number, kind })
  }
  return revised
}

/** The tasks an item was made from or covers, and how it differs now from what the task gave it. */
export async function originsOf(tx: Tx, item: Item, reader: Reader): Promise<TaskOrigin[]> {
  const rows = await decided(tx)
    .innerJoin('workPlan', 'workPlan.id', 'version.workPlanId')
    .innerJoin('workPlanVersion as latest', (join) =>
      join
        .onRef('latest.workPlanId', '=', 'workPlan.id')
        .on(
          sql<boolean>`latest.number = (select max(number) from work_plan_version where work_plan_id = work_plan.id)`,
        ),
    )
    .leftJoin('workPlanEntry as now', (join) =>
      join.onRef('now.taskId', '=', 'was.taskId').onRef('now.workPlanVersionId', '=', 'latest.id'),
    )
    .innerJoin('person', 'person.id', 'decision.decidedBy')
    .select(['was.taskId', 'was.number', 'was.text', divisionOf('was').as('division'), 'workPlan.year'])
    .select(['version.title', 'version.number as version', 'person.name as byName', 'decision.decidedAt as at'])
    .select(['latest.number as latestNumber', 'now.text as latestText'])
    .select([sql<TaskOrigin['state']>`decision.outcome`.as('state'), saysOther.as('isRevised')])
    .where('decision.itemId', '=', item.id)
    .orderBy('was.sort')
    .execute()
  return rows.map(({ latestNumber, latestText, isRevised, ...origin }) => ({
    ...origin,
    revised: isRevised
      ? { kind: latestText === null ? 'dropped' : 'changed', version: latestNumber, text: latestText }
      : null,
    changes: origin.state === 'taken' ? changesSinceTask(origin, item, reader) : [],
  }))
}

/** An item of a plan; undefined where the plan has none of this id. */
export const itemOf = (tx: Tx, planId: string, id: string) =>
  tx
    .selectFrom('item')
    .select(['id', 'code', 'title'])
    .where('id', '=', id)
    .where('planId', '=', planId)
    .executeTakeFirst()
