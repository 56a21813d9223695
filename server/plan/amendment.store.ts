import { sql } from 'kysely'
import { type Actor, seesEverything } from '#domain/kernel/actor.ts'
import type { Change } from '#domain/kernel/history.ts'
import type { AmendmentRow } from '#domain/plan/amendment.api.ts'
import { type AmendmentFacts, type AmendmentState, statesSeenBeside } from '#domain/plan/amendment.ts'
import type { AmendmentRoute } from '#domain/plan/amendmentRoute.ts'
import { ItemContent } from '#domain/plan/item.api.ts'
import { type PlanState, statesSeenBy } from '#domain/plan/plan.ts'
import type { Tx } from '#server/kernel/db.ts'
import { divisionWhen } from '#server/kernel/divisionName.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import type { IsSeen } from '#server/kernel/seen.ts'

/** The division coordinates the item, or shares it. */
const standsBeside = ({ divisionId }: Actor) =>
  sql<boolean>`(amendment.content ->> 'coordinatingDivisionId' = ${divisionId}::text
    or amendment.content -> 'coDivisions' @> jsonb_build_array(jsonb_build_object('divisionId', ${divisionId}::text)))`

/** The division was asked of it. */
const wasAsked = ({ divisionId }: Actor) =>
  sql<boolean>`exists (select from amendment_opinion asked where asked.amendment_id = amendment.id
    and asked.division_id = ${divisionId})`

/**
 * Amendments that this post sees: its division's own, those laid before a leader that concern it, those it was asked of
 * and that were withdrawn, those in force, or all.
 */
const visible = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('amendment')
    .innerJoin('plan', 'plan.id', 'amendment.planId')
    .innerJoin('person as drafter', 'drafter.id', 'amendment.draftedBy')
    .leftJoin('person as submitter', 'submitter.id', 'amendment.submittedBy')
    .leftJoin('person as approver', 'approver.id', 'amendment.approvedBy')
    .leftJoin('person as applier', 'applier.id', 'amendment.appliedBy')
    .leftJoin('planVersion', 'planVersion.id', 'amendment.planVersionId')
    .select(['amendment.id', 'amendment.version', 'amendment.planId', 'plan.year', 'amendment.itemId'])
    .select(['amendment.itemVersion', 'amendment.reason', 'amendment.draftedAt', 'amendment.appliedAt'])
    .select(['amendment.taskOn', 'amendment.taskSource', 'amendment.returnReason', 'amendment.divisionId'])
    .select(['amendment.draftedBy', 'amendment.submittedBy', 'amendment.submittedAt', 'amendment.approvedBy'])
    .select(['amendment.approvedAt', 'amendment.appliedBy', 'planVersion.number as planNumber'])
    .select(['drafter.name as drafterName', 'submitter.name as submitterName'])
    .select(['approver.name as approverName', 'applier.name as applierName', 'amendment.content'])
    .select([
      sql<AmendmentRoute>`amendment.route`.as('route'),
      sql<AmendmentState>`amendment.state`.as('state'),
      sql<PlanState>`plan.state`.as('planState'),
      divisionWhen('amendment.divisionId', 'amendment.submittedAt', 'amendment.approvedAt', 'amendment.appliedAt').as(
        'division',
      ),
    ])
    .where('plan.state', 'in', statesSeenBy(actor))
    .$if(!seesEverything(actor), (query) =>
      query.where((where) =>
        where.or([
          where('amendment.divisionId', '=', actor.divisionId),
          where('amendment.state', '=', 'applied'),
          where.and([where('amendment.state', 'in', [...statesSeenBeside]), standsBeside(actor)]),
          where.and([where('amendment.state', '=', 'withdrawn'), wasAsked(actor)]),
        ]),
      ),
    )

export const amendmentIsSeen: IsSeen = ({ tx, actor }, id) =>
  sql<boolean>`exists (${visible(tx, actor).where('amendment.id', '=', id)})`

export type AmendmentOf = Awaited<ReturnType<typeof findRow>>

/** What contents written before there was such a thing do not say. */
const ofLead = { divisionId: null }
const read = <Row extends { readonly content: unknown }>(row: Row) => {
  const { phases, indicators, ...rest } = row.content as ItemContent
  const content = ItemContent.parse({
    ...rest,
    phases: phases.map((phase) => ({ ...ofLead, ...phase })),
    indicators: indicators.map((indicator) => ({ ...ofLead, ...indicator })),
  })
  return { ...row, content }
}

export const findRow = async (tx: Tx, actor: Actor, id: string) =>
  read(
    await visible(tx, actor)
      .where('amendment.id', '=', id)
      .executeTakeFirstOrThrow(() => new NotFound()),
  )

/** Locks the amendment; `version`, where given, is the one the person was looking at. */
export async function lock(tx: Tx, actor: Actor, id: string, version?: number): Promise<AmendmentOf> {
  const row = await visible(tx, actor)
    .where('amendment.id', '=', id)
    .forUpdate('amendment')
    .executeTakeFirstOrThrow(() => new NotFound())
  if (version !== undefined && row.version !== version) throw new Stale()
  return read(row)
}

export async function list(tx: Tx, actor: Actor, year: number): Promise<AmendmentRow[]> {
  const rows = await visible(tx, actor)
    .where('plan.year', '=', year)
    .orderBy('amendment.draftedAt', 'desc')
    .limit(500)
    .execute()
  return rows.map(read).map(rowOf)
}

