import { sql } from 'kysely'
import { z } from 'zod'
import { type Actor, seesEverything } from '#domain/kernel/actor.ts'
import type { NamedRef } from '#domain/plan/item.api.ts'
import type { TaskState } from '#domain/plan/mergeTask.ts'
import type { DecidedTask, OfficeWorkPlan, WorkPlanVersion } from '#domain/plan/officeWorkPlan.api.ts'
import type { Task, WorkPlanContent } from '#domain/plan/officeWorkPlan.ts'
import { statesSeenBy } from '#domain/plan/plan.ts'
import { algorithm, canonicalOf } from '#server/kernel/canonical.ts'
import { cursorAt, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import { inParts, type Tx } from '#server/kernel/db.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import type { Acting } from '#server/kernel/routes.ts'

/** Work plans are published documents of the office: every business post sees all of them. */
const visible = (tx: Tx) => tx.selectFrom('workPlan').select(['workPlan.id', 'workPlan.year', 'workPlan.version'])

export type WorkPlanRow = Awaited<ReturnType<typeof findRow>>
/** The work plan's own row. */
export const findRow = (tx: Tx, id: string) =>
  visible(tx)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound())

export const rowOfYear = (tx: Tx, year: number) => visible(tx).where('year', '=', year).executeTakeFirst()

/** Locks the work plan until the transaction ends; `version` is the one the person was looking at. */
export async function lock(tx: Tx, id: string, version: number): Promise<WorkPlanRow> {
  const row = await visible(tx)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound())
  if (row.version !== version) throw new Stale()
  return row
}

/** The work plan of a year, or undefined where the year has one already. */
export const insert = (tx: Tx, year: number) =>
  tx
    .insertInto('workPlan')
    .values({ year })
    .onConflict((conflict) => conflict.column('year').doNothing())
    .returning(['id', 'year', 'version'])
    .executeTakeFirst()

export const moveOn = (tx: Tx, id: string) =>
  tx.updateTable('workPlan').set({ version: sql`version + 1` }).where('id', '=', id).execute()

/** Each year's, with what its latest version is called. */
export const list = (tx: Tx) =>
  visible(tx)
    .innerJoin('workPlanVersion as latest', (join) =>
      join
        .onRef('latest.workPlanId', '=', 'workPlan.id')
        .on(
          sql<boolean>`latest.number = (select max(number) from work_plan_version where work_plan_id = work_plan.id)`,
        ),
    )
    .clearSelect()
    .select(['workPlan.year', 'latest.title', 'latest.number', taskCount('latest').as('taskCount')])
    .orderBy('workPlan.year', 'desc')
    .execute()

const taskCount = (version: string) =>
  sql<number>`(select count(*)::int from work_plan_entry where work_plan_version_id = ${sql.ref(`${version}.id`)})`

/** The versions, newest first. */
export async function versionsOf(tx: Tx, workPlanId: string): Promise<WorkPlanVersion[]> {
  const rows = await tx
    .selectFrom('workPlanVersion as version')
    .innerJoin('person', 'person.id', 'version.madeBy')
    .leftJoin('storedFile as file', 'file.id', 'version.fileId')
    .select(['version.number', 'version.title', 'version.documentNumber', 'version.reason', 'version.digest'])
    .select(['version.madeAt', 'person.id as personId', 'person.name', taskCount('version').as('taskCount')])
    .select(['file.id as fileId', 'file.name as fileName', 'file.size as fileSize'])
    .where('version.workPlanId', '=', workPlanId)
    .orderBy('version.number', 'desc')
    .execute()
  return rows.map(({ personId, name, fileId, fileName, fileSize, ...row }) => ({
    ...row,
    madeBy: { id: personId, name },
    file: fileId === null || fileName === null ? null : { id: fileId, name: fileName, size: fileSize ?? 0 },
  }))
}

/** The work plan with its versions and, for whoever sees drafts, what became of the latest one's tasks. */
export async function find(tx: Tx, actor: Actor, row: WorkPlanRow): Promise<OfficeWorkPlan> {
  const counts = seesEverything(actor) ? await countsOf(tx, row.year) : null
  return { ...row, versions: await versionsOf(tx, row.id), counts }
}

const latestOfYear = (year: number) => sql`(select version.id from work_plan_version version
  join work_plan on work_plan.id = version.work_plan_id where work_plan.year = ${year}
  order by version.number desc limit 1)`

/** How many tasks of the latest version are in which state. */
export async function countsOf(tx: Tx, year: number): Promise<NonNullable<OfficeWorkPlan['counts']>> {
  const { rows } = await sql<{ outcome: keyof NonNullable<OfficeWorkPlan['counts']>; count: number }>`
    select coalesce(decision.outcome, 'open') as outcome, count(*)::int as count from work_plan_entry entry
    left join work_plan_decision decision on decision.task_id = entry.task_id
    where entry.work_plan_version_id = ${latestOfYear(year)} group by 1`.execute(tx)
  const counts = { open: 0, taken: 0, linked: 0, declined: 0 }
  for (const { outcome, count } of rows) counts[outcome] = count
  return counts
}

const division = sql<NamedRef | null>`case when entry.division_id is null then null else json_build_object(
  'id', entry.division_id, 'name', json_build_object('zh', entry.division_name_zh, 'en', entry.division_name_en)) end`

