import { sql } from 'kysely'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Plan, PlanVersionHead } from '#domain/plan/plan.api.ts'
import { type PlanKind, type PlanState, seesPlan, statesSeenBy } from '#domain/plan/plan.ts'
import type { ListedVersion } from '#domain/plan/planVersion.api.ts'
import { noticeOf } from '#server/document/officialDocument.public.ts'
import { canonicalOf } from '#server/kernel/canonical.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import { progressOf } from './consultation.store.ts'
import { undecidedOf } from './merge.store.ts'
import { countsOf } from './officeWorkPlan.store.ts'
import { itemsDigest, sumsOf } from './planItems.store.ts'
import { latestOf } from './review.store.ts'
import { withdrawalsOf } from './withdrawal.store.ts'

/** The office's plans and their revisions in the states this post sees. */
const visible = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('plan')
    .select([
      'plan.id',
      'plan.year',
      'plan.title',
      sql<PlanState>`plan.state`.as('state'),
      'plan.procedureText',
      'plan.standardsText',
      'plan.reportingText',
      'plan.documentNumber',
      'plan.issuedOn',
      // a revision is one of a plan that is provisional still, or is not
      sql<boolean>`coalesce((select is_provisional from plan amended where amended.id = plan.amends_id), plan.is_provisional)`.as(
        'isProvisional',
      ),
      'plan.version',
      sql<PlanKind>`plan.kind`.as('kind'),
      'plan.amendsId',
      'plan.revisionReason as reason',
      sql<number | null>`(select number from plan_version where id = plan.plan_version_id)`.as('planNumber'),
    ])
    .where('plan.kind', '<>', 'division')
    .where('plan.state', 'in', statesSeenBy(actor))