/** Those under way, for to-dos. */
export const underWay = async (tx: Tx, actor: Actor) =>
  (
    await visible(tx, actor)
      .where('amendment.state', 'in', ['proposed', 'approved'])
      .orderBy('amendment.draftedAt')
      .limit(500)
      .execute()
  ).map(read)

export const rowOf = (row: AmendmentOf): AmendmentRow => {
  const { id, version, planId, year, route, state, itemId, division, reason, draftedAt, appliedAt, planNumber } = row
  const { code, title } = row.content
  return {
    id,
    version,
    planId,
    year,
    route,
    state,
    itemId,
    code,
    title,
    division,
    reason,
    draftedAt,
    appliedAt,
    planNumber,
  }
}

/** Whether a deputy other than whoever submitted it is in charge of the division. */
export const hasDeputyInCharge = async (
  tx: Tx,
  { divisionId, submittedBy }: Pick<AmendmentOf, 'divisionId' | 'submittedBy'>,
  today: string,
): Promise<boolean> =>
  (await tx
    .selectFrom('postCharge')
    .innerJoin('post', 'post.id', 'postCharge.postId')
    .select('post.id')
    .where('postCharge.divisionId', '=', divisionId)
    .where('post.kind', '=', 'leadingGroup.deputy')
    .where('post.fromOn', '<=', today)
    .where((where) => where.or([where('post.toOn', 'is', null), where('post.toOn', '>', today)]))
    .$if(submittedBy !== null, (query) => query.where('post.personId', '<>', submittedBy ?? ''))
    .executeTakeFirst()) !== undefined

export const isUnderWay = async (tx: Tx, itemId: string): Promise<boolean> =>
  (await tx
    .selectFrom('amendment')
    .select('id')
    .where('itemId', '=', itemId)
    .where('state', 'in', ['drafted', 'proposed', 'approved'])
    .executeTakeFirst()) !== undefined

export const factsOf = (
  row: AmendmentOf,
  facts: Pick<AmendmentFacts, 'hasDeputyInCharge' | 'blockingFaults' | 'isRevised' | 'isTakenOut' | 'isOutdated'>,
) => ({
  ...{ state: row.state, route: row.route, divisionId: row.divisionId, submittedBy: row.submittedBy },
  ...facts,
})

/** Names of what a content refers to, of the day. */
export async function namesOf(tx: Tx) {
  const divisions = await tx.selectFrom('division').select(['id', 'nameZh', 'nameEn']).execute()
  const people = await tx.selectFrom('person').select(['id', 'name']).execute()
  const units = await tx.selectFrom('externalBody').select(['id', 'nameZh', 'nameEn']).execute()
  const text = (rows: typeof divisions) => {
    const byId = new Map(rows.map(({ id, nameZh, nameEn }) => [id, { zh: nameZh, en: nameEn }]))
    return (id: string) => byId.get(id) ?? { zh: '', en: '' }
  }
  const byId = new Map(people.map(({ id, name }) => [id, name]))
  return { division: text(divisions), unit: text(units), person: (id: string) => byId.get(id) ?? '' }
}

type New = Pick<
  AmendmentOf,
  'planId' | 'itemId' | 'itemVersion' | 'divisionId' | 'reason' | 'taskOn' | 'taskSource'
> & {
  readonly route: AmendmentRoute
  readonly content: ItemContent
  readonly draftedBy: string
  readonly draftedAt: string
}

export const insert = async (tx: Tx, { content, ...row }: New): Promise<string> => {
  const { id } = await tx
    .insertInto('amendment')
    .values({ ...row, content: JSON.stringify(content) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

type Saved = {
  readonly state?: AmendmentState
  readonly content?: ItemContent
  readonly itemId?: string
  readonly itemVersion?: number
  readonly planVersionId?: string
  readonly submittedBy?: string | null
  readonly submittedAt?: string | null
  readonly approvedBy?: string | null
  readonly approvedAt?: string | null
  readonly digest?: string | null
  readonly appliedBy?: string
  readonly appliedAt?: string
  readonly returnReason?: string
  readonly reason?: string
  readonly taskOn?: string | null
  readonly taskSource?: string
}

/** Every save is a new version. */
export const save = (tx: Tx, id: string, { content, ...values }: Saved) =>
  tx
    .updateTable('amendment')
    .set({ ...values, ...(content ? { content: JSON.stringify(content) } : {}), version: sql`version + 1` })
    .where('id', '=', id)
    .execute()

/** What an amendment changed when it entered the plan, as the history of its item keeps it. */
export async function changesApplied(tx: Tx, { itemId, appliedAt }: Pick<AmendmentOf, 'itemId' | 'appliedAt'>) {
  const row = await tx
    .selectFrom('history')
    .select(sql<Change[]>`convert_from(canonical, 'UTF8')::jsonb -> 'changes'`.as('changes'))
    .where('subjectKind', '=', 'item')
    .where('subjectId', '=', itemId)
    .where('action', 'in', ['item.amend', 'item.create'])
    .where('occurredAt', '=', sql<string>`${appliedAt}::timestamptz`)
    .orderBy('recordedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.changes ?? []
}