/** The latest version of a work plan by its own id. */
export const latestVersion = (tx: Tx, workPlanId: string) =>
  tx
    .selectFrom('workPlanVersion')
    .select(['id', 'number', 'title', 'documentNumber', 'text', 'fileId'])
    .where('workPlanId', '=', workPlanId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()

const versionBy = (tx: Tx, workPlanId: string, number: number) =>
  tx.selectFrom('workPlanVersion as version').where('workPlanId', '=', workPlanId).where('number', '=', number)

/** A version in full, read from the very bytes that were recorded. */
export async function contentOf(tx: Tx, workPlanId: string, number: number): Promise<WorkPlanContent> {
  const { content } = await versionBy(tx, workPlanId, number)
    .select(sql<WorkPlanContent>`convert_from(canonical, 'UTF8')::jsonb`.as('content'))
    .executeTakeFirstOrThrow(() => new NotFound())
  const { title, documentNumber, text, file, tasks } = content
  return { title, documentNumber, text, file, tasks }
}

export const fileOf = (tx: Tx, workPlanId: string, number: number) =>
  versionBy(tx, workPlanId, number)
    .innerJoin('storedFile as file', 'file.id', 'version.fileId')
    .select(['file.name', 'file.type', 'file.digest'])
    .executeTakeFirstOrThrow(() => new NotFound())

const Place = z.tuple([z.string().regex(/^\d{1,9}$/)])
type Query = {
  readonly id: string
  readonly number: number
  readonly after?: string | undefined
  readonly limit: number
}

/** The tasks of a version page by page; a division is told what became of its own alone, an item only once it sees it. */
export async function listTasks(tx: Tx, actor: Actor, { id, number, after, limit }: Query) {
  const version = await versionBy(tx, id, number)
    .select('version.id')
    .executeTakeFirstOrThrow(() => new NotFound())
  const place = placeOf(after, Place)
  const rows = await tx
    .selectFrom('workPlanEntry as entry')
    .leftJoin(decisionsSeenBy(tx, actor), (join) =>
      join
        .onRef('decision.taskId', '=', 'entry.taskId')
        .on(sql<boolean>`(${seesEverything(actor)}::boolean or entry.division_id = ${actor.divisionId}::uuid)`),
    )
    .select(['entry.taskId', 'entry.number', 'entry.text', 'entry.sort', division.as('division')])
    .select(['decision.state', 'decision.reason', 'decision.byName', 'decision.at', 'decision.item'])
    .where('entry.workPlanVersionId', '=', version.id)
    .$if(place !== undefined, (query) => query.where('entry.sort', '>', Number(place?.[0])))
    .orderBy('entry.sort')
    .limit(limit + 1)
    .execute()
  const page = pageFrom(rows, limit, ({ sort }) => cursorAt(String(sort)))
  return { rows: page.rows.map(decidedTask), next: page.next }
}

/** What became of tasks; what became an item, only once the actor sees the plan that holds it. */
const decisionsSeenBy = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('workPlanDecision as made')
    .innerJoin('person', 'person.id', 'made.decidedBy')
    .leftJoin('item', 'item.id', 'made.itemId')
    .leftJoin('plan', 'plan.id', 'item.planId')
    .select(['made.taskId', 'made.reason', 'person.name as byName', 'made.decidedAt as at'])
    .select([
      sql<Exclude<TaskState, 'open'>>`made.outcome`.as('state'),
      sql<ItemRef | null>`case when item.id is not null then
        json_build_object('id', item.id, 'code', item.code, 'title', item.title) end`.as('item'),
    ])
    .where((or) => or.or([or('made.outcome', '=', 'declined'), or('plan.state', 'in', statesSeenBy(actor))]))
    .as('decision')

type ItemRef = { readonly id: string; readonly code: string; readonly title: string }
type Read = Task & {
  readonly sort: number
  readonly state: TaskState | null
  readonly reason: string | null
  readonly byName: string | null
  readonly at: string | null
  readonly item: ItemRef | null
}

const decidedTask = ({ sort: _sort, state, reason, byName, at, item, ...task }: Read): DecidedTask => ({
  ...task,
  decision: state === null || byName === null || at === null ? null : { state, reason, byName, at, item },
})

type NewVersion = Omit<WorkPlanContent, 'file'> & {
  readonly workPlanId: string
  readonly year: number
  readonly number: number
  readonly reason: string | null
  readonly file: { readonly id: string; readonly name: string; readonly digest: string } | null
}

/** Records a version and its tasks, never to be changed; its digest is made over all of it. Answers the digest. */
export async function insertVersion({ tx, actor, clock }: Acting, version: NewVersion): Promise<string> {
  const { tasks, file, workPlanId, number, title, documentNumber, text, reason } = version
  const named = file && { name: file.name, digest: file.digest }
  const { bytes, digest } = canonicalOf({ ...version, file: named })
  const { id } = await tx
    .insertInto('workPlanVersion')
    .values({
      ...{ workPlanId, number, title, documentNumber, text, reason, fileId: file?.id ?? null },
      ...{ canonical: bytes, digest, algorithm, madeBy: actor.id, madeAt: clock.now },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const rows = tasks.map(({ division: led, ...task }, at) => ({
    ...{ ...task, workPlanVersionId: id, sort: at + 1, divisionId: led?.id ?? null },
    ...{ divisionNameZh: led?.name.zh ?? null, divisionNameEn: led?.name.en ?? null },
  }))
  for (const part of inParts(rows)) await tx.insertInto('workPlanEntry').values(part).execute()
  return digest
}

/** The divisions of the day by id, for the names that a version keeps. */
export async function divisionsOn(tx: Tx, today: string): Promise<Map<string, NamedRef>> {
  const rows = await tx
    .selectFrom('division')
    .select(['id', 'nameZh', 'nameEn'])
    .where('fromOn', '<=', today)
    .where((or) => or.or([or('toOn', 'is', null), or('toOn', '>', today)]))
    .execute()
  return new Map(rows.map(({ id, nameZh, nameEn }) => [id, { id, name: { zh: nameZh, en: nameEn } }]))
}