type Row = Awaited<ReturnType<typeof findRow>>
/** The plan's own row, where the actor may see it. */
export const findRow = (tx: Tx, actor: Actor, id: string) =>
  visible(tx, actor)
    .where('plan.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound())

/** Locks the plan until the transaction ends; `version`, where given, is the one the person was looking at. */
export async function lock(tx: Tx, actor: Actor, id: string, version?: number): Promise<Row> {
  const row = await visible(tx, actor)
    .where('plan.id', '=', id)
    .forUpdate('plan')
    .executeTakeFirstOrThrow(() => new NotFound())
  if (version !== undefined && row.version !== version) throw new Stale()
  return row
}

/** What a save may change; every save is a new version. */
type Saved = Partial<
  Pick<
    Row,
    | 'title'
    | 'procedureText'
    | 'standardsText'
    | 'reportingText'
    | 'state'
    | 'documentNumber'
    | 'issuedOn'
    | 'isProvisional'
  >
> & { readonly planVersionId?: string }

export const save = (tx: Tx, id: string, values: Saved) =>
  tx
    .updateTable('plan')
    .set({ ...values, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()

/** The plan is no longer provisional. */
export const settle = (tx: Tx, id: string) =>
  tx.updateTable('plan').set({ isProvisional: false }).where('id', '=', id).execute()

/** Begins the plan of a year, or answers undefined where there is one already. */
export const insert = (tx: Tx, plan: { year: number; title: string }) =>
  tx
    .insertInto('plan')
    .values({ ...plan, kind: 'office', state: 'drafting' })
    .onConflict((conflict) => conflict.column('year').where('kind', '=', sql.lit('office')).doNothing())
    .returning('id')
    .executeTakeFirst()

/** The performance year, begun as preparing where it is not there yet. */
export const beginYear = (tx: Tx, year: number) =>
  tx
    .insertInto('performanceYear')
    .values({ year, state: 'preparing' })
    .onConflict((conflict) => conflict.doNothing())
    .execute()

export const startYear = (tx: Tx, year: number) =>
  tx
    .updateTable('performanceYear')
    .set({ state: 'executing', version: sql`version + 1` })
    .where('year', '=', year)
    .where('state', '=', 'preparing')
    .execute()

export const list = async (tx: Tx, actor: Actor) => {
  const rows = await visible(tx, actor)
    .where('plan.kind', '=', 'office')
    .select(
      sql<number>`(select count(*)::int from item where plan_id = plan.id and withdrawn_on is null)`.as('itemCount'),
    )
    .orderBy('plan.year', 'desc')
    .execute()
  return rows.map(({ id, year, title, state, documentNumber, issuedOn, itemCount }) => ({
    id,
    year,
    title,
    state,
    documentNumber,
    issuedOn,
    itemCount,
  }))
}

/** The plan of a year; a revision goes by its own id. */
export async function idOf(tx: Tx, actor: Actor, key: number | string): Promise<string> {
  const { id } = await visible(tx, actor)
    .$if(typeof key === 'number', (query) =>
      query.where('plan.kind', '=', 'office').where('plan.year', '=', Number(key)),
    )
    .$if(typeof key === 'string', (query) => query.where('plan.id', '=', String(key)))
    .executeTakeFirstOrThrow(() => new NotFound())
  return id
}

/** The plan with what is said of all its items, its latest frozen version and how far it has come. */
export async function find(tx: Tx, actor: Actor, id: string): Promise<Plan> {
  const plan = await findRow(tx, actor, id)
  const review = await latestOf(tx, id)
  const latest = (await versions(tx, id))[0] ?? null
  const isMerged = seesPlan(actor, 'drafting') && plan.state !== 'issued' && plan.amendsId === null
  return {
    ...plan,
    ...review.outcome,
    ...review.facts,
    isReviewed: review.id !== null,
    withdrawal: plan.state === 'withdrawn' ? ((await withdrawalsOf(tx, [id])).get(id) ?? null) : null,
    ...(await noticeOf(tx, id)),
    undecidedItems: isMerged ? await undecidedOf(tx, plan.year) : 0,
    undecidedTasks: isMerged ? (await countsOf(tx, plan.year)).open : 0,
    latest,
    submittedBy: latest?.madeBy.id ?? null,
    ...(await progressOf(tx, id)),
    ...(await sumsOf(tx, id)),
  }
}

/** What submitting names: the draft as it stands, each item in its version. */
export async function draftDigestOf(tx: Tx, plan: Row): Promise<string> {
  const { id, title, procedureText, standardsText, reportingText } = plan
  const items = await itemsDigest(tx, id)
  return canonicalOf({ title, procedureText, standardsText, reportingText, items }).digest
}

/** The frozen versions of a plan, newest first. */
export async function versions(tx: Tx, planId: string): Promise<PlanVersionHead[]> {
  const rows = await tx
    .selectFrom('planVersion')
    .innerJoin('person', 'person.id', 'planVersion.madeBy')
    .select(['number', 'digest', 'madeAt', 'person.id as personId', 'person.name'])
    .where('planId', '=', planId)
    .orderBy('number', 'desc')
    .execute()
  return rows.map(({ personId, name, ...row }) => ({ ...row, madeBy: { id: personId, name } }))
}

/**
 * The same with the day from which each held: one of a division from when it was frozen, one of the office's plan from
 * its issue at the earliest, beginning with the version that the group decided last.
 */
export async function listedVersions(tx: Tx, planId: string): Promise<ListedVersion[]> {
  const heads = await versions(tx, planId)
  const decided = sql<number>`coalesce((select max(decided.number) from review
    join plan_version as decided on decided.id = review.plan_version_id
    where review.plan_id = plan.id and review.state = 'decided'), 1)`
  const held = await tx
    .selectFrom('planVersion')
    .innerJoin('plan', 'plan.id', 'planVersion.planId')
    .select(['planVersion.number'])
    .select(
      sql<string>`case when plan.kind <> 'division' and plan_version.number = ${decided} then plan.issued_on
        else (plan_version.made_at at time zone 'Asia/Shanghai')::date end`.as('heldFrom'),
    )
    .where('planId', '=', planId)
    .where(sql<boolean>`(plan.kind = 'division' or plan.state = 'issued' and plan_version.number >= ${decided})`)
    .execute()
  const days = new Map(held.map(({ number, heldFrom }) => [number, heldFrom]))
  return heads.map((head) => ({ ...head, heldFrom: days.get(head.number) ?? null }))
}
